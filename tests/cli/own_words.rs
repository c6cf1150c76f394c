//! The director's own words on the page of a quarter.

use crate::common::{Home, sample};

const WORDS: &str =
    "# This quarter\n\nWe opened a **second** group\nin the east.\n\n- childcare on Wednesdays\n";

fn home() -> Home {
    let home = Home::empty();
    sample::write(home.path());
    home.write("words.md", WORDS);
    home
}

#[test]
fn they_come_first_on_every_page_and_are_no_figure() {
    let home = home();
    for (file, second) in [
        ("q.html", "<p>We opened a second group in the east.</p>"),
        ("q.md", "We opened a second group in the east.\n"),
        ("q.txt", "We opened a second group in the east.\n"),
    ] {
        home.ok(&[
            "report",
            "quarter",
            "SFY2027Q1",
            "--audience",
            "funder",
            "--words",
            "words.md",
            "-o",
            file,
        ]);
        let page = home.read(file);
        assert!(
            page.contains(second) && page.contains("childcare on Wednesdays"),
            "{page}"
        );
        assert!(!page.contains("**second**"), "{page}");
        let (words, figure) = (page.find("second group"), page.find("people served"));
        assert!(words < figure, "{page}");
    }
    // Data formats have no place for them, and the command says so.
    let data = home.run(&[
        "report",
        "quarter",
        "SFY2027Q1",
        "--words",
        "words.md",
        "-o",
        "q.json",
    ]);
    assert_eq!(data.status, 2, "{}", data.whole());
    assert!(data.stderr.contains("no place for your own words") && !home.at("q.json").exists());
}

#[test]
fn a_name_or_a_phone_in_them_is_refused_and_nothing_is_written() {
    let home = home();
    for (text, what) in [
        (
            "Thanks to Rosa Medina for the flowers.\n",
            "the full name of `p-rosa1`",
        ),
        ("Call 520-555-0142.\n", "phone number"),
    ] {
        home.write("words.md", text);
        let answer = home.run(&[
            "report",
            "quarter",
            "SFY2027Q1",
            "--words",
            "words.md",
            "-o",
            "q.html",
        ]);
        assert_eq!(answer.status, 1, "{}", answer.whole());
        assert!(answer.stderr.contains(what), "{}", answer.whole());
        assert!(!home.at("q.html").exists());
    }
    home.write("words.md", "x".repeat(2_001));
    let answer = home.run(&["report", "quarter", "SFY2027Q1", "--words", "words.md"]);
    assert!(
        answer.stderr.contains("more than 2000 letters"),
        "{}",
        answer.whole()
    );
    let answer = home.run(&["report", "returns", "--words", "words.md"]);
    assert!(
        answer
            .stderr
            .contains("--words works only with `peer report quarter`")
    );
}

#[test]
fn trainings_of_one_argument_have_a_day_each() {
    let home = Home::new();
    let add = |trainings: &str| {
        let id = ["--id", "m-dana", "--capacity", "3", "--training", trainings];
        home.run(&[&["add", "mentor", "Dana Webb"], &id[..]].concat())
    };
    let one = add("peer-mentor-core,mandatory-reporting=2025-02-20");
    assert_eq!(one.status, 2, "{}", one.whole());
    assert!(
        one.stderr
            .contains("`peer-mentor-core` has no day, and another training has one"),
        "{}",
        one.whole()
    );
    assert!(!home.at("mentors/m-dana.toml").exists());
    let both = add("peer-mentor-core=2025-02-19,mandatory-reporting=2025-02-20");
    assert_eq!(both.status, 0, "{}", both.whole());
    let mentor = home.read("mentors/m-dana.toml");
    for (name, on) in [
        ("peer-mentor-core", "2025-02-19"),
        ("mandatory-reporting", "2025-02-20"),
    ] {
        let training = format!("name = \"{name}\"\non = {on}\n");
        assert!(mentor.contains(&training), "{mentor}");
    }
    let more = home.run(&["add", "training", "m-dana", "one,two"]);
    assert!(
        more.stderr.contains("is more than one word"),
        "{}",
        more.whole()
    );
}
