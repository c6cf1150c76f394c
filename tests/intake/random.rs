//! Sheets of arbitrary bytes: no panic, and never half a write.

use std::collections::BTreeMap;

use peer::intake::{Answer, ImportDecisions, Layout, Question, plan};
use peer::record::intake::Intake;
use peer::record::{IdKind, Program, Records};
use peer::register::Register;
use proptest::prelude::*;

use crate::common::Home;

const MAP: &str = "kind = \"participants\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
    [[column]]\nheader = \"DOB\"\nfield = \"born\"\n\n[[column]]\nheader = \"Needs\"\nfield = \"needs\"\n";

const GRID: &str = "kind = \"attendance\"\nnew_people = true\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
    [[constant]]\nfield = \"kind\"\nvalue = \"casework\"\n\n[grid]\npresent = [ \"x\", ]\n";

struct Any(usize);

impl ImportDecisions for Any {
    fn id(&mut self, _: IdKind, _: usize) -> Result<String, String> {
        self.0 += 1;
        Ok(format!("p-{}", self.0))
    }

    fn near(&mut self, question: &Question) -> Answer {
        [Answer::New, Answer::Same(0), Answer::Unclear][question.row % 3]
    }

    fn second_case(&mut self) -> bool {
        true
    }
}

/// Arbitrary bytes, or pieces that sheets consist of.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "Name",
        "DOB",
        "Needs",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        "Rosa",
        "Medina, Rosa",
        "José",
        "x",
        "2026-10-07",
        "10/7/2026",
        "46302",
        "99999999999999999999",
        "housing",
        "=1+1",
        "\u{feff}",
        "\u{a0}",
        "\0",
        "'+1",
        "Total",
        "-",
        "9/31/2026",
        "Oct 7, 2026",
        "\u{202e}",
        "\u{1f600}",
        "0/0/0",
        "1e308",
        "NaN",
    ]);
    let made = prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat().into_bytes());
    let headed = made
        .clone()
        .prop_map(|rest| [b"Name,DOB,Needs,10/7/2026,x\n", rest.as_slice()].concat());
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        made,
        headed.clone(),
        headed
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_become_rows_that_each_have_a_fate_or_are_refused(bytes in bytes()) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        std::fs::write(&file, &bytes).unwrap();
        let Ok(peer::store::Spreadsheet { rows, .. }) = peer::store::spreadsheet(&file, None) else { return Ok(()) };
        let program: Program = peer::record::read::record("schema = 1\nname = \"T\"\n").unwrap();
        let register = Register::new(Records::new(program.clone()));
        for text in [MAP, GRID] {
            let map = Intake::parse(text, &program).unwrap();
            let Ok(layout) = Layout::new(&map, &rows, "2026-11-21".parse().unwrap()) else { continue };
            let Ok(plan) = plan(&layout, &register, "2026-11-21".parse().unwrap(), &BTreeMap::new(), &mut Any(0)) else { continue };
            let numbers: Vec<usize> = layout.rows.iter().map(|row| row.number).collect();
            prop_assert_eq!(plan.outcomes.keys().copied().collect::<Vec<_>>(), numbers);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_leave_a_sound_directory(bytes in bytes()) {
        let home = Home::new();
        home.write("intake/p.toml", MAP);
        home.write("a.csv", &bytes);
        let before = home.tree();
        let answer = home.run(&["import", "a.csv"]);
        answer.no_panic(&format!("{bytes:?}"));
        if answer.status == 2 {
            prop_assert!(home.tree() == before, "{}", answer.whole());
        }
        prop_assert_eq!(home.run(&["check", "--format", "short"]).status, 0);
        prop_assert!(!home.at(".peer/journal").exists());
        let guessed = home.run(&["import", "--map-for", "a.csv", "--map", "guess"]);
        guessed.no_panic(&format!("{bytes:?}"));
        prop_assert_eq!(home.run(&["check", "--format", "short"]).status, 0, "{}", guessed.whole());
    }
}
