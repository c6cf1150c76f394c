//! The Peer Parents of Golden Gate Peer Parents.

use peer::record::System;
use peer::record::mentor::OwnOutcome;

use super::book::Book;
use super::families;
use super::mentors::{PLAN, Plan, engage};
use super::names;

const BOTH: &[System] = &[System::Cps, System::Jpd];

/// Peer Parents who came up through the program.
const OUR_OWN: &[Plan] = &[
    Plan {
        background: &names::BLACK,
        joined: "2024-03-11",
        capacity: 4,
        area: "94124",
        systems: BOTH,
        experience: &[
            "community-violence",
            "court-process",
            "housing",
            "substance-use",
        ],
        availability: &["mon-evening", "thu-evening", "tue-evening"],
        roles: &["committee", "facilitator", "mentor"],
        closed: "2022-10-05",
        recovery: Some("2020-02-14"),
        ..PLAN
    },
    Plan {
        background: &names::SALVADORAN,
        joined: "2024-06-03",
        capacity: 4,
        area: "94110",
        languages: &["en", "es"],
        experience: &[
            "domestic-violence",
            "financial-stress",
            "housing",
            "mental-health",
        ],
        availability: &["sat-morning", "tue-evening", "wed-evening"],
        roles: &["committee", "mentor"],
        closed: "2023-01-18",
        leave: &[("2025-08-04", "2025-08-24")],
        ..PLAN
    },
    Plan {
        background: &names::FILIPINO,
        joined: "2025-03-17",
        capacity: 3,
        area: "94112",
        languages: &["en", "tl"],
        experience: &["court-process", "financial-stress", "visitation"],
        availability: &["fri-evening", "sat-morning", "sun-afternoon"],
        closed: "2023-04-26",
        ..PLAN
    },
];

/// Peer Parents who came from elsewhere.
const FROM_ELSEWHERE: &[Plan] = &[
    Plan {
        background: &names::BLACK,
        gender: "man",
        born: "1976-03-03",
        joined: "2024-01-16",
        capacity: 4,
        area: "94124",
        systems: &[System::Jpd],
        experience: &["community-violence", "court-process", "financial-stress"],
        availability: &["sat-morning", "thu-evening", "wed-evening"],
        roles: &["facilitator", "mentor"],
        closed: "2017-09-12",
        outcome: OwnOutcome::OtherResolution,
        ..PLAN
    },
    Plan {
        background: &names::SAMOAN,
        born: "1981-10-21",
        joined: "2024-04-08",
        capacity: 3,
        area: "94134",
        systems: BOTH,
        languages: &["en", "sm"],
        experience: &[
            "community-violence",
            "domestic-violence",
            "housing",
            "visitation",
        ],
        availability: &["mon-evening", "sat-afternoon", "tue-evening"],
        closed: "2021-02-17",
        leave: &[("2026-01-12", "2026-02-08")],
        ..PLAN
    },
    Plan {
        background: &names::CHINESE,
        born: "1985-12-08",
        joined: "2024-02-05",
        capacity: 2,
        area: "94133",
        languages: &["en", "yue"],
        experience: &["court-process", "mental-health", "visitation"],
        availability: &["fri-morning", "sat-morning", "wed-morning"],
        closed: "2020-06-30",
        left: Some("2026-06-12"),
        ..PLAN
    },
    Plan {
        born: "1983-05-17",
        joined: "2024-02-20",
        capacity: 3,
        area: "94102",
        experience: &["housing", "mental-health", "substance-use", "visitation"],
        availability: &["mon-morning", "thu-afternoon", "tue-evening"],
        closed: "2021-11-04",
        recovery: Some("2019-07-07"),
        leave: &[("2026-10-26", "")],
        ..PLAN
    },
    Plan {
        background: &names::MEXICAN,
        gender: "man",
        born: "1980-02-27",
        joined: "2024-10-14",
        capacity: 3,
        area: "94110",
        systems: &[System::Jpd],
        languages: &["en", "es"],
        experience: &["community-violence", "court-process", "substance-use"],
        availability: &["sat-afternoon", "thu-evening", "tue-evening"],
        roles: &["committee", "facilitator", "mentor"],
        closed: "2021-07-22",
        recovery: Some("2018-12-01"),
        ..PLAN
    },
    Plan {
        gender: "nonbinary",
        born: "1990-09-30",
        joined: "2025-06-09",
        capacity: 2,
        area: "94103",
        systems: BOTH,
        experience: &["financial-stress", "housing", "mental-health"],
        availability: &["fri-evening", "wed-evening"],
        closed: "2023-02-23",
        ..PLAN
    },
    Plan {
        background: &names::VIETNAMESE,
        born: "1987-07-14",
        joined: "2026-08-31",
        capacity: 2,
        area: "94109",
        languages: &["en", "vi"],
        experience: &["domestic-violence", "financial-stress"],
        availability: &["sat-morning", "wed-evening"],
        closed: "2026-02-05",
        ..PLAN
    },
];

/// Writes down every Peer Parent.
pub fn all(book: &mut Book) {
    for plan in OUR_OWN {
        let past = families::own_past(book, plan);
        engage(book, plan, Some(&past));
    }
    for plan in FROM_ELSEWHERE {
        engage(book, plan, None);
    }
}
