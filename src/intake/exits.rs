//! A status that says since when somebody is in the program no more, and why: `Closed 10/30/26 - moved to Flagstaff`.

use super::dates::{Order, by_style};
use super::layout::Placed;
use super::not_held::{begins, is_of_a_try, is_of_status};
use super::two_things::{BETWEEN, EXIT};
use crate::record::Day;
use crate::record::intake::DateStyle;
use crate::register::fold;

/// Words for leaving that say nothing of why.
const BARE: [&str; 5] = [
    "closed",
    "inactive",
    "exited",
    "discharged",
    "no longer active",
];

/// The same, if nothing but a sign or the day comes after them: `left message` is another thing.
const BARE_ALONE: [&str; 4] = ["exit", "terminated", "left", "left program"];

/// Words for leaving that say why as well.
const WHY: [&str; 4] = ["graduated", "dropped out", "withdrew", "withdrawn"];

/// The same, if nothing but a sign or the day comes after them: `completed intake` is another thing.
const WHY_ALONE: [&str; 2] = ["completed", "dropped"];

/// Words between what happened and its day.
const TO_A_DAY: [&str; 6] = ["on", "as of", "effective", "eff", "since", "date"];

/// The day and the reason in a status that says that somebody left on a day; the reason is empty if it says none.
pub(super) fn exit(text: &str, today: Day) -> Option<(String, String)> {
    if is_of_a_try(text) {
        return None;
    }
    let (before, day, after) = around_the_day(text, today)?;
    let before = without_link(before.trim_matches(BETWEEN));
    let after = after.trim_matches(BETWEEN);
    if [before, after]
        .iter()
        .any(|part| part.contains(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let parts = [before, after].map(left);
    parts.iter().any(Option::is_some).then(|| {
        let rest = [before, after].into_iter().zip(parts);
        let rest = rest.map(|(part, left)| left.unwrap_or(part));
        let rest: Vec<&str> = rest.filter(|part| !part.is_empty()).collect();
        (day.to_owned(), rest.join(" - "))
    })
}

/// Whether a column is the status of people, read for the day on which they left and for why.
pub(super) fn is_read_for_exits(placed: &Placed<'_>) -> bool {
    let is_of_exits = [EXIT.0, EXIT.1].contains(&&*placed.column.field);
    is_of_exits && placed.day_of.is_none() && is_of_status(&placed.column.header)
}

/// What a day such as `7/26` may be, if its second number may be this year or the last one.
pub(super) fn day_or_month(text: &str, today: Day) -> Option<String> {
    let (month, number) = text.split_once('/')?;
    let (month, number) = (month.trim().parse().ok()?, number.trim());
    let year: i32 = number.parse().ok().filter(|_| number.len() == 2)?;
    let year = today.year() / 100 * 100 + year;
    let first = Day::new(year, month, 1)?;
    let month = first.month_name();
    (today.year() - 1..=today.year())
        .contains(&year)
        .then(|| format!("{month} {number} or a day of {month} {year}"))
}

/// The one day in a text, as it is written, with what is before and after it.
fn around_the_day(text: &str, today: Day) -> Option<(&str, &str, &str)> {
    let signs = || text.char_indices().filter(|(_, c)| BETWEEN.contains(c));
    let starts = std::iter::once(0).chain(signs().map(|(at, sign)| at + sign.len_utf8()));
    let ends = || signs().map(|(at, _)| at).chain([text.len()]);
    let spans = starts.flat_map(|start| ends().map(move |end| (start, end)));
    let days = spans.filter(|(start, end)| {
        let span = text.get(*start..*end).unwrap_or_default();
        span.trim_matches(BETWEEN) == span && is_day(span, today)
    });
    let (start, end) = days.max_by_key(|(start, end)| end - start)?;
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// Whether a text is a day by any style, with or without its year.
pub(super) fn is_day(text: &str, today: Day) -> bool {
    let mut styles = Order::Both.allows().into_iter().chain([DateStyle::NoYear]);
    styles.any(|style| by_style(text, style, Some(2000), today).is_some())
}

fn without_link(text: &str) -> &str {
    let folded = fold(text);
    let link = TO_A_DAY
        .iter()
        .find(|link| folded == **link || folded.ends_with(&format!(" {link}")));
    link.map_or(text, |link| {
        let words = text.rsplitn(link.split(' ').count() + 1, ' ');
        words
            .last()
            .filter(|_| folded != **link)
            .unwrap_or_default()
    })
    .trim_matches(BETWEEN)
}

/// What a part of a status says beside that somebody left, if it says so: at its beginning, or at its end behind a sign.
fn left(part: &str) -> Option<&str> {
    let folded = fold(part);
    if WHY.iter().any(|words| begins(&folded, words)) {
        return Some(part);
    }
    let signs = || {
        let signs = part.char_indices().filter(|(_, c)| BETWEEN.contains(c));
        signs.map(|(at, _)| at).chain([part.len()])
    };
    let mut beginning = signs().filter_map(|at| {
        let (words, rest) = part.split_at(at);
        let is_alone = rest.trim_start().starts_with(BETWEEN) || rest.trim().is_empty();
        let words = fold(words);
        let is = |known: &[&str]| known.contains(&words.as_str());
        match () {
            () if is(&BARE) || is_alone && is(&BARE_ALONE) => Some(rest.trim_matches(BETWEEN)),
            () if is_alone && is(&WHY_ALONE) => Some(part),
            () => None,
        }
    });
    let end = || {
        signs().find_map(|at| {
            let (rest, words) = part.split_at(at);
            let is_behind_a_sign = words.starts_with(|c: char| c != ' ' && BETWEEN.contains(&c))
                || rest.trim_end().ends_with(BETWEEN);
            let is_left = BARE.contains(&fold(words).as_str());
            (is_behind_a_sign && is_left).then(|| rest.trim_matches(BETWEEN))
        })
    };
    beginning.next_back().or_else(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::day;

    #[test]
    fn the_day_and_the_reason_of_a_status_come_in_any_order() {
        for (text, day_said, reason) in [
            (
                "Closed 10/30/26 - moved to Flagstaff",
                "10/30/26",
                "moved to Flagstaff",
            ),
            (
                "Closed - moved to Phoenix 10/2/26",
                "10/2/26",
                "moved to Phoenix",
            ),
            ("closed 9/30 (reunified)", "9/30", "reunified"),
            ("closed (reunified) 9/30", "9/30", "reunified"),
            ("10/30/26 closed, moved", "10/30/26", "moved"),
            (
                "Moved to Phoenix - closed 10/2/26",
                "10/2/26",
                "Moved to Phoenix",
            ),
            ("Graduated 8/15/26", "8/15/26", "Graduated"),
            ("graduated on Aug 15, 2026", "Aug 15, 2026", "graduated"),
            ("withdrew 7/26", "7/26", "withdrew"),
            ("Completed 8/15/2026", "8/15/2026", "Completed"),
            ("closed 10/15/26", "10/15/26", ""),
            (
                "exited 2026-10-15: lost contact",
                "2026-10-15",
                "lost contact",
            ),
            (
                "Inactive as of 10/1/26 / lost contact",
                "10/1/26",
                "lost contact",
            ),
            ("Left (10/1/26) - moved", "10/1/26", "moved"),
        ] {
            let wanted = Some((day_said.to_owned(), reason.to_owned()));
            assert_eq!(exit(text, day("2026-11-21")), wanted, "{text}");
        }
    }

    #[test]
    fn a_status_without_one_sure_day_of_leaving_is_no_exit() {
        for text in [
            "Closed",
            "Closed - moved",
            "closed 9/31",
            "closed 10/1/26 or 10/8/26",
            "closed 10/1/26, moved to unit 4",
            "active since 10/1/26",
            "left message 10/1/26",
            "left vm 10/1/26",
            "completed intake 10/1/26",
            "DCS case closed 10/1/26",
            "intake 10/1/26",
            "",
        ] {
            assert_eq!(exit(text, day("2026-11-21")), None, "{text}");
        }
    }

    #[test]
    fn two_numbers_may_be_a_month_and_its_year() {
        let read = |text| day_or_month(text, day("2026-11-21")).unwrap_or_default();
        assert_eq!(read("7/26"), "July 26 or a day of July 2026");
        assert_eq!(read("12/25"), "December 25 or a day of December 2025");
        for text in ["9/30", "7/27", "7/24", "13/26", "7/26/26", "Jul 26"] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
