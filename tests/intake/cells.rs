//! Cells whose type says more than their text, and differences between what a sheet shows and what the file contains.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Formula, Workbook};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::Home;

/// A program with Rosa Medina, Luis Ortega, and the Wednesday group.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    for (name, id) in [("Rosa Medina", "p-rosa"), ("Luis Ortega", "p-luis")] {
        home.ok(&[
            "add",
            "participant",
            name,
            "--id",
            id,
            "--enroll",
            "2026-01-15",
        ]);
    }
    home
}

/// All texts of a folder as one.
fn texts(home: &Home, folder: &str) -> String {
    let files = home.tree().into_iter();
    let files = files.filter(|(path, _)| path.starts_with(folder));
    files
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect()
}

const PEOPLE: &str = "kind = \"participants\"\nfiles = [ \"people*\", ]\n\n\
    [[column]]\nheader = \"Id\"\nfield = \"external_ids\"\nsystem = \"hmis\"\n\n\
    [[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
    [[column]]\nheader = \"Born\"\nfield = \"born\"\n\n\
    [[column]]\nheader = \"Zip\"\nfield = \"zip\"\n";

#[test]
fn a_workbook_keeps_zeros_and_refuses_what_its_program_spoiled() {
    let home = home();
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Old")
        .unwrap()
        .set_hidden(true);
    let sheet = book.add_worksheet();
    sheet.set_name("Now").unwrap().set_active(true);
    for (column, name) in [(0, "Id"), (1, "Name"), (2, "Born"), (3, "Zip")] {
        sheet.write(0, column, name).unwrap();
    }
    let zeros = |count: usize| Format::new().set_num_format("0".repeat(count));
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (row, name) in (1..).zip([
        "Ana Cruz", "Bea Luna", "Cal Soto", "Dee Vega", "Eva Rios", "Fay Mora", "Gus Diaz",
    ]) {
        sheet.write(row, 1, name).unwrap();
    }
    sheet.write_with_format(1, 0, 117, &zeros(7)).unwrap();
    sheet.write_with_format(1, 3, 1002, &zeros(5)).unwrap();
    sheet
        .write(2, 0, Formula::new("=NA()").set_result("#N/A"))
        .unwrap();
    sheet.write_with_format(3, 0, 46082, &day).unwrap();
    sheet.write(4, 0, 1_234_567_890_123_456_f64).unwrap();
    // A day that a formula turned into 0, one before the first day of the calendar, and a child.
    sheet.write_with_format(5, 2, 0, &day).unwrap();
    sheet.write_with_format(6, 2, 1, &day).unwrap();
    sheet.write(7, 2, "2020-05-01").unwrap();
    home.write("people.xlsx", book.save_to_buffer().unwrap());
    home.write("intake/people.toml", PEOPLE);

    let answer = home.run(&["import", "people.xlsx"]);
    assert!(
        answer
            .stderr
            .contains("7 rows: 1 new, 0 on file, 6 refused\n"),
        "{}",
        answer.whole()
    );
    for (row, why) in [
        (3, "`#N/A` is what a formula says that failed"),
        (
            4,
            "`2026-03-01` is a day, which a spreadsheet program makes of some ids",
        ),
        (5, "`1.23456789012345"),
        (6, "`0` is no day by"),
        (7, "can hardly be meant"),
        (8, "the birth date is that of a child"),
    ] {
        let line = answer
            .stderr
            .lines()
            .find(|line| line.starts_with(&format!("row {row}: ")));
        assert!(
            line.is_some_and(|line| line.contains(why)),
            "{row} {why}\n{}",
            answer.stderr
        );
    }
    let identities = texts(&home, "identities/");
    assert!(
        identities.contains("\"hmis:0000117\"") && identities.contains("zip = \"01002\""),
        "{identities}"
    );
}

#[test]
fn a_formula_without_a_stored_value_is_no_empty_cell() {
    let home = home();
    home.write("intake/people.toml", PEOPLE);
    home.write(
        "people.csv",
        "Id,Name,Born,Zip\n=A1&B1,Ana Cruz,,\n\"=\"\"0042\"\"\",Bea Luna,,\n",
    );
    let answer = home.run(&["import", "people.csv"]);
    assert!(
        answer
            .stderr
            .contains("row 2: Id: the file has a formula here without its value")
            && answer
                .stderr
                .contains("2 rows: 1 new, 0 on file, 1 refused\n"),
        "{}",
        answer.whole()
    );
    assert!(texts(&home, "identities/").contains("\"hmis:0042\""));
}

#[test]
fn the_refused_rows_of_the_last_try_are_replaced_and_other_files_are_not() {
    let home = home();
    home.write("intake/people.toml", PEOPLE);
    let sheet = "Id,Name,Born,Zip\n#N/A,Ana Cruz,,\n#REF!,Bea Luna,,\n";
    home.write("people.csv", sheet);
    assert_eq!(home.run(&["import", "people.csv"]).status, 1);
    home.write("people.csv", sheet.replace("#N/A", "42"));
    let answer = home.run(&["import", "people.csv"]);
    assert!(answer.stderr.contains("1 new"), "{}", answer.whole());
    let rejected = home.read("people.rejected.csv");
    assert!(
        rejected.contains("Bea Luna") && !rejected.contains("Ana Cruz"),
        "{rejected}"
    );
    // Corrections made there are kept.
    let corrected = rejected.replace("#REF!", "43");
    home.write("people.rejected.csv", corrected.as_str());
    let answer = home.run(&["import", "people.csv"]);
    assert!(
        answer
            .stderr
            .contains("it is kept as people-old2.rejected.csv"),
        "{}",
        answer.whole()
    );
    assert_eq!(home.read("people-old2.rejected.csv"), corrected);
    assert_eq!(home.read("people.rejected.csv"), rejected);
    home.write("people.rejected.csv", "mine\n");
    let answer = home.run(&["import", "people.csv"]);
    assert!(
        answer.status == 2 && answer.stderr.contains("people.rejected.csv already exists"),
        "{}",
        answer.whole()
    );
    assert_eq!(home.read("people.rejected.csv"), "mine\n");
}

const GRID: &str = "kind = \"attendance\"\nfiles = [ \"grid*\", ]\n\n\
    [[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
    [[constant]]\nfield = \"group\"\nvalue = \"wednesday\"\n\n\
    [grid]\npresent = [ \"x\", ]\nabsent = [ \"a\", ]\nanonymous = [ \"Visitors\", ]\nchildren = [ \"Kids\", ]\n";

#[test]
fn a_mark_that_was_taken_back_is_a_command_away() {
    let home = home();
    home.write("intake/grid.toml", GRID);
    home.write(
        "grid.csv",
        "Name,10/7/2026,10/14/2026\nRosa Medina,x,x\nLuis Ortega,x,x\nVisitors,2,\nKids,0,0\n",
    );
    let answer = home.ok(&["import", "grid.csv"]);
    assert!(
        answer.stderr.contains("2 sessions new"),
        "{}",
        answer.stderr
    );
    let path = "sessions/2026/2026-10-07-group-wednesday.toml";
    assert!(
        home.read(path)
            .contains("anonymous = 2\nchildren_in_childcare = 0\n"),
        "{}",
        home.read(path)
    );
    home.write(
        "grid.csv",
        "Name,10/7/2026,10/14/2026\nRosa Medina,a,x\nLuis Ortega,x,\nVisitors,3,\nKids,0,0\n",
    );
    let before = home.tree();
    let answer = home.ok(&["import", "grid.csv"]);
    let commands: Vec<&str> = answer
        .stderr
        .split('`')
        .filter(|part| part.starts_with("peer set 2026"))
        .collect();
    assert_eq!(
        commands,
        [
            "peer set 2026-10-07-group-wednesday participants-=p-rosa",
            "peer set 2026-10-14-group-wednesday participants-=p-luis",
            "peer set 2026-10-07-group-wednesday anonymous=3",
        ],
        "{}",
        answer.stderr
    );
    assert!(home.tree() == before);
    for command in commands {
        home.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
    }
    let answer = home.ok(&["import", "grid.csv"]);
    assert!(
        !answer.stderr.contains("peer set 2026"),
        "{}",
        answer.stderr
    );
}

/// A match of Rosa with Dana Webb.
fn matched() -> Home {
    let home = home();
    home.write(
        "mentors/m-dana.toml",
        "joined = 2025-02-20\ncapacity = 3\n\n[own_case]\nclosed = 2023-05-10\noutcome = \"reunified\"\n",
    );
    home.write(
        "identities/m-dana.toml",
        "given = \"Dana\"\nfamily = \"Webb\"\n",
    );
    home.write(
        "matches/k-rosa.toml",
        "participant = \"p-rosa\"\nmentor = \"m-dana\"\nbegan = 2026-02-01\n",
    );
    home.write(
        "intake/log.toml",
        "kind = \"sessions\"\nfiles = [ \"log*\", ]\n\n\
         [[column]]\nheader = \"on\"\nfield = \"on\"\n\n\
         [[column]]\nheader = \"Mentor\"\nfield = \"mentors\"\n\n\
         [[column]]\nheader = \"Parent\"\nfield = \"participants\"\n\n\
         [[column]]\nheader = \"Length\"\nfield = \"minutes\"\n\n\
         [[constant]]\nfield = \"kind\"\nvalue = \"mentoring\"\n",
    );
    home
}

#[test]
fn rows_that_differ_in_any_cell_are_two_sessions_and_copies_are_one() {
    let home = matched();
    let sheet = "on,Mentor,Parent,Length,Time\n\
        2026-03-03,Dana,Rosa Medina,1 hr,9:00\n\
        2026-03-03,Dana Webb,Rosa Medina,60,18:00\n\
        2026-03-03,Dana Webb,Rosa Medina,60,18:00\n\
        2026-03-10,Dana,Rosa Medina,0:45,9:00\n";
    home.write("log.csv", sheet);
    let answer = home.ok(&["import", "log.csv"]);
    assert!(
        answer.stderr.contains(
            "4 rows: 3 new, 0 on file, 0 refused, 1 twice in the sheet; 3 sessions new\n"
        ) && answer
            .stderr
            .contains("row 4 is the same as row 3 in every cell: taken once"),
        "{}",
        answer.stderr
    );
    let second = home.read("sessions/2026/2026-03-03-mentoring-k-rosa--2.toml");
    assert!(
        second.contains("minutes = 60") && second.contains("\"m-dana\""),
        "{second}"
    );
    let before = home.tree();
    let answer = home.ok(&["import", "log.csv"]);
    assert!(
        answer
            .stderr
            .contains("4 rows: 0 new, 4 on file, 0 refused\n")
            && !answer.stderr.contains("says something else"),
        "{}",
        answer.stderr
    );
    assert!(home.tree() == before);

    home.write("log.csv", sheet.replace("0:45", "90 min"));
    let answer = home.run(&["import", "log.csv"]);
    assert!(
        answer.stderr.contains("row 5: 2026-03-10-mentoring-k-rosa is on file and says something else about `minutes`: if the row is right, `peer set 2026-03-10-mentoring-k-rosa minutes=90`; if it was another contact of that day, write 2 in a column headed `Again`"),
        "{}",
        answer.stderr
    );
    home.ok(&["set", "2026-03-10-mentoring-k-rosa", "minutes=90"]);
    let answer = home.ok(&["import", "log.csv"]);
    assert!(
        !answer.stderr.contains("says something else"),
        "{}",
        answer.stderr
    );
}

#[test]
fn a_long_list_tells_who_missed_a_group_and_that_it_was_called_off() {
    let home = home();
    home.write(
        "attendance wednesday.csv",
        "Date,Name,Present?,Minutes\n10/7/2026,Rosa Medina,Yes,90\n10/7/2026,Luis Ortega,No,\n10/14/2026,,Cancelled,\n10/21/2026,Walk-in,Yes,\n",
    );
    home.ok(&["import", "--map-for", "attendance wednesday.csv"]);
    let answer = home.run(&["import", "attendance wednesday.csv"]);
    assert!(
        answer
            .stderr
            .contains("4 rows: 3 new, 0 on file, 1 refused; 2 sessions new\n")
            && answer.stderr.contains("row 5: `Walk-in` is nobody by name"),
        "{}\n{}",
        answer.whole(),
        home.read("intake/attendance-wednesday.toml")
    );
    assert_eq!(
        home.read("sessions/2026/2026-10-07-group-wednesday.toml"),
        "kind = \"support-group\"\non = 2026-10-07\ngroup = \"wednesday\"\nminutes = 90\nparticipants = [\n    \"p-rosa\",\n]\nmissed = [\n    \"p-luis\",\n]\n"
    );
    assert!(
        home.read("sessions/2026/2026-10-14-group-wednesday.toml")
            .contains("status = \"cancelled-by-program\"\n")
    );
}

#[test]
fn what_is_not_sure_is_a_question_and_its_rows_wait() {
    let home = home();
    home.ok(&["add", "group", "friday"]);
    home.write("roster.csv", "Date,Name\n10/7/2026,Rosa Medina\n");
    let answer = home.ok(&["import", "--map-for", "roster.csv", "--kind", "attendance"]);
    assert!(
        answer.stderr.contains("answer its 1 question (`?`)"),
        "{}",
        answer.stderr
    );
    let answer = home.run(&["import", "roster.csv"]);
    assert!(
        answer.status == 2
            && answer
                .stderr
                .contains("the map asks what `group` is\nhelp: write it for the `?` in the map"),
        "{}",
        answer.whole()
    );
    let map = home.read("intake/roster.toml");
    assert!(
        map.contains("value = \"?\" # which one met? friday, wednesday\n"),
        "{map}"
    );
    home.write("intake/roster.toml", map.replace("\"?\"", "\"friday\""));
    home.ok(&["import", "roster.csv"]);
    assert!(
        home.at("sessions/2026/2026-10-07-group-friday.toml")
            .exists()
    );
}

/// A workbook of LibreOffice with these automatic styles and sheets.
fn open_document(styles: &str, sheets: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("content.xml", SimpleFileOptions::default())
        .unwrap();
    write!(
        archive,
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    .unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_comment_in_an_open_document_is_told_with_its_cell_and_not_read() {
    let home = home();
    let cell = |inside: &str| {
        format!("<table:table-cell office:value-type=\"string\">{inside}</table:table-cell>")
    };
    let text = |text: &str| cell(&format!("<text:p>{text}</text:p>"));
    let noted = cell(
        "<office:annotation><text:p>Do NOT call</text:p></office:annotation><text:p>Pia Voss</text:p>",
    );
    let rows = [[text("Name"), text("DOB")], [noted, text("1990-04-05")]];
    let rows = rows.map(|row| format!("<table:table-row>{}</table:table-row>", row.concat()));
    let sheet = format!(
        "<table:table table:name=\"Parents\">{}</table:table>",
        rows.concat()
    );
    home.write("parents.ods", open_document("", &sheet));
    let said = home.ok(&["import", "--map-for", "parents.ods"]).whole();
    assert!(
        said.contains("1 cell has comments, which are not imported: A2")
            && !said.contains("Do NOT"),
        "{said}"
    );
    let said = home.ok(&["import", "parents.ods"]).whole();
    assert!(said.contains("1 row: 1 new"), "{said}");
}

#[test]
fn an_open_document_hides_a_sheet_and_keeps_zeros_boxes_and_lengths() {
    let home = home();
    home.ok(&["add", "group", "pac", "--kind", "committee"]);
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let number = |value: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let of_type = |kind: &str, value: &str| {
        format!(
            "<table:table-cell office:value-type=\"{kind}\" office:{kind}-value=\"{value}\"><text:p>shown</text:p></table:table-cell>"
        )
    };
    let headers = ["Client Id", "Name", "Date", "Present?", "Minutes"].map(text);
    let first = [
        number("117", "0000117"),
        text("Rosa Medina"),
        of_type("date", "2026-10-07"),
        of_type("boolean", "true"),
        of_type("time", "PT01H15M00S"),
    ];
    let second = [
        number("118", "0000118"),
        text("Luis Ortega"),
        of_type("date", "2026-10-07"),
        of_type("boolean", "false"),
        "<table:table-cell table:formula=\"of:=[.A1]\"/>".to_owned(),
    ];
    let sheets = format!(
        "<table:table table:name=\"Old\" table:style-name=\"ta1\">{}</table:table>\
         <table:table table:name=\"Wednesday\" table:style-name=\"ta2\">{}{}{}</table:table>",
        row(&["Name", "Date"].map(text)),
        row(&headers),
        row(&first),
        row(&second),
    );
    let styles = "<style:style style:name=\"ta1\"><style:table-properties table:display=\"false\"/></style:style>\
                  <style:style style:name=\"ta2\"><style:table-properties table:display=\"true\"/></style:style>";
    home.write("attendance.ods", open_document(styles, &sheets));
    home.ok(&["set", "p-rosa", "external_ids+=client:0000117"]);
    home.ok(&[
        "import",
        "--map-for",
        "attendance.ods",
        "--kind",
        "attendance",
    ]);
    let map = home.read("intake/attendance.toml");
    assert!(map.contains("system = \"client\""), "{map}");
    home.write(
        "intake/attendance.toml",
        map.replace("value = \"?\"", "value = \"wednesday\""),
    );
    let answer = home.run(&["import", "attendance.ods"]);
    assert!(
        answer
            .stderr
            .contains("2 rows: 1 new, 0 on file, 1 refused; 1 session new\n")
            && answer
                .stderr
                .contains("row 3: Minutes: the file has a formula here without its value"),
        "{}\n{map}",
        answer.whole()
    );
    let session = home.read("sessions/2026/2026-10-07-group-wednesday.toml");
    assert!(
        session.contains("minutes = 75\n") && session.contains("\"p-rosa\""),
        "{session}"
    );
}

#[test]
fn what_is_void_on_file_stays_so_and_keeps_no_other_row_out() {
    let home = matched();
    let sheet = "on,Mentor,Parent,Length\n2026-03-03,Dana,Rosa Medina,60\n";
    home.write("log.csv", sheet);
    home.ok(&["import", "log.csv"]);
    home.ok(&["set", "2026-03-03-mentoring-k-rosa", "void=a slip"]);
    home.write(
        "log.csv",
        format!("{sheet}2026-03-03,Dana,Rosa Medina,45\n"),
    );
    let answer = home.ok(&["import", "log.csv"]);
    assert!(
        answer.stderr.contains("row 2 is about 2026-03-03-mentoring-k-rosa, which is void on file; it was left as it is")
            && answer.stderr.contains("2 rows: 1 new, 1 on file, 0 refused; 1 session new\n"),
        "{}",
        answer.stderr
    );
    assert!(
        home.at("sessions/2026/2026-03-03-mentoring-k-rosa--2.toml")
            .exists()
    );

    home.write("intake/grid.toml", GRID);
    home.write(
        "grid.csv",
        "Name,10/7/2026,10/14/2026\nRosa Medina,x,\nKids,1,\n",
    );
    home.ok(&["import", "grid.csv"]);
    home.ok(&["set", "2026-10-07-group-wednesday", "void=holiday"]);
    home.write(
        "grid.csv",
        "Name,10/7/2026,10/14/2026\nRosa Medina,x,x\nKids,1,2\n",
    );
    let answer = home.ok(&["import", "grid.csv"]);
    assert!(
        answer.stderr.contains("1 session new")
            && answer
                .stderr
                .contains("row 2 is about 2026-10-07-group-wednesday, which is void"),
        "{}",
        answer.stderr
    );
}
