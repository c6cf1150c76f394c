//! Who comes to a group, so that the person who logs a session sees them first.

use std::collections::BTreeMap;

use crate::record::{Entry, GroupId, ParticipantId, Session, SessionId};
use crate::register::Register;

/// How many of the last sessions are looked at.
pub const SESSIONS: usize = 12;

/// Someone who came to one of the last sessions of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regular {
    /// The parent, under the id that counts.
    pub participant: ParticipantId,
    /// How many of the last sessions they came to.
    pub times: usize,
    /// Whether they came to the very last one.
    pub last: bool,
}

/// Those who came to the last sessions of a group: first those at the very last one, then by how often they came.
#[must_use]
pub fn regulars(register: &Register, group: &GroupId) -> Vec<Regular> {
    let mut seen: BTreeMap<&ParticipantId, (usize, bool)> = BTreeMap::new();
    for (at, entry) in last_sessions(register, group).take(SESSIONS).enumerate() {
        for person in register.people_at(&entry.record) {
            let (times, last) = seen.entry(&register.people()[person].id).or_default();
            *times += 1;
            *last |= at == 0;
        }
    }
    let mut all: Vec<Regular> = seen
        .into_iter()
        .map(|(id, (times, last))| Regular {
            participant: id.clone(),
            times,
            last,
        })
        .collect();
    all.sort_by_key(|regular| (!regular.last, usize::MAX - regular.times));
    all
}

/// The held sessions of a group, latest first.
pub fn last_sessions<'r>(
    register: &'r Register,
    group: &'r GroupId,
) -> impl Iterator<Item = &'r Entry<SessionId, Session>> {
    let all = register.records().sessions.iter().rev();
    all.filter(move |entry| entry.record.group.as_ref() == Some(group) && entry.record.was_held())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::register;

    #[test]
    fn those_of_the_last_session_come_first_and_then_who_came_most_often() {
        let session = |on: &str, who: &str, more: &str| {
            (
                format!("sessions/2026/{on}-group-wednesday.toml"),
                format!(
                    "kind = \"support-group\"\non = {on}\ngroup = \"wednesday\"\nparticipants = [{who}]\n{more}"
                ),
            )
        };
        let files = [
            session("2026-10-07", "\"p-often\", \"p-once\"", ""),
            session("2026-10-14", "\"p-often\", \"p-twin\"", ""),
            session("2026-10-21", "\"p-new\", \"p-one\"", ""),
            session("2026-10-28", "", "status = \"cancelled-by-program\"\n"),
        ];
        let mut all: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        all.push(("groups/wednesday.toml", "kind = \"support-group\"\n"));
        for id in [
            "participants/p-often.toml",
            "participants/p-once.toml",
            "participants/p-new.toml",
            "participants/p-one.toml",
        ] {
            all.push((id, ""));
        }
        all.push(("participants/p-twin.toml", "same_as = \"p-one\"\n"));
        let register = register(&all);
        let told: Vec<String> = regulars(&register, &"wednesday".parse().unwrap())
            .into_iter()
            .map(|regular| format!("{} {} {}", regular.participant, regular.times, regular.last))
            .collect();
        assert_eq!(
            told,
            [
                "p-one 2 true",
                "p-new 1 true",
                "p-often 2 false",
                "p-once 1 false"
            ]
        );
    }
}
