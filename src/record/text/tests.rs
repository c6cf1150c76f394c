//! Both paths from a text to its tree lead to the same one.

#[path = "../../../tests/damage/harm.rs"]
mod harm;

#[path = "../../../tests/common/sample/files.rs"]
mod sample;

use proptest::prelude::*;

use super::node::Content;
use super::{conflict, full, quick};
use harm::{Dice, HARMS, harmed};

/// Whether the fast path reads a text; if it does, both paths must agree on every value and place.
fn is_quick(text: &str) -> bool {
    let Some(root) = quick::parse(text) else {
        return false;
    };
    let (full, errors) = full::parse(text);
    assert_eq!(errors, [], "{text:?}");
    assert_eq!(root, full, "{text:?}");
    assert_eq!(conflict::find(text), None, "{text:?}");
    true
}

#[test]
fn texts_as_the_program_writes_them_are_read_the_short_way() {
    for (path, text) in sample::FILES {
        // Two of the samples are hand-written, with inline tables.
        let plain = !text.contains('{');
        assert_eq!(is_quick(text), plain, "{path}");
        // With Windows line breaks, except those in a text.
        let windows = is_quick(&text.replace('\n', "\r\n"));
        assert!(windows == plain || text.contains("\"\"\""), "{path}");
    }
    assert!(is_quick(""));
    assert!(is_quick(
        "[2025-03-14-casework-p-a]\non = 2025-03-14\n[[2025-03-14-casework-p-a.referral]]\nx = 1\n"
    ));
    assert!(is_quick(
        "a=\"x\" # one\n\n[b.c]\nd = [ 1, 2026-10-07, true, ]\n[b.e]\n[[b.f]]\n[b.f.g]\n[[b.f]]\n"
    ));
    assert!(is_quick(
        "a = \"\"\"\nTwo \"lines\",\nand \"\" too\"\"\"\n\n  b = []  \r\n# é\r\nc = 0"
    ));
}

#[test]
fn what_takes_a_rule_to_judge_is_read_in_full() {
    let texts = [
        "a.b = 1",
        "a = { b = 1 }",
        "a = [ [ 1 ] ]",
        "a = [ { b = 1 } ]",
        "a = 1\na = 2",
        "[a]\n[a]",
        "[a.b]\n[a]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "a = []\n[[a]]",
        "a = [ 1 ]\n[[a]]",
        "a = 1\n[a.b]",
        "a",
        "a =",
        "= 1",
        "a = x",
        "[a",
        "a = 1 b = 2",
        "a = 2026-02-30",
        "a = 1\r",
        "# \u{1}",
        "\"\"\"a\"\"\" = 1",
        "[]",
        "[a.]",
        "a = [ 1 2 ]",
        "a = [ , ]",
        "a = 01",
        "a = -1",
        "a = 1.",
        "a = .5",
        "a = 1.2.3",
        "a = 00.5",
        "a = 10:00:00",
        "a = 2026-10-07T10:00:00Z",
        "a = 'x'",
        "a = \"x\\n\"",
        "a = \"\"\"x\"\"\"\"",
        "\u{feff}a = 1",
    ];
    for text in texts {
        assert!(!is_quick(text), "{text}");
    }
    let many: String = (0..1_000).map(|at| format!("k{at} = 1\n")).collect();
    assert!(!is_quick(&many));
}

/// How many texts are tried: a million with `PEER_THOROUGH=1`, otherwise a few thousand.
fn tries() -> usize {
    match std::env::var_os("PEER_THOROUGH") {
        Some(set) if set == "1" => 1_000_000,
        _ => 4_000,
    }
}

#[test]
fn texts_with_a_few_other_characters_are_read_in_full_or_alike() {
    const OTHERS: [&str; 24] = [
        "\n",
        "\r",
        "\r\n",
        "\t",
        " ",
        "\"",
        "\"\"\"",
        "'",
        "\\",
        "#",
        "[",
        "]",
        "[[",
        "]]",
        "=",
        ",",
        ".",
        "-",
        "0",
        "9",
        "e",
        "é",
        "\u{1}",
        "\n======= ",
    ];
    let mut dice = Dice::new(7);
    let (mut quick, all) = (0, tries());
    for at in 0..all {
        let mut text = sample::FILES[at % sample::FILES.len()].1.to_owned();
        for _ in 0..=dice.below(2) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let from = dice.below(places.len());
            let to = places
                .get(from + dice.below(3))
                .copied()
                .unwrap_or(text.len());
            text.replace_range(places[from]..to, OTHERS[dice.below(OTHERS.len())]);
        }
        quick += usize::from(is_quick(&text));
    }
    assert!(
        quick > all / 10 && quick < all,
        "{quick} of {all} the short way"
    );
}

#[test]
fn damaged_texts_are_read_in_full_or_alike() {
    let (mut quick, mut full) = (0, 0);
    for at in 0..tries() {
        let (_, text) = sample::FILES[at % sample::FILES.len()];
        let harm = HARMS[(at / sample::FILES.len()) % HARMS.len()];
        let bytes = harmed(harm, text, &mut Dice::new(at as u64));
        if let Ok(text) = std::str::from_utf8(&bytes) {
            *(if is_quick(text) {
                &mut quick
            } else {
                &mut full
            }) += 1;
        }
    }
    assert!(
        quick > 300 && full > 300,
        "{quick} the short way and {full} in full: the damages are of one kind only"
    );
}

/// Lines that are each valid somewhere, in random order.
fn lines() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "a", "b", "c", "\"a\"", "'b'", "a.b", "\"\"", "é", " a ", "a-1",
    ]);
    let value = prop::sample::select(vec![
        "1",
        "+0x1F",
        "0x1f",
        "1_000",
        "-1.5e3",
        "inf",
        "true",
        "2026-10-07",
        "2026-10-07T10:00:00Z",
        "10:00:00",
        "\"x\"",
        "'x'",
        "\"\\u00e9\\n\"",
        "\"\"\"\nx\n\"\"\"",
        "\"\"\"\n=======\n\"\"\"",
        "[]",
        "[ 1, ]",
        "[ 1, \"a\" ]",
        "\"\"\"\n<<<<<<< a\n\"\"\"",
        "[ # x\n 1,\n\n 2 ]",
        "[ [ 1 ] ]",
        "{}",
        "{ a = 1 }",
        "[ { a = 1 } ]",
        "x",
        "",
    ]);
    let heading = prop::collection::vec(
        prop::sample::select(vec!["a", "b", "c", "\"a\"", " b "]),
        1..4,
    );
    let line = prop_oneof![
        4 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
        2 => heading.clone().prop_map(|keys| format!("[{}]", keys.join("."))),
        2 => heading.prop_map(|keys| format!("[[{}]] # x", keys.join("."))),
        1 => Just("# a comment".to_owned()),
        1 => prop::sample::select(vec!["<<<<<<< HEAD", "=======", "======= ", ">>>>>>> x"]).prop_map(str::to_owned),
        1 => ".{0,12}",
    ];
    let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\n\n", ""]);
    prop::collection::vec((line, end).prop_map(|(line, end)| line + end), 0..9)
        .prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: tries() as u32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_ways_into_the_tree_lead_to_the_same(text in lines()) {
        is_quick(&text);
    }
}

#[test]
fn the_entries_of_a_table_keep_the_order_of_the_text() {
    let (root, _) = full::parse("b = 1\na = 2\n[d]\n[c.e]\n");
    let names: Vec<&str> = root.iter().map(|(key, _)| &*key.name).collect();
    assert_eq!(names, ["b", "a", "d", "c"]);
    assert!(
        matches!(&root.get("c").unwrap().1.content, Content::Table(table) if table.get("e").is_some())
    );
}

/// Mistakes of a hand, each told once and without the words of a parser.
#[test]
fn a_slip_of_the_hand_is_told_in_plain_words() {
    let slips = [
        (
            "needs = [ \"a\"\narea = \"b\"\n",
            "this list has no closing bracket `]`",
        ),
        (
            "[[enrollment]\nstart = 2026-01-01\n",
            "the closing bracket `]` is missing",
        ),
        ("own = { a = 1\n", "the closing bracket `}` is missing"),
        ("area = 'a\n", "the closing quotation mark is missing"),
        (
            "area = housing\n",
            "a value is missing, or is text without quotation marks",
        ),
        ("area \"85705\"\n", "this line has no `=`"),
        ("area = \"a\" \"b\"\n", "there is something after the value"),
        ("needs = [ \"a\" \"b\", ]\n", "this list lacks a comma"),
        (
            "needs = [ \"a\",, \"b\" ]\n",
            "this list has a comma too many",
        ),
        ("area = 1\narea = 2\n", full::TWICE),
        (
            "on = 2026-1-5\n",
            "this is not a date; write it as 2026-01-05",
        ),
    ];
    for (text, told) in slips {
        let (_, errors) = full::parse(text);
        let messages: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
        assert_eq!(messages, [told], "{text:?}");
    }
}
