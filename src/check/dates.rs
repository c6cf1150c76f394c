//! Days that are in the wrong order.

use super::{Context, Rule};
use crate::record::schema::{Leaf, Wanted};
use crate::record::{At, Finding, PersonId};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "date-order",
    "Start dates come before end dates, and birth dates come before everything else.",
    date_order,
)];

fn date_order(context: &Context<'_>, findings: &mut Vec<Finding>) {
    context
        .register
        .records()
        .visit_some(Wanted::DAYS, &mut |place, spot, leaf| {
            let (Leaf::Day(later), Some((first, earlier))) = (leaf, spot.after) else {
                return;
            };
            // The same day is fine.
            if later < earlier {
                let then = spot.path.keys();
                let message = format!("`{then}`, {later}, is before `{first}`, {earlier}");
                findings.push(
                    Finding::error("date-order", place, At::Key(spot.path.steps()), message)
                        .help("correct one of the two dates"),
                );
            }
        });
    births(context, findings);
}

/// Births of adults after their own records begin; births of children are compared with the events of their case.
fn births(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in &context.register.records().identities {
        let Some(person) = entry.id.person() else {
            continue;
        };
        let first = match person {
            PersonId::Participant(id) => context.participant(id).and_then(|entry| {
                let record = &entry.record;
                record
                    .enrollment
                    .iter()
                    .map(|time| time.start)
                    .chain(record.referred)
                    .min()
            }),
            PersonId::Mentor(id) => context
                .register
                .mentor(id)
                .and_then(|entry| entry.record.joined),
        };
        if let (Some(born), Some(first)) = (entry.record.born, first)
            && born > first
        {
            let message = format!(
                "the birth date of `{}` is after their first day on record, {first}",
                entry.id
            );
            findings.push(
                Finding::error("date-order", &entry.place, At::key("born"), message)
                    .help("correct the birth date or the other date")
                    .quietly(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, messages, places};

    const RULE: &str = "date-order";

    #[test]
    fn what_ends_before_it_begins_is_found_everywhere() {
        let found = places(
            RULE,
            &[
                (
                    "participants/p-a.toml",
                    "[[enrollment]]\nstart = 2026-02-01\nend = 2026-01-01\n\
                     [[consent]]\nkind = \"services\"\ngiven = 2026-02-01\nexpires = 2026-01-01\nwithdrawn = 2026-01-02\n\
                     [[mentor_request]]\non = 2026-02-01\nwithdrawn = 2026-01-01\n\
                     [[goal]]\nset = 2026-02-01\ndomain = \"housing\"\nmet = 2026-01-01\n",
                ),
                (
                    "mentors/m-a.toml",
                    "capacity = 1\njoined = 2026-02-01\nleft = 2026-01-01\n\
                     [[training]]\nname = \"core\"\non = 2026-02-01\nexpires = 2026-01-01\n\
                     [[leave]]\nstart = 2026-02-01\nend = 2026-01-01\n",
                ),
                (
                    "matches/k-a.toml",
                    "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-02-03\nbegan = 2026-02-01\n\
                     [ended]\non = 2026-01-01\n",
                ),
                (
                    "matches/k-b.toml",
                    "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-02-03\n\
                     [declined]\non = 2026-01-01\nby = \"mentor\"\n",
                ),
            ],
        );
        assert_eq!(
            found,
            [
                "matches/k-a.toml began",
                "matches/k-a.toml ended.on",
                "matches/k-b.toml declined.on",
                "mentors/m-a.toml leave.0.end",
                "mentors/m-a.toml left",
                "mentors/m-a.toml training.0.expires",
                "participants/p-a.toml consent.0.expires",
                "participants/p-a.toml consent.0.withdrawn",
                "participants/p-a.toml enrollment.0.end",
                "participants/p-a.toml goal.0.met",
                "participants/p-a.toml mentor_request.0.withdrawn",
            ]
        );
    }

    #[test]
    fn the_same_day_is_in_order() {
        let text = "[[enrollment]]\nstart = 2026-02-01\nend = 2026-02-01\n";
        assert!(places(RULE, &[("participants/p-a.toml", text)]).is_empty());
    }

    #[test]
    fn nobody_enrolls_before_being_born_and_the_birth_date_is_not_shown() {
        let files = |born: &'static str| {
            [
                ("participants/p-a.toml", "referred = 2026-01-01\n"),
                ("identities/p-a.toml", born),
            ]
        };
        let found = findings(RULE, &files("born = 2026-04-12\n"));
        assert!(found.len() == 1 && found[0].quiet);
        assert_eq!(
            messages(RULE, &files("born = 1989-04-12\n")),
            Vec::<String>::new()
        );
    }
}
