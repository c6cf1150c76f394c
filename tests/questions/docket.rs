//! The numbers that others use for a case: they are kept with people's names, and go wherever these go.

use peer::store::{Merged, Sides};

use super::{AGREEMENT, ask, ok, program, run};
use crate::common::TODAY;

const DOCKET: &str = "docket = [\n    \"JD-2025-00417\",\n]\n";

#[test]
fn a_docket_number_lies_with_the_names_from_the_first_command_to_the_last() {
    let home = program();
    ok(
        &home,
        &[
            "add",
            "case",
            "--system",
            "cps",
            "--participant",
            "p-rosa",
            "--id",
            "c-two",
            "--docket",
            "JD-2025-00417",
        ],
    );
    assert_eq!(home.read("records/identities/c-two.toml"), DOCKET);
    assert!(!home.read("records/cases/c-two.toml").contains("00417"));
    ok(&home, &["set", "c-two", "docket+=JV22-0091"]);
    let named = ok(&home, &["show", "c-two", "--names"]).stdout;
    assert!(named.contains("JD-2025-00417, JV22-0091"), "{named}");
    for nameless in [
        &["show", "c-two"][..],
        &["show", "c-two", "--format", "json"],
        &["list", "cases", "--format", "csv"],
        &["history", "c-two"],
    ] {
        let said = run(&home, nameless).whole();
        assert!(!said.contains("00417"), "{nameless:?}: {said}");
    }
    ok(&home, &["undo"]);
    assert_eq!(home.read("records/identities/c-two.toml"), DOCKET);
    ok(&home, &["undo"]);
    assert!(!home.at("records/identities/c-two.toml").exists());
    // A person has no docket number, and a case has no phone.
    for wrong in [
        ["set", "p-rosa", "docket+=JD-2025-00417"],
        ["set", "c-rosa", "phone=520-555-0142"],
    ] {
        let refused = run(&home, &wrong);
        assert_eq!(refused.status, 2, "{}", refused.whole());
        assert!(
            refused.stderr.contains("has no field"),
            "{}",
            refused.whole()
        );
    }
}

#[test]
fn a_docket_number_in_the_case_is_an_error() {
    let home = program();
    let case = home.read("records/cases/c-rosa.toml");
    home.write(
        "records/cases/c-rosa.toml",
        format!("docket = \"JD-2025-00417\"\n{case}"),
    );
    let found = run(&home, &["check"]);
    assert_eq!(found.status, 1);
    assert!(
        found.stdout.contains("there is no field `docket`")
            && found.stdout.contains("`peer set c-… docket+=NUMBER`"),
        "{}",
        found.whole()
    );
    // In any of its texts, once it is known; the message does not repeat it.
    home.write("records/cases/c-rosa.toml", &case);
    ok(&home, &["set", "c-rosa", "docket+=JD-2025-00417"]);
    let noted = run(&home, &["set", "c-rosa", "note=See JD-2025-00417."]);
    assert_eq!(noted.status, 1);
    assert!(
        noted.stderr.contains("the docket number of `c-rosa`") && !noted.stderr.contains("00417"),
        "{}",
        noted.whole()
    );
    let looked = [
        "outcome",
        "checked",
        "c-rosa",
        "--through",
        "2026-10-31",
        "--source",
        "court-records",
        "--reference",
    ];
    let referred = run(&home, &[&looked[..], &["JD-2025-00417"]].concat());
    assert_eq!(referred.status, 1, "{}", referred.whole());
}

#[test]
fn a_question_says_the_docket_numbers_if_the_agreement_does() {
    let home = program();
    ok(
        &home,
        &[
            "set",
            "c-rosa",
            "docket+=JD-2025-00417",
            "docket+=JV22-0091",
        ],
    );
    let by_number = AGREEMENT.replace("\"born\", \"children\", \"family\"", "\"docket\"");
    home.write("records/peer.toml", &by_number);
    let id = ask(&home);
    // In order of cases: Ana's case has no number.
    let expected = format!(
        "number,docket,start,last_day,through,event,event_on,child\n\
         {id}-1,,2025-03-01,2026-03-01,,,,\n{id}-2,JD-2025-00417; JV22-0091,2026-02-01,2026-10-31,,,,\n"
    );
    assert_eq!(home.read("ask.csv"), expected);
    assert!(
        !home
            .read(&format!("records/outcomes/{id}.toml"))
            .contains("00417")
    );
    // It identifies the family, and requires consent for that.
    home.write(
        "records/peer.toml",
        by_number.replace(", \"release-of-information\"", ""),
    );
    let found = run(&home, &["check"]);
    assert_eq!(found.status, 1);
    assert!(
        found.stdout.contains("agreement-consents"),
        "{}",
        found.whole()
    );
}

/// If names are elsewhere, numbers are there too, and cannot be added without them.
#[test]
fn docket_numbers_go_to_the_vault() {
    let home = program();
    std::fs::rename(home.at("records/identities"), home.at("vault")).unwrap();
    home.write(
        "records/peer.toml",
        AGREEMENT.replace(
            "name = \"Test\"\n",
            "name = \"Test\"\nidentities = \"../vault\"\n",
        ),
    );
    ok(&home, &["set", "c-rosa", "docket+=JD-2025-00417"]);
    assert_eq!(home.read("vault/c-rosa.toml"), DOCKET);
    ok(&home, &["check"]);
    std::fs::rename(home.at("vault"), home.at("away")).unwrap();
    let refused = run(
        &home,
        &[
            "add",
            "case",
            "--system",
            "cps",
            "--participant",
            "p-rosa",
            "--docket",
            "JV22",
        ],
    );
    assert_eq!(refused.status, 2, "{}", refused.whole());
    assert!(
        refused.stderr.contains("is not here"),
        "{}",
        refused.whole()
    );
    assert_eq!(run(&home, &["set", "c-rosa", "docket+=JV22"]).status, 2);
}

/// Two laptops that each add a number, with the names in git.
#[test]
fn two_docket_numbers_are_merged() {
    let with = |number: &str| DOCKET.replace("]", &format!("    \"{number}\",\n]"));
    let (ours, theirs) = (with("JV22-0091"), with("JV22-0092"));
    let program = peer::record::read::record("schema = 2\nname = \"Test\"\n").unwrap();
    let sides = Sides {
        base: Some(DOCKET),
        ours: &ours,
        theirs: &theirs,
    };
    let today = TODAY.parse().unwrap();
    let merged = peer::cli::merged("identities/c-rosa.toml", &program, &sides, today);
    let Ok(Merged::Clean(text)) = merged else {
        panic!("{merged:?}")
    };
    assert_eq!(
        text,
        "docket = [\n    \"JD-2025-00417\",\n    \"JV22-0091\",\n    \"JV22-0092\",\n]\n"
    );
}
