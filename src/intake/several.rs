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

/// Who led by a cell that says so in a sentence: `Marcus` of `out - Marcus led`, `led by Marcus` and `Marcus led (Dana out)`.
/// What else it says may only be that somebody was out.
pub(super) fn who_led(cell: &str) -> Option<&str> {
    const LED: [&str; 6] = ["led", "facilitated", "covered", "subbed", "ran", "hosted"];
    const BEHIND: [&str; 8] = [
        "",
        "it",
        "group",
        "the group",
        "instead",
        "for",
        "in",
        "circle",
    ];
    const OUT: [&str; 8] = [
        "out", "sick", "ill", "away", "absent", "off", "vacation", "leave",
    ];
    let name = |part: &'_ str| -> Option<(usize, usize)> {
        let lower = part.to_ascii_lowercase();
        LED.iter().find_map(|verb| {
            let at = lower.find(verb)?;
            let (before, rest) = (&lower[..at], &lower[at + verb.len()..]);
            let is_word = before.is_empty() || before.ends_with(' ');
            if before.trim().is_empty() && rest.starts_with(" by ") {
                return Some((at + verb.len() + 4, part.len()));
            }
            let is_said = BEHIND.contains(&rest.trim()) || rest.starts_with(" for ");
            (is_word && is_said && !before.trim().is_empty()).then_some((0, at))
        })
    };
    let is_out = |part: &&str| {
        let part = part.to_ascii_lowercase();
        part.split_whitespace().any(|word| OUT.contains(&word))
    };
    let dashes = cell.split([',', ';', '(', ')', '\n', '–', '—', '/']);
    let parts = dashes.flat_map(|part| part.split(" - ")).map(str::trim);
    let (led, others): (Vec<&str>, Vec<&str>) = parts
        .filter(|part| !part.is_empty())
        .partition(|part| name(part).is_some());
    let [one] = led.as_slice() else { return None };
    let (from, to) = name(one)?;
    let who = one.get(from..to)?.trim();
    let is_name = !who.is_empty() && !who.contains(|c: char| c.is_ascii_digit());
    (is_name && others.iter().all(is_out)).then_some(who)
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
    fn a_sentence_may_say_who_led() {
        for (cell, wanted) in [
            ("out - Marcus led", Some("Marcus")),
            ("Dana out, Marcus Hill led", Some("Marcus Hill")),
            ("Marcus led (Dana out)", Some("Marcus")),
            ("led by Marcus", Some("Marcus")),
            ("sick; facilitated by Marcus", Some("Marcus")),
            ("Marcus covered for Dana", Some("Marcus")),
            ("Marcus & Eva led", Some("Marcus & Eva")),
            ("out", None),
            ("Dana", None),
            ("Marcus led / Eva led", None),
            ("Dana - Marcus led", None),
            ("Ledia", None),
            ("led", None),
        ] {
            assert_eq!(who_led(cell), wanted, "{cell}");
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
