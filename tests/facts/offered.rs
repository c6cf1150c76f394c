//! The facts that a new program is offered.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::Home;

#[test]
fn a_new_program_may_ask_what_funders_ask() {
    let home = Home::empty();
    home.ok(&["init", "--name", "Test Program", "--facts"]);
    assert_eq!(home.ok(&["check"]).status, 0);
    let rules: toml::Table = home.read("peer.toml").parse().unwrap();
    let facts: BTreeMap<&str, usize> = rules["fact"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| {
            assert_eq!(fact["declined"].as_str(), Some("declined"), "{fact}");
            assert_eq!(fact["about"].as_str(), Some("participant"), "{fact}");
            (
                fact["name"].as_str().unwrap(),
                fact["words"].as_array().unwrap().len(),
            )
        })
        .collect();
    let expected = [
        ("disability", 2),
        ("education", 5),
        ("family_role", 5),
        ("household", 4),
        ("income", 5),
        ("race", 7),
    ];
    assert_eq!(facts, expected.into());
    // The example of a fact is gone; those of words and benchmarks are there.
    let text = home.read("peer.toml");
    assert!(
        !text.contains("# [[fact]]")
            && text.contains("# [words]")
            && text.contains("# [[benchmark]]")
    );
}

#[test]
fn what_is_offered_comes_to_a_block_of_people() {
    let home = Home::empty();
    home.ok(&["init", "--name", "Test Program", "--facts"]);
    for (name, said) in [
        ("Rosa", Some("race=latina,white")),
        ("Luis", Some("race=declined")),
        ("Mei", Some("race=asian")),
        ("Ana", None),
    ] {
        let mut add = vec!["add", "participant", name];
        add.extend(said.iter().flat_map(|said| ["--fact", said]));
        home.ok(&add);
        home.ok(&["log", "court", name, "--on", "2026-10-05"]);
    }
    home.ok(&["set", "mei", "family_role=mom"]);
    let answer = home
        .ok(&["report", "people", "SFY2027Q2", "--format", "json"])
        .stdout;
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let of = |by: &str| -> Vec<(String, u64, Option<u64>)> {
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.filter(|row| row["by"] == by)
            .map(|row| {
                let value = row["value"].as_str().unwrap().to_owned();
                (value, row["served"].as_u64().unwrap(), row["any"].as_u64())
            })
            .collect()
    };
    // Rosa chose two words; Luis declined; no one asked Ana.
    let race: Vec<_> = of("race");
    let expected = [
        ("american-indian-or-alaska-native", 0, Some(0)),
        ("asian", 1, Some(1)),
        ("black-or-african-american", 0, Some(0)),
        ("hispanic-or-latino", 0, Some(1)),
        ("middle-eastern-or-north-african", 0, Some(0)),
        ("native-hawaiian-or-pacific-islander", 0, Some(0)),
        ("white", 0, Some(1)),
        ("declined", 1, Some(1)),
        ("not-recorded", 1, Some(1)),
        ("more-than-one", 1, None),
    ];
    assert_eq!(
        race,
        expected.map(|(word, served, any)| (word.to_owned(), served, any))
    );
    let roles: Vec<(String, u64)> = of("family_role")
        .into_iter()
        .map(|row| (row.0, row.1))
        .collect();
    let expected = [
        ("mother", 1),
        ("father", 0),
        ("guardian", 0),
        ("kin", 0),
        ("other", 0),
        ("declined", 0),
        ("not-recorded", 3),
    ];
    assert_eq!(
        roles,
        expected.map(|(word, served)| (word.to_owned(), served))
    );
}
