//! What a cell with a name has beside the name: a title, a remark in brackets about whom they brought, a second person.

use super::common::FAMILY_NAMES;
use super::nickname::nickname;
use crate::intake::head_counts::{Counted, counted_as};
use crate::register::fold;

/// Whether a word is one behind a family name.
pub(super) fn is_suffix(word: &str) -> bool {
    ["jr", "sr", "ii", "iii", "iv"].contains(&fold(word).as_str())
}

/// Titles before a name.
const TITLES: [&str; 17] = [
    "ms", "mr", "mrs", "miss", "mx", "mister", "missus", "sra", "srta", "señora", "sr", "señor",
    "dr", "dra", "rev", "reverend", "prof",
];

/// What a remark in brackets says of the contact, and not of the person.
const OF_THE_CONTACT: [&str; 14] = [
    "text",
    "phone",
    "call",
    "by phone",
    "zoom",
    "on zoom",
    "video",
    "virtual",
    "online",
    "in person",
    "late",
    "left early",
    "first time",
    "first visit",
];

/// A name without titles before it, and without another name in it or a remark behind it.
pub(in crate::intake) fn plain(text: &str) -> String {
    let text = remark_in(text).map_or(text, |(name, _)| name);
    let without = nickname(text);
    let text = without.as_ref().map_or(text, |(name, _)| name);
    let mut name = text.trim();
    // Of `Lopez, Ms. Ana` the title is before the given name.
    if let Some((family, given)) = name.split_once(',') {
        let bare = without_titles(given.trim());
        if bare != given.trim() {
            return format!("{}, {bare}", without_titles(family));
        }
    }
    name = without_titles(name);
    name.to_owned()
}

fn without_titles(name: &str) -> &str {
    let mut name = name;
    while let Some((first, rest)) = name.split_once([' ', '.']) {
        let rest = rest.trim_start_matches(['.', ' ']);
        let is_title = TITLES.contains(&first.to_lowercase().as_str());
        if !is_title || !rest.contains(char::is_alphabetic) {
            break;
        }
        name = rest;
    }
    name
}

/// The name and the remark of a cell that says behind the name whom they brought or how they met: `Ashley B. (2 kids)`,
/// `Dawn Whitehorse & kids`.
pub(in crate::intake) fn remark_in(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let (name, remark) = match text.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((name, remark)) => (name.trim(), remark.trim()),
        None => [" & ", " + ", " and ", " w/ ", " with ", " w "]
            .iter()
            .find_map(|sign| text.split_once(sign))?,
    };
    let said = fold(remark);
    let said = ["w ", "with ", "and "]
        .iter()
        .find_map(|word| said.strip_prefix(word))
        .unwrap_or(&said);
    let is_of_children = counted_as(said) == Some(Counted::Children);
    let is_remark = is_of_children || text.ends_with(')') && OF_THE_CONTACT.contains(&said);
    let is_name = name.contains(char::is_alphabetic) && counted_as(name).is_none();
    (is_remark && is_name).then_some((name, remark))
}

/// Whether a cell says `Family, Given`, and surely so: of one word before the comma.
pub(in crate::intake) fn is_turned_cell(text: &str) -> bool {
    let parts = text.split_once(',');
    parts.is_some_and(|(family, given)| {
        !family.trim().contains(' ') && !given.trim().is_empty() && !is_suffix(given.trim())
    })
}

/// Whether a cell has two whole names with a comma between them: `Kate Young, Joe Reed`. In a column that has family names
/// first, `Garcia Lopez, Ana Maria` is one.
pub(in crate::intake) fn are_two(text: &str) -> bool {
    const OF_A_FAMILY: [&str; 12] = [
        "de", "del", "la", "las", "los", "san", "santa", "van", "von", "st", "mc", "el",
    ];
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_whole = |part: &&str| {
        let folded = fold(part);
        let words: Vec<&str> = folded.split(' ').collect();
        let is_word = |word: &&str| word.chars().count() > 1 && !is_suffix(word);
        words.len() == 2
            && words.iter().all(is_word)
            && !words.iter().any(|word| OF_A_FAMILY.contains(word))
    };
    let is_of_nobody = |part: &str| counted_as(part).is_some();
    let first = fold(text);
    let first = first.split(' ').next().unwrap_or_default();
    parts.len() == 2
        && parts.iter().all(is_whole)
        && !is_of_nobody(text)
        && !parts.iter().any(|part| is_of_nobody(part))
        && !FAMILY_NAMES.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_and_a_remark_are_no_part_of_a_name() {
        for (text, wanted) in [
            ("Ms. Kate Hill", "Kate Hill"),
            ("Mr Joe", "Joe"),
            ("MRS. Kate Hill", "Kate Hill"),
            ("Ms.Hill", "Hill"),
            ("Hill, Ms. Kate", "Hill, Kate"),
            ("Sra. Lopez", "Lopez"),
            ("Mrs.", "Mrs."),
            ("Missy Hill", "Missy Hill"),
            ("Ashley B. (2 kids)", "Ashley B."),
            ("Ashley B. (w/ baby)", "Ashley B."),
            ("Dawn Whitehorse & kids", "Dawn Whitehorse"),
            ("Dawn Whitehorse w/ 2 kids", "Dawn Whitehorse"),
            ("Dawn Whitehorse (text)", "Dawn Whitehorse"),
            ("Ana & Juan Perez", "Ana & Juan Perez"),
            ("Garcia, Elena (Nena)", "Garcia, Elena"),
            ("Kathleen \"Katie\" Boyle", "Kathleen Boyle"),
            ("Dr. Sue Roe", "Sue Roe"),
            ("Roe, Dr. Sue", "Roe, Sue"),
            ("Rev. Dr. Sue Roe", "Sue Roe"),
            ("Sr. Luis Lopez", "Luis Lopez"),
            ("Tom Begay Sr.", "Tom Begay Sr."),
            ("Jessica (new)", "Jessica (new)"),
            ("Kate Hill", "Kate Hill"),
            ("Dana Webb (staff)", "Dana Webb (staff)"),
        ] {
            assert_eq!(plain(text), wanted, "{text}");
        }
    }

    #[test]
    fn two_whole_names_are_told_from_a_turned_one() {
        for text in ["Kate Young, Joe Reed", "Dawn Whitehorse, Luz Fimbres"] {
            assert!(are_two(text), "{text}");
        }
        for text in [
            "Young, Kate",
            "Garcia Lopez, Ana",
            "De Leon, Ana Maria",
            "Begay, Tom Jr",
            "Young, Kate M.",
            "Kate Young",
            "Young Smith, Kate M.",
            "Garcia Lopez, Ana Maria",
            "Walk-ins, no name",
        ] {
            assert!(!are_two(text), "{text}");
        }
        assert!(is_turned_cell("Young, Kate"));
        assert!(!is_turned_cell("Kate Young, Joe Reed") && !is_turned_cell("Begay, Jr."));
    }
}
