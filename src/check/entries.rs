//! Entries of lists that are identical.

use super::{Context, Rule};
use crate::record::{At, Finding, Place};

pub(super) const RULES: &[Rule] = &[Rule::warning(
    "entry-twice",
    "No goal, training, consent, leave, court-record check (`checked`) or other entry is twice in one file.",
    twice,
)];

/// Events of cases have their own rule, which also finds two that differ in the children they name.
fn twice(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let records = context.register.records();
    let mut entries = Entries(findings);
    for entry in &records.participants {
        let (place, record) = (&entry.place, &entry.record);
        entries.twice(place, ("consent", "kind"), &record.consent);
        entries.twice(place, ("enrollment", "start"), &record.enrollment);
        entries.twice(place, ("mentor_request", "on"), &record.mentor_request);
        entries.twice(place, ("goal", "set"), &record.goal);
    }
    for entry in &records.mentors {
        let (place, record) = (&entry.place, &entry.record);
        entries.twice(place, ("training", "name"), &record.training);
        entries.twice(place, ("leave", "start"), &record.leave);
    }
    for entry in &records.cases {
        entries.twice(&entry.place, ("checked", "on"), &entry.record.checked);
    }
    for entry in &records.sessions {
        entries.twice(
            &entry.place,
            ("referral", "resource"),
            &entry.record.referral,
        );
    }
}

struct Entries<'f>(&'f mut Vec<Finding>);

impl Entries<'_> {
    /// Finds every entry equal to an earlier one of the list, by the first key that all of them have.
    fn twice<T: PartialEq>(
        &mut self,
        place: &Place,
        (list, key): (&'static str, &'static str),
        entries: &[T],
    ) {
        for (at, entry) in entries.iter().enumerate() {
            if entries[..at].contains(entry) {
                self.0.push(
                    Finding::warning(
                        "entry-twice",
                        place,
                        At::entry(list, at, key),
                        format!("this `{list}` is entered twice and counts once"),
                    )
                    .help("delete one of the two, or correct the one that is wrong"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::places;

    #[test]
    fn equal_entries_of_one_file_are_found_in_every_list() {
        let parent = "[[consent]]\nkind = \"services\"\ngiven = 2026-01-15\n\
            [[enrollment]]\nstart = 2026-01-15\n[[mentor_request]]\non = 2026-01-15\n\
            [[goal]]\nset = 2026-02-01\ndomain = \"housing\"\n";
        let mentor =
            "[[training]]\nname = \"core\"\non = 2025-02-20\n[[leave]]\nstart = 2026-12-20\n";
        let referral = "[[referral]]\nresource = \"food-bank\"\n";
        let session = format!(
            "kind = \"casework\"\non = 2026-03-01\nparticipants = [\"p-a\"]\n{referral}{referral}"
        );
        let found = places(
            "entry-twice",
            &[
                ("participants/p-a.toml", &parent.repeat(2)),
                (
                    "mentors/m-a.toml",
                    &format!("capacity = 1\n{}", mentor.repeat(2)),
                ),
                ("sessions/2026/2026-03-01-casework-p-a.toml", &session),
            ],
        );
        assert_eq!(
            found,
            [
                "mentors/m-a.toml leave.1.start",
                "mentors/m-a.toml training.1.name",
                "participants/p-a.toml consent.1.kind",
                "participants/p-a.toml enrollment.1.start",
                "participants/p-a.toml goal.1.set",
                "participants/p-a.toml mentor_request.1.on",
                "sessions/2026/2026-03-01-casework-p-a.toml referral.1.resource",
            ]
        );
    }

    #[test]
    fn entries_that_differ_and_those_of_two_files_of_one_person_are_fine() {
        let goal = "[[goal]]\nset = 2026-02-01\ndomain = \"housing\"\n";
        let both = format!("{goal}[[goal]]\nset = 2026-02-01\ndomain = \"work\"\n");
        let other = format!("same_as = \"p-a\"\n{goal}");
        let files = [
            ("participants/p-a.toml", both.as_str()),
            ("participants/p-b.toml", other.as_str()),
        ];
        assert!(places("entry-twice", &files).is_empty());
    }
}
