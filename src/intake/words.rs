//! Words that mean the same in every sheet: yes and no, nothing, nobody, and what a spreadsheet program writes for a fault.

use super::dates;
use super::not_held::is_not_met;
use crate::record::Day;
use crate::record::intake::DateStyle;
use crate::record::minutes::minutes;
use crate::register::fold;

/// What a cell says of a thing that is so or is not.
const YES: [&str; 9] = ["yes", "y", "true", "x", "1", "si", "s", "checked", "signed"];
const NO: [&str; 6] = ["no", "n", "false", "0", "not", "unchecked"];

/// What a cell says of a thing that nobody knows.
const NOTHING: [&str; 17] = [
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

/// Whether a column is headed as one of hours: `Hours`, `Service hrs`, `Time (hours)`.
pub(super) fn is_of_hours(header: &str) -> bool {
    let header = fold(header);
    let mut words = header.split(' ');
    words.any(|word| ["hours", "hrs", "hour", "hr", "horas"].contains(&word))
        && !header.split(' ').any(|word| word.starts_with("min"))
}

/// The whole minutes of a number in a column of hours: 1.5 is 90.
pub(super) fn minutes_of_hours(header: &str, text: &str) -> Option<u32> {
    let hours = text.trim().replacen(',', ".", 1).parse::<f64>().ok();
    let hours = hours.filter(|hours| is_of_hours(header) && (0.0..=24.0).contains(hours))?;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is at most a day"
    )]
    Some((hours * 60.0).round() as u32)
}

/// Whether a text is a length of time that names hours: `1 hr`, `1:15`.
pub(super) fn is_in_hours(text: &str) -> bool {
    minutes(text).is_some() && (text.contains(':') || text.to_lowercase().contains('h'))
}

/// Why a text is no length of time, or one of which nobody can tell whether it is hours or minutes: a bare number that is
/// small, or that stands beside texts in hours. A header that says minutes tells it.
pub(super) fn unclear_length(header: &str, text: &str, beside_hours: bool) -> Option<String> {
    let plain = text.trim();
    let says_minutes = fold(header).split(' ').any(|word| word.starts_with("min"));
    let most = if beside_hours { 12.0 } else { 5.0 };
    match plain.parse::<f64>() {
        Ok(number) if says_minutes || number <= 0.0 => None,
        Ok(number) if number.fract() != 0.0 || number < most || beside_hours && number <= most => {
            Some(format!(
                "`{plain}` may be hours or minutes: write `{plain} hr` or `{plain} min`, or `Hours` or `Minutes` as the header"
            ))
        }
        Ok(_) => None,
        Err(_) if minutes(plain).is_some() => None,
        Err(_) if is_not_met(plain) => Some(format!(
            "`{plain}` says that they did not meet: put it in a column headed `Status`, as no-show, attempted, \
             cancelled-by-participant or cancelled-by-program, and leave the length empty"
        )),
        Err(_) if is_range(plain) => Some(format!(
            "`{plain}` is a range: write the one length that it was, such as 75 min"
        )),
        Err(_) => Some(format!(
            "`{plain}` is not a length of time: write 75 min, 1h15, 1:15 or 1.5 hours"
        )),
    }
}

/// Whether a text is a range of lengths: `75-90 min`, `1 to 2 hrs`.
fn is_range(text: &str) -> bool {
    let text = text.replace(" to ", "-").replace('–', "-");
    text.split_once('-').is_some_and(|(from, to)| {
        from.trim().parse::<f64>().is_ok() && minutes(to.trim()).is_some()
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::day;

    #[test]
    fn a_length_of_time_is_read_as_people_write_it() {
        for (text, wanted) in [
            ("90", Some(90)),
            ("90.0", Some(90)),
            ("1 hr", Some(60)),
            ("1hr", Some(60)),
            ("1:15", Some(75)),
            ("0:45", Some(45)),
            ("1:15:00", Some(75)),
            ("20 min", Some(20)),
            ("20 mins.", Some(20)),
            ("1.5 hours", Some(90)),
            ("1.5h", Some(90)),
            ("1h30", Some(90)),
            ("1 hr 30 min", Some(90)),
            ("1 hour, 15 minutes", Some(75)),
            ("1.5", None),
            ("1:75", None),
            ("18:30", None),
            ("45m", None),
            ("long", None),
            ("1:15 PM", None),
            ("", None),
            ("30 15", None),
        ] {
            assert_eq!(minutes(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_column_of_hours_is_counted_in_minutes() {
        for (header, text, wanted) in [
            ("Hours", "1.5", Some(90)),
            ("Service hrs", "2", Some(120)),
            ("Time (hours)", "0.25", Some(15)),
            ("Horas", "1,5", Some(90)),
            ("Hours", "1.33", Some(80)),
            ("Hours", "1:15", None),
            ("Hours", "25", None),
            ("Minutes", "2", None),
            ("Hours or minutes", "2", None),
        ] {
            assert_eq!(minutes_of_hours(header, text), wanted, "{header} {text}");
        }
    }

    #[test]
    fn a_small_number_without_a_unit_is_no_length() {
        for (header, text, beside_hours, unclear) in [
            ("Duration", "1", true, true),
            ("Duration", "12", true, true),
            ("Duration", "45", true, false),
            ("Duration", "2", false, true),
            ("Duration", "1.5", false, true),
            ("Duration", "15", false, false),
            ("Duration", "0", true, false),
            ("# min", "2", true, false),
            ("Minutes", "1", false, false),
            ("Duration", "1 hr", true, false),
            ("Duration", "75'", true, false),
            ("Duration", "1-2pm", true, true),
            ("Duration", "60-90", false, true),
        ] {
            let why = unclear_length(header, text, beside_hours);
            assert_eq!(why.is_some(), unclear, "{header} {text}");
        }
    }

    #[test]
    fn a_length_that_says_they_did_not_meet_is_no_held_contact() {
        for text in [
            "n/s",
            "NS",
            "No show",
            "cx'd",
            "Cancelled",
            "R/S",
            "LVM",
            "did not come",
        ] {
            let why = unclear_length("How long", text, false).unwrap_or_default();
            assert!(why.contains("headed `Status`"), "{text}: {why}");
        }
        for text in ["75-90 min", "60-90", "1 to 2 hrs", "75 – 90"] {
            let why = unclear_length("How long", text, false).unwrap_or_default();
            assert!(why.contains("is a range"), "{text}: {why}");
        }
        let why = unclear_length("How long", "a while", false).unwrap_or_default();
        assert!(why.contains("write 75 min"), "{why}");
    }

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
}
