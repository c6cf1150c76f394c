//! Differences between a sheet and a record on file, as the command that would apply them.

use crate::intake::Difference;
use crate::record::{Datum, Fields};
use crate::render::escape::line;

/// The end of a note about a difference: the command that writes the row's value. Values that only identities have are
/// shown only with names.
pub(super) fn advice(difference: &Difference, names: bool) -> String {
    let id = &difference.id;
    let mut words = Vec::new();
    let (mut open, mut apart) = (Vec::new(), Vec::new());
    changes("", &difference.own, &mut words, &mut open);
    if names {
        changes("", &difference.identity, &mut words, &mut apart);
    } else if !difference.identity.is_empty() {
        apart.push("the identity".to_owned());
    }
    let mut ways: Vec<String> = difference
        .commands
        .iter()
        .map(|command| format!("to use the new value: `{}`", line(command)))
        .collect();
    if !words.is_empty() {
        ways.push(format!(
            "to use the new value: `peer set {id} {}`",
            line(&words.join(" "))
        ));
    }
    if !open.is_empty() {
        ways.push(format!("to change {}: `peer edit {id}`", open.join(", ")));
    }
    if !apart.is_empty() {
        ways.push(format!(
            "to change {}: `peer edit {id} --identity`",
            apart.join(", ")
        ));
    }
    ways.iter().map(|way| format!("; {way}")).collect()
}

/// The changes that `peer set` accepts, and the keys that it does not: notes, which may have several lines and concern
/// no one else, and anything that does not fit on one line.
fn changes(before: &str, fields: &Fields, words: &mut Vec<String>, open: &mut Vec<String>) {
    for (key, value) in fields {
        match value {
            Datum::Table(inner) if before.is_empty() => {
                changes(&format!("{key}."), inner, words, open)
            }
            Datum::List(items)
                if ["", "facts."].contains(&before)
                    && !items.iter().any(|item| item.to_string().contains(',')) =>
            {
                words.extend(
                    items
                        .iter()
                        .map(|item| format!("{before}{key}+={}", quoted(&item.to_string()))),
                );
            }
            Datum::Prose(_)
            | Datum::Table(_)
            | Datum::Tables(_)
            | Datum::Map(_)
            | Datum::List(_) => open.push(format!("`{before}{key}`")),
            value => words.push(format!("{before}{key}={}", quoted(&value.to_string()))),
        }
    }
}

fn quoted(word: &str) -> String {
    shlex::try_quote(word)
        .map(std::borrow::Cow::into_owned)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_set_is_a_command_and_the_rest_is_named() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let difference = Difference {
            id: "p-a".to_owned(),
            own: vec![
                ("area", text("85 713")),
                (
                    "needs",
                    Datum::List(vec![text("housing"), text("visitation")]),
                ),
                (
                    "own_case",
                    Datum::Table(vec![("outcome", text("reunified"))]),
                ),
                ("enrollment", Datum::Tables(Vec::new())),
            ],
            identity: vec![("phone", text("520-555-0100"))],
            commands: Vec::new(),
            is_lacking: false,
        };
        assert_eq!(
            advice(&difference, true),
            "; to use the new value: `peer set p-a area='85 713' needs+=housing needs+=visitation own_case.outcome=reunified \
             phone=520-555-0100`; to change `enrollment`: `peer edit p-a`"
        );
        let names_hidden = advice(&difference, false);
        assert!(
            !names_hidden.contains("555")
                && names_hidden.ends_with("to change the identity: `peer edit p-a --identity`"),
            "{names_hidden}"
        );
    }

    #[test]
    fn notes_and_items_with_commas_stand_in_no_command() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let difference = Difference {
            id: "p-a".to_owned(),
            own: vec![
                ("area", text("85713")),
                ("needs", Datum::List(vec![text("housing, near")])),
                ("note", Datum::Prose("Sees Dana\nat noon".to_owned())),
            ],
            identity: vec![("note", Datum::Prose("Call late".to_owned()))],
            commands: Vec::new(),
            is_lacking: false,
        };
        let own = "; to use the new value: `peer set p-a area=85713`; to change `needs`, `note`: `peer edit p-a`";
        assert_eq!(
            advice(&difference, true),
            format!("{own}; to change `note`: `peer edit p-a --identity`")
        );
        assert_eq!(
            advice(&difference, false),
            format!("{own}; to change the identity: `peer edit p-a --identity`")
        );
    }
}
