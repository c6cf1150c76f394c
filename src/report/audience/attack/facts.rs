//! Readers of public reports of whole programs: of one report, or of two about the same days at once.
//!
//! How figures are related is written a second time here, based on the measures and not on `relations`.

use std::collections::BTreeMap;

use super::super::*;
use crate::measure::By;
use crate::measure::definition::shipped;
use crate::record::{Calendar, Period};
use crate::register::Register;
use crate::register::testing::day;
use crate::report::catalog::{breakdowns, sheet};
use crate::report::explain::{REPORTS, is_page};
use crate::report::quarter;

/// A report, and its breakdowns.
pub(super) type Ask = (&'static str, Vec<By>);

/// What a figure is, in any report: its name, and which people and days it is about.
pub(super) type Name = (String, BTreeMap<&'static str, String>);

/// Words and days that say which people and days a figure is about.
pub(super) const KEYS: [&str; 17] = [
    "start",
    "end",
    "meeting",
    "mentor",
    "need",
    "age",
    "race",
    "role",
    "school",
    "service",
    "system",
    "area",
    "language",
    "gender",
    "mentor_gender",
    "definition",
    "unit",
];
/// Columns that are not figures that can be added up.
const OTHER: [&str; 30] = [
    "attended_share",
    "days_to_first_q1",
    "days_to_first_median",
    "days_to_first_q3",
    "sessions_q1",
    "sessions_median",
    "sessions_q3",
    "hours_q1",
    "hours_median",
    "hours_q3",
    "first_90",
    "median_days",
    "q1_days",
    "q3_days",
    "wait_days_min",
    "wait_days_max",
    "wait_days_median",
    "waiting_days_max",
    "waiting_days_median",
    "moves_per_1000_days",
    "average",
    "rate",
    "ci_low",
    "ci_high",
    "best",
    "worst",
    "km",
    "km_se",
    "aj",
    "aj_se",
];
/// One figure under two names.
pub(super) const SAME: [(&str, &str); 3] = [
    ("services.participants", "unduplicated.served"),
    ("services.anonymous", "unduplicated.anonymous"),
    ("mentors.active", "matches.active_at_end"),
];
/// Figures that are the sum of others in the same row.
pub(super) const SUMS: [(&str, &[&str]); 11] = [
    ("people.served", &["people.new", "people.continuing"]),
    (
        "unduplicated.served",
        &[
            "engagement.came_once",
            "engagement.came_2_to_5",
            "engagement.came_6_or_more",
        ],
    ),
    (
        "engagement.referred",
        &[
            "engagement.referred_by_source.court",
            "engagement.referred_by_source.self",
            "engagement.referred_by_source.not-recorded",
        ],
    ),
    (
        "engagement.exits",
        &[
            "engagement.exits_by_reason.goals-met",
            "engagement.exits_by_reason.moved",
            "engagement.exits_by_reason.not-recorded",
        ],
    ),
    ("court.hearings", &["court.attended.of"]),
    ("court.with_mentor.n", &["court.attended.k"]),
    ("returns.cohort", &["returns.mature", "returns.not_yet"]),
    (
        "reunification.cohort",
        &["reunification.mature", "reunification.not_yet"],
    ),
    (
        "unduplicated.served",
        &["unduplicated.new", "unduplicated.continuing"],
    ),
    (
        "services.sessions",
        &[
            "services.rights_explained.n",
            "services.missing.rights_explained",
        ],
    ),
    (
        "services.sessions",
        &["services.parent_voice.n", "services.missing.parent_voice"],
    ),
];
/// Figures that others in the same row are part of: the remainder is also a count of people.
pub(super) const RESTS: [(&str, &[&str]); 33] = [
    ("unduplicated.served", &["people.served"]),
    ("people.served", &["people.one_parent_served"]),
    ("unduplicated.new_ever", &["engagement.first_90_people"]),
    ("engagement.referred", &["engagement.enrolled"]),
    ("engagement.referred", &["engagement.declined"]),
    ("engagement.referred", &["engagement.served"]),
    ("engagement.referred", &["engagement.within_7.n"]),
    ("engagement.within_7.n", &["engagement.within_7.k"]),
    ("engagement.within_7.n", &["engagement.within_30.n"]),
    ("engagement.within_30.n", &["engagement.within_30.k"]),
    ("engagement.served", &["engagement.within_7.k"]),
    ("engagement.served", &["engagement.within_30.k"]),
    ("engagement.retained_3.n", &["engagement.retained_3.k"]),
    ("engagement.retained_6.n", &["engagement.retained_6.k"]),
    ("engagement.retained_12.n", &["engagement.retained_12.k"]),
    ("engagement.retained_3.n", &["engagement.retained_6.n"]),
    ("engagement.retained_6.n", &["engagement.retained_12.n"]),
    ("engagement.retained_3.k", &["engagement.retained_6.k"]),
    ("engagement.retained_6.k", &["engagement.retained_12.k"]),
    ("engagement.completed.n", &["engagement.completed.k"]),
    ("meetings.cft_in_time.n", &["meetings.cft_in_time.k"]),
    ("returns.mature", &["returns.returned"]),
    ("returns.mature", &["returns.unknown"]),
    ("returns.mature", &["returns.returned", "returns.unknown"]),
    ("returns.returned", &["returns.boundary_events"]),
    ("reunification.mature", &["reunification.reunified"]),
    (
        "reunification.mature",
        &["reunification.reunified", "reunification.unknown"],
    ),
    ("placements.episodes", &["placements.open"]),
    ("placements.episodes", &["reunification.cohort"]),
    ("matches.new", &["matches.rematched"]),
    ("matches.new", &["matches.requests_met"]),
    ("matches.sustained_3.n", &["matches.sustained_3.k"]),
    ("unduplicated.new", &["unduplicated.new_ever"]),
];
/// People who may be counted again in a later part of the same days: the parts need not add up, even if they do.
pub(super) const COME_BACK: [&str; 9] = [
    "unduplicated.served",
    "unduplicated.continuing",
    "people.served",
    "people.continuing",
    "people.one_parent_served",
    "engagement.came_once",
    "engagement.came_2_to_5",
    "engagement.came_6_or_more",
    "engagement.hours_people",
];
/// Figures as of the last day.
pub(super) const OF_A_DAY: [&str; 5] = [
    "matches.active_at_end",
    "matches.waiting_at_end",
    "matches.active",
    "mentors.capacity",
    "mentors.eligible",
];
/// Figures computed from other columns: if one of those is hidden, no number may be shown.
const RATES: [(&str, &[&str]); 14] = [
    ("days_to_first_median", &["referred", "served"]),
    (
        "sessions_median",
        &["came_once", "came_2_to_5", "came_6_or_more"],
    ),
    ("first_90", &["first_90_people"]),
    ("attended_share", &["attended", "hearings"]),
    ("completed", &["exits_by_reason", "exits"]),
    ("attendance", &["referred"]),
    ("rate", &["mature", "unknown", "returned", "reunified"]),
    ("ci_low", &["mature", "unknown", "returned", "reunified"]),
    ("ci_high", &["mature", "unknown", "returned", "reunified"]),
    ("best", &["mature", "returned"]),
    ("worst", &["mature", "unknown", "returned"]),
    (
        "km",
        &["cohort", "mature", "unknown", "returned", "competing"],
    ),
    ("moves_per_1000_days", &["moves", "care_days"]),
    ("median_days", &["episodes", "cohort", "reunified"]),
];

/// Every report in every way it can be requested; slow double breakdowns only if `thorough`.
pub(super) fn asks(thorough: bool) -> Vec<Ask> {
    let mut asks: Vec<Ask> = vec![("quarter", vec![])];
    for report in REPORTS.iter().filter(|report| !is_page(report)) {
        let (time, people): (Vec<By>, Vec<By>) = breakdowns(report)
            .iter()
            .partition(|by| by.step().is_some());
        let steps = || time.iter().filter(|by| **by != By::Year);
        asks.push((report, vec![]));
        asks.extend(steps().map(|by| (*report, vec![*by])));
        asks.extend(people.iter().map(|by| (*report, vec![*by])));
        let twice = people.iter().filter(|_| thorough);
        asks.extend(twice.map(|by| (*report, vec![By::Quarter, *by])));
    }
    asks
}

/// A report as it is, and as the public sees it.
pub(super) struct Seen {
    pub(super) truth: Vec<Sheet>,
    pub(super) public: Vec<Sheet>,
}

pub(super) fn seen(register: &Register, (report, by): &Ask) -> Seen {
    let period = Period::year(Calendar::Common, 2025);
    let definitions = shipped();
    let request = Request {
        register,
        period: &period,
        as_of: day("2026-11-30"),
        by,
        consenting_only: false,
    };
    let asked = Asked {
        definitions: &definitions[..1],
        unit: None,
        full: true,
        new_only: false,
    };
    let sheets = |audience: Audience| {
        if *report == "quarter" {
            let mut sheets = quarter::sheets(&request, asked, audience).unwrap();
            sheets.remove(0);
            return sheets;
        }
        let sheet = sheet(report, &request, asked).unwrap().unwrap();
        match for_audience(vec![sheet], audience, &request, asked) {
            Err(refused) if refused.contains("as people could be recognized") => Vec::new(),
            sheets => sheets.unwrap(),
        }
    };
    Seen {
        truth: sheets(Audience::Internal),
        public: sheets(Audience::Public),
    }
}

/// The cells of a sheet, by the name of their figure.
pub(super) fn facts(sheet: &Sheet) -> Vec<(Name, Cell)> {
    let report = match sheet.report.as_str() {
        "waits" => "matches",
        report => report,
    };
    let mut facts = Vec::new();
    for row in &sheet.rows {
        let cell = |name: &str| {
            let at = sheet
                .columns
                .iter()
                .position(|column| column.name == name)?;
            Some(&row[at])
        };
        let word = |name: &str| match cell(name)? {
            Cell::Text(word) => Some(word.clone()),
            Cell::All => Some("all".to_owned()),
            Cell::Day(day) => Some(day.to_string()),
            _ => None,
        };
        if report == "mentors" && word("mentor").is_some_and(|mentor| mentor != "all") {
            continue;
        }
        let mut keys: BTreeMap<&'static str, String> = KEYS
            .iter()
            .filter_map(|name| Some((*name, word(name)?)))
            .collect();
        if report != "returns" && keys.get("unit").is_some_and(|unit| unit == "parents") {
            keys.remove("unit");
        }
        let own_service = [("meetings", "team-meeting"), ("court", "court")];
        let own_service = own_service.into_iter().find(|(own, _)| *own == report);
        keys.extend(own_service.map(|(_, service)| ("service", service.to_owned())));
        let group = word("group").or(word("value"));
        if let (Some(by), Some(group)) = (word("by"), group) {
            let kind = KEYS.iter().find(|key| **key == by.replace('-', "_"));
            keys.extend(kind.map(|kind| (*kind, group)));
        }
        keys.retain(|_, word| word != "all");
        // What the public never sees, not even a zero, says nothing of it.
        let seen = |(column, _): &(&Column, &Cell)| column.role != Role::Private;
        for (column, cell) in sheet.columns.iter().zip(row).filter(seen) {
            let name = shared_name(
                report,
                column.name,
                &keys,
                cell_of(&sheet.columns, row, "any"),
            );
            match cell {
                Cell::Parts(parts) => {
                    facts.extend(parts.iter().map(|(part, cell)| {
                        ((format!("{name}.{part}"), keys.clone()), cell.clone())
                    }))
                }
                _ if OTHER.contains(&column.name) => {}
                cell => {
                    let same = SAME.iter().find(|(alias, _)| *alias == name);
                    let name = same.map_or(name, |(_, name)| (*name).to_owned());
                    facts.push(((name, keys.clone()), cell.clone()));
                }
            }
        }
    }
    facts
}

fn cell_of<'c>(columns: &[Column], row: &'c [Cell], name: &str) -> Option<&'c Cell> {
    let at = columns.iter().position(|column| column.name == name)?;
    Some(&row[at])
}

/// The name of a figure that other reports also have.
fn shared_name(
    report: &str,
    column: &str,
    keys: &BTreeMap<&'static str, String>,
    any: Option<&Cell>,
) -> String {
    let counts = ["served", "new", "continuing"];
    let is_of_parents = report == "people" && !keys.contains_key("unit");
    let is_alone = any.is_some_and(|any| *any != Cell::Unknown);
    match (report, column) {
        (_, "any") if is_of_parents => "unduplicated.served".to_owned(),
        _ if is_of_parents && counts.contains(&column) && !is_alone => {
            format!("unduplicated.{column}")
        }
        ("meetings", "held") => "services.sessions".to_owned(),
        ("meetings", "rights") => "services.rights_explained".to_owned(),
        ("meetings", "voice") => "services.parent_voice".to_owned(),
        _ => format!("{report}.{column}"),
    }
}

/// Numbers next to hidden ones that reveal them.
pub(super) fn beside_hidden(sheet: &Sheet) -> Vec<String> {
    let column = |name: &str| sheet.columns.iter().position(|column| column.name == name);
    let mut found = Vec::new();
    for (rate, of) in RATES {
        for row in &sheet.rows {
            let hidden = of
                .iter()
                .filter_map(|name| column(name))
                .any(|at| row[at].is_masked());
            let shown = column(rate).map(|at| &row[at]);
            if hidden && shown.is_some_and(|cell| !matches!(cell, Cell::Masked(_) | Cell::Unknown))
            {
                found.push(format!("{rate} of {row:?}"));
            }
        }
    }
    found
}
