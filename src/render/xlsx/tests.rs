use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::super::sample;
use super::*;

/// The worksheets of a workbook, read back, in order.
fn read(sheets: &[Sheet]) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(render(sheets).unwrap())).unwrap();
    book.sheet_names()
        .into_iter()
        .map(|name| (name.clone(), book.worksheet_range(&name).unwrap()))
        .collect()
}

/// The values of a line, empty cells as `None`.
fn line(page: &Range<Data>, row: u32) -> Vec<Option<String>> {
    let (_, right) = page.end().unwrap();
    let text = |data: &Data| (*data != Data::Empty).then(|| data.to_string());
    (0..=right)
        .map(|column| page.get_value((row, column)).and_then(text))
        .collect()
}

fn words(all: &[&str]) -> Vec<Option<String>> {
    all.iter()
        .map(|word| (!word.is_empty()).then(|| (*word).to_owned()))
        .collect()
}

#[test]
fn a_table_has_its_heading_values_and_remarks() {
    let (name, page) = read(&[sample::table()]).remove(0);
    assert_eq!(name, "People served");
    let first = |row: u32| {
        page.get_value((row, 0))
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    assert_eq!(first(0), "People served");
    assert_eq!(
        first(1),
        "Saguaro · SFY2027Q1: 2026-07-01 to 2026-09-30 · as of 2026-11-21 · for the public: no names, no ids, small \
         counts masked"
    );
    assert_eq!(
        line(&page, 3),
        words(&[
            "period",
            "start",
            "service",
            "served",
            "new",
            "share of all"
        ])
    );
    assert_eq!(page.get_value((4, 3)), Some(&Data::Float(200.0)));
    assert_eq!(
        page.get_value((4, 4)),
        Some(&Data::Empty),
        "what is not known is no 0"
    );
    assert_eq!(page.get_value((4, 5)), Some(&Data::Float(1.0)));
    let Some(Data::DateTime(day)) = page.get_value((4, 1)) else {
        panic!("{:?}", page.get_value((4, 1)))
    };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 7, 1, 0, 0, 0, 0));
    assert_eq!(
        page.get_value((5, 3)),
        Some(&Data::String("<11".to_owned()))
    );
    assert_eq!(page.get_value((5, 4)), Some(&Data::Float(0.0)));
    let remarks: Vec<String> = (6..=page.end().unwrap().0)
        .map(first)
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(
        remarks,
        [
            "anonymous",
            "How this is counted",
            "A person is counted once, no matter how many sessions.",
            "note: 2 people came without giving a name.",
            "source: 312 sessions, commit 6b299a3",
        ]
    );
    assert_eq!(page.get_value((7, 1)), Some(&Data::Float(2.0)));
}

#[test]
fn facts_stand_on_their_side_and_parts_have_a_line_each() {
    let page = read(&[sample::facts()]).remove(0).1;
    assert_eq!(
        line(&page, 3)[..2],
        words(&["definition", "return-to-court"])
    );
    assert_eq!(line(&page, 4)[..2], words(&["cohort", "15"]));
    assert_eq!(
        page.get_value((5, 1)),
        Some(&Data::Float(4.0 / 11.0)),
        "a rate is the fraction, unrounded"
    );
    assert_eq!(page.get_value((6, 1)), Some(&Data::Float(0.4652778)));
    assert_eq!(line(&page, 7)[..2], words(&["sustained 3", "<11"]));
    assert_eq!(line(&page, 8)[..2], words(&["sustained 3, of", "40"]));
}

#[test]
fn words_are_never_formulas_links_or_numbers() {
    let typed = [
        "=1+1",
        "+1-520-555-0142",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "https://example.org",
        "85705",
        "{=A1}",
    ];
    let mut sheet = sample::table();
    sheet.columns = vec![Column::text("note")];
    sheet.rows = typed.iter().map(|text| vec![Cell::text(text)]).collect();
    let page = read(std::slice::from_ref(&sheet)).remove(0).1;
    for (row, text) in (4..).zip(typed) {
        assert_eq!(
            page.get_value((row, 0)),
            Some(&Data::String(text.replace('\t', " ")))
        );
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(render(&[sheet]).unwrap())).unwrap();
    let formulas = book.worksheet_formula("People served").unwrap();
    assert!(formulas.used_cells().next().is_none(), "{formulas:?}");
}

#[test]
fn worksheets_have_names_that_a_workbook_takes() {
    let titles = [
        "Return to court after reunification",
        "Return to court after reunification, again",
        "people",
        "People",
        "History",
        "[what]: a/b?",
        "'quoted'",
        "",
        "  ",
        "日本語のとても長い題名がここにあって三十一文字をこえています",
    ];
    let sheets: Vec<Sheet> = titles
        .map(|title| Sheet {
            title: title.to_owned(),
            ..sample::facts()
        })
        .to_vec();
    let names: Vec<String> = read(&sheets).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names[..9],
        [
            "Return to court after reunifica",
            "Return to court after reunifi 2",
            "people",
            "People 2",
            "History 2",
            "what a b",
            "quoted",
            "sheet",
            "sheet 2"
        ]
    );
}

#[test]
fn what_does_not_fit_into_a_cell_is_cut_and_said_to_be() {
    let mut sheet = sample::table();
    sheet.rows[0][0] = Cell::text("é".repeat(40_000));
    let page = read(&[sheet]).remove(0).1;
    let shown = page.get_value((4, 0)).unwrap().to_string();
    assert!(shown.chars().count() == 32_767 && shown.ends_with("é…"));
}

#[test]
fn days_before_spreadsheets_are_words_and_no_number_is_an_empty_cell() {
    let mut sheet = sample::table();
    sheet.rows[0][1] = Cell::Day(sample::day("1850-01-31"));
    sheet.rows[0][5] = Cell::Rate(f64::NAN);
    let page = read(&[sheet]).remove(0).1;
    assert_eq!(
        page.get_value((4, 1)),
        Some(&Data::String("1850-01-31".to_owned()))
    );
    assert_eq!(page.get_value((4, 5)), Some(&Data::Empty));
}

#[test]
fn an_empty_table_says_so() {
    let mut sheet = sample::table();
    sheet.rows.clear();
    let page = read(&[sheet]).remove(0).1;
    assert_eq!(
        page.get_value((4, 0)),
        Some(&Data::String("none".to_owned()))
    );
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let sheets = [sample::table(), sample::facts()];
    let once = render(&sheets).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(once, render(&sheets).unwrap());
}
