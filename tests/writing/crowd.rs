//! Many writers at once: nothing is lost, nothing is written twice, and readers always see whole records.

use std::process::Stdio;
use std::thread;
use std::time::Instant;

use crate::common::{Home, cases};

const PROCESSES: u64 = 8;
const EACH: u64 = 200;

#[test]
fn eight_processes_at_once_write_all_their_records() {
    let home = Home::new();
    let start = Instant::now();
    let failed: Vec<String> = thread::scope(|scope| {
        let writers: Vec<_> = (0..PROCESSES)
            .map(|writer| (writer, &home))
            .map(|(writer, home)| scope.spawn(move || written(home, writer)))
            .collect();
        writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap())
            .collect()
    });
    assert!(
        failed.is_empty(),
        "{} failed, first: {}",
        failed.len(),
        failed[0]
    );
    let found = home.ok(&["where", "--format", "json"]).stdout;
    let all = PROCESSES * cases(EACH);
    let people = all / 10;
    assert!(
        found.contains(&format!("\"participants\": {people}")),
        "{found}"
    );
    assert!(
        found.contains(&format!("\"sessions\": {}", all - people)),
        "{found}"
    );
    assert!(found.contains("\"faults\": 0"), "{found}");
    home.ok(&["check"]);
    eprintln!("{all} records in {:?}", start.elapsed());
}

/// Runs the program once for each record of one writer; every tenth is a person, the others are sessions.
fn written(home: &Home, writer: u64) -> Vec<String> {
    let mut failed = Vec::new();
    for at in 0..cases(EACH) {
        let (subject, name) = (
            format!("fair-{writer}-{at}"),
            format!("Nobody Number{writer}x{at}"),
        );
        let arguments: &[&str] = if at % 10 == 0 {
            &["add", "participant", &name, "--area", "1"]
        } else {
            &["log", "outreach", &subject]
        };
        let output = home
            .command(arguments)
            .stdout(Stdio::null())
            .output()
            .unwrap();
        if !output.status.success() {
            failed.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        if at % 40 == 7 {
            let read = home.run(&["list", "sessions"]);
            if read.status != 0 {
                failed.push(read.whole());
            }
        }
    }
    failed
}

#[test]
fn the_same_session_logged_by_many_at_once_is_filed_once() {
    let home = Home::new();
    let logged: Vec<i32> = thread::scope(|scope| {
        let home = &home;
        let all: Vec<_> = (0..PROCESSES)
            .map(|_| scope.spawn(move || home.run(&["log", "outreach", "fair"]).status))
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(
        logged.iter().filter(|status| **status == 0).count(),
        1,
        "{logged:?}"
    );
    assert!(
        logged.iter().all(|status| *status == 0 || *status == 1),
        "{logged:?}"
    );
}
