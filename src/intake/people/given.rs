//! Given names alone, which may be of several people.

use super::{Is, Name, People, Who, alike};
use crate::intake::names::unlikely;
use crate::intake::{Answer, ImportDecisions, Question};
use crate::record::{IdKind, PersonId};
use crate::register::nicknames;

impl People {
    /// Whether somebody has a name of one word as a further name alone, and it is the given name of somebody else too.
    pub(super) fn is_of_others(&self, at: usize, who: &Who<'_>, name: &Name) -> bool {
        let is_decided = || self.decided.contains(&(at, name.folded.clone()));
        let own = self.known[at].names.first();
        if name.words.len() != 1 || own == Some(name) || who.born.is_some() || is_decided() {
            return false;
        }
        let is_given = |known: &Name| known.folded.split(' ').next() == Some(name.folded.as_str());
        let others = self.known.iter().enumerate();
        others
            .filter(|(other, _)| *other != at)
            .any(|(_, known)| known.names.iter().any(is_given))
    }

    /// Why a name that nobody has is no name.
    pub fn no_name(&self, name: Option<String>) -> Option<String> {
        let name = name.filter(|name| !self.has_name(name))?;
        unlikely(&name)
    }

    /// Whether a text is the given name of anybody.
    pub fn may_be(&self, text: &str) -> bool {
        self.given(text).next().is_some()
    }

    /// Whether a name looks like that of anybody.
    pub fn may_be_known(&self, name: &str) -> bool {
        let name = Name::of(name);
        self.candidates(&name).any(|(_, known)| alike(known, &name))
    }

    /// Those who have a given name.
    pub fn given(&self, name: &str) -> impl Iterator<Item = &PersonId> {
        let name = Name::of(name).folded;
        let is_given = move |known: &Name| known.folded.split(' ').next() == Some(name.as_str());
        let known = self.known.iter();
        known
            .filter(move |one| one.names.iter().any(&is_given))
            .map(|one| &one.id)
    }

    /// The one person to whom a name of one word is the short form of the given name, as `Lupe` is to Guadalupe Ruiz.
    pub fn called_short(&self, name: &str) -> Option<&PersonId> {
        let name = Name::of(name).folded;
        let groups = nicknames(&name);
        let is_short = |known: &Name| {
            let given = known.folded.split(' ').next().unwrap_or_default();
            nicknames(given).iter().any(|group| groups.contains(group))
        };
        let known = self.known.iter();
        let mut found = known.filter(|one| one.names.iter().any(is_short));
        let one = found.next()?;
        found.next().is_none().then_some(&one.id)
    }

    /// All by their ids.
    pub fn ids(&self) -> Vec<PersonId> {
        self.known.iter().map(|one| one.id.clone()).collect()
    }

    /// The one person whose initials a text in capitals is, as `DW` and `D.W.` are of Dana Webb; one letter is too little.
    pub fn with_initials(&self, text: &str) -> Option<&PersonId> {
        let letters = text.replace(['.', ' '], "");
        if !(2..=3).contains(&letters.len()) || !letters.chars().all(|c| c.is_ascii_uppercase()) {
            return None;
        }
        let letters = letters.to_lowercase();
        let has = |known: &Name| {
            let words = known
                .folded
                .split(' ')
                .filter_map(|word| word.chars().next());
            words.eq(letters.chars())
        };
        let known = self.known.iter();
        let mut found = known.filter(|one| one.names.iter().any(has));
        let one = found.next()?;
        found.next().is_none().then_some(&one.id)
    }
}

impl People {
    /// Whether a word may be what somebody is called for short.
    pub(in crate::intake) fn may_be_short(&self, who: &Who<'_>) -> bool {
        let is_word = !who.name.is_empty() && who.name.chars().all(char::is_alphabetic);
        let mut asked = Asked(false);
        is_word && matches!(self.who(who, &mut asked), Is::Unclear(_)) && asked.0
    }
}

/// Tells whether anyone was asked about.
struct Asked(bool);

impl ImportDecisions for Asked {
    fn id(&mut self, _: IdKind, _: usize) -> Result<String, String> {
        Err("no new record can be made here".to_owned())
    }

    fn near(&mut self, _: &Question) -> Answer {
        self.0 = true;
        Answer::Unclear
    }

    fn second_case(&mut self) -> bool {
        false
    }
}
