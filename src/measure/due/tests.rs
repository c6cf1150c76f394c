use super::*;
use crate::register::testing::{day, register};

const TODAY: &str = "2026-11-21";
const MATCH: &str = "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = ";

/// What is due within this many days: the duty, the day, and the sentence.
fn asked(within: impl Into<Option<u32>>, files: &[(&str, &str)]) -> Vec<(Duty, String, String)> {
    let register = register(files);
    let all = due(&register, day(TODAY), within.into());
    all.into_iter()
        .map(|due| (due.duty, due.on.to_string(), due.what))
        .collect()
}

/// What is due for one match that began on a day, with its meetings.
fn of_match(began: &str, meetings: &[(&str, &str)]) -> Vec<(Duty, String)> {
    let pair = format!("{MATCH}{began}\n");
    let mut files = vec![
        (
            "peer.toml".to_owned(),
            "schema = 1\nname = \"T\"\n[rhythm]\nsupervision_days = 0\n".to_owned(),
        ),
        ("participants/p-a.toml".to_owned(), String::new()),
        ("mentors/m-a.toml".to_owned(), "capacity = 1\n".to_owned()),
        ("matches/k-a.toml".to_owned(), pair),
    ];
    for (on, status) in meetings {
        let text = format!(
            "kind = \"mentoring\"\non = {on}\nmatch = \"k-a\"\nparticipants = [\"p-a\"]\n{status}"
        );
        files.push((format!("sessions/2026/{on}-mentoring-k-a.toml"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    asked(30, &files)
        .into_iter()
        .map(|(duty, on, _)| (duty, on))
        .collect()
}

fn one(duty: Duty, on: &str) -> Vec<(Duty, String)> {
    vec![(duty, on.to_owned())]
}

#[test]
fn a_first_contact_is_due_a_week_after_the_match_began() {
    assert_eq!(
        of_match("2026-11-18", &[]),
        one(Duty::FirstContact, "2026-11-25")
    );
    assert_eq!(
        of_match("2026-11-01", &[]),
        one(Duty::FirstContact, "2026-11-08"),
        "it is late"
    );
}

#[test]
fn contacts_are_weekly_for_90_days_and_then_twice_a_month() {
    assert_eq!(
        of_match("2026-11-01", &[("2026-11-17", "")]),
        one(Duty::Contact, "2026-11-24")
    );
    assert_eq!(
        of_match("2026-08-19", &[("2026-11-16", "")]),
        one(Duty::Contact, "2026-11-23"),
        "day 89"
    );
    assert_eq!(
        of_match("2026-08-18", &[("2026-11-16", "")]),
        one(Duty::Contact, "2026-12-01"),
        "day 90"
    );
}

#[test]
fn who_did_not_come_is_asked_after_and_comes_first() {
    let no_show = "status = \"no-show\"\n";
    assert_eq!(
        of_match("2026-11-01", &[("2026-11-10", ""), ("2026-11-19", no_show)]),
        one(Duty::NoShow, "2026-11-21"),
        "instead of the contact"
    );
    assert_eq!(
        of_match("2026-11-01", &[("2026-11-10", no_show), ("2026-11-12", "")]),
        one(Duty::Contact, "2026-11-19")
    );
    let group = |on: &str, how: &str| {
        let session = format!("kind = \"support-group\"\non = {on}\n{how}");
        let missed = "kind = \"mentoring\"\non = 2026-11-12\nmatch = \"k-a\"\nparticipants = [\"p-a\"]\nstatus = \"no-show\"\n";
        let files = [
            ("peer.toml", "schema = 2\nname = \"T\"\n"),
            ("participants/p-a.toml", ""),
            ("mentors/m-a.toml", "capacity = 1\n"),
            ("matches/k-a.toml", &*format!("{MATCH}2026-11-01\n")),
            ("sessions/2026/2026-11-12-mentoring-k-a.toml", missed),
            (&*format!("sessions/2026/{on}-group-fair.toml"), &*session),
        ];
        let all = asked(30, &files);
        all.iter().any(|(duty, ..)| *duty == Duty::NoShow)
    };
    let came = "participants = [\"p-a\"]\n";
    assert!(!group("2026-11-13", came), "came to something since");
    assert!(group("2026-11-12", came), "the same day");
    assert!(
        group("2026-11-13", "missed = [\"p-a\"]\n"),
        "missed that too"
    );
    let late = Due::new(
        Duty::Waiting,
        day("2026-01-01"),
        day("2025-12-01"),
        String::new(),
    );
    let missed = Due::new(
        Duty::NoShow,
        day("2026-11-20"),
        day("2026-11-18"),
        String::new(),
    );
    assert!(missed.urgency(day(TODAY)) < late.urgency(day(TODAY)));
    assert_eq!(
        (missed.late(day(TODAY)), missed.late(day("2026-11-18"))),
        (1, -2)
    );
}

#[test]
fn who_waits_is_proposed_a_mentor_and_proposals_are_answered() {
    let waits = "[[enrollment]]\nstart = 2026-10-01\n[[mentor_request]]\non = 2026-10-02\n";
    let files = [
        ("participants/p-a.toml", waits),
        ("mentors/m-a.toml", "capacity = 1\n"),
    ];
    let what = "has waited for a mentor since 2026-10-02, 50 days".to_owned();
    assert_eq!(
        asked(0, &files),
        [(Duty::Waiting, "2026-10-16".to_owned(), what)]
    );
    let proposed = "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-11-10\n";
    let what = "proposed on 2026-11-10, no answer yet; waiting for 50 days".to_owned();
    let files = [files[0], files[1], ("matches/k-a.toml", proposed)];
    assert_eq!(
        asked(0, &files),
        [(Duty::Proposal, "2026-11-17".to_owned(), what)]
    );
}

#[test]
fn a_reunified_family_is_followed_up_until_the_next_time() {
    let case = |events: &str| {
        format!(
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\n[[event]]\non = 2026-08-20\nkind = \"reunified\"\n{events}"
        )
    };
    let ask = |events: &str, met: &str| {
        let case = case(events);
        let session = format!("kind = \"court\"\non = {met}\nparticipants = [\"p-a\"]\n");
        let path = format!("sessions/2026/{met}-court-p-a.toml");
        let all = asked(
            0,
            &[
                (
                    "participants/p-a.toml",
                    "[[enrollment]]\nstart = 2026-01-01\nend = 2026-08-01\n",
                ),
                ("cases/c-a.toml", &case),
                (&path, &session),
            ],
        );
        let follow_ups = all.into_iter().filter(|due| due.0 == Duty::FollowUp);
        follow_ups.collect::<Vec<_>>()
    };
    // 30 days were over on 19 September, 90 days on 18 November; 180 are still ahead.
    let what =
        "reunified on 2026-08-20: the follow-up after 90 days; last met on 2026-09-20".to_owned();
    assert_eq!(
        ask("", "2026-09-20"),
        [(Duty::FollowUp, "2026-11-18".to_owned(), what)]
    );
    assert!(ask("", "2026-11-04").is_empty(), "two weeks before counts");
    assert!(
        ask(
            "[[event]]\non = 2026-10-01\nkind = \"removed\"\n",
            "2026-09-20"
        )
        .is_empty()
    );
}

#[test]
fn hearings_ahead_are_told_and_past_ones_are_not() {
    let case = "system = \"cps\"\nparticipants = [\"p-a\"]\n[[event]]\non = 2026-11-24\nkind = \"hearing\"\n\
                [[event]]\non = 2026-11-20\nkind = \"hearing\"\n";
    let files = [
        (
            "participants/p-a.toml",
            "[[enrollment]]\nstart = 2026-01-01\n",
        ),
        ("cases/c-a.toml", case),
    ];
    let what = "hearing in c-a in 3 days".to_owned();
    assert_eq!(
        asked(7, &files),
        [(Duty::Hearing, "2026-11-24".to_owned(), what)]
    );
    assert!(asked(2, &files).is_empty());
}

#[test]
fn what_runs_out_is_told_before_and_after() {
    let consent = "[[enrollment]]\nstart = 2026-01-01\n[[consent]]\nkind = \"services\"\ngiven = 2025-11-25\nexpires = 2026-11-25\n";
    let program =
        "schema = 1\nname = \"T\"\n[mentor_eligibility]\nrequired_training = [\"core\"]\n";
    let mentor =
        "capacity = 1\n[[training]]\nname = \"core\"\non = 2024-11-01\nexpires = 2026-11-01\n";
    let files = [
        ("peer.toml", program),
        ("participants/p-a.toml", consent),
        ("mentors/m-a.toml", mentor),
    ];
    let found: Vec<_> = asked(14, &files)
        .into_iter()
        .map(|(duty, on, _)| (duty, on))
        .collect();
    assert_eq!(
        found,
        [
            one(Duty::Training, "2026-11-01"),
            one(Duty::Consent, "2026-11-25")
        ]
        .concat()
    );
    let again = format!("{consent}[[consent]]\nkind = \"services\"\ngiven = 2026-11-20\n");
    let renewed = [
        files[0],
        ("participants/p-a.toml", again.as_str()),
        ("mentors/m-a.toml", "capacity = 1\n"),
    ];
    assert!(asked(14, &renewed).is_empty());
}

#[test]
fn a_mentor_who_walks_with_somebody_is_supervised() {
    let pair = format!("{MATCH}2026-10-20\n");
    let met = "kind = \"mentoring\"\non = 2026-11-21\nmatch = \"k-a\"\nparticipants = [\"p-a\"]\n";
    let files = [
        ("participants/p-a.toml", ""),
        ("mentors/m-a.toml", "capacity = 1\n"),
        ("matches/k-a.toml", pair.as_str()),
        ("sessions/2026/2026-11-21-mentoring-k-a.toml", met),
    ];
    let what = "matched with a parent since 2026-10-20, and no supervision yet".to_owned();
    assert_eq!(
        asked(0, &files),
        [(Duty::Supervision, "2026-11-19".to_owned(), what)]
    );
    let held = "kind = \"supervision\"\non = 2026-11-01\nmentors = [\"m-a\"]\n";
    let files = [
        &files[..],
        &[("sessions/2026/2026-11-01-supervision-m-a.toml", held)],
    ]
    .concat();
    assert!(asked(0, &files).is_empty());
    assert_eq!(asked(10, &files)[1].1, "2026-12-01");
}

/// A family that came home on a day, with a parent who left long ago; court records were looked up through another day.
fn looked_up(
    home: &str,
    within: impl Into<Option<u32>>,
    through: Option<&str>,
) -> Vec<(Duty, String, String)> {
    looked_up_by("", home, within, through)
}

fn looked_up_by(
    rhythm: &str,
    home: &str,
    within: impl Into<Option<u32>>,
    through: Option<&str>,
) -> Vec<(Duty, String, String)> {
    let program =
        format!("schema = 2\nname = \"T\"\n[rhythm]\nfollow_up_days = [ 3000, ]\n{rhythm}");
    let checked = through.map_or_else(String::new, |day| {
        format!("[[checked]]\non = {TODAY}\nthrough = {day}\nsource = \"court-records\"\n")
    });
    let case = format!(
        "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\n[[event]]\non = {home}\nkind = \"reunified\"\n{checked}"
    );
    let session = "kind = \"court\"\non = 2023-01-10\nparticipants = [\"p-a\"]\n";
    asked(
        within,
        &[
            ("peer.toml", &program),
            (
                "participants/p-a.toml",
                "[[enrollment]]\nstart = 2023-01-01\nend = 2023-02-01\n",
            ),
            ("cases/c-a.toml", &case),
            ("sessions/2023/2023-01-10-court-p-a.toml", session),
        ],
    )
}

/// The 12 months end on 1 December 2026, 10 days ahead.
#[test]
fn a_family_is_looked_up_from_two_weeks_before_its_last_day() {
    let what = "reunified on 2025-12-01, 12 months end 2026-12-01: look up whether they returned to court; \
                known through 2026-08-31";
    let last = (Duty::Outcome, "2026-12-01".to_owned(), what.to_owned());
    let home = "2025-12-01";
    assert_eq!(looked_up(home, None, Some("2026-08-31")), [last]);
    // 15 days ahead, it is the quarter that ended on 6 September.
    let quarter = looked_up("2025-12-06", None, None);
    assert_eq!(quarter[0].1, "2026-09-06");
    assert_eq!(looked_up("2025-12-06", 15, None)[0].1, "2026-12-06");
    assert_eq!(looked_up("2025-12-05", None, None)[0].1, "2026-12-05");
    // Someone who gives a number of days sees no later day, only the quarter that is over, if it is not known about.
    assert!(looked_up(home, 0, Some("2026-09-01")).is_empty());
    assert!(looked_up(home, 9, Some("2026-09-01")).is_empty());
    assert_eq!(looked_up(home, 10, Some("2026-09-01"))[0].1, "2026-12-01");
    assert_eq!(looked_up(home, 0, None)[0].1, "2026-09-01");
    // A program that looks up families 30 days ahead sees the end on December 20 without a number.
    let month = "outcome_days = 30\n";
    let early = looked_up_by(month, "2025-12-20", None, None);
    assert_eq!(early[0].1, "2026-12-20");
    let off = "outcome_days = 0\n";
    assert!(looked_up_by(off, home, 0, None).is_empty());
}

#[test]
fn a_family_is_looked_up_each_quarter_until_it_is_known_about() {
    let days = |home: &str, through: Option<&str>| -> Vec<String> {
        let all = looked_up(home, 0, through);
        all.into_iter().map(|due| due.1).collect()
    };
    assert_eq!(days("2026-05-21", None), ["2026-11-21"]);
    assert_eq!(days("2026-05-22", None), ["2026-08-22"]);
    assert_eq!(days("2026-05-22", Some("2026-08-21")), ["2026-08-22"]);
    assert!(days("2026-05-22", Some("2026-08-22")).is_empty());
    assert!(
        days("2026-08-22", None).is_empty(),
        "the first quarter lasts"
    );
    // A year after its last day, it is left to those who look up all families.
    assert_eq!(days("2024-11-21", None), ["2025-11-21"]);
    assert!(days("2024-11-21", Some("2025-11-21")).is_empty());
    assert!(days("2024-11-20", None).is_empty());
}

#[test]
fn whoever_was_asked_after_has_been_followed_up() {
    let case = |source: &str| {
        format!(
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\n[[event]]\non = 2026-08-20\n\
             kind = \"reunified\"\n[[checked]]\non = 2026-11-05\nthrough = 2026-11-01\nsource = \"{source}\"\n"
        )
    };
    let duties = |source: &str| -> Vec<Duty> {
        let case = case(source);
        let files = [
            (
                "participants/p-a.toml",
                "[[enrollment]]\nstart = 2026-01-01\nend = 2026-08-01\n",
            ),
            ("cases/c-a.toml", &*case),
        ];
        asked(0, &files).into_iter().map(|due| due.0).collect()
    };
    assert_eq!(duties("county-match"), [Duty::FollowUp]);
    assert!(duties("mentor").is_empty());
}

/// What is due for surveys of a parent, with the answer sheets on file: the day, the survey, the point and the answers.
fn surveys_due(enrollment: &str, sheets: &[(&str, &str, &str, &str)]) -> Vec<(String, String)> {
    let mut files = vec![
        (
            "peer.toml".to_owned(),
            "schema = 2\nname = \"T\"\n".to_owned(),
        ),
        (
            "participants/p-a.toml".to_owned(),
            format!("[[enrollment]]\n{enrollment}"),
        ),
        ("participants/p-b.toml".to_owned(), String::new()),
    ];
    for (on, survey, rest, answers) in sheets {
        let (point, who) = rest.split_once(' ').unwrap_or((rest, "p-a"));
        let table = if answers.is_empty() {
            ""
        } else {
            "[answers]\n"
        };
        let text = format!(
            "survey = \"{survey}\"\non = {on}\nparticipant = \"{who}\"\npoint = \"{point}\"\n{table}{answers}"
        );
        files.push((format!("answers/2026/{on}-{survey}-{who}.toml"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let all = asked(14, &files).into_iter();
    all.filter(|(duty, ..)| *duty == Duty::Survey)
        .map(|(_, on, what)| (on, what))
        .collect()
}

fn due_one(on: &str, what: &str) -> Vec<(String, String)> {
    vec![(on.to_owned(), what.to_owned())]
}

/// Someone else's sheet: the program uses the survey from its day on.
const USED: (&str, &str, &str, &str) = ("2026-01-02", "pfs2", "pre p-b", "1 = 2\n");

#[test]
fn a_survey_is_due_once_the_program_uses_it() {
    let starts = "start = 2026-11-10\n";
    assert_eq!(surveys_due(starts, &[]), []);
    let pre = due_one("2026-11-10", "the survey pfs2 (pre) is due");
    assert_eq!(surveys_due(starts, &[USED]), pre);
    // Anything due before the first sheet was never asked.
    let later = ("2026-11-12", "pfs2", "pre p-b", "1 = 2\n");
    assert_eq!(surveys_due(starts, &[later]), []);
}

#[test]
fn a_survey_that_was_answered_in_time_is_not_due_and_one_that_is_out_is() {
    let starts = "start = 2026-11-10\n";
    assert_eq!(
        surveys_due(starts, &[USED, ("2026-11-01", "pfs2", "pre", "1 = 2\n")]),
        []
    );
    assert_eq!(
        surveys_due(starts, &[USED, ("2026-10-01", "pfs2", "pre", "1 = 2\n")]).len(),
        1
    );
    assert_eq!(
        surveys_due(starts, &[USED, ("2026-11-12", "pfs2", "pre", "")]),
        due_one(
            "2026-11-10",
            "the survey pfs2 (pre), given out on 2026-11-12, is not back yet"
        )
    );
}

#[test]
fn the_last_of_several_days_of_a_point_counts_and_old_ones_are_left() {
    // 90 days after 2026-05-01 are 2026-07-30, 180 days 2026-10-28.
    let starts = "start = 2026-05-01\n";
    let pre = ("2026-05-02", "pfs2", "pre", "1 = 2\n");
    let post = due_one("2026-10-28", "the survey pfs2 (post) is due");
    assert_eq!(surveys_due(starts, &[USED, pre]), post);
    let early = ("2026-08-01", "pfs2", "post", "1 = 2\n");
    assert_eq!(surveys_due(starts, &[USED, pre, early]), post);
    let in_time = ("2026-09-28", "pfs2", "post", "1 = 2\n");
    assert_eq!(surveys_due(starts, &[USED, pre, in_time]), []);
    assert_eq!(
        surveys_due(starts, &[USED]),
        [],
        "nothing to hold it against"
    );
    // 180 days after 2026-04-20 are 2026-10-17, more than 30 days ago.
    let before = ("2026-04-21", "pfs2", "pre", "1 = 2\n");
    assert_eq!(surveys_due("start = 2026-04-20\n", &[USED, before]), []);
}

#[test]
fn a_survey_is_due_when_a_parent_leaves() {
    let gone = "start = 2026-02-01\nend = 2026-11-15\n";
    let pre = ("2026-02-02", "pfs2", "pre", "1 = 2\n");
    let post = due_one("2026-11-15", "the survey pfs2 (post) is due");
    assert_eq!(surveys_due(gone, &[USED, pre]), post);
    // Someone who left is asked nothing that was due later: 90 days after 2026-09-01 are 2026-11-30.
    let early = "start = 2026-09-01\nend = 2026-11-01\n";
    let pre = ("2026-09-02", "pfs2", "pre", "1 = 2\n");
    let early = surveys_due(early, &[USED, pre]);
    assert_eq!(
        early,
        due_one("2026-11-01", "the survey pfs2 (post) is due")
    );
}

#[test]
fn a_try_that_reached_no_one_is_no_contact_and_no_no_show() {
    let tried = "status = \"attempted\"\n";
    assert_eq!(
        of_match("2026-11-01", &[("2026-11-10", ""), ("2026-11-16", tried)]),
        one(Duty::Contact, "2026-11-17"),
        "the contact is due a week after the last one held"
    );
    assert_eq!(
        of_match("2026-11-18", &[("2026-11-19", tried)]),
        one(Duty::FirstContact, "2026-11-25")
    );
}
