//! Referrals, and the outcomes that later sessions give for them.

use std::collections::HashMap;

use super::Roster;
use crate::record::classes::ReferralOutcome;
use crate::record::{Entry, Program, Session, SessionId, Word};

/// What the entries of one session add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Referrals {
    /// Referrals made.
    pub made: usize,
    /// Referrals, made then or before, that it says were connected.
    pub connected: usize,
}

/// The referrals of each held session, whatever days are asked about, because an outcome may come much later.
///
/// An entry with an outcome (connected, declined, unavailable) belongs to the same person's last open referral to the
/// same resource, if there is one; every other entry is a new referral. Equal entries in one session count once.
pub(super) fn referrals<'r>(
    sessions: &'r [Entry<SessionId, Session>],
    roster: &mut Roster<'_>,
    program: &Program,
) -> HashMap<&'r SessionId, Referrals> {
    let mut telling: Vec<&Entry<SessionId, Session>> = sessions
        .iter()
        .filter(|entry| entry.record.was_held() && !entry.record.referral.is_empty())
        .collect();
    telling.sort_by_key(|entry| (entry.record.on, &entry.id));
    let mut open: HashMap<&Word, Vec<Vec<usize>>> = HashMap::new();
    let mut all = HashMap::new();
    for entry in telling {
        let session = &entry.record;
        let people: Vec<usize> = session
            .participants
            .iter()
            .map(|id| roster.place(id))
            .collect();
        let told: &mut Referrals = all.entry(&entry.id).or_default();
        for (at, referral) in session.referral.iter().enumerate() {
            if session.referral[..at].contains(referral) {
                continue;
            }
            let open = open.entry(&referral.resource).or_default();
            let outcome = referral
                .outcome
                .as_ref()
                .map(|outcome| program.class(outcome))
                .filter(|outcome| *outcome != ReferralOutcome::Pending);
            // An outcome belongs to the last open one.
            let is_open = |of: &Vec<usize>| of.iter().any(|person| people.contains(person));
            let earlier = outcome.and_then(|_| open.iter().rposition(is_open));
            match (earlier, outcome) {
                (Some(earlier), _) => drop(open.remove(earlier)),
                (None, Some(_)) => told.made += 1,
                (None, None) => {
                    told.made += 1;
                    open.push(people.clone());
                }
            }
            told.connected += usize::from(outcome == Some(ReferralOutcome::Connected));
        }
    }
    all
}
