//! One dated entry of a record, to be corrected or made void.

use clap::Args;

use super::failure::{Done, Failure};
use super::identity::names_somebody;
use super::peer::Peer;
use crate::check::{InMessage, private_in_message};
use crate::record::{Datum, Day, Fields, Kind, ParticipantId, Place};
use crate::register::Register;
use crate::store::{Change, Directory, Writer};

/// Whether an entry is taken out of every count instead of added.
#[derive(Debug, Clone, Default, Args)]
pub struct Voiding {
    /// It was wrong: keep it in the file, but do not count it
    #[arg(long)]
    pub void: bool,
    /// Why it was wrong; no names
    #[arg(
        long = "reason",
        value_name = "TEXT",
        requires = "void",
        default_value = "entered by mistake",
        hide_default_value = true
    )]
    pub why: String,
}

/// What is known about an entry.
#[derive(Debug)]
pub struct Sought<'a> {
    /// The kind of record that contains it.
    pub kind: Kind,
    /// The records that may contain it: for a person, all files.
    pub ids: Vec<String>,
    /// Whose it is, as people read it.
    pub label: String,
    /// Its table, such as `enrollment`.
    pub table: &'static str,
    /// The values it must have, such as `kind` of an event.
    pub says: Vec<(&'static str, String)>,
    /// The key of its day, and the option that sets it.
    pub day_key: (&'static str, &'a str),
    /// Its day, if given.
    pub day: Option<Day>,
}

/// An entry that was found.
#[derive(Debug)]
pub struct Found {
    /// The file.
    pub place: Place,
    /// Its position among the entries of its table in the file.
    pub at: usize,
    /// What it says.
    pub fields: Fields,
}

/// All files of a person.
#[must_use]
pub fn files_of(register: &Register, id: &ParticipantId) -> Vec<String> {
    match register.person(id) {
        Some(person) => person.ids().map(ToString::to_string).collect(),
        None => vec![id.to_string()],
    }
}

impl Sought<'_> {
    /// The entry, such as `training`, in words.
    #[must_use]
    pub fn noun(&self) -> String {
        let said: Vec<&str> = self.says.iter().map(|(_, word)| word.as_str()).collect();
        let noun = self.table.replace('_', " ");
        match said.as_slice() {
            [] => noun,
            said => format!("{noun} {}", said.join(" ")),
        }
    }

    /// All entries that fit and count.
    #[must_use]
    pub fn all(&self, register: &Register) -> Vec<Found> {
        let records = register.records();
        let mut all = Vec::new();
        for id in &self.ids {
            let (Some(place), Some(fields)) =
                (records.place(self.kind, id), records.fields(self.kind, id))
            else {
                continue;
            };
            let entries = fields.into_iter().find_map(|(name, value)| match value {
                Datum::Tables(entries) if name == self.table => Some(entries),
                _ => None,
            });
            let entries = entries.unwrap_or_default().into_iter().enumerate();
            all.extend(
                entries
                    .filter(|(_, entry)| self.fits(entry))
                    .map(|(at, fields)| Found {
                        place: place.clone(),
                        at: records.index_in_file(place, self.table, at),
                        fields,
                    }),
            );
        }
        all
    }

    fn fits(&self, entry: &Fields) -> bool {
        let value = |key: &str| {
            let found = entry.iter().find(|(name, _)| *name == key);
            found.map(|(_, value)| value.to_string())
        };
        let says = |(key, word): &(&'static str, String)| value(key).as_ref() == Some(word);
        let (day_key, _) = self.day_key;
        self.says.iter().all(says)
            && self
                .day
                .is_none_or(|day| value(day_key) == Some(day.to_string()))
    }

    /// The one entry that fits; of several with the same values, the last.
    ///
    /// # Errors
    /// No entry fits, or several that differ do.
    pub fn one(&self, register: &Register) -> Result<Found, Failure> {
        let mut all = self.all(register);
        let (key, option) = self.day_key;
        let noun = self.noun();
        let Some(last) = all.pop() else {
            let on = self
                .day
                .map_or_else(String::new, |day| format!(" of {day}"));
            let failure = Failure::refused(format!("{} has no {noun}{on}", self.label));
            let days = Self {
                day: None,
                ids: self.ids.clone(),
                label: String::new(),
                says: self.says.clone(),
                ..*self
            };
            let days = days_of(&days.all(register), key);
            return Err(if self.day.is_some() && !days.is_empty() {
                failure.help(format!("there is one on {}", days.join(", ")))
            } else {
                failure.help("`peer show` lists the entries; nothing was written")
            });
        };
        if all.iter().all(|other| other.fields == last.fields) {
            return Ok(last);
        }
        all.push(last);
        let days = days_of(&all, key);
        let failure = Failure::new(format!("{} has {} of them: {noun}", self.label, all.len()));
        Err(if days.len() > 1 {
            failure.help(format!("choose one with {option}: {}", days.join(", ")))
        } else {
            failure.help("they differ only in other keys: correct one with `peer edit`")
        })
    }

    /// Makes the entry void, in one change.
    ///
    /// # Errors
    /// As [`Sought::one`], or the change breaks a rule.
    pub fn void(
        &self,
        peer: &Peer,
        directory: &Directory,
        writer: Option<&Writer<'_>>,
        register: &Register,
        voiding: &Voiding,
    ) -> Result<Done, Failure> {
        let found = self.one(register)?;
        let why = reason(register, &voiding.why, false)?;
        let text = Datum::Text(why.clone());
        let (key, _) = self.day_key;
        let on = days_of(std::slice::from_ref(&found), key);
        let done = format!(
            "{}: {} of {} is void and does not count: {why}",
            self.label,
            self.noun(),
            on.join(", ")
        );
        self.set(
            peer,
            directory,
            writer,
            register,
            &found,
            &[("void", text)],
            &done,
        )
    }

    /// Changes values of an entry, in one change.
    ///
    /// # Errors
    /// The file cannot be edited, or the change breaks a rule.
    #[allow(clippy::too_many_arguments, reason = "a change, and who makes it")]
    pub fn set(
        &self,
        peer: &Peer,
        directory: &Directory,
        writer: Option<&Writer<'_>>,
        register: &Register,
        found: &Found,
        values: &[(&'static str, Datum)],
        done: &str,
    ) -> Result<Done, Failure> {
        let mut edit = peer.open_place(directory, &found.place, self.kind)?;
        for (key, value) in values {
            match value {
                Datum::List(items) if items.is_empty() => {
                    edit.unset_entry(self.table, found.at, key);
                }
                value => edit.set_entry(self.table, found.at, key, value),
            }
        }
        let mut change = Change::default();
        change.replace(edit.path(), edit.original(), edit.text());
        if change.is_empty() {
            return Err(Failure::refused("the record already has that").help("nothing was written"));
        }
        peer.finish(directory, writer, register, &change, done)
    }
}

/// The days of some entries, in order and without repeats.
fn days_of(all: &[Found], key: &str) -> Vec<String> {
    let day = |found: &Found| {
        let value = found.fields.iter().find(|(name, _)| *name == key);
        value.map(|(_, value)| value.to_string())
    };
    let mut days: Vec<String> = all.iter().filter_map(day).collect();
    days.sort();
    days.dedup();
    days
}

/// A reason as it is written: one line, without names.
///
/// # Errors
/// It is empty, has several lines, or names a person on file, for sure or, unless `anyway`, perhaps.
pub fn reason(register: &Register, text: &str, anyway: bool) -> Result<String, Failure> {
    let reason = text.trim();
    if reason.is_empty() || reason.contains(['\n', '\r']) {
        return Err(Failure::new("the reason is one line of text")
            .help("for example --reason \"entered twice\""));
    }
    let found = private_in_message(register, reason, &[]);
    let is_sure = matches!(found, Some(InMessage::Sure(..) | InMessage::Shaped(_)));
    if is_sure || (!anyway && (found.is_some() || names_somebody(register, reason))) {
        return Err(
            Failure::refused("the reason contains the name of a person on file").help(
                "write ids, such as p-4f7kq, or other words; names belong only in identities",
            ),
        );
    }
    Ok(reason.to_owned())
}
