use super::*;
use crate::record::Calendar;
use crate::register::testing::{day, register};

/// A quarter of a small program, as in its log.
fn diary() -> Register {
    let files: &[(&str, &str)] = &[
        (
            "participants/p-1.toml",
            "[[goal]]\nset = 2026-07-02\ndomain = \"housing\"\nmet = 2026-09-30\n\
             [[goal]]\nset = 2026-06-30\ndomain = \"work\"\nmet = 2026-10-01\n",
        ),
        ("participants/p-2.toml", ""),
        ("participants/p-3.toml", "same_as = \"p-1\"\n"),
        ("mentors/m-1.toml", "capacity = 2\n"),
        (
            "sessions/2026/2026-07-01-group-wed.toml",
            "kind = \"support-group\"\non = 2026-07-01\ngroup = \"wed\"\nminutes = 90\nled_by = [\"m-1\"]\n\
             participants = [\"p-1\", \"p-2\", \"p-3\"]\nanonymous = 2\nchildren_in_childcare = 4\n",
        ),
        (
            "sessions/2026/2026-07-08-group-wed.toml",
            "kind = \"support-group\"\non = 2026-07-08\ngroup = \"wed\"\nparticipants = [\"p-1\"]\n",
        ),
        (
            "sessions/2026/2026-07-15-group-wed.toml",
            "kind = \"support-group\"\non = 2026-07-15\ngroup = \"wed\"\nminutes = 90\nstatus = \"cancelled-by-program\"\n",
        ),
        (
            "sessions/2026/2026-08-01-mentoring-k-1.toml",
            "kind = \"mentoring\"\non = 2026-08-01\nmatch = \"k-1\"\nminutes = 45\nstatus = \"no-show\"\n\
             participants = [\"p-2\"]\nmentors = [\"m-1\"]\n",
        ),
        (
            "sessions/2026/2026-08-02-meeting-c-1.toml",
            "kind = \"team-meeting\"\non = 2026-08-02\ncase = \"c-1\"\nminutes = 60\nrights_explained = true\n\
             participants = [\"p-2\"]\nmentors = [\"m-1\"]\n",
        ),
        (
            "sessions/2026/2026-08-03-meeting-c-1.toml",
            "kind = \"team-meeting\"\non = 2026-08-03\ncase = \"c-1\"\nminutes = 30\nrights_explained = false\n\
             participants = [\"p-2\"]\n",
        ),
        (
            "sessions/2026/2026-08-04-meeting-c-1.toml",
            "kind = \"team-meeting\"\non = 2026-08-04\ncase = \"c-1\"\nminutes = 30\n",
        ),
        (
            "sessions/2026/2026-08-09-casework-p-1.toml",
            "kind = \"casework\"\non = 2026-08-09\nminutes = 15\nparticipants = [\"p-1\"]\nnatural_supports = 2\n\
             [[referral]]\nresource = \"a\"\noutcome = \"connected\"\n[[referral]]\nresource = \"b\"\n",
        ),
        (
            "sessions/2026/2026-09-09-committee-pac.toml",
            "kind = \"committee\"\non = 2026-09-09\ngroup = \"pac\"\nminutes = 120\nparticipants = [\"p-1\"]\n\
             recommendations = 3\n",
        ),
    ];
    register(files)
}

fn quarter(step: Option<Step>) -> Vec<ServicesRow> {
    let period = Period::quarter(Calendar::State, 2027, 1);
    services(&diary(), &period, day("2026-11-21"), step, false).rows
}

fn of(service: Service) -> ServicesFigures {
    quarter(None)
        .into_iter()
        .find(|row| row.service == service)
        .unwrap()
        .figures
        .unwrap()
}

#[test]
fn a_group_is_counted_as_in_the_diary() {
    let group = of(Service::SupportGroup);
    assert_eq!((group.sessions, group.no_shows, group.cancelled), (2, 0, 1));
    assert_eq!(
        (group.attendances, group.participants, group.mentors),
        (3, 2, 1),
        "p-3 is p-1"
    );
    assert_eq!(
        (group.minutes.known(), group.minutes.missing),
        (Some(90), 1)
    );
    assert_eq!(
        (
            group.said("anonymous").known(),
            group.said("children_in_childcare").known()
        ),
        (Some(2), Some(4))
    );
}

#[test]
fn a_session_that_was_not_held_counts_as_nothing_else() {
    let mentoring = of(Service::Mentoring);
    assert_eq!(
        (
            mentoring.sessions,
            mentoring.no_shows,
            mentoring.participants,
            mentoring.mentors
        ),
        (0, 1, 0, 0)
    );
    assert_eq!(
        mentoring.minutes.known(),
        Some(0),
        "nothing held is known to be no minutes"
    );
}

#[test]
fn what_meetings_do_not_say_is_missing_and_not_no() {
    let meeting = of(Service::TeamMeeting);
    assert_eq!(
        meeting.said("rights_explained"),
        PartialSum {
            sum: 1,
            said: 2,
            missing: 1
        }
    );
    assert_eq!(meeting.said("parent_voice").known(), None);
    assert_eq!(
        (
            meeting.minutes.known(),
            meeting.participants,
            meeting.attendances
        ),
        (Some(120), 1, 2)
    );
}

#[test]
fn casework_has_goals_by_their_days_and_referrals() {
    let casework = of(Service::Casework);
    assert_eq!((casework.goals_set, casework.goals_met), (1, 1));
    assert_eq!((casework.referrals, casework.referrals_connected), (2, 1));
    assert_eq!(casework.said("natural_supports").known(), Some(2));
}

/// The referrals of casework sessions: each a day, a parent, a resource, and an outcome if given.
fn referred(entries: &[&str], period: &Period) -> (usize, usize) {
    let files: Vec<(String, String)> = entries
        .iter()
        .map(|entry| {
            let words: Vec<&str> = entry.split(' ').collect();
            let outcome = words
                .get(3)
                .map_or_else(String::new, |word| format!("outcome = \"{word}\"\n"));
            let (on, who) = (words[0], words[1]);
            (
                format!("sessions/2026/{on}-casework-{who}.toml"),
                format!(
                    "kind = \"casework\"\non = {on}\nparticipants = [\"{who}\"]\n\
                     [[referral]]\nresource = \"{}\"\n{outcome}",
                    words[2]
                ),
            )
        })
        .collect();
    let mut all: Vec<(&str, &str)> = vec![
        ("participants/p-1.toml", ""),
        ("participants/p-2.toml", ""),
        ("participants/p-3.toml", "same_as = \"p-1\"\n"),
    ];
    all.extend(files.iter().map(|(path, text)| (&**path, &**text)));
    let register = register(&all);
    let rows = services(&register, period, day("2026-11-21"), None, false).rows;
    let casework = rows
        .into_iter()
        .find(|row| row.service == Service::Casework)
        .unwrap();
    let figures = casework.figures.unwrap();
    (figures.referrals, figures.referrals_connected)
}

#[test]
fn the_outcome_that_a_later_session_tells_is_no_second_referral() {
    let year = Period::year(Calendar::State, 2027);
    let first = "2026-07-01 p-1 housing-authority pending";
    let count = |later: &[&str]| referred(&[&[first], later].concat(), &year);
    assert_eq!(count(&[]), (1, 0));
    assert_eq!(
        count(&["2026-08-01 p-1 housing-authority connected"]),
        (1, 1)
    );
    assert_eq!(
        count(&["2026-08-01 p-3 housing-authority connected"]),
        (1, 1),
        "p-3 is p-1"
    );
    assert_eq!(
        count(&["2026-08-01 p-1 housing-authority declined"]),
        (1, 0)
    );
    assert_eq!(
        count(&["2026-08-01 p-2 housing-authority connected"]),
        (2, 1),
        "another person's"
    );
    assert_eq!(count(&["2026-08-01 p-1 food-bank connected"]), (2, 1));
    let again = [
        "2026-08-01 p-1 housing-authority connected",
        "2026-09-01 p-1 housing-authority connected",
    ];
    assert_eq!(count(&again), (2, 2), "the first was over");
    assert_eq!(
        count(&["2026-08-01 p-1 housing-authority"]),
        (2, 0),
        "it tells no outcome"
    );
}

#[test]
fn a_referral_counts_when_it_was_made_and_when_it_was_connected() {
    let quarter = |at| Period::quarter(Calendar::State, 2027, at);
    let entries = [
        "2026-09-30 p-1 housing-authority",
        "2026-10-01 p-1 housing-authority connected",
    ];
    assert_eq!(referred(&entries, &quarter(1)), (1, 0));
    assert_eq!(referred(&entries, &quarter(2)), (0, 1));
}

#[test]
fn two_equal_goals_are_one_in_one_file_as_in_two() {
    let goal = "[[goal]]\nset = 2026-07-02\ndomain = \"housing\"\nmet = 2026-09-30\n";
    let duplicate = format!("same_as = \"p-1\"\n{goal}");
    let set_and_met = |files: &[(&str, &str)]| {
        let period = Period::quarter(Calendar::State, 2027, 1);
        let rows = services(&register(files), &period, day("2026-11-21"), None, false).rows;
        let figures = rows[Service::Casework as usize].figures.clone().unwrap();
        (figures.goals_set, figures.goals_met)
    };
    let twice = goal.repeat(2);
    assert_eq!(set_and_met(&[("participants/p-1.toml", &twice)]), (1, 1));
    let merged = [
        ("participants/p-1.toml", goal),
        ("participants/p-2.toml", duplicate.as_str()),
    ];
    assert_eq!(set_and_met(&merged), (1, 1));
}

#[test]
fn committees_are_reported_and_services_without_a_session_are_zero() {
    let committee = of(Service::Committee);
    assert_eq!(
        (
            committee.sessions,
            committee.participants,
            committee.said("recommendations").known()
        ),
        (1, 1, Some(3))
    );
    assert_eq!(of(Service::Court), ServicesFigures::default());
    assert_eq!(quarter(None).len(), Service::ALL.len());
}

#[test]
fn months_add_up_to_the_quarter_but_for_participants() {
    let rows = quarter(Some(Step::Month));
    let (months, whole): (Vec<&ServicesRow>, Vec<&ServicesRow>) =
        rows.iter().partition(|row| !row.window.whole);
    let sum = |rows: &[&ServicesRow], of: fn(&ServicesFigures) -> usize| -> usize {
        rows.iter()
            .filter_map(|row| row.figures.as_ref())
            .map(of)
            .sum()
    };
    for of in [
        |f: &ServicesFigures| f.sessions,
        |f: &ServicesFigures| f.attendances,
        |f: &ServicesFigures| f.referrals,
    ] {
        assert_eq!(sum(&months, of), sum(&whole, of));
    }
    assert!(sum(&months, |f| f.participants) >= sum(&whole, |f| f.participants));
}

#[test]
fn who_lists_sessions_and_goals() {
    let period = Period::quarter(Calendar::State, 2027, 1);
    let register = diary();
    let units = services(&register, &period, day("2026-11-21"), None, true).units;
    let casework: Vec<_> = units
        .iter()
        .filter(|unit| unit.service == Service::Casework)
        .map(|unit| unit.what)
        .collect();
    assert_eq!(units.len(), 9 + 2);
    assert!(matches!(casework[0], What::Goal("p-1", _, "set", _)));
    assert!(
        matches!(casework[1], What::Session(entry) if entry.id.as_str() == "2026-08-09-casework-p-1")
    );
}

/// A mentor's month in a program that counts units of 15 minutes by the 8-minute rule: two meetings, one of which the
/// parent missed, and a morning of paperwork.
fn month() -> Vec<ServicesRow> {
    let files: &[(&str, &str)] = &[
        (
            "peer.toml",
            "schema = 2\nname = \"T\"\n[units]\nminutes = 15\nround = \"8-minute\"\n",
        ),
        ("participants/p-1.toml", ""),
        ("mentors/m-1.toml", "capacity = 2\n"),
        (
            "sessions/2026/2026-10-01-mentoring-k-1.toml",
            "kind = \"mentoring\"\non = 2026-10-01\nmatch = \"k-1\"\nminutes = 38\ntravel_minutes = 45\n\
             miles = 12.4\nparticipants = [\"p-1\"]\nmentors = [\"m-1\"]\n",
        ),
        (
            "sessions/2026/2026-10-02-mentoring-k-1.toml",
            "kind = \"mentoring\"\non = 2026-10-02\nmatch = \"k-1\"\nminutes = 37\nmiles = 3\n\
             participants = [\"p-1\"]\nmentors = [\"m-1\"]\n",
        ),
        (
            "sessions/2026/2026-10-08-mentoring-k-1.toml",
            "kind = \"mentoring\"\non = 2026-10-08\nmatch = \"k-1\"\nminutes = 60\nmiles = 20\nstatus = \"no-show\"\n\
             participants = [\"p-1\"]\nmentors = [\"m-1\"]\n",
        ),
        (
            "sessions/2026/2026-10-08-mentoring-k-1-2.toml",
            "kind = \"mentoring\"\non = 2026-10-08\nmatch = \"k-1\"\nminutes = 5\nmiles = 20\nstatus = \"attempted\"\n\
             participants = [\"p-1\"]\nmentors = [\"m-1\"]\n",
        ),
        (
            "sessions/2026/2026-10-09-duty-paperwork.toml",
            "kind = \"other-duty\"\non = 2026-10-09\nminutes = 90\nmentors = [\"m-1\"]\n",
        ),
    ];
    let period = Period::month(Calendar::State, day("2026-10-01"));
    services(&register(files), &period, day("2026-11-21"), None, false).rows
}

#[test]
fn travel_and_units_are_those_of_held_sessions() {
    let rows = month();
    let of = |service: Service| {
        let mut rows = rows.iter().filter(|row| row.service == service);
        rows.next().unwrap().figures.clone().unwrap()
    };
    let mentoring = of(Service::Mentoring);
    assert_eq!(
        (mentoring.sessions, mentoring.no_shows, mentoring.cancelled),
        (2, 1, 0),
        "an attempt is in no figure"
    );
    // 38 minutes are 3 units and 37 are 2; 75 minutes in one would be 5 as well, but 37 + 37 are 4 and not 5.
    assert_eq!(mentoring.units.known(), Some(5));
    assert_eq!(mentoring.said("miles").known(), Some(154));
    let travel = mentoring.said("travel_hours");
    assert_eq!((travel.sum, travel.said, travel.missing), (45, 1, 1));
    let duty = of(Service::OtherDuty);
    assert_eq!(
        (duty.sessions, duty.minutes.sum, duty.units.sum),
        (1, 90, 6)
    );
    assert_eq!(
        (duty.participants, duty.attendances, duty.mentors),
        (0, 0, 1)
    );
    assert_eq!(duty.said("miles").known(), None);
}

#[test]
fn who_never_wrote_down_travel_lacks_none() {
    let diary = diary();
    let result = services(
        &diary,
        &Period::quarter(Calendar::State, 2027, 1),
        day("2026-11-21"),
        None,
        false,
    );
    assert!(!result.has_travel);
    let group = of(Service::SupportGroup);
    assert!(!group.said.contains_key("miles") && !group.said.contains_key("travel_hours"));
    assert!(group.units == PartialSum::default());
}
