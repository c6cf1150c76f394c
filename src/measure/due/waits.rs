//! Parents who wait for a mentor, and proposals without an answer.

use super::{Due, Duty, Look};
use crate::record::counted;

pub(super) fn due(look: &Look<'_>, all: &mut Vec<Due>) {
    for (at, person) in look.register.people().iter().enumerate() {
        let Some(waiting) = look.register.waiting(at, look.today) else {
            continue;
        };
        let waited = counted(look.today.days_since(waiting.since), "day");
        let found = match look.register.open_proposal(at, look.today) {
            Some(entry) => {
                let proposed = entry.record.proposed.unwrap_or(waiting.since);
                let on = proposed.plus_days(i64::from(look.beat.answer_days));
                let what = format!("proposed on {proposed}, no answer yet; waiting for {waited}");
                (look.beat.answer_days > 0).then(|| Due {
                    mentor: Some(entry.record.mentor.clone()),
                    match_id: Some(entry.id.clone()),
                    ..Due::new(Duty::Proposal, on, proposed, what)
                })
            }
            None => {
                let on = waiting.since.plus_days(i64::from(look.beat.wait_days));
                let what = format!("has waited for a mentor since {}, {waited}", waiting.since);
                (look.beat.wait_days > 0).then(|| Due::new(Duty::Waiting, on, waiting.since, what))
            }
        };
        all.extend(found.map(|due| Due {
            participant: Some(person.id.clone()),
            ..due
        }));
    }
}
