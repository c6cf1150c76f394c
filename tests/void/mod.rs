//! Void records and entries count nowhere: a program that contains some answers every question like the program without
//! them.

mod commands;
mod corrections;
mod entries;
mod laptops;
mod mentors;
mod nine;

use peer::measure::By;
use peer::measure::definition::shipped;
use peer::record::case::Event;
use peer::record::schema::{Table, Void};
use peer::record::{Calendar, Day, Entry, Held, Kind, Period, Place, Records, SessionId};
use peer::register::Register;
use peer::render::{Format, Look, render};
use peer::report::explain::{REPORTS, is_page};
use peer::report::{Request, Sheet, catalog};
use peer::store::{Directory, Scope};

fn example(name: &str) -> Records {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data-examples");
    let reading = Directory::open(&root.join(name)).unwrap().read(Scope::ALL);
    assert!(reading.findings.is_empty());
    reading.records
}

fn void() -> Option<Void> {
    Some(Void("entered twice".into()))
}

/// Void copies of some of the records, with their own ids.
macro_rules! void_copies {
    ($list:expr, $dice:expr, $name:expr) => {
        let copies: Vec<_> = $list
            .iter()
            .filter(|_| $dice.u8(..3) == 0)
            .map(|entry| {
                let mut copy = entry.clone();
                copy.id = $name(&entry.id).parse().unwrap();
                copy.place = Place::file(&format!("{}.toml", copy.id));
                copy.record.void = void();
                copy
            })
            .collect();
        $list.extend(copies);
    };
}

/// Void copies of some of the entries, before and after those that count.
macro_rules! void_entries {
    ($entries:expr, $dice:expr) => {
        for at in (0..$entries.len()).rev() {
            if $dice.bool() {
                let mut copy = $entries[at].clone();
                copy.void = void();
                $entries.insert($dice.usize(..=$entries.len()), copy);
            }
        }
    };
}

/// The program with many void records added; everything that counts is unchanged.
fn with_void(mut records: Records, dice: &mut fastrand::Rng) -> Records {
    let more = |id: &dyn std::fmt::Display| format!("{id}-void");
    void_copies!(records.participants, dice, more);
    void_copies!(records.mentors, dice, more);
    void_copies!(records.cases, dice, more);
    void_copies!(records.groups, dice, more);
    void_copies!(records.matches, dice, more);
    void_copies!(records.sessions, dice, |id: &SessionId| format!(
        "{}-{}--77",
        id.day().unwrap(),
        id.key()
    ));
    for entry in &mut records.participants {
        void_entries!(entry.record.enrollment, dice);
        void_entries!(entry.record.consent, dice);
        void_entries!(entry.record.goal, dice);
        void_entries!(entry.record.mentor_request, dice);
    }
    for entry in &mut records.mentors {
        void_entries!(entry.record.training, dice);
        void_entries!(entry.record.leave, dice);
    }
    for entry in &mut records.cases {
        void_entries!(entry.record.event, dice);
    }
    for entry in &mut records.sessions {
        void_entries!(entry.record.referral, dice);
    }
    // Void people are named like those who count: at sessions, in cases, and by matches that seem active.
    let people: Vec<_> = records
        .participants
        .iter()
        .filter(|entry| entry.record.void.is_some())
        .map(|entry| entry.id.clone())
        .collect();
    for entry in &mut records.sessions {
        if dice.bool() && !entry.record.participants.is_empty() {
            let who = people[dice.usize(..people.len())].clone();
            entry.record.participants.push(who);
        }
    }
    for entry in &mut records.cases {
        if dice.bool() {
            let who = people[dice.usize(..people.len())].clone();
            entry.record.participants.push(who);
        }
    }
    let mut of_void: Vec<_> = records.matches.iter().take(20).cloned().collect();
    for (at, entry) in of_void.iter_mut().enumerate() {
        entry.id = format!("k-of-void-{at}").parse().unwrap();
        entry.record.participant = people[at % people.len()].clone();
        entry.record.ended = None;
    }
    records.matches.extend(of_void);
    records.sort();
    records
}

fn counted(records: Records, as_of: Day) -> Register {
    let records = Register::new(records).into_records().as_of(as_of);
    Register::new(records.without_void_people())
}

/// Every report, with every breakdown and with the records behind it, as json.
fn answers(register: &Register, as_of: Day) -> Vec<(String, String)> {
    let definitions = shipped();
    let asked = catalog::Asked {
        definitions: &definitions,
        unit: None,
        full: false,
        new_only: false,
    };
    let period = Period::year(Calendar::Common, as_of.year() - 1);
    let look = Look {
        width: None,
        unicode: true,
        colour: false,
    };
    let text =
        |sheet: Sheet| String::from_utf8(render(&[sheet], Format::Json, &look).unwrap()).unwrap();
    let mut all = Vec::new();
    for report in REPORTS.iter().filter(|report| !is_page(report)) {
        let ways = catalog::breakdowns(report).iter().map(std::slice::from_ref);
        for by in ways.chain([&[] as &[By]]) {
            let request = Request {
                register,
                period: &period,
                as_of,
                by,
                consenting_only: by.is_empty(),
            };
            let name = format!("{report} {by:?}");
            let sheet = catalog::sheet(report, &request, asked).unwrap().unwrap();
            all.push((name.clone(), text(sheet)));
            let who = catalog::who(report, &request, asked).unwrap().unwrap();
            all.push((format!("{name} --who"), text(who)));
        }
    }
    all
}

#[test]
fn every_report_says_the_same_with_and_without_what_is_void() {
    let seeds = if std::env::var_os("PEER_THOROUGH").is_some() {
        20
    } else {
        1
    };
    for name in ["saguaro", "golden-gate"] {
        let plain = example(name);
        for seed in 0..seeds {
            let mut dice = fastrand::Rng::with_seed(seed);
            let void = with_void(plain.clone(), &mut dice);
            for as_of in ["2026-11-21", "2025-12-31"] {
                let as_of: Day = as_of.parse().unwrap();
                let plain = answers(&counted(plain.clone(), as_of), as_of);
                let void = answers(&counted(void.clone(), as_of), as_of);
                for (plain, void) in plain.iter().zip(&void) {
                    assert_eq!(plain, void, "{name}, seed {seed}");
                }
            }
        }
    }
}

#[test]
fn what_was_left_out_is_given_back_as_it_was_read() {
    let mut dice = fastrand::Rng::with_seed(1);
    let read = with_void(example("saguaro"), &mut dice);
    let counted = read.clone().without_void();
    assert!(counted.void.len() > 100);
    let again = counted.clone().without_void();
    assert_eq!(again.void.len(), counted.void.len(), "left out once");
    let back = counted.as_read();
    for kind in Kind::ALL.iter().copied() {
        assert_eq!(back.plain(kind), read.plain(kind), "{kind}");
    }
}

#[test]
fn an_entry_is_found_at_its_place_in_the_file() {
    let mut records = Records::new(example("saguaro").program);
    let event = |on: &str, is_void: bool| {
        let text = format!("on = {on}\nkind = \"hearing\"\n");
        let mut event: Event = peer::record::read::record(&text).unwrap();
        event.void = void().filter(|_| is_void);
        event
    };
    let mut case: peer::record::Case = peer::record::read::record("system = \"cps\"\n").unwrap();
    case.event = vec![
        event("2026-01-01", true),
        event("2026-01-02", false),
        event("2026-01-03", true),
        event("2026-01-04", false),
    ];
    let place = Place::file("cases/c-a.toml");
    records.cases.push(Entry {
        id: "c-a".parse().unwrap(),
        place: place.clone(),
        record: case,
    });
    let counted = records.without_void();
    assert_eq!(counted.cases[0].record.event.len(), 2);
    assert_eq!(counted.index_in_file(&place, "event", 0), 1);
    assert_eq!(counted.index_in_file(&place, "event", 1), 3);
    assert!(
        counted
            .held(Kind::Case, "c-a")
            .is_some_and(|held| held.void().is_none())
    );
    assert!(counted.left_out(Kind::Case, "c-a").is_none());
    assert_eq!(Held::fields(&counted.void[0])[1].0, "event");
    assert_eq!(counted.cases[0].record.fields().len(), 2);
}
