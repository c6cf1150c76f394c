//! A column that says how people met, or what kind of session it was: `F2F`, `Court`, `CFT (zoom)`, `team mtg w/ DCS`.

use std::collections::BTreeSet;

use super::meanings::meanings;
use super::of_others::{of_a_ride, with_others};
use super::values::{toml, word_of};
use super::{Sheet, Taken};
use crate::intake::not_held::is_of_a_try;
use crate::record::intake::IntakeKind;
use crate::record::{Program, Service};
use crate::register::fold;

/// Words of a meeting or a hearing, each with the kind of session.
const OF_A_KIND: [(&str, Service); 16] = [
    ("team meeting", Service::TeamMeeting),
    ("team mtg", Service::TeamMeeting),
    ("family team", Service::TeamMeeting),
    ("cft", Service::TeamMeeting),
    ("cftm", Service::TeamMeeting),
    ("tdm", Service::TeamMeeting),
    ("ftm", Service::TeamMeeting),
    ("fgdm", Service::TeamMeeting),
    ("iep", Service::TeamMeeting),
    ("court", Service::Court),
    ("hearing", Service::Court),
    ("hearings", Service::Court),
    ("hrg", Service::Court),
    ("mtg", Service::TeamMeeting),
    ("meeting", Service::TeamMeeting),
    ("staffing", Service::TeamMeeting),
];

/// Words beside them that change nothing. Any other, as in `court prep`, is a question.
const BESIDE: [&str; 28] = [
    "mtg",
    "mtgs",
    "meeting",
    "meetings",
    "hrg",
    "hearing",
    "hearings",
    "review",
    "date",
    "day",
    "w",
    "with",
    "and",
    "at",
    "the",
    "by",
    "via",
    "on",
    "in",
    "for",
    "of",
    "a",
    "dcs",
    "cps",
    "attended",
    "dependency",
    "initial",
    "support",
];

/// Words that alone do not tell whose meeting it was.
const UNCLEAR: [&str; 3] = ["mtg", "meeting", "staffing"];

/// The word for it among the modes.
pub(super) const IN_PERSON: &str = "in-person";

/// The most words of a cell that says what it was, and is no note.
const FEW_WORDS: usize = 6;

/// The kind of session that a cell of a column of modes says.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    kind: String,
    /// Whether nothing else in the cell speaks against it.
    is_sure: bool,
    /// The mode that it says beside the kind; empty for none.
    mode: &'static str,
}

fn kind_said(kind: IntakeKind, cell: &str, program: &Program) -> Option<Said> {
    if word_of(kind, "mode", cell, program).is_some() {
        return None;
    }
    let sure = |kind| Said {
        kind,
        is_sure: true,
        mode: "",
    };
    if let Some(word) = word_of(kind, "kind", cell, program) {
        return Some(sure(word));
    }
    let padded = format!(" {} ", fold(cell));
    if padded.split_whitespace().count() > FEW_WORDS {
        return None;
    }
    let has = |words: &str| padded.contains(&format!(" {words} "));
    let (words, service) = OF_A_KIND.iter().find(|(words, _)| has(words))?;
    let rest = padded.replacen(&format!(" {words} "), " ", 1);
    let is_mode = |word: &str| {
        let mut own = ["phone", "video", "text"].into_iter();
        own.find(|mode| *mode == word)
            .or_else(|| meanings("mode", word).first().copied())
    };
    let mode = is_mode(rest.trim()).or_else(|| rest.split_whitespace().find_map(is_mode));
    let is_beside = |word: &str| BESIDE.contains(&word) || is_mode(word).is_some();
    let is_plain = is_mode(rest.trim()).is_some()
        || rest.split_whitespace().all(is_beside)
        || is_of_a_try(cell);
    Some(Said {
        is_sure: is_plain && !UNCLEAR.contains(words) && !padded.starts_with(" hv "),
        mode: mode.unwrap_or_default(),
        ..sure(service.word().to_owned())
    })
}

/// The mode of a cell of a column of modes that surely says what kind of session it was; empty if it says no mode.
pub(super) fn mode_beside_kind(
    kind: IntakeKind,
    field: &str,
    cell: &str,
    program: &Program,
) -> Option<&'static str> {
    if field != "mode" {
        return None;
    }
    // The question of the kind asks whether the parent was in the car.
    if of_a_ride(cell).is_some() {
        return word_of(kind, field, "in person", program).map(|_| IN_PERSON);
    }
    let said = kind_said(kind, cell, program).filter(|said| said.is_sure)?;
    Some(said.mode)
}

/// What a tick below a header says, if the header is surely a way of contact or a kind of session: `F2F`, `CFT/TDM`.
pub(super) fn box_says(
    kind: IntakeKind,
    header: &str,
    program: &Program,
) -> Option<Vec<(&'static str, String)>> {
    if is_of_a_try(header) {
        return None;
    }
    if let Some(mode) = word_of(kind, "mode", header, program) {
        return Some(vec![("mode", mode)]);
    }
    let parts: Option<Vec<Said>> = header
        .split('/')
        .map(|part| kind_said(kind, part, program).filter(|said| said.is_sure))
        .collect();
    let parts = parts?;
    let first = parts.first()?;
    if parts.iter().any(|said| said.kind != first.kind) {
        return None;
    }
    let mut says = vec![("kind", first.kind.clone())];
    let meeting = word_of(kind, "meeting", header, program);
    let is_of_a_team = first.kind == Service::TeamMeeting.word();
    says.extend(
        meeting
            .filter(|_| is_of_a_team)
            .map(|word| ("meeting", word)),
    );
    if !first.mode.is_empty() {
        says.push(("mode", first.mode.to_owned()));
    }
    Some(says)
}

impl Sheet<'_> {
    /// A column of the kinds of sessions, where some cells of the column of modes say that: `Court` beside `F2F`.
    pub(super) fn kinds_among_modes(&self, kind: IntakeKind, taken: &[Taken]) -> Option<String> {
        let mode = taken.iter().find(|taken| taken.field == "mode")?;
        let cells: BTreeSet<String> = self.cells(mode.place).into_iter().collect();
        let said = |cell: &String| kind_said(kind, cell, self.about.program);
        let others = |cell: &String| with_others(cell).or_else(|| of_a_ride(cell));
        if !cells
            .iter()
            .any(|cell| said(cell).is_some() || others(cell).is_some())
        {
            return None;
        }
        let line = |cell: &String| {
            let (means, asked) = match (said(cell), others(cell)) {
                (Some(said), _) if said.is_sure => (said.kind, String::new()),
                (_, Some(asked)) => ("?".to_owned(), format!(" # {asked}")),
                (Some(said), None) => {
                    let asked = format!(" # is it {}, or mentoring?", said.kind);
                    ("?".to_owned(), asked)
                }
                (None, None) => (Service::Mentoring.word().to_owned(), String::new()),
            };
            format!("    {},{asked}\n", toml(&format!("{cell} -> {means}")))
        };
        let lines: String = cells.iter().map(line).collect();
        Some(format!(
            "\n[[column]]\nheader = {}\nfield = \"kind\" # some cells say what it was, and not how: is all else mentoring?\n\
             values = [\n{lines}]\n",
            toml(&self.headers[mode.place])
        ))
    }

    /// The column of the kinds of sessions once more, if some of its cells say which meeting it was: `TDM`, `CFT mtg`.
    pub(super) fn meetings_among_kinds(&self, kind: IntakeKind, taken: &[Taken]) -> String {
        let has = |field: &str| taken.iter().find(|taken| taken.field == field);
        let is_mentoring = |_: &&Taken| self.is_mentoring(kind, taken);
        let column = has("kind").or_else(|| has("mode").filter(is_mentoring));
        let Some(column) = column.filter(|_| has("meeting").is_none()) else {
            return String::new();
        };
        let program = self.about.program;
        let cells: BTreeSet<String> = self.cells(column.place).into_iter().collect();
        let meeting = |cell: &String| {
            let said = kind_said(kind, cell, program).filter(|said| said.is_sure)?;
            let words = fold(cell);
            let mut words = words.split_whitespace().filter(|word| word.len() > 2);
            let word = words.find_map(|word| word_of(kind, "meeting", word, program))?;
            (said.kind == Service::TeamMeeting.word()).then_some(word)
        };
        if !cells.iter().any(|cell| meeting(cell).is_some()) {
            return String::new();
        }
        let line = |cell: &String| {
            let means = meeting(cell).unwrap_or_default();
            format!("    {},\n", toml(&format!("{cell} -> {means}")))
        };
        let lines: String = cells.iter().map(line).collect();
        format!(
            "\n[[column]]\nheader = {}\nfield = \"meeting\" # some cells say which meeting it was\nvalues = [\n{lines}]\n",
            toml(&self.headers[column.place])
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_or_a_hearing_is_known_beside_other_words() {
        let program: Program = crate::record::read::record("schema = 1\nname = \"T\"\n").unwrap();
        for (cell, kind, is_sure, mode) in [
            ("CFT", "team-meeting", true, ""),
            ("CFT mtg", "team-meeting", true, ""),
            ("CFT meeting", "team-meeting", true, ""),
            ("CFT (zoom)", "team-meeting", true, "video"),
            ("TDM mtg", "team-meeting", true, ""),
            ("Team mtg", "team-meeting", true, ""),
            ("team mtg w/ DCS", "team-meeting", true, ""),
            ("Court - review", "court", true, ""),
            ("court hrg", "court", true, ""),
            ("court by phone", "court", true, "phone"),
            ("court prep", "court", false, ""),
            ("staffing", "team-meeting", false, ""),
            ("mtg at school", "team-meeting", false, ""),
        ] {
            let said = kind_said(IntakeKind::Sessions, cell, &program);
            let kind = kind.to_owned();
            assert_eq!(
                said,
                Some(Said {
                    kind,
                    is_sure,
                    mode
                }),
                "{cell}"
            );
        }
        for cell in [
            "HV",
            "zoom",
            "text",
            "coffee",
            "talked about the court and how she felt",
        ] {
            let said = kind_said(IntakeKind::Sessions, cell, &program);
            assert_eq!(said, None, "{cell}");
        }
    }
}
