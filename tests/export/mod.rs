//! `peer export`: the rows behind the figures as tables, which contain no names and are the same for the same records.

mod engines;
mod kept;
mod recipients;
mod tables;

use std::collections::BTreeMap;

use crate::common::{Home, sample};

/// A program with a record of every kind.
fn program() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

/// The files that an export writes into `out`.
fn exported(home: &Home, more: &[&str]) -> BTreeMap<String, String> {
    let _ = std::fs::remove_dir_all(home.at("out"));
    home.ok(&[&["export", "out"], more].concat());
    files(home, "out")
}

/// The files in a folder, each with its text.
fn files(home: &Home, folder: &str) -> BTreeMap<String, String> {
    let inside = std::fs::read_dir(home.at(folder)).unwrap();
    let names = inside.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names
        .map(|name| (name.clone(), home.read(&format!("{folder}/{name}"))))
        .collect()
}

/// The rows of a table, without its header.
fn rows<'t>(files: &'t BTreeMap<String, String>, table: &str) -> Vec<&'t str> {
    files[&format!("{table}.csv")].lines().skip(1).collect()
}

/// A column of a table.
fn column(files: &BTreeMap<String, String>, table: &str, name: &str) -> Vec<String> {
    let text = &files[&format!("{table}.csv")];
    let at = text
        .lines()
        .next()
        .unwrap()
        .split(',')
        .position(|one| one == name);
    let at = at.unwrap_or_else(|| panic!("{table} has no {name}"));
    let cell = |line: &str| line.split(',').nth(at).unwrap().to_owned();
    text.lines().skip(1).map(cell).collect()
}
