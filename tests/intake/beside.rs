//! What a workbook shows in addition to its texts: comments, struck-out rows, hidden rows.

use rust_xlsxwriter::{Format, Note, Workbook};

use super::home;

/// Five parents below the headers: Ana with a comment, Bo struck out, Cy hidden, Di with her number struck out, El with one
/// of his two.
fn sheet() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let struck = Format::new().set_font_strikethrough();
    let rows = [
        ["Name", "DOB", "Phone"],
        ["Ana Cruz", "1990-04-05", "520-555-0101"],
        ["Bo Ruiz", "1985-01-02", "520-555-0102"],
        ["Cy Dean", "1991-03-04", "520-555-0103"],
        ["Di Voss", "1988-07-08", "520-555-0104"],
        ["El Fox", "1987-07-08", ""],
    ];
    for (at, row) in rows.into_iter().enumerate() {
        for (column, cell) in row.into_iter().enumerate() {
            let (at, column) = (at as u32, column as u16);
            if at == 2 || (at, column) == (4, 2) {
                sheet.write_with_format(at, column, cell, &struck).unwrap();
            } else {
                sheet.write(at, column, cell).unwrap();
            }
        }
    }
    sheet
        .insert_note(1, 2, &Note::new("Do NOT leave messages"))
        .unwrap();
    sheet
        .insert_note(3, 0, &Note::new("Do NOT call at work"))
        .unwrap();
    let plain = Format::new();
    let parts = [(&struck, "520-555-0105"), (&plain, " 520-555-0106")];
    sheet.write_rich_string(5, 2, &parts).unwrap();
    sheet.set_row_hidden(3).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn comments_struck_out_rows_and_hidden_rows_are_told_and_what_is_struck_out_is_refused() {
    let home = home(&[("parents.xlsx", &sheet())]);
    let told = [
        "2 cells have comments, which are not imported: C2, A4",
        "1 row is struck out: row 3",
        "1 cell is struck out in rows that are not: C5",
        "1 cell has text of which a part is struck out: C6: it is read whole",
        "1 row is hidden in the sheet and is read as the others: row 4",
    ];
    let begun = home.ok(&["import", "--map-for", "parents.xlsx"]).whole();
    let taken = home.run(&["import", "parents.xlsx"]).whole();
    for said in [&begun, &taken] {
        for told in told {
            assert!(said.contains(told), "{told}: {said}");
        }
        assert!(!said.contains("Do NOT"), "{said}");
    }
    assert!(
        taken.contains("row 3: it is struck out in the sheet: delete the row")
            && taken.contains("5 rows: 4 new, 0 on file, 1 refused"),
        "{taken}"
    );
    let taken = home.ok(&["import", "parents.rejected.csv"]).stderr;
    assert!(taken.contains("1 row: 1 new"), "{taken}");
}
