//! Golden Gate Peer Parents: team meetings, casework, groups and committees, for families with a child welfare case or
//! a child on probation.

use peer::record::{Day, EventKind, Minutes, ParticipantId, PersonId, Service};

use super::book::{Book, OPENING, Town, day, last, prose, session, word};
use super::diary::{self, Circle, Zeal};
use super::dice::workday;
use super::families::{self, After};
use super::history::{self, event, moved, only};
use super::probation::{self, Then};
use super::{
    answers, city, county, golden_gate_mentors, life, look_alikes, names, notes, oddities, people,
    requests, teamwork,
};

const TOWN: Town = Town {
    backgrounds: &[
        (&names::BLACK, 26),
        (&names::SALVADORAN, 14),
        (&names::MEXICAN, 13),
        (&names::WHITE, 12),
        (&names::CHINESE, 9),
        (&names::FILIPINO, 9),
        (&names::SAMOAN, 6),
        (&names::VIETNAMESE, 4),
        (&names::ARAB, 3),
        (&names::YUCATEC, 3),
        (&names::TONGAN, 1),
    ],
    county: "san-francisco",
    city: "San Francisco",
    phone: "415-555-",
    streets: &[
        "Foghorn Alley",
        "Lantern Steps",
        "Old Cannery Row Ct",
        "Sea Lion Terrace",
        "Cable Spool St",
        "Saltbox Ln",
        "Wharf Cat Way",
        "Eucalyptus Stairs",
        "Tugboat Ave",
    ],
    zips: &[
        "94102", "94103", "94107", "94109", "94110", "94110", "94112", "94112", "94124", "94124",
        "94124", "94134",
    ],
    registry: "hsa",
};

const TUESDAY: Circle = Circle {
    id: "tuesday",
    first: "2024-07-02",
    every: 7,
    minutes: &[90, 90, 105],
    off: &[
        (
            "2024-12-24",
            "Holiday. Left a pot of soup for whoever did not get the message.",
        ),
        ("2025-11-11", "Building closed."),
        ("2025-12-30", "Between the years."),
        ("2026-02-17", "Power out on the whole block."),
    ],
    strangers: 22,
    fathers: false,
};

const FATHERS: Circle = Circle {
    id: "fathers",
    first: "2024-09-05",
    every: 14,
    minutes: &[60, 75, 90],
    off: &[
        ("2024-11-28", "Thanksgiving."),
        ("2025-12-25", "Christmas."),
    ],
    strangers: 30,
    fathers: true,
};

/// Requests for a mentor since this day are unanswered.
const UNANSWERED: &str = "2026-09-21";

/// The whole program.
pub fn tell() -> Book {
    let mut book = Book::new(15, &TOWN, include_str!("golden_gate.peer.toml"));
    let circle = "kind = \"support-group\"\nstage = \"both\"\n";
    book.group(
        "tuesday",
        &format!("{circle}meets = \"tue 17:30\"\nchildcare = true\n"),
    );
    book.group("fathers", &format!("{circle}meets = \"thu 18:30\"\n"));
    book.group(
        "pac",
        "kind = \"committee\"\nmeets = \"mon 17:00\"\nnote = \"Parent Advisory Council. First Mondays.\"\n",
    );
    book.group(
        "rights-sheet",
        "kind = \"committee\"\nmeets = \"wed 12:00\"\nnote = \"Workgroup: one page, nine languages.\"\n",
    );
    golden_gate_mentors::all(&mut book);
    child_welfare(&mut book);
    two_paths(&mut book);
    juvenile_probation(&mut book);
    one_child_in_both_systems(&mut book);
    came_back(&mut book);
    requests::season(&mut book, 48, &["en", "es"], day(UNANSWERED));
    requests::speaks_alone(
        &mut book,
        &names::CHINESE,
        "woman",
        "yue",
        day("2026-06-08"),
        day("2026-08-03"),
    );
    requests::propose(&mut book, day(UNANSWERED), &["2026-11-10"]);
    let zeal = diary::zeal(&mut book);
    daily_work(&mut book, &zeal);
    oddities::entered_twice(
        &mut book,
        "tuesday",
        day("2025-06-03"),
        (day("2025-07-01"), day("2026-02-01")),
    );
    oddities::one_name_twice(&mut book);
    oddities::two_meetings_in_one_day(&mut book);
    oddities::unknown_minutes(&mut book);
    oddities::back_in_another_file(&mut book, day("2025-04-09"), day("2025-09-15"));
    city::families(&mut book);
    county::renew_consents(&mut book);
    county::answers(&mut book, &county::ONCE);
    look_alikes::twins(&mut book);
    look_alikes::all(&mut book, "tuesday", &look_alikes::GOLDEN_GATE);
    answers::season(&mut book, 32, true);
    book
}

/// Families with a child welfare case.
fn child_welfare(book: &mut Book) {
    for place in 0..15_i64 {
        let spread = workday(day("2024-05-20").plus_days(place * 36 + book.dice.between(0, 9)));
        let (home, after) = match place {
            3 => (spread, After::Returned(96)),
            6 => (spread, After::Lost(140)),
            9 => (day("2025-04-09"), After::Returned(301)),
            12 => (spread, After::Returned(399)),
            _ => (spread, After::Well),
        };
        families::came_home(
            book,
            home,
            if place == 5 || place == 10 { 2 } else { 1 },
            after,
        );
    }
    for place in 0..8_i64 {
        let home = workday(day("2025-12-01").plus_days(place * 46 + book.dice.between(0, 5)));
        families::came_home(book, home, if place == 4 { 2 } else { 1 }, After::Well);
    }
    for place in 0..12_i64 {
        let removed = workday(day("2025-07-14").plus_days(place * 39));
        families::still_apart(book, removed, if place == 7 { 2 } else { 1 }, None);
    }
    for place in 0..4_i64 {
        families::still_apart(
            book,
            workday(day("2024-06-03").plus_days(place * 120)),
            1,
            Some((80, 240)),
        );
        families::stayed_together(book, workday(day("2024-08-12").plus_days(place * 190)));
    }
    for opened in ["2024-11-04", "2025-09-22", "2026-09-08"] {
        families::voluntary(book, day(opened));
    }
    for (removed, kind, on) in [
        ("2023-08-21", EventKind::Guardianship, "2025-02-12"),
        ("2024-02-05", EventKind::Guardianship, "2025-10-08"),
        ("2023-05-15", EventKind::Adopted, "2025-05-21"),
    ] {
        families::ended(book, day(removed), kind, day(on));
    }
    families::without_case(book, day("2026-02-09"));
}

/// Siblings who leave care in different ways: one comes home, the other stays with a grandmother, or is still away.
fn two_paths(book: &mut Book) {
    for (removed, home, other) in [
        ("2024-03-04", "2025-03-12", Some("2025-09-10")),
        ("2025-05-12", "2026-04-15", None),
    ] {
        let [removed, home] = [removed, home].map(day);
        let born = [removed.plus_months(-131), removed.plus_months(-52)];
        let mut case = history::case("cps", "san-francisco", &born);
        case.event = history::child_welfare_begins(&mut book.dice, removed);
        case.event.retain(|event| event.kind != EventKind::Hearing);
        case.event.push(only(
            &["a"],
            moved(removed.plus_days(40), EventKind::Placed, "group-home"),
        ));
        case.event.push(only(
            &["b"],
            moved(removed.plus_days(55), EventKind::Placed, "relative"),
        ));
        case.event.push(only(
            &["b"],
            event(home.plus_days(-40), EventKind::HomeVisit),
        ));
        case.event
            .push(only(&["b"], event(home, EventKind::Reunified)));
        if let Some(on) = other {
            case.event
                .push(only(&["a"], event(day(on), EventKind::Guardianship)));
            case.event
                .push(event(workday(day(on).plus_days(30)), EventKind::Dismissed));
        }
        let family = families::settle(book, case, Some(home), 1);
        life::admit(
            book,
            &family.parents[0],
            workday(removed.plus_days(140)),
            None,
        );
    }
}

/// Families with a child on probation.
fn juvenile_probation(book: &mut Book) {
    let outs = [
        24, 41, 63, 88, 4, 120, 155, 190, 230, 280, 340, 420, 545, 690,
    ];
    for (place, out) in (0_i64..).zip(outs) {
        let home = workday(day("2024-07-15").plus_days(place * 35 + book.dice.between(0, 9)));
        let then = match place {
            1 => Then::Offense(118),
            3 => Then::Violation(64),
            6 => Then::Detained(207),
            8 => Then::Offense(365 + 40),
            10 => Then::Lost(170),
            12 => Then::Violation(290),
            _ => Then::Well,
        };
        probation::came_home(book, home, out, if place == 7 { 2 } else { 1 }, then);
    }
    for (place, out) in (0_i64..).zip([35, 96, 170, 260, 410]) {
        let home = workday(day("2025-12-08").plus_days(place * 61));
        let then = if place == 1 {
            Then::Violation(80)
        } else {
            Then::Well
        };
        probation::came_home(book, home, out, 1, then);
    }
    for removed in [
        "2025-06-23",
        "2025-11-03",
        "2026-03-30",
        "2026-06-22",
        "2026-08-17",
        "2026-10-05",
    ] {
        probation::away_now(book, day(removed));
    }
    for (place, petition) in (0..).zip([
        "2024-09-09",
        "2025-02-24",
        "2025-08-11",
        "2026-01-26",
        "2026-07-13",
    ]) {
        probation::at_home(book, day(petition), place == 2);
    }
    probation::grew_up_away(book, day("2025-03-24"), day("2008-02-11"));
}

/// A girl who came home from foster care in 2024 and was on probation a year later; one child in two case files.
fn one_child_in_both_systems(book: &mut Book) {
    let born = day("2010-09-04");
    let mut first = history::case("cps", "san-francisco", &[born]);
    first.event = vec![
        moved(day("2023-04-17"), EventKind::Removed, "foster-home"),
        event(day("2023-04-19"), EventKind::Petition),
        moved(day("2023-09-11"), EventKind::Placed, "relative"),
        event(day("2024-08-07"), EventKind::Reunified),
        event(day("2025-01-22"), EventKind::Dismissed),
    ];
    let family = families::settle(book, first, Some(day("2024-08-07")), 1);
    let mut second = history::case("jpd", "san-francisco", &[born]);
    second.event = vec![
        event(day("2025-10-06"), EventKind::Petition),
        moved(day("2025-12-02"), EventKind::Removed, "detention"),
        moved(day("2025-12-19"), EventKind::Placed, "ranch-camp"),
        event(day("2026-06-01"), EventKind::HomeVisit),
        event(day("2026-07-08"), EventKind::Reunified),
    ];
    let child = format!("{}/a", family.case.unwrap());
    second
        .child
        .values_mut()
        .for_each(|one| one.same_as = child.parse().ok());
    second.participants.clone_from(&family.parents);
    families::file(book, second);
    let id = &family.parents[0];
    life::admit(
        book,
        id,
        day("2024-07-08"),
        Some((day("2025-02-28"), "goals-met")),
    );
    life::admit(book, id, day("2025-10-20"), None);
}

/// Parents who had left and came back.
fn came_back(book: &mut Book) {
    let late = |id: &&ParticipantId| {
        let record = &book.participants[*id];
        record.enrollment.len() == 1
            && record.enrollment[0].start > day("2025-09-01")
            && record.goal.is_empty()
    };
    let ids: Vec<ParticipantId> = book
        .participants
        .keys()
        .filter(late)
        .take(3)
        .cloned()
        .collect();
    for id in ids {
        let start = book.participants[&id].enrollment[0].start;
        let (from, to) = (
            workday(start.plus_days(-260)),
            workday(start.plus_days(-150)),
        );
        life::left_before(book, &id, from, to, "lost-contact");
    }
}

/// What happened day by day.
fn daily_work(book: &mut Book, zeal: &Zeal) {
    diary::mentoring(book, (13, 34));
    let often: Zeal = zeal
        .iter()
        .map(|(id, often)| (id.clone(), (often * 5 / 4).min(70)))
        .collect();
    diary::group(book, &TUESDAY, &often);
    diary::group(
        book,
        &FATHERS,
        &zeal
            .iter()
            .map(|(id, often)| (id.clone(), often + 26))
            .collect(),
    );
    diary::supervision(book, 40);
    teamwork::meetings(book, 74, 4);
    teamwork::casework(book, 60, 4);
    teamwork::court(book, 26);
    before_any_court(book);
    diary::welcome_all(book);
    people::remarks(book, zeal.keys());
    council(book, zeal);
    outreach(book);
}

/// A team meeting for a parent who has no case: the children stayed at home.
fn before_any_court(book: &mut Book) {
    let family = book
        .families
        .iter()
        .find(|family| family.case.is_none())
        .unwrap()
        .clone();
    let mut met = session(Service::TeamMeeting, day("2026-02-18"));
    met.participants = family.parents;
    met.meeting = Some(word("tdm"));
    met.minutes = Minutes::new(75);
    met.rights_explained = Some(true);
    met.parent_voice = Some(true);
    met.decision = Some(word("voluntary-services"));
    met.placement_averted = Some(true);
    met.note = prose("A safety plan with two neighbors in it. The children never had to pack.");
    book.hold(met);
}

/// The Parent Advisory Council on first Mondays, and the workgroup every third month.
fn council(book: &mut Book, zeal: &Zeal) {
    let mut month = day(OPENING);
    let mut count = 0;
    while month <= last() {
        let monday = first(month, "mon");
        let on = if workday(monday) == monday {
            monday
        } else {
            monday.plus_days(7)
        };
        committee(book, "pac", on, zeal, (3, 7));
        if count % 3 == 2 {
            committee(
                book,
                "rights-sheet",
                first(month, "wed").plus_days(14),
                zeal,
                (2, 4),
            );
        }
        month = month.plus_months(1);
        count += 1;
    }
}

/// The first day of a month with this weekday.
fn first(month: Day, weekday: &str) -> Day {
    (0..7)
        .map(|days| month.plus_days(days))
        .find(|day| day.weekday() == weekday)
        .unwrap()
}

fn committee(book: &mut Book, group: &str, on: Day, zeal: &Zeal, size: (i64, i64)) {
    if on > last() || on == day("2025-01-06") {
        return;
    }
    let mut met = session(Service::Committee, on);
    met.group = group.parse().ok();
    let willing: Vec<_> = zeal
        .iter()
        .filter(|(id, often)| **often > 9 && book.is_enrolled(id, on))
        .collect();
    let count = book.dice.between(size.0, size.1);
    met.participants = book
        .dice
        .some(&willing, count)
        .into_iter()
        .map(|(id, _)| id.clone())
        .collect();
    let role = word("committee");
    let members = book
        .mentors
        .iter()
        .filter(|(id, m)| m.roles.contains(&role) && book.at_work(id, on));
    met.mentors = members.map(|(id, _)| id.clone()).collect();
    if !met.mentors.is_empty() {
        met.led_by = vec![PersonId::Mentor(book.dice.pick(&met.mentors))];
    }
    met.minutes = Minutes::new(book.dice.pick(&[90, 90, 120]));
    met.recommendations = (!book.dice.chance(12)).then(|| book.dice.pick(&[0, 0, 1, 1, 2, 3]));
    met.note = book.dice.note(26, notes::COMMITTEE);
    book.hold(met);
}

/// Tables and talks, and advice to other programs.
fn outreach(book: &mut Book) {
    let all = [
        (
            Service::Outreach,
            "2024-08-22",
            "juvenile-hall-family-night",
            120,
            "Parents stood in line to talk. Bring chairs.",
        ),
        (
            Service::Outreach,
            "2024-10-17",
            "family-court-lobby",
            150,
            "",
        ),
        (
            Service::Outreach,
            "2025-03-13",
            "public-defender-brown-bag",
            60,
            "Thirty lawyers, good questions.",
        ),
        (
            Service::Outreach,
            "2025-05-22",
            "juvenile-hall-family-night",
            120,
            "",
        ),
        (
            Service::Outreach,
            "2025-10-02",
            "resource-fair",
            240,
            "Ran out of cards in two languages.",
        ),
        (
            Service::Outreach,
            "2026-03-26",
            "family-court-lobby",
            150,
            "",
        ),
        (
            Service::Outreach,
            "2026-06-18",
            "juvenile-hall-family-night",
            135,
            "A father from the first night was back, to help.",
        ),
        (
            Service::Outreach,
            "2026-10-22",
            "school-social-workers",
            75,
            "",
        ),
        (
            Service::Consultation,
            "2025-01-30",
            "county-across-the-bay",
            120,
            "Lent them our training outline.",
        ),
        (
            Service::Consultation,
            "2025-09-25",
            "probation-academy",
            90,
            "New officers heard from four parents. Long silence after.",
        ),
        (
            Service::Consultation,
            "2026-05-14",
            "county-across-the-bay",
            90,
            "",
        ),
    ];
    for (kind, on, subject, minutes, note) in all {
        let mut met = session(kind, day(on));
        met.minutes = Minutes::new(minutes);
        met.anonymous = (kind == Service::Outreach).then(|| book.dice.pick(&[6, 9, 14, 20, 31]));
        let at_work: Vec<_> = book
            .mentors
            .keys()
            .filter(|id| book.at_work(id, day(on)))
            .cloned()
            .collect();
        met.mentors = book.dice.some(&at_work, 2);
        met.note = if note.is_empty() { None } else { prose(note) };
        book.hold_about(subject, met);
    }
}
