//! A question for which nothing was found, and one that is waiting for an answer.

use super::{answer, ask, ok, program, run};

#[test]
fn nothing_found_of_anybody_is_one_command() {
    // By the id, its beginning, its own file, and the file that was sent.
    for named in ["ID", "2026-11-21-co", "records/outcomes/ID.toml", "ask.csv"] {
        let home = program();
        let id = ask(&home);
        let named = named.replace("ID", &id);
        let command = ["outcome", "checked", "--all", "--question", &named];
        let done = ok(&home, &command);
        assert!(
            done.stderr
                .contains("entered answers about 2 families: 0 events; no return was found for 2"),
            "{}",
            done.whole()
        );
        // Ana's 12 months end on 2026-03-01; Rosa's are asked about to the end of last month.
        for (case, through) in [("ana", "2026-03-01"), ("rosa", "2026-10-31")] {
            let case = home.read(&format!("records/cases/c-{case}.toml"));
            let looked = format!(
                "[[checked]]\non = 2026-11-21\nthrough = {through}\nsource = \"county-match\"\nreference = \"{id}\"\n"
            );
            assert!(case.ends_with(&looked), "{case}");
        }
        assert_eq!(run(&home, &command).status, 1, "all families of");
        ok(&home, &["undo"]);
        assert!(!home.read("records/cases/c-ana.toml").contains("checked"));
    }
}

#[test]
fn nothing_found_through_a_day_says_no_more_than_that() {
    let home = program();
    let id = ask(&home);
    let through = ["--through", "2026-09-30"];
    ok(
        &home,
        &[
            &["outcome", "checked", "--all", "--question", &id][..],
            &through,
        ]
        .concat(),
    );
    assert!(
        home.read("records/cases/c-ana.toml")
            .contains("through = 2026-03-01\n")
    );
    assert!(
        home.read("records/cases/c-rosa.toml")
            .contains("through = 2026-09-30\n")
    );
}

#[test]
fn all_is_said_only_of_a_question_and_only_of_who_is_not_answered_for() {
    let home = program();
    assert_eq!(run(&home, &["outcome", "checked", "--all"]).status, 2);
    let unknown = run(&home, &["outcome", "checked", "--all", "--question", "x"]);
    assert_eq!(unknown.status, 2);
    assert!(
        unknown.stderr.contains("there is no question `x`"),
        "{}",
        unknown.whole()
    );
    let id = ask(&home);
    assert_eq!(answer(&home, &id, "ID-2,,removed,2026-10-05,\n").status, 0);
    let rosa = home.read("records/cases/c-rosa.toml");
    let listed = ok(&home, &["list", "outcomes", "--format", "csv"]).stdout;
    assert!(
        listed.contains(&format!("{id},2026-11-21,county,2026-10-31,2,1")),
        "{listed}"
    );
    let done = ok(&home, &["outcome", "checked", "--all", "--question", &id]);
    assert!(
        done.stderr
            .contains("about 1 family: 0 events; no return was found for 1"),
        "{}",
        done.whole()
    );
    assert_eq!(home.read("records/cases/c-rosa.toml"), rosa);
    // A person whose consent ended is left unchanged.
    let home = program();
    let id = ask(&home);
    home.write(
        "records/participants/p-rosa.toml",
        "[[enrollment]]\nstart = 2025-01-01\n",
    );
    let done = run(&home, &["outcome", "checked", "--all", "--question", &id]);
    assert_eq!(done.status, 1, "{}", done.whole());
    assert!(
        done.stderr.contains(&format!(
            "{id}-2 was not taken: a consent ended since it was asked"
        )),
        "{}",
        done.whole()
    );
    assert!(!home.read("records/cases/c-rosa.toml").contains("checked"));
    assert!(home.read("records/cases/c-ana.toml").contains("checked"));
}

#[test]
fn a_question_without_an_answer_is_in_the_status_and_becomes_due() {
    let home = program();
    let says = |day: &str, arguments: &[&str]| {
        let mut command = home.command(&[&["-C", "records"], arguments].concat());
        command.env("PEER_TODAY", day);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(!says("2026-11-21", &["status"]).contains("questions not answered"));
    let id = ask(&home);
    let status = says("2026-11-21", &["status"]);
    assert!(
        status
            .lines()
            .any(|line| line.starts_with("questions not answered") && line.ends_with('1')),
        "{status}"
    );
    // 30 days after November 21 is December 21; a day earlier it is not due.
    let due = |day: &str| says(day, &["due", "--within", "0d", "--format", "csv"]);
    assert!(!due("2026-12-20").contains(",question,"));
    let what = format!(
        "question {id} to county: enter the answer, or ask for it; 2 of 2 families have no answer"
    );
    assert!(due("2026-12-21").contains(&what), "{}", due("2026-12-21"));
    ok(&home, &["outcome", "checked", "--all", "--question", &id]);
    assert!(!due("2026-12-21").contains(",question,"));
}
