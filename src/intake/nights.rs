//! Rows of a grid that are about each night and no person, by how they begin.

use super::cell::clean;
use super::head_counts::guests;
use super::headings::header;
use super::hours::lengths;
use crate::record::intake::SheetRow;

/// How long a night was, if one of the first is there.
const LENGTHS: [&str; 9] = [
    "minutes", "mins", "min", "length", "duration", "hours", "hrs", "time", "times",
];
const BESIDE_LENGTHS: [&str; 10] = [
    "number", "of", "group", "meeting", "session", "total", "how", "long", "in", "met",
];

/// What a night was about.
const TOPICS: [&str; 9] = [
    "topic", "topics", "theme", "themes", "lesson", "activity", "subject", "tema", "temas",
];

/// What no record of a night has a place for, or what may name people.
const LEFT_OUT: [&str; 46] = [
    "snack",
    "snacks",
    "food",
    "food by",
    "meal",
    "meals",
    "dinner",
    "dinner by",
    "menu",
    "potluck",
    "snack by",
    "snack sign up",
    "who brings snack",
    "comida",
    "merienda",
    "notes",
    "note",
    "comments",
    "comment",
    "remarks",
    "notas",
    "speaker",
    "guest speaker",
    "presenter",
    "weather",
    "room",
    "location",
    "place",
    "site",
    "handouts",
    "supplies",
    "gift cards",
    "prayer",
    "prayers",
    "prayer requests",
    "announcements",
    "meals served",
    "plates",
    "childcare provider",
    "childcare providers",
    "childcare by",
    "sitter",
    "transportation",
    "day of week",
    "week",
    "time",
];

/// Whether a row begins as one that says how long each night was.
pub(super) fn is_of_lengths(head: &str) -> bool {
    let head = header(head);
    let words = || head.split(' ');
    words().any(|word| LENGTHS.contains(&word))
        && words().all(|word| LENGTHS.contains(&word) || BESIDE_LENGTHS.contains(&word))
}

/// Whether a row begins as one that says what each night was about.
pub(super) fn is_of_topics(head: &str) -> bool {
    let head = header(head);
    let topic = ["of the night", "of the week", "of the day", "of group"]
        .into_iter()
        .find_map(|rest| head.strip_suffix(rest));
    TOPICS.contains(&topic.unwrap_or(&head).trim())
}

/// Whether a row begins as one that nothing is made of.
pub(super) fn is_left_out(row: &SheetRow) -> bool {
    // Times from and to are lengths.
    let has_lengths = || {
        row.cells
            .iter()
            .any(|cell| !lengths(&clean(cell)).is_empty())
    };
    head_of(row).is_some_and(|head| {
        LEFT_OUT.contains(&header(&head).as_str()) && !(is_of_lengths(&head) && has_lengths())
    })
}

/// Whether a row begins as one that says who led: `Leader:`, `Facilitator`.
fn is_of_leaders(head: &str) -> bool {
    const LEADERS: [&str; 8] = [
        "leader",
        "leaders",
        "led by",
        "facilitator",
        "facilitators",
        "facilitated by",
        "co leaders",
        "lead",
    ];
    LEADERS.contains(&header(head).as_str())
}

/// Moves rows about the nights that are above the row of their days below it, where the others are.
pub(super) fn move_below(rows: &mut [SheetRow], is_day: impl Fn(&str) -> bool) {
    /// How far down the days may be.
    const WITHIN: usize = 20;
    /// The fewest days of a grid: rows of people may have two.
    const FEWEST: usize = 3;
    let days = |row: &SheetRow| {
        let cells = row.cells.iter().enumerate();
        let days = cells.filter(|(_, cell)| is_day(&clean(cell)));
        days.map(|(place, _)| place).collect::<Vec<usize>>()
    };
    let mut first = rows.iter().take(WITHIN);
    let Some(at) = first.position(|row| days(row).len() >= FEWEST) else {
        return;
    };
    let places = days(&rows[at]);
    if rows.get(at + 1).is_some_and(|row| days(row).len() > 1) {
        return;
    }
    let says_of_nights = |row: &SheetRow| {
        let cells = places.iter().filter_map(|place| row.cells.get(*place));
        let filled = cells.filter(|cell| !cell.trim().is_empty()).count();
        let is_one = |head: &str| is_of_leaders(head) || is_of_lengths(head) || is_of_topics(head);
        filled > 1 && head_of(row).is_some_and(|head| is_one(&head))
    };
    // The order of the others stays.
    rows[..=at].sort_by_key(says_of_nights);
}

/// How a row begins: its first cell that says something.
pub(super) fn head_of(row: &SheetRow) -> Option<String> {
    let cells = row.cells.iter().map(|cell| clean(cell));
    cells.into_iter().find(|cell| !cell.is_empty())
}

/// Whether a row counts people without a name by numbers: such a person with a row of marks may be among them.
pub(super) fn counts_guests<'r>(
    mut rows: impl Iterator<Item = &'r SheetRow>,
    places: &[usize],
) -> bool {
    rows.any(|row| {
        let cells = places.iter().filter_map(|place| row.cells.get(*place));
        let cells = cells.map(|cell| clean(cell));
        let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
        let numbers: Option<Vec<f64>> = cells.iter().map(|cell| cell.parse().ok()).collect();
        // 1 may be a mark.
        let is_count = numbers.is_some_and(|all| all.iter().any(|number| *number > 1.0));
        is_count && head_of(row).is_some_and(|head| guests(&head).is_some())
    })
}

/// What is said of the rows that nothing is made of.
pub(super) fn told(rows: &[&SheetRow]) -> Option<String> {
    let said: Vec<String> = rows
        .iter()
        .map(|row| format!("{} (`{}`)", row.number, head_of(row).unwrap_or_default()))
        .collect();
    let (noun, are) = match said.as_slice() {
        [] => return None,
        [_] => ("row", "is"),
        _ => ("rows", "are"),
    };
    Some(format!(
        "{noun} {} {are} about the nights and no person: not imported",
        said.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_about_a_night_are_known_by_how_they_begin() {
        for text in [
            "Minutes",
            "# min",
            "Length of group",
            "HOURS",
            "How long (hrs)",
        ] {
            assert!(is_of_lengths(text), "{text}");
        }
        for text in ["Total", "Mina", "Long", "In"] {
            assert!(!is_of_lengths(text), "{text}");
        }
        for text in ["Topic", "THEME:", "Topic of the night", "Lesson"] {
            assert!(is_of_topics(text), "{text}");
        }
        assert!(!is_of_topics("Ana Rey") && !is_of_topics("of the night"));
        let row = |head: &str| SheetRow {
            number: 4,
            cells: vec![String::new(), head.to_owned(), "x".to_owned()],
        };
        let time = |cell: &str| SheetRow {
            number: 4,
            cells: vec!["Time".to_owned(), cell.to_owned()],
        };
        assert!(is_left_out(&time("6 pm")) && !is_left_out(&time("6-7:30")));
        assert!(is_left_out(&row("Snack:")) && is_left_out(&row("NOTES")));
        assert!(!is_left_out(&row("Ana Rey")) && !is_left_out(&row("Guest")));
    }
}
