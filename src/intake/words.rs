//! Words that mean the same in every sheet: yes and no, nothing, nobody, and what a spreadsheet program writes for a fault.

use super::dates;
use crate::record::Day;
use crate::record::intake::DateStyle;
use crate::register::fold;

/// What a cell says of a thing that is so or is not.
const YES: [&str; 9] = ["yes", "y", "true", "x", "1", "si", "s", "checked", "signed"];
const NO: [&str; 6] = ["no", "n", "false", "0", "not", "unchecked"];

/// What a cell says of a thing that nobody knows.
const NOTHING: [&str; 18] = [
    "unknown",
    "unk",
    "n a",
    "na",
    "tbd",
    "none",
    "not known",
    "not given",
    "not provided",
    "not available",
    "no answer",
    "not yet",
    "pending",
    "null",
    "nil",
    "desconocido",
    "ninguno",
    "ninguna",
];

/// What people write in place of a name that nobody gave.
const NOBODY: [&str; 22] = [
    "walk in",
    "walk ins",
    "walkin",
    "walkins",
    "visitor",
    "visitors",
    "guest",
    "guests",
    "anonymous",
    "anon",
    "unnamed",
    "no name",
    "not given",
    "unknown",
    "new person",
    "newcomer",
    "newcomers",
    "somebody",
    "n a",
    "tbd",
    "visitante",
    "visitantes",
];

/// What heads the count of children who were looked after.
const CHILDREN: [&str; 12] = [
    "kids in childcare",
    "children in childcare",
    "childcare",
    "child care",
    "kids in child care",
    "children in child care",
    "kids",
    "children",
    "number of children",
    "number of kids",
    "ninos",
    "guarderia",
];

/// Whether a cell says yes.
pub(super) fn is_yes(text: &str) -> bool {
    matches!(text.trim(), "✓" | "✔" | "☑" | "☒") || YES.contains(&fold(text).as_str())
}

/// Whether a cell says no.
pub(super) fn is_no(text: &str) -> bool {
    matches!(text.trim(), "☐" | "-") || NO.contains(&fold(text).as_str())
}

/// Whether a cell says that nobody knows: a word for it, or signs alone.
pub(super) fn is_nothing(text: &str) -> bool {
    if failed(text).is_some() {
        return false;
    }
    let folded = fold(text);
    NOTHING.contains(&folded.as_str())
        || folded.is_empty()
            && text
                .chars()
                .all(|c| matches!(c, '-' | '–' | '—' | '?' | '.' | '*' | ' '))
}

/// Whether a cell says that somebody did not give what others gave: a consent, or what they were asked.
pub(super) fn is_not_given(field: &str, text: &str) -> bool {
    const ASKED: [&str; 9] = [
        "born",
        "phone",
        "email",
        "street",
        "city",
        "zip",
        "gender",
        "languages",
        "area",
    ];
    const WITHHELD: [&str; 9] = [
        "refused",
        "declined",
        "declines",
        "declined to answer",
        "declined to state",
        "prefer not to say",
        "would not give",
        "would not say",
        "not disclosed",
    ];
    const REFUSED: [&str; 8] = [
        "declined",
        "declines",
        "refused",
        "not signed",
        "unsigned",
        "did not sign",
        "does not consent",
        "did not consent",
    ];
    let folded = fold(text);
    ASKED.contains(&field) && WITHHELD.contains(&folded.as_str())
        || field.starts_with("consent.") && (is_no(text) || REFUSED.contains(&folded.as_str()))
}

/// Whether a name is none: `Walk-in` is nobody by name.
pub(super) fn is_nobody(name: &str) -> bool {
    let folded = fold(name);
    folded.is_empty() || NOBODY.contains(&folded.as_str())
}

/// Whether a row is headed as the count of children who were looked after.
pub(super) fn is_of_children(name: &str) -> bool {
    CHILDREN.contains(&fold(name).as_str())
}

/// The phone numbers or addresses of a cell that has several: `520-555-0101 / 520-555-0102`. What stands between is a
/// sign, a new line or `or`; a part that is none, as an extension is not, stays with the one before.
pub(super) fn apart(text: &str) -> Vec<String> {
    let is_one =
        |part: &str| part.contains('@') || part.chars().filter(char::is_ascii_digit).count() >= 7;
    let mut all: Vec<String> = Vec::new();
    let text = text
        .replace(" or ", " / ")
        .replace(" and ", " / ")
        .replace(" o ", " / ");
    for part in text.split(['/', ';', ',', '&', '\n']).map(str::trim) {
        match all.last_mut() {
            _ if part.is_empty() => {}
            Some(before) if !is_one(part) => before.push_str(&format!(", {part}")),
            Some(before) if !is_one(before) => before.push_str(&format!(", {part}")),
            _ => all.push(part.to_owned()),
        }
    }
    all
}

/// Whether a cell of a person says that there is none, as `no phone` does.
pub(super) fn has_none(field: &str, text: &str) -> bool {
    const NONE: [&str; 19] = [
        "phone off",
        "phone is off",
        "phone shut off",
        "no working phone",
        "lost phone",
        "disconnected",
        "phone disconnected",
        "out of service",
        "not in service",
        "no number",
        "no cell",
        "no cell phone",
        "no phone number",
        "none given",
        "not given",
        "no tiene",
        "no tiene telefono",
        "does not have one",
        "doesnt have one",
    ];
    const NOW: [&str; 7] = [
        " right now",
        " now",
        " at the moment",
        " at this time",
        " currently",
        " for now",
        " yet",
    ];
    let folded = fold(text);
    let mut now = NOW.iter().filter_map(|words| folded.strip_suffix(words));
    let folded = now.next().unwrap_or(&folded);
    let is_no = folded.strip_prefix("no ").is_some_and(|what| what == field);
    is_nothing(text)
        || is_no
        || field == "email" && folded == "no e mail"
        || ["phone", "email"].contains(&field) && NONE.contains(&folded)
}

/// Why a text is no phone number or no e-mail address.
pub(super) fn no_contact(field: &str, text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let has_host = |part: &str| {
        let host = part.split_once('@').map_or("", |(_, host)| host);
        let word = host.split([' ', ')', '>']).next().unwrap_or_default();
        word.split_once('.')
            .is_some_and(|(name, end)| !name.is_empty() && !end.is_empty())
    };
    let (is_one, what) = match field {
        "phone" => (digits >= 7, "phone number"),
        "email" => (
            apart(text).iter().all(|part| has_host(part)),
            "e-mail address",
        ),
        _ => return None,
    };
    (!is_one).then(|| format!("`{text}` is no {what}: correct it, or leave the cell empty"))
}

/// Why a cell is no value: a formula that failed, or one whose value was not stored.
pub(super) fn failed(text: &str) -> Option<String> {
    const ERRORS: [&str; 10] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#NAME?",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
    ];
    if ERRORS.contains(&text) || text.starts_with("Err:") {
        Some(format!(
            "`{text}` is what a formula says that failed: write the value"
        ))
    } else if text.starts_with('=') {
        Some("the file has a formula here without its value: open it in a spreadsheet program and save it again, or write the value".to_owned())
    } else {
        None
    }
}

/// Why a text is no id, phone number or zip code: the spreadsheet program rounded it.
pub(super) fn rounded(text: &str) -> Option<String> {
    let (digits, power) = text.split_once(['E', 'e'])?;
    let is_number = digits.parse::<f64>().is_ok()
        && power
            .strip_prefix('+')
            .is_some_and(|power| power.parse::<u8>().is_ok());
    is_number.then(|| {
        format!(
            "`{text}` was rounded by the spreadsheet program: write it again in a column of text"
        )
    })
}

/// Why a text is no id: the spreadsheet program made a day of it, as it does of 3-1.
pub(super) fn became_a_day(text: &str, today: Day) -> Option<String> {
    let styles = [
        DateStyle::Iso,
        DateStyle::Us,
        DateStyle::DayFirst,
        DateStyle::Named,
        DateStyle::NoYear,
    ];
    let has_month = text.chars().any(char::is_alphabetic);
    let is_day = styles.into_iter().any(|style| {
        let reads = dates::by_style(text, style, Some(2000), today).is_some();
        reads && (style != DateStyle::NoYear || has_month)
    });
    is_day.then(|| {
        format!("`{text}` is a day, which a spreadsheet program makes of some ids: write the id again in a column of text")
    })
}

/// Why a day can hardly be meant.
pub(super) fn unlikely(day: Day) -> Option<String> {
    (day.year() <= 1900)
        .then(|| format!("{day} can hardly be meant: correct the year, or leave the cell empty"))
}

/// No program has days before this year, but for births.
const EARLIEST: i32 = 1990;

/// Nobody whom a program serves is older.
const OLDEST: i32 = 100;

/// The day that a text means: a birth with a short year never lies ahead.
///
/// # Errors
/// It can hardly be meant.
pub(super) fn likely(day: Day, text: &str, is_birth: bool, today: Day) -> Result<Day, String> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let has_whole_year = digits.into_iter().any(|part| part.len() >= 4);
    let day = match Day::new(day.year() - 100, day.month(), day.day()) {
        Some(before) if is_birth && day > today && !has_whole_year => before,
        _ => day,
    };
    let is_unlikely = if is_birth {
        day.age_on(today) > OLDEST
    } else {
        day.year() < EARLIEST
    };
    if is_unlikely {
        return Err(format!(
            "`{text}` is read as {day}, which can hardly be meant: write the whole year"
        ));
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::day;

    #[test]
    fn phone_numbers_in_one_cell_are_parted() {
        let two = ["520-555-0101", "520-555-0102"];
        for text in [
            "520-555-0101 / 520-555-0102",
            "520-555-0101; 520-555-0102",
            "520-555-0101, 520-555-0102",
            "520-555-0101 or 520-555-0102",
            "520-555-0101\n520-555-0102",
            "520-555-0101/520-555-0102",
        ] {
            assert_eq!(apart(text), two, "{text}");
        }
        assert_eq!(apart("520-555-0101 ext 4"), ["520-555-0101 ext 4"]);
        assert_eq!(apart("520-555-0101, ext 4"), ["520-555-0101, ext 4"]);
        assert_eq!(
            apart("rosa@example.org, luis@example.org"),
            ["rosa@example.org", "luis@example.org"]
        );
    }

    #[test]
    fn a_contact_that_somebody_has_not_is_none() {
        for (field, text) in [
            ("phone", "no phone"),
            ("phone", "No Phone!"),
            ("phone", "disconnected"),
            ("phone", "no phone right now"),
            ("phone", "Phone off at the moment"),
            ("phone", "doesn't have one"),
            ("email", "no e-mail"),
            ("email", "no email"),
            ("zip", "no zip"),
            ("street", "n/a"),
        ] {
            assert!(has_none(field, text), "{field} {text}");
        }
        for (field, text) in [
            ("phone", "call her sister"),
            ("phone", "no phone, call her sister"),
            ("phone", "right now"),
            ("city", "No Name"),
            ("street", "disconnected"),
        ] {
            assert!(!has_none(field, text), "{field} {text}");
        }
    }

    #[test]
    fn a_contact_that_reaches_nobody_is_none() {
        for (field, text, is_one) in [
            ("phone", "520-555-0101", true),
            ("phone", "555-0101 (mom's)", true),
            ("phone", "520-555-0101, ext 4", true),
            ("phone", "ext 12", false),
            ("phone", "1", false),
            ("email", "lee@example.org", true),
            ("email", "lee@example.org; kim@example.org", true),
            ("email", "lee@", false),
            ("email", "lee", false),
            ("street", "12", true),
        ] {
            assert_eq!(no_contact(field, text).is_none(), is_one, "{field} {text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_program_made_of_an_id_is_told() {
        let today = day("2026-11-21");
        for text in ["2026-03-01", "3/1/2026", "1-Mar", "Mar-26", "1-Mar-2026"] {
            assert!(became_a_day(text, today).is_some(), "{text}");
        }
        for text in ["3-1", "10/7", "0042", "A-12", "JD-2026-1", "march"] {
            assert!(became_a_day(text, today).is_none(), "{text}");
        }
        for text in ["1.23457E+15", "1E+20", "1.2e+3"] {
            assert!(rounded(text).is_some(), "{text}");
        }
        for text in ["123", "12E4", "E+5", "3E+x", "Elm E+1"] {
            assert!(rounded(text).is_none(), "{text}");
        }
    }

    #[test]
    fn nobody_and_nothing_have_their_words() {
        for name in ["Walk-in", "WALK INS", "Visitors", "n/a", "?", "--", "TBD"] {
            assert!(is_nobody(name), "{name}");
        }
        for name in ["Walker", "Ana Guest", "Unknown Soldier", "王"] {
            assert!(!is_nobody(name), "{name}");
        }
        for text in ["unknown", "N/A", "TBD", "-", "??", "None"] {
            assert!(is_nothing(text), "{text}");
        }
        for text in ["no", "0", "Noneya", "#N/A"] {
            assert!(!is_nothing(text), "{text}");
        }
    }

    #[test]
    fn a_birth_with_a_short_year_is_never_ahead_and_no_day_is_of_another_century() {
        let today = day("2026-11-21");
        for (on, text, is_birth, wanted) in [
            ("2027-02-02", "2/2/27", false, Some("2027-02-02")),
            ("2027-02-02", "2/2/27", true, Some("1927-02-02")),
            ("2027-02-02", "2027-02-02", true, Some("2027-02-02")),
            ("1925-02-02", "2/2/1925", true, None),
            ("1985-03-04", "3/4/85", true, Some("1985-03-04")),
            ("1985-03-04", "3/4/85", false, None),
            ("1990-01-01", "1/1/1990", false, Some("1990-01-01")),
        ] {
            let read = likely(day(on), text, is_birth, today);
            assert_eq!(read.ok(), wanted.map(day), "{text} {is_birth}");
        }
    }
}
