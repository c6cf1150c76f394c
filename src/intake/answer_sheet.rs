//! A sheet of answers to a survey: it is taken in without a map on file, by the numbers of the items in its headers.

use std::collections::BTreeSet;

use super::Problem;
use super::cell::clean;
use super::headings::{OUR_COLUMNS, header};
use crate::record::intake::{Column, Constant, Intake, IntakeKind, SheetRow};
use crate::record::schema::quoted;
use crate::record::{Day, Point, Survey, Word};

/// What columns are headed, beside those of items, each with the field that it fills.
const HEADERS: [(&str, &[&str]); 5] = [
    (
        "name",
        &[
            "name",
            "parent",
            "parent name",
            "participant",
            "participant name",
            "client",
            "full name",
            "nombre",
        ],
    ),
    (
        "participant",
        &["id", "parent id", "participant id", "client id"],
    ),
    ("given", &["first name", "first", "given", "given name"]),
    (
        "family",
        &["last name", "last", "family", "family name", "surname"],
    ),
    (
        "on",
        &[
            "date",
            "day",
            "on",
            "fecha",
            "survey date",
            "date completed",
            "date answered",
            "completed on",
            "timestamp",
            "date submitted",
            "submitted",
            "submitted at",
            "submitted on",
            "recorded date",
            "end date",
            "completion time",
            "marca temporal",
        ],
    ),
];

/// The fields that say whose answers they are.
pub(super) const PEOPLE: [&str; 4] = ["participant", "name", "given", "family"];

/// What columns are headed that say when it was answered.
const POINT: [&str; 7] = [
    "point",
    "time point",
    "timepoint",
    "pre post",
    "pre or post",
    "survey type",
    "when",
];

/// Words of headers about somebody else, or about another day.
const OTHERS: [&str; 24] = [
    "mentor",
    "staff",
    "worker",
    "interviewer",
    "entered",
    "child",
    "childs",
    "kid",
    "baby",
    "program",
    "group",
    "site",
    "county",
    "survey name",
    "form",
    "file",
    "birth",
    "dob",
    "enrolled",
    "enrollment",
    "referral",
    "due",
    "sent",
    "user",
];

/// How the head of an item begins, before its number.
const BEFORE: [&str; 9] = [
    "",
    "q",
    "item",
    "question",
    "no",
    "number",
    "item number",
    "question number",
    "pregunta",
];

/// The map of a sheet of answers to a survey.
///
/// # Errors
/// No row of the sheet has the numbers of the items, or no column says whose answers they are and one that is not known may.
pub fn answer_sheet(
    rows: &[SheetRow],
    name: &Word,
    survey: &Survey,
    point: Option<Point>,
    on: Option<Day>,
) -> Result<Intake, Problem> {
    // Answers are numbers as those of items are: each number counts once, and a row with a day has answers.
    let items = |row: &SheetRow| {
        let cells = row.cells.iter();
        let all: BTreeSet<u32> = cells.filter_map(|cell| item_of(survey, cell)).collect();
        all.len()
    };
    let best = rows
        .iter()
        .take(20)
        .max_by_key(|row| (items(row), usize::MAX - row.number));
    let needed = survey.item.len().div_ceil(2);
    let Some(heads) = best.filter(|row| items(row) >= needed.max(1)) else {
        let last = survey
            .item
            .iter()
            .map(|item| item.number)
            .max()
            .unwrap_or(1);
        return Err(Problem::new(
            format!("no row of the sheet heads the items of `{name}`"),
            format!("head a column for each item by its number: 1 to {last}, or Q1 to Q{last}"),
        ));
    };
    let columns = heads.cells.iter().filter_map(|cell| {
        let field = field_of(survey, cell)?;
        Some(column(cell, &field))
    });
    let columns: Vec<Column> = columns.collect();
    says_whose(survey, heads, &columns)?;
    says_when(survey, heads, &columns, on)?;
    says_one_point(survey, heads, &columns, point)?;
    let said = [
        Some(("survey", name.to_string())),
        point.map(|point| ("point", point.to_string())),
        on.map(|on| ("on", on.to_string())),
    ];
    let constant = said.into_iter().flatten().map(|(field, value)| Constant {
        field: field.into(),
        value: value.into(),
    });
    Ok(Intake {
        kind: IntakeKind::Answers,
        files: Vec::new(),
        sheet: None,
        header_row: u32::try_from(heads.number).ok(),
        // Rows without a name are answers too, not totals.
        skip_rows: ["total", "totals", "mean", "average"]
            .map(Into::into)
            .to_vec(),
        dates: Vec::new(),
        year: None,
        new_people: None,
        ignore: Vec::new(),
        note: None,
        column: columns,
        constant: constant.collect(),
        grid: None,
    })
}

/// Makes sure that a sheet without a column for people has none that may be one: answers without a name are nobody's.
fn says_whose(survey: &Survey, headers: &SheetRow, columns: &[Column]) -> Result<(), Problem> {
    if columns
        .iter()
        .any(|column| PEOPLE.contains(&&*column.field))
    {
        return Ok(());
    }
    let unknown = unknown(survey, headers);
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Problem::new(
        format!("no column says whose answers these are{}", unless(&unknown)),
        "head the column that says it `Name` or `Id`; if no one signed the sheets, take these columns out",
    ))
}

/// Makes sure that the sheet says when it was answered.
fn says_when(
    survey: &Survey,
    headers: &SheetRow,
    columns: &[Column],
    on: Option<Day>,
) -> Result<(), Problem> {
    if on.is_some() || columns.iter().any(|column| *column.field == *"on") {
        return Ok(());
    }
    Err(Problem::new(
        format!(
            "no column says the day of the answers{}",
            unless(&unknown(survey, headers))
        ),
        "head the column that says it `Date`, or give all rows one day with `--on`",
    ))
}

/// Makes sure that the sheet says once at which point it was answered, by a column or for all rows.
fn says_one_point(
    survey: &Survey,
    headers: &SheetRow,
    columns: &[Column],
    point: Option<Point>,
) -> Result<(), Problem> {
    let column = columns.iter().find(|column| *column.field == *"point");
    match (point, column) {
        (Some(point), Some(column)) => Err(Problem::new(
            format!(
                "row {} has a column `{}`, and `--point` says `{point}` of all rows",
                headers.number, column.header
            ),
            "leave `--point` out, or take the column out",
        )),
        (None, None) if survey.points.len() > 1 => {
            let words: Vec<&str> = survey.points.iter().map(|point| point.word()).collect();
            Err(Problem::new(
                format!("no column says which of {} the answers are", quoted(&words)),
                "give all rows one with `--point`, or head the column that says it `Point`",
            ))
        }
        _ => Ok(()),
    }
}

/// The headers that fill no field.
fn unknown(survey: &Survey, headers: &SheetRow) -> Vec<String> {
    let cells = headers.cells.iter().map(|cell| clean(cell));
    cells
        .filter(|cell| !cell.is_empty() && !OUR_COLUMNS.contains(&cell.as_str()))
        .filter(|cell| field_of(survey, cell).is_none())
        .collect()
}

/// That one of some columns may be the one that is missed.
fn unless(headers: &[String]) -> String {
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    match headers.is_empty() {
        true => String::new(),
        false => format!(", unless it is {}", quoted(&headers)),
    }
}

/// The field that a column fills, by its header.
fn field_of(survey: &Survey, head: &str) -> Option<String> {
    if let Some(number) = item_of(survey, head) {
        return Some(format!("answers.{number}"));
    }
    let name = header(&clean(head));
    if POINT.contains(&name.as_str()) {
        return Some("point".to_owned());
    }
    let known = HEADERS
        .iter()
        .find(|(_, heads)| heads.contains(&name.as_str()));
    if let Some((field, _)) = known {
        return Some((*field).to_owned());
    }
    // `Your name`, `Parent's name:` and `Date of survey` say it in more words.
    let words: Vec<&str> = name.split(' ').collect();
    let is_other = words.iter().any(|word| OTHERS.contains(word));
    let says = |word: &str| words.len() > 1 && !is_other && words.contains(&word);
    match () {
        () if says("name") => Some("name".to_owned()),
        () if says("date") => Some("on".to_owned()),
        () => None,
    }
}

/// The item that a column is headed by: its number, as `3`, `Q3`, `Item 3` or `3. I felt supported.`, or its words.
fn item_of(survey: &Survey, head: &str) -> Option<u32> {
    let name = header(&clean(head));
    let words = |text: &str| header(text) == name;
    let mut items = survey.item.iter();
    if let Some(item) = items.find(|item| item.text.as_deref().is_some_and(words)) {
        return Some(item.number);
    }
    let at = name.find(|sign: char| sign.is_ascii_digit())?;
    let (before, rest) = name.split_at(at);
    let end = rest
        .find(|sign: char| !sign.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let is_head = BEFORE.contains(&before.trim()) && (after.is_empty() || after.starts_with(' '));
    // The day `10/7/2026` begins with a number too.
    let is_day = after.split(' ').any(|word| word.parse::<u32>().is_ok());
    let number = number.parse().ok().filter(|_| is_head && !is_day)?;
    survey.item(number).map(|item| item.number)
}

fn column(head: &str, field: &str) -> Column {
    Column {
        header: head.into(),
        field: field.into(),
        required: None,
        as_above: None,
        dates: Vec::new(),
        day_of: None,
        separator: None,
        values: Vec::new(),
        system: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::survey::shipped;

    fn pfs2() -> (Word, Survey) {
        shipped().find(|(name, _)| name.as_str() == "pfs2").unwrap()
    }

    fn fields(heads: &[&str]) -> Result<Vec<String>, String> {
        let (name, survey) = pfs2();
        let row = |number, cells: &[&str]| SheetRow {
            number,
            cells: cells.iter().map(|cell| (*cell).into()).collect(),
        };
        let rows = [
            row(1, &["Answers of October"]),
            row(2, heads),
            row(3, &["Rosa", "1", "2"]),
        ];
        let point = heads
            .iter()
            .all(|head| *head != "Pre/Post")
            .then_some(Point::Pre);
        let map = answer_sheet(&rows, &name, &survey, point, None);
        let map = map.map_err(|problem| problem.message)?;
        assert_eq!(map.header_row, Some(2));
        Ok(map
            .column
            .iter()
            .map(|column| column.field.to_string())
            .collect())
    }

    #[test]
    fn items_are_known_by_their_numbers_however_they_are_headed() {
        let (_, survey) = pfs2();
        let of = |head: &str| item_of(&survey, head);
        for (head, item) in [
            ("1", 1),
            ("Q19", 19),
            ("q 3", 3),
            ("Item 12", 12),
            ("4. My own words", 4),
        ] {
            assert_eq!(of(head), Some(item), "{head}");
        }
        for head in [
            "20",
            "Q0",
            "10/7/2026",
            "2026-10-07",
            "Group 3",
            "Name",
            "Room 3b",
        ] {
            assert_eq!(of(head), None, "{head}");
        }
    }

    #[test]
    fn a_sheet_is_read_by_its_heads() {
        let numbers: Vec<String> = (1..=19).map(|number| format!("Q{number}")).collect();
        let mut heads = vec!["Parent name", "Date", "Pre/Post", "Shoe size"];
        heads.extend(numbers.iter().map(String::as_str));
        let found = fields(&heads).unwrap();
        assert_eq!(found[..4], ["name", "on", "point", "answers.1"]);
        assert_eq!(found.len(), 22);
        assert_eq!(
            fields(&["Name", "Date", "1", "2"]).unwrap_err(),
            "no row of the sheet heads the items of `pfs2`"
        );
    }
}
