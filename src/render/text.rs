//! Sheets for a terminal: a heading, the rules, a table that fits, and notes.
//!
//! If a table is wider than the terminal, columns of words are narrowed first; if not even the narrowest columns fit,
//! the table is turned on its side, or each row becomes a block of facts. A number is never split over lines.

use comfy_table::{
    Attribute, Cell as Shown, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width,
};
use comfy_table::{LineStyle, TableStyle};

use crate::report::{Align, Column, Key, Layout, Sheet};

use super::paged::paged;
use super::prose::{GAP, facts, longest_part, longest_word, prose, width};
use super::wording::worded;
use super::{Look, escape, prose, shown};

/// Sheets as lines of text, separated by blank lines. What they are about appears once if it is the same.
pub(super) fn render(sheets: &[Sheet], look: &Look) -> String {
    let sheets = &*paged(sheets);
    let sheets = &*worded(sheets);
    let above = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| sheets.get(before))
            .map(frame)
    };
    let pages: Vec<String> = sheets
        .iter()
        .enumerate()
        .map(|(at, sheet)| page(sheet, look, above(at).as_ref() != Some(&frame(sheet))))
        .collect();
    let text = pages.join("\n");
    look.words(&text).into_owned()
}

fn page(sheet: &Sheet, look: &Look, framed: bool) -> String {
    let mut blocks = vec![heading(sheet, look, framed)];
    let sentences = |all: &[String]| {
        all.iter()
            .map(|one| prose(one, "", look))
            .collect::<String>()
    };
    blocks.extend(sheet.foreword.iter().map(|one| prose(one, "", look)));
    blocks.push(sentences(&sheet.answer));
    blocks.push(sentences(&sheet.advice));
    blocks.extend(
        sheet
            .rules
            .iter()
            .map(|rule| prose(rule, "", look))
            .reduce(|all, rule| all + &rule),
    );
    if !sheet.columns.is_empty() {
        blocks.push(body(sheet, look));
    }
    if !sheet.totals.is_empty() {
        let totals: Vec<(String, String)> = sheet
            .totals
            .iter()
            .map(|(column, cell)| (title(column), shown::value(cell)))
            .collect();
        blocks.push(facts(&totals, look));
    }
    blocks.push(
        sheet
            .errors_in_words()
            .iter()
            .map(|errors| prose(errors, "errors: ", look))
            .collect(),
    );
    blocks.push(
        sheet
            .notes
            .iter()
            .map(|note| prose(note, "note: ", look))
            .collect(),
    );
    blocks.push(
        sheet
            .sources
            .iter()
            .map(|source| prose(source, "source: ", look))
            .collect(),
    );
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n")
}

fn heading(sheet: &Sheet, look: &Look, framed: bool) -> String {
    let title = prose(&sheet.title, "", look);
    let bold = anstyle::Style::new().bold();
    let mut lines = if look.colour {
        title
            .lines()
            .map(|line| format!("{bold}{line}{bold:#}\n"))
            .collect()
    } else {
        title
    };
    if framed {
        lines += &prose::unbroken(&facts_of_frame(sheet), " ·", look);
    }
    lines
}

/// What a sheet is about: the program, the days, the audience.
pub(super) fn frame(sheet: &Sheet) -> String {
    facts_of_frame(sheet).join(" · ")
}

fn facts_of_frame(sheet: &Sheet) -> Vec<String> {
    [vec![escape::line(&sheet.program)], shown::frame(sheet)].concat()
}

fn title(column: &Column) -> String {
    escape::line(&column.title)
}

fn body(sheet: &Sheet, look: &Look) -> String {
    let open: Vec<usize> = (0..sheet.columns.len())
        .filter(|index| !sheet.columns[*index].detail)
        .collect();
    let rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| {
            open.iter()
                .map(|index| row.get(*index).map(shown::value).unwrap_or_default())
                .collect()
        })
        .collect();
    let columns: Vec<&Column> = open.iter().map(|index| &sheet.columns[*index]).collect();
    if rows.is_empty() {
        return "none\n".to_owned();
    }
    if sheet.layout != Layout::Facts
        && let Some(widths) = fit(&columns, &rows, look.width)
    {
        return table(&columns, &rows, &widths, look);
    }
    if sheet.layout != Layout::Facts
        && let Some(turned) = turned(&columns, &rows, look)
    {
        return turned;
    }
    let block = |row: &Vec<String>| {
        let named: Vec<(String, String)> = columns
            .iter()
            .map(|column| title(column))
            .zip(row.iter().cloned())
            .collect();
        facts(&named, look)
    };
    rows.iter().map(block).collect::<Vec<_>>().join("\n")
}

/// What is shown for an unknown value.
const UNKNOWN: &str = "-";

/// A table turned on its side: a line for each column and a column for each row, without lines in which everything is
/// unknown. If rows differ in several words, one table for each value of the first word; with fewer columns if all are
/// too wide. `None` if even two are. Lists are not turned: their rows are looked up one by one.
fn turned(columns: &[&Column], rows: &[Vec<String>], look: &Look) -> Option<String> {
    let differs = |at: &usize| rows.iter().any(|row| row[*at] != rows[0][*at]);
    let (keys, figures): (Vec<usize>, Vec<usize>) =
        (0..columns.len()).partition(|at| columns[*at].is_key() && differs(at));
    let is_list = columns.iter().any(|column| column.is(Key::Record));
    let (first, heads) = match &keys[..] {
        _ if is_list => return None,
        [] => return None,
        [one] => (None, vec![*one]),
        [first, rest @ ..] => (Some(*first), rest.to_vec()),
    };
    let side = Side {
        columns,
        first,
        heads,
        figures,
        look,
    };
    let parts = rows.chunk_by(|a, b| first.is_none_or(|at| a[at] == b[at]));
    let parts: Option<Vec<String>> = parts.map(|rows| side.parts(rows)).collect();
    parts.map(|parts| parts.join("\n"))
}

/// How a table is turned.
struct Side<'a> {
    columns: &'a [&'a Column],
    /// The column whose words split the table.
    first: Option<usize>,
    /// The columns whose words go above.
    heads: Vec<usize>,
    /// The columns that become lines.
    figures: Vec<usize>,
    look: &'a Look,
}

impl Side<'_> {
    /// Rows next to each other, as many as fit.
    fn parts(&self, rows: &[Vec<String>]) -> Option<String> {
        let beside = |most: usize| {
            let parts: Option<Vec<String>> =
                rows.chunks(most).map(|rows| self.part(rows)).collect();
            parts.map(|parts| parts.join("\n"))
        };
        match rows.len() {
            1 => beside(1),
            all => (2..=all).rev().find_map(beside),
        }
    }

    fn part(&self, rows: &[Vec<String>]) -> Option<String> {
        let head = |row: &Vec<String>| {
            let words: Vec<&str> = self.heads.iter().map(|at| row[*at].as_str()).collect();
            Column::number("").titled(&words.join(" "))
        };
        let caption = self.first.map_or("", |at| rows[0][at].as_str());
        let mut columns = vec![Column::words("").titled(caption)];
        columns.extend(rows.iter().map(head));
        let is_said = |at: &&usize| {
            let known = rows.iter().any(|row| row[**at] != UNKNOWN);
            known && !(self.columns[**at].is_key() && rows[0][**at] == "all")
        };
        let line = |at: &usize| {
            let cells = rows.iter().map(|row| row[*at].clone());
            let name = title(self.columns[*at]);
            std::iter::once(name).chain(cells).collect()
        };
        let lines: Vec<Vec<String>> = self.figures.iter().filter(is_said).map(line).collect();
        let columns: Vec<&Column> = columns.iter().collect();
        let widths = fit(&columns, &lines, self.look.width)?;
        Some(table(&columns, &lines, &widths, self.look))
    }
}

/// The width of each column, or `None` if they cannot all be shown next to each other.
fn fit(columns: &[&Column], rows: &[Vec<String>], limit: Option<usize>) -> Option<Vec<usize>> {
    let gaps = GAP * columns.len().saturating_sub(1);
    let mut widths = Vec::new();
    let mut least = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let title = title(column);
        let values = || rows.iter().map(|row| row[index].as_str());
        let longest = values().map(width).max().unwrap_or(0);
        let word = if column.align == Align::Right {
            longest
        } else {
            values().map(longest_part).max().unwrap_or(0)
        };
        widths.push(longest.max(width(&title)));
        least.push(word.max(longest_word(&title)).max(1));
    }
    let Some(limit) = limit else {
        return Some(widths);
    };
    let room = limit.saturating_sub(gaps);
    if least.iter().sum::<usize>() > room {
        return None;
    }
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let widest = (0..widths.len())
            .filter(|index| widths[*index] > least[*index])
            .max_by_key(|index| widths[*index])?;
        widths[widest] -= 1;
        over -= 1;
    }
    Some(widths)
}

fn table(columns: &[&Column], rows: &[Vec<String>], widths: &[usize], look: &Look) -> String {
    let mut table = Table::new();
    let line = LineStyle::none().fill(if look.unicode { '─' } else { '-' });
    table
        .load_style(TableStyle::new().header_separator(line))
        .force_no_tty()
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(
            u16::try_from(widths.iter().sum::<usize>() + GAP * widths.len()).unwrap_or(u16::MAX),
        );
    if look.colour {
        table.enforce_styling();
    }
    table.set_header(columns.iter().map(|column| {
        let shown = Shown::new(title(column));
        if look.colour {
            shown.add_attribute(Attribute::Bold)
        } else {
            shown
        }
    }));
    table.add_rows(rows.iter().map(|row| row.iter().map(Shown::new)));
    for (index, column) in columns.iter().enumerate() {
        let Some(drawn) = table.column_mut(index) else {
            continue;
        };
        let gap = if index + 1 < columns.len() { GAP } else { 0 };
        drawn.set_padding((0, gap as u16));
        let whole = u16::try_from(widths[index] + gap).unwrap_or(u16::MAX);
        drawn.set_constraint(ColumnConstraint::Absolute(Width::Fixed(whole)));
        if column.align == Align::Right {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
        .lines()
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::report::Cell;

    const WIDE: Look = Look {
        width: Some(80),
        unicode: true,
        colour: false,
    };

    #[test]
    fn a_table_has_its_heading_rules_and_notes() {
        assert_eq!(
            render(&[sample::table()], &WIDE),
            "People served\n\
             Saguaro · SFY2027Q1: 2026-07-01 to 2026-09-30 · as of 2026-11-21 ·\n\
             for the public: no names, no ids, small counts masked\n\
             \n\
             A person is counted once, no matter how many sessions.\n\
             \n\
             period     service    served  new  share of all\n\
             ───────────────────────────────────────────────\n\
             SFY2027Q1  all           200    -        100.0%\n\
             SFY2027Q1  mentoring     <11    0         <5.5%\n\
             \n\
             anonymous  2\n\
             \n\
             note: 2 people came without giving a name.\n\
             \n\
             source: 312 sessions, commit 6b299a3\n"
        );
    }

    #[test]
    fn without_unicode_every_sign_is_ascii_and_letters_stay() {
        let mut sheet = sample::table();
        sheet.program = "Peña – “ünï”".to_owned();
        let text = render(
            &[sheet],
            &Look {
                width: Some(60),
                ..Look::default()
            },
        );
        assert!(text.contains("Peña - \"ünï\""), "{text}");
        assert!(
            text.replace("ñ", "").replace(['ü', 'ï'], "").is_ascii(),
            "{text}"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut sheet = sample::table();
        sheet.rows[0][2] = Cell::text("a service with a rather long name that goes on");
        for width in 30..90 {
            let text = render(
                std::slice::from_ref(&sheet),
                &Look {
                    width: Some(width),
                    ..WIDE
                },
            );
            for line in text.lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_table_that_cannot_fit_is_turned_on_its_side() {
        let text = render(
            &[sample::table()],
            &Look {
                width: Some(36),
                ..WIDE
            },
        );
        let turned = "                    all  mentoring\n\
             ──────────────────────────────────\n\
             period        SFY2027Q1  SFY2027Q1\n\
             served              200        <11\n\
             new                   -          0\n\
             share of all     100.0%      <5.5%\n";
        assert!(text.contains(turned), "{text}");
    }

    #[test]
    fn a_table_that_cannot_be_turned_becomes_facts() {
        let text = render(
            &[sample::table()],
            &Look {
                width: Some(26),
                ..WIDE
            },
        );
        assert!(
            text.contains("\nservice       mentoring\nserved        <11\n"),
            "{text}"
        );
    }

    #[test]
    fn a_file_has_no_widest_line() {
        let mut sheet = sample::table();
        sheet.rows[0][2] = Cell::text("word ".repeat(60).trim());
        let text = render(
            &[sheet],
            &Look {
                width: None,
                ..WIDE
            },
        );
        assert!(text.contains(&"word ".repeat(60)), "{text}");
    }

    #[test]
    fn facts_have_a_line_each() {
        let text = render(&[sample::facts()], &WIDE);
        assert!(
            text.ends_with(
                "definition                 return-to-court\n\
                 cohort                     15\n\
                 returned within 12 months  36.4%\n\
                 km                         0.4653\n\
                 sustained 3                <11 of 40\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn an_empty_table_says_so() {
        let mut sheet = sample::table();
        sheet.rows.clear();
        assert!(render(&[sheet], &WIDE).contains("\nnone\n"));
    }

    #[test]
    fn what_people_typed_moves_no_cursor() {
        let mut sheet = sample::table();
        sheet.rows[0][2] = Cell::text("\u{1b}[2Jgone\nnext");
        sheet.notes = vec!["\u{1b}]0;title\u{7}".to_owned()];
        let text = render(&[sheet], &WIDE);
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{7}'),
            "{text}"
        );
        assert!(text.contains("\\u{1b}[2Jgone next"), "{text}");
    }

    #[test]
    fn styles_are_written_only_where_asked_for() {
        let sheet = [sample::table()];
        assert!(!render(&sheet, &WIDE).contains('\u{1b}'));
        assert!(
            render(
                &sheet,
                &Look {
                    colour: true,
                    ..WIDE
                }
            )
            .contains("\u{1b}[1m")
        );
    }
}
