//! What rows above the headers say of every session, and no column does: when it met, and who led.

use super::cell::clean;
use super::hours::lengths;
use super::lengths::is_clock_time;
use crate::record::intake::{Intake, IntakeKind, SheetRow};
use crate::register::fold;

/// How a title says who led.
const LEADERS: [&str; 6] = [
    "facilitator",
    "facilitators",
    "led by",
    "leader",
    "leaders",
    "facilitated by",
];

/// What is above the table and is not imported, a sentence each, without what may be a name.
pub(super) fn told(map: &Intake, above: &[SheetRow]) -> Vec<String> {
    if map.kind != IntakeKind::Attendance {
        return Vec::new();
    }
    let has = |field: &str| {
        map.constant(field).is_some() || map.column.iter().any(|column| &*column.field == field)
    };
    let find = |says: &dyn Fn(&str) -> bool| {
        let mut rows = above.iter();
        rows.find(|row| row.cells.iter().any(|cell| says(&clean(cell))))
            .map(|row| row.number)
    };
    let says_when = |title: &str| has_clock_time(title) || !lengths(title).is_empty();
    let time = find(&says_when).filter(|_| !has("minutes"));
    let mut cells = above.iter().flat_map(|row| &row.cells);
    let length = cells.find_map(|cell| lengths(&clean(cell)).into_keys().next());
    let value = length.map_or_else(
        || "the length".to_owned(),
        |minutes| format!("value = \"{minutes}\""),
    );
    let time = time.map(|row| {
        format!(
            "row {row} above the table says at what time they met, which is not imported: if it is so of each session, add \
             [[constant]] with field = \"minutes\" and {value} to the map"
        )
    });
    let leads = map
        .grid
        .as_ref()
        .is_some_and(|grid| !grid.led_by.is_empty());
    let led = find(&names_leader).filter(|_| !has("mentors") && !has("led_by") && !leads);
    let led = led.map(|row| {
        format!("row {row} above the table says who led, which is not imported: if they led each session, add \
             [[constant]] with field = \"mentors\" and the name or the id to the map")
    });
    time.into_iter().chain(led).collect()
}

/// Whether a title has a time of day: `6:00-7:30 pm`, `Wednesdays 6 PM`.
fn has_clock_time(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let mut all = words.iter().map(|word| (*word).to_owned()).chain(pairs);
    all.any(|text| is_clock_time(text.trim_matches([',', ';', '(', ')'])))
}

/// Whether a title says who led.
fn names_leader(title: &str) -> bool {
    let folded = format!(" {} ", fold(title));
    LEADERS
        .iter()
        .any(|word| folded.contains(&format!(" {word} ")))
}

/// What a title says behind the word for who led: `Dana Webb` of `6:00-7:30 pm  Facilitator: Dana Webb`.
pub(super) fn after_leader(title: &str) -> Option<&str> {
    let begins = |at: usize, word: &str| {
        let begin = title.get(at..at + word.len())?;
        let rest = &title[at + word.len()..];
        let is_whole = !rest.starts_with(char::is_alphanumeric)
            && !title[..at].ends_with(char::is_alphanumeric);
        (is_whole && begin.eq_ignore_ascii_case(word)).then_some(rest)
    };
    let mut places = title.char_indices().map(|(at, _)| at);
    places.find_map(|at| LEADERS.iter().find_map(|word| begins(at, word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_say_when_and_who() {
        for (title, time, leader) in [
            ("6:00-7:30 pm  Facilitator: Dana Webb", true, true),
            ("Wednesdays, 6 PM", true, false),
            ("Wednesday group (led by Dana)", false, true),
            ("Wednesday sign-in, Oct 2026", false, false),
            ("Spam 2026", false, false),
        ] {
            assert_eq!(has_clock_time(title), time, "{title}");
            assert_eq!(names_leader(title), leader, "{title}");
        }
    }

    #[test]
    fn the_names_of_leaders_are_behind_the_word_for_them() {
        for (title, wanted) in [
            ("6:00-7:30 pm  Facilitator: Dana Webb", Some(": Dana Webb")),
            ("Group (led by Dana)", Some(" Dana)")),
            ("Leadership group", None),
            ("Wednesday", None),
        ] {
            assert_eq!(after_leader(title), wanted, "{title}");
        }
    }
}
