use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

/// A form with a scale of one item, 0 to 99, and one of four items, 0 to 4, the second of them reversed.
const FORM: &str = "title = \"T\"\nsource = \"S\"\ndated = 2026-01-01\n\
    points = [ \"once\", \"post\", \"pre\", \"retrospective\", ]\nsmallest_change = 0.5\n\
    [[item]]\nnumber = 1\nmin = 0\nmax = 99\n[[item]]\nnumber = 2\nmin = 0\nmax = 4\n\
    [[item]]\nnumber = 3\nmin = 0\nmax = 4\nreverse = true\n[[item]]\nnumber = 4\nmin = 0\nmax = 4\n\
    [[item]]\nnumber = 5\nmin = 0\nmax = 4\n\
    [[scale]]\nname = \"one\"\nitems = [ 1, ]\n[[scale]]\nname = \"four\"\nitems = [ 2, 3, 4, 5, ]\n";

/// Files of a program: the form, some parents, and their answer sheets.
struct Files(Vec<(String, String)>);

impl Files {
    fn new() -> Self {
        Self(vec![("surveys/own.toml".to_owned(), FORM.to_owned())])
    }

    fn parent(&mut self, id: &str, text: &str) {
        self.0
            .push((format!("participants/{id}.toml"), text.to_owned()));
    }

    /// An answer sheet for a survey; without answers it was only given out.
    fn sheet(&mut self, survey: &str, on: &str, who: &str, point: &str, answers: &[(u32, u32)]) {
        let person = match who {
            "" => String::new(),
            who => format!("participant = \"{who}\"\n"),
        };
        let answers: Vec<String> = answers
            .iter()
            .map(|(item, answer)| format!("{item} = {answer}\n"))
            .collect();
        let table = if answers.is_empty() {
            ""
        } else {
            "[answers]\n"
        };
        let text = format!(
            "survey = \"{survey}\"\non = {on}\n{person}point = \"{point}\"\n{table}{}",
            answers.concat()
        );
        let subject = if who.is_empty() { "anonymous" } else { who };
        // The number keeps names distinct; the measure reads no names.
        let number = self.0.len() + 2;
        self.0.push((
            format!("answers/2026/{on}-{survey}-{subject}--{number}.toml"),
            text,
        ));
    }

    fn register(&self) -> Register {
        let files: Vec<(&str, &str)> = self
            .0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        register(&files)
    }

    fn rows(&self, by: Option<By>) -> Vec<SurveyRow> {
        let period = Period::year(Calendar::Common, 2026);
        surveys(&self.register(), &period, day("2026-12-31"), None, by).rows
    }

    fn figures(&self, part: &Part, point: Point) -> Figures {
        let row = self
            .rows(None)
            .into_iter()
            .find(|row| row.part == *part && row.point == point);
        row.unwrap().figures.unwrap()
    }

    /// How people who answered twice changed; empty if no one was asked at that point.
    fn change(&self, scale: &str, point: Point) -> Change {
        let part = Part::Scale(scale.parse().unwrap());
        let mut rows = self.rows(None).into_iter();
        let row = rows.find(|row| row.part == part && row.point == point);
        match row.and_then(|row| row.figures) {
            Some(Figures::Change(change)) => change,
            None => Change::default(),
            other => panic!("{other:?}"),
        }
    }

    fn sheets(&self, point: Point) -> Sheets {
        match self.figures(&Part::Sheets, point) {
            Figures::Sheets(sheets) => sheets,
            other => panic!("{other:?}"),
        }
    }
}

fn near(one: Option<f64>, other: f64) {
    let one = one.unwrap();
    assert!((one - other).abs() < 5e-6, "{one}, not {other}");
}

/// R's `sleep`, in tenths of an hour, plus 1.6 hours: extra sleep with the first drug as before, with the second as
/// after.
#[test]
fn sleep_as_before_and_after_is_the_published_change_tenfold() {
    const BEFORE: [u32; 10] = [23, 0, 14, 4, 15, 50, 53, 24, 16, 36];
    const AFTER: [u32; 10] = [35, 24, 27, 17, 15, 60, 71, 32, 62, 50];
    let mut files = Files::new();
    for (at, (before, after)) in BEFORE.into_iter().zip(AFTER).enumerate() {
        let id = format!("p-{at}");
        files.parent(&id, "");
        files.sheet("own", "2026-01-10", &id, "pre", &[(1, before)]);
        files.sheet("own", "2026-04-10", &id, "post", &[(1, after)]);
    }
    let change = files.change("one", Point::Pre);
    assert_eq!(change.paired, 10);
    let of = change.change.unwrap();
    near(Some(of.mean), 15.8);
    near(of.sd, 12.299_955);
    near(of.interval.map(|ends| ends.0), 7.001_142);
    near(of.interval.map(|ends| ends.1), 24.598_858);
    assert!((of.standardized.unwrap() - 1.284_557_6).abs() < 5e-7);
    near(change.before, 23.5);
    near(change.after, 39.3);
    // The fifth slept equally long with both.
    assert_eq!((change.improved, change.same, change.worse), (9, 1, 0));
}

#[test]
fn the_first_before_is_held_against_the_last_after_of_a_later_day() {
    let mut files = Files::new();
    for id in ["p-a", "p-b", "p-c"] {
        files.parent(id, "");
    }
    for (on, point, answer) in [
        ("2026-01-10", "pre", 10),
        ("2026-02-10", "pre", 90),
        ("2026-03-10", "post", 20),
        ("2026-06-10", "post", 30),
    ] {
        files.sheet("own", on, "p-a", point, &[(1, answer)]);
    }
    // Both on one day: neither is later.
    files.sheet("own", "2026-01-10", "p-b", "pre", &[(1, 10)]);
    files.sheet("own", "2026-01-10", "p-b", "post", &[(1, 50)]);
    // Given out, not back.
    files.sheet("own", "2026-01-10", "p-c", "pre", &[(1, 10)]);
    files.sheet("own", "2026-06-10", "p-c", "post", &[]);
    let change = files.change("one", Point::Pre);
    assert_eq!(
        (change.paired, change.before, change.after),
        (1, Some(10.0), Some(30.0))
    );
    assert_eq!(files.sheets(Point::Pre).only_before, Some(2));
    let post = files.sheets(Point::Post);
    assert_eq!((post.given, post.answered, post.only_before), (3, 2, None));
}

#[test]
fn answers_about_how_it_was_before_are_apart() {
    let mut files = Files::new();
    files.parent("p-a", "");
    files.sheet("own", "2026-01-10", "p-a", "pre", &[(1, 40)]);
    files.sheet("own", "2026-06-10", "p-a", "retrospective", &[(1, 10)]);
    files.sheet("own", "2026-06-10", "p-a", "post", &[(1, 30)]);
    let (pre, before) = (
        files.change("one", Point::Pre),
        files.change("one", Point::Retrospective),
    );
    assert_eq!((pre.before, pre.worse, pre.improved), (Some(40.0), 1, 0));
    assert_eq!(
        (before.before, before.worse, before.improved),
        (Some(10.0), 0, 1)
    );
}

#[test]
fn a_scale_that_is_not_answered_enough_makes_no_pair() {
    let mut files = Files::new();
    files.parent("p-a", "");
    files.parent("p-b", "");
    // 1, 4 - 1 = 3 and 2 are a mean of 2; 4, 4 - 0 = 4 and 4 are 4.
    files.sheet("own", "2026-01-10", "p-a", "pre", &[(2, 1), (3, 1), (4, 2)]);
    files.sheet(
        "own",
        "2026-06-10",
        "p-a",
        "post",
        &[(2, 4), (3, 0), (5, 4)],
    );
    files.sheet("own", "2026-01-10", "p-b", "pre", &[(2, 1), (3, 1)]);
    files.sheet(
        "own",
        "2026-06-10",
        "p-b",
        "post",
        &[(2, 4), (3, 0), (5, 4)],
    );
    let change = files.change("four", Point::Pre);
    assert_eq!(
        (change.paired, change.before, change.after),
        (1, Some(2.0), Some(4.0))
    );
    assert_eq!(
        change.change.unwrap().interval,
        None,
        "one pair has no interval"
    );
}

#[test]
fn files_of_one_person_are_one_pair() {
    let mut files = Files::new();
    files.parent("p-a", "");
    files.parent("p-b", "same_as = \"p-a\"\n");
    files.sheet("own", "2026-01-10", "p-b", "pre", &[(1, 10)]);
    files.sheet("own", "2026-06-10", "p-a", "post", &[(1, 20)]);
    assert_eq!(files.change("one", Point::Pre).paired, 1);
    assert_eq!(files.sheets(Point::Pre).given, 1);
}

#[test]
fn how_parents_like_the_program_is_the_share_of_the_two_best_answers() {
    let mut files = Files::new();
    for id in ["p-a", "p-b", "p-c"] {
        files.parent(id, "gender = \"woman\"\n");
    }
    let survey = "felt-supported";
    files.sheet(survey, "2026-01-10", "p-a", "once", &[(1, 2), (2, 5)]);
    // The last answer of a person counts.
    files.sheet(survey, "2026-02-10", "p-a", "once", &[(1, 4)]);
    files.sheet(survey, "2026-02-10", "p-b", "once", &[(1, 3)]);
    files.sheet(survey, "2026-02-10", "p-c", "once", &[]);
    files.sheet(survey, "2026-02-10", "", "once", &[(1, 5)]);
    let Figures::Best(best) = files.figures(&Part::Item(1), Point::Once) else {
        panic!("no item");
    };
    assert_eq!((best.k, best.n), (2, 3));
    assert_eq!(best.interval, proportion_interval(2, 3));
    // Leaving an item out on the last sheet does not undo an earlier answer.
    let Figures::Best(second) = files.figures(&Part::Item(2), Point::Once) else {
        panic!("no item");
    };
    assert_eq!((second.k, second.n), (1, 1));
    let sheets = files.sheets(Point::Once);
    assert_eq!((sheets.given, sheets.answered), (3, 2));
    assert_eq!(
        (sheets.anonymous_given, sheets.anonymous),
        (Some(1), Some(1))
    );
    let of_women = files.rows(Some(By::Gender)).into_iter();
    let mut of_women =
        of_women.filter(|row| row.group.as_deref() == Some("woman") && row.part == Part::Item(1));
    let Some(Figures::Best(best)) = of_women.next().unwrap().figures else {
        panic!("no item");
    };
    assert_eq!((best.k, best.n), (1, 2), "who gave no name is in no group");
}

#[test]
fn sheets_without_a_name_that_are_not_back_are_counted_as_given_out() {
    let mut files = Files::new();
    files.sheet("own", "2026-02-10", "", "once", &[]);
    let last = files.0.last_mut().unwrap();
    last.1 += "given = 40\n";
    files.sheet("own", "2026-02-11", "", "once", &[(1, 3)]);
    let sheets = files.sheets(Point::Once);
    assert_eq!(
        (sheets.given, sheets.anonymous_given, sheets.anonymous),
        (0, Some(41), Some(1))
    );
}

/// Someone's sheet: who, the day of the year, the point, and the answers to the first five items.
type Made = (usize, u32, usize, [Option<u32>; 5]);

const POINTS: [&str; 3] = ["pre", "post", "retrospective"];

fn made() -> impl Strategy<Value = Vec<Made>> {
    let answer = || proptest::option::of(0..5_u32);
    let answers = [answer(), answer(), answer(), answer(), answer()];
    vec((0..8_usize, 1..29_u32, 0..3_usize, answers), 0..50)
}

/// The changes of the scale of four, computed naively: person by person.
fn plainly(all: &[Made], before: usize) -> Vec<f64> {
    let score = |answers: &[Option<u32>; 5]| -> Option<f64> {
        let mut scores = Vec::new();
        for (at, answer) in answers.iter().enumerate().skip(1) {
            if let Some(answer) = answer {
                scores.push(if at == 2 { 4 - answer } else { *answer });
            }
        }
        let sum: u32 = scores.iter().sum();
        (scores.len() >= 3).then(|| f64::from(sum) / scores.len() as f64)
    };
    let mut changes = Vec::new();
    for person in 0..8 {
        let mut own: Vec<(usize, &Made)> = all
            .iter()
            .enumerate()
            .filter(|(_, one)| one.0 == person)
            .collect();
        own.retain(|(_, one)| one.3.iter().any(Option::is_some));
        own.sort_by_key(|(at, one)| (one.1, *at));
        let mut first = None;
        let mut last = None;
        for (_, one) in &own {
            if one.2 == before && (first.is_none() || before == 2) {
                first = Some(*one);
            }
            if one.2 == 1 {
                last = Some(*one);
            }
        }
        if let (Some(first), Some(last)) = (first, last)
            && (before == 2 || last.1 > first.1)
            && let (Some(one), Some(other)) = (score(&first.3), score(&last.3))
        {
            changes.push(other - one);
        }
    }
    changes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_answers_make_the_changes_that_are_worked_out_the_plain_way(all in made()) {
        let mut files = Files::new();
        for person in 0..8 {
            files.parent(&format!("p-{person}"), "");
        }
        // So that sheets of the same day are in the order in which they are made.
        for _ in 0..100 {
            files.parent(&format!("p-x{}", files.0.len()), "");
        }
        for (person, on, point, answers) in &all {
            let answers: Vec<(u32, u32)> = (1..).zip(answers).filter_map(|(item, one)| Some((item, (*one)?))).collect();
            files.sheet("own", &format!("2026-01-{on:02}"), &format!("p-{person}"), POINTS[*point], &answers);
        }
        if all.is_empty() {
            return Ok(());
        }
        for (point, before) in [(Point::Pre, 0), (Point::Retrospective, 2)] {
            let (change, plain) = (files.change("four", point), plainly(&all, before));
            prop_assert_eq!(change.paired, plain.len());
            let mean = plain.iter().sum::<f64>() / plain.len() as f64;
            if let Some(of) = change.change {
                prop_assert!((of.mean - mean).abs() < 1e-9);
            }
            let better = plain.iter().filter(|change| **change > 0.5 - 1e-9).count();
            let worse = plain.iter().filter(|change| **change < 1e-9 - 0.5).count();
            let counts = (change.improved, change.same, change.worse);
            prop_assert_eq!(counts, (better, plain.len() - better - worse, worse));
        }
    }
}
