//! When two names look like one person's.

use std::collections::BTreeSet;

use crate::register::{fold, nicknames};

/// A name made ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// Without case, accents and signs, given names first.
    pub folded: String,
    /// Its words in order of the alphabet.
    pub words: Vec<String>,
    /// The words with a space between them.
    pub sorted: String,
}

impl Name {
    pub fn of(name: &str) -> Self {
        let folded = match name.split_once(',') {
            Some((family, given)) => fold(&format!("{given} {family}")),
            None => fold(name),
        };
        let mut words: Vec<String> = folded
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort();
        Self {
            sorted: words.join(" "),
            folded,
            words,
        }
    }

    /// The name without spaces: `De Shawn Price` and `DeShawn Price` may be one person.
    fn joined(&self) -> String {
        self.folded.replace(' ', "")
    }

    /// How many words are more than an initial.
    pub fn whole_words(&self) -> usize {
        self.words.iter().filter(|word| !is_letter(word)).count()
    }
}

/// How far a slip of the pen may go in a name of that many letters.
fn slips(letters: usize) -> usize {
    match letters {
        0..=4 => 0,
        5..=9 => 1,
        _ => 2,
    }
}

/// Whether two names that are not the same look like one person's: the same words in another order, a slip or two, a
/// name left out, an initial, or a short form such as `Pat` or `Liz`.
pub(super) fn alike(one: &Name, other: &Name) -> bool {
    if one.sorted == other.sorted || one.joined() == other.joined() {
        return true;
    }
    let letters = one.sorted.chars().count().min(other.sorted.chars().count());
    strsim::osa_distance(&one.sorted, &other.sorted) <= slips(letters) && same_initials(one, other)
        || strsim::osa_distance(&one.folded, &other.folded) <= slips(letters)
            && same_initials(one, other)
        || part_of(one, other)
        || part_of(other, one)
}

/// Whether the words of two names begin alike: `Ana Cruz` and `Eva Cruz` are two slips apart, and two people. Letters
/// that sound alike are one, and an `h` is not heard: `Helena` and `Elena`.
fn same_initials(one: &Name, other: &Name) -> bool {
    if one.words.len() != other.words.len() {
        return true;
    }
    let firsts = |name: &Name| {
        let mut all: Vec<Option<char>> = name.words.iter().map(|word| first_sound(word)).collect();
        all.sort();
        all
    };
    firsts(one) == firsts(other)
}

/// The sound that a word begins with.
fn first_sound(word: &str) -> Option<char> {
    let heard = word.strip_prefix('h').filter(|rest| !rest.is_empty());
    heard
        .unwrap_or(word)
        .chars()
        .next()
        .map(|first| match first {
            'v' => 'b',
            'c' | 'k' | 'q' => 'k',
            'z' => 's',
            'g' | 'j' | 'x' => 'j',
            'y' => 'i',
            first => first,
        })
}

/// Whether every word of one name is in the other: an initial for a word that begins with it, and a short form for one.
fn part_of(one: &Name, other: &Name) -> bool {
    let mut left: Vec<&str> = other.words.iter().map(String::as_str).collect();
    let (mut whole, mut short) = (0, 0);
    let found = one.words.iter().all(|word| {
        let exact = left.iter().position(|other| *other == word.as_str());
        whole += usize::from(exact.is_some());
        let initial = || {
            let is_initial = |other: &&str| other.starts_with(word.as_str());
            left.iter()
                .position(|other| is_letter(word) && is_initial(other))
        };
        let found = exact.or_else(initial).or_else(|| {
            short += 1;
            left.iter().position(|other| is_short_form(word, other))
        });
        found.map(|at| left.remove(at)).is_some()
    });
    found && whole + short > 0 && short <= 1 && one.words.len() <= other.words.len()
}

fn is_letter(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// The fewest letters of a short form that is the beginning of a name.
const FEWEST: usize = 3;

/// Whether one of two words may be short for the other: `Pat` for `Patricia`, `Liz` for `Elizabeth`.
fn is_short_form(one: &str, other: &str) -> bool {
    let begins =
        |short: &str, long: &str| short.chars().count() >= FEWEST && long.starts_with(short);
    let groups = nicknames(other);
    begins(one, other)
        || begins(other, one)
        || nicknames(one).iter().any(|group| groups.contains(group))
}

/// Keys of which two names share one when a word of one is short for a word of the other, and another word is the same
/// or is its initial: those to keep a name by, and those to look one up by.
pub(super) fn short_keys(name: &Name) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut kept, mut asked) = (BTreeSet::new(), BTreeSet::new());
    for (at, word) in name.words.iter().enumerate() {
        for form in short_forms(word) {
            if name.words.len() == 1 {
                asked.insert(form.clone());
            }
            kept.insert(form.clone());
            let others = name.words.iter().enumerate();
            for (_, other) in others.filter(|(place, _)| *place != at) {
                let first: String = other.chars().take(1).collect();
                if is_letter(other) {
                    kept.insert(format!("{form} {first}."));
                    asked.extend([format!("{form} {first}"), format!("{form} {first}.")]);
                } else {
                    kept.extend([format!("{form} {other}"), format!("{form} {first}")]);
                    asked.extend([format!("{form} {other}"), format!("{form} {first}.")]);
                }
            }
        }
    }
    // No other key has this sign.
    let joined = format!("={}", name.joined());
    kept.insert(joined.clone());
    asked.insert(joined);
    (kept, asked)
}

/// What a word has in common with those that are short for it, or that it is short for.
fn short_forms(word: &str) -> Vec<String> {
    let begin: String = word.chars().take(FEWEST).collect();
    let begin = Some(begin).filter(|begin| begin.chars().count() == FEWEST);
    let groups = nicknames(word).iter().map(ToString::to_string);
    begin.into_iter().chain(groups).collect()
}

/// Keys of which two words share one when they are a letter apart.
pub(super) fn keys(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().take(24).collect();
    let without = |at: usize| {
        letters
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != at)
            .map(|(_, c)| c)
            .collect()
    };
    std::iter::once(letters.iter().collect())
        .chain((0..letters.len()).map(without))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(one: &str, other: &str) -> bool {
        let (one, other) = (Name::of(one), Name::of(other));
        assert_eq!(alike(&one, &other), alike(&other, &one));
        alike(&one, &other)
    }

    #[test]
    fn names_of_one_person_look_alike() {
        for (one, other) in [
            ("José García", "Garcia Jose"),
            ("Jose Garcia", "Jose Gracia"),
            ("Rosa Medina", "Rossa Medina"),
            ("Maria Lopez", "Maria Lopez Ortega"),
            ("Maria Lopez", "María Elena López"),
            ("R. Medina", "Rosa Medina"),
            ("Rosa M.", "Rosa Medina"),
            ("Rosa", "Rosa Medina"),
            ("Catherine Jones", "Catharine Jones"),
            ("Pat O'Dell", "Patrick O'Dell"),
            ("Liz Diaz", "Elizabeth Diaz"),
            ("Lupe Ramos", "Guadalupe Ramos"),
            ("Liz D.", "Elizabeth Diaz"),
            ("Liz", "Elizabeth Diaz"),
            ("Beto Ruiz", "Alberto Ruiz Soto"),
            ("Maria Elena Soto", "Maria Helena Soto"),
            ("Ximena Vasquez", "Jimena Basquez"),
        ] {
            assert!(near(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn names_of_two_people_do_not() {
        for (one, other) in [
            ("Ana Cruz", "Eva Cruz"),
            ("Rosa Medina", "Rosa Ortega"),
            ("Luis Ortega", "Luisa Medina"),
            ("Jo Li", "Bo Li"),
            ("R M", "Rosa Medina"),
            ("Pat Medina", "Patrick O'Dell"),
            ("Liz Mar", "Elizabeth Martinez"),
            ("Jo Li", "Joan Liu"),
            ("Maria Lopez", "Mario Gomez"),
        ] {
            assert!(!near(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_comma_turns_a_name_around() {
        assert_eq!(Name::of("García, José").folded, "jose garcia");
        assert_eq!(Name::of("de la Cruz, Ana").folded, "ana de la cruz");
    }
}
