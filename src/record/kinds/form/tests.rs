use super::*;
use crate::record::read::record;

const HEAD: &str = "title = \"T\"\nsource = \"S\"\ndated = 2026-01-01\n";

/// The faults of a form: what each points to, and what it says.
fn faults(stem: &str, rest: &str) -> Vec<(String, String)> {
    let program: Program = record(
        "schema = 2\nname = \"T\"\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nwords = [\"asian\", \"white\"]\n",
    )
    .unwrap();
    let text = format!("{HEAD}{rest}");
    let found = Form::of_file(stem, &text, &program)
        .err()
        .unwrap_or_default();
    let said = |fault: Fault| {
        let at = text[fault.span.clone()].lines().next().unwrap_or_default();
        (at.to_owned(), format!("{}; {}", fault.message, fault.help))
    };
    found.into_iter().map(said).collect()
}

fn asks(question: &str) -> Vec<(String, String)> {
    faults(
        "county",
        &format!("[[question]]\nlabel = \"Q\"\n{question}"),
    )
}

fn one(found: &[(String, String)]) -> (&str, &str) {
    assert_eq!(found.len(), 1, "{found:?}");
    (&found[0].0, &found[0].1)
}

#[test]
fn a_form_without_fault_is_read() {
    let answer = "by = \"fact:race\"\n[[question.answer]]\nlabel = \"A\"\nwords = [\"asian\", \"not-recorded\"]\n";
    assert_eq!(asks(answer), []);
    assert_eq!(asks("figure = \"served\"\n"), []);
}

#[test]
fn every_fault_points_at_what_is_wrong() {
    let answer = |by: &str, rest: &str| {
        asks(&format!(
            "by = \"{by}\"\n[[question.answer]]\nlabel = \"A\"\n{rest}"
        ))
    };
    let found = answer("fact:rase", "others = true\n");
    assert_eq!(
        one(&found),
        (
            "\"fact:rase\"",
            "parents cannot be counted by `fact:rase`; did you mean `fact:race`?"
        )
    );
    let found = answer("fact:race", "words = [\"asain\"]\n");
    assert_eq!(
        one(&found),
        (
            "[\"asain\"]",
            "there is no answer `asain`; did you mean `asian`?"
        )
    );
    let found = answer("age", "from = 18\nto = 12\n");
    assert_eq!(one(&found).0, "12");
    let found = answer("gender", "from = 18\n");
    assert_eq!(one(&found).0, "18");
    let found = answer("gender", "");
    assert!(one(&found).1.starts_with("this answer includes no one"));
    assert!(
        one(&asks(""))
            .1
            .starts_with("the question has neither `figure` nor `by`")
    );
    assert!(
        one(&asks("by = \"gender\"\n"))
            .1
            .starts_with("the question has no answers")
    );
    assert!(
        one(&faults("county", ""))
            .1
            .starts_with("the form has no questions")
    );
    let found = faults(
        "county",
        "services = [\"committee\"]\n[[question]]\nlabel = \"Q\"\nfigure = \"new\"\n",
    );
    assert_eq!(one(&found).0, "\"committee\"");
}

#[test]
fn the_name_of_a_report_is_taken() {
    for name in ["voca", "people", "quarter"] {
        let found = faults(name, "[[question]]\nlabel = \"Q\"\nfigure = \"served\"\n");
        assert!(
            one(&found)
                .1
                .contains("is the name of a built-in report or form"),
            "{name}"
        );
    }
}
