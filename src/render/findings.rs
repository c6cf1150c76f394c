//! Findings as excerpts with a caret, as one line each, or as json.
//!
//! Whether a finding may show its lines is decided before: a quiet one arrives without an excerpt. The command line
//! writes the line that counts them.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use crate::record::Severity;

use super::{Look, escape};

/// A finding with its position computed, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The file, from the root of the directory.
    pub path: String,
    /// The line, from 1; 0 if the finding is about the file as a whole.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The lines to show, of which the first is `line`, and the bytes of them to mark. `None` if the finding must not
    /// show its lines.
    pub excerpt: Option<(String, Range<usize>)>,
    /// Its severity.
    pub severity: Severity,
    /// The rule, a word such as `session-outside-match`.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// How many findings it counts for: 1, or the number of a file's findings beyond those shown.
    pub count: usize,
}

impl Shown {
    /// The rule of the line that replaces a file's findings that are not shown.
    const REST: &str = "more-faults";

    /// The line that replaces this many findings of a file beyond those shown.
    #[must_use]
    pub fn rest(path: String, severity: Severity, count: usize, message: String) -> Self {
        Self {
            path,
            line: 0,
            column: 0,
            excerpt: None,
            severity,
            rule: Self::REST,
            message,
            help: Some("fix these first, then check again".to_owned()),
            count,
        }
    }

    /// The sort key of findings: their place; the line that replaces those not shown comes last in a file.
    #[must_use]
    pub fn place(&self) -> (&str, bool, usize, usize) {
        (&self.path, self.rule == Self::REST, self.line, self.column)
    }
}

/// Where lines are cut if the width of the terminal is unknown.
const USUAL_WIDTH: usize = 120;

/// Findings with the lines they point at, separated by blank lines.
#[must_use]
pub fn text(findings: &[Shown], look: &Look) -> String {
    let each: Vec<String> = findings
        .iter()
        .map(|finding| excerpt(finding, look) + "\n")
        .collect();
    finish(each.join("\n"), look)
}

/// Findings as `path:line:col: severity: message [rule]`, for editors and scripts.
#[must_use]
pub fn short(findings: &[Shown], look: &Look) -> String {
    let line = |finding: &Shown| {
        let (path, message) = (escape::line(&finding.path), escape::line(&finding.message));
        format!(
            "{path}{}: {}: {message} [{}]\n",
            place(finding),
            finding.severity.word(),
            finding.rule
        )
    };
    finish(findings.iter().map(line).collect(), look)
}

/// Findings as a list of objects: `path, line, column, severity, rule, message, help, count`. A finding about a whole
/// file has null for line and column. The counts add up to all findings: the last object of a file may count for those
/// not shown.
#[must_use]
pub fn json(findings: &[Shown]) -> String {
    let object = |finding: &Shown| {
        let within = finding.line > 0;
        json!({
            "path": finding.path,
            "line": within.then_some(finding.line),
            "column": within.then_some(finding.column),
            "severity": finding.severity.word(),
            "rule": finding.rule,
            "message": finding.message,
            "help": finding.help,
            "count": finding.count,
        })
    };
    format!(
        "{:#}\n",
        Value::Array(findings.iter().map(object).collect())
    )
}

fn place(finding: &Shown) -> String {
    if finding.line > 0 {
        format!(":{}:{}", finding.line, finding.column)
    } else {
        String::new()
    }
}

fn finish(text: String, look: &Look) -> String {
    look.words(&text).into_owned()
}

fn excerpt(finding: &Shown, look: &Look) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let path = escape::line(&finding.path);
    let title = level
        .primary_title(escape::line(&finding.message))
        .id(finding.rule);
    let mut group = Group::with_title(title);
    group = match &finding.excerpt {
        Some((source, span)) if finding.line > 0 => {
            let (source, span) = safe(source, span);
            let marked = AnnotationKind::Primary.span(span);
            group.element(
                Snippet::source(source)
                    .path(path)
                    .line_start(finding.line)
                    .annotation(marked),
            )
        }
        _ if finding.line > 0 => group.element(
            Origin::path(path)
                .line(finding.line)
                .char_column(finding.column),
        ),
        _ => group.element(Origin::path(path)),
    };
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(escape::line(help)));
    }
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let decor = if look.unicode {
        DecorStyle::Unicode
    } else {
        DecorStyle::Ascii
    };
    renderer
        .decor_style(decor)
        .term_width(look.width.unwrap_or(USUAL_WIDTH))
        .render(&[group])
}

/// Lines without characters that a terminal would interpret, and the new position of the span.
///
/// A tab stays one character wide here, so that the printed column is the one an editor shows.
fn safe(source: &str, span: &Range<usize>) -> (String, Range<usize>) {
    let mut out = String::with_capacity(source.len());
    let (mut start, mut end) = (None, None);
    for (at, c) in source.char_indices() {
        if at >= span.start {
            start.get_or_insert(out.len());
        }
        if at >= span.end {
            end.get_or_insert(out.len());
        }
        match c {
            '\n' => out.push('\n'),
            c => out.push_str(&escape::line(c.encode_utf8(&mut [0; 4]))),
        }
    }
    let start = start.unwrap_or(out.len());
    let end = end.unwrap_or(out.len()).max(start);
    (out, start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look {
        width: Some(80),
        unicode: false,
        colour: false,
    };

    fn finding() -> Shown {
        Shown {
            path: "participants/p-4f7kq.toml".to_owned(),
            line: 4,
            column: 11,
            excerpt: Some(("needs = [ \"hosing\", ]\n".to_owned(), 10..18)),
            severity: Severity::Error,
            rule: "unknown-word",
            message: "`hosing` is not a need of this program".to_owned(),
            help: Some("write `housing`".to_owned()),
            count: 1,
        }
    }

    #[test]
    fn a_finding_shows_its_line_and_what_to_do() {
        assert_eq!(
            text(&[finding()], &PLAIN),
            "error[unknown-word]: `hosing` is not a need of this program\n \
             --> participants/p-4f7kq.toml:4:11\n  \
             |\n\
             4 | needs = [ \"hosing\", ]\n  \
             |           ^^^^^^^^\n  \
             |\n  \
             = help: write `housing`\n"
        );
    }

    #[test]
    fn a_finding_without_an_excerpt_shows_only_where() {
        let quiet = Shown {
            excerpt: None,
            ..finding()
        };
        assert_eq!(
            text(&[quiet], &PLAIN),
            "error[unknown-word]: `hosing` is not a need of this program\n\
             --> participants/p-4f7kq.toml:4:11\n \
             = help: write `housing`\n"
        );
    }

    #[test]
    fn a_finding_about_a_file_names_the_file() {
        let whole = Shown {
            line: 0,
            column: 0,
            excerpt: None,
            help: None,
            ..finding()
        };
        assert!(
            text(std::slice::from_ref(&whole), &PLAIN).ends_with("--> participants/p-4f7kq.toml\n")
        );
        assert_eq!(
            short(&[whole], &PLAIN),
            "participants/p-4f7kq.toml: error: `hosing` is not a need of this program [unknown-word]\n"
        );
    }

    #[test]
    fn a_line_each_is_enough_for_an_editor() {
        let warning = Shown {
            severity: Severity::Warning,
            ..finding()
        };
        assert_eq!(
            short(&[warning], &PLAIN),
            "participants/p-4f7kq.toml:4:11: warning: `hosing` is not a need of this program [unknown-word]\n"
        );
    }

    #[test]
    fn json_has_every_field_and_no_excerpt() {
        let list: Value = serde_json::from_str(&json(&[finding()])).unwrap();
        let names: Vec<&String> = list[0].as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            [
                "path", "line", "column", "severity", "rule", "message", "help", "count"
            ]
        );
        assert_eq!(json(&[]), "[]\n");
    }

    #[test]
    fn lines_longer_than_the_terminal_are_cut() {
        let line = format!(
            "note = \"{}wrong{}\"",
            "left ".repeat(60),
            " right".repeat(60)
        );
        let at = line.find("wrong").unwrap();
        let long = Shown {
            excerpt: Some((line, at..at + 5)),
            ..finding()
        };
        for width in [40, 60, 80, 120] {
            let text = text(
                std::slice::from_ref(&long),
                &Look {
                    width: Some(width),
                    ..PLAIN
                },
            );
            let excerpt: Vec<&str> = text.lines().filter(|line| line.contains('|')).collect();
            assert!(
                excerpt.iter().all(|line| line.len() <= width),
                "{width}: {text}"
            );
            assert!(text.contains("wrong"), "{text}");
        }
    }

    #[test]
    fn other_peoples_text_moves_no_cursor() {
        let nasty = Shown {
            excerpt: Some(("a = \"\u{1b}[2J\u{7}\"\r\nb = 1\n".to_owned(), 4..10)),
            path: "a\u{1b}.toml".to_owned(),
            message: "\u{1b}]0;x\u{7}".to_owned(),
            help: Some("\u{9b}2J".to_owned()),
            ..finding()
        };
        for text in [
            text(
                std::slice::from_ref(&nasty),
                &Look {
                    unicode: true,
                    ..PLAIN
                },
            ),
            short(&[nasty], &PLAIN),
        ] {
            assert!(
                !text.chars().any(|c| c.is_control() && c != '\n'),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_span_follows_the_text_that_was_written_out() {
        let (text, span) = safe("a\u{1b}b", &(2..3));
        assert_eq!(&text[span], "b");
        let (text, span) = safe("abc", &(7..9));
        assert_eq!((text.as_str(), span), ("abc", 3..3));
        let (text, span) = safe("é", &(1..1));
        assert_eq!((text.as_str(), span), ("é", 2..2));
    }

    #[test]
    fn styles_and_lines_are_drawn_as_asked() {
        assert!(!text(&[finding()], &PLAIN).contains('\u{1b}'));
        assert!(
            text(
                &[finding()],
                &Look {
                    colour: true,
                    ..PLAIN
                }
            )
            .contains('\u{1b}')
        );
        assert!(
            !text(
                &[finding()],
                &Look {
                    unicode: true,
                    ..PLAIN
                }
            )
            .is_ascii()
        );
    }
}
