//! Months stored in any form, merged as a whole: made up at random, and computed in a simple way for comparison.

use std::collections::{BTreeMap, BTreeSet};

use peer::cli::merged;
use peer::record::read::record;
use peer::record::schema::Table;
use peer::record::{Day, Fields, Program, Session};
use peer::store::{Joined, MonthFiles, Sides, join_month, sessions};

use super::model::{self, Maker};
use super::oracle;
use super::random::{decided, remarks, sorted};
use super::text::{Layout, file};

const MONTH: &str = "sessions/2026/2026-03";
const PACKED: &str = "sessions/2026/2026-03.toml";
const IDS: [&str; 3] = [
    "2026-03-02-casework-p-a1",
    "2026-03-04-group-wednesday",
    "2026-03-05-outreach-fair",
];

type Records = BTreeMap<String, model::Fields>;

/// The files of a month with these sessions, the `packed` ones in one file.
fn laid(records: &Records, packed: &BTreeSet<&str>, layout: Layout) -> MonthFiles {
    let mut files = MonthFiles::new();
    let mut together = Records::new();
    for (id, fields) in records {
        if packed.contains(id.as_str()) {
            together.insert(id.clone(), fields.clone());
        } else {
            let alone = BTreeMap::from([(String::new(), fields.clone())]);
            files.insert(format!("sessions/2026/{id}.toml"), file(&alone, layout));
        }
    }
    if !together.is_empty() {
        files.insert(PACKED.to_owned(), file(&together, layout));
    }
    files
}

/// The sessions in some files, as one side would have them after deciding.
fn told(joined: &BTreeMap<String, Joined>, for_ours: bool) -> BTreeMap<String, Fields> {
    let mut files = MonthFiles::new();
    for (path, joined) in joined {
        let text = match joined {
            Joined::Gone => None,
            Joined::Whole(text) => Some(text.clone()),
            Joined::Open {
                sides: [_, Some(_), Some(_)],
                text,
            } => Some(decided(text, for_ours)),
            Joined::Open {
                sides: [_, ours, theirs],
                ..
            } => if for_ours { ours } else { theirs }.clone(),
        };
        files.extend(
            text.filter(|text| !text.trim().is_empty())
                .map(|text| (path.clone(), text)),
        );
    }
    let all = sessions(MONTH, &files).unwrap_or_else(|error| panic!("{error}\n{files:#?}"));
    all.into_iter()
        .map(|(id, fields)| (id, sorted(fields)))
        .collect()
}

fn plain(records: &Records) -> BTreeMap<String, Fields> {
    let files = laid(records, &BTreeSet::new(), Layout { seed: 0, own: 0 });
    sessions(MONTH, &files)
        .unwrap()
        .into_iter()
        .map(|(id, fields)| (id, sorted(fields)))
        .collect()
}

/// Whether a person must decide, and whether no one should have to.
fn try_one(seed: u64) -> (bool, bool) {
    let mut maker = Maker::new(seed);
    let mut base = Records::new();
    for id in IDS {
        if maker.chance(75) {
            base.insert(id.to_owned(), maker.record(Session::SCHEMA));
        }
    }
    let side = |maker: &mut Maker| {
        let mut records = base.clone();
        for id in IDS {
            let times = maker.rng.usize(0..3);
            match records.get_mut(id) {
                Some(_) if maker.chance(20) => drop(records.remove(id)),
                Some(record) => maker.change(Session::SCHEMA, record, times),
                None if maker.chance(40) => {
                    drop(records.insert(id.to_owned(), maker.record(Session::SCHEMA)))
                }
                None => {}
            }
        }
        records
    };
    let (ours, theirs) = (side(&mut maker), side(&mut maker));
    let before: BTreeSet<&str> = IDS.into_iter().filter(|_| maker.chance(50)).collect();
    let lie = |maker: &mut Maker| match maker.rng.usize(0..4) {
        0 => IDS.into_iter().collect(),
        1 => BTreeSet::new(),
        2 => IDS.into_iter().filter(|_| maker.chance(50)).collect(),
        _ => before.clone(),
    };
    let (here, there) = (lie(&mut maker), lie(&mut maker));
    let has_remarks = maker.chance(40);
    let layout = |at: u64| Layout {
        seed: seed % 1000,
        own: seed * 10 + if has_remarks { at } else { 0 },
    };
    let sides = [
        laid(&base, &before, layout(0)),
        laid(&ours, &here, layout(1)),
        laid(&theirs, &there, layout(2)),
    ];
    let program: Program = record("schema = 1\nname = \"Test\"\n").unwrap();
    let today: Day = crate::common::TODAY.parse().unwrap();
    let merge = |path: &str, sides: &Sides<'_>| merged(path, &program, sides, today);
    let about = |what: &str| format!("{what}: {seed}\n{sides:#?}");
    let month = join_month(MONTH, sides.each_ref(), &merge)
        .unwrap_or_else(|error| panic!("{}", about(&error.to_string())));
    let expected = oracle::merge(Session::SCHEMA, &base, &ours, &theirs);
    let is_open = month
        .files
        .values()
        .any(|joined| matches!(joined, Joined::Open { .. }));
    let (mine, other) = (told(&month.files, true), told(&month.files, false));
    let (for_ours, for_theirs) = (plain(&expected.ours), plain(&expected.theirs));
    if is_open {
        // Every expected session is still there after at least one of the two decisions.
        let either: BTreeSet<&String> = mine.keys().chain(other.keys()).collect();
        let due: BTreeSet<&String> = for_ours.keys().chain(for_theirs.keys()).collect();
        assert!(
            due.is_subset(&either),
            "{}\n{due:?} {either:?}\n{:#?}",
            about("sessions are lost"),
            month.files
        );
    } else {
        assert!(
            !expected.opposed,
            "{}",
            about("opposed changes are no conflict")
        );
        assert_eq!(
            mine,
            for_ours,
            "{}\n{:#?}",
            about("other facts"),
            month.files
        );
    }
    let texts = |files: &MonthFiles| {
        files
            .values()
            .flat_map(|text| remarks(text))
            .collect::<BTreeSet<_>>()
    };
    let result = month.files.values().flat_map(|joined| match joined {
        Joined::Gone => BTreeSet::new(),
        Joined::Whole(text) | Joined::Open { text, .. } => remarks(text),
    });
    let new = &(&texts(&sides[1]) | &texts(&sides[2])) - &texts(&sides[0]);
    let lost = &new - &result.collect();
    assert!(
        lost.is_empty(),
        "{}\n{lost:?}\n{:#?}",
        about("remarks are lost"),
        month.files
    );
    (is_open, is_open && !expected.opposed)
}

#[test]
fn a_month_is_merged_by_its_sessions_however_it_lies() {
    let cases = crate::common::cases(5_000);
    let (mut open, mut cautious) = (0, 0);
    for seed in 0..cases {
        let (is_open, is_cautious) = try_one(seed);
        open += u64::from(is_open);
        cautious += u64::from(is_cautious);
    }
    eprintln!("{cases} months, {open} left to a person, {cautious} of them to be careful");
    assert!(
        open > cases / 10 && open < cases * 9 / 10 && cautious * 10 <= cases,
        "{open} {cautious}"
    );
}
