//! Counts of things in words.

use std::fmt::Display;

/// A count of things: `1 case`, `2 matches`, `0 days`. The noun is given in the singular; if it has several words, the
/// last one becomes plural.
#[must_use]
pub fn counted(count: impl Display, noun: &str) -> String {
    let count = count.to_string();
    if count == "1" {
        format!("1 {noun}")
    } else {
        format!("{count} {}", plural(noun))
    }
}

/// The plural of a noun.
#[must_use]
pub fn plural(noun: &str) -> String {
    if let Some((before, last)) = noun.rsplit_once(' ') {
        return format!("{before} {}", plural(last));
    }
    if noun.eq_ignore_ascii_case("child") {
        return format!("{noun}ren");
    }
    match noun.strip_suffix('y') {
        // `day` does not become `daies`, unlike `lady`, which becomes `ladies`.
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x']) => format!("{noun}es"),
        _ if noun.ends_with("ch") || noun.ends_with("sh") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_all_else_is_plural() {
        assert_eq!(counted(0, "record"), "0 records");
        assert_eq!(counted(1, "match"), "1 match");
        assert_eq!(counted(2, "match"), "2 matches");
        assert_eq!(counted(1_u32, "month"), "1 month");
        assert_eq!(counted(3, "family"), "3 families");
        assert_eq!(counted(-1, "day"), "-1 days");
        assert_eq!(counted(7, "day"), "7 days");
        assert_eq!(counted("-", "child"), "- children");
        assert_eq!(counted("0.5", "support group"), "0.5 support groups");
        assert_eq!(counted("1.00", "point"), "1.00 points");
    }

    #[test]
    fn a_plural_keeps_the_capital_and_knows_the_endings() {
        for (one, many) in [
            ("Ally", "Allies"),
            ("Child", "Children"),
            ("coach", "coaches"),
            ("Peer Coach", "Peer Coaches"),
            ("box", "boxes"),
            ("boss", "bosses"),
            ("guy", "guys"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
