//! The contact log of one mentor: no column names the mentor, and the sheet, the file or a title may.

use std::collections::{BTreeMap, BTreeSet};

use super::values::{toml, word_of};
use super::{Sheet, Taken};
use crate::record::intake::IntakeKind;
use crate::record::{Day, MentorId};
use crate::register::fold;

/// Ways of contact that no group has. `Home` may also be the way that somebody joined a group.
const OF_ONE: [&str; 5] = ["home visit", "hv", "in home", "office visit", "ov"];

/// From so many rows on, days say whether people met in a group.
const ENOUGH: usize = 3;

impl Sheet<'_> {
    /// Whether the rows are contacts with one parent each, and not those who came to a group: the way was a phone or a visit,
    /// or each row has its own day and length.
    pub(super) fn is_of_contacts(&self, kind: IntakeKind, taken: &[Taken]) -> bool {
        let cells = |field: &str| {
            let one = taken.iter().find(|one| one.field == field);
            one.map(|one| self.cells(one.place)).unwrap_or_default()
        };
        let is_of_one = |cell: &String| {
            let word = word_of(kind, "mode", cell, self.about.program);
            let folded = fold(cell);
            word.is_some_and(|word| ["phone", "text"].contains(&word.as_str()))
                || OF_ONE.iter().any(|words| folded.starts_with(words))
        };
        let (days, lengths) = (cells("on"), cells("minutes"));
        let distinct = |cells: &[String]| cells.iter().collect::<BTreeSet<_>>().len();
        let has_own_days = days.len() >= ENOUGH && distinct(&days) * 3 >= days.len() * 2;
        let names = ["name", "given", "participants"];
        taken.iter().any(|one| names.contains(&&*one.field))
            && (cells("mode").iter().any(is_of_one) || has_own_days && distinct(&lengths) > 1)
    }

    /// Who met the parents of such a sheet, as a constant: the one mentor whom the sheet, the file or a title names.
    pub(super) fn mentor_of_all(&self) -> Option<String> {
        let id = self.mentor_named()?;
        Some(format!(
            "\n[[constant]]\nfield = \"mentors\"\nvalue = {} # the sheet, the file or a title names this mentor: is it?\n",
            toml(id.as_str())
        ))
    }

    /// The question who that was.
    pub(super) fn mentor_asked() -> String {
        "\n[[constant]]\nfield = \"mentors\"\nvalue = \"?\" # which mentor met them? Write the name or the id; if it was the mentor \
         of each parent's match, delete these three lines\n"
            .to_owned()
    }

    /// That no one is named: then it is the mentor of each parent's match.
    pub(super) fn mentor_of_each() -> String {
        "\n# No column and no title names a mentor: each row is of the mentor of the parent's match on that day.\n\
         # If one mentor met them all, take the first # out of the next three lines and write the name:\n\
         # [[constant]]\n# field = \"mentors\"\n# value = \"NAME\"\n"
            .to_owned()
    }

    /// The one mentor on file whose whole name is in a title, or else whose given name is.
    fn mentor_named(&self) -> Option<&MentorId> {
        let titles = self.titles();
        let titles = titles.iter().map(|title| format!(" {} ", fold(title)));
        let titles: Vec<String> = titles.collect();
        let has = |name: &str| {
            let name = format!(" {name} ");
            titles.iter().any(|title| title.contains(&name))
        };
        let mut given: BTreeMap<String, BTreeSet<&MentorId>> = BTreeMap::new();
        let mut whole: BTreeSet<&MentorId> = BTreeSet::new();
        for (id, names) in self.about.mentors {
            for name in names.iter().map(|name| fold(name)) {
                let first = name.split(' ').next().unwrap_or_default();
                given.entry(first.to_owned()).or_default().insert(id);
                whole.extend((name.contains(' ') && has(&name)).then_some(id));
            }
        }
        // June may be the month.
        let is_in_a_title =
            |name: &str| name.len() > 2 && Day::month_called(name).is_none() && has(name);
        if whole.is_empty() {
            let said = given.iter().filter(|(name, _)| is_in_a_title(name));
            whole = said.flat_map(|(_, ids)| ids.iter().copied()).collect();
        }
        let mut whole = whole.into_iter();
        whole.next().filter(|_| whole.next().is_none())
    }
}
