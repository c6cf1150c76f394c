use super::*;
use crate::measure::meetings::Share;
use crate::measure::statistics::Quartiles;
use crate::record::Calendar;
use crate::register::testing::{day, register};

fn asked(files: &[(String, String)]) -> EngagementFigures {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let period = Period::quarter(Calendar::Common, 2026, 1);
    let result = engagement(&register(&files), &period, day("2026-07-31"), None);
    result.rows[0].figures.clone().unwrap()
}

fn file(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

fn visit(on: &str, person: &str, rest: &str) -> (String, String) {
    let path = format!("sessions/2026/{on}-casework-{person}.toml");
    let text = format!("kind = \"casework\"\non = {on}\nparticipants = [\"{person}\"]\n{rest}");
    (path, text)
}

/// Ana was served before she was referred, Ben after 7 days, Cleo after 30 (her duplicate has the earlier referral);
/// Dora, who declined, never was; Eve was referred in April.
#[test]
fn those_referred_are_followed_to_their_first_session() {
    let figures = asked(&[
        file(
            "participants/p-ana.toml",
            "referred = 2026-02-10\nreferral_source = \"court\"\n[[enrollment]]\nstart = 2026-01-05\n",
        ),
        file(
            "participants/p-ben.toml",
            "referred = 2026-03-01\nreferral_source = \"self\"\n",
        ),
        file(
            "participants/p-cleo.toml",
            "referred = 2026-04-20\nreferral_source = \"court\"\n",
        ),
        file(
            "participants/p-cleo2.toml",
            "same_as = \"p-cleo\"\nreferred = 2026-03-31\n",
        ),
        file(
            "participants/p-dora.toml",
            "referred = 2026-01-02\n[declined]\non = 2026-01-09\n[[enrollment]]\nstart = 2025-01-01\nend = 2025-06-30\n",
        ),
        file("participants/p-eve.toml", "referred = 2026-04-01\n"),
        visit("2026-02-01", "p-ana", ""),
        visit("2026-03-08", "p-ben", ""),
        visit("2026-04-30", "p-cleo2", ""),
    ]);
    let expected = Reach {
        referred: 4,
        by_source: [
            ("court".to_owned(), 2),
            ("not-recorded".to_owned(), 1),
            ("self".to_owned(), 1),
        ]
        .into(),
        enrolled: 1,
        declined: 1,
        served: 3,
        within: [Share { k: 2, n: 4 }, Share { k: 3, n: 4 }],
        // Of four, one on day 0, one on day 7, one on day 30; the last one was followed for 210 days.
        days_to_first: Some(Quartiles {
            q1: Some(0),
            median: Some(7),
            q3: Some(30),
        }),
    };
    assert_eq!(figures.reach, expected);
}

#[test]
fn how_much_people_came_is_said_in_quartiles() {
    let mut files: Vec<(String, String)> = ["p-ana", "p-ben", "p-cleo", "p-dora"]
        .iter()
        .map(|id| file(&format!("participants/{id}.toml"), ""))
        .collect();
    let visits = |id: &str, days: &[&str], rest: &str| {
        days.iter()
            .map(|on| visit(on, id, rest))
            .collect::<Vec<_>>()
    };
    files.extend(visits("p-ana", &["2026-01-10"], ""));
    files.extend(visits(
        "p-ben",
        &["2026-01-10", "2026-02-10"],
        "minutes = 45\n",
    ));
    files.extend(visits("p-cleo", &["2025-12-30"], ""));
    files.extend(visits(
        "p-cleo",
        &[
            "2026-01-01",
            "2026-01-02",
            "2026-01-03",
            "2026-01-04",
            "2026-01-05",
            "2026-01-06",
        ],
        "minutes = 30\n",
    ));
    // March 31 and the 89 days after it end on June 28; the last session is the day after.
    files.extend(visits(
        "p-dora",
        &["2026-03-31", "2026-06-28", "2026-06-29"],
        "minutes = 60\n",
    ));
    files.push(visit("2026-03-15", "p-dora", "status = \"no-show\"\n"));
    files.push(visit(
        "2026-03-16",
        "p-dora",
        "status = \"cancelled-by-participant\"\n",
    ));
    files.push(visit(
        "2026-03-17",
        "p-dora",
        "status = \"cancelled-by-program\"\n",
    ));
    let dose = asked(&files).dose;
    // 1, 1, 2 and 6 sessions; 1, 1.5 and 3 hours.
    assert_eq!(dose.sessions, Some([1.0, 1.5, 4.0]));
    assert_eq!(dose.hours, Some([1.0, 1.5, 3.0]));
    assert_eq!(dose.came, [2, 1, 1]);
    // Ana 1, Ben 2, Dora 2; Cleo's first was last year.
    assert_eq!((dose.first_90, dose.first_90_people), (Some(2.0), 3));
    assert_eq!(dose.attendance, Share { k: 10, n: 12 });
}

#[test]
fn times_in_the_program_last_and_end() {
    let time = |start: &str, rest: &str| format!("[[enrollment]]\nstart = {start}\n{rest}");
    let figures = asked(&[
        // Ends exactly three months later: that day is still included.
        file(
            "participants/p-a.toml",
            &time("2026-01-15", "end = 2026-04-15\nreason = \"goals-met\"\n"),
        ),
        file(
            "participants/p-b.toml",
            &time("2026-01-15", "end = 2026-03-31\nreason = \"moved-away\"\n"),
        ),
        file(
            "participants/p-c.toml",
            &time("2025-01-15", "end = 2026-01-01\nreason = \"graduated\"\n"),
        ),
        file("participants/p-d.toml", &time("2026-03-31", "")),
        file(
            "participants/p-e.toml",
            &time("2025-03-31", "end = 2026-02-02\n"),
        ),
    ]);
    let expected = Stay {
        retained: [
            Share { k: 2, n: 3 },
            // July 15 is past, September 30 is not.
            Share { k: 0, n: 2 },
            Share::default(),
        ],
        exits: 3,
        by_reason: [
            ("graduated".to_owned(), 1),
            ("moved-away".to_owned(), 1),
            ("not-recorded".to_owned(), 1),
        ]
        .into(),
        completed: Share { k: 1, n: 2 },
    };
    assert_eq!(figures.stay, expected);
}
