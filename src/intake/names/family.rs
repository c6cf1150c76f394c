//! Which words of a whole name are the family name.

use super::common::FAMILY_NAMES;
use crate::register::{fold, nicknames};

/// Words that belong to the family name behind them.
const PARTICLES: [&str; 17] = [
    "de", "del", "la", "las", "los", "van", "von", "der", "den", "ter", "dos", "das", "della",
    "san", "santa", "saint", "st",
];

/// Others, in small letters alone: `Do` and `Al` are names too.
const SMALL: [&str; 9] = ["da", "do", "di", "du", "bin", "ibn", "al", "el", "le"];

/// Given names that are not among those with a short form.
const GIVEN: [&str; 12] = [
    "lucia", "luz", "isabel", "ines", "paz", "mar", "sol", "belen", "fernanda", "ann", "lee", "jo",
];

/// Given names that are as often family names.
const BOTH: [&str; 16] = [
    "james",
    "thomas",
    "martin",
    "alexander",
    "scott",
    "henry",
    "lewis",
    "jordan",
    "allen",
    "ray",
    "george",
    "francis",
    "joseph",
    "david",
    "john",
    "benjamin",
];

/// Family names of Eastern and Southeast Asia, where the family name comes first. Those that are given names here too, as
/// Kim and Lee, are not among them.
const EASTERN: [&str; 38] = [
    "nguyen", "tran", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "ngo", "duong",
    "truong", "dinh", "trinh", "zhang", "wang", "chen", "liu", "huang", "zhao", "wu", "zhou", "xu",
    "zhu", "guo", "lin", "yang", "park", "choi", "jung", "kang", "vang", "xiong", "moua", "thao",
    "saechao", "saephan",
];

fn is_particle(word: &str) -> bool {
    let folded = fold(word);
    PARTICLES.contains(&folded.as_str()) || SMALL.contains(&word)
}

fn is_family(word: &str) -> bool {
    FAMILY_NAMES.contains(&fold(word).as_str())
}

fn is_given(word: &str) -> bool {
    let folded = fold(word);
    !nicknames(&folded).is_empty() || GIVEN.contains(&folded.as_str())
}

/// The given and the family name of one without a comma: the last word is the family name, with particles before it, and
/// with the word before it if nobody is given that. `de la Cruz Ana` has the family name first. `None` for a single word.
pub(super) fn cut(name: &str) -> Option<(String, String)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (last, before) = words.split_last().filter(|(_, rest)| !rest.is_empty())?;
    if let Some(count) = turned(&words) {
        return Some((words[count..].join(" "), words[..count].join(" ")));
    }
    // Where the family name begins; one word at least is the given name.
    let particles = |end: usize| {
        let some = before[1..end].iter().rev();
        end - some.take_while(|word| is_particle(word)).count()
    };
    let mut at = particles(before.len());
    if at > 1 && at == before.len() && is_family(before[at - 1]) && !last.ends_with('.') {
        at = particles(at - 1);
    }
    Some((words[..at].join(" "), words[at..].join(" ")))
}

/// How many words are the family name that a name begins with, as nobody is given a name that begins with such particles.
fn turned(words: &[&str]) -> Option<usize> {
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let is_begun = match folded.first()?.as_str() {
        "de" => words[0] == "de" || ["la", "las", "los"].contains(&folded.get(1)?.as_str()),
        "del" | "van" | "von" => words[0] == folded[0],
        _ => false,
    };
    let particles = words.iter().take_while(|word| is_particle(word)).count();
    (is_begun && particles + 1 < words.len()).then_some(particles + 1)
}

/// Whether nobody can be sure which words of a whole name are the family name.
pub(in crate::intake) fn is_unsure(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.contains(',') || words.iter().any(|word| word.starts_with(['(', '"'])) {
        return false;
    }
    if turned(&words).is_some() {
        return true;
    }
    let is_eastern = |word: &str| EASTERN.contains(&fold(word).as_str());
    if let (Some(first), Some(last)) = (words.first(), words.last())
        && words.len() > 1
        && is_eastern(first)
        && !is_eastern(last)
        && !is_family(last)
    {
        return true;
    }
    let is_initial = |word: &str| fold(word).chars().count() == 1;
    match words.as_slice() {
        [first, last] => {
            let is_last_given = is_given(last) && !BOTH.contains(&fold(last).as_str());
            !is_family(last) && (is_family(first) || !is_given(first) && is_last_given)
        }
        [_, .., middle, last] => {
            let is_told = is_particle(middle) || is_family(middle) || is_given(middle);
            let is_spanish = is_family(last) || words.len() > 3;
            is_spanish && !is_told && !is_initial(middle)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_and_two_family_names_are_of_the_family_name() {
        for (name, given, family) in [
            ("Rosa Medina", "Rosa", "Medina"),
            ("Maria Elena Gutierrez", "Maria Elena", "Gutierrez"),
            ("Ana Lucia Flores Mendez", "Ana Lucia", "Flores Mendez"),
            ("Maria Garcia Lopez", "Maria", "Garcia Lopez"),
            ("Maria de la Cruz", "Maria", "de la Cruz"),
            ("Maria De La Cruz", "Maria", "De La Cruz"),
            ("Ana Maria de los Santos", "Ana Maria", "de los Santos"),
            ("Ana Garcia de Leon", "Ana Garcia", "de Leon"),
            ("Jan van der Berg", "Jan", "van der Berg"),
            ("Mary St. John", "Mary", "St. John"),
            ("Omar bin Said", "Omar", "bin Said"),
            ("Linh Do Nguyen", "Linh Do", "Nguyen"),
            ("Al Green", "Al", "Green"),
            ("Van Morrison", "Van", "Morrison"),
            ("De Andre Hill", "De Andre", "Hill"),
            ("de la Cruz Ana", "Ana", "de la Cruz"),
            ("De la Cruz Ana Maria", "Ana Maria", "De la Cruz"),
            ("LOPEZ JUAN", "LOPEZ", "JUAN"),
            ("Garcia Lopez", "Garcia", "Lopez"),
            ("de Leon", "de", "Leon"),
        ] {
            let wanted = Some((given.to_owned(), family.to_owned()));
            assert_eq!(cut(name), wanted, "{name}");
        }
        assert_eq!(cut("Rosa"), None);
    }

    #[test]
    fn a_name_that_may_be_cut_in_two_ways_is_unsure() {
        for name in [
            "LOPEZ JUAN",
            "Begay Tom",
            "Nguyen Thi Hoa",
            "Nguyen Van Minh",
            "Chen Mei",
            "de la Cruz Ana",
            "Ana Lucia Pena Mendoza",
            "Rosa Pena Mendoza",
        ] {
            assert!(is_unsure(name), "{name}");
        }
        for name in [
            "Juan Lopez",
            "Lopez, Juan",
            "Tom Begay",
            "Hoa Thi Nguyen",
            "Mei Chen",
            "Kim Marie Jones",
            "Shawna James",
            "Maria Elena Gutierrez",
            "Ana Lucia Flores Mendez",
            "Maria de la Cruz",
            "Rosa M. Mendoza",
            "Tasha Marie Williams",
            "Rosa",
        ] {
            assert!(!is_unsure(name), "{name}");
        }
    }
}
