//! Worked examples of who looks like one person.

use super::clusters::clusters;
use super::{Alike, pairs};
use crate::register::testing::register;

/// Pairs among people, who are given as `given, family, the other lines`, with ids `p-0`, `p-1`, …
fn found(people: &[(&str, &str, &str)], more: &[(&str, &str)]) -> Vec<Alike> {
    let mut files: Vec<(String, String)> = Vec::new();
    for (at, (given, family, lines)) in people.iter().enumerate() {
        let own = more
            .iter()
            .find(|(id, _)| *id == format!("p-{at}"))
            .map_or("", |(_, text)| *text);
        files.push((format!("participants/p-{at}.toml"), own.to_owned()));
        let text = format!("given = \"{given}\"\nfamily = \"{family}\"\n{lines}\n");
        files.push((format!("identities/p-{at}.toml"), text));
    }
    for (path, text) in more.iter().filter(|(path, _)| path.contains('/')) {
        files.push(((*path).to_owned(), (*text).to_owned()));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    pairs(&register(&files))
}

fn is_asked(one: (&str, &str, &str), other: (&str, &str, &str)) -> bool {
    let all = found(&[one, other], &[]);
    all.iter().any(|pair| !pair.relatives)
}

#[test]
fn a_slip_in_the_family_name_is_one_person_with_reasons_in_words() {
    let all = found(
        &[
            (
                "Xiomara",
                "Portillo",
                "born = 1990-02-03\nphone = \"520-555-0101\"",
            ),
            (
                "Xiomara",
                "Portilo",
                "born = 1990-02-03\nphone = \"(520) 555 0101\"",
            ),
        ],
        &[],
    );
    assert_eq!(all.len(), 1);
    assert!(all[0].certainty > 0.99, "{}", all[0].certainty);
    assert_eq!(
        all[0].reasons,
        [
            "same first name",
            "last names nearly the same",
            "same birth date",
            "same phone"
        ]
    );
    assert_eq!(
        (all[0].group, all[0].later, all[0].relatives),
        (Some(1), false, false)
    );
    assert!(all[0].against.is_empty());
}

#[test]
fn people_are_found_by_whatever_went_wrong_once() {
    let rosa = (
        "María José",
        "Ortega Ruiz",
        "born = 1989-04-12\nphone = \"520-555-0102\"",
    );
    for other in [
        ("Maria", "Ortega", "born = 1989-04-12"),
        ("MARIA JOSE", "ORTEGA RUIZ", "born = 1989-04-21"),
        ("María José", "Ortega Ruiz", "born = 1989-12-04"),
        ("María José", "Ortega Ruiz", "born = 1989-01-01"),
        ("Ortega Ruiz", "María José", "born = 1989-04-12"),
        (
            "María José",
            "Webb",
            "born = 1989-04-12\nphone = \"520-555-0102\"",
        ),
        ("M.", "Ortega Ruiz", "born = 1989-04-12"),
        (
            "María José",
            "Webb",
            "aliases = [\"María José Ortega\"]\nborn = 1989-04-12",
        ),
    ] {
        assert!(is_asked(rosa, other), "{other:?}");
    }
    assert!(is_asked(
        ("Francisco", "Lara", "born = 1980-05-06"),
        ("Pancho", "Lara", "born = 1980-05-06")
    ));
    assert!(is_asked(
        ("Dee", "Lara", "external_ids = [\"dcs:1\"]"),
        ("Ana", "Cruz", "external_ids = [\"dcs:1\"]")
    ));
}

#[test]
fn a_household_and_its_namesakes_are_not_one_person() {
    let home = "street = \"12 Fig St\"\nphone = \"520-555-0103\"";
    let lines = |born: &str| format!("born = {born}\n{home}");
    let (twin, mother, child) = (
        lines("2001-03-04"),
        lines("1970-08-09"),
        lines("1996-11-30"),
    );
    for (one, other) in [
        (
            ("Ana", "Lara", twin.as_str()),
            ("Eva", "Lara", twin.as_str()),
        ),
        (("Rosa", "Lara", &mother), ("Rosa", "Lara", &child)),
        (("Luis", "Lara", &mother), ("Eva", "Lara", &child)),
        (
            ("Rosa", "Lara", "born = 1970-08-09\nstreet = \"1 Elm St\""),
            ("Rosa", "Lara", "born = 1996-11-30\nstreet = \"40 Oak Ave\""),
        ),
    ] {
        assert!(!is_asked(one, other), "{one:?} {other:?}");
    }
}

#[test]
fn the_parents_of_one_case_are_never_asked_about() {
    let people = [
        ("Alex", "Lara", "born = 1980-05-06"),
        ("Alexa", "Lara", "born = 1983-07-01"),
    ];
    let case = "system = \"cps\"\nparticipants = [\"p-0\", \"p-1\"]\n";
    let all = found(&people, &[("cases/c-1.toml", case)]);
    assert!(all.iter().all(|pair| pair.relatives), "{all:?}");
}

#[test]
fn what_is_decided_is_not_shown_again_and_what_is_put_off_is_marked() {
    let people = [
        ("Ana", "Lara", "born = 1980-05-06"),
        ("Ana", "Lara", "born = 1980-05-06"),
    ];
    for decided in ["same_as = \"p-0\"\n", "not_same_as = [\"p-0\"]\n"] {
        assert!(found(&people, &[("p-1", decided)]).is_empty(), "{decided}");
    }
    let later = found(&people, &[("p-1", "maybe_same = [\"p-0\"]\n")]);
    assert!(later[0].later);
    assert!(!found(&people, &[])[0].later);
}

#[test]
fn a_chain_of_likenesses_is_not_one_person() {
    let chain = [(0, 1, 3.0), (1, 2, 2.0), (0, 2, -4.0)];
    assert_eq!(clusters(3, &chain, &|_, _| -4.0), [[0, 1]]);
    let all = [(0, 1, 3.0), (1, 2, 2.0), (0, 2, -1.0)];
    assert_eq!(clusters(3, &all, &|_, _| -4.0), [[0, 1, 2]]);
    assert_eq!(
        clusters(3, &[(0, 1, 3.0), (1, 2, 2.0)], &|_, _| -4.0),
        [[0, 1]],
        "not compared: two"
    );
}

#[test]
fn the_order_of_the_records_changes_nothing() {
    let people = [
        ("Ana", "Lara", "born = 1980-05-06"),
        ("Ana", "Larra", "born = 1980-05-06"),
        ("Anna", "Lara", "born = 1980-05-06"),
    ];
    let mut turned = people;
    turned.reverse();
    let sure = |all: Vec<Alike>| {
        let mut sure: Vec<String> = all
            .iter()
            .map(|pair| format!("{:.5}", pair.certainty))
            .collect();
        sure.sort();
        sure
    };
    assert_eq!(sure(found(&people, &[])), sure(found(&turned, &[])));
}
