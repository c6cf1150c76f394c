//! Sheets as Markdown with pipe tables, for wikis, issues and letters.
//!
//! Every word is escaped, so that nothing a person typed can break a table or become a link, a picture or a tag.

use crate::report::{Align, Cell, Column, Layout, Sheet};

use super::paged::paged;
use super::wording::worded;
use super::{escape, shown};

/// Sheets under headings, the first at the highest level.
pub(super) fn render(sheets: &[Sheet]) -> String {
    let sheets = &*paged(sheets);
    let sheets = &*worded(sheets);
    let part =
        |(index, sheet): (usize, &Sheet)| section(sheet, if index == 0 { "#" } else { "##" });
    sheets
        .iter()
        .enumerate()
        .map(part)
        .collect::<Vec<_>>()
        .join("\n")
}

fn section(sheet: &Sheet, mark: &str) -> String {
    let mut frame = vec![format!("**{}**", words(&sheet.program))];
    frame.extend(shown::frame(sheet).iter().map(|fact| words(fact)));
    let mut blocks = vec![
        format!("{mark} {}\n", words(&sheet.title)),
        frame.join(" · ") + "\n",
    ];
    blocks.extend(sheet.foreword.iter().map(|one| words(one) + "\n"));
    let said = sheet.answer.iter().chain(&sheet.advice);
    blocks.push(list(said.map(|one| words(one))));
    blocks.push(list(sheet.rules.iter().map(|rule| words(rule))));
    blocks.extend(body(sheet));
    let totals = sheet
        .totals
        .iter()
        .map(|(column, cell)| format!("{}: {}", words(&column.title), value(cell)));
    blocks.push(list(totals));
    blocks.push(list(
        sheet
            .errors_in_words()
            .iter()
            .map(|errors| format!("**Errors:** {}", words(errors))),
    ));
    blocks.push(list(
        sheet
            .notes
            .iter()
            .map(|note| format!("**Note:** {}", words(note))),
    ));
    blocks.push(list(
        sheet
            .sources
            .iter()
            .map(|source| format!("Source: {}", words(source))),
    ));
    blocks.retain(|block| !block.is_empty());
    blocks.join("\n")
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.map(|item| format!("- {item}\n")).collect()
}

fn body(sheet: &Sheet) -> Vec<String> {
    let open: Vec<(usize, &Column)> = sheet
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| !column.detail)
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    if sheet.rows.is_empty() {
        return vec!["none\n".to_owned()];
    }
    let at = |row: &[Cell], index: usize| row.get(index).map(value).unwrap_or_default();
    if sheet.layout == Layout::Facts {
        let block = |row: &Vec<Cell>| {
            let facts = open
                .iter()
                .map(|(index, column)| vec![words(&column.title), at(row, *index)]);
            table(
                &[String::new(), String::new()],
                &[Align::Left, Align::Right],
                facts,
            )
        };
        return sheet.rows.iter().map(block).collect();
    }
    let titles: Vec<String> = open
        .iter()
        .map(|(_, column)| words(&column.title))
        .collect();
    let aligns: Vec<Align> = open.iter().map(|(_, column)| column.align).collect();
    let rows = sheet
        .rows
        .iter()
        .map(|row| open.iter().map(|(index, _)| at(row, *index)).collect());
    vec![table(&titles, &aligns, rows)]
}

fn table(titles: &[String], aligns: &[Align], rows: impl Iterator<Item = Vec<String>>) -> String {
    let rule = |align: &Align| {
        if *align == Align::Right {
            "---:"
        } else {
            "---"
        }
    };
    let rules: Vec<&str> = aligns.iter().map(rule).collect();
    let mut lines = line(titles) + &format!("| {} |\n", rules.join(" | "));
    lines.extend(rows.map(|row| line(&row)));
    lines
}

fn line(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn value(cell: &Cell) -> String {
    words(&shown::value(cell))
}

/// Words that Markdown shows unchanged.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape::line(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#' | '!' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_sheet_is_a_section_with_a_table() {
        assert_eq!(
            render(&[sample::table()]),
            "# People served\n\
             \n\
             **Saguaro** · SFY2027Q1: 2026-07-01 to 2026-09-30 · as of 2026-11-21 · for the public: no names, no ids, \
             small counts masked\n\
             \n\
             - A person is counted once, no matter how many sessions.\n\
             \n\
             | period | service | served | new | share of all |\n\
             | --- | --- | ---: | ---: | ---: |\n\
             | SFY2027Q1 | all | 200 | - | 100.0% |\n\
             | SFY2027Q1 | mentoring | \\<11 | 0 | \\<5.5% |\n\
             \n\
             - anonymous: 2\n\
             \n\
             - **Note:** 2 people came without giving a name.\n\
             \n\
             - Source: 312 sessions, commit 6b299a3\n"
        );
    }

    #[test]
    fn facts_are_a_table_of_two_columns() {
        let text = render(&[sample::facts()]);
        assert!(
            text.contains(
                "|  |  |\n| --- | ---: |\n| definition | return-to-court |\n| cohort | 15 |\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn further_sheets_are_sections_below() {
        let text = render(&[sample::table(), sample::facts()]);
        assert!(text.contains("\n\n## Return to court\n"), "{text}");
    }

    #[test]
    fn what_people_typed_breaks_nothing() {
        assert_eq!(words("a | b"), "a \\| b");
        assert_eq!(words("<script>![x](y)"), "\\<script\\>\\!\\[x\\](y)");
        assert_eq!(words("\u{1b}[2J\nnext"), "\\\\u{1b}\\[2J next");
    }
}
