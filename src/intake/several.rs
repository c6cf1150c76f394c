//! Cells that name who was there by more than a name: two people, or somebody who came in place of another.

/// Signs and words between two people.
const JOINERS: [&str; 5] = [" and ", " y ", "&", "/", "+"];

/// What stands beside the name of somebody who came in place of another.
const INSTEAD: [&str; 7] = [
    "sub",
    "subbing",
    "substitute",
    "cover",
    "covering",
    "coverage",
    "filling in",
];

/// The names in a cell that is no name by itself: both of `Marisol & Dana`, and the one who came of `Tee (for Dana)`. None
/// where a cell says it in any other way.
pub(super) fn names_in(cell: &str) -> Vec<&str> {
    if let Some(who) = who_came(cell) {
        return if has_several(cell) {
            Vec::new()
        } else {
            vec![who]
        };
    }
    let mut names = vec![cell];
    for joiner in JOINERS {
        names = names
            .into_iter()
            .flat_map(|name| name.split(joiner))
            .collect();
    }
    let names: Vec<&str> = names.into_iter().map(str::trim).collect();
    let is_plain = |name: &&str| !name.is_empty() && who_came(name).is_none();
    if names.len() > 1 && names.iter().all(is_plain) {
        names
    } else {
        Vec::new()
    }
}

/// Whether a cell names two people with a sign or a word between them.
pub(super) fn has_several(cell: &str) -> bool {
    JOINERS.iter().any(|joiner| cell.contains(joiner))
}

/// The one who came, of a cell that says in place of whom, or that it was in place of somebody.
fn who_came(cell: &str) -> Option<&str> {
    let is_instead = |text: &str| {
        let text = text.trim().to_ascii_lowercase();
        let is_for = |rest: &str| rest.trim_start().starts_with("for ");
        let mut rests = INSTEAD.iter().filter_map(|word| text.strip_prefix(word));
        INSTEAD.contains(&text.as_str()) || is_for(&text) || rests.any(is_for)
    };
    let name = |text: &'_ str| !text.is_empty() && !text.contains(['(', ')', ':']);
    if let Some((who, beside)) = cell.split_once('(') {
        let beside = beside.trim().strip_suffix(')')?;
        let who = who.trim();
        return (is_instead(beside) && name(who)).then_some(who);
    }
    if let Some((word, who)) = cell.split_once(':') {
        let who = who.trim();
        return (INSTEAD.contains(&word.trim().to_ascii_lowercase().as_str()) && name(who))
            .then_some(who);
    }
    let mut places = cell.match_indices(' ').map(|(at, _)| at);
    let at = places.find(|at| is_instead(cell[*at..].trim_start_matches([' ', '-', '–', ','])))?;
    let who = cell[..at].trim().trim_end_matches([' ', '-', '–', ',']);
    name(who).then_some(who)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_both_or_the_one_who_came() {
        for (cell, wanted) in [
            ("Marisol & Dana", &["Marisol", "Dana"][..]),
            ("Dana / Tee", &["Dana", "Tee"]),
            ("Dana/Tee", &["Dana", "Tee"]),
            ("Dana Webb and Marisol Vega", &["Dana Webb", "Marisol Vega"]),
            ("Tee (for Dana)", &["Tee"]),
            ("Tee (covering for Dana)", &["Tee"]),
            ("Tee for Dana", &["Tee"]),
            ("Tee sub for Dana", &["Tee"]),
            ("Tee Ruiz (sub)", &["Tee Ruiz"]),
            ("Tee - sub", &["Tee"]),
            ("sub: Tee", &["Tee"]),
            ("Sub: Tee Ruiz", &["Tee Ruiz"]),
        ] {
            assert_eq!(names_in(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn anything_else_is_left_as_it_is() {
        for cell in [
            "Dana Webb",
            "Dana (sub: Tee)",
            "Dana (out sick)",
            "Tee for Dana & Marisol",
            "Tee (sub) & Dana",
            "Tee (for Dana/Marisol)",
            "(sub)",
            "sub:",
            "& Dana",
            "Fordham Suber",
        ] {
            assert_eq!(names_in(cell), Vec::<&str>::new(), "{cell}");
        }
    }
}
