//! Records that a cell names by an id or by a name.

use super::people::{Is, People, Who};
use super::{Answer, Desk, Question};
use crate::record::word::to_kebab;
use crate::record::{GroupId, IdKind, MatchId, ParticipantId, SessionId};
use crate::register::Register;

/// The id of a record that a cell names: an id on file, or a name that is exactly one person's.
pub(super) fn find(
    register: &Register,
    mentors: &People,
    participants: &People,
    kind: IdKind,
    text: &str,
) -> Result<String, String> {
    let unknown = || format!("no {} on file is called `{text}`", kind.noun());
    let named = |people: &People| {
        let who = Who {
            row: 0,
            name: text,
            born: None,
            external_ids: &[text.to_owned()],
        };
        match people.who(&who, &mut Nobody) {
            Is::Known { at, .. } => Ok(people.get(at).id.to_string()),
            Is::New(_) => Err(unknown()),
            Is::Unclear(why) => Err(format!("`{text}`: {why}")),
        }
    };
    let is_on_file = match kind {
        IdKind::Participant => register.has_participant(text),
        IdKind::Mentor => register.has_mentor(text),
        IdKind::Person => register.has_participant(text) || register.has_mentor(text),
        IdKind::Case => text.parse().is_ok_and(|id| register.case(&id).is_some()),
        IdKind::Group => {
            let id = to_kebab(text);
            let known = id
                .parse::<GroupId>()
                .is_ok_and(|id| register.group(&id).is_some());
            return if known { Ok(id) } else { Err(unknown()) };
        }
        IdKind::Match => text
            .parse::<MatchId>()
            .is_ok_and(|id| register.match_entry(&id).is_some()),
        IdKind::Session => text
            .parse::<SessionId>()
            .is_ok_and(|id| register.session(&id).is_some()),
    };
    if is_on_file {
        let root = text
            .parse::<ParticipantId>()
            .map(|id| register.root(&id).to_string());
        return Ok(root.unwrap_or_else(|_| text.to_owned()));
    }
    match kind {
        IdKind::Participant => named(participants),
        IdKind::Mentor => named(mentors),
        IdKind::Person => named(mentors).or_else(|_| named(participants)),
        _ => Err(unknown()),
    }
}

/// A desk where nobody sits.
struct Nobody;

impl Desk for Nobody {
    fn id(&mut self, _: IdKind, _: usize) -> Result<String, String> {
        Err("no new record can be made here".to_owned())
    }

    fn near(&mut self, _: &Question) -> Answer {
        Answer::Unclear
    }

    fn second_case(&mut self) -> bool {
        false
    }
}
