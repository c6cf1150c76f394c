//! What the session of a row is about, and what two rows say about one session.

use std::collections::BTreeSet;

use super::facts::get;
use super::persons::holds;
use crate::record::intake::SheetRow;
use crate::record::word::to_kebab;
use crate::record::{Datum, Day, Fields, GroupId, ParticipantId, Service, SessionId};
use crate::register::Register;

/// A session that the sheet tells of and that is not on file.
#[derive(Default)]
pub(super) struct Wanted {
    pub fields: Fields,
    pub participants: BTreeSet<String>,
    pub missed: BTreeSet<String>,
    pub rows: Vec<usize>,
}

/// What a row says about one session.
pub(super) struct Part {
    pub id: SessionId,
    pub fields: Fields,
    pub participants: BTreeSet<String>,
    pub missed: BTreeSet<String>,
}

/// A row that is a session of its own.
pub(super) struct Single<'r> {
    /// The place of what is said of its row.
    pub told: usize,
    /// What it says; the id is that of the first session of the day.
    pub part: Part,
    /// The row itself.
    pub row: &'r SheetRow,
    /// The places of what is said of rows that name further parents of the same meeting.
    pub joined: Vec<usize>,
}

impl Wanted {
    /// Whether nobody was there: people who did not come make no session.
    pub fn is_idle(&self) -> bool {
        let is_committee = get(&self.fields, "kind")
            .is_some_and(|kind| kind.to_string() == Service::Committee.word());
        let others: &[&str] = if is_committee {
            &["anonymous", "mentors", "led_by"]
        } else {
            &["anonymous"]
        };
        let lacks = |key: &&str| get(&self.fields, key).is_none_or(|said| said.to_string() == "0");
        let counts = ["anonymous", "children_in_childcare"];
        let counts_nobody =
            counts.iter().any(|key| get(&self.fields, key).is_some()) && counts.iter().all(lacks);
        self.participants.is_empty()
            && (!self.missed.is_empty() || counts_nobody)
            && others.iter().all(lacks)
    }

    /// Whether it says something because of what a row says.
    pub fn keeps(&self, part: &Part) -> bool {
        part.missed.is_empty() || !part.missed.is_disjoint(&self.missed)
    }
}

/// Whether two ids are of one person.
pub(super) fn is_same(register: &Register, one: &str, other: &str) -> bool {
    match (one.parse::<ParticipantId>(), other.parse::<ParticipantId>()) {
        (Ok(known), Ok(id)) => one == other || register.same_person(&known, &id),
        _ => false,
    }
}

/// Gives a key its value.
pub(super) fn set(fields: &mut Fields, key: &'static str, value: Datum) {
    match fields.iter_mut().find(|(known, _)| *known == key) {
        Some((_, known)) => *known = value,
        None => fields.push((key, value)),
    }
}

/// The first key of which two rows say different things about one session; lists are united.
pub(super) fn conflict(known: &Fields, said: &Fields) -> Option<&'static str> {
    let differs = |(key, value): &&(&'static str, Datum)| {
        !matches!(value, Datum::List(_))
            && get(known, key).is_some_and(|known| !holds(Some(known), value))
    };
    said.iter().find(differs).map(|(key, _)| *key)
}

/// Takes into known fields what a row says beside them; lists are united.
pub(super) fn unite(known: &mut Fields, said: Fields) {
    for (key, value) in said {
        match (known.iter_mut().find(|(other, _)| *other == key), value) {
            (Some((_, Datum::List(items))), Datum::List(more)) => {
                items.extend(more);
                items.sort_by_cached_key(ToString::to_string);
                items.dedup();
            }
            (Some(_), _) => {}
            (None, value) => known.push((key, value)),
        }
    }
}

/// The match of a parent on a day, and its mentor: one that goes on, or else one that ended that day.
pub(super) fn pair(
    register: &Register,
    day: Day,
    people: &BTreeSet<String>,
    fields: &mut Fields,
) -> Result<(), String> {
    let [one] = people.iter().collect::<Vec<_>>()[..] else {
        return Err("a mentoring session has one parent, or a `match`".to_owned());
    };
    let person = one
        .parse::<ParticipantId>()
        .ok()
        .and_then(|id| register.person_index(&id));
    let matches = || {
        person
            .into_iter()
            .flat_map(|person| register.matches_of_person(person))
    };
    let mut found: Vec<_> = matches()
        .filter(|entry| entry.record.is_active(day))
        .collect();
    if found.is_empty() {
        found.extend(matches().filter(|entry| entry.record.covers(day)));
    }
    // Of several, the one with a mentor whom the row names.
    if found.len() > 1
        && let Some(Datum::List(said)) = get(fields, "mentors")
    {
        let said: BTreeSet<String> = said.iter().map(ToString::to_string).collect();
        let named: Vec<_> = found
            .iter()
            .copied()
            .filter(|entry| said.contains(entry.record.mentor.as_str()))
            .collect();
        found = if named.is_empty() { found } else { named };
    }
    let entry = match found.as_slice() {
        [] => {
            return Err(format!(
                "{one} had no active match on {day}: correct the day or the match, or enter it as casework: `{}`",
                as_casework(one, day, fields)
            ));
        }
        [entry] => entry,
        several => {
            let ids: Vec<&str> = several.iter().map(|entry| entry.id.as_str()).collect();
            return Err(format!(
                "{one} has {} active matches on {day}: say which in a column for `match`, {}",
                ids.len(),
                ids.join(" or ")
            ));
        }
    };
    set(fields, "match", Datum::Text(entry.id.to_string()));
    if get(fields, "mentors").is_none() {
        set(
            fields,
            "mentors",
            Datum::List(vec![Datum::Text(entry.record.mentor.to_string())]),
        );
    }
    Ok(())
}

/// Refuses a session of a match at which its mentor was not, as the row says: it is no session of that match.
pub(super) fn is_with_its_mentor(
    register: &Register,
    day: Day,
    people: &BTreeSet<String>,
    fields: &Fields,
) -> Result<(), String> {
    let pairing = get(fields, "match")
        .and_then(|id| id.to_string().parse().ok())
        .and_then(|id| register.match_entry(&id));
    let (Some(pairing), Some(Datum::List(said))) = (pairing, get(fields, "mentors")) else {
        return Ok(());
    };
    let said: Vec<String> = said.iter().map(ToString::to_string).collect();
    let own = pairing.record.mentor.as_str();
    if said.is_empty() || said.iter().any(|id| id == own) {
        return Ok(());
    }
    let others = said.join(", ");
    let parent = people
        .first()
        .map_or(pairing.record.participant.as_str(), String::as_str);
    let id = &pairing.id;
    Err(format!(
        "{others} met the parent, and the mentor of {id} is {own}: correct the mentor; add {own} beside {others} if both were \
         there; if {others} came in place of {own}: `{}`",
        as_casework(parent, day, fields)
    ))
}

/// The command that enters a row as casework, which needs no match, with what the row says of it.
fn as_casework(parent: &str, day: Day, fields: &Fields) -> String {
    let mut command = format!("peer log casework {parent}");
    if let Some(minutes) = get(fields, "minutes") {
        command += &format!(" {minutes}min");
    }
    if let Some(Datum::List(mentors)) = get(fields, "mentors") {
        let mentors: Vec<String> = mentors.iter().map(ToString::to_string).collect();
        command += &format!(" --mentor {}", mentors.join(","));
    }
    command += &format!(" --on {day}");
    for (flag, key) in [("--mode", "mode"), ("--status", "status"), ("-m", "note")] {
        let said = get(fields, key).map(|said| said.to_string().replace('\n', " "));
        if let Some(said) = said.as_deref().and_then(|said| shlex::try_quote(said).ok()) {
            command += &format!(" {flag} {said}");
        }
    }
    command
}

/// Whether a session of a kind is about a case, at which several of its parents may be.
pub(super) fn is_of_a_case(kind: Service) -> bool {
    matches!(kind, Service::TeamMeeting | Service::Court)
}

/// The one case that several parents have in common, or of several the one that is open on a day; of one parent the one
/// that is open, as `peer log` has it.
pub(super) fn case_of_all(
    register: &Register,
    day: Day,
    people: &BTreeSet<String>,
) -> Option<String> {
    let ids: Vec<ParticipantId> = people.iter().filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() || ids.len() < people.len() {
        return None;
    }
    let has = |known: &[ParticipantId], id: &ParticipantId| {
        known.iter().any(|known| register.same_person(known, id))
    };
    let cases = register.records().cases.iter();
    let theirs: Vec<_> = cases
        .filter(|entry| ids.iter().all(|id| has(&entry.record.participants, id)))
        .collect();
    let open = theirs.iter().filter(|entry| entry.record.is_open(day));
    match (theirs.as_slice(), open.collect::<Vec<_>>().as_slice()) {
        ([one], _) if ids.len() > 1 => Some(one.id.to_string()),
        (_, [one]) => Some(one.id.to_string()),
        _ => None,
    }
}

/// What a session is about, as its name has it.
pub(super) fn subject(
    kind: Service,
    fields: &Fields,
    people: &BTreeSet<String>,
    free: Option<&str>,
) -> Result<String, String> {
    let own = |key: &str| get(fields, key).map(ToString::to_string);
    let person = || {
        (people.len() == 1)
            .then(|| people.first().cloned())
            .flatten()
    };
    let (found, lacks) = match kind {
        Service::SupportGroup | Service::Committee => (own("group"), "a `group`"),
        Service::Mentoring => (own("match"), "a `match`"),
        Service::TeamMeeting | Service::Court => {
            (own("case").or_else(person), "a `case`, or one parent")
        }
        Service::Casework => (person(), "one parent"),
        Service::Supervision => match get(fields, "mentors") {
            Some(Datum::List(items)) if items.len() == 1 => {
                (items.first().map(ToString::to_string), "")
            }
            _ => (None, "one mentor"),
        },
        Service::Outreach | Service::Consultation | Service::OtherDuty => (
            free.map(to_kebab).filter(|word| !word.is_empty()),
            "a `subject`",
        ),
    };
    found.ok_or_else(|| format!("a session of kind `{kind}` needs {lacks}"))
}

/// The kind of session that a row is about: what it says, or what the group is.
pub(super) fn kind_of(register: &Register, fields: &Fields) -> Result<Service, String> {
    match (get(fields, "kind"), get(fields, "group")) {
        (Some(kind), _) => kind.to_string().parse(),
        (None, Some(group)) => {
            let group = group.to_string().parse::<GroupId>()?;
            let known = register.group(&group);
            known
                .map(|entry| entry.record.kind.into())
                .ok_or_else(|| format!("there is no group `{group}`"))
        }
        (None, None) => Err("this row does not say which group met".to_owned()),
    }
}
