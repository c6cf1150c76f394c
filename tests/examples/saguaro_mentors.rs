//! The mentors of Saguaro Parent Partners.

use peer::record::MentorId;

use super::book::Book;
use super::families;
use super::mentors::{PLAN, Plan, engage};
use super::names;

/// Mentors who came up through the program, in the order in which they joined.
const OUR_OWN: &[Plan] = &[
    Plan {
        background: &names::MEXICAN,
        joined: "2024-02-12",
        capacity: 5,
        area: "85705",
        languages: &["en", "es"],
        experience: &["court-process", "housing", "substance-use", "visitation"],
        availability: &["sat-morning", "thu-evening", "tue-evening", "wed-evening"],
        roles: &["facilitator", "mentor"],
        closed: "2022-12-14",
        recovery: Some("2021-06-01"),
        ..PLAN
    },
    Plan {
        background: &names::TOHONO_OODHAM,
        joined: "2024-03-25",
        capacity: 4,
        area: "85746",
        languages: &["en", "ood"],
        experience: &["court-process", "financial-stress", "substance-use"],
        availability: &["mon-evening", "sat-morning", "wed-evening"],
        roles: &["facilitator", "mentor"],
        closed: "2023-02-08",
        recovery: Some("2021-09-15"),
        leave: &[("2025-07-07", "2025-07-27")],
        ..PLAN
    },
    Plan {
        background: &names::MEXICAN,
        gender: "man",
        joined: "2024-09-09",
        capacity: 4,
        area: "85713",
        languages: &["en", "es"],
        experience: &[
            "community-violence",
            "financial-stress",
            "housing",
            "visitation",
        ],
        availability: &["fri-evening", "sat-afternoon", "thu-evening"],
        closed: "2023-06-21",
        leave: &[("2026-03-02", "2026-03-15")],
        ..PLAN
    },
    Plan {
        background: &names::BLACK,
        joined: "2025-08-18",
        capacity: 3,
        area: "85711",
        experience: &[
            "domestic-violence",
            "financial-stress",
            "housing",
            "mental-health",
        ],
        availability: &["sat-morning", "tue-evening"],
        roles: &["facilitator", "mentor"],
        closed: "2023-05-03",
        ..PLAN
    },
];

/// Mentors who came from elsewhere.
const FROM_ELSEWHERE: &[Plan] = &[
    Plan {
        gender: "man",
        born: "1979-11-02",
        joined: "2024-01-22",
        capacity: 4,
        area: "85710",
        experience: &["court-process", "substance-use", "visitation"],
        availability: &["mon-evening", "sat-morning", "wed-evening"],
        closed: "2019-04-17",
        recovery: Some("2016-10-09"),
        leave: &[("2026-10-19", "")],
        ..PLAN
    },
    Plan {
        background: &names::BLACK,
        born: "1984-07-30",
        joined: "2024-05-13",
        area: "85730",
        experience: &["court-process", "domestic-violence", "mental-health"],
        availability: &["fri-morning", "thu-afternoon", "wed-evening"],
        closed: "2020-08-27",
        leave: &[("2025-12-20", "2026-01-04")],
        ..PLAN
    },
    Plan {
        background: &names::SOMALI,
        born: "1990-01-01",
        joined: "2024-11-04",
        capacity: 2,
        area: "85716",
        languages: &["ar", "en", "so"],
        experience: &["court-process", "financial-stress", "housing"],
        availability: &["sun-afternoon", "tue-afternoon"],
        closed: "2022-03-09",
        leave: &[("2026-09-28", "2027-01-31")],
        ..PLAN
    },
    Plan {
        born: "1988-03-19",
        joined: "2024-01-08",
        area: "85741",
        experience: &["domestic-violence", "housing", "substance-use"],
        availability: &["mon-morning", "tue-evening"],
        closed: "2020-11-12",
        recovery: Some("2018-05-20"),
        left: Some("2025-10-31"),
        ..PLAN
    },
    Plan {
        background: &names::YAQUI,
        gender: "man",
        born: "1975-09-24",
        joined: "2024-05-06",
        capacity: 2,
        area: "85745",
        languages: &["en", "es"],
        experience: &["mental-health", "substance-use", "visitation"],
        availability: &["sat-afternoon", "thu-evening"],
        closed: "2018-02-01",
        recovery: Some("2015-01-15"),
        lapsed: Some("2026-03-01"),
        ..PLAN
    },
    Plan {
        gender: "nonbinary",
        born: "1993-06-11",
        joined: "2025-01-27",
        area: "85719",
        experience: &["financial-stress", "housing", "mental-health"],
        availability: &["fri-evening", "mon-evening", "sun-afternoon"],
        closed: "2022-09-15",
        ..PLAN
    },
    Plan {
        background: &names::BLACK,
        gender: "man",
        born: "1982-12-05",
        joined: "2025-02-24",
        capacity: 3,
        area: "85706",
        experience: &["community-violence", "court-process", "visitation"],
        availability: &["sat-morning", "thu-evening"],
        roles: &["facilitator", "mentor"],
        closed: "2021-05-26",
        ..PLAN
    },
    Plan {
        background: &names::MEXICAN,
        born: "1991-08-08",
        joined: "2026-01-12",
        capacity: 3,
        area: "85714",
        languages: &["en", "es"],
        experience: &["court-process", "domestic-violence", "visitation"],
        availability: &["sat-morning", "wed-evening", "wed-morning"],
        closed: "2023-10-19",
        leave: &[("2026-06-15", "2026-06-28")],
        ..PLAN
    },
];

/// A mother who finished her case this spring and joined this fall; a year must pass before she may mentor.
pub const SOON: Plan = Plan {
    background: &names::MEXICAN,
    joined: "2026-09-14",
    capacity: 3,
    area: "85705",
    languages: &["en", "es"],
    experience: &["housing", "mental-health", "visitation"],
    availability: &["sat-morning", "wed-evening"],
    closed: "2026-03-18",
    ..PLAN
};

/// Records every mentor except the one who is not yet eligible; the first are those with a past in the program.
pub fn all(book: &mut Book) -> Vec<MentorId> {
    let mut ids = Vec::new();
    for plan in OUR_OWN {
        let past = families::own_past(book, plan);
        ids.push(engage(book, plan, Some(&past)));
    }
    for plan in FROM_ELSEWHERE {
        ids.push(engage(book, plan, None));
    }
    ids
}
