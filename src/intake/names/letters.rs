//! Names that are written in capitals alone.

use super::Names;

/// Given and family names that are written in capitals alone, in usual letters: `JOSE`, `LOPEZ` are `Jose`, `Lopez`. `None`
/// for any other.
pub(in crate::intake) fn in_usual_letters((given, family): &Names) -> Option<Names> {
    const FEWEST: usize = 4;
    let letters = || given.iter().chain(family).flat_map(|name| name.chars());
    if letters().filter(|c| c.is_alphabetic()).count() < FEWEST
        || letters().any(char::is_lowercase)
        || !letters().any(char::is_uppercase)
    {
        return None;
    }
    let usual = |name: &String| -> String {
        let words = name.split_inclusive([' ', '-', '/']);
        words.map(usual_word).collect()
    };
    Some((given.as_ref().map(usual), family.as_ref().map(usual)))
}

fn usual_word(word: &str) -> String {
    let plain = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let is_kept = ["II", "III", "IV"].contains(&plain) || plain.contains('.');
    // `JJ` and `AJ` are initials, and `TY` and `BO` are names.
    let vowels = plain.chars().skip(1).filter(|c| "AEIOUY".contains(*c));
    if is_kept
        || plain.chars().count() == 2 && vowels.count() == 0 && plain != "JR" && plain != "SR"
    {
        return word.to_owned();
    }
    let titled = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        first + &letters.as_str().to_lowercase()
    };
    if let Some((before, rest)) = word.split_once(['\'', '’'])
        && before.chars().count() == 1
    {
        let sign = &word[before.len()..word.len() - rest.len()];
        return format!("{before}{sign}{}", titled(rest));
    }
    match word
        .strip_prefix("MC")
        .filter(|rest| rest.chars().count() > 1)
    {
        Some(rest) => format!("Mc{}", titled(rest)),
        None => titled(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::names::split;

    fn whole((given, family): Names) -> String {
        let parts: Vec<String> = given.into_iter().chain(family).collect();
        parts.join(" ")
    }

    #[test]
    fn a_name_in_capitals_alone_gets_usual_letters() {
        for (name, wanted) in [
            ("LOPEZ, JOSE", "Jose Lopez"),
            ("JOSE LOPEZ", "Jose Lopez"),
            ("MEGAN O'BRIEN", "Megan O'Brien"),
            ("ANN MCDONALD", "Ann McDonald"),
            ("ANA DE LA CRUZ", "Ana De La Cruz"),
            ("GARCIA-LOPEZ, MARIA", "Maria Garcia-Lopez"),
            ("JOSÉ NÚÑEZ", "José Núñez"),
            ("AJ LEE", "AJ Lee"),
            ("T.J. LEE", "T.J. Lee"),
            ("TOM BEGAY JR.", "Tom Begay Jr."),
            ("TOM BEGAY III", "Tom Begay III"),
            ("MARIA G.", "Maria G."),
        ] {
            let found = in_usual_letters(&split(name)).map(whole);
            assert_eq!(found.as_deref(), Some(wanted));
        }
        for name in [
            "Jose LOPEZ",
            "Ana de la Cruz",
            "JJ",
            "AL B",
            "McDonald",
            "王",
        ] {
            assert_eq!(in_usual_letters(&split(name)), None, "{name}");
        }
    }
}
