//! People whom a sheet names by another person alone, or only counts: `Tina's friend`, `guest of Tina`, `+1`.

/// Words for a grown-up by another person.
pub(super) const ADULTS: [&str; 36] = [
    "friend",
    "friends",
    "guest",
    "guests",
    "sister",
    "sis",
    "brother",
    "bro",
    "mom",
    "mama",
    "mother",
    "dad",
    "papa",
    "father",
    "grandma",
    "grandmother",
    "grandpa",
    "grandfather",
    "abuela",
    "abuelo",
    "aunt",
    "auntie",
    "tia",
    "uncle",
    "tio",
    "cousin",
    "husband",
    "wife",
    "spouse",
    "partner",
    "boyfriend",
    "girlfriend",
    "bf",
    "gf",
    "neighbor",
    "roommate",
];

/// How many grown-ups a text is of that names nobody but whom they came with; `None` of a name, and of a child.
pub(super) fn companions(text: &str) -> Option<i64> {
    let text = text.to_lowercase().replace('’', "'");
    let text = text.trim_matches([' ', '?', '!', '.', ':']);
    let plus = text
        .strip_prefix('+')
        .or_else(|| text.strip_prefix("plus "));
    if let Some(many) = plus.map(str::trim) {
        let many = if many == "one" {
            Some(1)
        } else {
            many.parse().ok()
        };
        return many.filter(|many| (1..20).contains(many));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_of_whom = |word: &str| word.ends_with("'s") || word.ends_with("s'");
    let is_adult = |word: &&str| ADULTS.contains(word);
    let goes_with = |word: &&str| ["a", "the", "new", "old", "best"].contains(word);
    let is_said = |words: &[&str]| {
        words.iter().any(is_adult) && words.iter().all(|word| is_adult(word) || goes_with(word))
    };
    let of_whom = words
        .split_first()
        .is_some_and(|(whom, rest)| is_of_whom(whom) && is_said(rest));
    let of = words.iter().position(|word| *word == "of");
    let of = of.is_some_and(|at| is_said(&words[..at]) && (1..=3).contains(&words[at + 1..].len()));
    (of_whom || of).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::companions;

    #[test]
    fn whoever_is_named_by_another_person_alone_is_one_without_a_name() {
        for (text, many) in [
            ("Tina's friend", 1),
            ("Tina's friend?", 1),
            ("Tina’s new friend", 1),
            ("Tess' sister", 1),
            ("friend of Tina", 1),
            ("a guest of Tina Boyd", 1),
            ("+1", 1),
            ("+ 2", 2),
            ("plus one", 1),
        ] {
            assert_eq!(companions(text), Some(many), "{text}");
        }
        for text in [
            "Keisha Tina's friend",
            "Keisha (Tina's friend)",
            "Tina's baby",
            "Tina's son",
            "Tina's",
            "Tina +1",
            "Rose of Sharon",
            "friend of",
            "+",
            "+1520555",
            "Friend",
            "Tina Friend",
        ] {
            assert_eq!(companions(text), None, "{text}");
        }
    }
}
