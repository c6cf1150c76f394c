//! Invisible characters in names and texts: they reverse text, move the terminal's cursor, or make two different names
//! look alike.

use super::{Context, Rule};
use crate::record::schema::Leaf;
use crate::record::{At, Finding, is_hidden};

pub(super) const RULES: &[Rule] = &[Rule::warning(
    "hidden-character",
    "No name or text contains invisible characters.",
    in_texts,
)];

fn in_texts(context: &Context<'_>, findings: &mut Vec<Finding>) {
    context.register.records().visit(&mut |place, spot, leaf| {
        let text = match leaf {
            Leaf::Text(text) => text,
            Leaf::Word(word) => word.as_str(),
            Leaf::Day(_) | Leaf::Id(..) | Leaf::Count(_) | Leaf::Other => return,
        };
        if let Some(found) = text.chars().find(|c| is_hidden(*c) && !is_usual(*c)) {
            let message = format!("this contains the invisible character U+{:04X}", u32::from(found));
            findings.push(
                Finding::warning("hidden-character", place, At::Key(spot.path.steps()), message)
                    .help("type the text again: such characters can reverse text or make two different names look the same")
                    .quietly(),
            );
        }
    });
}

/// Line ends and tabs are typed, and joiners are part of letters in some languages.
fn is_usual(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const RULE: &str = "hidden-character";

    #[test]
    fn what_nobody_sees_in_a_name_or_a_text_is_found() {
        let found = places(
            RULE,
            &[
                (
                    "participants/p-a.toml",
                    "note = \"a\\u202Eb\"\n[[goal]]\nset = 2026-01-01\ndomain = \"housing\"\ntext = \"\\u001b[2J\"\n",
                ),
                (
                    "identities/p-a.toml",
                    "given = \"Ro\\u200Bsa\"\nfamily = \"Medina\"\naliases = [\"Rosa\", \"R\\u2066osa\"]\n",
                ),
            ],
        );
        assert_eq!(
            found,
            [
                "identities/p-a.toml aliases.1",
                "identities/p-a.toml given",
                "participants/p-a.toml goal.0.text",
                "participants/p-a.toml note",
            ]
        );
    }

    #[test]
    fn the_character_is_named_and_the_text_is_not_shown() {
        let found = findings(
            RULE,
            &[("identities/p-a.toml", "given = \"Ro\\u202Esa\"\n")],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            "this contains the invisible character U+202E"
        );
        assert!(found[0].quiet);
    }

    #[test]
    fn lines_tabs_and_joiners_are_usual() {
        let text = "note = \"one\\ntwo\\tthree\"\n";
        let name = "given = \"\\u0646\\u06CC\\u200C\\u0646\\u0627\"\n";
        assert!(
            places(
                RULE,
                &[
                    ("participants/p-a.toml", text),
                    ("identities/p-a.toml", name)
                ]
            )
            .is_empty()
        );
    }
}
