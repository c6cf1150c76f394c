//! A list in which lines are ticked. Letters look for a line; where letters were typed, Space is one of them.

use std::collections::BTreeSet;
use std::io::{self, Write, stderr};

use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind,
    KeyModifiers,
};
use crossterm::style::{Color, Print, ResetColor, SetForegroundColor};
use crossterm::terminal::{self, Clear, ClearType};
use crossterm::{cursor, execute, queue};

use super::line::Line;
use crate::render::width;

/// How many lines of the list are shown at once.
const PAGE: usize = 15;

/// What the keys do where nothing is typed, and where letters are.
const KEYS: [&str; 2] = [
    "[Space checks, type to find, Right all, Left none, Enter goes on, Esc stops]",
    "[Enter checks the line at >, Backspace deletes letters, Esc stops]",
];

/// What was ticked, and the names typed that no line has.
pub(super) struct Answer {
    pub(super) ticked: BTreeSet<usize>,
    pub(super) names: Vec<String>,
}

/// Asks on the terminal; `None` if Esc or Ctrl-C stopped it.
///
/// # Errors
/// The terminal cannot be read or written.
pub(super) fn ask(
    question: &str,
    lines: &[Line],
    ticked: &[usize],
    is_colored: bool,
) -> io::Result<Option<Answer>> {
    let raw = Raw::start()?;
    let mut list = List::new(lines, ticked);
    let end = loop {
        draw(&list.rows(question), is_colored)?;
        match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => match list.press(key) {
                Step::Next => {}
                end => break end,
            },
            Event::Paste(text) => text.chars().for_each(|letter| list.letter(letter)),
            _ => {}
        }
    };
    queue!(
        stderr(),
        cursor::MoveToColumn(0),
        Clear(ClearType::FromCursorDown)
    )?;
    let is_stopped = matches!(end, Step::Stopped);
    let answer = if is_stopped {
        "<canceled>".to_owned()
    } else {
        list.answer()
    };
    let sign = if is_colored && !is_stopped { ">" } else { "?" };
    queue!(stderr(), Print(format!("{sign} {question} {answer}\r\n")))?;
    drop(raw);
    Ok((!is_stopped).then_some(Answer {
        ticked: list.ticked,
        names: list.names,
    }))
}

/// A terminal that sends each key at once, until this is dropped.
struct Raw;

impl Raw {
    fn start() -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        let raw = Self;
        execute!(stderr(), EnableBracketedPaste)?;
        Ok(raw)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // If this fails, nothing else can be done for the terminal.
        let _ = execute!(stderr(), DisableBracketedPaste, ResetColor, cursor::Show);
        let _ = terminal::disable_raw_mode();
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Next,
    Done,
    Stopped,
}

/// The list, and what was typed so far.
struct List<'l> {
    lines: &'l [Line],
    ticked: BTreeSet<usize>,
    typed: String,
    names: Vec<String>,
    /// The places of the lines that have what was typed, the best first.
    found: Vec<usize>,
    /// The chosen one of those.
    at: usize,
    /// What was wrong with the last key.
    wrong: Option<String>,
}

impl<'l> List<'l> {
    fn new(lines: &'l [Line], ticked: &[usize]) -> Self {
        let mut list = Self {
            lines,
            ticked: ticked.iter().copied().collect(),
            typed: String::new(),
            names: Vec::new(),
            found: Vec::new(),
            at: 0,
            wrong: None,
        };
        list.look();
        list
    }

    /// Looks for what is typed now.
    fn look(&mut self) {
        let lines = self.lines.iter().enumerate();
        let mut found: Vec<(i64, usize)> = lines
            .filter_map(|(at, line)| Some((-line.fits(&self.typed, at)?, at)))
            .collect();
        found.sort_unstable();
        self.found = found.into_iter().map(|(_, at)| at).collect();
        self.at = 0;
    }

    fn press(&mut self, key: KeyEvent) -> Step {
        self.wrong = None;
        // The right Alt key of some keyboards, with which letters are typed, is both.
        let is_control = key.modifiers.contains(KeyModifiers::CONTROL)
            && !key.modifiers.contains(KeyModifiers::ALT);
        let last = self.found.len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return Step::Stopped,
            KeyCode::Char('c') if is_control => return Step::Stopped,
            KeyCode::Enter if self.typed.is_empty() => return Step::Done,
            KeyCode::Enter => self.take(),
            KeyCode::Char(' ') if self.typed.is_empty() => self.tick(),
            KeyCode::Char('u') if is_control => self.retype(|typed| typed.clear()),
            KeyCode::Char('w') if is_control => self.retype(|typed| {
                let rest = typed.trim_end().rfind(' ').map_or(0, |at| at + 1);
                typed.truncate(rest);
            }),
            KeyCode::Backspace => self.retype(|typed| {
                typed.pop();
            }),
            KeyCode::Char(letter) if !is_control => self.letter(letter),
            KeyCode::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            KeyCode::Down => self.at = if self.at < last { self.at + 1 } else { 0 },
            KeyCode::PageUp => self.at = self.at.saturating_sub(PAGE),
            KeyCode::PageDown => self.at = (self.at + PAGE).min(last),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            KeyCode::Right => {
                let people = self.found.iter().filter(|at| !self.lines[**at].always);
                self.ticked.extend(people);
                self.retype(|typed| typed.clear());
            }
            KeyCode::Left => {
                self.ticked.clear();
                self.names.clear();
                self.retype(|typed| typed.clear());
            }
            _ => {}
        }
        Step::Next
    }

    fn letter(&mut self, letter: char) {
        let letter = if letter.is_control() { ' ' } else { letter };
        if letter != ' ' || !self.typed.is_empty() {
            self.retype(|typed| typed.push(letter));
        }
    }

    fn retype(&mut self, change: impl FnOnce(&mut String)) {
        change(&mut self.typed);
        self.look();
    }

    /// Ticks the chosen line, or takes the tick away.
    fn tick(&mut self) {
        let Some(at) = self.found.get(self.at).copied() else {
            return;
        };
        if !self.ticked.remove(&at) {
            self.ticked.insert(at);
        } else if self.lines[at].always {
            self.names.clear();
        }
    }

    /// Ticks what was found. If no line has the letters, they are the name of somebody new where there may be one, and
    /// stay otherwise.
    fn take(&mut self) {
        let Some(chosen) = self.found.get(self.at).copied() else {
            let typed = &self.typed;
            self.wrong = Some(format!(
                "`{typed}` matches nothing in the list; Backspace clears the letters"
            ));
            return;
        };
        if self.lines[chosen].always {
            self.ticked.insert(chosen);
            self.names.push(self.typed.trim().to_owned());
        } else {
            self.tick();
        }
        self.retype(|typed| typed.clear());
        // The line stays in sight, with its tick.
        let found = self.found.iter().position(|at| *at == chosen);
        self.at = found.unwrap_or(0);
    }

    /// The ticked lines, for the screen.
    fn answer(&self) -> String {
        let names: Vec<&str> = self
            .ticked
            .iter()
            .map(|at| self.lines[*at].name.as_str())
            .collect();
        match names.len() {
            0 => "none".to_owned(),
            count => format!("{count}: {}", names.join(", ")),
        }
    }

    /// What is shown: the question with what was typed, the lines around the chosen one, and what the keys do.
    fn rows(&self, question: &str) -> Vec<Row> {
        let (columns, rows) = terminal::size()
            .ok()
            .filter(|size| size.0 > 0)
            .unwrap_or((80, 24));
        let page = PAGE.min(usize::from(rows).saturating_sub(3)).max(1);
        let start = self
            .at
            .saturating_sub(page / 2)
            .min(self.found.len().saturating_sub(page));
        let shown = self.found.iter().enumerate().skip(start).take(page);
        let mut all = vec![Row(
            Some(Color::Green),
            format!("? {question} {}", self.typed),
        )];
        all.extend(shown.map(|(place, at)| {
            let sign = if place == self.at { ">" } else { " " };
            let tick = if self.ticked.contains(at) {
                "[x]"
            } else {
                "[ ]"
            };
            let color = (place == self.at).then_some(Color::Cyan);
            Row(color, format!("{sign} {tick} {}", self.lines[*at]))
        }));
        all.push(match &self.wrong {
            Some(wrong) => Row(Some(Color::Red), format!("# {wrong}")),
            None => Row(
                Some(Color::Cyan),
                KEYS[usize::from(!self.typed.is_empty())].to_owned(),
            ),
        });
        // The last column stays empty, so that no row is broken.
        all.iter_mut()
            .for_each(|Row(_, text)| cut(text, usize::from(columns).saturating_sub(1)));
        all
    }
}

/// A row of the screen, in its color.
struct Row(Option<Color>, String);

/// Draws the rows from the cursor down, and leaves it behind what was typed.
fn draw(rows: &[Row], is_colored: bool) -> io::Result<()> {
    let mut screen = stderr();
    queue!(
        screen,
        cursor::MoveToColumn(0),
        Clear(ClearType::FromCursorDown)
    )?;
    for (at, Row(color, text)) in rows.iter().enumerate() {
        if at > 0 {
            queue!(screen, Print("\r\n"))?;
        }
        if let Some(color) = color.filter(|_| is_colored) {
            queue!(screen, SetForegroundColor(color), Print(text), ResetColor)?;
        } else {
            queue!(screen, Print(text))?;
        }
    }
    let below = u16::try_from(rows.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let column = rows.first().map_or(0, |Row(_, text)| width(text));
    queue!(
        screen,
        cursor::MoveUp(below),
        cursor::MoveToColumn(u16::try_from(column).unwrap_or(u16::MAX))
    )?;
    screen.flush()
}

/// Cuts a text to so many columns of a terminal.
fn cut(text: &mut String, columns: usize) {
    let mut taken = 0;
    let end = text.char_indices().find(|(at, letter)| {
        taken += width(&text[*at..*at + letter.len_utf8()]);
        taken > columns
    });
    if let Some((at, _)) = end {
        text.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::*;

    fn lines(names: &[&str]) -> Vec<Line> {
        let mut lines: Vec<Line> = names
            .iter()
            .map(|name| Line::new(&Item::named(*name)))
            .collect();
        lines.push(Line::always("+ somebody new"));
        lines
    }

    /// Presses the keys: `\n` is Enter, `<` Backspace, `v` with a bar Down.
    fn press(list: &mut List<'_>, keys: &str) -> Step {
        let key = |letter| match letter {
            '\n' => KeyCode::Enter,
            '<' => KeyCode::Backspace,
            '↓' => KeyCode::Down,
            '↑' => KeyCode::Up,
            '→' => KeyCode::Right,
            '←' => KeyCode::Left,
            '⎋' => KeyCode::Esc,
            letter => KeyCode::Char(letter),
        };
        let pressed = |letter| list.press(KeyEvent::new(key(letter), KeyModifiers::NONE));
        keys.chars().map(pressed).last().unwrap_or(Step::Next)
    }

    fn ticked(names: &[&str], before: &[usize], keys: &str) -> (Vec<usize>, Vec<String>, Step) {
        let lines = lines(names);
        let mut list = List::new(&lines, before);
        let step = press(&mut list, keys);
        (list.ticked.into_iter().collect(), list.names, step)
    }

    const NAMES: [&str; 4] = ["Lu Medina", "Luz Castro", "Luz Romero", "Ana Cruz"];

    #[test]
    fn space_is_a_letter_of_a_name_and_ticks_only_where_nothing_is_typed() {
        assert_eq!(
            ticked(&NAMES, &[], "luz ro\n\n"),
            (vec![2], vec![], Step::Done)
        );
        assert_eq!(
            ticked(&NAMES, &[], "↓ ↑ "),
            (vec![0, 1], vec![], Step::Next)
        );
        assert_eq!(
            ticked(&NAMES, &[3], "ana\n\n"),
            (vec![], vec![], Step::Done)
        );
        assert_eq!(
            ticked(&NAMES, &[], "→\n"),
            (vec![0, 1, 2, 3], vec![], Step::Done)
        );
        assert_eq!(
            ticked(&NAMES, &[0, 3], "luz→←"),
            (vec![], vec![], Step::Next)
        );
        assert_eq!(ticked(&NAMES, &[0], "ana⎋").2, Step::Stopped);
    }

    #[test]
    fn a_name_that_nobody_has_is_that_of_somebody_new() {
        let new = vec!["Zelda Fox".to_owned()];
        assert_eq!(
            ticked(&NAMES, &[], "Zelda Fox\n\n"),
            (vec![4], new.clone(), Step::Done)
        );
        assert_eq!(
            ticked(&NAMES, &[], "Zelda Fox\n "),
            (vec![], vec![], Step::Next)
        );
        let both = vec!["Zelda Fox".to_owned(), "Bo".to_owned()];
        assert_eq!(
            ticked(&NAMES, &[], "Zelda Fox\nBo\n"),
            (vec![4], both, Step::Next)
        );
    }

    #[test]
    fn letters_that_match_nothing_stay_and_are_said() {
        let lines: Vec<Line> = lines(&NAMES).into_iter().take(4).collect();
        let mut list = List::new(&lines, &[]);
        assert_eq!(press(&mut list, "zzz\n"), Step::Next);
        assert_eq!(list.typed, "zzz");
        assert!(
            list.wrong
                .as_deref()
                .is_some_and(|wrong| wrong.contains("`zzz` matches nothing"))
        );
        press(&mut list, "<<<ana\n");
        assert_eq!((list.typed.as_str(), list.ticked.len()), ("", 1));
    }

    #[test]
    fn a_row_is_cut_at_the_width_of_the_terminal() {
        let mut text = "José 陳 Ortega".to_owned();
        cut(&mut text, 6);
        assert_eq!(text, "José ");
    }
}
