//! Statuses of a roster that say on which day somebody left, and why; and what to do where they do not.

use super::sixth::{contains, import, map_for, texts};
use crate::common::Home;

/// The record of the person with that given name.
fn record(home: &Home, given: &str) -> String {
    let wanted = format!("given = \"{given}\"");
    let mut all = texts(home, "identities/").into_iter();
    let found = all.find(|(_, text)| text.contains(&wanted));
    let (path, _) = found.unwrap_or_else(|| panic!("nobody is {given}"));
    home.read(&path.replace("identities/", "participants/"))
}

const ROSTER: &str = "Name,Referral date,Status\n\
    Alma Reyes,10/1/26,Active\n\
    Crystal Begay,9/21/26,Closed 10/30/26 - moved to Flagstaff\n\
    Dana Poole,8/3/26,Closed - moved to Phoenix 10/2/26\n\
    Erin Vale,7/1/26,closed 9/30 (reunified)\n\
    Fay Moss,5/4/26,Graduated 8/15/26\n\
    Gina Hart,4/2/26,withdrew 7/26\n\
    Hope Ames,11/2/26,Waitlist\n\
    Iris Cole,11/3/26,On hold\n";

#[test]
fn a_status_gives_the_day_of_an_exit_and_its_reason_in_any_order() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        ROSTER,
        &[
            ("7/26 -> ?", "7/26 -> 2026-07-26"),
            (
                "moved to Flagstaff -> ?",
                "moved to Flagstaff -> moved-away",
            ),
            ("moved to Phoenix -> ?", "moved to Phoenix -> moved-away"),
            ("on hold -> ?", "on hold -> yes"),
            ("day_of = \"?\"", "day_of = \"Referral date\""),
        ],
    );
    contains(
        &said,
        &[
            "8 rows: 8 new, 0 on file, 0 refused",
            "`Status` says that a parent waits in row 8,",
            "of `Status` the enrollment is kept that the map says, and not what else it says: `On hold`",
        ],
    );
    for (given, start, end, reason) in [
        ("Crystal", "2026-09-21", "2026-10-30", "moved-away"),
        ("Dana", "2026-08-03", "2026-10-02", "moved-away"),
        ("Erin", "2026-07-01", "2026-09-30", "reunified"),
        ("Fay", "2026-05-04", "2026-08-15", "graduated"),
        ("Gina", "2026-04-02", "2026-07-26", "withdrew"),
    ] {
        let wanted = format!("start = {start}\nend = {end}\nreason = \"{reason}\"");
        contains(&record(&home, given), &[&wanted]);
    }
    for given in ["Alma", "Iris"] {
        let record = record(&home, given);
        assert!(
            record.contains("start = ") && !record.contains("end ="),
            "{record}"
        );
    }
    assert!(!record(&home, "Hope").contains("enrollment"));
    let again = home.ok(&["import", "roster.csv"]).whole();
    contains(&again, &["8 rows: 0 new, 8 on file, 0 refused"]);
}

#[test]
fn the_map_asks_only_what_no_status_says() {
    let (_, map) = map_for(&Home::new(), "roster.csv", ROSTER);
    contains(
        &map,
        &[
            "year = 2026 #",
            "\"7/26 -> ?\", # 1 cell; July 26 or a day of July 2026?",
            "\"moved to Flagstaff -> ?\"",
            "\"on hold -> ?\"",
            "day_of = \"?\" # were those in the program, and those who left, enrolled on the day in `Referral date`?",
        ],
    );
    assert_eq!(map.matches("?\"").count(), 5, "{map}");
    assert!(!map.to_lowercase().contains("flagstaff -> \""), "{map}");
}

#[test]
fn a_day_that_may_be_a_month_is_asked_also_of_a_later_sheet() {
    let home = Home::new();
    let sheet = "Name,DOB,Start date,Status\nAnn Able,3/4/1990,4/1/26,closed 9/30 (reunified)\n\
                 Mona Bell,4/1/1992,4/1/26,active\n";
    let (_, map) = map_for(&home, "roster.csv", sheet);
    contains(
        &map,
        &[
            "dates = [ \"iso\", \"us-short\", \"no-year\", ]",
            "year = 2026",
        ],
    );
    home.ok(&["import", "roster.csv"]);
    contains(
        &record(&home, "Ann"),
        &["start = 2026-04-01\nend = 2026-09-30"],
    );
    home.write(
        "roster.csv",
        "Name,DOB,Start date,Status\nUna Cole,5/1/1992,4/1/26,withdrew 7/26\n\
         Dee Dorn,6/1/1992,4/1/26,closed 10/6/26: reunified\n",
    );
    let said = home.run(&["import", "roster.csv"]).whole();
    contains(
        &said,
        &[
            "2 rows: 1 new, 0 on file, 1 refused",
            "row 2: Status: `7/26` may be July 26 or a day of July 2026: write the day with its year",
        ],
    );
    contains(
        &record(&home, "Dee"),
        &["end = 2026-10-06\nreason = \"reunified\""],
    );
}

#[test]
fn a_status_of_exits_alone_still_tells_who_is_in_the_program() {
    // No column has a day on which anyone may have been enrolled.
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Status\nAnn Able,3/4/1990,Active\nMona Bell,4/1/1992,closed 10/6/26 (reunified)\nUna Cole,5/1/1992,On hold\n",
        &[],
    );
    contains(
        &said,
        &[
            "3 rows: 2 new, 0 on file, 1 refused",
            "row 3: `Status` says when the person left, and no day says when they were enrolled",
            "`Status` says that a parent is in the program in row 2,",
            "`Status` is not kept: `On hold`; enter",
        ],
    );
}

#[test]
fn the_column_that_a_reason_asks_for_reads_the_days_of_the_sheet() {
    let home = Home::new();
    let sheet =
        "Name,Referral date,Status\nAlma Reyes,10/1/26,Active\nCrystal Begay,9/21/26,Closed\n";
    let (path, map) = map_for(&home, "roster.csv", sheet);
    let said = home.run(&["import", "roster.csv"]).whole();
    let column = |field: &str| {
        format!("header = \"{field}\"` with `field = \"{field}\"` and `dates = [ \"us-short\" ]`")
    };
    contains(&said, &[&column("enrollment.start")]);
    let added = |field: &str, dates: &str| {
        format!("\n[[column]]\nheader = \"{field}\"\nfield = \"{field}\"\n{dates}")
    };
    // Without the style of the sheet, the reason is that and nothing that follows from it.
    let columns = added("enrollment.start", "") + &added("enrollment.end", "");
    home.write(&path, format!("{map}{columns}"));
    home.write(
        "roster.csv",
        "Name,Referral date,Status,enrollment.start,enrollment.end\n\
         Crystal Begay,9/21/26,Closed,9/21/26,10/30/26\n",
    );
    let said = home.run(&["import", "roster.csv"]).whole();
    assert!(
        home.read("roster.rejected.csv").contains("enrollment.end"),
        "{said}"
    );
    contains(&said, &["enrollment.start: `9/21/26` is no day by"]);
    assert!(!said.contains("lacks"), "{said}");
    let dates = "dates = [ \"us-short\" ]\n";
    let columns = added("enrollment.start", dates) + &added("enrollment.end", dates);
    home.write(&path, format!("{map}{columns}"));
    home.ok(&["import", "roster.csv"]);
    contains(
        &record(&home, "Crystal"),
        &["start = 2026-09-21\nend = 2026-10-30"],
    );
}

#[test]
fn an_open_case_under_open_or_closed_is_open() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,Date enrolled,DOB,Open/Closed\nAnn Bell,8/20/2026,7/8/1999,O\nDee Dorn,8/21/2026,7/9/1999,C\n",
        &[],
    );
    contains(
        &said,
        &[
            "2 rows: 1 new, 0 on file, 1 refused",
            "row 3: `Open/Closed` says `C`, and no day says since when",
        ],
    );
    contains(&record(&home, "Ann"), &["start = 2026-08-20"]);
}

#[test]
fn an_office_that_is_no_word_is_a_question_of_the_map() {
    let home = Home::new();
    let sheet = "Name,DOB,Phone,Referred by\nAnn Bell,7/8/1999,520-555-0141,Court (CASA)\n\
                 Dee Dorn,7/9/1999,no phone right now,court\n";
    let said = import(
        &home,
        "roster.csv",
        sheet,
        &[("Court (CASA) -> ?", "Court (CASA) -> court")],
    );
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
    contains(&record(&home, "Ann"), &["referral_source = \"court\""]);
}

#[test]
fn a_row_is_refused_for_all_of_its_reasons_at_once() {
    let said = import(
        &Home::new(),
        "roster.csv",
        "Name,DOB,Phone\nAnn Bell,7/8/1999,520-555-0141\n\"Smith, Jenny (see Jennifer)\",7/9/1999,call her mom\n",
        &[],
    );
    contains(
        &said,
        &[
            "row 3: Phone: `call her mom` is no phone number: correct it, or leave the cell empty; the name has brackets",
        ],
    );
}

#[test]
fn a_status_of_somebody_who_left_is_told_with_the_columns_for_exits() {
    let said = import(
        &Home::new(),
        "roster.csv",
        "Name,DOB,Phone,Status\nAnn Bell,7/8/1999,520-555-0141,Moved\nDee Dorn,7/9/1999,520-555-0142,Never showed\n",
        &[],
    );
    contains(
        &said,
        &[
            "`Status` is not kept: `Moved`, `Never showed`; enter the day",
            "of an exit in one for `enrollment.end`, and of a no in one for `declined.on`",
        ],
    );
}

#[test]
fn the_day_of_an_exit_is_read_from_a_status_beside_a_column_of_reasons() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Client,Intake,DOB,Open/Closed,Reason\nAnn Bell,8/20/26,7/8/1999,O,\nCat Cole,8/20/26,7/9/1997,CLOSED 10/15/26,reunified\n\
         Dee Dorn,8/20/26,7/9/1996,Closed 10/16/26,\nEve Moss,8/20/26,7/9/1995,C,\n",
        &[],
    );
    contains(
        &said,
        &[
            "4 rows: 3 new, 0 on file, 1 refused",
            "row 5: `Open/Closed` says `C`, and no day says since when: write the day in the cell",
        ],
    );
    contains(
        &record(&home, "Cat"),
        &["start = 2026-08-20\nend = 2026-10-15\nreason = \"reunified\""],
    );
    let dee = record(&home, "Dee");
    assert!(
        dee.contains("end = 2026-10-16") && !dee.contains("reason"),
        "{dee}"
    );
    assert!(!record(&home, "Ann").contains("end"));
}

#[test]
fn a_reason_may_be_in_a_status_of_one_row_and_in_a_column_of_another() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,Start date,DOB,Status,Reason\nCat Cole,8/20/26,7/9/1997,Closed 10/15/26,reunified\n\
         Dee Dorn,8/20/26,7/9/1996,Closed 10/16/26 - moved away,\nEve Moss,8/20/26,7/9/1995,Closed 10/17/26 - moved away,reunified\n",
        &[],
    );
    contains(
        &said,
        &[
            "3 rows: 2 new, 0 on file, 1 refused",
            "row 4: Status: `reason` is said twice, and not alike",
        ],
    );
    contains(&record(&home, "Cat"), &["reason = \"reunified\""]);
    contains(
        &record(&home, "Dee"),
        &["end = 2026-10-16\nreason = \"moved-away\""],
    );
}

#[test]
fn the_word_closed_in_a_column_of_exits_is_no_reason() {
    let home = Home::new();
    let said = import(
        &home,
        "roster.csv",
        "Name,DOB,Start,Closed/why\nCat Cole,7/9/1997,8/1/2026,closed 9/30/26 (reunified)\n\
         Dee Dorn,7/9/1996,8/1/2026,10/9/26 moved away\n",
        &[],
    );
    contains(&said, &["2 rows: 2 new, 0 on file, 0 refused"]);
    contains(
        &record(&home, "Cat"),
        &["end = 2026-09-30\nreason = \"reunified\""],
    );
    contains(
        &record(&home, "Dee"),
        &["end = 2026-10-09\nreason = \"moved-away\""],
    );
}
