//! Saguaro Parent Partners: two weekly groups that parents run themselves, and mentors whose own case is over.

use peer::record::{EventKind, Minutes, Participant, ParticipantId, Service};

use super::book::{Book, Family, Town, day, prose, session, word, words};
use super::diary::{self, Circle, Zeal};
use super::dice::workday;
use super::families::{self, After};
use super::mentors::engage;
use super::{
    answers, county, history, life, look_alikes, names, oddities, people, requests,
    saguaro_mentors, teamwork,
};

const TOWN: Town = Town {
    backgrounds: &[
        (&names::MEXICAN, 40),
        (&names::WHITE, 24),
        (&names::BLACK, 10),
        (&names::TOHONO_OODHAM, 10),
        (&names::YAQUI, 5),
        (&names::DINE, 3),
        (&names::SOMALI, 2),
        (&names::ARAB, 2),
        (&names::VIETNAMESE, 2),
        (&names::CONGOLESE, 2),
    ],
    county: "pima",
    city: "Tucson",
    phone: "520-555-",
    streets: &[
        "E Javelina Wash Dr",
        "N Cholla Lantern Ln",
        "S Gila Woodpecker Way",
        "W Copper Kettle St",
        "E Quail Alley",
        "N Tortoise Gate Rd",
        "S Monsoon Porch Ave",
        "W Ocotillo Fence Pl",
        "E Old Pump House Rd",
        "N Roadrunner Bend",
    ],
    zips: &[
        "85701", "85705", "85705", "85706", "85706", "85710", "85711", "85711", "85713", "85713",
        "85714", "85716", "85719", "85730", "85735", "85741", "85745", "85746", "85746", "85756",
    ],
    registry: "dcs",
};

const WEDNESDAY: Circle = Circle {
    id: "wednesday",
    first: "2024-07-03",
    every: 7,
    minutes: &[90, 90, 90, 105],
    off: &[
        ("2024-12-25", "Christmas."),
        (
            "2025-07-23",
            "Flash flood warning; nobody should drive through a wash for us.",
        ),
        ("2025-12-24", "Christmas Eve. Phone list shared instead."),
        (
            "2026-11-11",
            "Veterans Day, building locked. Somebody brought tea to the parking lot anyway.",
        ),
    ],
    strangers: 24,
    fathers: false,
};

const SATURDAY: Circle = Circle {
    id: "saturday",
    first: "2024-07-06",
    every: 7,
    minutes: &[75, 90, 90, 120],
    off: &[
        (
            "2025-01-25",
            "Heater broken. Met at the park, unofficially.",
        ),
        ("2025-12-27", "Between the years."),
        ("2026-07-04", "Holiday."),
    ],
    strangers: 16,
    fathers: false,
};

/// Requests for a mentor since this day are unanswered.
const UNANSWERED: &str = "2026-09-24";

/// The whole program.
pub fn tell() -> Book {
    let mut book = Book::new(11, &TOWN, include_str!("saguaro.peer.toml"));
    for (id, stage, meets) in [
        ("wednesday", "pre-reunification", "wed 18:00"),
        ("saturday", "post-reunification", "sat 10:00"),
    ] {
        let rest = format!("meets = \"{meets}\"\nchildcare = true\n");
        book.group(
            id,
            &format!("kind = \"support-group\"\nstage = \"{stage}\"\n{rest}"),
        );
    }
    saguaro_mentors::all(&mut book);
    let soon = reunified(&mut book);
    others(&mut book);
    let absent = absent(&mut book);
    engage(&mut book, &saguaro_mentors::SOON, Some(&soon));
    came_back(&mut book);
    requests(&mut book);
    let mut zeal = diary::zeal(&mut book);
    zeal.retain(|id, _| !absent.contains(id));
    daily_work(&mut book, &zeal);
    oddities(&mut book);
    county::renew_consents(&mut book);
    county::answers(&mut book, &county::QUARTERLY);
    look_alikes::twins(&mut book);
    look_alikes::all(&mut book, "wednesday", &look_alikes::SAGUARO);
    answers::season(&mut book, 31, false);
    book
}

/// 110 families came home since the records begin: 60 have twelve full months behind them, of which one was back in
/// court in that time; and nine came home in the year before. Returns the parent who becomes a mentor.
fn reunified(book: &mut Book) -> ParticipantId {
    for place in 0..9 {
        let home = workday(day("2023-10-02").plus_days(place * 29));
        families::came_home(book, home, 1, After::Well);
    }
    for place in 0..60_i64 {
        let spread = day("2024-07-08").plus_days(place * 499 / 59 + book.dice.between(-3, 3));
        let (home, after) = match place {
            8 => (day("2024-09-17"), After::Lost(151)),
            11 => (day("2024-10-11"), After::Well),
            17 => (workday(spread), After::Grown(203)),
            22 => (day("2025-01-15"), After::Returned(392)),
            26 => (day("2025-02-10"), After::Returned(200)),
            59 => (day("2025-11-21"), After::Well),
            _ => (workday(spread), After::Well),
        };
        let parents = if [4, 31, 47].contains(&place) { 2 } else { 1 };
        if place == 11 {
            families::came_home_after(book, home, 5, 1, After::Well);
        } else {
            families::came_home(book, home, parents, after);
        }
    }
    for place in 0..50_i64 {
        let spread = day("2025-11-24").plus_days(place * 348 / 49 + book.dice.between(-1, 3));
        let (home, after) = match place {
            0 => (day("2025-11-22"), After::Well),
            23 => (day("2026-05-05"), After::Returned(180)),
            30 => (workday(spread), After::Lost(60)),
            _ => (workday(spread), After::Well),
        };
        families::came_home(
            book,
            home,
            if [9, 36].contains(&place) { 2 } else { 1 },
            after,
        );
    }
    becomes_a_mentor(book)
}

/// The mother who came home in August 2025 and whose case was closed in March; her case is changed to say so.
fn becomes_a_mentor(book: &mut Book) -> ParticipantId {
    let closed = day(saguaro_mentors::SOON.closed);
    let fits = |family: &&Family| {
        let id = &family.parents[0];
        family.parents.len() == 1
            && family
                .home
                .is_some_and(|home| home > day("2025-07-20") && home < day("2025-09-20"))
            && book.participants[id].gender == Some(word("woman"))
            && book.participants[id].languages == words(&["en", "es"])
            && book.participants[id].enrollment[0].start < closed
    };
    let family = book.families.iter().find(fits).cloned().unwrap();
    let case = book.cases.get_mut(family.case.as_ref().unwrap()).unwrap();
    case.event
        .retain(|event| event.kind != EventKind::Dismissed);
    case.event
        .push(history::event(closed, EventKind::Dismissed));
    let record = book.participants.get_mut(&family.parents[0]).unwrap();
    record.enrollment[0].end = Some(day("2026-08-28"));
    record.enrollment[0].reason = Some(word("goals-met"));
    record.area = Some(saguaro_mentors::SOON.area.into());
    family.parents[0].clone()
}

/// Families whose children are still out of the home, whose case ended another way, or who never had one.
fn others(book: &mut Book) {
    for place in 0..34_i64 {
        let removed =
            workday(day("2025-08-18").plus_days(place * 420 / 33 + book.dice.between(0, 6)));
        let parents = if [6, 20].contains(&place) { 2 } else { 1 };
        let leaves = [3, 11, 17, 25].contains(&place).then_some((60, 150));
        families::still_apart(book, removed, parents, leaves);
    }
    for place in 0..18_i64 {
        let removed = workday(day("2023-10-09").plus_days(place * 40 + book.dice.between(0, 9)));
        let family = families::still_apart(book, removed, 1, Some((70, 260)));
        let end = book.participants[&family.parents[0]].enrollment[0].end;
        if let (true, Some(end)) = ([5, 13].contains(&place), end) {
            let case = book.cases.get_mut(family.case.as_ref().unwrap()).unwrap();
            case.event.retain(|event| event.on <= end);
            case.event.push(history::event(end, EventKind::Lost));
        }
    }
    for place in 0..8_i64 {
        let removed = workday(day("2023-02-13").plus_days(place * 88));
        let on = workday(
            removed
                .plus_days(book.dice.between(480, 640))
                .max(day("2024-12-02")),
        );
        let kind = if place % 2 == 0 {
            EventKind::Guardianship
        } else {
            EventKind::Adopted
        };
        families::ended(book, removed, kind, on);
        families::stayed_together(book, workday(day("2024-06-17").plus_days(place * 112)));
    }
    for start in ["2024-10-07", "2025-04-21", "2025-12-01", "2026-08-10"] {
        families::voluntary(book, day(start));
    }
    for start in ["2024-09-03", "2025-09-08", "2026-04-13"] {
        families::without_case(book, day(start));
    }
}

/// Parents who were enrolled or referred and never came.
fn absent(book: &mut Book) -> Vec<ParticipantId> {
    let mut all = Vec::new();
    for place in 0..8_i64 {
        let removed = workday(day("2024-08-05").plus_days(place * 97));
        all.push(families::never_came(book, removed));
    }
    for (on, source) in [("2026-11-09", "court"), ("2026-11-12", "case-manager")] {
        let id = people::parent(book, &[]);
        let record = book.participants.get_mut(&id).unwrap();
        record.referred = Some(day(on));
        record.referral_source = Some(word(source));
        record.note = prose("Referred, not reached yet. Two tries by phone.");
        all.push(id);
    }
    all
}

/// Parents who left and came back, one of them a future mentor, who came as a participant long after her own case.
fn came_back(book: &mut Book) {
    let ours: Vec<ParticipantId> = book
        .mentors
        .values()
        .filter_map(|mentor| mentor.participant.clone())
        .collect();
    let joined = day("2025-08-18");
    let her = book
        .mentors
        .values()
        .find(|m| m.joined == Some(joined))
        .and_then(|m| m.participant.clone())
        .unwrap();
    life::admit(
        book,
        &her,
        day("2024-07-01"),
        Some((day("2025-06-30"), "goals-met")),
    );
    let gone: Vec<_> = book
        .participants
        .iter()
        .filter(|(id, record)| !ours.contains(id) && is_short(record))
        .map(|(id, record)| (id.clone(), record.enrollment[0].start))
        .collect();
    for (id, start) in gone.into_iter().take(5) {
        let (from, to) = (start.plus_days(-300), start.plus_days(-170));
        life::left_before(book, &id, workday(from), workday(to), "lost-contact");
    }
}

/// Whether a parent began late enough to leave room for an earlier time in the program.
fn is_short(record: &Participant) -> bool {
    let [only] = record.enrollment.as_slice() else {
        return false;
    };
    only.start > day("2025-08-01") && record.referred.is_some() && record.goal.is_empty()
}

/// Requests for a mentor and what happened to them. Two parents wait for someone who speaks their language: a father
/// for a mentor who is on leave, a mother for one the program does not have.
fn requests(book: &mut Book) {
    requests::season(book, 37, &["ar", "en", "es"], day(UNANSWERED));
    requests::speaks_alone(
        book,
        &names::SOMALI,
        "man",
        "so",
        day("2026-07-27"),
        day("2026-10-02"),
    );
    requests::speaks_alone(
        book,
        &names::VIETNAMESE,
        "woman",
        "vi",
        day("2026-03-16"),
        day("2026-05-21"),
    );
    requests::propose(book, day(UNANSWERED), &["2026-11-05", "2026-11-12"]);
}

/// What happened day by day.
fn daily_work(book: &mut Book, zeal: &Zeal) {
    diary::mentoring(book, (12, 30));
    diary::group(book, &WEDNESDAY, zeal);
    diary::group(book, &SATURDAY, zeal);
    diary::supervision(book, 62);
    teamwork::meetings(book, 26, 2);
    teamwork::casework(book, 22, 3);
    teamwork::court(book, 26);
    diary::welcome_all(book);
    people::remarks(book, zeal.keys());
    outreach(book);
}

/// Tables at the court house, a talk for attorneys, a visit from another county.
fn outreach(book: &mut Book) {
    let all = [
        (
            Service::Outreach,
            "2024-09-12",
            "courthouse-table",
            180,
            "Gave out forty cards. Five people came back to ask.",
        ),
        (
            Service::Outreach,
            "2024-11-19",
            "attorney-lunch",
            60,
            "Attorneys did not know the groups have childcare.",
        ),
        (Service::Outreach, "2025-02-20", "courthouse-table", 150, ""),
        (
            Service::Outreach,
            "2025-05-06",
            "treatment-center",
            90,
            "Eleven listened, one cried, two enrolled.",
        ),
        (Service::Outreach, "2025-09-18", "courthouse-table", 180, ""),
        (
            Service::Outreach,
            "2025-11-13",
            "foster-parents-evening",
            120,
            "Awkward for ten minutes, then very good.",
        ),
        (Service::Outreach, "2026-02-19", "courthouse-table", 165, ""),
        (
            Service::Outreach,
            "2026-04-23",
            "tribal-health-fair",
            240,
            "Asked for cards in O'odham. Ordered.",
        ),
        (Service::Outreach, "2026-09-17", "courthouse-table", 180, ""),
        (
            Service::Outreach,
            "2026-10-29",
            "hospital-social-workers",
            60,
            "",
        ),
        (
            Service::Consultation,
            "2025-10-16",
            "neighbor-county",
            120,
            "Showed how the groups run themselves.",
        ),
        (
            Service::Consultation,
            "2026-08-27",
            "neighbor-county",
            90,
            "They have their first three mentors.",
        ),
    ];
    for (kind, on, subject, minutes, note) in all {
        let mut met = session(kind, day(on));
        met.minutes = Minutes::new(minutes);
        met.anonymous = (kind == Service::Outreach).then(|| book.dice.pick(&[4, 7, 9, 12, 15, 22]));
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

/// What real records are full of.
fn oddities(book: &mut Book) {
    oddities::entered_twice(
        book,
        "wednesday",
        day("2025-04-02"),
        (day("2025-06-10"), day("2025-09-01")),
    );
    oddities::one_name_twice(book);
    oddities::two_meetings_in_one_day(book);
    oddities::unknown_minutes(book);
    oddities::back_in_another_file(book, day("2026-05-05"), day("2026-07-14"));
}
