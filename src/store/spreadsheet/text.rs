//! Text whose cells are separated by one character.

use super::rows::{LETTERS, Rows, grouped, too_much};
use super::wrong::Wrong;
use crate::record::intake::SheetRow;

/// The possible separators of cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many lines are used to find the separator.
const ENOUGH: usize = 50;

/// The maximum number of cells in a line, including empty ones; a sheet saved with all the columns that spreadsheet
/// programs have stays below it.
const ACROSS: usize = 1 << 16;

/// The maximum number of lines of cells, including empty ones, which is the limit of spreadsheet programs; and the
/// maximum number of multi-line quoted cells.
const DOWN: usize = 1 << 20;

/// The rows of a text, each with the number that a spreadsheet would show next to it: a multi-line cell is in one row.
///
/// # Errors
/// It is not text, or a quotation mark swallows rows into a cell.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<SheetRow>, Wrong> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(Wrong::new(
            "it is not a text file or a workbook",
            "save it as .csv or .xlsx, then try again",
        ));
    }
    let best = DELIMITERS
        .into_iter()
        .rev()
        .max_by_key(|delimiter| evenness(&text, *delimiter));
    delimited(&text, best.unwrap_or(b','))
}

/// Decodes a file by its byte order mark, otherwise as UTF-8, otherwise as old spreadsheets for Windows write it.
fn decoded(bytes: Vec<u8>) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| {
        encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(error.as_bytes())
            .0
            .into_owned()
    })
}

fn delimited(text: &str, delimiter: u8) -> Result<Vec<SheetRow>, Wrong> {
    let mut scan = Scan::new(text, delimiter);
    let (mut rows, mut cells) = (Rows::default(), Vec::new());
    let mut widths: Vec<usize> = Vec::new();
    for row in 0.. {
        if !scan.record(&mut cells)? {
            break;
        }
        if row >= DOWN as u64 || scan.long.len() > DOWN {
            return Err(too_much(format!(
                "it has more than {} lines, empty ones or those of long cells too",
                grouped(DOWN as u64)
            )));
        }
        if cells.len() > 1 {
            if widths.len() < cells.len() + 1 {
                widths.resize(cells.len() + 1, 0);
            }
            widths[cells.len()] += 1;
        }
        for (column, text) in (0..).zip(cells.drain(..)) {
            rows.put(row, column, text)?;
        }
    }
    let usual = (0..widths.len()).max_by_key(|width| widths[*width]);
    if let Some(width) = usual.filter(|width| *width > 1)
        && let Some(quoted) = scan.long.iter().find(|quoted| quoted.has_row(width))
    {
        let why = format!(
            "a quotation mark here starts a cell that goes on to line {} and includes what look like rows",
            quoted.last
        );
        return Err(Wrong {
            at: Some(quoted.at),
            ..Wrong::new(
                why,
                "close it or delete it, and save the file again; if it is one note, write it on one line",
            )
        });
    }
    Ok(rows.finish())
}

/// A multi-line quoted cell.
#[derive(Debug)]
struct Long {
    /// The line and the column of its opening quotation mark.
    at: (usize, usize),
    /// The line of its closing quotation mark.
    last: usize,
    /// How many cells are before it in the row.
    before: usize,
    /// How many cells its first line would have without the quotation mark.
    first: usize,
    /// How many cells each further line would have; 0 if it reads like prose.
    further: Vec<usize>,
}

impl Long {
    /// Whether it begins like a row with that many cells and continues with another one.
    fn has_row(&self, width: usize) -> bool {
        self.first >= width && self.further.contains(&width)
    }
}

/// Reads one record after another.
struct Scan<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    line: usize,
    /// Where the line begins, in bytes.
    begin: usize,
    /// The multi-line quoted cells so far.
    long: Vec<Long>,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        Self {
            text,
            delimiter,
            at: 0,
            line: 1,
            begin: 0,
            long: Vec::new(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The place of a cell that begins at a byte in this line: the line, and the column in characters.
    fn place(&self, at: usize) -> (usize, usize) {
        (self.line, self.text[self.begin..at].chars().count() + 1)
    }

    /// Skips a line break, if there is one here.
    fn end_of_line(&mut self) -> bool {
        let width = match self.text.as_bytes().get(self.at..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => return false,
        };
        self.at += width;
        self.line += 1;
        self.begin = self.at;
        true
    }

    /// The next record; false at the end of the text.
    fn record(&mut self, cells: &mut Vec<String>) -> Result<bool, Wrong> {
        cells.clear();
        if self.at >= self.text.len() {
            return Ok(false);
        }
        let known = self.long.len();
        loop {
            let cell = if self.peek() == Some(b'"') {
                self.quoted(cells.len())?
            } else {
                self.plain().to_owned()
            };
            if cells.len() == ACROSS {
                return Err(too_much(format!(
                    "line {} has more than {} cells",
                    self.line,
                    grouped(ACROSS as u64)
                )));
            }
            cells.push(cell);
            if self.peek() == Some(self.delimiter) {
                self.at += 1;
                continue;
            }
            self.end_of_line();
            break;
        }
        // What follows a quoted cell is in its last line.
        for long in &mut self.long[known..] {
            if let Some(last) = long.further.last_mut().filter(|last| **last > 0) {
                *last += cells.len() - 1 - long.before;
            }
        }
        Ok(true)
    }

    /// The text up to the next delimiter or the end of the line.
    fn plain(&mut self) -> &'t str {
        let rest = &self.text[self.at..];
        let ends = |byte: u8| byte == self.delimiter || byte == b'\n' || byte == b'\r';
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A quoted cell, including any text between its closing quotation mark and the next delimiter.
    fn quoted(&mut self, before: usize) -> Result<String, Wrong> {
        let opening = self.at;
        // Computed only for a cell that continues on the next line, because a line may have many that do not.
        let mut at = None;
        self.at += 1;
        let (mut text, mut lines) = (String::new(), Vec::new());
        let mut begin = self.at;
        loop {
            let rest = &self.text[self.at..];
            let Some(length) = rest.find(['"', '\n', '\r']) else {
                let at = at.unwrap_or_else(|| self.place(opening));
                return Err(Wrong {
                    at: Some(at),
                    ..never_closed()
                });
            };
            text.push_str(&rest[..length]);
            self.at += length;
            if text.len() > 4 * LETTERS {
                let at = at.unwrap_or_else(|| self.place(opening));
                return Err(Wrong {
                    at: Some(at),
                    ..too_long()
                });
            }
            if self.peek() != Some(b'"') {
                at = at.or_else(|| Some(self.place(opening)));
                lines.push(&self.text[begin..self.at]);
                self.end_of_line();
                begin = self.at;
                text.push('\n');
                continue;
            }
            self.at += 1;
            if self.peek() != Some(b'"') {
                break;
            }
            self.at += 1;
            text.push('"');
        }
        lines.push(&self.text[begin..self.at - 1]);
        let (last, behind) = (self.line, self.plain());
        let takes_in = lines.len() > 1 || text.contains(char::from(self.delimiter));
        if takes_in && !behind.trim().is_empty() {
            return Err(Wrong {
                at: Some(at.unwrap_or_else(|| self.place(opening))),
                ..text_behind(last)
            });
        }
        if let Some(at) = at {
            self.long.push(Long {
                at,
                last,
                before,
                first: before + 1 + lines[0].matches(char::from(self.delimiter)).count(),
                further: lines[1..].iter().map(|line| self.cells_of(line)).collect(),
            });
        }
        text.push_str(behind);
        Ok(text)
    }

    /// How many cells a line would have as a row; 0 for prose, which has a space after a comma.
    fn cells_of(&self, line: &str) -> usize {
        let delimiter = char::from(self.delimiter);
        let mut parts = line.split(delimiter);
        let is_prose = parts.by_ref().skip(1).any(|part| part.starts_with(' '));
        if is_prose {
            0
        } else {
            line.matches(delimiter).count() + 1
        }
    }
}

/// How many cells the first lines with the most common width have if split at this delimiter; 0 if it splits none.
fn evenness(text: &str, delimiter: u8) -> usize {
    let (mut scan, mut cells) = (Scan::new(text, delimiter), Vec::new());
    let mut widths: Vec<usize> = Vec::new();
    while widths.len() < ENOUGH && matches!(scan.record(&mut cells), Ok(true)) {
        widths.push(cells.len());
    }
    let rows = |width: usize| widths.iter().filter(|other| **other == width).count();
    widths
        .iter()
        .filter(|width| **width > 1)
        .map(|width| rows(*width) * width)
        .max()
        .unwrap_or(0)
}

fn never_closed() -> Wrong {
    Wrong::new(
        "the quotation mark here is never closed",
        "close it or take it out, and save the file again",
    )
}

fn too_long() -> Wrong {
    let why = format!(
        "a quotation mark opens a cell here that has more than {} letters",
        grouped(LETTERS as u64)
    );
    Wrong::new(
        why,
        "close it where it ends or take it out, and save the file again",
    )
}

/// The error for text after the quotation mark that closes a cell.
fn text_behind(line: usize) -> Wrong {
    let why = format!(
        "a quotation mark opens a cell here, and the one in line {line} that ends it has text right behind it"
    );
    Wrong::new(
        why,
        "close the cell where it ends; a mark inside a quoted cell is written twice, as \"\"",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        read(text.as_bytes().to_vec())
            .unwrap()
            .into_iter()
            .map(|row| (row.number, row.cells))
            .collect()
    }

    /// Where a text is rejected, and why.
    fn wrong(text: &str) -> ((usize, usize), String) {
        let wrong = read(text.as_bytes().to_vec()).unwrap_err();
        (wrong.at.unwrap(), wrong.why)
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        let text = "\n\nname,note\nRosa,\"two\nlines\"\n\nLuis,x\r\nAna,y";
        let numbers: Vec<usize> = rows(text).into_iter().map(|(number, _)| number).collect();
        assert_eq!(numbers, [3, 4, 6, 7]);
    }

    #[test]
    fn cells_are_separated_by_what_separates_most_of_them_evenly() {
        assert_eq!(
            rows("a;b\n\"Medina, Rosa\";1\nOrtega, Luis;2\n")[2].1,
            ["Ortega, Luis", "2"]
        );
        assert_eq!(rows("a\tb\nx, y\tz\n")[1].1, ["x, y", "z"]);
        assert_eq!(rows("a|b|c\n1|2|3\n")[1].1, ["1", "2", "3"]);
        assert_eq!(rows("alone\nRosa\n")[1].1, ["Rosa"]);
    }

    #[test]
    fn old_and_wide_encodings_are_read() {
        assert_eq!(decoded(b"Jos\xe9 Mu\xf1oz \x96".to_vec()), "José Muñoz –");
        assert_eq!(decoded("\u{feff}José".as_bytes().to_vec()), "José");
        let wide: Vec<u8> = "\u{feff}José"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decoded(wide), "José");
    }

    #[test]
    fn a_quotation_mark_never_takes_rows_into_a_cell() {
        let swallowing = [
            // Never closed.
            ("Name,Note\nRosa,\"call back\nLuis,ok\nAna,x\n", (2, 6)),
            // Closed by the quotation mark that opens another note.
            (
                "Name,Note\nRosa,\"call back\nLuis,ok\nAna,\"said hi\nEva,x\n",
                (2, 6),
            ),
            ("Name,Note\nRosa,\"call back\nLuis,\"ok\"\n", (2, 6)),
            // Closed at the end of a later cell, so that all rows have the right width.
            (
                "Name,Note\nRosa,\"call back\nLuis,ok\nAna,five foot 2\"\nEva,x\n",
                (2, 6),
            ),
            (
                "Name,Note,On\nRosa,\"call,1/1\nLuis,5'2\",1/2\nAna,x,1/3\n",
                (2, 6),
            ),
            (
                "Name;Note;On\r\nAna;x;1/3\r\nRosa;\"call;1/1\r\nLuis;ok\";1/2\r\n",
                (3, 6),
            ),
            // In a single line.
            ("Name,Note,On\nRosa,\"call,1/1,\"x\"\nAna,x,1/3\n", (2, 6)),
        ];
        for (text, at) in swallowing {
            assert_eq!(wrong(text).0, at, "{text}");
        }
        assert_eq!(
            wrong(swallowing[3].0).1,
            "a quotation mark here starts a cell that goes on to line 4 and includes what look like rows"
        );
    }

    #[test]
    fn a_quoted_note_is_one_cell_whatever_is_in_it() {
        let notes = [
            "good talk,\nlaughed",
            "needs:\nhousing, food, clothes, and diapers\n\ncall back",
            "she said \"later\",\nthen left",
            "one\ntwo\nthree",
        ];
        for note in notes {
            let quoted = note.replace('"', "\"\"");
            let text = format!("Day,Name,Note\n9/2/2026,Ofelia,\"{quoted}\"\n9/9/2026,Ben,x\n");
            let rows = rows(&text);
            assert_eq!(rows[1].1, ["9/2/2026", "Ofelia", note], "{text}");
            assert_eq!(
                rows[2],
                (3, vec!["9/9/2026".into(), "Ben".into(), "x".into()])
            );
            let first = format!("Note,Day,Name\n\"{quoted}\",9/2/2026,Ofelia\nx,9/9/2026,Ben\n");
            assert_eq!(self::rows(&first)[1].1, [note, "9/2/2026", "Ofelia"]);
        }
        assert_eq!(rows("a,b\nRosa,5'2\"\n")[1].1, ["Rosa", "5'2\""]);
        assert_eq!(rows("a,b\n\"Bob\" Ortega,1\n")[1].1, ["Bob Ortega", "1"]);
        assert_eq!(rows("a,b\n\"two\nlines\",1\n")[1].1, ["two\nlines", "1"]);
    }

    #[test]
    fn what_has_no_text_has_its_limits_too() {
        let refused = |text: String| read(text.into_bytes()).unwrap_err().why;
        let across = refused(format!("Name,DOB\n{}\n", ",".repeat(ACROSS)));
        assert_eq!(across, "line 2 has more than 65,536 cells");
        let down = refused(format!("Name,DOB\n{}", ",\n".repeat(DOWN)));
        assert!(
            down.starts_with("it has more than 1,048,576 lines"),
            "{down}"
        );
        let long = wrong(&format!("Name,DOB\nRosa,\"{}", "\n".repeat(200_000)));
        assert_eq!(long.0, (2, 6));
        assert!(long.1.contains("more than 32,767 letters"), "{}", long.1);
    }
}
