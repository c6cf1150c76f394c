use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

const AS_OF: &str = "2026-11-21";

fn program() -> Register {
    let pair = |began: &str, more: &str| {
        format!("participant = \"p-1\"\nmentor = \"m-1\"\nbegan = {began}\n{more}")
    };
    let session =
        |on: &str, kind: &str, more: &str| format!("kind = \"{kind}\"\non = {on}\n{more}");
    let both = "minutes = 60\nparticipants = [\"p-1\"]\nmentors = [\"m-1\", \"m-2\"]\nled_by = [\"m-1\"]\n";
    let texts = [
        ("peer.toml", "schema = 1\nname = \"T\"\n[mentor_eligibility]\nrequired_training = [\"core\"]\n".to_owned()),
        ("participants/p-1.toml", String::new()),
        (
            "mentors/m-1.toml",
            "joined = 2025-01-01\ncapacity = 4\n[own_case]\nclosed = 2020-01-01\noutcome = \"reunified\"\n\
             [[training]]\nname = \"core\"\non = 2026-07-03\nhours = 1.5\n[[training]]\nname = \"more\"\non = 2026-08-03\n"
                .to_owned(),
        ),
        ("mentors/m-2.toml", "joined = 2025-01-01\ncapacity = 3\n[own_case]\nclosed = 2020-01-01\noutcome = \"reunified\"\n".to_owned()),
        ("mentors/m-3.toml", "joined = 2026-10-01\ncapacity = 2\n".to_owned()),
        ("mentors/m-4.toml", "joined = 2025-01-01\nleft = 2026-08-01\ncapacity = 2\n".to_owned()),
        ("matches/k-1.toml", pair("2026-07-01", "[ended]\non = 2026-10-01\n")),
        ("matches/k-2.toml", pair("2026-08-16", "")),
        ("matches/k-3.toml", "participant = \"p-1\"\nmentor = \"m-2\"\nproposed = 2026-07-01\n".to_owned()),
        ("sessions/2026/2026-08-01-group-wed.toml", session("2026-08-01", "support-group", both)),
        ("sessions/2026/2026-08-02-mentoring-k-1.toml", session("2026-08-02", "mentoring", "mentors = [\"m-1\"]\n")),
        (
            "sessions/2026/2026-08-03-mentoring-k-1.toml",
            session("2026-08-03", "mentoring", "mentors = [\"m-1\"]\nminutes = 30\nstatus = \"no-show\"\n"),
        ),
    ];
    let texts: Vec<(&str, &str)> = texts
        .iter()
        .map(|(path, text)| (*path, text.as_str()))
        .collect();
    Register::new(register(&texts).records().clone().as_of(day(AS_OF)))
}

fn rows(register: &Register) -> Vec<(String, MentorsFigures)> {
    let period = Period::between(day("2026-07-01"), day("2026-09-30"), Calendar::Common);
    let rows = mentors(register, &period, day(AS_OF), None, false).rows;
    let name = |row: &MentorsRow| {
        row.mentor
            .as_ref()
            .map_or("all".to_owned(), ToString::to_string)
    };
    rows.iter()
        .map(|row| (name(row), row.figures.clone().unwrap()))
        .collect()
}

fn row(name: &str) -> MentorsFigures {
    rows(&program())
        .into_iter()
        .find(|(id, _)| id == name)
        .unwrap()
        .1
}

#[test]
fn the_average_is_the_days_of_matches_over_the_days() {
    let figures = row("m-1");
    assert_eq!(
        (figures.pair_days, figures.days, figures.average()),
        (92 + 46, 92, Some(1.5))
    );
    assert_eq!((figures.active, figures.capacity), (2, 4));
}

#[test]
fn sessions_and_trainings_are_the_mentors_own_and_missing_ones_are_named() {
    let figures = row("m-1");
    assert_eq!((figures.sessions, figures.minutes.known()), (2, Some(60)));
    assert_eq!(figures.training_minutes.known(), Some(90));
    assert_eq!(
        (figures.eligible, figures.missing()),
        (1, vec!["minutes".to_owned(), "training-hours".to_owned()])
    );
    let other = row("m-2");
    assert_eq!(
        (
            other.sessions,
            other.eligible,
            other.active,
            other.average()
        ),
        (1, 0, 0, Some(0.0))
    );
    assert_eq!(other.missing(), ["training:core"]);
}

#[test]
fn all_counts_a_session_of_two_mentors_once() {
    let all = row("all");
    assert_eq!(
        (
            all.sessions,
            all.minutes.sum,
            all.active,
            all.capacity,
            all.eligible
        ),
        (2, 60, 2, 7, 1)
    );
    assert_eq!(all.average(), Some(1.5));
}

#[test]
fn who_had_not_joined_has_no_row_and_who_left_has_no_capacity() {
    let names: Vec<String> = rows(&program()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["all", "m-1", "m-2", "m-4"]);
    assert_eq!(row("m-4").capacity, 0);
}

#[test]
fn who_joins_after_the_day_as_of_which_is_asked_adds_nothing() {
    let of = |mentor: &str| {
        let files = register(&[("mentors/m-1.toml", mentor)]);
        let as_of = day("2025-10-01");
        let register = Register::new(files.records().clone().as_of(as_of));
        let period = Period::year(Calendar::Common, 2024);
        let rows = mentors(&register, &period, as_of, None, false).rows;
        let all = rows[0].figures.clone().unwrap();
        (rows.len() - 1, all.capacity, all.training_minutes.sum)
    };
    assert_eq!(of("joined = 2026-07-29\ncapacity = 2\n"), (0, 0, 0));
    let trained = "joined = 2026-07-29\ncapacity = 2\n[[training]]\nname = \"core\"\non = 2024-05-01\nhours = 2\n";
    assert_eq!(of(trained), (1, 0, 120), "the training was done");
    assert_eq!(of("capacity = 2\n"), (1, 2, 0), "no day is on file");
}

#[test]
fn a_training_that_is_entered_twice_is_one() {
    let training = "[[training]]\nname = \"core\"\non = 2026-07-03\nhours = 1.5\n";
    let mentor = format!("capacity = 2\njoined = 2025-01-01\n{}", training.repeat(2));
    let register = register(&[("mentors/m-1.toml", &mentor)]);
    assert_eq!(rows(&register)[0].1.training_minutes.sum, 90);
}

#[test]
fn who_lists_matches_sessions_and_trainings() {
    let register = program();
    let period = Period::between(day("2026-07-01"), day("2026-09-30"), Calendar::Common);
    let units = mentors(&register, &period, day(AS_OF), None, true).units;
    let of = |id: &str| {
        units
            .iter()
            .filter(|(_, mentor, _)| mentor.as_str() == id)
            .count()
    };
    assert_eq!((of("m-1"), of("m-2"), of("m-4")), (2 + 2 + 2, 1, 0));
}
