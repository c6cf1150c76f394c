//! Cells that say two things of a person: a phone number and an e-mail address, a name and a birth date, a city and a zip
//! code, the day of an exit and why. A map names such a column twice, once for each field.

use crate::register::fold;

/// The fields that one cell may fill together.
pub(super) type Pair = (&'static str, &'static str);

/// When and why somebody left.
pub(super) const EXIT: Pair = ("enrollment.end", "enrollment.reason");

/// All such fields. Of two that a cell may mean, the first that no other column fills.
pub(super) const PAIRS: [Pair; 6] = [
    ("phone", "email"),
    ("name", "born"),
    ("city", "area"),
    ("city", "zip"),
    ("street", "area"),
    EXIT,
];

/// Signs between two things, and beside them.
pub(super) const BETWEEN: &[char] = &[
    ' ', ',', ';', '/', '|', '-', '–', '—', '(', ')', '<', '>', ':', '\n',
];

/// What a cell says of each of two fields, empty for nothing; `None` if nobody can be sure.
pub(super) fn apart(
    pair: Pair,
    text: &str,
    is_day: impl Fn(&str) -> bool,
) -> Option<(String, String)> {
    match pair {
        ("phone", _) => phone_and_email(text),
        ("name", _) => name_and_birth(text, is_day),
        ("city", _) => Some(city_and_zip(text)),
        ("street", _) => Some(street_and_zip(text)),
        _ => day_and_words(text, is_day),
    }
}

fn phone_and_email(text: &str) -> Option<(String, String)> {
    let words = text.split(|c: char| c.is_whitespace() || ",;/|()<>".contains(c));
    let mut emails = words.filter(|word| word.contains('@'));
    let Some(email) = emails.next() else {
        return Some((text.to_owned(), String::new()));
    };
    let rest = text.replacen(email, " ", 1);
    let is_open = |c: char| c != '(' && BETWEEN.contains(&c);
    let rest = rest.trim_start_matches(is_open).trim_end_matches(BETWEEN);
    let is_phone = rest.is_empty()
        || rest.chars().filter(char::is_ascii_digit).count() >= 7
            && !rest.contains(char::is_alphabetic);
    (emails.next().is_none() && is_phone).then(|| (rest.to_owned(), email.to_owned()))
}

fn name_and_birth(text: &str, is_day: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let places = text.char_indices().filter(|(_, c)| BETWEEN.contains(c));
    let mut splits = places.map(|(at, _)| text.split_at(at));
    let found = splits.find(|(_, rest)| is_day(rest.trim_matches(BETWEEN)));
    let (name, born) = found.unwrap_or((text, ""));
    let name = name.trim_matches(BETWEEN);
    let words = ["dob", "d.o.b.", "born", "b."];
    let without = words.iter().find_map(|word| {
        let start = name.len().checked_sub(word.len())?;
        let is_word = name.get(start..)?.eq_ignore_ascii_case(word);
        let before = name.get(..start)?;
        (is_word && before.ends_with(BETWEEN)).then(|| before.trim_matches(BETWEEN))
    });
    let name = without.unwrap_or(name);
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_ascii_digit());
    is_name.then(|| (name.to_owned(), born.trim_matches(BETWEEN).to_owned()))
}

fn city_and_zip(text: &str) -> (String, String) {
    let is_zip = |word: &str| {
        let (first, more) = word.split_once('-').unwrap_or((word, "0000"));
        let is_of = |text: &str, count: usize| {
            text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        is_of(first, 5) && is_of(more, 4)
    };
    let start = text.rfind([' ', ',', '\n']).map_or(0, |at| at + 1);
    let (city, zip) = text.split_at(start);
    if !is_zip(zip) {
        return (text.to_owned(), String::new());
    }
    let city = city.trim_matches(BETWEEN);
    let state = city.rsplit_once([' ', ',']).filter(|(_, state)| {
        state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase())
    });
    let city = state.map_or(city, |(city, _)| city.trim_matches(BETWEEN));
    (city.to_owned(), zip.to_owned())
}

/// The whole address, with the zip code behind it.
fn street_and_zip(text: &str) -> (String, String) {
    let (before, zip) = city_and_zip(text);
    let whole = if before.is_empty() && !zip.is_empty() {
        ""
    } else {
        text
    };
    (whole.to_owned(), zip)
}

fn day_and_words(text: &str, is_day: impl Fn(&str) -> bool) -> Option<(String, String)> {
    let trim = |text: &str| text.trim_matches(BETWEEN).to_owned();
    let places = || {
        text.char_indices()
            .filter(|(_, c)| BETWEEN.contains(c))
            .map(|(at, _)| text.split_at(at))
    };
    if is_day(text) {
        return Some((text.to_owned(), String::new()));
    }
    // The longest beginning that is a day, as `Oct 9, 2026` is one and `Oct 9` too.
    if let Some((day, words)) = places().filter(|(day, _)| is_day(&trim(day))).last() {
        return Some((trim(day), trim(words)));
    }
    match places().find(|(_, day)| is_day(&trim(day))) {
        Some((words, day)) => Some((trim(day), without_on(&trim(words)))),
        // A number may be of a day that is written in another way.
        None if text.contains(|c: char| c.is_ascii_digit()) => None,
        None => Some((String::new(), text.to_owned())),
    }
}

/// Words without an `on` at the end, as in `moved away on 9/30`.
fn without_on(words: &str) -> String {
    let before = words
        .rsplit_once(' ')
        .filter(|(_, last)| fold(last) == "on");
    before.map_or(words, |(before, _)| before).to_owned()
}

/// Why a cell is refused of which nobody can tell what of it is which field.
pub(super) fn unclear(pair: Pair, text: &str) -> String {
    let (one, other) = pair;
    format!(
        "`{text}` is not surely one `{one}` and one `{other}`: leave one of them in the cell, and write the other into a \
         column of its own"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(pair: Pair, text: &str) -> Option<(String, String)> {
        let is_day = |text: &str| {
            [
                "3/4/90",
                "3/4/1990",
                "10/9/26",
                "9/30",
                "Oct 9",
                "Oct 9, 2026",
            ]
            .contains(&text)
        };
        apart(pair, text, is_day)
    }

    #[test]
    fn a_cell_of_two_things_is_taken_apart() {
        let exit = ("enrollment.end", "enrollment.reason");
        for (pair, text, one, other) in [
            (("phone", "email"), "520-555-0142", "520-555-0142", ""),
            (("phone", "email"), "ana@example.org", "", "ana@example.org"),
            (
                ("phone", "email"),
                "(520) 555-0142 / ana@example.org",
                "(520) 555-0142",
                "ana@example.org",
            ),
            (
                ("name", "born"),
                "Maria Garcia 3/4/90",
                "Maria Garcia",
                "3/4/90",
            ),
            (
                ("name", "born"),
                "Garcia, Maria (3/4/1990)",
                "Garcia, Maria",
                "3/4/1990",
            ),
            (
                ("name", "born"),
                "Maria Garcia, DOB 3/4/90",
                "Maria Garcia",
                "3/4/90",
            ),
            (("name", "born"), "Maria Garcia", "Maria Garcia", ""),
            (("city", "area"), "Tucson 85713", "Tucson", "85713"),
            (("city", "area"), "Tucson, AZ 85713", "Tucson", "85713"),
            (
                ("city", "area"),
                "South Tucson,85713-1234",
                "South Tucson",
                "85713-1234",
            ),
            (("city", "area"), "85705", "", "85705"),
            (("city", "area"), "Tucson, AZ", "Tucson, AZ", ""),
            (
                ("street", "area"),
                "12 Elm St, Tucson 85713",
                "12 Elm St, Tucson 85713",
                "85713",
            ),
            (("street", "area"), "12 Elm St", "12 Elm St", ""),
            (
                exit,
                "10/9/26 moved to Phoenix",
                "10/9/26",
                "moved to Phoenix",
            ),
            (exit, "9/30 - moved away", "9/30", "moved away"),
            (exit, "Oct 9, 2026 moved", "Oct 9, 2026", "moved"),
            (exit, "moved away on 9/30", "9/30", "moved away"),
            (exit, "9/30", "9/30", ""),
            (exit, "moved away", "", "moved away"),
        ] {
            let wanted = Some((one.to_owned(), other.to_owned()));
            assert_eq!(parts(pair, text), wanted, "{text}");
        }
    }

    #[test]
    fn a_cell_that_may_be_read_otherwise_is_not_taken_apart() {
        for (pair, text) in [
            (("phone", "email"), "ana@example.org, lee@example.org"),
            (("phone", "email"), "ana@example.org (mom)"),
            (("name", "born"), "Maria Garcia 3/4/90 or 3/5/90"),
            (("name", "born"), "3/4/90"),
            (("enrollment.end", "enrollment.reason"), "9/31 moved away"),
        ] {
            assert_eq!(parts(pair, text), None, "{text}");
        }
    }
}
