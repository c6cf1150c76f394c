//! What the cells of a column look like: how days are written, what words and marks mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::intake::dates::{Order, by_style};
use crate::record::intake::{DateStyle, IntakeKind};
use crate::record::read::nearest;
use crate::record::word::to_kebab;
use crate::record::{Day, Field, OwnFact, Program, Shape};
use crate::register::fold;

/// The most different words that a column of a fixed set has.
const FEW: usize = 24;

/// Words as sheets write them, by the field, with what they usually mean.
const MEANINGS: &[(&str, &[(&str, &str)])] = &[
    (
        "gender",
        &[
            ("f", "woman"),
            ("female", "woman"),
            ("woman", "woman"),
            ("mujer", "woman"),
            ("m", "man"),
            ("male", "man"),
            ("man", "man"),
            ("hombre", "man"),
            ("nb", "nonbinary"),
            ("x", "nonbinary"),
            ("non binary", "nonbinary"),
            ("unknown", ""),
            ("u", ""),
            ("na", ""),
            ("n a", ""),
        ],
    ),
    (
        "languages",
        &[
            ("e", "en"),
            ("en", "en"),
            ("eng", "en"),
            ("english", "en"),
            ("ingles", "en"),
            ("s", "es"),
            ("sp", "es"),
            ("es", "es"),
            ("esp", "es"),
            ("span", "es"),
            ("spanish", "es"),
            ("espanol", "es"),
            ("both", "en, es"),
            ("bilingual", "en, es"),
            ("eng sp", "en, es"),
            ("english spanish", "en, es"),
            ("chinese", "zh"),
            ("cantonese", "zh"),
            ("mandarin", "zh"),
            ("vietnamese", "vi"),
            ("tagalog", "tl"),
            ("arabic", "ar"),
            ("russian", "ru"),
            ("french", "fr"),
            ("unknown", ""),
        ],
    ),
    (
        "system",
        &[
            ("dependency", "cps"),
            ("child welfare", "cps"),
            ("dcs", "cps"),
            ("probation", "jpd"),
            ("delinquency", "jpd"),
        ],
    ),
    (
        "mode",
        &[
            ("in person", "in-person"),
            ("f2f", "in-person"),
            ("call", "phone"),
            ("zoom", "video"),
            ("sms", "text"),
        ],
    ),
];

/// Whether a field holds a day.
pub(super) fn is_day(kind: IntakeKind, field: &str) -> bool {
    shape(kind, field) == Some(Shape::Day)
}

fn shape(kind: IntakeKind, field: &str) -> Option<Shape> {
    field_of(kind, field).map(|field| field.shape)
}

/// The field of a record that a field of a map fills.
fn field_of(kind: IntakeKind, field: &str) -> Option<&'static Field> {
    kind.goal(field)?.field()
}

/// The styles by which the days of a column are written, and how many cells are no day by any of them.
pub(super) fn styles(cells: &[String], today: Day) -> (Vec<DateStyle>, usize) {
    let order = Order::of(cells.iter().map(String::as_str), today);
    let tried = order.allows();
    let mut found: BTreeSet<DateStyle> = BTreeSet::new();
    let mut unread = 0;
    for cell in cells {
        let by: Vec<DateStyle> = tried
            .iter()
            .copied()
            .filter(|style| by_style(cell, *style, None, today).is_some())
            .collect();
        unread += usize::from(by.is_empty());
        found.extend(by);
    }
    if found.is_empty() {
        found.extend([DateStyle::Iso, DateStyle::Us]);
    }
    (found.into_iter().collect(), unread)
}

/// What the words of a column mean, as `values`, with a remark for those that the program's vocabulary does not have.
pub(super) fn translations(
    kind: IntakeKind,
    field: &str,
    cells: &[String],
    program: &Program,
) -> String {
    let Some((vocabulary, list)) = words_of(kind, field, program) else {
        return String::new();
    };
    let said = said(cells, list);
    // So many different words, or such long ones, are no fixed set.
    if said.len() > FEW || said.values().any(|word| word.chars().count() > 40) {
        return String::new();
    }
    let meanings = MEANINGS
        .iter()
        .find(|(of, _)| *of == field.trim_start_matches("mentor_"))
        .map(|(_, all)| *all);
    let (mut lines, mut strange) = (String::new(), Vec::new());
    for (folded, word) in &said {
        let mut usual = meanings.into_iter().flatten();
        let usual = usual.find(|(from, _)| from == folded).map(|(_, to)| *to);
        let kebab = to_kebab(folded);
        let known = vocabulary.is_empty() || vocabulary.contains(&kebab.as_str());
        let near = || {
            let begins = |word: &&&str| word.starts_with(&kebab) || kebab.starts_with(**word);
            nearest(&kebab, &vocabulary).or_else(|| vocabulary.iter().find(begins).copied())
        };
        match usual.or_else(|| if known { None } else { near() }) {
            Some(meaning) if meaning != kebab => {
                lines += &format!("    {},\n", toml(&format!("{word} -> {meaning}")));
            }
            None if !known || kebab.len() < 2 => strange.push(word.as_str()),
            _ => {}
        }
    }
    let mut text = String::new();
    if !lines.is_empty() {
        text += &format!("values = [\n{lines}]\n");
    }
    if !strange.is_empty() {
        let strange = crate::record::schema::quoted(&strange);
        text += &format!("# say under `values` what these mean: {strange}\n");
        if !vocabulary.is_empty() {
            text += &format!("# the program has the words {}\n", vocabulary.join(", "));
        }
    }
    text
}

/// The words that a field may hold, none where any may, and whether it holds a list of them; `None` for a field that
/// holds no words.
fn words_of<'p>(
    kind: IntakeKind,
    field: &str,
    program: &'p Program,
) -> Option<(Vec<&'p str>, bool)> {
    let is_word = |shape| matches!(shape, Shape::Word | Shape::Choice(_));
    let asked = program.fact(kind.kind(), field);
    let (word, list) = match asked.map(OwnFact::shape).or_else(|| shape(kind, field))? {
        Shape::List(item) if is_word(*item) => (*item, true),
        shape if is_word(shape) => (shape, false),
        _ => return None,
    };
    let listed = field_of(kind, field).and_then(|field| field.words);
    let words = match (word, asked, listed) {
        (Shape::Choice(words), ..) => words.to_vec(),
        (_, Some(asked), _) => asked.allowed(),
        (_, None, Some(list)) => program.words_for(list),
        _ => Vec::new(),
    };
    Some((words, list))
}

/// What cells say, each in the spelling of the first, in order of what it is without case and accents.
fn said(cells: &[String], list: bool) -> BTreeMap<String, String> {
    let parts = cells.iter().flat_map(|cell| {
        let ends: &[char] = if list { &[',', ';', '\n'] } else { &[] };
        cell.split(ends).map(str::trim)
    });
    let mut said = BTreeMap::new();
    for part in parts.filter(|part| !part.is_empty()) {
        said.entry(fold(part)).or_insert_with(|| part.to_owned());
    }
    said
}

/// The marks of a grid, as far as they are known.
pub(super) fn marks(cells: &[String]) -> String {
    const PRESENT: [&str; 10] = ["x", "✓", "✔", "1", "p", "y", "yes", "present", "here", "si"];
    const NO_SHOW: [&str; 5] = ["ns", "n/s", "no show", "no-show", "noshow"];
    const ABSENT: [&str; 8] = ["-", "–", "0", "a", "n", "no", "absent", "abs"];
    let seen: BTreeSet<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
    let of = |known: &[&str], usual: &str| {
        let mut found: Vec<String> = seen
            .iter()
            .filter(|mark| known.contains(&mark.as_str()))
            .cloned()
            .collect();
        if found.is_empty() && !usual.is_empty() {
            found.push(usual.to_owned());
        }
        let found: Vec<String> = found.iter().map(|mark| toml(mark)).collect();
        found.join(", ")
    };
    let line = |key: &str, marks: String| {
        if marks.is_empty() {
            String::new()
        } else {
            format!("{key} = [ {marks}, ]\n")
        }
    };
    let mut text = line("present", of(&PRESENT, "x"));
    text += &line("no_show", of(&NO_SHOW, "ns"));
    text += &line("absent", of(&ABSENT, ""));
    let known = |mark: &&String| {
        PRESENT
            .iter()
            .chain(&NO_SHOW)
            .chain(&ABSENT)
            .any(|known| known == mark)
    };
    let strange: Vec<&str> = seen
        .iter()
        .filter(|mark| !known(mark) && mark.chars().count() < 8)
        .map(String::as_str)
        .collect();
    if !strange.is_empty() {
        text += &format!(
            "# other marks, to be put into one of these lists: {}\n",
            crate::record::schema::quoted(&strange)
        );
    }
    text
}

/// A text in quotes.
pub(super) fn toml(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
