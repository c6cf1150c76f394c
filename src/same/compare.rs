//! How closely two people agree, field by field. A higher level means less agreement; 0 if the field of either is
//! unknown.

use std::collections::BTreeSet;

use super::face::{Face, Name};
use crate::register::nicknames;

/// The number of fields compared.
pub(super) const FIELDS: usize = 7;
pub(super) const GIVEN: usize = 0;
pub(super) const FAMILY: usize = 1;
pub(super) const BORN: usize = 2;
pub(super) const SEX: usize = 3;
pub(super) const STREET: usize = 4;
pub(super) const PHONE: usize = 5;
pub(super) const IDS: usize = 6;

/// The field of one of them is unknown.
pub(super) const UNKNOWN: u8 = 0;
/// The same.
pub(super) const SAME: u8 = 1;
/// For names: a nickname, a name left out, a second family name, both names swapped. For birth dates: one digit, day
/// and month swapped, or January 1 of the same year. For street and phone: a typo.
pub(super) const VARIANT: u8 = 2;
/// For names: a typo. For birth dates: two of day, month and year are the same.
pub(super) const SLIP: u8 = 3;
/// For given names: an initial.
pub(super) const INITIAL: u8 = 4;
/// Other.
pub(super) const OTHER: u8 = 5;
/// How many levels there are.
pub(super) const LEVELS: usize = 6;

/// The levels of two people, one per field.
pub(super) type Levels = [u8; FIELDS];

/// How closely two people agree, field by field.
pub(super) fn levels(one: &Face, other: &Face) -> Levels {
    let (given, family) = names(one, other);
    let mut levels = [UNKNOWN; FIELDS];
    levels[GIVEN] = given;
    levels[FAMILY] = family;
    levels[BORN] = born(&one.born, &other.born);
    levels[SEX] = match (one.sex, other.sex) {
        (Some(one), Some(other)) if one == other => SAME,
        (Some(_), Some(_)) => OTHER,
        _ => UNKNOWN,
    };
    levels[STREET] = street(&one.street, &other.street);
    levels[PHONE] = match (&*one.phone, &*other.phone) {
        ("", _) | (_, "") => UNKNOWN,
        (one, other) if one == other => SAME,
        (one, other) if strsim::osa_distance(one, other) == 1 => VARIANT,
        _ => OTHER,
    };
    levels[IDS] = ids(one, other);
    levels
}

/// The levels of given and family name, for the two names that agree best.
fn names(one: &Face, other: &Face) -> (u8, u8) {
    let mut best = None;
    for a in &one.names {
        for b in &other.names {
            let straight = (given(&a.given, &b.given), family(&a.family, &b.family));
            let turned = is_turned(a, b);
            let found = if turned && straight.0 + straight.1 > 2 * VARIANT {
                (VARIANT, VARIANT)
            } else {
                straight
            };
            let known = |(given, family): (u8, u8)| {
                let rank = |level| if level == UNKNOWN { INITIAL } else { level };
                rank(given) + rank(family)
            };
            if best.is_none_or(|best| known(found) < known(best)) {
                best = Some(found);
            }
        }
    }
    best.unwrap_or((UNKNOWN, UNKNOWN))
}

/// Whether the given name of each is the family name of the other, apart from a typo.
fn is_turned(a: &Name, b: &Name) -> bool {
    let near = |one: &[Box<str>], other: &[Box<str>]| {
        let (one, other) = (one.concat(), other.concat());
        !one.is_empty() && (one == other || slip(&one, &other))
    };
    near(&a.given, &b.family) && near(&a.family, &b.given)
}

fn given(one: &[Box<str>], other: &[Box<str>]) -> u8 {
    if one.is_empty() || other.is_empty() {
        return UNKNOWN;
    }
    if one == other {
        return SAME;
    }
    let (a, b) = (&*one[0], &*other[0]);
    let is_initial = |word: &str| word.chars().nth(1).is_none();
    if is_initial(a) || is_initial(b) {
        return if a.chars().next() == b.chars().next() {
            INITIAL
        } else {
            OTHER
        };
    }
    if is_nickname(a, b)
        || one
            .iter()
            .any(|word| !is_initial(word) && other.contains(word))
    {
        return VARIANT;
    }
    let whole = (one.concat(), other.concat());
    if slip(a, b) || slip(&whole.0, &whole.1) {
        return SLIP;
    }
    OTHER
}

fn is_nickname(one: &str, other: &str) -> bool {
    let others = nicknames(other);
    nicknames(one).iter().any(|group| others.contains(group))
}

fn family(one: &[Box<str>], other: &[Box<str>]) -> u8 {
    if one.is_empty() || other.is_empty() {
        return UNKNOWN;
    }
    if one == other {
        return SAME;
    }
    let whole = (one.concat(), other.concat());
    if whole.0 == whole.1 {
        return SAME;
    }
    if one
        .iter()
        .any(|word| word.len() > 2 && other.contains(word))
    {
        return VARIANT;
    }
    if slip(&whole.0, &whole.1) {
        return SLIP;
    }
    OTHER
}

/// Whether two words may be the same word, misspelled.
pub(super) fn slip(one: &str, other: &str) -> bool {
    let letters = one.chars().count().min(other.chars().count());
    let most = match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    letters.abs_diff(one.chars().count().max(other.chars().count())) <= most + 1
        && (strsim::osa_distance(one, other) <= most
            || letters > 3 && strsim::jaro_winkler(one, other) >= 0.92
            || letters > 3 && sound(one) == sound(other))
}

/// A word by its sound: the first letter, and the following consonants that sound different.
pub(super) fn sound(word: &str) -> String {
    let mut out = String::new();
    let plain = word
        .replace("ph", "f")
        .replace("gh", "g")
        .replace("ck", "k")
        .replace("ll", "l");
    for c in plain.chars() {
        let heard = match c {
            'b' | 'v' | 'w' => 'b',
            'c' | 'k' | 'q' => 'k',
            's' | 'z' | 'x' => 's',
            'g' | 'j' => 'j',
            'i' | 'y' if out.is_empty() => 'i',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' if !out.is_empty() => continue,
            c => c,
        };
        if !out.ends_with(heard) {
            out.push(heard);
        }
    }
    out
}

/// Birth dates in eight digits, years first.
fn born(one: &str, other: &str) -> u8 {
    if one.is_empty() || other.is_empty() {
        return UNKNOWN;
    }
    if one == other {
        return SAME;
    }
    let parts = |born: &str| {
        Some((
            born.get(..4)?.to_owned(),
            born.get(4..6)?.to_owned(),
            born.get(6..)?.to_owned(),
        ))
    };
    let distance = strsim::osa_distance(one, other);
    if let (Some(a), Some(b)) = (parts(one), parts(other)) {
        let same = [a.0 == b.0, a.1 == b.1, a.2 == b.2];
        if a.0 == b.0
            && (a.1 == b.2 && a.2 == b.1 || one.ends_with("0101") || other.ends_with("0101"))
        {
            return VARIANT;
        }
        if distance == 1 {
            return VARIANT;
        }
        if same.iter().filter(|same| **same).count() == 2 || distance == 2 {
            return SLIP;
        }
    }
    if distance == 1 { VARIANT } else { OTHER }
}

fn street(one: &str, other: &str) -> u8 {
    if one.is_empty() || other.is_empty() {
        return UNKNOWN;
    }
    if one == other {
        return SAME;
    }
    let whole = |street: &str| street.replace(' ', "");
    let ((number, road), (other_number, other_road)) = (parts(one), parts(other));
    let is_known = !road.is_empty() && !other_road.is_empty();
    let fits = number == other_number || number.is_empty() || other_number.is_empty();
    let near = strsim::osa_distance(&whole(one), &whole(other)) <= 2
        || is_known && fits && strsim::jaro_winkler(&road, &other_road) >= 0.85
        || is_known && road == other_road && strsim::osa_distance(number, other_number) <= 3;
    if near { VARIANT } else { OTHER }
}

/// The number, and the street name without spaces.
fn parts(street: &str) -> (&str, String) {
    let (first, rest) = street.split_once(' ').unwrap_or((street, ""));
    match first.contains(|c: char| c.is_ascii_digit()) {
        true => (first, rest.replace(' ', "")),
        false => ("", street.replace(' ', "")),
    }
}

fn ids(one: &Face, other: &Face) -> u8 {
    if one.ids.iter().any(|id| other.ids.contains(id)) {
        return SAME;
    }
    let systems = |face: &Face| -> BTreeSet<String> {
        face.ids
            .iter()
            .filter_map(|id| id.split_once(':'))
            .map(|(system, _)| system.to_owned())
            .collect()
    };
    if systems(one).is_disjoint(&systems(other)) {
        UNKNOWN
    } else {
        OTHER
    }
}

/// Whether two people agree as persons, not only as a household: in given name or birth date. If the birth dates are
/// completely different, more than the name must agree.
pub(super) fn in_person(levels: &Levels) -> bool {
    if levels[IDS] == SAME {
        return true;
    }
    let agrees = |field: usize, least: u8| (SAME..=least).contains(&levels[field]);
    let of_more = || agrees(STREET, VARIANT) || agrees(PHONE, VARIANT);
    agrees(BORN, VARIANT) || agrees(GIVEN, SLIP) && (levels[BORN] != OTHER || of_more())
}
