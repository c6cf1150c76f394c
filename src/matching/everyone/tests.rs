use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use proptest::prelude::*;

use super::*;
use crate::matching::assignment::FORBIDDEN;
use crate::matching::factors::LOAD;
use crate::matching::testing::{mentor, parent, today};
use crate::register::Register;
use crate::register::testing::register;

const MATCH: i64 = 10_000_000;

/// The files of a small random program: languages, needs, areas, refusals, kin and current matches.
fn program() -> impl Strategy<Value = Vec<(String, String)>> {
    let word =
        |words: &'static [&'static str]| proptest::sample::subsequence(words, 0..=words.len());
    let parents = prop::collection::vec(
        (
            word(&["en", "es", "vi"]),
            word(&["housing", "money", "visitation"]),
            0..3_usize,
            word(&["mon", "tue"]),
            0..6_usize,
            1..12_u32,
        ),
        0..7,
    );
    let mentors = prop::collection::vec(
        (
            word(&["en", "es", "vi"]),
            word(&["housing", "money", "visitation"]),
            0..3_usize,
            word(&["mon", "tue"]),
            0..4_u32,
        ),
        0..5,
    );
    (
        parents,
        mentors,
        prop::collection::vec((0..7_usize, 0..5_usize, 0..4_usize), 0..6),
    )
        .prop_map(|(parents, mentors, matches)| {
            let mut files = Vec::new();
            let list = |key: &str, words: &[&str]| {
                let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
                format!("{key} = [{}]\n", quoted.join(", "))
            };
            let area = |at: usize| {
                if at == 0 {
                    String::new()
                } else {
                    format!("area = \"{at}\"\n")
                }
            };
            for (at, (languages, needs, place, times, avoids, month)) in parents.iter().enumerate()
            {
                let keys = list("languages", languages) + &list("needs", needs) + &area(*place);
                let avoids = if *avoids < mentors.len() {
                    format!("avoid_mentors = [\"m-{avoids}\"]\n")
                } else {
                    String::new()
                };
                let keys = keys + &list("availability", times) + &avoids;
                let text =
                    parent(&keys).replace("on = 2026-08-01", &format!("on = 2026-{month:02}-01"));
                let text = text.replace("start = 2026-07-01", "start = 2026-01-01");
                files.push((format!("participants/p-{at}.toml"), text));
            }
            for (at, (languages, experience, place, times, capacity)) in mentors.iter().enumerate()
            {
                let keys = format!("capacity = {capacity}\n") + &list("languages", languages);
                let keys = keys
                    + &list("experience", experience)
                    + &area(*place)
                    + &list("availability", times);
                let own = if at < parents.len() && at % 2 == 1 {
                    format!("participant = \"p-{at}\"\n")
                } else {
                    String::new()
                };
                files.push((format!("mentors/m-{at}.toml"), mentor(&(keys + &own))));
            }
            for (at, (who, with, how)) in matches.into_iter().enumerate() {
                let text = [
                    "began = 2026-11-01\n",
                    "proposed = 2026-11-01\n",
                    "proposed = 2026-10-01\n[declined]\non = 2026-10-02\nby = \"mentor\"\n",
                    "began = 2026-02-01\n[ended]\non = 2026-03-01\n",
                ][how];
                if who < parents.len() && with < mentors.len() {
                    let text = format!("participant = \"p-{who}\"\nmentor = \"m-{with}\"\n{text}");
                    files.push((format!("matches/k-{at}.toml"), text));
                }
            }
            files
        })
}

fn linked(files: &[(String, String)]) -> Register {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    register(&files)
}

/// The most matches, then points, by a general solver over single places.
fn oracle(pool: &Pool<'_>) -> (i64, i64) {
    let waiting = pool.waiting();
    let places: Vec<(usize, u32)> = (0..pool.mentors.len())
        .flat_map(|mentor| {
            let side = &pool.mentors[mentor];
            (side.load..side.capacity.max(side.load)).map(move |load| (mentor, load))
        })
        .collect();
    if waiting.is_empty() {
        return (0, 0);
    }
    let rows = waiting.iter().map(|parent| {
        let taken = places.iter().map(|(mentor, load)| {
            let pair = pool.pair_at(*parent, *mentor, *load);
            if pool.allows(&pair) {
                MATCH + pool.score(&pair).points()
            } else {
                -MATCH * 100
            }
        });
        taken.chain(waiting.iter().map(|_| 0)).collect::<Vec<i64>>()
    });
    let rows: Vec<Vec<i64>> = rows.collect();
    let (best, _) = kuhn_munkres(&Matrix::from_rows(rows).unwrap());
    (best / MATCH, best % MATCH)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_answer_is_the_best_there_is_and_breaks_no_rule(files in program()) {
        let register = linked(&files);
        let pool = Pool::new(&register, today(), &[]);
        let everyone = Everyone::at_once(&pool, |_, _| {}).unwrap();
        let points: i64 = everyone.proposals.iter().map(|proposal| proposal.score.points()).sum();
        prop_assert_eq!(everyone.total, points, "the total is that of the points shown");
        prop_assert_eq!(everyone.total, everyone.bound);
        prop_assert!(everyone.proved);
        prop_assert_eq!((i64::try_from(everyone.proposals.len()).unwrap(), points), oracle(&pool));
        for proposal in &everyone.proposals {
            let broken = pool.broken(&pool.pair_at(proposal.parent, proposal.mentor, proposal.load));
            prop_assert!(broken.is_empty(), "{broken:?}");
        }
        prop_assert_eq!(everyone.proposals.len() + everyone.unmatched.len(), pool.waiting().len());
    }

    #[test]
    fn the_row_of_a_parent_is_the_points_of_every_pair(files in program(), kept in 0..20_usize) {
        let register = linked(&files);
        let pool = Pool::new(&register, today(), &[]);
        let mut rows = Rows::keeping(&pool, kept);
        let mut row = vec![0; pool.mentors.len()];
        for parent in 0..pool.parents.len() {
            rows.fill(parent, &mut row);
            for (mentor, points) in row.iter().enumerate() {
                let pair = pool.pair(parent, mentor);
                let score = pool.score(&pair);
                let expected = if pool.suits(&pair) { score.points() - score.factors[LOAD].points } else { FORBIDDEN };
                prop_assert_eq!(*points, expected);
            }
        }
    }

    #[test]
    fn the_order_of_files_changes_nothing(files in program(), seed in any::<u64>()) {
        let mut other = files.clone();
        let length = other.len().max(1);
        (0..other.len()).for_each(|at| other.swap(at, (seed.rotate_left(at as u32) as usize) % length));
        let (one, two) = (linked(&files), linked(&other));
        let answer = |register: &Register| {
            let pool = Pool::new(register, today(), &[]);
            let everyone = Everyone::at_once(&pool, |_, _| {}).unwrap();
            everyone.proposals.iter().map(|proposal| (proposal.parent, proposal.mentor)).collect::<Vec<_>>()
        };
        prop_assert_eq!(answer(&one), answer(&two));
    }
}

#[test]
fn who_waits_with_an_open_proposal_is_not_proposed_again() {
    let (a, m) = (parent(""), mentor(""));
    let files = [
        ("participants/p-a.toml", a.as_str()),
        ("mentors/m-a.toml", m.as_str()),
        (
            "matches/k-a.toml",
            "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-11-01\n",
        ),
    ];
    let register = register(&files);
    let pool = Pool::new(&register, today(), &[]);
    assert!(pool.parents[0].waiting_since.is_some());
    assert!(
        Everyone::at_once(&pool, |_, _| {})
            .unwrap()
            .waiting
            .is_empty()
    );
}

#[test]
fn a_mentors_next_place_gives_fewer_points_for_load() {
    let (a, m) = (parent(""), mentor("capacity = 2\n"));
    let files = [
        ("participants/p-a.toml", a.as_str()),
        ("participants/p-b.toml", a.as_str()),
        ("mentors/m-a.toml", m.as_str()),
    ];
    let register = register(&files);
    let pool = Pool::new(&register, today(), &[]);
    let everyone = Everyone::at_once(&pool, |_, _| {}).unwrap();
    let loads: Vec<(u32, i64)> = everyone
        .proposals
        .iter()
        .map(|proposal| (proposal.load, proposal.score.factors[5].points))
        .collect();
    assert_eq!(
        loads,
        [(0, 1000), (1, 500)],
        "in the order of the parents' ids"
    );
}

#[test]
fn the_rule_that_keeps_most_mentors_away_is_named() {
    let vi = parent("languages = [\"vi\"]\n");
    let (en, full) = (
        mentor("languages = [\"en\"]\n"),
        mentor("capacity = 0\nlanguages = [\"en\"]\n"),
    );
    let gone = mentor("left = 2026-01-01\n");
    let files = [
        ("participants/p-a.toml", vi.as_str()),
        ("mentors/m-a.toml", en.as_str()),
        ("mentors/m-b.toml", full.as_str()),
        ("mentors/m-c.toml", gone.as_str()),
    ];
    let register = register(&files);
    let pool = Pool::new(&register, today(), &[]);
    let everyone = Everyone::at_once(&pool, |_, _| {}).unwrap();
    let alone = &everyone.unmatched[0];
    assert_eq!(
        (alone.blocked_by, alone.blocked, alone.mentors),
        (Some(Rule::NoSharedLanguage), 2, 2)
    );
}

#[test]
fn a_place_that_others_took_in_this_run_is_what_stands_in_the_way() {
    let (a, m) = (parent(""), mentor("capacity = 1\n"));
    let files = [
        ("participants/p-a.toml", a.as_str()),
        ("participants/p-b.toml", a.as_str()),
        ("mentors/m-a.toml", m.as_str()),
    ];
    let register = register(&files);
    let pool = Pool::new(&register, today(), &[]);
    let everyone = Everyone::at_once(&pool, |_, _| {}).unwrap();
    assert_eq!(
        everyone.proposals[0].parent, 0,
        "the tie goes to the first by id"
    );
    assert_eq!(
        everyone.unmatched[0].blocked_by,
        Some(Rule::MentorOverCapacity)
    );
}
