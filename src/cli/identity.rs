//! Writing who people are: the only place in the command line that writes to `identities`.

use clap::Args;

use super::args::{PastDay, Resolve, Several, all};
use super::failure::Failure;
use super::nameless;
use super::peer::Peer;
use super::people::person_label;
use crate::record::{Day, Identity, Kind, MentorId, ParticipantId, PersonId};
use crate::register::{Register, fold};
use crate::same::{Described, Likeness, beside, described};
use crate::store::{Change, Directory, canonical};

/// How to reach a person; filed in the identities folder alone.
#[derive(Debug, Clone, Default, Args)]
pub struct Contact {
    /// The birth date
    #[arg(long, value_name = "DAY")]
    born: Option<PastDay>,
    /// The phone number
    #[arg(long)]
    phone: Option<String>,
    /// The e-mail address
    #[arg(long)]
    email: Option<String>,
    /// Street and number
    #[arg(long, hide_short_help = true)]
    street: Option<String>,
    /// Town
    #[arg(long, hide_short_help = true)]
    city: Option<String>,
    /// Zip code
    #[arg(long, hide_short_help = true)]
    zip: Option<String>,
    /// Another name the person goes by
    #[arg(long = "alias", value_name = "NAME", hide_short_help = true)]
    aliases: Vec<String>,
    /// An id in another system, such as dcs:0042187
    #[arg(long = "external-id", value_name = "ID", hide_short_help = true)]
    external_ids: Vec<Several<String>>,
}

impl Contact {
    fn is_empty(&self) -> bool {
        let texts = [
            &self.phone,
            &self.email,
            &self.street,
            &self.city,
            &self.zip,
        ];
        self.born.is_none()
            && texts.iter().all(|text| text.is_none())
            && self.aliases.is_empty()
            && self.external_ids.is_empty()
    }
}

/// Adds the identity of a new person to a change, if a name or a contact was given.
///
/// # Errors
/// The identities folder is elsewhere and not here, or a value is wrong.
pub fn add_identity(
    directory: &Directory,
    person: &PersonId,
    name: Option<&str>,
    contact: &Contact,
    today: Day,
    change: &mut Change,
) -> Result<(), Failure> {
    if name.is_some_and(|name| name.trim().is_empty()) {
        return Err(Failure::new("the name is empty").help("leave it out if you do not know it"));
    }
    if let Some(name) = name.filter(|name| !name.chars().any(char::is_alphabetic)) {
        return Err(Failure::new(format!("`{name}` is not a name"))
            .help("write a first name or a full name; a phone goes with --phone, a court's number with the case"));
    }
    if name.is_none() && contact.is_empty() {
        return Ok(());
    }
    if let Some(folder) = lacks_identities(directory) {
        return Err(Failure::new(format!("the identities folder {folder} is not here"))
            .help("make it reachable, or leave the name out and add it later with `peer set ID given=… family=…`"));
    }
    let identity = identity(name, contact, today)?;
    change.create(
        directory.path_of(Kind::Identity, person.as_str()),
        canonical(&identity),
    );
    Ok(())
}

/// Adds the numbers that others gave a new case to a change, if any were given.
///
/// # Errors
/// The identities folder is elsewhere and not here.
pub fn add_docket(
    directory: &Directory,
    case: &str,
    docket: &[Several<String>],
    change: &mut Change,
) -> Result<(), Failure> {
    let docket: Vec<Box<str>> = all(docket).map(|one| one.as_str().into()).collect();
    if docket.is_empty() {
        return Ok(());
    }
    if let Some(folder) = lacks_identities(directory) {
        return Err(
            Failure::new(format!("the identities folder {folder} is not here")).help(
                "make it reachable, or leave --docket out and add it later with `peer set ID docket+=…`",
            ),
        );
    }
    let identity = Identity {
        docket,
        ..Identity::default()
    };
    change.create(
        directory.path_of(Kind::Identity, case),
        canonical(&identity),
    );
    Ok(())
}

/// The identity made from a name and a contact.
fn identity(name: Option<&str>, contact: &Contact, today: Day) -> Result<Identity, Failure> {
    let (given, family) = split(name);
    let text = |value: &Option<String>| value.as_deref().map(Into::into);
    Ok(Identity {
        given: given.map(Into::into),
        family: family.map(Into::into),
        aliases: contact
            .aliases
            .iter()
            .map(|alias| alias.as_str().into())
            .collect(),
        born: contact.born.resolve(&today)?,
        phone: text(&contact.phone),
        email: text(&contact.email),
        street: text(&contact.street),
        city: text(&contact.city),
        zip: text(&contact.zip),
        external_ids: all(&contact.external_ids)
            .map(|id| id.as_str().into())
            .collect(),
        docket: Vec::new(),
        secret: None,
        note: None,
    })
}

/// The identities folder, if it is elsewhere and not here: then no name can be kept.
#[must_use]
pub fn lacks_identities(directory: &Directory) -> Option<String> {
    let is_gone = directory.identities_outside().is_some() && !directory.has_identities();
    is_gone.then(|| directory.shown(&directory.folder(Kind::Identity)))
}

/// Given and family names: the last word is the family name, unless a comma says `Family, Given`.
fn split(name: Option<&str>) -> (Option<&str>, Option<&str>) {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        return (None, None);
    };
    if let Some((family, given)) = name.split_once(',') {
        return (Some(given.trim()), Some(family.trim()));
    }
    match name.rsplit_once(' ') {
        Some((given, family)) => (Some(given.trim()), Some(family)),
        None => (Some(name), None),
    }
}

/// A given name, as it is shown before the new id; empty if names are not shown.
#[must_use]
pub fn told(peer: &Peer, name: Option<&str>) -> String {
    name.filter(|_| peer.screen.names)
        .map_or_else(String::new, |name| format!("{name}, "))
}

/// The people on file with a name, or, if it is one word, with that word in their names; a person with several files
/// once.
#[must_use]
pub fn namesakes(register: &Register, name: &str) -> Vec<PersonId> {
    let wanted = fold(name);
    let goes_by = |own: &str| {
        own == wanted || (!wanted.contains(' ') && own.split(' ').any(|part| part == wanted))
    };
    let fits = |id: &PersonId| {
        let identity = register.identity(id);
        !wanted.is_empty()
            && identity.is_some_and(|identity| identity.names().any(|own| goes_by(&fold(&own))))
    };
    let participants = register
        .people()
        .iter()
        .map(|person| PersonId::Participant(person.id.clone()));
    let mentors = register
        .records()
        .mentors
        .iter()
        .map(|entry| PersonId::Mentor(entry.id.clone()));
    participants.chain(mentors).filter(fits).collect()
}

/// Whether someone on file has exactly this name.
#[must_use]
pub fn is_name_of(register: &Register, id: &PersonId, name: &str) -> bool {
    let wanted = fold(name);
    register
        .identity(id)
        .is_some_and(|identity| identity.names().any(|own| fold(&own) == wanted))
}

/// Says who on file may be the person of a new record, and, if the record was `written`, what to do if they are the
/// same person.
pub fn mind_namesakes(
    peer: &Peer,
    register: &Register,
    (name, contact): (Option<&str>, &Contact),
    new: &PersonId,
    written: bool,
) {
    nameless::mind(peer, register);
    let mut told = Vec::new();
    for known in namesakes_of(register, name, new) {
        let advice = match (&known, new) {
            (PersonId::Participant(known), PersonId::Participant(new)) => {
                told.push(known.clone());
                format!("peer same {known} {new}")
            }
            (PersonId::Mentor(mentor), PersonId::Participant(_)) if is_joined(register, mentor) => {
                continue;
            }
            (PersonId::Mentor(mentor), PersonId::Participant(participant))
            | (PersonId::Participant(participant), PersonId::Mentor(mentor)) => {
                format!("peer set {mentor} participant={participant}")
            }
            (PersonId::Mentor(_), PersonId::Mentor(_)) => "peer undo".to_owned(),
        };
        let advice = if written {
            format!("; if this is the same person: `{advice}`")
        } else {
            String::new()
        };
        let label = person_label(register, &known);
        peer.screen
            .note(&format!("{label} is already on file{advice}"));
    }
    if let (PersonId::Participant(new), Ok(identity)) = (new, identity(name, contact, peer.today)) {
        let alike = beside(register, &Described::of(&[&identity]), None);
        let others = alike.iter().filter(|alike| !told.contains(&alike.id));
        tell(peer, register, others, new, written);
    }
}

/// The people whose name is exactly that of a new record.
fn namesakes_of(register: &Register, name: Option<&str>, new: &PersonId) -> Vec<PersonId> {
    let Some(name) = name else { return Vec::new() };
    let mut all = namesakes(register, name);
    all.retain(|id| id != new && is_name_of(register, id, name));
    all
}

/// Says who else on file may be this parent, for example when the parent is enrolled.
pub fn mind_likeness(peer: &Peer, register: &Register, id: &ParticipantId) {
    let own = PersonId::Participant(register.root(id).clone());
    if !register.nameless().iter().any(|one| one.id == own) {
        nameless::mind(peer, register);
    }
    let Some(person) = register.person(id) else {
        return;
    };
    let alike = beside(register, &described(register, person), Some(id));
    tell(peer, register, alike.iter(), id, true);
}

fn tell<'a>(
    peer: &Peer,
    register: &Register,
    alike: impl Iterator<Item = &'a Likeness>,
    new: &ParticipantId,
    written: bool,
) {
    for alike in alike {
        let known = &alike.id;
        let advice = if written {
            format!("; if so: `peer same {known} {new}`; if not: `peer same --not {known} {new}`")
        } else {
            String::new()
        };
        let label = person_label(register, &PersonId::Participant(known.clone()));
        let reasons = alike.reasons.join("; ");
        peer.screen.note(&format!(
            "{label} may be the same person: {reasons}{advice}"
        ));
    }
}

/// Whether it is known which participant a mentor used to be.
fn is_joined(register: &Register, mentor: &MentorId) -> bool {
    register
        .mentor(mentor)
        .is_some_and(|entry| entry.record.participant.is_some())
}

/// Whether a text names a person on file: it contains a whole name, or is one part of a name.
#[must_use]
pub fn names_somebody(register: &Register, text: &str) -> bool {
    let text = fold(text);
    let words: Vec<&str> = text.split(' ').collect();
    let names = register
        .records()
        .identities
        .iter()
        .flat_map(|entry| entry.record.names().map(|name| fold(&name)));
    names.into_iter().any(|name| {
        let parts: Vec<&str> = name.split(' ').collect();
        parts.contains(&text.as_str())
            || parts.len() > 1 && parts.iter().all(|part| words.contains(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_at_its_last_word_or_its_comma() {
        assert_eq!(split(Some("Rosa Medina")), (Some("Rosa"), Some("Medina")));
        assert_eq!(
            split(Some("María José Ortega")),
            (Some("María José"), Some("Ortega"))
        );
        assert_eq!(
            split(Some("de la Cruz, Ana")),
            (Some("Ana"), Some("de la Cruz"))
        );
        assert_eq!(split(Some("Cher")), (Some("Cher"), None));
        assert_eq!(split(Some("  ")), (None, None));
    }
}
