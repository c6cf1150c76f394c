//! The names on file, and finding them in a text.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use super::text::tokens;
use crate::record::{Identity, Match, MentorId, ParticipantId, PersonId, Session, Severity};
use crate::register::{Register, fold};

/// Words that come before or between family names.
const PARTICLES: [&str; 13] = [
    "da", "de", "del", "den", "der", "di", "dos", "el", "la", "las", "los", "von", "y",
];

/// Names that are also ordinary words: they count only with a capital, and alone only inside a sentence.
const PLAIN_WORDS: &[&str] = &[
    "an", "angel", "april", "art", "as", "at", "august", "autumn", "baker", "ball", "banks", "be",
    "bell", "bill", "bishop", "black", "blue", "bob", "brook", "brooks", "brown", "by", "case",
    "chance", "charity", "chase", "church", "cliff", "cook", "court", "crystal", "dale", "dawn",
    "day", "destiny", "do", "drew", "eve", "faith", "field", "fields", "fisher", "forest", "frank",
    "friday", "glen", "go", "grace", "grant", "gray", "green", "guy", "harmony", "he", "heath",
    "heaven", "her", "hill", "hills", "ho", "honor", "hope", "house", "hung", "hunter", "in", "is",
    "it", "ivy", "jack", "joy", "judge", "june", "justice", "king", "knight", "lake", "law", "le",
    "liberty", "lily", "little", "long", "love", "major", "mark", "marsh", "mason", "may", "me",
    "melody", "mercy", "miles", "miller", "moon", "my", "no", "of", "on", "or", "page", "park",
    "parks", "pat", "patience", "pearl", "penny", "pope", "price", "prince", "ray", "rich",
    "river", "rivers", "rob", "rock", "rose", "ruby", "rusty", "serenity", "she", "short", "sky",
    "small", "so", "star", "stone", "street", "sue", "summer", "sunny", "temple", "to", "trinity",
    "turner", "unity", "up", "us", "violet", "walker", "ward", "we", "weeks", "white", "will",
    "wood", "woods", "worth", "you", "young",
];

/// A name in a text.
pub(super) struct Found<'n> {
    /// The id of the person it belongs to.
    pub of: &'n str,
    /// An error for a full name, a warning for a part of one.
    pub severity: Severity,
}

/// The FNV-1a hash: every word of every note is looked up, and names are not chosen to collide.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Every name on file, by its words.
pub(super) struct Names<'r> {
    register: &'r Register,
    /// Each word of a name, with a number, and whether it is also an ordinary word.
    words: HashMap<String, (usize, bool), BuildHasherDefault<Quick>>,
    /// Two words that form a full name, in either order, with whose it is.
    pairs: HashMap<(usize, usize), &'r str>,
    /// The words of the names of each id.
    of: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Names<'r> {
    pub fn of(register: &'r Register) -> Self {
        let mut names = Self {
            register,
            words: HashMap::default(),
            pairs: HashMap::new(),
            of: HashMap::new(),
        };
        for entry in &register.records().identities {
            let id = entry.id.as_str();
            for (given, family) in full_names(&entry.record) {
                let given: Vec<usize> = given.iter().map(|word| names.number(word)).collect();
                let family: Vec<usize> = family.iter().map(|word| names.number(word)).collect();
                for (one, other) in given
                    .iter()
                    .flat_map(|one| family.iter().map(move |other| (*one, *other)))
                {
                    names.pairs.entry((one, other)).or_insert(id);
                    names.pairs.entry((other, one)).or_insert(id);
                }
                names
                    .of
                    .entry(id)
                    .or_default()
                    .extend(given.into_iter().chain(family));
            }
        }
        names
    }

    /// Whether no name is on file.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn number(&mut self, word: &str) -> usize {
        let next = self.words.len();
        self.words
            .entry(word.to_owned())
            .or_insert_with(|| (next, PLAIN_WORDS.binary_search(&word).is_ok()))
            .0
    }

    /// The first full name of anyone in a text, otherwise a capitalized part of the name of one of the people it
    /// concerns.
    pub fn find(&self, text: &str, people: &dyn Fn(&mut Concerned<'_>)) -> Option<Found<'r>> {
        let mut last: Option<usize> = None;
        let mut alone: Vec<usize> = Vec::new();
        for token in tokens(text) {
            if !token.follows {
                last = None;
            }
            let folded = token.folded();
            let Some((word, is_plain)) = self.words.get(&*folded).copied() else {
                last = last.filter(|_| PARTICLES.contains(&&*folded));
                continue;
            };
            let counts = token.capital || !is_plain;
            if let Some(of) = last
                .filter(|_| counts)
                .and_then(|last| self.pairs.get(&(last, word)))
            {
                return Some(Found {
                    of,
                    severity: Severity::Error,
                });
            }
            last = counts.then_some(word);
            if token.capital && !(is_plain && token.leads) {
                alone.push(word);
            }
        }
        if alone.is_empty() {
            return None;
        }
        let mut concerned = Concerned {
            register: self.register,
            ids: BTreeSet::new(),
        };
        people(&mut concerned);
        let has = |id: &&&str| {
            self.of
                .get(**id)
                .is_some_and(|words| words.iter().any(|word| alone.contains(word)))
        };
        let of = concerned
            .ids
            .iter()
            .find(has)
            .and_then(|id| self.of.get_key_value(id));
        of.map(|(of, _)| Found {
            of,
            severity: Severity::Warning,
        })
    }

    /// Whether a text may contain a word of the name of one of these people; at the start of a sentence an ordinary
    /// word counts only if the text `is_theirs`.
    pub fn may_say(&self, text: &str, ids: &[&str], is_theirs: bool) -> Option<&'r str> {
        let own = |word: usize| {
            let of = ids.iter().filter_map(|id| self.of.get_key_value::<str>(id));
            let mut of = of.filter(|(_, words)| words.contains(&word));
            of.next().map(|(id, _)| *id)
        };
        tokens(text)
            .filter(|token| token.capital)
            .find_map(|token| {
                let (word, is_plain) = self.words.get(&*token.folded()).copied()?;
                own(word).filter(|_| is_theirs || !(is_plain && token.leads))
            })
    }
}

/// The given and family words of every name of a person. The first word of an alias counts as given.
fn full_names(identity: &Identity) -> Vec<(Vec<String>, Vec<String>)> {
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let kept = folded
            .split(' ')
            .filter(|word| word.chars().count() > 1 && !PARTICLES.contains(word));
        kept.map(str::to_owned).collect()
    };
    let split = |text: &str| {
        let mut given = words(text);
        let family = given.split_off(given.len().min(1));
        (given, family)
    };
    let main = match (identity.given.as_deref(), identity.family.as_deref()) {
        (Some(given), Some(family)) => (words(given), words(family)),
        (Some(one), None) | (None, Some(one)) => split(one),
        (None, None) => (Vec::new(), Vec::new()),
    };
    std::iter::once(main)
        .chain(identity.aliases.iter().map(|alias| split(alias)))
        .collect()
}

/// The people that a record concerns, under all their ids.
pub(super) struct Concerned<'r> {
    register: &'r Register,
    ids: BTreeSet<&'r str>,
}

impl Concerned<'_> {
    pub fn participant(&mut self, id: &ParticipantId) {
        if let Some(person) = self.register.person(id) {
            self.ids.extend(person.ids().map(ParticipantId::as_str));
        }
    }

    pub fn mentor(&mut self, id: &MentorId) {
        if let Some(mentor) = self.register.mentor(id) {
            self.ids.insert(mentor.id.as_str());
            mentor
                .record
                .participant
                .iter()
                .for_each(|id| self.participant(id));
        }
    }

    pub fn pairing(&mut self, pairing: &Match) {
        self.participant(&pairing.participant);
        self.mentor(&pairing.mentor);
    }

    pub fn session(&mut self, session: &Session) {
        session
            .participants
            .iter()
            .chain(&session.missed)
            .for_each(|id| self.participant(id));
        session.mentors.iter().for_each(|id| self.mentor(id));
        for id in &session.led_by {
            match id {
                PersonId::Mentor(id) => self.mentor(id),
                PersonId::Participant(id) => self.participant(id),
            }
        }
        if let Some(pairing) = session
            .match_id
            .as_ref()
            .and_then(|id| self.register.match_entry(id))
        {
            self.pairing(&pairing.record);
        }
        if let Some(case) = session.case.as_ref().and_then(|id| self.register.case(id)) {
            case.record
                .participants
                .iter()
                .for_each(|id| self.participant(id));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_words_are_in_order() {
        assert!(super::PLAIN_WORDS.is_sorted());
    }
}
