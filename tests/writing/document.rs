//! Documents as people write them: a mentor's file with odd spacing, comments, inline tables, dotted keys.

use proptest::prelude::*;

/// A document as a person typed it.
#[derive(Debug, Clone)]
pub struct Typed {
    pub text: String,
}

/// A comment line, a blank line, or nothing.
fn pause() -> BoxedStrategy<String> {
    prop_oneof![
        4 => Just(String::new()),
        1 => Just("\n".to_owned()),
        2 => Just("# a remark\n".to_owned()),
        1 => Just("   # an indented remark\n\n".to_owned()),
        1 => Just("#\n\t# \"quoted\" = [ remark\n".to_owned()),
    ]
    .boxed()
}

/// What may follow a value.
fn behind() -> BoxedStrategy<String> {
    prop_oneof![3 => Just(String::new()), 2 => Just(" # behind".to_owned()), 1 => Just("\t#behind".to_owned()), 1 => Just("  ".to_owned())].boxed()
}

fn equals() -> BoxedStrategy<&'static str> {
    prop_oneof![4 => Just(" = "), 1 => Just("="), 1 => Just("   =  "), 1 => Just("\t= ")].boxed()
}

fn scalar(key: &'static str) -> BoxedStrategy<String> {
    let quoted = prop_oneof![5 => Just(key.to_owned()), 1 => Just(format!("\"{key}\"")), 1 => Just(format!("  {key}"))];
    let value = prop_oneof![
        Just("\"old\""),
        Just("'old'"),
        Just("\"\"\"old\"\"\""),
        Just("\"\"\"\\\n    old\"\"\""),
        Just("\"ó # no remark\"")
    ];
    (pause(), quoted, equals(), value, behind())
        .prop_map(|(above, key, equals, value, behind)| {
            format!("{above}{key}{equals}{value}{behind}\n")
        })
        .boxed()
}

fn prose() -> BoxedStrategy<String> {
    let value = prop_oneof![
        Just("\"\"\"\nOne.\n# no remark\nTwo.\"\"\""),
        Just("'''\nOne.\n\n'''"),
        Just("\"One.\\nTwo.\"")
    ];
    (pause(), equals(), value, behind())
        .prop_map(|(above, equals, value, behind)| format!("{above}note{equals}{value}{behind}\n"))
        .boxed()
}

fn list(key: &'static str) -> BoxedStrategy<String> {
    let value = prop_oneof![
        Just("[]"),
        Just("[ ]"),
        Just("[\n    # nobody yet\n]"),
        Just("[\"aa\"]"),
        Just("[ \"aa\", \"mm\", ]"),
        Just("[\"mm\",\"aa\" , 'zz']"),
        Just("[\n    \"aa\",\n    \"mm\", # the second\n    # above the last\n    \"zz\",\n]"),
        Just("[\n  \"aa\", \"mm\",\n  \"zz\"\n  ]"),
        Just("[ # first\n\t\"aa\" # no comma\n\t, \"zz\" ] "),
        Just("[ \"aa\",\n  \"mm\" ]"),
        Just("[\n\n    \"mm\" # alone\n\n]"),
        Just("[\n    \"aa\",\n    \"mm\", # the last\n    # the end\n]"),
    ];
    (pause(), equals(), value, behind())
        .prop_map(move |(above, equals, value, behind)| {
            format!("{above}{key}{equals}{value}{behind}\n")
        })
        .boxed()
}

/// Lines of `own_case`: those among the plain keys, and those in a separate table.
fn own_case() -> BoxedStrategy<(String, String)> {
    let plain = |text: &'static str| Just((text.to_owned(), String::new()));
    prop_oneof![
        plain(""),
        plain("own_case = { closed = 2023-05-10, outcome = 'reunified' } # inline\n"),
        plain("own_case = {closed=2023-05-10}\n"),
        plain("own_case = {}\n"),
        plain("own_case.closed = 2023-05-10 # dotted\nown_case.outcome = \"reunified\"\n"),
        plain("# about the case\nown_case . closed = 2023-05-10\n"),
        (pause(), behind()).prop_map(|(above, behind)| (
            String::new(),
            format!("{above}[own_case]{behind}\nclosed = 2023-05-10 # day\n# inside\noutcome = \"reunified\"\n")
        )),
        Just((String::new(), "[ own_case ]\n".to_owned())),
    ]
    .boxed()
}

/// Lines of `training`, plain or as tables.
fn training() -> BoxedStrategy<(String, String)> {
    let plain = |text: &'static str| Just((text.to_owned(), String::new()));
    prop_oneof![
        plain(""),
        plain("training = [ { name = \"core\", on = 2025-02-20 } ]\n"),
        plain(
            "training = [\n    { name = \"core\", on = 2025-02-20, hours = 24 }, # long\n    {name='next',on=2025-03-20}\n]\n"
        ),
        plain("training = [] # none\n"),
        (pause(), pause(), behind(), any::<bool>()).prop_map(|(above, inside, behind, two)| {
            let one = format!("{above}[[training]]{behind}\nname = \"core\"{behind}\n{inside}on = 2025-02-20\n");
            (
                String::new(),
                if two { format!("{one}\n[[training]]\n  name = \"next\"\n  on = 2025-03-20 # late\n") } else { one },
            )
        }),
    ].boxed()
}

fn leave() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        (pause(), behind()).prop_map(|(above, behind)| format!(
            "{above}[[leave]]\nstart = 2026-12-20{behind}\n\n"
        )),
        Just(
            "[[leave]]\nstart = 2026-12-20\nend = 2027-01-03\n[[leave]]\nstart = 2027-12-20\n"
                .to_owned()
        ),
    ]
    .boxed()
}

/// A mentor's file.
pub fn typed() -> BoxedStrategy<Typed> {
    let plain = (
        prop::option::weighted(0.8, scalar("area")),
        prop::option::weighted(0.6, scalar("gender")),
        prop::option::weighted(0.9, list("roles")),
        prop::option::weighted(0.6, list("languages")),
        prop::option::weighted(0.6, prose()),
    );
    let order = Just((0..8).collect::<Vec<usize>>()).prop_shuffle();
    let ends = (
        pause(),
        any::<bool>(),
        prop::bool::weighted(0.25),
        prop::bool::weighted(0.2),
    );
    ((plain, own_case(), training(), leave()), order, ends)
        .prop_map(|((plain, case, training, leave), order, ends)| {
            let (area, gender, roles, languages, note) = plain;
            let lines = [area, gender, roles, languages, note].map(Option::unwrap_or_default);
            let mut heads: Vec<&str> = lines
                .iter()
                .map(String::as_str)
                .chain([case.0.as_str(), training.0.as_str()])
                .collect();
            let mut tables = vec![case.1.as_str(), training.1.as_str(), leave.as_str()];
            let by = |at: usize| order.iter().position(|place| *place == at);
            let mut places: Vec<usize> = (0..heads.len()).collect();
            places.sort_by_key(|at| by(*at));
            heads = places.iter().map(|at| heads[*at]).collect();
            let mut places: Vec<usize> = (0..tables.len()).collect();
            places.sort_by_key(|at| by(*at));
            tables = places.iter().map(|at| tables[*at]).collect();
            let (last, newline, windows, mark) = ends;
            let mut text = format!("{}{}{last}", heads.concat(), tables.concat());
            if !newline {
                text.truncate(text.trim_end_matches('\n').len());
            }
            if windows {
                text = text.replace('\n', "\r\n");
            }
            Typed {
                text: if mark {
                    format!("\u{feff}{text}")
                } else {
                    text
                },
            }
        })
        .boxed()
}
