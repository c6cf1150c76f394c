use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::measure::unduplicated;
use crate::record::Calendar;
use crate::register::testing::{day, register};

fn quarter() -> Period {
    Period::quarter(Calendar::State, 2027, 2)
}

fn asked(files: &[(&str, &str)], new_only: bool) -> People {
    let options = Options {
        step: None,
        new_only,
    };
    people(&register(files), &quarter(), day("2026-12-31"), options)
}

/// The figures of a block: `served`, `new` and `any` of each word.
fn block(
    people: &People,
    unit: Unit,
    by: Option<&str>,
) -> Vec<(String, usize, usize, Option<usize>)> {
    let rows = people.rows.iter().filter(|row| row.unit == unit);
    let rows = rows.filter(|row| row.value.as_ref().map(|(name, _)| *name) == by);
    rows.map(|row| {
        let count = row.count.unwrap();
        let word = row.value.as_ref().map_or("all", |(_, word)| word);
        (word.to_owned(), count.served, count.new, count.any)
    })
    .collect()
}

fn group(on: &str, people: &str) -> (String, String) {
    (
        format!("sessions/2026/{on}-group-wed.toml"),
        format!(
            "kind = \"support-group\"\non = {on}\ngroup = \"wed\"\nparticipants = [{people}]\n"
        ),
    )
}

/// October to December 2026. Ana and Ben share a case with a child of 4 and one of 17 who turns 18 in November. Cleo
/// came in August already, had a child who died in September, and has one born in November. Dora has no case and no
/// birth date.
fn program() -> Vec<(String, String)> {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    vec![
        file(
            "participants/p-ana.toml",
            "gender = \"woman\"\nlanguages = [\"en\", \"es\"]\n[facts]\nrace = [\"black\", \"declined\"]\n",
        ),
        file(
            "participants/p-ben.toml",
            "gender = \"man\"\nlanguages = [\"es\"]\n[facts]\nrace = [\"declined\"]\n",
        ),
        file(
            "participants/p-cleo.toml",
            "languages = [\"es\"]\n[facts]\nrace = [\"black\", \"white\"]\n",
        ),
        file("participants/p-dora.toml", "gender = \"woman\"\n"),
        file("participants/p-out.toml", "gender = \"woman\"\n"),
        file(
            "identities/p-ana.toml",
            "given = \"Ana\"\nborn = 2001-10-08\n",
        ),
        file(
            "identities/p-ben.toml",
            "given = \"Ben\"\nborn = 1961-10-08\n",
        ),
        file(
            "identities/p-cleo.toml",
            "given = \"Cleo\"\nborn = 2000-01-01\n",
        ),
        file("identities/p-dora.toml", "given = \"Dora\"\n"),
        file(
            "cases/c-1.toml",
            "system = \"cps\"\nparticipants = [\"p-ana\", \"p-ben\"]\n[child.a]\nborn = 2022-05-01\n[child.b]\n\
             born = 2008-11-20\n[[event]]\non = 2026-06-01\nkind = \"petition\"\n",
        ),
        file(
            "cases/c-2.toml",
            "system = \"cps\"\nparticipants = [\"p-cleo\"]\n[child.a]\nborn = 2020-05-01\n[child.b]\nborn = 2026-11-02\n\
             [[event]]\non = 2026-06-01\nkind = \"petition\"\n[[event]]\non = 2026-09-03\nkind = \"died\"\n\
             children = [\"a\"]\n",
        ),
        group("2026-08-05", "\"p-cleo\""),
        group("2026-10-07", "\"p-ana\", \"p-cleo\""),
        group("2026-10-14", "\"p-ana\", \"p-ben\", \"p-dora\""),
        file(
            "peer.toml",
            "schema = 2\nname = \"T\"\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nmany = true\n\
             declined = \"declined\"\nwords = [\"asian\", \"black\", \"white\"]\n",
        ),
    ]
}

fn texts(program: &[(String, String)]) -> Vec<(&str, &str)> {
    program
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect()
}

#[test]
fn parents_children_and_families_are_counted_with_all_that_is_known_of_them() {
    let program = program();
    let people = asked(&texts(&program), false);
    let is = |unit, by, expected: &[(&str, usize, usize, Option<usize>)]| {
        let found = block(&people, unit, by);
        let expected: Vec<_> = expected
            .iter()
            .map(|(word, served, new, any)| ((*word).to_owned(), *served, *new, *any))
            .collect();
        assert_eq!(found, expected, "{unit:?} by {by:?}");
    };
    // Four parents, of whom only Cleo came earlier in the year that began in July.
    is(Unit::Parents, None, &[("all", 4, 3, None)]);
    is(
        Unit::Parents,
        Some("gender"),
        &[
            ("man", 1, 1, None),
            ("woman", 2, 2, None),
            ("not-recorded", 1, 0, None),
        ],
    );
    is(
        Unit::Parents,
        Some("language"),
        &[
            ("en", 0, 0, Some(1)),
            ("es", 2, 1, Some(3)),
            ("not-recorded", 1, 1, Some(1)),
            ("more-than-one", 1, 1, None),
        ],
    );
    // Ana's `declined` next to `black` does not count.
    is(
        Unit::Parents,
        Some("race"),
        &[
            ("asian", 0, 0, Some(0)),
            ("black", 1, 1, Some(2)),
            ("white", 0, 0, Some(1)),
            ("declined", 1, 1, Some(1)),
            ("not-recorded", 1, 1, Some(1)),
            ("more-than-one", 1, 0, None),
        ],
    );
    // On the day of their first session Ana is one day short of 25, Ben has been 65 for six days, Cleo is 26.
    is(
        Unit::Parents,
        Some("age"),
        &[
            ("under-18", 0, 0, None),
            ("18-24", 1, 1, None),
            ("25-34", 1, 0, None),
            ("35-44", 0, 0, None),
            ("45-54", 0, 0, None),
            ("55-64", 0, 0, None),
            ("65+", 1, 1, None),
            ("not-recorded", 1, 1, None),
        ],
    );
    // The two of Ana and Ben, one of whom is 17 on October 1; Cleo's second, not her first, who died.
    is(Unit::Children, None, &[("all", 3, 2, None)]);
    is(
        Unit::Children,
        Some("age"),
        &[
            ("0-5", 2, 1, None),
            ("6-12", 0, 0, None),
            ("13-17", 1, 1, None),
            ("18+", 0, 0, None),
            ("not-recorded", 0, 0, None),
        ],
    );
    is(Unit::Families, None, &[("all", 3, 2, None)]);
    let of_one = people.rows.iter().find_map(|row| row.one_parent_served);
    assert_eq!((of_one, people.without_identity), (Some(2), 0));
}

#[test]
fn only_new_people_are_counted_where_that_is_asked() {
    let program = program();
    let people = asked(&texts(&program), true);
    assert_eq!(
        block(&people, Unit::Parents, None),
        [("all".to_owned(), 3, 3, None)]
    );
    assert_eq!(
        block(&people, Unit::Children, None),
        [("all".to_owned(), 2, 2, None)]
    );
    assert_eq!(
        block(&people, Unit::Families, None),
        [("all".to_owned(), 2, 2, None)]
    );
}

#[test]
fn no_age_is_counted_where_one_identity_is_missing() {
    let mut program = program();
    program.retain(|(path, _)| path != "identities/p-ben.toml");
    let people = asked(&texts(&program), false);
    let ages = people.rows.iter().filter(|row| {
        row.unit == Unit::Parents && row.value.as_ref().is_some_and(|(name, _)| *name == "age")
    });
    assert!(ages.clone().count() == 8 && ages.clone().all(|row| row.count.is_none()));
    assert_eq!(people.without_identity, 1);
}

#[test]
fn a_transfer_is_one_family() {
    let mut program = program();
    program.push((
        "cases/c-3.toml".to_owned(),
        "system = \"cps\"\nparticipants = [\"p-dora\"]\ncontinues = \"c-2\"\n".to_owned(),
    ));
    let people = asked(&texts(&program), false);
    assert_eq!(block(&people, Unit::Families, None)[0].1, 2);
}

/// What a parent says, and on which days of 2026 they came.
type Parent = (Option<bool>, Vec<u8>, Vec<i64>, u8);

fn random() -> impl Strategy<Value = Vec<Parent>> {
    let parent = (
        proptest::option::of(any::<bool>()),
        vec(0..4_u8, 0..3),
        vec(0..365_i64, 0..4),
        0..5_u8,
    );
    vec(parent, 1..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn each_block_adds_up_to_all(parents in random()) {
        let mut files: Vec<(String, String)> = vec![program().pop().unwrap()];
        for (at, (gender, words, days, case)) in parents.iter().enumerate() {
            let gender = gender.map(|is| if is { "gender = \"man\"\n" } else { "gender = \"woman\"\n" });
            let mut said: Vec<&str> = words
                .iter()
                .map(|word| ["\"asian\"", "\"black\"", "\"white\"", "\"declined\""][usize::from(*word)])
                .collect();
            said.sort_unstable();
            said.dedup();
            let text = format!("{}[facts]\nrace = [{}]\n", gender.unwrap_or(""), said.join(", "));
            files.push((format!("participants/p-{at}.toml"), text));
            for on in days {
                let on = day("2026-01-01").plus_days(*on);
                let text = format!("kind = \"court\"\non = {on}\nparticipants = [\"p-{at}\"]\n");
                files.push((format!("sessions/2026/{on}-court-p-{at}.toml"), text));
            }
            let text = format!(
                "system = \"cps\"\nparticipants = [\"p-{at}\", \"p-{case}\"]\n[child.a]\n[[event]]\non = 2026-02-01\n\
                 kind = \"petition\"\n"
            );
            files.push((format!("cases/c-{at}.toml"), text));
        }
        files.extend((parents.len()..5).map(|at| (format!("participants/p-{at}.toml"), String::new())));
        let register = register(&texts(&files));
        let as_of = day("2026-12-31");
        let options = Options { step: Some(Step::Quarter), new_only: false };
        let people = super::people(&register, &Period::year(Calendar::Common, 2026), as_of, options);
        let plain = unduplicated::unduplicated(
            &register,
            &Period::year(Calendar::Common, 2026),
            as_of,
            unduplicated::Options { step: Some(Step::Quarter), ..Default::default() },
        );
        let all = |window: &Window, unit| {
            let row = people.rows.iter().find(|row| row.window == *window && row.unit == unit);
            row.unwrap().count.unwrap()
        };
        for row in plain.rows.iter().filter(|row| row.service.is_none()) {
            let count = all(&row.window, Unit::Parents);
            let expected = row.count.unwrap();
            prop_assert_eq!((count.served, count.new), (expected.served, expected.new));
        }
        for window in &plain.windows {
            for unit in Unit::ALL {
                let rows = people.rows.iter().filter(|row| row.window == *window && row.unit == unit);
                let mut blocks: std::collections::BTreeMap<&str, Count> = Default::default();
                for row in rows {
                    if let (Some((name, _)), Some(count)) = (&row.value, row.count) {
                        let sum = blocks.entry(name).or_default();
                        sum.served += count.served;
                        sum.new += count.new;
                        prop_assert!(count.any.is_none_or(|any| any >= count.served));
                    }
                }
                for (name, sum) in blocks {
                    let all = all(window, unit);
                    prop_assert_eq!((sum.served, sum.new), (all.served, all.new), "{}", name);
                }
            }
            let (parents, families) = (all(window, Unit::Parents), all(window, Unit::Families));
            prop_assert!(families.served <= parents.served);
        }
    }
}

#[test]
fn a_birth_date_that_only_a_duplicate_has_is_that_of_the_person() {
    let files = [
        ("participants/p-a.toml", ""),
        (
            "participants/p-b.toml",
            "same_as = \"p-a\"\ngender = \"woman\"\n",
        ),
        ("identities/p-a.toml", "given = \"Ana\"\nfamily = \"Rey\"\n"),
        (
            "identities/p-b.toml",
            "given = \"Ana\"\nfamily = \"Rey\"\nborn = 1990-01-01\n",
        ),
        (
            "sessions/2026/2026-10-14-casework-p-a.toml",
            "kind = \"casework\"\non = 2026-10-14\nparticipants = [\"p-a\"]\n",
        ),
    ];
    let ages = block(&asked(&files, false), Unit::Parents, Some("age"));
    let seen: Vec<(&str, usize)> = ages
        .iter()
        .map(|(word, served, ..)| (word.as_str(), *served))
        .filter(|(_, served)| *served > 0)
        .collect();
    assert_eq!(seen, [("35-44", 1)]);
}
