use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

const CASES: [(&str, &str); 5] = [
    ("participants/p-a.toml", ""),
    ("participants/p-b.toml", ""),
    ("mentors/m-a.toml", "capacity = 2\njoined = 2025-01-01\n"),
    // Hearings: January 8 says nothing, February 3 that no one was there, February 10 that p-a was.
    (
        "cases/c-1.toml",
        "system = \"cps\"\nparticipants = [\"p-a\"]\n[[event]]\non = 2026-01-02\nkind = \"petition\"\n\
         [[event]]\non = 2026-01-08\nkind = \"hearing\"\n[[event]]\non = 2026-02-03\nkind = \"hearing\"\n\
         present = []\n[[event]]\non = 2026-02-10\nkind = \"hearing\"\npresent = [\"p-a\"]\n\
         [[event]]\non = 2026-03-20\nkind = \"dismissed\"\n",
    ),
    // For someone who was not served.
    (
        "cases/c-2.toml",
        "system = \"cps\"\nparticipants = [\"p-b\"]\n[[event]]\non = 2026-01-08\nkind = \"hearing\"\n",
    ),
];

fn asked(sessions: &[(&str, &str)]) -> CourtFigures {
    let text = |(name, rest): &(&str, &str)| {
        let on = &name[..10];
        let path = format!("sessions/2026/{name}.toml");
        (
            path,
            format!("kind = \"court\"\non = {on}\nparticipants = [\"p-a\"]\n{rest}"),
        )
    };
    let sessions: Vec<(String, String)> = sessions.iter().map(text).collect();
    let mut files = CASES.to_vec();
    files.extend(
        sessions
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    let period = Period::quarter(Calendar::Common, 2026, 1);
    let register = register(&files);
    let court = court(&register, &period, day("2026-06-30"), None);
    court.rows[0].figures.clone().unwrap()
}

#[test]
fn hearings_and_court_days_are_counted_once_for_each_case_and_day() {
    let figures = asked(&[
        (
            "2026-01-08-court-c-1",
            "case = \"c-1\"\nmentors = [\"m-a\"]\n",
        ),
        (
            "2026-02-03-court-c-1",
            "case = \"c-1\"\nstatus = \"no-show\"\n",
        ),
        // Without a case it counts for the open one; on March 25 no case is open.
        ("2026-03-02-court-p-a", "status = \"no-show\"\n"),
        (
            "2026-03-05-court-p-a",
            "status = \"cancelled-by-program\"\n",
        ),
        ("2026-03-25-court-p-a", ""),
    ]);
    // January 8 (both), February 3, February 10, March 2.
    assert_eq!(figures.hearings, 4);
    assert_eq!(figures.attended, Share { k: 2, n: 4 });
    assert_eq!(figures.with_mentor, Share { k: 1, n: 2 });
    assert!(figures.is_share_known());
}

#[test]
fn no_share_is_given_where_few_hearings_say_who_was_there() {
    let figures = asked(&[("2026-03-25-court-p-a", "")]);
    // Two of three hearings have attendance.
    assert_eq!(
        (figures.hearings, figures.attended),
        (3, Share { k: 1, n: 2 })
    );
    assert!(!figures.is_share_known());
}

#[test]
fn a_case_of_nobody_who_was_served_has_no_hearing() {
    assert_eq!(asked(&[]).hearings, 0);
}

#[test]
fn a_case_that_continues_another_has_one_day_in_court_with_it() {
    let files = [
        ("participants/p-a.toml", ""),
        ("participants/p-b.toml", ""),
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\"]\n[[event]]\non = 2024-01-01\nkind = \"petition\"\n",
        ),
        (
            "cases/c-b.toml",
            "system = \"cps\"\nparticipants = [\"p-a\", \"p-b\"]\ncontinues = \"c-a\"\n[[event]]\non = 2025-02-01\n\
             kind = \"petition\"\n[[event]]\non = 2025-06-02\nkind = \"hearing\"\n",
        ),
        (
            "sessions/2025/2025-03-03-court-p-a.toml",
            "kind = \"court\"\non = 2025-03-03\nparticipants = [\"p-a\"]\n",
        ),
    ];
    let period = Period::year(Calendar::Common, 2025);
    let register = register(&files);
    let court = court(&register, &period, day("2026-06-30"), None);
    let figures = court.rows[0].figures.clone().unwrap();
    assert_eq!(
        (figures.hearings, figures.attended),
        (2, Share { k: 1, n: 1 })
    );
    assert_eq!(figures.behind[&("hearings", "")], 2);
}

#[test]
fn a_void_person_was_at_no_hearing() {
    let files = [
        ("participants/p-a.toml", ""),
        ("participants/p-v.toml", "void = \"entered twice\"\n"),
        (
            "cases/c-a.toml",
            "system = \"cps\"\nparticipants = [\"p-a\", \"p-v\"]\n[[event]]\non = 2025-01-02\nkind = \"petition\"\n\
             [[event]]\non = 2025-03-03\nkind = \"hearing\"\npresent = [\"p-v\"]\n",
        ),
        (
            "sessions/2025/2025-02-03-casework-p-a.toml",
            "kind = \"casework\"\non = 2025-02-03\nparticipants = [\"p-a\"]\n",
        ),
    ];
    let period = Period::year(Calendar::Common, 2025);
    let register = register(&files);
    let court = court(&register, &period, day("2026-06-30"), None);
    let figures = court.rows[0].figures.clone().unwrap();
    assert_eq!(figures.attended, Share { k: 0, n: 1 });
}
