//! How answers about matches speak: with or without names, for people or for programs.

use crate::matching::{Points, Score};
use crate::record::{MentorId, ParticipantId, PersonId};
use crate::register::Register;
use crate::report::sheet::Cell;

/// How an answer speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// Whether people are called by their names, which only a screen may do.
    pub names: bool,
    /// Whether a program reads it: csv and json.
    pub exact: bool,
}

impl Voice {
    /// A participant in this voice.
    #[must_use]
    pub fn participant(self, register: &Register, id: &ParticipantId) -> String {
        self.person(register, PersonId::Participant(id.clone()))
    }

    /// A mentor in this voice.
    #[must_use]
    pub fn mentor(self, register: &Register, id: &MentorId) -> String {
        self.person(register, PersonId::Mentor(id.clone()))
    }

    /// The mentor at a place in the records, in this voice.
    #[must_use]
    pub fn mentor_at(self, register: &Register, at: usize) -> String {
        register
            .records()
            .mentors
            .get(at)
            .map_or_else(String::new, |entry| self.mentor(register, &entry.id))
    }

    /// The parent at a place in [`Register::people`], in this voice.
    #[must_use]
    pub fn parent_at(self, register: &Register, at: usize) -> String {
        register
            .people()
            .get(at)
            .map_or_else(String::new, |person| self.participant(register, &person.id))
    }

    fn person(self, register: &Register, id: PersonId) -> String {
        match register.name(&id).filter(|_| self.names) {
            Some(name) => format!("{name} ({id})"),
            None => id.to_string(),
        }
    }

    /// Hundredths of a point in this voice.
    pub(in crate::report) fn points(self, hundredths: i64) -> Cell {
        if self.exact {
            Cell::Count(hundredths)
        } else {
            Cell::Number(hundredths as f64 / 100.0, 2)
        }
    }
}

/// Hundredths of a point in a sentence.
#[must_use]
pub fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!(
        "{sign}{}.{:02}",
        hundredths.abs() / 100,
        hundredths.abs() % 100
    )
}

/// The points of each factor, by its name, in hundredths.
pub(super) fn factors(score: &Score) -> Cell {
    Cell::Parts(
        score
            .factors
            .iter()
            .map(|factor| (factor.name.to_owned(), Cell::Count(factor.points)))
            .collect(),
    )
}

/// The reason for the points of each factor, by its name.
pub(super) fn reasons(score: &Score) -> Cell {
    Cell::Parts(
        score
            .factors
            .iter()
            .map(|factor| (factor.name.to_owned(), Cell::text(&factor.reason)))
            .collect(),
    )
}

/// What speaks for a pair, and what speaks against it or is not on file, in phrases.
pub(super) fn sides(score: &Score, unknown: Option<&'static str>) -> (Vec<String>, Vec<String>) {
    let (mut pro, mut con) = (Vec::new(), Vec::new());
    let told = |factor: &&Points| factor.of > 0 && factor.asked && factor.missing.is_none();
    for factor in score.factors.iter().filter(told) {
        let side = if factor.points == 0 {
            &mut con
        } else {
            &mut pro
        };
        side.push(factor.reason.clone());
    }
    let missing: Vec<&str> = score
        .factors
        .iter()
        .filter_map(|factor| factor.missing)
        .chain(unknown)
        .collect();
    if !missing.is_empty() {
        con.push(format!("not on file: {}", missing.join(", ")));
    }
    (pro, con)
}
