//! What speaks for and against one person, in words. Names are not included: they are shown alongside, to people who
//! may see them.

use super::compare::{
    BORN, FAMILY, GIVEN, IDS, INITIAL, Levels, OTHER, PHONE, SAME, SEX, SLIP, STREET, VARIANT,
};
use super::face::Face;

/// What speaks for it.
pub(super) fn reasons(one: &Face, other: &Face, levels: &Levels) -> Vec<String> {
    let mut all = Vec::new();
    let mut say = |text: &str| all.push(text.to_owned());
    match (levels[GIVEN], levels[FAMILY]) {
        (SAME, SAME) => say("same name"),
        (VARIANT, VARIANT) if is_turned(one, other) => say("first and last name swapped"),
        (given, family) => {
            match given {
                SAME => say("same first name"),
                VARIANT => say("one first name is short for the other or part of it"),
                SLIP => say("first names nearly the same"),
                INITIAL => say("same initial"),
                _ => {}
            }
            match family {
                SAME => say("same last name"),
                VARIANT => say("one of the last names is the same"),
                SLIP => say("last names nearly the same"),
                _ => {}
            }
        }
    }
    match levels[BORN] {
        SAME => say("same birth date"),
        VARIANT => say(near_birth(&one.born, &other.born)),
        SLIP => say("birth dates nearly the same"),
        _ => {}
    }
    let others = [
        (IDS, SAME, "same number in another system"),
        (PHONE, SAME, "same phone"),
        (PHONE, VARIANT, "phones one digit apart"),
        (STREET, SAME, "same street"),
        (STREET, VARIANT, "streets nearly the same"),
    ];
    let fits = others
        .iter()
        .filter(|(field, level, _)| levels[*field] == *level);
    fits.for_each(|(.., text)| say(text));
    all
}

/// What speaks against it.
pub(super) fn against(levels: &Levels) -> Vec<String> {
    let all = [
        (GIVEN, "different first names"),
        (FAMILY, "different last names"),
        (BORN, "different birth dates"),
        (SEX, "different genders"),
        (IDS, "different numbers in the same system"),
        (PHONE, "different phones"),
        (STREET, "different streets"),
    ];
    let speaks = all.iter().filter(|(field, _)| levels[*field] == OTHER);
    speaks.map(|(_, text)| (*text).to_owned()).collect()
}

fn is_turned(one: &Face, other: &Face) -> bool {
    let (Some(one), Some(other)) = (one.names.first(), other.names.first()) else {
        return false;
    };
    one.given.first().map(|word| word.chars().next())
        == other.family.first().map(|word| word.chars().next())
        && one.given != other.given
}

fn near_birth(one: &str, other: &str) -> &'static str {
    let parts = |born: &str| Some((born.get(4..6)?.to_owned(), born.get(6..)?.to_owned()));
    match (parts(one), parts(other)) {
        (Some(a), Some(b)) if a.0 == b.1 && a.1 == b.0 => "birth dates with day and month swapped",
        _ if strsim::osa_distance(one, other) == 1 => "birth dates one digit apart",
        _ => "same birth year, one on 1 January",
    }
}
