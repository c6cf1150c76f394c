//! A child in two case files: found, asked about, decided, undone, and counted.

use serde_json::Value;

use crate::common::Home;

/// Rosa and Luis with twins in one case, and one of the twins in a second case of Rosa; the children in someone else's
/// case share a birth date with them but no parent.
fn program() -> Home {
    let home = Home::new();
    for id in ["p-rosa", "p-luis", "p-kim"] {
        home.write(&format!("participants/{id}.toml"), "");
    }
    let twins = "[child.a]\nborn = 2016-05-01\n\n[child.b]\nborn = 2016-05-01\n";
    let one = "[child.a]\nborn = 2018-07-09\n";
    let removed = "\n[[event]]\non = 2026-03-02\nkind = \"removed\"\n";
    for (id, parents, children) in [
        (
            "c-1",
            "\"p-rosa\", \"p-luis\"",
            "[child.a]\nborn = 2018-07-09\n",
        ),
        ("c-2", "\"p-rosa\"", one),
        ("c-3", "\"p-kim\"", one),
        ("c-4", "\"p-luis\"", twins),
        ("c-5", "\"p-luis\"", "[child.x]\nborn = 2016-05-01\n"),
    ] {
        let case = format!("system = \"cps\"\nparticipants = [ {parents} ]\n\n{children}{removed}");
        home.write(&format!("cases/{id}.toml"), case);
    }
    home
}

/// The pairs that `peer check` warns about.
fn warned(home: &Home) -> Vec<String> {
    let said = home.run(&["check", "--format", "json"]).stdout;
    let json: Value = serde_json::from_str(&said).unwrap();
    let rows = json["findings"].as_array().or(json.as_array()).unwrap();
    let of = rows.iter().filter(|row| row["rule"] == "maybe-same-child");
    of.map(|row| row["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_child_with_one_parent_and_birth_date_in_two_cases_is_asked_about_and_twins_each_with_each() {
    let home = program();
    let told = "may be the same child as";
    let said = warned(&home);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        said[0].starts_with(&format!("`c-2/a` {told} `c-1/a`")),
        "{said:?}"
    );
    assert!(
        said[1].starts_with(&format!("`c-5/x` {told} `c-4/a`")),
        "{said:?}"
    );
    assert!(
        said[2].starts_with(&format!("`c-5/x` {told} `c-4/b`")),
        "{said:?}"
    );
    let text = home.run(&["check"]).whole();
    assert!(
        text.contains(
            "if they are one child: `peer same c-1/a c-2/a`; if not: `peer same --not c-1/a c-2/a`"
        ),
        "{text}"
    );
    assert_eq!(
        text.matches("they have twins, so check which child is which")
            .count(),
        2,
        "{text}"
    );
}

#[test]
fn a_decision_is_one_line_is_undone_and_changes_who_is_counted() {
    let home = program();
    let before = home.tree();
    home.ok(&["same", "c-2/a", "c-1/a"]);
    let second = home.read("cases/c-2.toml");
    assert!(
        second.contains("[child.a]\nborn = 2018-07-09\nsame_as = \"c-1/a\"\n"),
        "{second}"
    );
    assert_eq!(warned(&home).len(), 2);
    let again = home.run(&["same", "c-1/a", "c-2/a"]);
    assert!(
        again.status == 1 && again.stderr.contains("already one child"),
        "{}",
        again.whole()
    );
    home.ok(&["same", "--not", "c-1/a", "c-2/a"]);
    let second = home.read("cases/c-2.toml");
    assert!(
        !second.contains("same_as = \"c-1/a\"") && second.contains("not_same_as = [\n"),
        "{second}"
    );
    assert_eq!(warned(&home).len(), 2, "two, and not asked again");
    home.ok(&["same", "c-1/a", "c-2/a"]);
    assert!(!home.read("cases/c-2.toml").contains("not_same_as"));
    for _ in 0..3 {
        home.ok(&["undo"]);
    }
    assert_eq!(home.tree(), before);
    let twin = home.ok(&["same", "c-4/b", "c-5/x"]).stderr;
    assert_eq!(twin, "c-4/b and c-5/x are one child: c-4/b counts\n");
    assert_eq!(warned(&home).len(), 1, "the other twin is another child");
}

#[test]
fn what_is_no_child_on_file_is_refused_with_those_that_are() {
    let home = program();
    let before = home.tree();
    for (words, told) in [
        (["same", "c-1/z", "c-2/a"], "its children are c-1/a"),
        (["same", "c-9/a", "c-2/a"], "there is no case c-9"),
        (
            ["same", "c-4/a", "c-4/b"],
            "children of the same case are different children",
        ),
    ] {
        let refused = home.run(&words);
        assert!(
            refused.status != 0 && refused.stderr.contains(told),
            "{}",
            refused.whole()
        );
    }
    let later = home.run(&["same", "--later", "c-1/a", "c-2/a"]);
    assert!(
        later.status == 2
            && later
                .stderr
                .contains("children can only be one child or two"),
        "{}",
        later.whole()
    );
    assert_eq!(home.tree(), before);
}
