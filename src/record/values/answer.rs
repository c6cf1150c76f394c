//! The id of an answer sheet: `DATE-FORM-PERSON`, with `--2` for a second one that day.

use std::fmt;
use std::str::FromStr;

use super::day::Day;
use super::id::{Id, IdKind, ParticipantId, SessionId};
use super::word::Word;

/// What an id has instead of the person if the answers have no name.
const ANONYMOUS: &str = "anonymous";

/// The id of an answer sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnswerId(SessionId);

impl AnswerId {
    /// The id of what someone, named or not, answered on a day; `point` is part of the name if given, and `ordinal`
    /// counts such sheets from 1.
    #[must_use]
    pub fn new(
        on: Day,
        survey: &Word,
        point: Option<impl fmt::Display>,
        participant: Option<&ParticipantId>,
        ordinal: u32,
    ) -> Self {
        let person = participant.map_or(ANONYMOUS, ParticipantId::as_str);
        let word = match point {
            Some(point) => format!("{survey}-{point}"),
            None => survey.to_string(),
        };
        Self(SessionId::new(on, &word, person, ordinal))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The day it begins with.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        self.0.day()
    }

    /// What comes after the day, without the number of a second sheet.
    #[must_use]
    pub fn key(&self) -> &str {
        self.0.key()
    }
}

impl Id for AnswerId {
    const NAMES: Option<IdKind> = Some(IdKind::Answer);
}

impl FromStr for AnswerId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| {
            format!(
                "`{text}` is not the name of an answer sheet: such a name looks like `{}`",
                IdKind::Answer.example()
            )
        })
    }
}

impl fmt::Display for AnswerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AsRef<str> for AnswerId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_named_by_day_form_and_person() {
        let on: Day = "2026-10-07".parse().unwrap();
        let (survey, rosa) = ("pfs2".parse().unwrap(), "p-4f7kq".parse().unwrap());
        let id = AnswerId::new(on, &survey, None::<&str>, Some(&rosa), 2);
        assert_eq!(id.as_str(), "2026-10-07-pfs2-p-4f7kq--2");
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        assert_eq!((id.day(), id.key()), (Some(on), "pfs2-p-4f7kq"));
        let nobody = AnswerId::new(on, &survey, None::<&str>, None, 1);
        assert_eq!(nobody.as_str(), "2026-10-07-pfs2-anonymous");
        assert!("2026-10-07-pfs2".parse::<AnswerId>().is_err());
    }
}
