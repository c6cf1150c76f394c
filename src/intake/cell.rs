//! What a cell says, as a value of the field that its column fills.

use super::names::plain;
use super::several::names_in;
use super::vague::is_vague;
use super::{dates, words};
use crate::record::intake::{Column, DateStyle};
use crate::record::minutes::minutes;
use crate::record::read::nearest;
use crate::record::schema::quoted;
use crate::record::word::{is_kebab, to_kebab};
use crate::record::{Datum, Day, IdKind, OwnFact, Program, Shape, Word};
use crate::register::fold;

/// What a value is read by.
pub(super) struct CellParser<'s> {
    /// How days are written.
    pub styles: &'s [DateStyle],
    /// The year of days that are written without one.
    pub year: Option<u32>,
    /// Today.
    pub today: Day,
    /// The column, which says what parts the items of a list and what they mean; `None` for a constant.
    pub column: Option<&'s Column>,
    /// The program, whose words are meant.
    pub program: &'s Program,
    /// Finds the id of a record that a cell names.
    pub find: &'s mut dyn FnMut(IdKind, &str) -> Result<String, String>,
}

/// A cell without what nobody sees: spaces of any kind at its ends and doubled inside, marks without a width, and the
/// apostrophe that keeps a text from being run as a formula.
#[must_use]
pub fn clean(cell: &str) -> String {
    let plain = |c: char| {
        !matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
    };
    let lines: Vec<String> = cell
        .split('\n')
        .map(|line| {
            let line: String = line
                .chars()
                .filter(|c| plain(*c) && (!c.is_control() || *c == '\t'))
                .collect();
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect();
    let text = lines.join("\n").trim().to_owned();
    // Written so that a spreadsheet program keeps the zeros of `="0012"`.
    let formula = text.strip_prefix("=\"");
    if let Some(said) = formula.and_then(|text| text.strip_suffix('"'))
        && !said.contains('"')
    {
        return said.trim().to_owned();
    }
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@']) => {
            rest.trim_start().to_owned()
        }
        _ => text,
    }
}

/// What a map says instead of a meaning where it does not know one.
pub(super) const QUESTION: &str = "?";

/// What a cell says in the words of the map; `None` for nothing.
///
/// # Errors
/// The map asks what it means.
pub(super) fn translated(text: &str, column: &Column) -> Result<Option<String>, String> {
    let said = meaning(text, column)?.unwrap_or(text);
    Ok((!said.is_empty()).then(|| said.to_owned()))
}

/// Whether the map says what a text means.
pub(super) fn is_translated(text: &str, column: &Column) -> bool {
    !matches!(meaning(text, column), Ok(None))
}

/// What the map says that a text means; `None` where it says nothing of it.
fn meaning<'c>(text: &str, column: &'c Column) -> Result<Option<&'c str>, String> {
    let wanted = fold(text);
    let all = || column.values.iter();
    let found = all().find(|value| value.from.eq_ignore_ascii_case(text));
    let alike = || all().find(|value| !wanted.is_empty() && fold(&value.from) == wanted);
    let found = found.or_else(alike);
    match found {
        Some(value) if &*value.to == QUESTION => Err(format!(
            "the map asks what `{}` means: write it for the `?` under `values`",
            value.from
        )),
        found => Ok(found.map(|value| &*value.to)),
    }
}

/// The value of a field that a text says.
///
/// # Errors
/// The text cannot stand there; the sentence says why.
pub(super) fn value(
    text: &str,
    shape: &Shape,
    sense: &mut CellParser<'_>,
) -> Result<Datum, String> {
    let wrong = || format!("`{text}` is not {}", bare(shape));
    Ok(match shape {
        Shape::List(item) => return list(text, item, sense),
        Shape::Text | Shape::Child => Datum::Text(text.replace('\n', " ")),
        Shape::Prose => Datum::Prose(text.to_owned()),
        Shape::Word => Datum::Text(word(text)?),
        Shape::Choice(words) => {
            let word = to_kebab(&fold(text));
            if !words.contains(&word.as_str()) {
                let near = nearest(&word, words)
                    .map_or_else(|| bare(shape), |near| format!("did you mean `{near}`?"));
                return Err(format!(
                    "`{text}` is not a word that can stand here: {near}"
                ));
            }
            Datum::Text(word)
        }
        Shape::Integer(low, high) => {
            let whole = text.strip_suffix(".0").unwrap_or(text);
            let number = whole.parse::<i64>().ok().or_else(|| minutes(whole));
            Datum::Integer(
                number
                    .filter(|number| (*low..=*high).contains(number))
                    .ok_or_else(wrong)?,
            )
        }
        Shape::Hours | Shape::Number => {
            let number = text
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite() && *number >= 0.0);
            Datum::Float(number.ok_or_else(wrong)?)
        }
        Shape::Bool => match (words::is_yes(text), words::is_no(text)) {
            (true, _) => Datum::Bool(true),
            (_, true) => Datum::Bool(false),
            _ => return Err(format!("`{text}` is neither yes nor no")),
        },
        Shape::Day => Datum::Day(day(text, sense)?),
        Shape::Id(kind) => Datum::Text((sense.find)(*kind, &plain(text))?),
        Shape::Table(_) | Shape::Tables(_) | Shape::Map(_) | Shape::Open => return Err(wrong()),
    })
}

/// The day that a text says.
///
/// # Errors
/// It says none, or more than a day; the sentence says what to do.
fn day(text: &str, sense: &CellParser<'_>) -> Result<Day, String> {
    let other = || dates::other_style(text, sense.styles, sense.today);
    let day_first = || {
        let mut styles = [DateStyle::DayFirst, DateStyle::DayFirstShort].into_iter();
        styles.find_map(|style| dates::by_style(text, style, None, sense.today))
    };
    let has_digits = text.contains(|c: char| c.is_ascii_digit());
    let is_without_year =
        || dates::by_style(text, DateStyle::NoYear, Some(2000), sense.today).is_some();
    let unread = |why: String| match other() {
        _ if why.contains("write ") => why,
        None if words::is_yes(text) => format!(
            "{why}: write the day, or add `day_of = \"…\"` to this column in the map, with the header of the column \
             that has it"
        ),
        None if is_without_year() => format!(
            "{why}: write it as 2026-10-07, or add `no-year` to `dates` of this column and `year = 2026` to the map"
        ),
        None if has_digits && text.contains(|c: char| c.is_alphabetic()) => {
            format!(
                "{why}: {}",
                beside_a_day(sense.column.map_or("", |column| &column.field))
            )
        }
        None if has_digits && text.len() == 4 => {
            format!("{why}: write the whole day, or leave the cell empty")
        }
        Some(style) => {
            format!("{why}: write it as 2026-10-07, or add `{style}` to `dates` of the map")
        }
        None if has_digits => match day_first() {
            Some(day) => format!(
                "{why}, as the month comes first in this column: write {day} if that is the day"
            ),
            None => format!("{why}: write it as 2026-10-07"),
        },
        None => format!(
            "{why}: write a day such as 2026-10-07, or, if it says that there is none, add `{text} -> ` to \
             `values` of this column in the map"
        ),
    };
    let day = dates::day(text, sense.styles, sense.year, sense.today);
    let day = day.map_err(|why| match dates::beyond_its_month(text, sense.styles) {
        Some(beyond) => format!("`{text}` is no day, as {beyond}: correct it"),
        None if is_vague(text) => {
            format!("`{text}` is no whole day: write one such as 2026-10-07")
        }
        None => unread(why),
    })?;
    words::unlikely(day).map_or(Ok(day), Err)
}

/// What to do with what a cell says beside a day.
fn beside_a_day(field: &str) -> String {
    let also = if field.starts_with("consent.") {
        " of its own, as `consent.KIND.expires` or `.withdrawn`; a consent that was refused has no day"
    } else if field.starts_with("declined") || field == "referred" {
        " of its own, as `declined.on` of a parent who declined"
    } else if field.starts_with("enrollment.end") {
        " of its own, as `enrollment.reason`"
    } else {
        " of its own"
    };
    format!(
        "leave the day alone in the cell, written as 2026-10-07, and what else it says in a column{also}"
    )
}

/// A value in the program's own words: another way to type a word becomes the word.
///
/// # Errors
/// The word is none of those that the list ships with or the program lists.
pub(super) fn in_words(datum: Datum, list: &str, program: &Program) -> Result<Datum, String> {
    let meant = |text: &str| program.word_to_enter(list, text).to_owned();
    Ok(match datum {
        Datum::Text(text) => {
            let (word, known) = (meant(&text), program.words_for(list));
            if program.ships(list) {
                among(&word, &known)?;
            }
            Datum::Text(word)
        }
        Datum::List(items) => Datum::List(
            items
                .iter()
                .map(|item| Datum::Text(meant(&item.to_string())))
                .collect(),
        ),
        other => other,
    })
}

fn among(word: &str, known: &[&str]) -> Result<(), String> {
    if known.contains(&word) {
        return Ok(());
    }
    let near = nearest(word, known).map_or_else(
        || format!("it is one of {}", quoted(known)),
        |near| format!("did you mean `{near}`?"),
    );
    Err(format!(
        "`{word}` is not a word that can stand here: {near}"
    ))
}

/// What a cell says of a fact that the program asks for.
///
/// # Errors
/// The fact has no such word.
pub(super) fn fact(
    text: &str,
    fact: &OwnFact,
    sense: &mut CellParser<'_>,
) -> Result<Datum, String> {
    let allowed = fact.allowed();
    let word = |said: Datum| -> Result<Datum, String> {
        let said: Word = said.to_string().parse()?;
        let word = fact.word_for(&said).as_str();
        if !allowed.is_empty() {
            among(word, &allowed)?;
        }
        Ok(Datum::Text(word.to_owned()))
    };
    match value(text, &fact.shape(), sense)? {
        Datum::List(items) => {
            let mut words = items.into_iter().map(word).collect::<Result<Vec<_>, _>>()?;
            words.dedup();
            Ok(Datum::List(words))
        }
        one => word(one),
    }
}

fn list(text: &str, item: &Shape, sense: &mut CellParser<'_>) -> Result<Datum, String> {
    let mut items = Vec::new();
    for part in parts(
        text,
        item,
        sense.column.and_then(|column| column.separator.as_deref()),
    ) {
        let said = sense
            .column
            .map_or(Ok(None), |column| meaning(part, column))?;
        match said {
            Some("") => {}
            Some(said) => {
                let usual = said.split([',', ';']).map(str::trim);
                for one in usual.filter(|one| !one.is_empty()) {
                    items.push(value(one, item, sense)?);
                }
            }
            None => match value(part, item, sense) {
                Ok(one) => items.push(one),
                Err(why) => items.extend(of_names(part, item, sense)?.ok_or(why)?),
            },
        }
    }
    items.sort_by_cached_key(ToString::to_string);
    items.dedup();
    Ok(Datum::List(items))
}

/// The mentors of a part that names them by more than a name; `None` of anything else.
fn of_names(
    part: &str,
    item: &Shape,
    sense: &mut CellParser<'_>,
) -> Result<Option<Vec<Datum>>, String> {
    let names = match item {
        Shape::Id(IdKind::Mentor | IdKind::Person) => names_in(part),
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for name in &names {
        if let Datum::List(found) = list(name, item, sense)? {
            all.extend(found);
        }
    }
    Ok((!names.is_empty()).then_some(all))
}

/// The items that a cell lists. A comma may stand inside a name, and a slash inside anything but a word.
pub(super) fn parts<'t>(text: &'t str, item: &Shape, separator: Option<&str>) -> Vec<&'t str> {
    let split: Vec<&str> = match (separator, item) {
        (Some(separator), _) => text.split(separator).collect(),
        (None, Shape::Id(_)) => text.split([';', '\n']).collect(),
        (None, Shape::Word | Shape::Choice(_)) => {
            let signs = text.split([',', ';', '\n', '/', '&', '+']);
            let words = signs.flat_map(|part| part.split(" and "));
            words.flat_map(|part| part.split(" y ")).collect()
        }
        (None, _) => text.split([',', ';', '\n']).collect(),
    };
    let split = split.into_iter().map(str::trim);
    split.filter(|part| !part.is_empty()).collect()
}

/// A text as a word. One letter is a sign that only the program can tell the meaning of.
fn word(text: &str) -> Result<String, String> {
    if text.contains([',', ';']) {
        return Err(format!(
            "`{text}` is more than one word: keep one in this cell, and give the others a column or a row of their own"
        ));
    }
    let word = to_kebab(&fold(text));
    if word.len() < 2 || !is_kebab(&word) || text.contains(['(', ')', '.', '@', '?', ':']) {
        return Err(format!(
            "`{text}` is not a word: say what it means under `values` of its column, as \"{text} -> …\""
        ));
    }
    Ok(word)
}

/// What a field holds, without the quotes of a file.
fn bare(shape: &Shape) -> String {
    shape
        .describe()
        .replace(" in quotes", "")
        .replace(" without quotes", "")
        .replace('"', "`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::day;

    fn read(text: &str, shape: &Shape) -> Result<String, String> {
        let mut find = |_: IdKind, text: &str| Ok(format!("p-{text}"));
        let styles = [DateStyle::Us];
        let mut sense = CellParser {
            styles: &styles,
            year: None,
            today: day("2026-11-21"),
            column: None,
            program: &crate::record::read::record("schema = 2\nname = \"T\"\n").unwrap(),
            find: &mut find,
        };
        value(text, shape, &mut sense).map(|datum| datum.to_string())
    }

    #[test]
    fn a_cell_loses_what_nobody_sees() {
        assert_eq!(
            clean(" \u{a0}Rosa\u{a0}  Medina\t\u{200b}\r"),
            "Rosa Medina"
        );
        assert_eq!(clean("'=1+1"), "=1+1");
        assert_eq!(clean("'90s"), "'90s");
        assert_eq!(clean("=\"0012\""), "0012");
        assert_eq!(clean("one \n two"), "one\ntwo");
    }

    #[test]
    fn cells_become_values_of_their_fields() {
        assert_eq!(
            read("Domestic Violence", &Shape::Word).unwrap(),
            "domestic-violence"
        );
        assert_eq!(read("Español", &Shape::Word).unwrap(), "espanol");
        assert!(
            read("F", &Shape::Word)
                .unwrap_err()
                .contains("under `values`")
        );
        assert_eq!(
            read("Housing, visitation;housing", &Shape::List(&Shape::Word)).unwrap(),
            "housing visitation"
        );
        assert_eq!(
            read("a, b; c", &Shape::List(&Shape::Id(IdKind::Participant))).unwrap(),
            "p-a, b p-c"
        );
        assert_eq!(read("90.0", &Shape::Integer(0, 1440)).unwrap(), "90");
        assert_eq!(read("1h30", &Shape::Integer(0, 1440)).unwrap(), "90");
        assert_eq!(read("1 hr", &Shape::Integer(0, 1440)).unwrap(), "60");
        assert_eq!(
            read("Spanish / English and French", &Shape::List(&Shape::Word)).unwrap(),
            "english french spanish"
        );
        assert!(
            read("1/1/1900", &Shape::Day)
                .unwrap_err()
                .contains("can hardly be meant")
        );
        assert!(read("2000", &Shape::Integer(0, 1440)).is_err());
        assert_eq!(read("Sí", &Shape::Bool).unwrap(), "true");
        assert_eq!(read("10/7/2026", &Shape::Day).unwrap(), "2026-10-07");
        assert!(
            read("CSP", &Shape::Choice(&["cps", "jpd"]))
                .unwrap_err()
                .contains("did you mean `cps`?")
        );
    }

    #[test]
    fn two_words_are_never_joined_to_one() {
        let why = read("core, safety", &Shape::Word).unwrap_err();
        assert!(why.contains("is more than one word"), "{why}");
        assert_eq!(
            read("core, safety", &Shape::List(&Shape::Word)).unwrap(),
            "core safety"
        );
    }

    #[test]
    fn a_cell_is_translated_whatever_its_case() {
        let values = ["F -> woman", "n/a ->", "Sí -> yes", "✓ -> housing"];
        let column = Column {
            header: "x".into(),
            field: "gender".into(),
            required: None,
            as_above: None,
            dates: Vec::new(),
            day_of: None,
            separator: None,
            values: values.iter().map(|value| value.parse().unwrap()).collect(),
            system: None,
        };
        let said = |text: &str| translated(text, &column).unwrap();
        assert_eq!(said("f").as_deref(), Some("woman"));
        assert_eq!(said("si").as_deref(), Some("yes"));
        assert_eq!(said("✓").as_deref(), Some("housing"));
        assert_eq!(said("N/A"), None);
        assert_eq!(said("other").as_deref(), Some("other"));
    }
}
