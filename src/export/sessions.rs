//! The tables of what was done: `sessions`, `attendance`, `referrals` and `matches`.

use super::column::{Column, Holds, Walk};
use super::facts::Facts;
use super::ground::Ground;
use super::people::participant;
use super::table::{Cell, Layout, Rows};
use crate::measure::matches::requested;
use crate::measure::services::referrals_of;
use crate::record::classes::ReferralOutcome;
use crate::record::schema::Table;
use crate::record::session::Referral;
use crate::record::{Match, Session, Status};

/// Fills the tables of what was done; `step` is called now and then.
#[must_use]
pub fn fill(ground: &Ground<'_>, facts: &mut Facts, step: &mut dyn FnMut()) -> Vec<Rows> {
    let matches = matches(ground, facts);
    let mut all = sessions(ground, facts, step);
    all.push(matches);
    all
}

fn sessions(ground: &Ground<'_>, facts: &mut Facts, step: &mut dyn FnMut()) -> Vec<Rows> {
    let walk = Walk::of(Session::SCHEMA, &["participants"]).usually("status", Status::Held.word());
    let mut rows = Rows::new(sessions_layout(&walk));
    let mut attendance = Rows::new(attendance_layout());
    let of_referrals =
        Walk::of(Referral::SCHEMA, &[]).usually("outcome", ReferralOutcome::Pending.word());
    let mut referrals = Rows::new(referrals_layout(&of_referrals));
    let register = ground.register();
    let told = referrals_of(register);
    for entry in &register.records().sessions {
        step();
        let session = &entry.record;
        if !ground.has(session.on) {
            continue;
        }
        let (id, shift) = (ground.session(&entry.id), ground.days_of_session(entry));
        let fields = session.fields();
        let mut cells = vec![Cell::Text(id.clone())];
        cells.extend(ground.cells(&walk, &fields, session.kind.word(), shift));
        let count = |count: usize| i64::try_from(count).ok();
        let (made, connected) = told.get(&entry.id).copied().unwrap_or_default();
        cells.extend([count(made).into(), count(connected).into()]);
        rows.add(cells);
        facts.lists(ground, "session", &id, &walk, &fields);
        // Next to each other, the days of several families would reveal how far they were shifted relative to each
        // other.
        let on = ground
            .shift_of(entry)
            .map(|days| session.on.plus_days(-days));
        for person in register.people_at(session) {
            let person = ground.person(&register.people()[person].id);
            attendance.add([Cell::Text(id.clone()), Cell::Text(person), on.into()]);
        }
        for (number, referral) in (1..).zip(&session.referral) {
            let fields = referral.fields();
            let mut cells = vec![Cell::from(format!("{id}#{number}")), Cell::Text(id.clone())];
            cells.extend(ground.cells(&of_referrals, &fields, "", shift));
            referrals.add(cells);
        }
    }
    vec![rows, attendance, referrals]
}

fn session() -> Column {
    Column::new("session", Holds::Id(Some("sessions")), "The session.").always()
}

fn sessions_layout(walk: &Walk) -> Layout {
    let mut columns = vec![Column::new("session", Holds::Id(None), "The session.").always()];
    columns.extend(walk.columns.iter().cloned());
    columns.extend([
        Column::new(
            "referrals",
            Holds::Integer,
            "How many referrals it made: an outcome of an earlier one is none.",
        ),
        Column::new(
            "referrals_connected",
            Holds::Integer,
            "How many referrals, made then or before, it says were connected.",
        ),
    ]);
    Layout {
        name: "sessions",
        doc: "Something that was done, or was to be done, on a day. Mentors and topics are in `facts`.",
        columns,
        key: 1,
    }
}

fn attendance_layout() -> Layout {
    Layout {
        name: "attendance",
        doc: "A parent at a session; for one that was not held, a parent who was expected.",
        columns: vec![
            session(),
            participant(),
            Column::new(
                "on",
                Holds::Day,
                "The day, as the parent's other days are; where days are shifted, not of a session for several families.",
            ),
        ],
        key: 2,
    }
}

fn referrals_layout(walk: &Walk) -> Layout {
    let own = "The entry: the session, and a number.";
    let mut columns = vec![
        Column::new("referral", Holds::Id(None), own).always(),
        session(),
    ];
    columns.extend(walk.columns.iter().cloned());
    Layout {
        name: "referrals",
        doc: "A referral to other help, or what came of an earlier one.",
        columns,
        key: 1,
    }
}

fn matches(ground: &Ground<'_>, facts: &mut Facts) -> Rows {
    let walk = Walk::of(Match::SCHEMA, &[]);
    let mut columns = vec![Column::new("match", Holds::Id(None), "The match.").always()];
    columns.extend(walk.columns.iter().cloned());
    columns.push(Column::new(
        "requested",
        Holds::Day,
        "The day of the request for a mentor that it met.",
    ));
    let mut rows = Rows::new(Layout {
        name: "matches",
        doc: "A mentor and a parent, from a day to a day, or only proposed.",
        columns,
        key: 1,
    });
    let register = ground.register();
    for entry in &register.records().matches {
        let record = &entry.record;
        let Some(person) = register.person_index(&record.participant) else {
            continue;
        };
        let over = record.ended.as_ref().map(|ended| ended.on);
        let over = over.or(record.declined.as_ref().map(|declined| declined.on));
        let first = record.began.into_iter().chain(record.proposed).min();
        if first.is_some_and(|first| !ground.has_part(first, over)) {
            continue;
        }
        let (id, shift) = (
            ground.asked.keys.id("k-", entry.id.as_str()),
            ground.days_of_person(person),
        );
        let fields = record.fields();
        let mut cells = vec![Cell::Text(id.clone())];
        cells.extend(ground.cells(&walk, &fields, "", shift));
        cells.push(
            requested(register, entry)
                .map(|on| on.plus_days(-shift))
                .into(),
        );
        rows.add(cells);
        facts.lists(ground, "match", &id, &walk, &fields);
    }
    rows
}
