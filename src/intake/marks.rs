//! Marks in a grid: who came, who did not, and what says that nobody met.

use super::head_counts::{is_newcomer, without_brackets, without_children};
use crate::record::intake::Grid;
use crate::record::{Day, counted};
use crate::register::fold;

/// The ways to read the head of a row as a word for what somebody does and a name: `Leader: Rosa`, `Rosa (leader)`,
/// `Rosa - leader`, or the word alone.
pub(super) fn word_and_name(head: &str) -> Vec<(&str, &str)> {
    let head = head.trim();
    if let Some((word, name)) = head.split_once(':') {
        return vec![(word.trim(), name.trim())];
    }
    if let Some((name, word)) = head.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        return vec![(word.trim(), name.trim())];
    }
    let mut dashes = [" - ", " – ", " — "].into_iter();
    match dashes.find_map(|dash| head.split_once(dash)) {
        Some((one, other)) => vec![(one.trim(), other.trim()), (other.trim(), one.trim())],
        None => vec![(head, "")],
    }
}

/// Marks of people who came.
pub(super) const PRESENT: [&str; 22] = [
    "x", "✓", "✔", "☑", "1", "p", "y", "yes", "present", "here", "si", "true", "late", "l",
    "tardy", "came", "attended", "in", "online", "zoom", "video", "virtual",
];

/// Marks of people who were expected and did not come.
pub(super) const NO_SHOW: [&str; 5] = ["ns", "n/s", "no show", "no-show", "noshow"];

/// Marks of people who did not come.
pub(super) const ABSENT: [&str; 27] = [
    "-",
    "–",
    "—",
    "☐",
    "0",
    "a",
    "n",
    "no",
    "absent",
    "abs",
    "false",
    "excused",
    "exc",
    "e",
    "ex",
    "n/a",
    "out",
    "vacation",
    "sick",
    "ill",
    "work",
    "working",
    "away",
    "no ride",
    "out of town",
    "did not come",
    "not here",
];

/// What begins a cell or a header of a day on which a group did not meet.
const CALLED_OFF: [&str; 30] = [
    "cancelled",
    "canceled",
    "cancel",
    "canc",
    "cancd",
    "cxl",
    "cxld",
    "cx",
    "cxd",
    "canx",
    "canxd",
    "cnx",
    "cncl",
    "cncld",
    "cancelado",
    "cancelada",
    "called off",
    "no group",
    "no grp",
    "no circle",
    "no cafe",
    "no mtg",
    "no meeting",
    "no session",
    "no class",
    "not held",
    "did not meet",
    "didnt meet",
    "didn t meet",
    "no hubo",
];

/// The same, if a text says nothing else: a holiday party is a meeting.
const OFF_ALONE: [&str; 3] = ["holiday", "closed", "off"];

/// Whether a cell or the remark of a header says that a group did not meet.
pub(super) fn is_called_off(text: &str) -> bool {
    let folded = fold(text);
    let begins = |words: &&str| {
        let rest = folded.strip_prefix(*words);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    CALLED_OFF.iter().any(begins) || OFF_ALONE.contains(&folded.as_str())
}

/// Whether a text has a word for a meeting that was called off, wherever it is: `group cancelled`.
pub(super) fn says_cancelled(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(' ');
    is_called_off(text)
        || words.any(|word| {
            word.starts_with("cancel") || ["canc", "canx", "cncl", "cxl", "cx"].contains(&word)
        })
}

/// Whether a cell of a grid says that a group did not meet: also by the holiday or the place that was closed, and nothing
/// else. Over marks, `Thanksgiving` may be what a meeting was about.
pub(super) fn is_off(text: &str) -> bool {
    const SURE: [&str; 9] = [
        "holiday",
        "closed",
        "closure",
        "thanksgiving",
        "christmas",
        "xmas",
        "easter",
        "break",
        "snow",
    ];
    const BESIDE: [&str; 23] = [
        "group", "grp", "no", "for", "due", "to", "the", "day", "eve", "week", "spring", "winter",
        "summer", "fall", "office", "center", "building", "bldg", "church", "school", "new",
        "years", "off",
    ];
    let folded = fold(text);
    let words = || folded.split(' ');
    let goes_with = |word: &str| SURE.contains(&word) || BESIDE.contains(&word);
    is_called_off(text)
        || words().any(|word| SURE.contains(&word) || word == "off") && words().all(goes_with)
}

/// The day at the end of a header that begins with a word for a meeting that was called off, and that word: `11/26` and
/// `No group` of `No group 11/26`.
pub(super) fn day_called_off(text: &str, is_day: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let places = text.char_indices().filter(|(_, c)| is_sign(*c));
    let mut splits = places.map(|(at, _)| text.split_at(at));
    splits.find_map(|(remark, day)| {
        let (remark, day) = (remark.trim_matches(is_sign), day.trim_matches(is_sign));
        (is_day(day) && says_cancelled(remark)).then_some((day, remark))
    })
}

/// Whether the cells of a column, from above, spell that a group did not meet: a letter in each, or a word.
pub(super) fn spell_called_off<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    const SPELLED: [&str; 12] = [
        "cancel",
        "cancelled",
        "canx",
        "nogroup",
        "nogrp",
        "nomeeting",
        "nomtg",
        "nosession",
        "noclass",
        "holiday",
        "closed",
        "thanksgiving",
    ];
    let words: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let word = words.concat().to_lowercase().replace([' ', '-'], "");
    let is_word = |cell: &&str| cell.chars().all(char::is_alphabetic);
    let is_letter = |cell: &&str| cell.chars().count() == 1;
    let is_spelled = |known: &&str| match words.iter().all(is_letter) {
        true => word.starts_with(known),
        false => word == *known,
    };
    words.len() > 1 && words.iter().all(is_word) && SPELLED.iter().any(is_spelled)
}

/// Whether a text says that somebody came late or left early, and nothing else: `20 min late`.
pub(super) fn is_of_lateness(text: &str) -> bool {
    const SURE: [&str; 3] = ["late", "early", "tardy"];
    const BESIDE: [&str; 18] = [
        "left", "arrived", "arr", "came", "at", "min", "mins", "minutes", "hr", "hour", "half",
        "an", "a", "bit", "little", "very", "by", "pm",
    ];
    let folded = fold(text);
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let goes_with = |word: &str| SURE.contains(&word) || BESIDE.contains(&word) || is_number(word);
    folded.split(' ').any(|word| SURE.contains(&word)) && folded.split(' ').all(goes_with)
}

/// A mark without what it says of how or when somebody came or left, or with whom: the `X` of `X (20 min late)`, of
/// `X - zoom` and of `X + 2 kids`.
pub(super) fn without_lateness(text: &str) -> &str {
    if text.starts_with(char::is_alphanumeric) && is_of_lateness(text) {
        return text;
    }
    if let Some(mark) = without_children(text) {
        return mark;
    }
    if is_newcomer(text) {
        return without_brackets(text);
    }
    let end = text.find(|c: char| c.is_whitespace() || "(-–,/".contains(c));
    match end.map(|at| text.split_at(at)) {
        Some((mark, rest))
            if !mark.is_empty() && (is_of_lateness(rest) || is_way(rest) || is_new(rest)) =>
        {
            mark
        }
        _ => text,
    }
}

/// Whether a mark of somebody who came says more than that: `zoom`, `L`, `X (20 min late)`.
pub(super) fn says_more(text: &str) -> bool {
    is_of_lateness(text)
        || is_way(text)
        || ["l", "z"].contains(&fold(text).as_str())
        || without_lateness(text) != text
}

/// Whether a remark says that somebody came for the first time.
fn is_new(text: &str) -> bool {
    ["new", "first time", "1st time"].contains(&fold(text).as_str())
}

/// Whether a remark says by what way somebody came.
fn is_way(text: &str) -> bool {
    let ways = ["zoom", "online", "virtual", "video", "phone", "by phone"];
    ways.contains(&fold(text).as_str())
}

/// Why a mark cannot be right.
pub(super) fn on_a_day_off(text: &str, day: Day) -> String {
    format!("`{text}` on {day}, and the header says that they did not meet: correct one of them")
}

/// Why a cell is no mark, said once of all its days.
pub(super) fn no_mark(grid: &Grid, text: &str, days: &[Day]) -> String {
    let day = days.first().map(Day::to_string).unwrap_or_default();
    let more = match days.len() {
        0 | 1 => String::new(),
        many => format!(" and {}", counted(many - 1, "more day")),
    };
    let why = format!("`{text}` on {day}{more} is no mark of [grid]");
    let mut asked = grid.values.iter();
    match text.parse::<f64>() {
        _ if asked.any(|value| value.from.to_lowercase() == text.to_lowercase()) => format!(
            "`{text}` on {day}{more}: the map asks what it means: write present, no-show or absent for the `?` there"
        ),
        Ok(_) => format!("{why}: a row that counts people is taken by `anonymous`"),
        Err(_) if text.contains(|c: char| c.is_ascii_digit()) => format!(
            "{why}: leave the mark alone in the cell; whom they brought, or how long they stayed, has a column or row of its own"
        ),
        Err(_) => format!(
            "{why}: leave the mark alone in the cell, or add `{text}` to `present`, `no_show` or `absent` of the map"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_may_say_when_somebody_came_or_left() {
        for (text, mark) in [
            ("X (20 min late)", "X"),
            ("x late", "x"),
            ("X - zoom", "X"),
            ("x - left early", "x"),
            ("✓ (left at 7 - early)", "✓"),
            ("x/late", "x"),
            ("x+2", "x+2"),
            ("x (2 kids)", "x"),
            ("x + 2 kids", "x"),
            ("X w/ baby", "X"),
            ("x (new)", "x"),
            ("x - new!", "x"),
            ("1 kid", "1 kid"),
            ("x (Pete)", "x (Pete)"),
            ("x (left)", "x (left)"),
            ("left early", "left early"),
            ("late cancel", "late cancel"),
            ("n/s", "n/s"),
        ] {
            assert_eq!(without_lateness(text), mark, "{text}");
        }
        assert!(is_of_lateness("left early") && is_of_lateness("Late"));
        assert!(!is_of_lateness("left") && !is_of_lateness("LE") && !is_of_lateness("late cancel"));
    }

    #[test]
    fn a_meeting_that_was_called_off_is_known_by_its_words() {
        for text in [
            "CANC",
            "Cancelled",
            "canceled - snow",
            "CX'd",
            "No group (holiday)",
            "HOLIDAY",
            "didn't meet",
        ] {
            assert!(is_called_off(text), "{text}");
        }
        for text in ["x", "C", "Holiday party", "closed group", "no", "candle"] {
            assert!(!is_called_off(text), "{text}");
        }
        for text in [
            "CANX",
            "no grp",
            "no group - holiday",
            "closed",
            "Office closed",
            "Thanksgiving week",
            "HOLIDAY - no group",
            "spring break",
        ] {
            assert!(is_off(text), "{text}");
        }
        for text in ["no", "off site", "Thanksgiving potluck", "x", "new", "late"] {
            assert!(!is_off(text), "{text}");
        }
        assert!(says_cancelled("9/30 canx") && says_cancelled("(no grp)"));
        assert!(says_cancelled("group cancelled") && !says_cancelled("Halloween"));
        let day = |text| day_called_off(text, |day| day == "11/26");
        assert_eq!(day("No group 11/26"), Some(("11/26", "No group")));
        assert_eq!(day("CANCELLED (11/26)"), Some(("11/26", "CANCELLED")));
        assert_eq!(day("Party 11/26"), None);
        assert_eq!(day("No group"), None);
    }

    #[test]
    fn letters_down_a_column_spell_a_word() {
        let spell = |word: &[&str]| spell_called_off(word.iter().copied());
        assert!(spell(&["C", "A", "N", "C", "E", "L", "L", "E", "D"]));
        assert!(spell(&["", "N", "O", "", "G", "R", "O", "U", "P"]));
        assert!(!spell(&["closed", "x", "x"]));
        assert!(spell(&["C", "A", "N", "X"]) && spell(&["NO", "GROUP"]));
        assert!(!spell(&["x", "A", "N", "x"]) && !spell(&["CANCELLED", "x"]));
    }
}
