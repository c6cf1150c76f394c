//! Pages with names: what is on them, who can read them, and that the sign-in sheet can be read back.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use super::workbook;
use crate::common::{Home, sample};

/// A folder with the program in `records`.
fn filled() -> Home {
    let home = Home::empty();
    fs::create_dir(home.at("records")).unwrap();
    sample::write(&home.at("records"));
    home
}

fn print(home: &Home, arguments: &[&str]) -> crate::common::Answer {
    home.run(&[&["-C", "records", "print"], arguments].concat())
}

/// The cells of the first worksheet.
fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    // The first line has nothing in its first columns.
    let start = range.start().unwrap();
    let (before, left) = (start.0 as usize, start.1 as usize);
    let line = |row: &[Data]| {
        let words = row.iter().map(ToString::to_string);
        std::iter::repeat_n(String::new(), left)
            .chain(words)
            .collect()
    };
    let empty = std::iter::repeat_n(Vec::new(), before);
    empty.chain(range.rows().map(line)).collect()
}

/// The sheet as someone types it up and saves it with another program.
fn typed_up(
    from: &Path,
    to: &Path,
    marks: &[(&str, &str, &str)],
    newcomers: &[(&str, &str, &str)],
) {
    let mut lines = cells(from);
    let head = lines
        .iter()
        .position(|line| line.contains(&"Name".to_owned()))
        .unwrap();
    let mut newcomers = newcomers.iter();
    for line in lines.iter_mut().skip(head + 1) {
        line.resize(5, String::new());
        let known = marks.iter().find(|(name, ..)| line[1] == *name);
        let typed = match line[1].as_str() {
            "" => newcomers.next(),
            _ => known,
        };
        if let Some((name, mark, children)) = typed {
            line[1] = (*name).to_owned();
            line[2] = (*mark).to_owned();
            line[3] = (*children).to_owned();
        }
    }
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, line) in (0..).zip(&lines) {
        for (column, cell) in (0..).zip(line) {
            match cell.parse::<f64>() {
                Ok(number) => page.write_number(row, column, number).unwrap(),
                Err(_) => page.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(to).unwrap();
}

#[test]
fn a_sheet_to_sign_in_on_is_typed_up_and_taken_in_without_a_map() {
    let home = filled();
    let made = print(
        &home,
        &[
            "sign-in",
            "wednesday",
            "--on",
            "2026-11-18",
            "-o",
            "sign-in.xlsx",
        ],
    );
    assert_eq!(
        made.whole(),
        "status 0\nwrote sign-in.xlsx: only you can read it\n"
    );
    let lines = cells(&home.at("sign-in.xlsx"));
    let names: Vec<&str> = lines
        .iter()
        .skip(3)
        .map(|line| line[1].as_str())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(names, ["Luis Ortega", "Rosa Medina", "Visitors", "Led by"]);
    assert_eq!(lines[2][2..4], ["2026-11-18", "Children in childcare"]);
    // An empty sheet says nothing.
    let empty = home.run(&["-C", "records", "import", "sign-in.xlsx"]);
    assert_eq!(empty.status, 0, "{}", empty.whole());
    assert!(
        !home
            .at("records/sessions/2026/2026-11-18-group-wednesday.toml")
            .exists()
    );

    typed_up(
        &home.at("sign-in.xlsx"),
        &home.at("typed.xlsx"),
        &[
            ("Rosa Medina", "x", "2"),
            ("Visitors", "3", ""),
            ("Led by", "Dana Webb", ""),
        ],
        &[("Ana Rey", "X", "1")],
    );
    let taken = home.run(&["-C", "records", "import", "typed.xlsx"]);
    assert_eq!(taken.status, 0, "{}", taken.whole());
    let identities = fs::read_dir(home.at("records/identities")).unwrap();
    let ana = identities
        .map(|entry| entry.unwrap().path())
        .find(|path| path.is_file() && fs::read_to_string(path).unwrap().contains("Rey"))
        .unwrap();
    let ana = ana.file_stem().unwrap().to_string_lossy().into_owned();
    let mut there = [ana.as_str(), "p-rosa1"];
    there.sort_unstable();
    let expected = format!(
        "kind = \"support-group\"\non = 2026-11-18\ngroup = \"wednesday\"\nled_by = [\n    \"m-dana1\",\n]\nparticipants = [\n    \"{}\",\n    \"{}\",\n]\n\
         anonymous = 3\nchildren_in_childcare = 3\n",
        there[0], there[1]
    );
    assert_eq!(
        home.read("records/sessions/2026/2026-11-18-group-wednesday.toml"),
        expected
    );
    // The last meeting, of 2026-10-07, took 90 minutes.
    let note = "1 new meeting has no length, so it adds no hours to reports: `peer set 2026-11-18-group-wednesday minutes=1h30`";
    assert!(taken.stderr.contains(note), "{}", taken.whole());
    // Taken in again, it changes nothing.
    let before = home.tree();
    let again = home.run(&["-C", "records", "import", "typed.xlsx"]);
    assert_eq!(again.status, 0, "{}", again.whole());
    assert_eq!(home.tree(), before);
    assert!(!home.at("records/intake").join("sign-in.toml").exists());
}

#[test]
fn the_page_to_sign_in_on_has_room_and_a_column_for_children() {
    let home = filled();
    assert_eq!(
        print(
            &home,
            &["sign-in", "wednesday", "--on", "2026-11-25", "-o", "a.html"]
        )
        .status,
        0
    );
    let page = home.read("a.html");
    assert!(
        page.contains("<h1>Sign-in: wednesday, 2026-11-25</h1>"),
        "{page}"
    );
    assert!(page.contains("wed 18:00") && page.contains("Children in childcare"));
    // Two people expected, and ten lines.
    assert_eq!(page.matches("<tr><td>").count(), 12);
    assert!(page.find("Luis Ortega").unwrap() < page.find("Rosa Medina").unwrap());
    assert!(!page.contains("p-rosa1") && !page.contains("520-555"));
}

#[test]
fn a_month_has_sessions_hours_contacts_trainings_and_lines_to_sign() {
    let home = filled();
    for logged in [
        &[
            "log",
            "mentoring",
            "rosa",
            "50min",
            "--on",
            "2026-10-20",
            "--travel",
            "40min",
            "--miles",
            "12.4",
        ][..],
        &[
            "log",
            "duty",
            "court panel",
            "1h30",
            "--on",
            "2026-10-21",
            "--mentor",
            "dana",
            "--miles",
            "8",
        ],
        &["log", "supervision", "dana", "1h", "--on", "2026-10-22"],
        &[
            "add",
            "training",
            "m-dana1",
            "refresher",
            "--on",
            "2026-10-23",
            "--hours",
            "2",
        ],
    ] {
        let answer = home.run(&[&["-C", "records"], logged].concat());
        assert_eq!(answer.status, 0, "{logged:?} {}", answer.whole());
    }
    let shown = print(&home, &["month", "dana", "2026-10", "--names"]);
    assert_eq!(shown.status, 0, "{}", shown.whole());
    let words = shown
        .stdout
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for line in [
        "Dana Webb: 2026-10",
        // The group of the 7th that she led, and the meetings of the 3rd and the 20th.
        "2026-10-03 mentoring Rosa Medina 45min - - in-person held",
        "2026-10-07 group wednesday 1h30 - - - held",
        "2026-10-20 mentoring Rosa Medina 50min 40min 12.4 - held",
        "2026-10-21 duty court panel 1h30 - 8 - held",
        // 45 and 50 minutes are 1.58 hours; 95 + 90 + 60 + 90 are 5.58.
        "mentoring 2 1.58 0.67 12.4",
        "duty 1 1.50 0.00 8.0",
        "all 5 5.58 0.67 20.4",
        // Matched in January: two contacts a month are required.
        "Rosa Medina 2026-01-20 2 2 0",
        "refresher 2026-10-23 2.00",
        "supervision 2026-10-22 1.00",
        "supervisor ____",
    ] {
        assert!(words.contains(line), "{line}\n{}", shown.stdout);
    }
    let ids = print(&home, &["month", "dana", "2026-10"]).stdout;
    assert!(ids.contains("p-rosa1") && !ids.contains("Rosa"), "{ids}");
    let refused = print(&home, &["month", "dana", "SFY2027Q1"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.stderr.contains("write the month as 2026-10"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_card_has_what_is_on_file_about_a_parent_and_nothing_else() {
    let home = filled();
    assert_eq!(print(&home, &["card", "rosa", "-o", "rosa.xlsx"]).status, 0);
    let text = workbook::text(&home.at("rosa.xlsx"));
    for there in [
        "Rosa",
        "Medina",
        "520-555-0142",
        "1989-04-12",
        "85705",
        "Own lease",
        "Dana Webb",
        "2026-01-20",
        "foster-home",
    ] {
        let day = there.len() == 10 && there.starts_with(|c: char| c.is_ascii_digit());
        // A workbook stores days as numbers.
        assert!(day || text.contains(there), "{there}\n{text}");
    }
    for absent in [
        "Luis",
        "p-luis1",
        "status\nmatched",
        "score",
        "8700",
        "rehearsed",
        "months_waited",
        "eligible",
    ] {
        assert!(!text.contains(absent), "{absent}\n{text}");
    }
    let shown = print(&home, &["card", "rosa"]).stdout;
    assert!(
        shown.contains("p-rosa1") && !shown.contains("Medina") && !shown.contains("520-555"),
        "{shown}"
    );
}

#[test]
fn files_with_names_are_for_their_owner_and_lie_outside_of_the_records() {
    let home = filled();
    fs::create_dir(home.at("shared")).unwrap();
    fs::set_permissions(home.at("shared"), fs::Permissions::from_mode(0o775)).unwrap();
    home.write("shared/old.html", "old");
    fs::set_permissions(
        home.at("shared/old.html"),
        fs::Permissions::from_mode(0o644),
    )
    .unwrap();
    let pages: [&[&str]; 3] = [
        &["sign-in", "wednesday"],
        &["month", "dana", "2026-10"],
        &["card", "rosa"],
    ];
    for page in pages {
        for file in [
            "shared/new.html",
            "shared/new.xlsx",
            "shared/new.txt",
            "shared/old.html",
        ] {
            let made = print(&home, &[page, &["-o", file]].concat());
            assert_eq!(made.status, 0, "{page:?} {file} {}", made.whole());
            let mode = fs::metadata(home.at(file)).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{page:?} {file}");
        }
        let before = home.tree();
        for file in [
            "records/page.html",
            "records/cases/page.html",
            "records/../records/x.xlsx",
        ] {
            let refused = print(&home, &[page, &["-o", file]].concat());
            assert_eq!(refused.status, 2, "{page:?} {file} {}", refused.whole());
            assert!(
                refused.stderr.contains("help: choose a file ")
                    || refused.stderr.contains("help: name a file "),
                "{}",
                refused.stderr
            );
        }
        for format in ["csv", "json", "markdown", "html", "xlsx"] {
            let refused = print(&home, &[page, &["--format", format]].concat());
            assert_eq!(
                (refused.status, refused.stdout.as_str()),
                (2, ""),
                "{page:?} {format}"
            );
        }
        let hidden = print(
            &home,
            &[&["--no-names"], page, &["-o", "hidden.html"]].concat(),
        );
        assert_eq!(hidden.status, 0, "{}", hidden.whole());
        let text = home.read("hidden.html");
        fs::remove_file(home.at("hidden.html")).unwrap();
        assert!(
            !text.contains("Rosa") && !text.contains("Webb"),
            "{page:?} {text}"
        );
        assert_eq!(home.tree(), before);
    }
    let explained = home.run(&["-C", "records", "explain", "names"]).stdout;
    for page in ["peer print sign-in", "peer print month", "peer print card"] {
        assert!(explained.contains(page), "{page}");
    }
}
