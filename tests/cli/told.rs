//! What an answer alone says: what was understood, what was not, and what to type next.

use crate::common::Home;

/// A program with a mentor, an enrolled parent and her case, all with short ids.
fn home() -> Home {
    let home = Home::new();
    let rosa = ["participant", "Rosa Medina", "--id", "p-rosa", "--enroll"];
    home.ok(&[&["add"][..], &rosa, &["2026-09-01"]].concat());
    let dana = ["mentor", "Dana Webb", "--id", "m-dana"];
    home.ok(&[&["add"][..], &dana, &["--joined", "2023-01-01"]].concat());
    home.ok(&["add", "group", "tuesday", "--meets", "tue 18:00"]);
    let case = ["add", "case", "--system", "cps", "--participant", "rosa"];
    home.ok(&[&case[..], &["--id", "c-one", "--child", "a=2019-03-15"]].concat());
    home
}

fn said(home: &Home, arguments: &[&str]) -> String {
    let answer = home.ok(arguments);
    // Lines are wrapped at the width of the screen.
    let all = format!("{}{}", answer.stdout, answer.stderr);
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn refused(home: &Home, arguments: &[&str]) -> String {
    let answer = home.run(arguments);
    assert_ne!(answer.status, 0, "{arguments:?}: {}", answer.stdout);
    answer
        .stderr
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn nobody_is_present_at_a_session_that_did_not_take_place() {
    let home = home();
    let days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"];
    let statuses = ["held", "no-show", "cancelled-by-program", "attempted"];
    for (day, status) in days.into_iter().zip(statuses) {
        home.ok(&[
            "log", "casework", "rosa", "30min", "--on", day, "--status", status,
        ]);
    }
    let csv = home.ok(&["list", "sessions", "--format", "csv"]).stdout;
    let present = csv.lines().skip(1).filter_map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        Some((*cells.get(2)?, *cells.get(3)?))
    });
    let expected = [
        ("held", "1"),
        ("no-show", "0"),
        ("cancelled-by-program", "0"),
        ("attempted", "0"),
    ];
    assert_eq!(present.collect::<Vec<_>>(), expected, "{csv}");
    let none = said(&home, &["list", "sessions", "present:0"]);
    assert!(none.contains("3 records"), "{none}");
}

#[test]
fn a_case_without_events_is_not_closed() {
    let home = home();
    let status = |expected: &str| {
        let csv = home.ok(&["list", "cases", "--format", "csv"]).stdout;
        assert!(csv.contains(&format!("c-one,{expected},")), "{csv}");
        let shown = said(&home, &["show", "c-one"]);
        assert!(shown.contains(&format!("status {expected} ")), "{shown}");
        let parent = said(&home, &["show", "rosa"]);
        assert!(
            parent.contains(&format!("c-one (cps, {expected})")),
            "{parent}"
        );
        let listed = said(&home, &["list", "cases", &format!("status:{expected}")]);
        assert!(listed.contains("1 record"), "{listed}");
    };
    status("no-events");
    home.ok(&["event", "c-one", "removed", "--on", "2026-09-02"]);
    status("not-opened");
    home.ok(&["event", "c-one", "petition", "--on", "2026-09-03"]);
    status("open");
    home.ok(&["event", "c-one", "dismissed", "--on", "2026-11-03"]);
    status("closed");
}

#[test]
fn a_request_without_an_enrollment_says_that_the_parent_does_not_wait() {
    let home = home();
    let way = "not on the waiting list: `peer enroll p-kevin --on 2026-10-30`";
    let kevin = ["add", "participant", "Kevin Tran", "--id", "p-kevin"];
    let asked = ["--request-mentor", "2026-10-30"];
    let added = said(&home, &[&kevin[..], &asked].concat());
    assert!(added.contains(way), "{added}");
    for verb in ["due", "status"] {
        let told = said(&home, &[verb]);
        assert!(
            told.contains("1 parent asked for a mentor and is not enrolled") && told.contains(way),
            "{told}"
        );
    }
    home.ok(&["enroll", "kevin", "--on", "2026-10-30"]);
    for verb in ["due", "status"] {
        let told = said(&home, &[verb]);
        assert!(!told.contains("not enrolled"), "{told}");
    }
    home.ok(&["add", "participant", "Lee Park", "--id", "p-lee"]);
    let asked = said(&home, &["add", "request", "lee", "--on", "2026-11-02"]);
    let way = "not on the waiting list: `peer enroll p-lee --on 2026-11-02`";
    assert!(asked.contains(way), "{asked}");
    let fine = said(&home, &["add", "request", "rosa"]);
    assert!(!fine.contains("waiting list"), "{fine}");
    let help = said(&home, &["help", "add", "request"]);
    assert!(help.contains("an enrolled parent waits"), "{help}");
}

#[test]
fn a_second_exit_says_what_the_first_one_was() {
    let home = home();
    let exit =
        |on: &str, reason: &str| said(&home, &["exit", "rosa", "--on", on, "--reason", reason]);
    let first = exit("2026-11-18", "moved");
    assert!(!first.contains("changed"), "{first}");
    let second = exit("2026-11-17", "moved-away");
    assert!(
        second.contains("left on 2026-11-17 (moved-away); changed: was 2026-11-18, moved"),
        "{second}"
    );
    let same = exit("2026-11-17", "moved-away");
    assert!(!same.contains("changed"), "{same}");
}

#[test]
fn a_reason_that_is_not_on_the_list_is_refused_with_the_list() {
    let home = home();
    let program = home.read("peer.toml");
    let listed = "[vocabulary]\nreasons = [ \"goals-met\", \"moved-away\", ]\n";
    let program = program.replacen("[vocabulary]", listed.trim_end(), 1);
    home.write("peer.toml", program);
    let told = refused(&home, &["exit", "rosa", "--reason", "xyz"]);
    assert!(
        told.contains("`xyz` is not on the program's list of `reasons`"),
        "{told}"
    );
    assert!(
        told.contains("write one of `goals-met`, `moved-away`"),
        "{told}"
    );
    let help = said(&home, &["help", "exit"]);
    assert!(help.contains("the list `reasons` in peer.toml"), "{help}");
}

#[test]
fn a_home_of_kin_is_that_of_a_relative_and_the_answer_says_so() {
    let home = home();
    home.ok(&["event", "c-one", "removed", "--on", "2026-09-30"]);
    let words = [
        "kin",
        "kinship",
        "grandmother",
        "grandparent",
        "aunt",
        "relative home",
    ];
    for (at, word) in words.into_iter().enumerate() {
        let on = format!("2026-10-0{}", at + 1);
        let told = said(
            &home,
            &["event", "c-one", "placed", "--on", &on, "--setting", word],
        );
        assert_eq!(
            told,
            format!("c-one: placed on {on}, setting relative"),
            "{word}"
        );
    }
    let other = said(&home, &["event", "c-one", "placed", "--setting", "nrefm"]);
    assert!(other.ends_with("setting nrefm"), "{other}");
}

#[test]
fn a_logged_session_is_repeated_whole() {
    let home = home();
    let group = [
        "log",
        "group",
        "tuesday",
        "--on",
        "2026-11-17",
        "--present",
        "rosa",
        "1h30",
    ];
    let more = [
        "--led-by",
        "dana",
        "--anonymous",
        "2",
        "--childcare",
        "3",
        "--topic",
        "visitation",
    ];
    let new = ["--new", "Luz Ortiz", "--enroll"];
    let told = said(&home, &[&group[..], &more, &new].concat());
    for part in [
        "Rosa Medina (p-rosa)",
        ", new, enrolled)",
        ", 1h30; led by Dana Webb (m-dana)",
        "; 2 without a name",
        "; 3 children in childcare",
        "; topics visitation",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let meeting = [
        "log",
        "meeting",
        "c-one",
        "--on",
        "2026-11-18",
        "--rights",
        "--voice=no",
    ];
    let told = said(&home, &meeting);
    let way = "the meeting has no type and no length: `peer set 2026-11-18-meeting-c-one meeting=cft minutes=60min`";
    assert!(
        told.contains("; rights explained; parent not heard"),
        "{told}"
    );
    assert!(told.contains(way), "{told}");
    home.ok(&[
        "set",
        "2026-11-18-meeting-c-one",
        "meeting=cft",
        "minutes=60min",
    ]);
    let whole = ["log", "meeting", "c-one", "1h", "--type", "tdm"];
    let told = said(&home, &whole);
    assert!(
        told.contains(", 1h; tdm") && !told.contains("has no"),
        "{told}"
    );
}

#[test]
fn a_parent_with_two_records_is_shown_with_the_facts_of_both() {
    let home = home();
    let first = [
        "add",
        "participant",
        "Luz Ortiz",
        "--id",
        "p-a",
        "--referred",
        "2026-11-17",
    ];
    home.ok(&first);
    let second = ["add", "participant", "Luz Maria Ortiz", "--id", "p-n"];
    let born = ["--born", "1988-04-12", "--referred", "2026-01-15"];
    home.ok(&[&second[..], &born].concat());
    let told = said(&home, &["same", "p-n", "p-a"]);
    assert!(
        told.contains("are one person: p-a counts, as its id comes first"),
        "{told}"
    );
    assert!(
        told.contains("Then erase it in the other: `peer set p-n referred=`"),
        "{told}"
    );
    let shown = said(&home, &["show", "p-a", "--names"]);
    for part in [
        "aliases Luz Maria Ortiz",
        "born 1988-04-12",
        "referred 2026-11-17",
        "p-n referred 2026-01-15",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let hidden = said(&home, &["--no-names", "show", "p-a"]);
    assert!(
        !hidden.contains("Luz") && !hidden.contains("1988"),
        "{hidden}"
    );
    // The command does what it says.
    home.ok(&["set", "p-n", "referred="]);
    assert!(!home.read("participants/p-n.toml").contains("referred"));
    assert!(
        home.read("participants/p-a.toml")
            .contains("referred = 2026-11-17")
    );
}

#[test]
fn days_are_taken_as_they_are_said_and_a_past_one_is_never_in_the_future() {
    let home = home();
    let log = |on: &str| {
        said(
            &home,
            &["log", "casework", "rosa", "30min", "--on", on, "--again"],
        )
    };
    for (typed, day) in [
        ("last tue", "2026-11-17"),
        ("last saturday", "2026-11-14"),
        ("Sept 8", "2026-09-08"),
        ("8 Sept", "2026-09-08"),
        ("Sep 8 2026", "2026-09-08"),
        ("11/12/2026", "2026-11-12"),
    ] {
        let told = log(typed);
        assert!(
            told.contains(&format!("logged {day}-casework-p-rosa")),
            "{typed}: {told}"
        );
        assert!(told.contains(&format!(" is {day}")), "{typed}: {told}");
    }
    let log = ["log", "casework", "rosa", "30min", "--on"];
    let ahead = refused(&home, &[&log[..], &["Nov 30"]].concat());
    assert!(
        ahead.contains("`November 30` has no year: write it, as in `November 30 2025`"),
        "{ahead}"
    );
    let born = refused(&home, &["set", "rosa", "born=April 12"]);
    assert!(born.contains("has no year"), "{born}");
    let wrong = refused(&home, &[&log[..], &["next tuesday"]].concat());
    assert!(
        wrong.contains("write 2026-11-14, 11/14/2026, today"),
        "{wrong}"
    );
    let report = said(&home, &["report", "services", "2026-10-01..today"]);
    assert!(
        report.contains("2026-10-01") && report.contains("2026-11-21"),
        "{report}"
    );
    for help in [
        &["help", "log"][..],
        &["help", "exit"],
        &["help", "event"],
        &["help"],
    ] {
        let told = said(&home, help);
        assert!(told.contains("11/14/2026"), "{help:?}: {told}");
    }
}

#[test]
fn a_fiscal_year_may_begin_in_a_month_by_name() {
    let home = Home::empty();
    home.ok(&["init", "sf", "--fiscal-year-starts", "October"]);
    assert!(
        home.read("sf/peer.toml")
            .contains("fiscal_year_starts = 10")
    );
    let wrong = refused(&home, &["init", "other", "--fiscal-year-starts", "summer"]);
    assert!(
        wrong.contains("`summer` is not a month help: write its number or name: 7 or July"),
        "{wrong}"
    );
}

#[test]
fn what_is_nearly_right_is_answered_with_what_to_type() {
    let home = home();
    let year = refused(&home, &["list", "sessions", "on:2026"]);
    assert!(
        year.contains("on:CY2026") && year.contains("on:FY2027"),
        "{year}"
    );
    let log = ["log", "casework", "rosa", "--status", "cancelled-by-mentor"];
    let mentor = refused(&home, &log);
    assert!(
        mentor.contains("did you mean `cancelled-by-program`?"),
        "{mentor}"
    );
    let again = ["add", "group", "tuesday", "--meets", "tue 17:30"];
    let group = refused(&home, &again);
    assert!(
        group.contains("`peer set tuesday meets=\"tue 17:30\"`"),
        "{group}"
    );
    home.ok(&["set", "tuesday", "meets=tue 17:30"]);
    let parent = said(&home, &["add", "parent", "Ana Reyes"]);
    assert!(parent.contains("added participant Ana Reyes"), "{parent}");
    let due = said(&home, &["due"]);
    assert!(
        due.contains("in this order: parents who missed a session"),
        "{due}"
    );
}

#[test]
fn a_sign_in_sheet_is_for_the_next_meeting() {
    let home = home();
    let next = said(&home, &["print", "sign-in", "tuesday"]);
    assert!(next.contains("Sign-in: tuesday, 2026-11-24"), "{next}");
    assert!(
        next.contains("for the next meeting, Tuesday 2026-11-24"),
        "{next}"
    );
    let coming = said(&home, &["print", "sign-in", "tuesday", "--on", "tue"]);
    assert!(coming.contains("tue is 2026-11-24"), "{coming}");
    assert!(coming.contains("Sign-in: tuesday, 2026-11-24"), "{coming}");
    let today = said(&home, &["print", "sign-in", "tuesday", "--on", "sat"]);
    assert!(today.contains("Sign-in: tuesday, 2026-11-21"), "{today}");
}
