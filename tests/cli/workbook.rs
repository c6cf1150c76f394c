//! Answers as workbooks, read back.

use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::common::{Home, sample};

fn filled() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home
}

/// The worksheets of a workbook, each with its lines of values.
fn pages(path: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    let page = |name: String| {
        let range = book.worksheet_range(&name).unwrap();
        (name, range.rows().map(<[Data]>::to_vec).collect())
    };
    names.into_iter().map(page).collect()
}

/// Every word and number of a workbook.
pub fn text(path: &Path) -> String {
    let cells = pages(path).into_iter().flat_map(|(name, lines)| {
        lines
            .into_iter()
            .flatten()
            .map(|cell| cell.to_string())
            .chain([name])
            .collect::<Vec<_>>()
    });
    cells.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_list_is_a_table_of_values() {
    let home = filled();
    let answer = home.ok(&["list", "participants", "-o", "people.xlsx"]);
    assert_eq!(
        (answer.stdout.as_str(), answer.stderr.as_str()),
        ("", "wrote people.xlsx\n")
    );
    let pages = pages(&home.at("people.xlsx"));
    assert_eq!(pages.len(), 1);
    let (name, lines) = &pages[0];
    assert_eq!(name, "Participants");
    let words = |line: usize| {
        lines[line]
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        words(3),
        [
            "id",
            "status",
            "since",
            "mentor",
            "area",
            "languages",
            "needs",
            "case"
        ]
    );
    assert_eq!(words(5)[..2], ["p-rosa1", "matched"]);
    assert!(
        matches!(&lines[5][2], Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2026),
        "{:?}",
        lines[5][2]
    );
    assert_eq!(
        lines[5][4],
        Data::String("85705".to_owned()),
        "a zip code is no number"
    );
    assert_eq!(lines[4][3], Data::Empty, "nobody is no mentor");
}

#[test]
fn every_report_and_reader_gives_a_workbook() {
    let home = filled();
    let reports = [
        "unduplicated",
        "returns",
        "reunification",
        "placements",
        "services",
        "matches",
        "mentors",
    ];
    let mut asked: Vec<Vec<&str>> = reports
        .iter()
        .map(|name| vec!["report", name, "to-date"])
        .collect();
    asked.extend([
        vec!["report", "quarter", "SFY2027Q1", "--full"],
        vec![
            "report",
            "quarter",
            "SFY2027Q1",
            "--full",
            "--audience",
            "public",
        ],
        vec!["report", "returns", "to-date", "--who"],
        vec!["due", "--within", "60d"],
        vec!["match"],
        vec!["match", "p-luis1"],
        vec!["where"],
        vec!["show", "rosa"],
        vec!["show", "c-first"],
        vec!["list", "sessions"],
        vec!["list", "cases"],
    ]);
    for arguments in asked {
        let answer = home.run(&[&arguments[..], &["-o", "answer.xlsx"]].concat());
        assert!(answer.status < 2, "{arguments:?}\n{}", answer.whole());
        let pages = pages(&home.at("answer.xlsx"));
        let as_of = if arguments.contains(&"public") {
            "as of 2026-10-31"
        } else {
            "as of 2026-11-21"
        };
        for (name, lines) in &pages {
            let heading = lines[1][0].to_string();
            assert!(
                heading.contains("Sample Peers") && heading.contains(as_of),
                "{name}: {heading}"
            );
        }
        let by_report = arguments[0] == "report";
        assert!(
            !by_report
                || pages
                    .iter()
                    .all(|(_, lines)| lines[1][0].to_string().contains(" · for ")),
            "{pages:?}"
        );
        // The public does not see how long the few people of a language or an area wait, nor anything about people,
        // engagement, meetings and court.
        let wanted = if arguments.contains(&"public") { 8 } else { 13 };
        assert!(
            arguments.get(1) != Some(&"quarter") || pages.len() == wanted,
            "{:?}",
            pages.len()
        );
        std::fs::remove_file(home.at("answer.xlsx")).unwrap();
    }
}

#[test]
fn the_same_files_on_the_same_day_give_the_same_bytes() {
    let home = filled();
    home.ok(&["report", "quarter", "SFY2027Q1", "-o", "one.xlsx"]);
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    home.ok(&["report", "quarter", "SFY2027Q1", "-o", "two.xlsx"]);
    let bytes = |name: &str| std::fs::read(home.at(name)).unwrap();
    assert!(bytes("one.xlsx") == bytes("two.xlsx"), "the clock is in it");
}

#[cfg(unix)]
#[test]
fn a_workbook_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = filled();
    home.ok(&["due", "-o", "due.xlsx"]);
    assert_eq!(
        std::fs::metadata(home.at("due.xlsx"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
}

#[test]
fn a_workbook_is_not_printed() {
    let home = filled();
    let answer = home.run(&["list", "participants", "--format", "xlsx"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert_eq!(
        answer.stderr,
        "error: a workbook cannot be shown on the screen\nhelp: name a file: -o answer.xlsx\n"
    );
    home.ok(&[
        "list",
        "participants",
        "--format",
        "xlsx",
        "-o",
        "people.data",
    ]);
    assert_eq!(pages(&home.at("people.data")).len(), 1);
}
