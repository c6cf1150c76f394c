//! Records that a cell names by an id or by a name.

use super::people::{Is, People, Who};
use super::{Answer, ImportDecisions, Question};
use crate::record::word::to_kebab;
use crate::record::{GroupId, IdKind, Kind, MatchId, ParticipantId, SessionId};
use crate::register::Register;

/// What to do about a name that finds nobody for sure.
const WRITE: &str = "write the whole name or the id in the sheet, or say who it is under `values` of this column in the map";

/// The id of a record that a cell names: an id on file, or a name that is exactly one person's.
pub(super) fn find(
    register: &Register,
    mentors: &People,
    participants: &People,
    kind: IdKind,
    text: &str,
) -> Result<String, String> {
    let unknown = || format!("no {} on file is called `{text}`: {WRITE}", kind.noun());
    let named = |people: &People| {
        let who = Who {
            row: 0,
            name: text,
            external_ids: &[text.to_owned()],
            ..Who::default()
        };
        match people.who(&who, &mut Nobody) {
            Is::Known { at, .. } => Ok(people.get(at).id.to_string()),
            Is::New(_) => Err(Found::Nobody(unknown())),
            Is::Unclear(why) => Err(Found::Several(format!("`{text}`: {why}: {WRITE}"))),
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
        IdKind::Answer => register.records().place(Kind::Answer, text).is_some(),
    };
    if is_on_file {
        let root = text
            .parse::<ParticipantId>()
            .map(|id| register.root(&id).to_string());
        return Ok(root.unwrap_or_else(|_| text.to_owned()));
    }
    match kind {
        IdKind::Participant => named(participants).map_err(Found::why),
        IdKind::Mentor => named(mentors).map_err(Found::why),
        IdKind::Person => one_person(
            register,
            text,
            (named(mentors), mentors.has_name(text)),
            (named(participants), participants.has_name(text)),
        ),
        _ => Err(unknown()),
    }
}

/// The one person that a name finds among mentors and participants. A mentor who came up as that participant is one, and
/// whoever has the very name goes before those who only look like it.
fn one_person(
    register: &Register,
    text: &str,
    (mentor, is_a_mentors): (Result<String, Found>, bool),
    (participant, is_a_participants): (Result<String, Found>, bool),
) -> Result<String, String> {
    let came_up_as = |mentor: &str, participant: &str| {
        let record = mentor.parse().ok().and_then(|id| register.mentor(&id));
        let own = record.and_then(|entry| entry.record.participant.as_ref());
        own.is_some_and(|own| register.root(own).as_str() == participant)
    };
    match (mentor, participant) {
        (Ok(mentor), Ok(participant)) if !came_up_as(&mentor, &participant) => Err(format!(
            "`{text}` is {mentor} and {participant}: write the id of the one who is meant"
        )),
        (Ok(mentor), Ok(_)) => Ok(mentor),
        (Ok(mentor), Err(_)) if !is_a_participants => Ok(mentor),
        (Err(_), Ok(participant)) if !is_a_mentors => Ok(participant),
        (Err(Found::Several(why)), _) | (_, Err(Found::Several(why))) => Err(why),
        (Ok(one), _) | (_, Ok(one)) => Ok(one),
        (Err(Found::Nobody(why)), _) => Err(why),
    }
}

/// Why a name finds no one person.
enum Found {
    Nobody(String),
    Several(String),
}

impl Found {
    fn why(self) -> String {
        match self {
            Self::Nobody(why) | Self::Several(why) => why,
        }
    }
}

/// Decides nothing and asks nobody.
struct Nobody;

impl ImportDecisions for Nobody {
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
