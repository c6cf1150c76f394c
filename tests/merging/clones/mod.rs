//! Random months of three clones: one that is set up, one that only uses git, and a server that merges without any
//! driver. The expected result is computed from what each person did, and never from what the program says.

mod going;
mod known;

use std::collections::BTreeMap;

use fastrand::Rng;

use self::going::{End, Going};
use self::known::{Is, Known, Month};
use super::laptops::Office;

/// The clones before anything happens: three sessions in October, each with a different parent.
fn prepared() -> Office {
    let office = Office::new();
    office.ok("ana", &["init", ".", "--name", "Test"]);
    office.ok("ana", &["git", "setup"]);
    for key in ['a', 'b', 'c', 'd', 'e'] {
        let enrolled = "[[enrollment]]\nstart = 2026-01-15\n";
        office.write(&format!("ana/participants/p-{key}.toml"), enrolled);
        if key < 'd' {
            let id = Going::id(key, 7);
            let text = format!(
                "kind = \"casework\"\non = 2026-10-07\nminutes = 60\nparticipants = [ \"p-{key}\", ]\n"
            );
            office.write(&format!("ana/sessions/2026/{id}.toml"), &text);
        }
    }
    office.git("ana", &["add", "-A"]);
    office.git("ana", &["commit", "-q", "-m", "begin"]);
    office.git("ana", &["push", "--quiet", "-u", "origin", "main"]);
    office.clone("ben");
    office
}

fn month(template: &Office, seed: u64, counts: &mut BTreeMap<&'static str, u64>) -> End {
    let office = template.again();
    let first = Known {
        is: Is::Held,
        day: 7,
        minutes: 60,
        disputed: false,
        opposed: false,
    };
    let shared: Month = ['a', 'b', 'c']
        .into_iter()
        .map(|key| (key, first))
        .collect();
    let mut going = Going {
        office: &office,
        rng: Rng::with_seed(seed),
        next: 0,
        knows: BTreeMap::from([("ana", shared.clone()), ("ben", shared.clone())]),
        shared,
        told: String::new(),
        done: vec![format!("seed {seed}")],
        counts,
    };
    for _ in 0..2 {
        for who in ["ana", "ben"] {
            for _ in 0..going.rng.usize(1..4) {
                going.one(who);
            }
        }
        if let Some(end) = going.meet() {
            return end;
        }
        going.git("ben", &["fetch", "-q"]);
        going.git("ben", &["reset", "-q", "--hard", "origin/main"]);
    }
    End::Agreed
}

#[test]
fn no_month_of_three_clones_loses_doubles_or_brings_back_in_silence() {
    let months = if crate::common::is_thorough() {
        400
    } else {
        20
    };
    let asked_for = std::env::var("PEER_SEEDS").unwrap_or_else(|_| format!("0-{}", months - 1));
    let (first, last) = asked_for.split_once('-').unwrap();
    let (first, last): (u64, u64) = (first.parse().unwrap(), last.parse().unwrap());
    let months = last + 1 - first;
    let template = prepared();
    let mut counts = BTreeMap::new();
    let (mut asked, mut careful) = (0, 0);
    let mut faults = Vec::new();
    for seed in first..=last {
        let tried = std::panic::AssertUnwindSafe(|| month(&template, seed, &mut counts));
        match std::panic::catch_unwind(tried) {
            Ok(End::Agreed) => {}
            Ok(End::Asked { disputed }) => {
                asked += 1;
                careful += u64::from(!disputed);
            }
            Err(_) => faults.push(seed),
        }
    }
    eprintln!(
        "seeds {first} to {last}: {counts:?}; {asked} months left to a person, {careful} of them to be careful; faults at {faults:?}",
    );
    assert!(faults.is_empty(), "{faults:?}");
    assert!(asked * 10 < months * 9, "{asked} of {months}");
}
