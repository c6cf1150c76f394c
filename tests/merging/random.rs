//! Thousands of merges of made-up records: nothing is dropped, nothing is invented.

use std::collections::{BTreeMap, BTreeSet};

use peer::check::check;
use peer::cli::merged;
use peer::record::read::{Fault, packed, record};
use peer::record::schema::Table;
use peer::record::{
    Case, Datum, Day, Definition, Fields, Group, Identity, Intake, Match, Mentor, Participant,
    Program, Records, Schema, SchemaVersion, Session,
};
use peer::register::Register;
use peer::store::{Change, Directory, Merged, Sides, Unmergeable, after, check_text};

use super::model::{self, Maker};
use super::oracle;
use super::text::{Layout, file};

/// A kind of file.
struct Form {
    path: &'static str,
    schema: &'static Schema,
    read: fn(&str) -> Result<Facts, Vec<Fault>>,
}

type Facts = BTreeMap<String, Fields>;

fn one<T: Table>(text: &str) -> Result<Facts, Vec<Fault>> {
    record::<T>(text).map(|record| BTreeMap::from([(String::new(), sorted(record.fields()))]))
}

fn month(text: &str) -> Result<Facts, Vec<Fault>> {
    let mut all = Facts::new();
    let faults = packed::<Session>(text, SchemaVersion::LATEST, |heading, _, session| {
        all.extend(session.map(|session| (heading.to_owned(), sorted(session.fields()))));
    });
    if faults.is_empty() {
        Ok(all)
    } else {
        Err(faults)
    }
}

/// The fields with sorted, unique entries, and normalized line breaks.
pub fn sorted(mut fields: Fields) -> Fields {
    for (_, value) in &mut fields {
        if let Datum::Prose(text) = value {
            *text = text.replace("\r\n", "\n");
        }
        if let Datum::Tables(rows) = value {
            *rows = std::mem::take(rows).into_iter().map(sorted).collect();
            rows.sort_by_cached_key(|row| format!("{row:?}"));
            rows.dedup();
        }
    }
    fields
}

const MONTH: &str = "sessions/2026/2026-03.toml";

const FORMS: [Form; 11] = [
    Form {
        path: "participants/p-a1.toml",
        schema: Participant::SCHEMA,
        read: one::<Participant>,
    },
    Form {
        path: "mentors/m-a1.toml",
        schema: Mentor::SCHEMA,
        read: one::<Mentor>,
    },
    Form {
        path: "cases/c-a1.toml",
        schema: Case::SCHEMA,
        read: one::<Case>,
    },
    Form {
        path: "groups/wednesday.toml",
        schema: Group::SCHEMA,
        read: one::<Group>,
    },
    Form {
        path: "matches/k-a1.toml",
        schema: Match::SCHEMA,
        read: one::<Match>,
    },
    Form {
        path: "sessions/2026/2026-03-02-casework-p-a1.toml",
        schema: Session::SCHEMA,
        read: one::<Session>,
    },
    Form {
        path: MONTH,
        schema: Session::SCHEMA,
        read: month,
    },
    Form {
        path: "identities/p-a1.toml",
        schema: Identity::SCHEMA,
        read: one::<Identity>,
    },
    Form {
        path: "definitions/our-own.toml",
        schema: Definition::SCHEMA,
        read: one::<Definition>,
    },
    Form {
        path: "intake/attendance.toml",
        schema: Intake::SCHEMA,
        read: one::<Intake>,
    },
    Form {
        path: "peer.toml",
        schema: Program::SCHEMA,
        read: one::<Program>,
    },
];

/// The three versions of a file.
struct Case3 {
    base: BTreeMap<String, model::Fields>,
    ours: BTreeMap<String, model::Fields>,
    theirs: BTreeMap<String, model::Fields>,
    texts: [String; 3],
}

fn made_up(form: &Form, seed: u64) -> Case3 {
    let mut maker = Maker::new(seed);
    let headings: &[&str] = if form.path == MONTH {
        &[
            "2026-03-02-casework-p-a1",
            "2026-03-04-group-wednesday",
            "2026-03-05-outreach-fair",
        ]
    } else {
        &[""]
    };
    let mut base = BTreeMap::new();
    for heading in headings {
        if form.path != MONTH || maker.chance(70) {
            base.insert((*heading).to_owned(), maker.record(form.schema));
        }
    }
    let added_by_both = maker.chance(5);
    let side = |maker: &mut Maker| {
        let mut records = base.clone();
        for heading in headings {
            let times = maker.rng.usize(0..5);
            match records.get_mut(*heading) {
                Some(_) if form.path == MONTH && maker.chance(10) => drop(records.remove(*heading)),
                Some(record) => maker.change(form.schema, record, times),
                None if maker.chance(50) => {
                    drop(records.insert((*heading).to_owned(), maker.record(form.schema)))
                }
                None => {}
            }
        }
        records
    };
    let (ours, mut theirs) = (side(&mut maker), side(&mut maker));
    let seed = maker.rng.u64(0..1000);
    let mut layout = |at: u64| Layout {
        seed: if maker.chance(70) { seed } else { seed + at },
        own: seed * 10 + at,
    };
    let (of_ours, of_theirs) = (layout(1), layout(2));
    let of_base = if added_by_both {
        String::new()
    } else {
        file(
            &base,
            Layout {
                seed,
                own: seed * 10,
            },
        )
    };
    if added_by_both {
        base.clear();
        theirs.values_mut().for_each(model::number_anew);
    }
    let texts = [of_base, file(&ours, of_ours), file(&theirs, of_theirs)];
    Case3 {
        base,
        ours,
        theirs,
        texts,
    }
}

/// The faults of a text by itself.
fn faults(path: &str, text: &str) -> BTreeSet<(String, String)> {
    let program: Program = record("schema = 1\nname = \"Test\"\n").unwrap();
    let today: Day = crate::common::TODAY.parse().unwrap();
    let directory = Directory::of_texts(program.clone());
    let mut found = check_text(&directory, path, text);
    let records = if path == "peer.toml" {
        Records::new(record(text).unwrap())
    } else {
        let mut change = Change::default();
        change.create(path, text);
        after(&directory, &Records::new(program), &change)
    };
    found.extend(check(&Register::new(records), today));
    found
        .into_iter()
        .map(|finding| (finding.rule.to_owned(), finding.message))
        .collect()
}

/// The text as one side would have it.
pub fn decided(text: &str, for_ours: bool) -> String {
    let (mut out, mut side) = (String::new(), None);
    for line in text.split_inclusive('\n') {
        match line.trim_end() {
            "<<<<<<< ours" => side = Some(true),
            "=======" if side.is_some() => side = Some(false),
            ">>>>>>> theirs" => side = None,
            _ if side.is_none_or(|ours| ours == for_ours) => out += line,
            _ => {}
        }
    }
    out
}

pub fn remarks(text: &str) -> BTreeSet<String> {
    let plain = text
        .replace("three # four", "")
        .replace("# and no remark.", "");
    plain
        .lines()
        .filter_map(|line| {
            line.split_once('#')
                .map(|(_, remark)| remark.trim().to_owned())
        })
        .collect()
}

/// The outcome of the merges.
#[derive(Debug, Default)]
struct Tally {
    clean: usize,
    conflicts: usize,
    by_rule: usize,
    cautious: usize,
    as_text: usize,
}

fn try_one(form: &Form, seed: u64, tally: &mut Tally) {
    let Case3 {
        base,
        ours,
        theirs,
        texts,
    } = made_up(form, seed);
    let [of_base, of_ours, of_theirs] = &texts;
    let about = |what: &str, text: &str| {
        format!(
            "{what}: {} {seed}\n=== base\n{of_base}\n=== ours\n{of_ours}\n=== theirs\n{of_theirs}\n=== merged\n{text}",
            form.path
        )
    };
    let program: Program = record("schema = 1\nname = \"Test\"\n").unwrap();
    let sides = Sides {
        base: Some(of_base),
        ours: of_ours,
        theirs: of_theirs,
    };
    let expected = oracle::merge(form.schema, &base, &ours, &theirs);
    let plain = |records| (form.read)(&file(records, Layout { seed: 0, own: 0 }));
    let (for_ours, for_theirs) = (
        plain(&expected.ours).unwrap(),
        plain(&expected.theirs).unwrap(),
    );
    let read = |text: &str| {
        (form.read)(text).unwrap_or_else(|fault| panic!("{}{fault:?}", about("unreadable", text)))
    };
    let (read_ours, read_theirs) = (read(of_ours), read(of_theirs));
    let merge = merged(
        form.path,
        &program,
        &sides,
        crate::common::TODAY.parse().unwrap(),
    );
    let kept = |text: &str| {
        let new: BTreeSet<String> = &(&remarks(of_ours) | &remarks(of_theirs)) - &remarks(of_base);
        let lost = &new - &remarks(text);
        assert!(
            lost.is_empty(),
            "{}\n{lost:?}",
            about("remarks are lost", text)
        );
    };
    match merge {
        Ok(Merged::Clean(text)) => {
            tally.clean += 1;
            assert!(
                !expected.opposed,
                "{}",
                about("opposed changes are no conflict", &text)
            );
            assert_eq!(read(&text), for_ours, "{}", about("other facts", &text));
            let known = &faults(form.path, of_ours) | &faults(form.path, of_theirs);
            let new = &faults(form.path, &text) - &known;
            assert!(new.is_empty(), "{}\n{new:?}", about("a new fault", &text));
            if of_base != of_ours && of_base != of_theirs && of_ours != of_theirs {
                kept(&text);
            }
        }
        Ok(Merged::Conflict { text, clashes }) => {
            tally.conflicts += 1;
            let refused = faults_of_text(form.path, &text);
            assert!(
                refused.contains("merge-conflict"),
                "{}\n{refused:?}",
                about("not refused", &text)
            );
            kept(&text);
            let by_rule = clashes
                .iter()
                .any(|clash| clash.to_string().contains("do not go together"));
            let (mine, other) = (read(&decided(&text, true)), read(&decided(&text, false)));
            if by_rule {
                tally.by_rule += 1;
            } else if (&mine, &other) != (&for_ours, &for_theirs) {
                // Both sides edited an entry whose day or kind changed together with other facts: a person decides.
                tally.cautious += 1;
                let entries = clashes
                    .iter()
                    .all(|clash| !clash.to_string().starts_with('`'));
                assert!(
                    expected.opposed || entries,
                    "{}\n{clashes:?}",
                    about("no conflict was due", &text)
                );
            }
            // Whatever is decided, each fact comes from one of the sides.
            for facts in [&mine, &other] {
                for (heading, fields) in facts {
                    for (key, value) in fields {
                        let of = |side: &Facts| {
                            side.get(heading)
                                .and_then(|fields| fields.iter().find(|(own, _)| own == key))
                                .cloned()
                        };
                        let sides = [
                            of(&read_ours),
                            of(&read_theirs),
                            for_ours
                                .get(heading)
                                .and_then(|f| f.iter().find(|(own, _)| own == key))
                                .cloned(),
                        ];
                        let is_plain = !matches!(
                            value,
                            Datum::Tables(_) | Datum::Map(_) | Datum::Table(_) | Datum::List(_)
                        );
                        assert!(
                            !is_plain || sides.iter().flatten().any(|(_, own)| own == value),
                            "{}",
                            about("invented", &text)
                        );
                    }
                }
            }
        }
        Err(Unmergeable::Layout) => tally.as_text += 1,
        Err(error) => panic!("{}\n{error}", about("not merged", "")),
    }
}

fn faults_of_text(path: &str, text: &str) -> BTreeSet<&'static str> {
    let program: Program = record("schema = 1\nname = \"Test\"\n").unwrap();
    check_text(&Directory::of_texts(program), path, text)
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

#[test]
fn every_change_of_one_side_is_in_the_merge_and_opposed_ones_are_conflicts() {
    let cases = crate::common::cases(5_000);
    let mut tally = Tally::default();
    for seed in 0..cases {
        try_one(
            &FORMS[usize::try_from(seed).unwrap() % FORMS.len()],
            seed,
            &mut tally,
        );
    }
    eprintln!("{tally:?}");
    let total = usize::try_from(cases).unwrap();
    assert!(
        tally.clean > total / 4 && tally.conflicts > total / 10,
        "{tally:?}"
    );
    assert!(
        tally.as_text == 0 && tally.cautious * 20 <= total,
        "{tally:?}"
    );
}
