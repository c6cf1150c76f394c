//! The mentors of one parent: why, and why not.

use super::{Voice, decimal, factors, reasons, sides};
use crate::matching::{Candidate, Everyone, Pool};
use crate::record::counted;
use crate::report::sheet::{Cell, Column, Sheet};

/// The name under which rankings are reported.
const REPORT: &str = "match";

/// Whether no mentor can be matched.
#[must_use]
pub fn nobody(ranking: &[Candidate]) -> bool {
    !ranking.iter().any(Candidate::is_allowed)
}

/// The ranked mentors of a parent, who is given by place in [`Register::people`](crate::register::Register::people),
/// and the one the best assignment of everyone gives them, who may not be first in the ranking.
#[must_use]
pub fn ranking(
    pool: &Pool<'_>,
    parent: usize,
    ranking: &[Candidate],
    together: Option<&Everyone<'_>>,
    voice: Voice,
) -> Vec<Sheet> {
    if voice.exact {
        return vec![rows(pool, parent, ranking)];
    }
    let mut sheets = pages(pool, parent, ranking, voice);
    if let (Some(together), Some(first)) = (together, sheets.first_mut()) {
        first.notes.push(match together.mentor_of(parent) {
            Some(mentor) => {
                let mentor = voice.mentor_at(pool.register, mentor);
                format!("the best choice for everyone who waits gives this parent {mentor}; `peer match` shows why")
            }
            None => "the best choice for everyone who waits leaves this parent without a mentor for now".to_owned(),
        });
    }
    sheets
}

/// One row for each mentor, for programs.
fn rows(pool: &Pool<'_>, parent: usize, ranking: &[Candidate]) -> Sheet {
    let register = pool.register;
    let participant = &register.people()[parent].id;
    let mut sheet = Sheet::new(
        REPORT,
        &format!("Mentors for {participant}"),
        &register.program().name,
        pool.day,
    );
    sheet.columns = [
        Column::text("participant"),
        Column::text("mentor"),
        Column::number("points"),
        Column::number("fit"),
        Column::number("waiting"),
        Column::text("factors"),
        Column::text("reasons"),
        Column::text("missing"),
        Column::text("blocked_by"),
        Column::text("rules"),
        Column::text("why_not"),
    ]
    .to_vec();
    for candidate in ranking {
        let broken = &candidate.broken;
        sheet.rows.push(vec![
            Cell::text(participant),
            Cell::text(&register.records().mentors[candidate.mentor].id),
            Cell::Count(candidate.score.points()),
            Cell::Count(candidate.score.fit()),
            Cell::Count(candidate.score.waiting),
            factors(&candidate.score),
            reasons(&candidate.score),
            Cell::List(candidate.missing().into_iter().map(str::to_owned).collect()),
            Cell::or_unknown(broken.first(), |broken| Cell::text(broken.rule)),
            Cell::List(
                broken
                    .iter()
                    .map(|broken| broken.rule.to_string())
                    .collect(),
            ),
            Cell::List(broken.iter().map(|broken| broken.reason.clone()).collect()),
        ]);
    }
    sheet
}

/// The mentors who can be matched, and those who cannot, for people.
fn pages(pool: &Pool<'_>, parent: usize, ranking: &[Candidate], voice: Voice) -> Vec<Sheet> {
    let register = pool.register;
    let who = voice.parent_at(register, parent);
    let mut sheet = Sheet::new(
        REPORT,
        &format!("Mentors for {who}"),
        &register.program().name,
        pool.day,
    );
    sheet.rules.push(
        match (pool.parents[parent].waiting_since, ranking.first()) {
            (Some(since), Some(first)) if first.score.waiting > 0 => format!(
                "Has waited since {since}, for {}: this adds {} points to every score below. It puts this parent ahead of others when mentors are suggested for everyone; it does not change the order of the mentors.",
                counted(first.score.months, "month"),
                decimal(first.score.waiting)
            ),
            (Some(since), _) => format!("Has waited since {since}."),
            (None, _) => "Is not waiting for a mentor.".to_owned(),
        },
    );
    sheet.columns = vec![
        Column::text("mentor"),
        Column::number("points"),
        Column::text("for"),
        Column::text("against"),
    ];
    for candidate in ranking.iter().filter(|candidate| candidate.is_allowed()) {
        let (pro, con) = sides(&candidate.score, candidate.unknown);
        let told = |side: Vec<String>| {
            if side.is_empty() {
                Cell::Unknown
            } else {
                Cell::Text(side.join("; "))
            }
        };
        sheet.rows.push(vec![
            Cell::text(voice.mentor_at(register, candidate.mentor)),
            voice.points(candidate.score.points()),
            told(pro),
            told(con),
        ]);
    }
    let blocked: Vec<&Candidate> = ranking
        .iter()
        .filter(|candidate| !candidate.is_allowed())
        .collect();
    if nobody(ranking) {
        sheet
            .notes
            .push("no mentor can be matched with this parent now".to_owned());
    }
    if blocked.is_empty() {
        return vec![sheet];
    }
    vec![sheet, not_possible(pool, &blocked, voice)]
}

fn not_possible(pool: &Pool<'_>, blocked: &[&Candidate], voice: Voice) -> Sheet {
    let register = pool.register;
    let mut sheet = Sheet::new(REPORT, "Not possible", &register.program().name, pool.day);
    sheet.columns = vec![
        Column::text("mentor"),
        Column::number("points"),
        Column::text("rule"),
        Column::text("why not"),
    ];
    for candidate in blocked {
        let mut who = voice.mentor_at(register, candidate.mentor);
        let mut points = voice.points(candidate.score.points());
        for broken in &candidate.broken {
            let line = vec![
                Cell::Text(std::mem::take(&mut who)),
                std::mem::replace(&mut points, Cell::Text(String::new())),
                Cell::text(broken.rule),
                Cell::text(&broken.reason),
            ];
            sheet.rows.push(line);
        }
    }
    sheet
}
