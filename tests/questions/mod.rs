//! A question to a county, from `peer.toml` to what is known about a family.

mod all;
mod docket;
mod examples;
mod names;

use crate::common::{Answer, Home, tree};

const AGREEMENT: &str = "schema = 2\nname = \"Test\"\n\n[[agreement]]\nname = \"county\"\nto = \"the county\"\n\
    source = \"county-match\"\nfields = [ \"born\", \"children\", \"family\", ]\n\
    consents = [ \"outcome-reporting\", \"release-of-information\", ]\n";

const CONSENTS: &str = "[[consent]]\nkind = \"outcome-reporting\"\ngiven = 2025-01-01\n\n\
    [[consent]]\nkind = \"release-of-information\"\ngiven = 2025-01-01\n";

/// Three families that came home: those of Rosa on 2026-02-01 and Ana on 2025-03-01, who consented to questions, and
/// that of Luis, who did not.
fn program() -> Home {
    let home = Home::empty();
    home.ok(&["init", "records", "--name", "Test"]);
    home.write("records/peer.toml", AGREEMENT);
    for (who, name, on, consents) in [
        ("rosa", "Medina", "2026-02-01", CONSENTS),
        ("ana", "=Vega", "2025-03-01", CONSENTS),
        ("luis", "Ortega", "2026-02-01", ""),
    ] {
        let enrolled = format!("{consents}\n[[enrollment]]\nstart = 2025-01-01\n");
        home.write(&format!("records/participants/p-{who}.toml"), enrolled);
        let identity = format!("family = \"{name}\"\nborn = 1989-04-12\n");
        home.write(&format!("records/identities/p-{who}.toml"), identity);
        let session =
            format!("kind = \"casework\"\non = 2025-02-01\nparticipants = [ \"p-{who}\", ]\n");
        home.write(
            &format!("records/sessions/2025/2025-02-01-casework-p-{who}.toml"),
            session,
        );
        let case = format!(
            "system = \"cps\"\nparticipants = [ \"p-{who}\", ]\n\n[child.a]\nborn = 2016-05-01\n\n\
             [[event]]\non = 2025-01-10\nkind = \"petition\"\n\n[[event]]\non = 2025-01-10\nkind = \"removed\"\n\n\
             [[event]]\non = {on}\nkind = \"reunified\"\n"
        );
        home.write(&format!("records/cases/c-{who}.toml"), case);
    }
    home
}

fn run(home: &Home, arguments: &[&str]) -> Answer {
    home.run(&[&["-C", "records"], arguments].concat())
}

fn ok(home: &Home, arguments: &[&str]) -> Answer {
    let answer = run(home, arguments);
    assert_eq!(answer.status, 0, "{}", answer.whole());
    answer
}

/// Asks, and returns the name of the question.
fn ask(home: &Home) -> String {
    ok(home, &["outcome", "ask", "county", "-o", "ask.csv"]);
    let mut names = std::fs::read_dir(home.at("records/outcomes")).unwrap();
    let name = names
        .next()
        .unwrap()
        .unwrap()
        .file_name()
        .into_string()
        .unwrap();
    name.strip_suffix(".toml").unwrap().to_owned()
}

#[test]
fn a_question_is_a_row_for_each_family_that_agreed() {
    let home = program();
    let id = ask(&home);
    // In order of cases: Ana, whose 12 months end on 2026-03-01; Rosa, to the end of last month.
    let expected = format!(
        "number,family,born,children,start,last_day,through,event,event_on,child\n\
         {id}-1,'=Vega,1989-04-12,a 2016-05-01,2025-03-01,2026-03-01,,,,\n\
         {id}-2,Medina,1989-04-12,a 2016-05-01,2026-02-01,2026-10-31,,,,\n"
    );
    assert_eq!(home.read("ask.csv"), expected);
    let kept = home.read(&format!("records/outcomes/{id}.toml"));
    assert!(kept.contains("p-rosa") && !kept.contains("Medina") && !kept.contains("1989"));
    assert!(!kept.contains("luis"));
    ok(&home, &["check"]);
    // The same question on the same records is identical, to the byte.
    ok(&home, &["outcome", "ask", "county", "-o", "again.csv"]);
    assert_eq!(home.read("again.csv"), expected);
}

#[cfg(unix)]
#[test]
fn a_question_is_its_owners_alone_and_lies_outside_of_the_records() {
    use std::os::unix::fs::PermissionsExt;
    let home = program();
    let inside = run(
        &home,
        &["outcome", "ask", "county", "-o", "records/ask.csv"],
    );
    assert_eq!(inside.status, 2, "{}", inside.whole());
    assert!(!home.at("records/ask.csv").exists() && !home.at("records/outcomes").exists());
    home.write("ask.csv", "");
    std::fs::set_permissions(home.at("ask.csv"), PermissionsExt::from_mode(0o644)).unwrap();
    ask(&home);
    let mode = std::fs::metadata(home.at("ask.csv"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_agreement_that_ended_or_lacks_a_consent_asks_nothing() {
    let home = program();
    for (from, to, says) in [
        (
            "source =",
            "expires = 2026-11-20\nsource =",
            "ended on 2026-11-20",
        ),
        ("\"outcome-reporting\", \"", "\"", "`outcome-reporting`"),
        (
            ", \"release-of-information\"",
            "",
            "`release-of-information`",
        ),
        ("county-match", "parent", "is not an official source"),
    ] {
        home.write("records/peer.toml", AGREEMENT.replace(from, to));
        let answer = run(&home, &["outcome", "ask", "county", "-o", "ask.csv"]);
        assert_eq!(answer.status, 1, "{}", answer.whole());
        assert!(answer.stderr.contains(says), "{}", answer.whole());
        assert!(!home.at("ask.csv").exists() && !home.at("records/outcomes").exists());
    }
}

#[test]
fn an_answer_becomes_events_and_looks_and_the_rest_comes_back() {
    let home = program();
    let id = ask(&home);
    home.write(
        "ask.csv",
        format!(
            "number,through,event,event_on,child\n{id}-1,2026-03-01,,,\n{id}-2,10/31/2026,removed,10/5/2026,a\n\
             {id}-9,,,,\n"
        ),
    );
    let answer = run(&home, &["outcome", "answer", "ask.csv"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    let looked = |through: &str| {
        format!(
            "[[checked]]\non = 2026-11-21\nthrough = {through}\nsource = \"county-match\"\nreference = \"{id}\"\n"
        )
    };
    let ana = home.read("records/cases/c-ana.toml");
    assert!(ana.ends_with(&looked("2026-03-01")), "{ana}");
    let rosa = home.read("records/cases/c-rosa.toml");
    assert!(
        rosa.contains("on = 2026-10-05\nkind = \"removed\"\nchildren = [\n    \"a\",\n]\n"),
        "{rosa}"
    );
    assert!(rosa.ends_with(&looked("2026-10-31")), "{rosa}");
    let refused = home.read("ask.rejected.csv");
    assert!(
        refused.contains(&format!("4,\"`{id}-9` is no number")),
        "{refused}"
    );
    ok(&home, &["check"]);
    // A second time writes nothing; undo undoes all of it at once.
    let before = home.tree();
    run(&home, &["outcome", "answer", "ask.csv"]);
    assert_eq!(home.tree(), before);
    ok(&home, &["undo"]);
    assert!(!home.read("records/cases/c-ana.toml").contains("checked"));
    assert!(
        !home
            .read("records/cases/c-rosa.toml")
            .contains("2026-10-05")
    );
}

#[test]
fn what_ended_since_and_what_nobody_filled_in_is_not_taken() {
    let home = program();
    let id = ask(&home);
    let untouched = run(&home, &["outcome", "answer", "ask.csv"]);
    assert_eq!(untouched.status, 2, "{}", untouched.whole());
    assert!(
        untouched.stderr.contains("nothing is filled in"),
        "{}",
        untouched.whole()
    );
    let ended = CONSENTS.replacen(
        "given = 2025-01-01",
        "given = 2025-01-01\nexpires = 2026-11-20",
        1,
    );
    home.write("records/participants/p-rosa.toml", ended);
    home.write(
        "ask.csv",
        format!("number,through,event,event_on,child\n{id}-2,2026-10-31,,,\n"),
    );
    let answer = run(&home, &["outcome", "answer", "ask.csv"]);
    assert_eq!(answer.status, 1, "{}", answer.whole());
    assert!(
        home.read("ask.rejected.csv")
            .contains("a consent ended since it was asked")
    );
    assert!(!home.read("records/cases/c-rosa.toml").contains("checked"));
}

/// Answers with these rows; `ID` is that of the question.
fn answer(home: &Home, id: &str, rows: &str) -> Answer {
    let text = format!("number,through,event,event_on,child\n{rows}");
    home.write("ask.csv", text.replace("ID", id));
    run(home, &["outcome", "answer", "ask.csv"])
}

/// The reasons of the refused rows, in order.
fn reasons(home: &Home) -> Vec<String> {
    let refused = home.read("ask.rejected.csv");
    let mut rows = csv::Reader::from_reader(refused.trim_start_matches('\u{feff}').as_bytes());
    let rows = rows.records();
    rows.map(|row| row.unwrap()[1].to_owned()).collect()
}

#[test]
fn a_family_is_taken_whole_or_not_at_all() {
    let home = program();
    let id = ask(&home);
    // The removal in the first row is before the question, so it is not known yet what the second row leaves out.
    let rows = "ID-2,,removed,2026-02-01,\nID-2,2026-10-31,,,\nID-1,2026-03-01,,,\n";
    assert_eq!(answer(&home, &id, rows).status, 1);
    assert_eq!(
        reasons(&home),
        [
            "2026-02-01 is outside of the question, which is about the days after 2026-02-01 to 2026-10-31",
            "row 2 of the same family is refused",
        ]
    );
    assert!(!home.read("records/cases/c-rosa.toml").contains("checked"));
    assert!(home.read("records/cases/c-ana.toml").contains("checked"));
    // The corrected rows are imported the same way.
    let corrected = home.read("ask.rejected.csv");
    home.write(
        "ask.rejected.csv",
        corrected.replace("removed,2026-02-01", "removed,2026-03-01"),
    );
    ok(&home, &["outcome", "answer", "ask.rejected.csv"]);
    let rosa = home.read("records/cases/c-rosa.toml");
    assert!(rosa.contains("on = 2026-03-01\nkind = \"removed\"\n") && rosa.contains("checked"));
}

#[test]
fn a_row_in_which_nothing_is_filled_in_is_no_answer() {
    let home = program();
    let id = ask(&home);
    let blank = "nothing is filled in: write under `through` the last day that you looked at";
    let given = answer(&home, &id, "ID-1,,,,\nID-2,2026-10-31,,,\n");
    assert_eq!(given.status, 1, "{}", given.whole());
    assert_eq!(reasons(&home), [blank]);
    let told = given.whole();
    assert!(told.contains("entered answers about 1 family"), "{told}");
    assert!(told.contains("rows with nothing filled in: 1;"), "{told}");
    assert!(!told.contains("not in this file"), "{told}");
    assert!(!home.read("records/cases/c-ana.toml").contains("checked"));
    assert!(home.read("records/cases/c-rosa.toml").contains("checked"));
    // Once filled in, the row that came back is an answer.
    let back = home.read("ask.rejected.csv");
    home.write(
        "ask.rejected.csv",
        back.replace(&format!("{id}-1,,"), &format!("{id}-1,2026-03-01,")),
    );
    ok(&home, &["outcome", "answer", "ask.rejected.csv"]);
    assert!(home.read("records/cases/c-ana.toml").contains("checked"));
}

#[test]
fn a_family_that_is_not_in_the_file_is_counted() {
    let home = program();
    let id = ask(&home);
    let given = answer(&home, &id, "ID-2,2026-10-31,,,\n");
    assert_eq!(given.status, 0, "{}", given.whole());
    let told = given.whole();
    assert!(
        told.contains("families of the question that are not in this file: 1; they stay unknown"),
        "{told}"
    );
    // A row of the family says more than its blank first row.
    let given = answer(&home, &id, "ID-1,,,,\nID-1,2026-03-01,,,\n");
    assert_eq!(given.status, 0, "{}", given.whole());
    assert!(
        !given.whole().contains("nothing filled in"),
        "{}",
        given.whole()
    );
}

#[test]
fn an_event_without_a_last_day_was_looked_for_to_the_end_of_the_question() {
    let home = program();
    let id = ask(&home);
    let taken = answer(&home, &id, "ID-2,,Petition,3/1/2026,\n");
    assert_eq!(taken.status, 0, "{}", taken.whole());
    let rosa = home.read("records/cases/c-rosa.toml");
    assert!(rosa.contains("on = 2026-03-01\nkind = \"petition\"\n\n[[checked]]\non = 2026-11-21\nthrough = 2026-10-31\n"), "{rosa}");
    let kept = home.read(&format!("records/outcomes/{id}.toml"));
    assert_eq!(kept.matches("answered = 2026-11-21").count(), 1, "{kept}");
}

#[test]
fn what_contradicts_the_file_comes_back() {
    let home = program();
    let id = ask(&home);
    let case = home.read("records/cases/c-rosa.toml");
    let two = case.replace("[child.a]", "[child.b]\nborn = 2018-05-01\n\n[child.a]");
    let removed = "\n[[event]]\non = 2026-10-05\nkind = \"removed\"\nchildren = [ \"a\", ]\n";
    for (file, row, says) in [
        // No one who is already home comes home.
        (
            &case,
            "ID-2,,reunified,2026-10-05,",
            "`reunified` does not make sense for child `a`, who was already at home [case-order]",
        ),
        // A removal of child a is on file: one of both children on that day contradicts it.
        (
            &format!("{two}{removed}"),
            "ID-2,,removed,2026-10-05,",
            "the case says `removed` on 2026-10-05 of `a` alone: say which `child`",
        ),
        // A child already out of the home is not removed from it.
        (
            &format!("{case}{removed}"),
            "ID-2,,removed,2026-10-20,a",
            "`removed` does not make sense for child `a`, who was already out of the home [removed-while-out]",
        ),
        (
            &case,
            "ID-2,2026-10-31,,,a",
            "it does not say which `event`",
        ),
        (
            &case,
            "ID-2,,removed,,",
            "it does not say on which day: `event_on`",
        ),
        (
            &case,
            "ID-2,,removed,2026-10-05,z",
            "the case has no child `z`",
        ),
        (
            &case,
            "ID-2,2026-10-01,removed,2026-10-05,",
            "the event is after 2026-10-01, through which they looked",
        ),
        (
            &case,
            "ID-2,2026-11-01,,,",
            "2026-11-01 is outside of the question, which is about the days after 2026-02-01 to 2026-10-31",
        ),
    ] {
        home.write("records/cases/c-rosa.toml", file);
        let _ = std::fs::remove_file(home.at("ask.rejected.csv"));
        let before = tree(&home.at("records"));
        let given = answer(&home, &id, &format!("{row}\n"));
        assert_eq!(given.status, 1, "{row}: {}", given.whole());
        assert_eq!(reasons(&home), [says], "{row}");
        assert_eq!(tree(&home.at("records")), before, "{row}");
    }
}

#[test]
fn an_event_that_is_on_file_already_is_no_second_one() {
    let home = program();
    let id = ask(&home);
    let case = home.read("records/cases/c-rosa.toml");
    let removed = "\n[[event]]\non = 2026-10-05\nkind = \"removed\"\nsetting = \"shelter\"\n";
    home.write("records/cases/c-rosa.toml", format!("{case}{removed}"));
    let taken = answer(&home, &id, "ID-2,,removed,2026-10-05,a\n");
    assert_eq!(taken.status, 0, "{}", taken.whole());
    let rosa = home.read("records/cases/c-rosa.toml");
    assert!(
        rosa.starts_with(&format!("{case}{removed}\n[[checked]]")),
        "{rosa}"
    );
}

#[test]
fn a_void_question_is_answered_by_nobody() {
    let home = program();
    let id = ask(&home);
    let path = format!("records/outcomes/{id}.toml");
    home.write(
        &path,
        format!("void = \"sent by mistake\"\n{}", home.read(&path)),
    );
    assert_eq!(answer(&home, &id, "ID-2,2026-10-31,,,\n").status, 1);
    let why = format!(
        "`{id}-2` is no number of a question: nobody asked about it, or the question is void"
    );
    assert_eq!(reasons(&home), [why]);
}

#[test]
fn they_may_have_looked_past_the_last_day_of_a_family_but_not_of_the_question() {
    let home = program();
    let id = ask(&home);
    // Ana is asked about to 2026-03-01, the question goes to the end of October.
    assert_eq!(answer(&home, &id, "ID-1,2026-10-31,,,\n").status, 0);
    assert!(
        home.read("records/cases/c-ana.toml")
            .contains("through = 2026-10-31\n")
    );
    assert_eq!(answer(&home, &id, "ID-1,2026-11-01,,,\n").status, 1);
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let home = program();
    ok(&home, &["outcome", "ask", "county", "-o", "ask.xlsx"]);
    let untouched = run(&home, &["outcome", "answer", "ask.xlsx"]);
    assert_eq!(untouched.status, 2);
    assert!(
        untouched.stderr.contains("nothing is filled in"),
        "{}",
        untouched.whole()
    );
    ok(
        &home,
        &["outcome", "checked", "--all", "--question", "ask.xlsx"],
    );
    assert!(
        home.read("records/cases/c-rosa.toml")
            .contains("through = 2026-10-31\n")
    );
}

#[test]
fn what_would_be_asked_or_taken_in_is_only_shown_with_dry_run() {
    let home = program();
    let before = home.tree();
    let shown = ok(&home, &["outcome", "ask", "county", "-o", "ask.csv", "-n"]);
    assert!(shown.stdout.contains("would "), "{}", shown.whole());
    assert_eq!(home.tree(), before);
    let id = ask(&home);
    let rows =
        "number,through,event,event_on,child\nID-1,2026-03-01,,,\nID-2,,removed,2026-02-01,\n";
    home.write("ask.csv", rows.replace("ID", &id));
    let before = home.tree();
    let shown = run(&home, &["outcome", "answer", "ask.csv", "-n"]);
    assert_eq!(shown.status, 1, "{}", shown.whole());
    assert!(
        shown.stdout.contains("through = 2026-03-01"),
        "{}",
        shown.whole()
    );
    assert!(shown.stderr.contains("1 row refused"), "{}", shown.whole());
    assert_eq!(home.tree(), before);
}
