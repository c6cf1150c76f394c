//! A line of a list, and what can be typed to find it.

use std::fmt;

use crate::register::fold;
use crate::render::escape::line;

/// More lines than any list has.
const FAR: i64 = 1_000_000_000;

/// Something that can be chosen: its name, and what else is shown of it while someone chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What else is shown; empty if nothing.
    pub detail: String,
    /// What else it can be found by, without being shown.
    pub unshown: String,
}

impl Item {
    /// An item that is shown only by its name.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            detail: String::new(),
            unshown: String::new(),
        }
    }
}

/// A line of a list: what is shown, and what can be typed to find it.
pub(super) struct Line {
    pub(super) name: String,
    detail: String,
    folded: String,
    /// Shown whatever is typed.
    pub(super) always: bool,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if self.detail.is_empty() {
            Ok(())
        } else {
            write!(f, ", {}", self.detail)
        }
    }
}

impl Line {
    pub(super) fn new(item: &Item) -> Self {
        Self {
            name: line(&item.name),
            detail: line(&item.detail),
            folded: findable(&format!("{} {}", item.name, item.unshown)),
            always: false,
        }
    }

    /// A line that is shown whatever is typed.
    pub(super) fn always(text: &str) -> Self {
        Self {
            always: true,
            ..Self::new(&Item::named(text))
        }
    }

    /// How well the line fits what was typed; `None` hides it. Lines that have all words whole come first, then those
    /// that have the starts of words; each in the order of the list.
    pub(super) fn fits(&self, typed: &str, at: usize) -> Option<i64> {
        let place = -i64::try_from(at).unwrap_or(i64::MAX);
        if self.always {
            return Some(place - FAR);
        }
        let sought = fold(typed);
        if sought.is_empty() {
            return typed.trim().is_empty().then_some(place);
        }
        let parts: Vec<&str> = self.folded.split(' ').collect();
        let is = |word: &str| parts.contains(&word);
        let has = |word: &str| parts.iter().any(|part| part.starts_with(word));
        if sought.split(' ').all(is) {
            Some(place + FAR)
        } else {
            sought.split(' ').all(has).then_some(place)
        }
    }
}

/// The words by which a line is found: `O'Brien` by `obrien` and by `brien`.
fn findable(text: &str) -> String {
    let apart = text.replace(['\'', '’'], " ");
    match apart == text {
        true => fold(text),
        false => format!("{} {}", fold(text), fold(&apart)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_the_beginnings_of_its_words_and_keeps_its_place() {
        let line = Line::new(&Item::named("José Ortega (p-luis1)"));
        assert_eq!(line.fits("", 3), Some(-3));
        assert_eq!(line.fits("jose", 3), Some(FAR - 3));
        assert_eq!(line.fits("jos", 3), Some(-3));
        assert_eq!(line.fits("+", 3), None);
        assert_eq!(line.fits("ort jo", 3), Some(-3));
        assert_eq!(line.fits("p-lu", 3), Some(-3));
        assert_eq!(line.fits("rteg", 3), None);
        assert_eq!(line.fits("jo.or", 3), Some(-3));
        assert_eq!(line.fits("joseort", 3), None);
        assert_eq!(line.fits("jose ort", 3), Some(-3));
        let line = Line::new(&Item::named("Shannon O'Brien (p-shan1)"));
        for typed in [
            "brien",
            "Brien",
            "obrien",
            "o'brien",
            "O’Br",
            "shannon brien",
        ] {
            assert!(line.fits(typed, 3).is_some(), "{typed}");
        }
        let always = Line::always("somebody new");
        assert!(always.fits("xyz", 3).is_some_and(|score| score < -3));
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_shown() {
        assert_eq!(
            Line::new(&Item::named("Ro\u{1b}[31msa\n")).to_string(),
            "Ro\\u{1b}[31msa "
        );
    }
}
