//! What else there may be to say about a group: asked in one line, so that someone with nothing to add presses one key.

use super::asking::{Asking, Choice};
use super::given::{Given, known};
use crate::cli::args::{Resolve, Several, all};
use crate::cli::failure::Failure;
use crate::cli::people;
use crate::record::{ParticipantId, PersonId};

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum More {
    Anonymous,
    LedBy,
    Missed,
    Note,
}

const ALL: [(More, &str); 4] = [
    (More::Anonymous, "people who gave no name"),
    (More::LedBy, "who led it"),
    (More::Missed, "who was expected and did not come"),
    (More::Note, "a note"),
];

/// Asks what else there is to say, and then each of those things. If a note is given on the command line, there is
/// nothing to ask.
pub(super) fn ask(asking: &Asking<'_>, given: &mut Given) -> Result<(), Failure> {
    if !asking.asks(&given.note) {
        return Ok(());
    }
    let has = |more: More| match more {
        More::Anonymous => given.anonymous.is_some(),
        More::LedBy => !given.led_by.is_empty(),
        More::Missed => !given.missed.is_empty(),
        More::Note => given.note.is_some(),
    };
    let offered: Vec<Choice<More>> = ALL
        .iter()
        .filter(|(more, _)| asking.again || !has(*more))
        .map(|(more, label)| (*more, (*label).to_owned()))
        .collect();
    let said: Vec<More> = offered
        .iter()
        .map(|(more, _)| *more)
        .filter(|more| has(*more))
        .collect();
    let wanted = asking.any("Anything else?", &offered, &said)?;
    for more in said.iter().filter(|more| !wanted.contains(more)) {
        match more {
            More::Anonymous => given.anonymous = None,
            More::LedBy => given.led_by.clear(),
            More::Missed => given.missed.clear(),
            More::Note => given.note = None,
        }
    }
    for more in wanted {
        match more {
            More::Anonymous => asking.number(
                &mut given.anonymous,
                "How many people came without giving a name?",
                "a number; just Enter for none",
            )?,
            More::LedBy => led_by(asking, given)?,
            More::Missed => missed(asking, given)?,
            More::Note => asking.note(given, true)?,
        }
    }
    Ok(())
}

/// Who led: the mentors and the parents who came.
fn led_by(asking: &Asking<'_>, given: &mut Given) -> Result<(), Failure> {
    let register = &asking.register;
    let mentors = asking.all_mentors(asking.day(given)).into_iter();
    let mentors = mentors.map(|(id, label)| (PersonId::Mentor(id), label));
    let parents = present(asking, given).into_iter().map(|id| {
        let label = people::participant_label(register, &id);
        (PersonId::Participant(id), label)
    });
    let choices: Vec<Choice<PersonId>> = mentors.chain(parents).collect();
    let before: Vec<PersonId> = all(&given.led_by)
        .filter_map(|who| who.resolve(register).ok())
        .collect();
    given.led_by = known(&asking.any("Who led it?", &choices, &before)?);
    Ok(())
}

/// The people who were expected: those enrolled who did not come.
fn missed(asking: &Asking<'_>, given: &mut Given) -> Result<(), Failure> {
    let register = &asking.register;
    let (day, there) = (asking.day(given), present(asking, given));
    let absent = register.people().iter().filter(|person| {
        person.is_active(day) && !there.iter().any(|id| register.root(id) == &person.id)
    });
    let mut choices: Vec<Choice<ParticipantId>> = absent
        .map(|person| {
            let label = people::participant_label(register, &person.id);
            (person.id.clone(), label)
        })
        .collect();
    choices.sort_by(|a, b| a.1.cmp(&b.1));
    let before: Vec<ParticipantId> = all(&given.missed)
        .filter_map(|who| who.resolve(register).ok())
        .collect();
    let chosen = asking.any("Who was expected and did not come?", &choices, &before)?;
    given.missed = known(&chosen);
    Ok(())
}

fn present(asking: &Asking<'_>, given: &Given) -> Vec<ParticipantId> {
    let named: &[Several<_>] = &given.present;
    all(named)
        .filter_map(|who| who.resolve(&asking.register).ok())
        .collect()
}
