//! Who led every meeting of a group, if a title names mentors on file.

use std::collections::BTreeSet;

use super::{Sheet, Taken, toml};
use crate::intake::cell::clean;
use crate::intake::several::names_in;
use crate::intake::titles::after_leader;
use crate::record::MentorId;
use crate::record::intake::IntakeKind;
use crate::register::fold;

impl Sheet<'_> {
    /// Those who led as a constant that can be deleted: the ids alone, as a map names no person.
    pub(super) fn leaders(&self, kind: IntakeKind, taken: &[Taken], is_of_a_group: bool) -> String {
        let is_said =
            taken.iter().any(|taken| taken.field == "led_by") || self.has_row_of_leaders();
        let is_of_a_group = is_of_a_group && !self.is_mentoring(kind, taken);
        if kind != IntakeKind::Attendance || is_said || !is_of_a_group {
            return String::new();
        }
        let titles = self.above.iter().flat_map(|row| {
            let cells = row.cells.iter();
            cells.map(|cell| (row.number, clean(cell)))
        });
        let mut found = titles.filter_map(|(row, title)| Some((row, self.leaders_in(&title)?)));
        let Some((row, ids)) = found.next() else {
            return String::new();
        };
        let ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
        format!(
            "\n[[constant]]\nfield = \"led_by\"\nvalue = {} # row {row} says so: delete these 3 lines if leaders differ\n",
            toml(&ids.join("; "))
        )
    }

    /// The mentors whom a title says to have led, if all its names are of mentors on file.
    fn leaders_in(&self, title: &str) -> Option<BTreeSet<&MentorId>> {
        let said = after_leader(title)?;
        let end = said.find(|c: char| c.is_ascii_digit() || "()|;".contains(c));
        let said = said[..end.unwrap_or(said.len())].trim_matches([' ', '-', '–', ',', ':', '.']);
        let parts = said
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let names: Vec<&str> = parts
            .flat_map(|part| match names_in(part) {
                names if names.is_empty() => vec![part],
                names => names,
            })
            .collect();
        let ids: Option<BTreeSet<&MentorId>> =
            names.iter().map(|name| self.mentor_called(name)).collect();
        ids.filter(|ids| !ids.is_empty())
    }

    /// The one mentor who has a name, or has it as the given name.
    fn mentor_called(&self, name: &str) -> Option<&MentorId> {
        let name = fold(name);
        let one = |is: &dyn Fn(&str) -> bool| {
            let mut found = self.about.mentors.iter();
            let mut found = found
                .by_ref()
                .filter(|(_, names)| names.iter().any(|own| is(&fold(own))));
            let (id, _) = found.next()?;
            found.next().is_none().then_some(id)
        };
        one(&|own| own == name).or_else(|| one(&|own| own.split(' ').next() == Some(&name)))
    }
}
