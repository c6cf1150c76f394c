//! Parents who come to a group for the first time: `peer` asks who they are and puts them on file with the session.

use super::asking::Asking;
use super::given::Given;
use super::logging::Logging;
use crate::cli::args::{Mistyped, Ref, Several, all};
use crate::cli::failure::Failure;
use crate::cli::identity::{Contact, add_identity, is_name_of, namesakes};
use crate::cli::peer::Peer;
use crate::cli::people::person_label;
use crate::cli::prompt::Item;
use crate::record::participant::Enrollment;
use crate::record::{IdKind, Kind, Participant, ParticipantId, PersonId, read};
use crate::register::fold;
use crate::store::canonical;

const HELP: &str =
    "a first name is enough, and is kept only in identities; just Enter when that is everyone";

/// Who is meant by the name of someone new.
enum Meant {
    /// Someone who is not on file.
    New,
    /// Someone on file.
    Known(PersonId),
    /// Someone who was named before.
    Named,
}

/// The line that leads to newcomers, and whether it is ticked: with the names given before.
pub(super) fn line(names: &[String]) -> (String, bool) {
    if names.is_empty() {
        return ("+ somebody new".to_owned(), false);
    }
    (format!("+ somebody new: {}", names.join(", ")), true)
}

/// Asks for the names of newcomers; those given before are shown to be changed. Anyone who turns out to be on file is
/// noted as such.
pub(super) fn ask(asking: &Asking<'_>, given: &mut Given) -> Result<(), Failure> {
    let mut before = std::mem::take(&mut given.newcomers).into_iter();
    let mut refused = None;
    loop {
        let shown = refused.take().or_else(|| before.next());
        let asked = asking.prompt.words(
            "Name of someone new",
            shown.as_deref().unwrap_or_default(),
            HELP,
        );
        let meant = asked.and_then(|name| {
            let Some(name) = name else { return Ok(None) };
            if let Err(Mistyped { message, help }) = may_be_a_name(&name) {
                let help = help.unwrap_or_default();
                asking.peer.screen.note(&format!("{message}: {help}"));
                refused = Some(name);
                return Ok(None);
            }
            Ok(Some((who(asking, &name, &given.newcomers)?, name)))
        });
        match meant {
            Ok(Some((Meant::New, name))) => given.newcomers.push(name),
            Ok(Some((Meant::Known(PersonId::Participant(id)), _))) => {
                include(&mut given.present, id)
            }
            Ok(Some((Meant::Known(PersonId::Mentor(id)), _))) => include(&mut given.mentors, id),
            Ok(Some((Meant::Named, _))) => {}
            Ok(None) if shown.is_none() && refused.is_none() => return Ok(()),
            Ok(None) => {}
            Err(stopped) => {
                given.newcomers.extend(shown.into_iter().chain(before));
                return Err(stopped);
            }
        }
    }
}

fn include<I: PartialEq>(people: &mut Vec<Several<Ref<I>>>, id: I) {
    let id = Ref::Known(id);
    if !all(people).any(|known| *known == id) {
        people.push(Several(vec![id]));
    }
}

/// Who is meant by a name: asks if someone on file has it, or takes what was given before.
fn who(asking: &Asking<'_>, name: &str, before: &[String]) -> Result<Meant, Failure> {
    let known = namesakes(&asking.register, name);
    let is_named = before.iter().any(|other| fold(other) == fold(name));
    if known.is_empty() && !is_named {
        return Ok(Meant::New);
    }
    let mut items: Vec<Item> = known
        .iter()
        .map(|id| {
            let label = person_label(&asking.register, id);
            Item::named(if matches!(id, PersonId::Mentor(_)) {
                format!("{label}, as a mentor")
            } else {
                label
            })
        })
        .collect();
    if is_named {
        items.push(Item::named(format!("{name}, already added")));
    }
    items.push(Item::named("+ someone else, not on file"));
    // Someone with exactly that name is probably meant; a first name alone says little.
    let last = items.len() - 1;
    let likely = known
        .iter()
        .position(|id| is_name_of(&asking.register, id, name));
    let likely = likely.or(is_named.then_some(known.len()));
    let at = asking.prompt.choose(
        &format!("Which {name} was it?"),
        &items,
        likely.unwrap_or(last),
    )?;
    Ok(match known.into_iter().nth(at) {
        Some(id) => Meant::Known(id),
        None if at == last => Meant::New,
        None => Meant::Named,
    })
}

/// Refuses digits alone: they are a count, a phone number or a court number, and never a name.
fn may_be_a_name(name: &str) -> Result<(), Mistyped> {
    if name.chars().any(char::is_alphabetic) {
        return Ok(());
    }
    Err(Mistyped {
        message: format!("`{name}` is not a name"),
        help: Some("type a first name; `--anonymous N` counts people who gave no name".into()),
    })
}

/// Puts a parent who came for the first time on file, with the session.
pub(super) fn put_on_file(
    peer: &Peer,
    name: &str,
    enroll: bool,
    logging: &mut Logging<'_>,
) -> Result<(), Failure> {
    may_be_a_name(name)?;
    let directory = logging.directory;
    let id = directory.mint(IdKind::Participant)?;
    let mut record: Participant =
        read::record("").map_err(|_| Failure::new("an empty record cannot be read"))?;
    record.referred = Some(logging.day);
    if enroll {
        record.enrollment = vec![Enrollment {
            start: logging.day,
            end: None,
            reason: None,
            void: None,
        }];
    }
    logging.change.create(
        directory.path_of(Kind::Participant, &id),
        canonical(&record),
    );
    let id: ParticipantId = id.parse().map_err(Failure::new)?;
    let person = PersonId::Participant(id.clone());
    add_identity(
        directory,
        &person,
        Some(name),
        &Contact::default(),
        peer.today,
        &mut logging.change,
    )?;
    logging.session.participants.push(id.clone());
    logging.session.participants.sort();
    logging.newcomers.push((id, name.to_owned()));
    Ok(())
}
