//! Amounts that belong to few people, counted from the records themselves and not the way the measures do.

use std::collections::{BTreeMap, BTreeSet};

use super::super::*;
use super::facts::{Ask, seen};
use crate::measure::By;
use crate::record::{Calendar, Period, Session, Status};
use crate::register::Register;
use crate::register::testing::day;
use crate::report::catalog::who;

/// The people behind a figure, by the days, the group and the name of the figure.
type People = BTreeMap<(String, String, String), BTreeSet<String>>;

/// Amounts of few people that are printed anyway.
pub(super) fn printed(register: &Register, step: Option<By>) -> Vec<String> {
    let by: Vec<By> = step.into_iter().collect();
    let mut found = Vec::new();
    for report in ["placements", "services", "matches", "mentors"] {
        let ask: Ask = (report, by.clone());
        // The public gets no parts of the period of a very small program.
        let Some(public) = seen(register, &ask).public.pop() else {
            continue;
        };
        let people = match report {
            "services" => services(register, &public),
            _ => listed(register, report, &by),
        };
        for ((start, group, figure), people) in &people {
            let row = public.rows.iter().find(|row| {
                *start == format!("{:?}", row[1..3].to_vec())
                    && (group.is_empty()
                        || row.contains(&Cell::group(Some(group).filter(|one| *one != "all"))))
            });
            let at = |name: &str| public.columns.iter().position(|column| column.name == name);
            let (figure, part) = figure.split_once('.').unwrap_or((figure, ""));
            let (Some(row), Some(at)) = (row, at(figure)) else {
                continue;
            };
            let shown = match &row[at] {
                Cell::Parts(parts) => parts
                    .iter()
                    .find(|(name, _)| name == part)
                    .map(|(_, cell)| cell),
                cell => Some(cell),
            };
            let is_number = matches!(shown, Some(Cell::Count(1..) | Cell::Number(..)));
            if (1..11).contains(&people.len()) && is_number {
                found.push(format!(
                    "{report} {start} {group} {figure} {part}: {shown:?} of {people:?}"
                ));
            }
        }
    }
    found
}

/// Who is behind the figures of sessions.
fn services(register: &Register, sheet: &Sheet) -> People {
    let mut people = People::new();
    for row in &sheet.rows {
        let (Cell::Day(first), Cell::Day(last)) = (&row[1], &row[2]) else {
            continue;
        };
        let sessions = register
            .records()
            .sessions
            .iter()
            .map(|entry| &entry.record);
        let here = sessions.filter(|session| {
            (*first..=*last).contains(&session.on) && row.contains(&Cell::text(session.kind))
        });
        for session in here {
            for figure in figures(session) {
                let key = (
                    format!("{:?}", row[1..3].to_vec()),
                    session.kind.to_string(),
                    figure,
                );
                let those = session.participants.iter().map(ToString::to_string);
                people.entry(key).or_default().extend(those);
            }
        }
    }
    people
}

fn figures(session: &Session) -> Vec<String> {
    let status = session.status.unwrap_or(Status::Held);
    if status != Status::Held {
        let name = if status == Status::NoShow {
            "no_shows"
        } else {
            "cancelled"
        };
        return vec![name.to_owned()];
    }
    let mut all = vec!["sessions", "attendances"];
    all.push(if session.minutes.is_some() {
        "hours"
    } else {
        "missing.hours"
    });
    for (said, k, n) in [
        (
            session.rights_explained,
            "rights_explained.k",
            "rights_explained.n",
        ),
        (session.parent_voice, "parent_voice.k", "parent_voice.n"),
    ] {
        all.extend(said.map(|_| n));
        all.extend(said.filter(|said| *said).map(|_| k));
    }
    all.into_iter().map(str::to_owned).collect()
}

/// Who is behind the figures of the other reports, based on what they list for the program itself.
fn listed(register: &Register, report: &str, by: &[By]) -> People {
    let period = Period::year(Calendar::Common, 2025);
    let request = Request {
        register,
        period: &period,
        as_of: day("2026-11-30"),
        by,
        consenting_only: false,
    };
    let sheet = who(report, &request, Asked::default()).unwrap().unwrap();
    let mut people = People::new();
    for row in &sheet.rows {
        let cell = |name: &str| {
            let at = sheet.columns.iter().position(|column| column.name == name);
            at.map_or(&Cell::Unknown, |at| &row[at])
        };
        let word = |name: &str| match cell(name) {
            Cell::Text(word) => word.clone(),
            Cell::All => "all".to_owned(),
            _ => String::new(),
        };
        let mut put = |group: &str, figure: &str, who: String| {
            let key = (
                format!("{:?}", row[1..3].to_vec()),
                group.to_owned(),
                figure.to_owned(),
            );
            people.entry(key).or_default().insert(who);
        };
        match report {
            "placements" => {
                for name in ["care_days", "detention_days", "moves"] {
                    if matches!(cell(name), Cell::Count(1..)) {
                        put(&word("system"), name, word("id"));
                    }
                }
                if word("status") != "days-only" {
                    put(&word("system"), "episodes", word("id"));
                }
            }
            "matches" => {
                if let Cell::List(names) = cell("counted_in") {
                    names
                        .iter()
                        .for_each(|name| put("", name, word("participant")));
                }
            }
            _ => {
                let figures: &[&str] = match word("unit").as_str() {
                    "match" => &["average"],
                    "session" => &["sessions"],
                    _ => &["training_hours"],
                };
                for figure in figures {
                    put("all", figure, word("mentor"));
                }
            }
        }
    }
    people
}
