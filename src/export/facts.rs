//! `facts`: values that a record may have several of, and the program's own facts.

use std::borrow::Cow;

use super::column::{Column, Holds, Walk};
use super::ground::Ground;
use super::table::{Cell, Layout, Rows};
use crate::record::schema::Fields;
use crate::record::{About, OwnFacts, Word};

/// The rows of `facts`, as other tables add to them.
#[derive(Debug)]
pub struct Facts(pub Rows);

impl Facts {
    /// Without any rows yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Rows::new(layout()))
    }

    /// Adds the items of the lists of a record.
    pub fn lists(
        &mut self,
        ground: &Ground<'_>,
        about: &str,
        id: &str,
        walk: &Walk,
        said: &Fields,
    ) {
        for (fact, answer) in ground.listed(walk, said) {
            self.add(about, id, &fact, Cell::Text(answer));
        }
    }

    /// Adds the facts that the program asks about a parent, a case or a child; a fact that no one recorded is a row
    /// without an answer.
    pub fn own(&mut self, ground: &Ground<'_>, about: About, id: &str, said: &OwnFacts) {
        for fact in ground.register().program().facts_of(about) {
            let allowed = fact.allowed();
            // Free words may contain anything.
            if allowed.is_empty() {
                continue;
            }
            let words = said.words(fact.name.0).iter().map(Word::as_str);
            let words: Vec<&str> = words.filter(|word| allowed.contains(word)).collect();
            if words.is_empty() {
                self.add(about.word(), id, fact.name.0, Cell::Unknown);
            }
            for word in words {
                self.add(about.word(), id, fact.name.0, Cell::from(word));
            }
        }
    }

    /// Adds one answer.
    pub fn add(&mut self, about: &str, id: &str, fact: &str, answer: Cell<'_>) {
        let text = |text| Cell::Text(Cow::Borrowed(text));
        self.0.add([text(about), text(id), text(fact), answer]);
    }
}

impl Default for Facts {
    fn default() -> Self {
        Self::new()
    }
}

fn layout() -> Layout {
    let about = "What the row is about: participant, case, child, event, match or session.";
    Layout {
        name: "facts",
        doc: "One answer of a question that can have several, or that the program asks in its own words.",
        columns: vec![
            Column::new("about", Holds::Word, about).always(),
            Column::new("id", Holds::Id(None), "The row of that table.").always(),
            Column::new("fact", Holds::Word, "What is said of it.").always(),
            Column::new(
                "answer",
                Holds::Text,
                "A word or an id; empty where nobody recorded an answer.",
            ),
        ],
        key: 4,
    }
}
