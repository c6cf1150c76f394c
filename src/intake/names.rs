//! A person's name as the columns of a sheet have it together: whole, or in parts.

mod common;
mod family;
mod letters;
mod nickname;
mod plain;

use super::companions::ADULTS;
use super::head_counts::{Counted, counted_as};
use crate::register::fold;
pub(super) use family::is_unsure;
pub(super) use letters::in_usual_letters;
pub(super) use nickname::nickname;
use nickname::{REMARKS, YOUNG};
use plain::is_suffix;
pub(super) use plain::{are_two, is_turned_cell, plain, remark_in};

/// Given and family names.
pub(super) type Names = (Option<String>, Option<String>);

/// Whether a comma says `Family, Given`.
fn is_turned(name: &str) -> bool {
    let parts = name.split_once(',');
    parts.is_some_and(|(_, given)| !given.trim().is_empty() && !is_suffix(given.trim()))
}

/// Given and family names of a whole name: the last words are the family name, unless a comma says `Family, Given`.
pub(super) fn split(name: &str) -> Names {
    let text = |part: &str| Some(part.trim().to_owned()).filter(|part| !part.is_empty());
    // `Tom Begay Jr.` and `Tom Begay, Jr.` are of the family Begay.
    if let Some((rest, suffix)) = name
        .trim()
        .rsplit_once([' ', ','])
        .filter(|(_, last)| is_suffix(last))
        && let rest = rest.trim_end_matches([' ', ','])
        && !rest.contains(',')
        && let Some((given, family)) = family::cut(rest)
    {
        return (text(&given), text(&format!("{family} {suffix}")));
    }
    // So are `Begay, Tom Jr.` and `Begay, Tom, Jr.`
    if let Some((family, given)) = name.split_once(',')
        && let Some((given, suffix)) = given.trim().rsplit_once([' ', ','])
        && is_suffix(suffix)
        && let given = given.trim_end_matches([' ', ','])
        && given.contains(char::is_alphabetic)
    {
        return (text(given), text(&format!("{} {suffix}", family.trim())));
    }
    match (name.split_once(','), family::cut(name)) {
        (Some((family, given)), _) => (text(given), text(family)),
        (None, Some((given, family))) => (text(&given), text(&family)),
        (None, None) => (text(name), None),
    }
}

/// Given and family names of what all columns say. Beside one part, `Name` is the whole name or the other part.
///
/// # Errors
/// They say different names.
pub(super) fn joined(
    given: Option<String>,
    family: Option<String>,
    whole: Option<&str>,
) -> Result<Names, String> {
    let Some(whole) = whole else {
        return Ok(match (given, family) {
            // Both in the cell of one of them: `Benally, Sharon`.
            (Some(only), None) | (None, Some(only)) if is_turned(&only) => split(&only),
            parts => parts,
        });
    };
    if let Some(why) = of_several(whole) {
        return Err(why);
    }
    let parts = split(whole);
    let turned = whole.contains(',');
    let differs = |known: &str| {
        Err(format!(
            "`{whole}` and `{known}` are two names: keep one of them"
        ))
    };
    match (given, family) {
        (None, None) => Ok(parts),
        (None, Some(family)) if turned && !same(parts.1.as_deref(), &family) => differs(&family),
        (Some(given), None) if turned && !same(parts.0.as_deref(), &given) => differs(&given),
        (None, Some(_)) | (Some(_), None) if turned => Ok(parts),
        (None, Some(family)) => {
            let rest = without(whole, &family, false).unwrap_or_else(|| whole.to_owned());
            Ok((Some(rest).filter(|rest| !rest.is_empty()), Some(family)))
        }
        (Some(given), None) => {
            let rest = without(whole, &given, true).unwrap_or_else(|| whole.to_owned());
            Ok((Some(given), Some(rest).filter(|rest| !rest.is_empty())))
        }
        (Some(given), Some(family)) => {
            let both = format!("{given} {family}");
            let has = |one: &str, other: &str| {
                let (one, other) = (fold(one), fold(other));
                other
                    .split(' ')
                    .all(|word| one.split(' ').any(|known| known == word))
            };
            if has(&both, whole) {
                return Ok((Some(given), Some(family)));
            }
            if !has(whole, &both) {
                return differs(&both);
            }
            // The whole name has a further word, such as a middle name.
            let fuller = if turned {
                parts.0
            } else {
                without(whole, &family, false)
            };
            Ok((fuller.or(Some(given)), Some(family)))
        }
    }
}

/// Whether a name is that of a relative or a friend of somebody: `Luz's sister`, `grandma of Lee`, `Baby boy Reed`.
fn is_of_a_relative(name: &str) -> bool {
    let lower = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_relative = |word: &&str| ADULTS.contains(word) || YOUNG.contains(word);
    let of_whom = words
        .windows(2)
        .any(|pair| (pair[0].ends_with("'s") || pair[0].ends_with("s'")) && is_relative(&pair[1]));
    let of = words
        .windows(2)
        .any(|pair| is_relative(&pair[0]) && pair[1] == "of");
    let is_baby = matches!(words.as_slice(), ["baby", "boy" | "girl" | "of", ..]);
    of_whom || of || is_baby
}

/// The remark behind a name: a word that is written otherwise than a name, as `NEW` in `Kate Rogers NEW`.
fn remark_behind(name: &str) -> Option<&str> {
    let mut words = name.split_whitespace();
    let is_title = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
    };
    let is_first_a_name = words.next().is_some_and(is_title);
    let last = words.last()?;
    let is_remark = REMARKS.contains(&fold(last).as_str()) && !is_title(last);
    (is_first_a_name && is_remark).then_some(last)
}

/// The name in a cell of two lines, if a comma ends the first.
///
/// # Errors
/// Each line may be a name.
pub(super) fn in_one_line(text: &str) -> Result<String, String> {
    let text = text.replace(",\n", ", ");
    match text.contains('\n') {
        true => {
            Err("the name may be of two people (a line break): give each person a row".to_owned())
        }
        false => Ok(text),
    }
}

/// Why the whole name in a cell is hardly that of one person, by the commas in it.
fn of_several(whole: &str) -> Option<String> {
    let each = |sign: &str| {
        Some(format!(
            "the name may be of two people ({sign}): give each person a row"
        ))
    };
    let is_name = |part: &&str| !is_suffix(part);
    let parts: Vec<&str> = whole.split(',').map(str::trim).filter(is_name).collect();
    let [one, other] = parts.as_slice() else {
        return if parts.len() > 2 {
            each("commas")
        } else {
            None
        };
    };
    let last = |part: &str| part.rsplit_once(' ').map(|(_, last)| fold(last));
    if other.contains('/') {
        return each("`/`");
    }
    if counted_as(other).is_some() && counted_as(whole).is_none() {
        return Some(format!(
            "the name has a remark (`{other}`): take it out; a remark belongs in a column for `note`"
        ));
    }
    if last(one).is_some() && last(one) == last(other) {
        return each("a comma");
    }
    None
}

/// Why a name is refused that says more than a name, or only whose relative somebody is.
fn beside_a_name(name: &str, padded: &str) -> Option<String> {
    if is_of_a_relative(name) {
        return Some(
            "the name says only whose relative or friend it is: write the person's own name; somebody who gave none is counted \
             under `anonymous`"
                .to_owned(),
        );
    }
    if [" aka ", " a.k.a. ", " goes by ", " formerly "]
        .iter()
        .any(|word| padded.contains(word))
    {
        return Some(
            "the name has another name beside it: leave one; the other belongs in a column for `aliases`".to_owned(),
        );
    }
    remark_behind(name).map(|remark| {
        format!(
            "the name has a remark (`{remark}`): take it out; a remark belongs in a column for `note`"
        )
    })
}

/// Why a text is hardly the name of one person: two people in a cell, or a remark. Nothing is made of it in silence.
pub(super) fn unlikely(name: &str) -> Option<String> {
    const NO_NAMES: [&str; 10] = [
        "test",
        "test test",
        "testing",
        "sample",
        "example",
        "same",
        "same as above",
        "ditto",
        "deceased",
        "duplicate",
    ];
    if NO_NAMES.contains(&fold(name).as_str()) {
        return Some("the name is none: correct it, or delete the row".to_owned());
    }
    let padded = format!(" {} ", name.to_lowercase());
    let has = |signs: &[&'static str]| signs.iter().find(|sign| padded.contains(**sign)).copied();
    if let Some(sign) = has(&["&", "+", " and ", " y ", " or ", ";", "\n"]) {
        let sign = if sign == "\n" {
            "a line break"
        } else {
            sign.trim()
        };
        return Some(format!(
            "the name may be of two people (`{sign}`): give each person a row; one person with such a name is entered by `peer add`"
        ));
    }
    if let Some(why) = beside_a_name(name, &padded) {
        return Some(why);
    }
    let given = match name.split_once(',') {
        Some((_, given)) => given,
        None => name.rsplit_once(' ').map_or(name, |(given, _)| given),
    };
    if given.contains('/') {
        return Some("the name may be of two people (`/`): give each person a row".to_owned());
    }
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.split(')').next());
    if inside.and_then(counted_as) == Some(Counted::Workers) {
        return Some(
            "the name is of somebody who came to work, and is not counted: delete the row, or take the brackets out if they \
             came for themselves; `led_by` of [grid] with the word in brackets keeps who led"
                .to_owned(),
        );
    }
    if has(&["(", ")", "[", "]", "{", "}"]).is_some() {
        return Some(
            "the name has brackets: take them out; another name belongs in a column for `aliases`, a remark in one for `note`"
                .to_owned(),
        );
    }
    if let Some(sign) = has(&[
        " - ", " – ", " — ", " -- ", "?", "*", "#", "@", "=", ":", "!", "_", "<", ">", "~", "|",
    ]) {
        return Some(format!(
            "the name has a remark or a sign that no name has (`{}`): take it out; a remark belongs in a column for `note`",
            sign.trim()
        ));
    }
    name.contains(|c: char| c.is_ascii_digit())
        .then(|| "the name has digits: take them out".to_owned())
}

fn same(one: Option<&str>, other: &str) -> bool {
    one.is_some_and(|one| fold(one) == fold(other))
}

/// A name without the words that it begins or ends with; `None` where it does not.
fn without(name: &str, part: &str, first: bool) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let part = fold(part);
    (1..=words.len()).find_map(|count| {
        let (taken, rest) = if first {
            words.split_at(count)
        } else {
            let (rest, taken) = words.split_at(words.len() - count);
            (taken, rest)
        };
        (fold(&taken.join(" ")) == part).then(|| rest.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(given: &str, family: &str, whole: &str) -> Result<(String, String), String> {
        let text = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
        let (given, family) = joined(text(given), text(family), text(whole).as_deref())?;
        Ok((given.unwrap_or_default(), family.unwrap_or_default()))
    }

    #[test]
    fn the_columns_of_a_name_are_joined_and_none_is_dropped() {
        for ((given, family, whole), wanted) in [
            (("", "", "Rosa Medina"), ("Rosa", "Medina")),
            (("", "", "Tom Begay Jr."), ("Tom", "Begay Jr.")),
            (("", "", "Tom Begay, Sr"), ("Tom", "Begay Sr")),
            (("", "", "Begay Jr., Tom"), ("Tom", "Begay Jr.")),
            (("", "", "Begay, Tom III"), ("Tom", "Begay III")),
            (("", "", "Williams, Robert Jr."), ("Robert", "Williams Jr.")),
            (
                ("", "", "Williams, Robert, Jr."),
                ("Robert", "Williams Jr."),
            ),
            (("", "", "James Wood Jr"), ("James", "Wood Jr")),
            (("", "Medina", "Rosa"), ("Rosa", "Medina")),
            (("Benally, Sharon", "", ""), ("Sharon", "Benally")),
            (("", "Benally, Sharon", ""), ("Sharon", "Benally")),
            (("", "Begay, Jr.", ""), ("", "Begay, Jr.")),
            (("Sharon,", "", ""), ("Sharon,", "")),
            (("", "Medina", "Rosa Elena"), ("Rosa Elena", "Medina")),
            (("", "Núñez", "Ofelia NUNEZ"), ("Ofelia", "Núñez")),
            (
                ("", "García-López", "María José Garcia Lopez"),
                ("María José", "García-López"),
            ),
            (("", "Medina", "Medina, Rosa"), ("Rosa", "Medina")),
            (("", "Medina", "Medina"), ("", "Medina")),
            (("Rosa", "", "Medina"), ("Rosa", "Medina")),
            (("Rosa", "", "Rosa de la Cruz"), ("Rosa", "de la Cruz")),
            (("Rosa", "", "Medina, Rosa"), ("Rosa", "Medina")),
            (("Rosa", "Medina", "Rosa Medina"), ("Rosa", "Medina")),
            (("Rosa", "Medina", "Rosa"), ("Rosa", "Medina")),
            (
                ("Rosa", "Medina", "Rosa Elena Medina"),
                ("Rosa Elena", "Medina"),
            ),
            (
                ("Rosa", "Medina", "Medina, Rosa Elena"),
                ("Rosa Elena", "Medina"),
            ),
        ] {
            assert_eq!(
                read(given, family, whole),
                Ok((wanted.0.to_owned(), wanted.1.to_owned())),
                "{given}|{family}|{whole}"
            );
        }
    }

    #[test]
    fn two_people_and_remarks_are_no_name() {
        for name in [
            "Ana & Juan Perez",
            "Ana Perez and Juan Perez",
            "Ana y Juan Perez",
            "Ana/Juan Perez",
            "Ana Perez; Juan Lopez",
            "Mary (Lopez) Smith",
            "Amaya (see Perez)",
            "Jane - DECEASED Doe",
            "Rosa Medina?",
            "Rosa Medina 2",
            "*Rosa Medina",
            "Kate Cook aka Katie Bell",
            "Kate Rogers NEW",
            "Kate Morris DO NOT CALL",
            "Kate Morgan's sister",
            "Luz’s sister",
            "grandma of Lee",
            "Baby boy Reed",
        ] {
            assert!(unlikely(name).is_some(), "{name}");
        }
        for name in [
            "Siobhán O'Brien-Nuñez",
            "Kay Smith/Jones",
            "Tom Begay, Sr",
            "Ma. Elena Cruz",
            "Andy Anderson",
            "Jack \"JJ\" Smith",
            "Yolanda Ayala",
            "Maria GARCIA",
            "Mateo New",
            "ANA NEW",
            "Sister Mary Call",
            "Grandma Reed",
        ] {
            assert_eq!(unlikely(name), None, "{name}");
        }
    }

    #[test]
    fn two_people_with_commas_are_no_name() {
        for name in [
            "Miller, Kate / Miller, Joe",
            "Kate Young, Joe Young",
            "Kate Roberts, mom",
            "Edwards, Kate, Joe",
        ] {
            assert!(read("", "", name).is_err(), "{name}");
        }
        assert!(in_one_line("Kate Perez\nJoe Perez").is_err());
        assert_eq!(in_one_line("Perez,\nKate").as_deref(), Ok("Perez, Kate"));
        for (name, given, family) in [
            ("Garcia Lopez, Ana Maria", "Ana Maria", "Garcia Lopez"),
            ("Begay, Tom, Jr.", "Tom", "Begay Jr."),
            ("Smith/Jones, Kay", "Kay", "Smith/Jones"),
            ("Walk-ins, no name", "no name", "Walk-ins"),
        ] {
            let wanted = (given.to_owned(), family.to_owned());
            assert_eq!(read("", "", name), Ok(wanted), "{name}");
        }
    }

    #[test]
    fn columns_that_say_different_names_are_refused() {
        for (given, family, whole) in [
            ("", "Medina", "Ortega, Rosa"),
            ("Ana", "", "Ortega, Rosa"),
            ("Ana", "Cruz", "Rosa Medina"),
        ] {
            let wrong = read(given, family, whole).unwrap_err();
            assert!(wrong.contains("are two names"), "{wrong}");
        }
    }
}
