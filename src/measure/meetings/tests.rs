use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

fn meeting(on: &str, case: &str, rest: &str) -> (String, String) {
    (
        format!("sessions/2026/{on}-meeting-{case}.toml"),
        format!(
            "kind = \"team-meeting\"\non = {on}\ncase = \"{case}\"\nparticipants = [\"p-a\"]\n{rest}"
        ),
    )
}

/// A child who was removed on January 5 and came home on April 1, one at home, one born later; and a second case whose
/// child was removed on February 1 and went to relatives on February 9.
fn files(meetings: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut files = vec![
        (
            "participants/p-a.toml".to_owned(),
            "[[enrollment]]\nstart = 2026-01-01\n".to_owned(),
        ),
        ("participants/p-b.toml".to_owned(), String::new()),
        ("mentors/m-a.toml".to_owned(), "capacity = 2\njoined = 2025-01-01\n".to_owned()),
        (
            "cases/c-1.toml".to_owned(),
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2020-01-01\n[child.b]\n\
             born = 2021-01-01\n[child.c]\nborn = 2026-03-01\n[[event]]\non = 2026-01-05\nkind = \"removed\"\n\
             setting = \"foster-home\"\nchildren = [\"a\"]\n[[event]]\non = 2026-04-01\nkind = \"reunified\"\n\
             children = [\"a\"]\n"
                .to_owned(),
        ),
        (
            "cases/c-2.toml".to_owned(),
            "system = \"cps\"\nparticipants = [\"p-b\"]\n[child.a]\nborn = 2020-01-01\n[[event]]\n\
             on = 2026-02-01\nkind = \"removed\"\nsetting = \"shelter\"\n[[event]]\non = 2026-02-09\n\
             kind = \"placed\"\nsetting = \"relative\"\n"
                .to_owned(),
        ),
    ];
    files.extend(meetings);
    files
}

fn asked(meetings: Vec<(String, String)>, as_of: &str) -> Vec<MeetingsRow> {
    let files = files(meetings);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let period = Period::quarter(Calendar::Common, 2026, 1);
    super::meetings(&register(&files), &period, day(as_of), None).rows
}

fn row<'r>(
    rows: &'r [MeetingsRow],
    meeting: Option<&str>,
    with: Option<bool>,
) -> &'r MeetingsFigures {
    let is = |row: &&MeetingsRow| row.meeting.as_deref() == meeting && row.with_mentor == with;
    rows.iter().find(is).unwrap().figures.as_ref().unwrap()
}

#[test]
fn what_meetings_say_is_counted_by_type_and_mentor() {
    let rows = asked(
        vec![
            meeting(
                "2026-01-10",
                "c-1",
                "meeting = \"cft\"\nmentors = [\"m-a\"]\nrights_explained = true\nparent_voice = false\n\
                 placement_averted = true\ndecision = \"safety-plan\"\n",
            ),
            meeting(
                "2026-02-02",
                "c-2",
                "meeting = \"tdm\"\nrights_explained = false\n",
            ),
            meeting("2026-03-28", "c-1", "decision = \"safety-plan\"\n"),
            meeting(
                "2026-03-29",
                "c-1",
                "meeting = \"cft\"\nstatus = \"cancelled-by-program\"\n",
            ),
            meeting(
                "2026-04-02",
                "c-1",
                "meeting = \"cft\"\nplacement_averted = false\n",
            ),
        ],
        "2026-06-30",
    );
    let all = row(&rows, None, None);
    assert_eq!(all.held, 3);
    assert_eq!(
        (all.rights, all.voice),
        (Share { k: 1, n: 2 }, Share { k: 0, n: 1 })
    );
    // The meeting that averted nothing is outside the quarter.
    assert!(all.averted == Share { k: 1, n: 1 } && !all.is_averted_of);
    assert_eq!(all.decisions, [("safety-plan".to_owned(), 2)].into());
    // January 17: one in foster care, one at home. February 9: the third came to relatives that day. April 4: the two
    // of the case are at home, and so is the baby.
    assert_eq!(
        all.settings_after,
        [("foster", 1), ("home", 4), ("relative", 1)].into()
    );
    let types: Vec<_> = rows
        .iter()
        .map(|row| (row.meeting.as_deref(), row.with_mentor))
        .collect();
    let expected = [
        (None, None),
        (None, Some(false)),
        (None, Some(true)),
        (Some("cft"), None),
        (Some("cft"), Some(true)),
        (Some("not-recorded"), None),
        (Some("not-recorded"), Some(false)),
        (Some("tdm"), None),
        (Some("tdm"), Some(false)),
    ];
    assert_eq!(types, expected);
    assert_eq!(
        (
            row(&rows, None, Some(true)).held,
            row(&rows, None, Some(false)).held
        ),
        (1, 2)
    );
}

#[test]
fn days_that_have_not_come_tell_nothing() {
    let rows = asked(vec![meeting("2026-03-28", "c-1", "")], "2026-04-03");
    assert_eq!(row(&rows, None, None).settings_after, [].into());
}

#[test]
fn a_meeting_that_averted_nothing_makes_known_of_how_many() {
    let says = |averted: &str| format!("meeting = \"tdm\"\nplacement_averted = {averted}\n");
    let rows = asked(
        vec![
            meeting("2026-01-10", "c-1", &says("true")),
            meeting("2026-02-02", "c-2", &says("false")),
        ],
        "2026-06-30",
    );
    assert!(
        rows.iter()
            .all(|row| row.figures.as_ref().unwrap().is_averted_of)
    );
    assert_eq!(row(&rows, None, None).averted, Share { k: 1, n: 2 });
}

/// Two stays began in the quarter: of the child of p-a, who was enrolled, and of the child of p-b, who was not.
#[test]
fn a_team_that_met_in_sixty_days_was_in_time() {
    let cft = |on: &str| vec![meeting(on, "c-1", "meeting = \"cft\"\n")];
    let in_time = |on: &str, as_of: &str| row(&asked(cft(on), as_of), None, None).cft_in_time;
    // March 6 is the sixtieth day after January 5.
    assert_eq!(
        in_time("2026-03-06", "2026-06-30"),
        Some(Share { k: 1, n: 1 })
    );
    assert_eq!(
        in_time("2026-03-07", "2026-06-30"),
        Some(Share { k: 0, n: 1 })
    );
    assert_eq!(
        in_time("2026-01-04", "2026-06-30"),
        Some(Share { k: 0, n: 1 })
    );
    assert_eq!(
        in_time("2026-01-05", "2026-03-05"),
        Some(Share { k: 0, n: 0 })
    );
    let tdm = vec![meeting("2026-02-02", "c-1", "meeting = \"tdm\"\n")];
    assert_eq!(row(&asked(tdm, "2026-06-30"), None, None).cft_in_time, None);
}

#[test]
fn a_child_who_is_of_age_a_week_after_a_meeting_is_in_no_setting() {
    // Turns eighteen on March 1, 2025: the seventh day after the second meeting, and the day after the seventh of the
    // third.
    for (on, wanted) in [
        ("2025-05-01", None),
        ("2025-02-22", None),
        ("2025-02-21", Some(1)),
    ] {
        let meeting = format!(
            "kind = \"team-meeting\"\non = {on}\nmeeting = \"cft\"\ncase = \"c-a\"\nparticipants = [\"p-a\"]\n"
        );
        let path = format!("sessions/2025/{on}-meeting-c-a.toml");
        let files = [
            ("participants/p-a.toml", ""),
            (
                "cases/c-a.toml",
                "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2007-03-01\n[[event]]\n\
                 on = 2024-01-01\nkind = \"removed\"\nsetting = \"relative\"\n",
            ),
            (path.as_str(), meeting.as_str()),
        ];
        let period = Period::year(Calendar::Common, 2025);
        let rows = super::meetings(&register(&files), &period, day("2026-06-30"), None).rows;
        let settings = &row(&rows, None, None).settings_after;
        assert_eq!(settings.get("relative").copied(), wanted, "{on}");
    }
}

#[test]
fn a_stay_that_is_not_over_on_the_last_day_for_a_meeting_lasts_beyond_it() {
    // Day 60 after the removal is April 2; the meetings were before the removal.
    let files = [
        (
            "participants/p-a.toml",
            "[[enrollment]]\nstart = 2025-01-01\nend = 2025-03-01\nreason = \"other\"\n",
        ),
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[child.a]\nborn = 2015-01-01\n[[event]]\n\
             on = 2025-02-01\nkind = \"removed\"\nsetting = \"relative\"\n",
        ),
        (
            "sessions/2025/2025-01-31-meeting-c-a.toml",
            "kind = \"team-meeting\"\non = 2025-01-31\nmeeting = \"cft\"\ncase = \"c-a\"\nparticipants = [\"p-a\"]\n",
        ),
    ];
    let period = Period::year(Calendar::Common, 2025);
    for (as_of, wanted) in [
        ("2025-04-01", Share { k: 0, n: 0 }),
        ("2025-04-02", Share { k: 0, n: 1 }),
        ("2025-04-03", Share { k: 0, n: 1 }),
    ] {
        let rows = super::meetings(&register(&files), &period, day(as_of), None).rows;
        assert_eq!(row(&rows, None, None).cft_in_time, Some(wanted), "{as_of}");
    }
}
