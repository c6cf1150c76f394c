//! What the cells of a column look like: how days are written, what words and marks mean.

use std::collections::BTreeMap;

use super::meanings::meanings;
use super::senders::{are_two_senders, is_a_sender, is_of_child_welfare};
use crate::intake::cell::{clean, parts};
use crate::intake::consents::{is_consent, is_unsigned, own_day};
use crate::intake::dates::{Order, by_style};
use crate::intake::layout::KEPT_TOGETHER;
use crate::intake::lengths::{can_be_length, is_span};
use crate::intake::not_held::{called_off_by, is_attempt, is_called_off, is_of_a_try, took_place};
use crate::intake::words::{is_no, is_not_given, is_nothing, is_yes};
use crate::record::intake::{DateStyle, IntakeKind};
use crate::record::minutes::minutes;
use crate::record::read::nearest;
use crate::record::word::to_kebab;
use crate::record::{
    Day, Field, OwnFact, Program, Shape, Status, counted, is_plain_code, language_code,
};
use crate::register::fold;

/// The most different words that a column of a fixed set has.
const FEW: usize = 24;

/// Of a word of which another one is the beginning.
const BEGINS: &str = "begins alike";

/// Of a word that is spelled nearly so.
const NEARLY: &str = "spelled nearly so";

/// A word of more letters may have two slips.
const LONG_WORD: usize = 9;

/// The word for child welfare, whatever a county calls it.
const CHILD_WELFARE: &str = "cps";

/// The most letters of a word of a fixed set.
pub(super) const LONG: usize = 40;

/// What a field holds.
pub(super) fn shape(kind: IntakeKind, field: &str) -> Option<Shape> {
    field_of(kind, field).map(|field| field.shape)
}

/// The field of a record that a field of a map fills.
fn field_of(kind: IntakeKind, field: &str) -> Option<&'static Field> {
    kind.goal(field)?.field()
}

/// Whether a field takes what several columns say.
pub(super) fn gathers(kind: IntakeKind, field: &str) -> bool {
    KEPT_TOGETHER.contains(&field) || matches!(shape(kind, field), Some(Shape::List(_)))
}

/// Whether a field holds words that a program chooses or that are fixed.
pub(super) fn is_of_words(kind: IntakeKind, field: &str) -> bool {
    let is_word = |shape: &Shape| matches!(shape, Shape::Word | Shape::Choice(_));
    match shape(kind, field) {
        Some(Shape::List(item)) => is_word(item),
        Some(shape) => is_word(&shape),
        None => false,
    }
}

/// Whether a header is a day, with or without its year.
pub(super) fn is_day(cell: &str, today: Day) -> bool {
    let mut styles = Order::Both.allows();
    styles.push(DateStyle::NoYear);
    styles
        .into_iter()
        .any(|style| by_style(&clean(cell), style, Some(2000), today).is_some())
}

/// Whether the cells of a column say yes or no and nothing else, and at least one of them does.
pub(super) fn is_yes_or_no(cells: &[String]) -> bool {
    let said = |cell: &&String| !is_nothing(cell);
    cells.iter().any(|cell| said(&cell))
        && cells
            .iter()
            .filter(said)
            .all(|cell| is_yes(cell) || is_no(cell))
}

/// Whether the cells of a column can be what a field holds: at least half of those that say anything.
pub(super) fn can_be(
    kind: IntakeKind,
    field: &str,
    cells: &[String],
    about: (&Program, Day),
) -> bool {
    let (program, today) = about;
    let says = |cell: &&String| !is_nothing(cell) && !is_not_given(field, cell);
    let said: Vec<&String> = cells.iter().filter(says).collect();
    let fits = |fit: &dyn Fn(&String) -> bool| {
        let count = said.iter().filter(|cell| fit(cell)).count();
        said.is_empty() || count * 2 >= said.len()
    };
    match shape(kind, field) {
        Some(Shape::Day) => {
            let reads = |cell: &String| {
                let mut all = Order::Both.allows().into_iter().chain([DateStyle::NoYear]);
                all.any(|style| by_style(cell, style, Some(2000), today).is_some())
            };
            // Some of a consent may have the day, and others a yes.
            let is_box = |cell: &String| {
                is_consent(field) && (is_yes(cell) || is_no(cell))
                    || is_unsigned(field, cell)
                    || own_day(field, cell, today).is_some()
            };
            is_yes_or_no(cells) || fits(&|cell| reads(cell) || is_box(cell))
        }
        Some(Shape::Integer(..)) => {
            let is_minutes = field == "minutes";
            let is_length =
                |cell: &String| minutes(cell).is_some() || is_minutes && can_be_length(cell);
            // A few lengths that nobody can read are no reason to lose the others; times of day are.
            let is_of_lengths = || {
                said.iter().any(|cell| is_length(cell))
                    && !said.iter().any(|cell| cell.contains(':') && !is_span(cell))
            };
            fits(&is_length) || is_minutes && is_of_lengths()
        }
        Some(Shape::Bool) => is_yes_or_no(cells) || said.is_empty(),
        Some(shape) if is_word(shape) => {
            let words = Words::of(kind, field, program);
            let known = |cell: &String| {
                let parts = parts(cell, &words.item, None);
                words.vocabulary.is_empty()
                    || field == "status" && (is_yes(cell) || is_no(cell))
                    || parts.iter().any(|part| words.meant(field, part).is_some())
            };
            said.is_empty() || said.iter().any(|cell| known(cell))
        }
        // `Mentor?` with a yes is no name.
        _ if is_who(kind, field) => !is_yes_or_no(cells),
        _ => true,
    }
}

/// How many cells of a column say a word that a field may hold.
pub(super) fn known_words(
    kind: IntakeKind,
    field: &str,
    cells: &[String],
    program: &Program,
) -> usize {
    let words = Words::of(kind, field, program);
    let is_known = |cell: &&String| {
        let parts = parts(cell, &words.item, None);
        parts.iter().any(|part| words.meant(field, part).is_some())
    };
    cells.iter().filter(is_known).count()
}

/// Whether a field says who somebody is: a name, or the people of a record.
pub(super) fn is_who(kind: IntakeKind, field: &str) -> bool {
    let is_id = |shape: Shape| match shape {
        Shape::List(item) => matches!(item, Shape::Id(_)),
        shape => matches!(shape, Shape::Id(_)),
    };
    ["name", "given", "family", "aliases"].contains(&field) || shape(kind, field).is_some_and(is_id)
}

fn is_word(shape: Shape) -> bool {
    match shape {
        Shape::List(item) => matches!(item, Shape::Word | Shape::Choice(_)),
        shape => matches!(shape, Shape::Word | Shape::Choice(_)),
    }
}

/// The words that a field may hold.
struct Words<'p> {
    vocabulary: Vec<&'p str>,
    item: Shape,
    is_list: bool,
}

impl<'p> Words<'p> {
    fn of(kind: IntakeKind, field: &str, program: &'p Program) -> Self {
        let asked = program.fact(kind.kind(), field);
        let shape = asked
            .map(OwnFact::shape)
            .or_else(|| shape(kind, field))
            .unwrap_or(Shape::Text);
        let (item, is_list) = match shape {
            Shape::List(item) => (*item, true),
            shape => (shape, false),
        };
        let listed = field_of(kind, field).and_then(|field| field.words);
        let vocabulary = match (item, asked, listed) {
            (Shape::Choice(words), ..) => words.to_vec(),
            (_, Some(asked), _) => asked.allowed(),
            (_, None, Some(list)) => program.words_for(list),
            _ => Vec::new(),
        };
        Self {
            vocabulary,
            item,
            is_list,
        }
    }

    fn has(&self, word: &str) -> bool {
        self.vocabulary.is_empty() || self.vocabulary.contains(&word)
    }

    /// What a text means, with how that is known; `None` where nobody can tell.
    fn meant(&self, field: &str, text: &str) -> Option<(String, &'static str)> {
        let folded = fold(text);
        let kebab = to_kebab(&folded);
        let usual = meanings(field, &folded).into_iter().find(|meaning| {
            let mut words = meaning.split(", ");
            words.all(|word| word.is_empty() || self.has(word))
        });
        if let Some(meaning) = usual {
            return Some((meaning.to_owned(), ""));
        }
        if field == "languages" {
            // `No` is an answer, and `Cre` is Cree by its code and Creole as people write.
            let code = language_code(&kebab).filter(|code| !is_no(text) && self.has(code))?;
            let is_sure = kebab.len() != 3 || is_plain_code(&kebab);
            return Some((code.to_owned(), if is_sure { "" } else { BEGINS }));
        }
        if self.has(&kebab) {
            return (kebab.len() > 1).then_some((kebab, ""));
        }
        // A short word is near to many: `home` is no `phone`, and `help` not `held`.
        if let Some(near) = nearest(&kebab, &self.vocabulary)
            && kebab.len() > 5
            && strsim::osa_distance(&kebab, near) <= 1 + usize::from(kebab.len() > LONG_WORD)
        {
            return Some((near.to_owned(), NEARLY));
        }
        let begins = |known: &&&str| {
            kebab.len() > 2 && (known.starts_with(&kebab) || kebab.starts_with(**known))
        };
        let mut begun = self.vocabulary.iter().filter(begins);
        match (begun.next(), begun.next()) {
            (Some(one), None) => Some(((*one).to_owned(), BEGINS)),
            _ => None,
        }
    }
}

/// What a box means.
pub(super) struct Ticked {
    pub word: String,
    /// Whether the header is only like the word, so that it is asked.
    pub is_asked: bool,
}

/// The most letters of a mark in a box.
const SHORT: usize = 12;

/// Whether most cells of a column say yes or no.
pub(super) fn is_mostly_boxes(cells: &[String]) -> bool {
    let said = cells.iter().filter(|cell| !is_nothing(cell));
    let (boxes, others): (Vec<_>, Vec<_>) = said.partition(|cell| is_yes(cell) || is_no(cell));
    boxes.len() > others.len()
}

/// The word of a field that a text surely means.
pub(super) fn word_of(
    kind: IntakeKind,
    field: &str,
    text: &str,
    program: &Program,
) -> Option<String> {
    let words = Words::of(kind, field, program);
    let (word, how) = words.meant(field, text)?;
    let is_usual = text.len() > 2 && !meanings(field, &fold(text)).is_empty();
    let is_sure = how.is_empty() && (is_usual || words.vocabulary.contains(&word.as_str()));
    is_sure.then_some(word)
}

/// The word of a field that a text is like, as the beginning of it.
pub(super) fn word_like(
    kind: IntakeKind,
    field: &str,
    text: &str,
    program: &Program,
) -> Option<String> {
    let (word, how) = Words::of(kind, field, program).meant(field, text)?;
    (how == BEGINS).then_some(word)
}

/// What the marks of a column of boxes mean, as lines of `values`: a yes is the word, a no is nothing. A word that the
/// header is only like is asked.
pub(super) fn ticks(Ticked { word, is_asked }: &Ticked, cells: &[String]) -> String {
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in cells {
        *said.entry(cell).or_default() += 1;
    }
    let _ = said.is_empty().then(|| said.insert("x", 0));
    let line = |(cell, count): (&str, usize)| {
        let (means, how) = match (is_yes(cell), is_no(cell) || is_nothing(cell)) {
            (true, _) if *is_asked => ("?", format!("; is it {word}? Write that, or nothing")),
            (true, _) => (word.as_str(), String::new()),
            (_, true) => ("", String::new()),
            // A remark, which may name people, is refused with its row.
            _ if cell.chars().count() > SHORT => return String::new(),
            _ => ("?", format!("; write {word}, or nothing")),
        };
        let line = toml(&format!("{cell} -> {means}"));
        format!("    {line}, # {}{how}\n", counted(count, "cell"))
    };
    format!(
        "values = [\n{}]\n",
        said.into_iter().map(line).collect::<String>()
    )
}

/// What the cells of a column mean, as lines of `values`; what nobody can tell is a question. A cell that says what kind
/// of session it was has the mode that is given for it.
pub(super) fn translations(
    kind: IntakeKind,
    field: &str,
    header: &str,
    cells: &[String],
    (program, mode): (&Program, impl Fn(&str) -> Option<&'static str>),
) -> String {
    let words = Words::of(kind, field, program);
    let said = said_in(field, cells, &words);
    let is_set = is_word(words.item)
        && said.len() <= FEW
        && said.values().all(|(word, _)| word.chars().count() <= LONG);
    let mut lines = Vec::new();
    for (word, count) in said.values() {
        let line = |meaning: &str, how: &str| {
            let sign = if how.is_empty() { "" } else { "; " };
            let line = toml(&format!("{word} -> {meaning}"));
            format!("    {line}, # {}{sign}{how}\n", counted(*count, "cell"))
        };
        if is_nothing(word) && meanings(field, &fold(word)).is_empty() {
            lines.push(line("", "nothing"));
        } else if is_not_given(field, word) && !is_yes_or_no(cells) {
            lines.push(line("", "not given"));
        } else if let Some(meaning) = of_status(field, header, word) {
            lines.push(line(meaning, asked_of_status(meaning, word)));
        } else if is_of_two_senders(field, word, &words) {
            let how = "names more than one: write the one that sent the parent";
            lines.push(line("?", how));
        } else if field == "referral_source"
            && is_of_child_welfare(word)
            && words.has(CHILD_WELFARE)
            && !words.vocabulary.contains(&to_kebab(word).as_str())
        {
            if to_kebab(word) != CHILD_WELFARE {
                lines.push(line(CHILD_WELFARE, "child welfare"));
            }
        } else if field == "referral_source" && words.vocabulary.is_empty() && !is_a_sender(word) {
            let how = "write the office or the role, such as cps, court or hospital, and not the name of a worker";
            lines.push(line("?", how));
        } else if let Some(mode) = mode(word) {
            lines.push(line(mode, "what kind of session it was"));
        } else if is_set {
            let way = Some(way_of_a_try(word)).filter(|_| field == "mode" && is_of_a_try(word));
            match words.meant(field, word) {
                Some((_, BEGINS)) if way.is_some_and(|way| !way.is_empty()) => {
                    lines.push(line(way.unwrap_or_default(), "they did not meet"));
                }
                Some((meaning, how)) if !how.is_empty() || word.ends_with('?') => {
                    lines.push(line("?", &format!("is it {meaning}?")));
                }
                Some((meaning, _)) if meaning == to_kebab(&fold(word)) => {}
                Some((meaning, how)) => lines.push(line(&meaning, how)),
                // A number is no word: its rows are refused with the reason.
                None if word.parse::<f64>().is_ok() => {}
                None if way.is_some() => {
                    lines.push(line(way.unwrap_or_default(), "they did not meet"));
                }
                None => lines.push(line("?", &asked(&words))),
            }
        }
    }
    listed(kind, field, &lines.concat(), &words)
}

/// The lines of `values`, with how to answer by another word than those that a question offers.
fn listed(kind: IntakeKind, field: &str, lines: &str, words: &Words<'_>) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let has_more = !words.vocabulary.is_empty() && lines.contains("-> ?\"");
    let more = match has_more {
        true => more_words(kind, field),
        false => String::new(),
    };
    format!("{more}values = [\n{lines}]\n")
}

/// The mode that a remark about a try begins with, as that of `TC no ans`; nothing if it begins with none.
fn way_of_a_try(text: &str) -> &'static str {
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    if first == "phone" {
        return "phone";
    }
    meanings("mode", first).first().copied().unwrap_or_default()
}

/// The words that cells say, each as it is first written, with how many say it.
fn said_in(field: &str, cells: &[String], words: &Words<'_>) -> BTreeMap<String, (String, usize)> {
    let mut said: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let separates = is_word(words.item) && words.is_list;
    for cell in cells {
        let whole = fold(cell);
        // Signs that are no word, as in `MH, $$`, say something too.
        let is_whole = || {
            parts(cell, &words.item, None)
                .iter()
                .all(|part| !fold(part).is_empty())
        };
        let is_known = is_nothing(cell) || !meanings(field, &whole).is_empty() && is_whole();
        let of_cell: Vec<&str> = if separates && !is_known {
            parts(cell, &words.item, None)
        } else {
            vec![cell.as_str()]
        };
        for part in of_cell {
            let key = Some(fold(part)).filter(|key| !key.is_empty());
            let doubt = if part.ends_with('?') { "?" } else { "" };
            let key = key.map_or_else(|| part.to_owned(), |key| key + doubt);
            said.entry(key).or_insert_with(|| (part.to_owned(), 0)).1 += 1;
        }
    }
    said
}

/// That the program can have more words than those that a question offers.
pub(super) fn more_words(kind: IntakeKind, field: &str) -> String {
    let list = field_of(kind, field).and_then(|field| field.words);
    list.map_or_else(String::new, |list| {
        format!(
            "# Another word can be an answer: add it first, by `peer edit peer.toml`, to `{list}` under [vocabulary].\n"
        )
    })
}

/// The question about a word, with what may be its answer.
fn asked(words: &Words<'_>) -> String {
    if words.vocabulary.is_empty() {
        "write what it means, such as en of a language".to_owned()
    } else {
        format!("write {}, or nothing", words.vocabulary.join(", "))
    }
}

/// Whether a cell names two that may have sent a parent, and is no word of the program.
fn is_of_two_senders(field: &str, word: &str, words: &Words<'_>) -> bool {
    let is_word = || words.vocabulary.contains(&to_kebab(word).as_str());
    field == "referral_source" && are_two_senders(word) && !is_word()
}

/// The question about a word of a status, if its meaning is one.
fn asked_of_status(meaning: &str, word: &str) -> &'static str {
    match (meaning, is_yes(word)) {
        ("?", true) => "write no-show, cancelled-by-participant, cancelled-by-program or attempted",
        ("?", false) => "write cancelled-by-participant or cancelled-by-program",
        _ => "",
    }
}

/// What a yes or a no means in a column such as `No show?` or `Attended`, and what a group means that was called off.
fn of_status(field: &str, header: &str, word: &str) -> Option<&'static str> {
    if field != "status" {
        return None;
    }
    if is_attempt(word) {
        return Some(Status::Attempted.word());
    }
    if let Some(status) = called_off_by(word) {
        return Some(status.word());
    }
    let is_of_a_group = header.contains(OF_A_GROUP);
    let cancelled = if is_of_a_group {
        Status::CancelledByProgram.word()
    } else {
        "?"
    };
    let of_boxes = took_place(header.trim_end_matches(OF_A_GROUP));
    let otherwise = of_boxes.map_or(Some(Status::NoShow), |found| found.otherwise);
    let otherwise = otherwise.map_or(cancelled, Status::word);
    let is_held = of_boxes.is_none_or(|found| found.is_yes);
    match (is_yes(word), is_no(word)) {
        (true, _) if is_held => Some(Status::Held.word()),
        (_, true) if !is_held => Some(Status::Held.word()),
        (false, false) => is_called_off(word).then_some(cancelled),
        _ => Some(otherwise),
    }
}

/// What is added to the header of a column about a group, which only the program calls off.
pub(super) const OF_A_GROUP: &str = " of a group";

/// A text in quotes.
pub(super) fn toml(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
