//! Facts that cannot have happened yet.

use super::{Context, Rule};
use crate::record::schema::{Leaf, Wanted};
use crate::record::{At, Finding, Kind};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "future-date",
    "No date is in the future, except those of expiration, leave and hearings.",
    future_date,
)];

fn future_date(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let today = context.today;
    context
        .register
        .records()
        .visit_some(Wanted::DAYS, &mut |place, spot, leaf| {
            let Leaf::Day(day) = leaf else { return };
            if day <= today || spot.is_ahead {
                return;
            }
            let message = format!("{day} has not come yet; today is {today}");
            let at = At::Key(spot.path.steps());
            let finding = Finding::error("future-date", place, at, message)
                .help("correct the date, or enter it after it happens");
            findings.push(if place.is_of(Kind::Identity) {
                finding.quietly()
            } else {
                finding
            });
        });
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const RULE: &str = "future-date";

    #[test]
    fn facts_of_every_kind_lie_in_the_past() {
        let found = places(
            RULE,
            &[
                (
                    "participants/p-a.toml",
                    "referred = 2026-11-22\n[[enrollment]]\nstart = 2026-11-22\nend = 2026-11-23\n\
                     [[consent]]\nkind = \"services\"\ngiven = 2026-11-22\nwithdrawn = 2026-11-23\n\
                     [[mentor_request]]\non = 2026-11-22\n[[goal]]\nset = 2026-11-22\ndomain = \"housing\"\n",
                ),
                (
                    "mentors/m-a.toml",
                    "capacity = 1\njoined = 2026-11-22\nleft = 2026-11-23\n[own_case]\nclosed = 2026-11-22\n\
                     [[training]]\nname = \"core\"\non = 2026-11-22\n",
                ),
                (
                    "cases/c-a.toml",
                    "system = \"cps\"\n[child.a]\nborn = 2026-11-22\n[[event]]\non = 2026-11-22\nkind = \"petition\"\n\
                     [[event]]\non = 2026-12-22\nkind = \"hearing\"\n",
                ),
                (
                    "matches/k-a.toml",
                    "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-11-22\nbegan = 2026-11-22\n\
                     [ended]\non = 2026-11-22\n",
                ),
                (
                    "sessions/2026/2026-11-22-outreach-x.toml",
                    "kind = \"outreach\"\non = 2026-11-22\n",
                ),
            ],
        );
        assert_eq!(found.len(), 17, "{found:#?}");
        assert_eq!(
            found.last().map(String::as_str),
            Some("sessions/2026/2026-11-22-outreach-x.toml on")
        );
    }

    #[test]
    fn today_plans_and_what_was_called_off_are_fine() {
        let files = [
            (
                "participants/p-a.toml",
                "[[consent]]\nkind = \"services\"\ngiven = 2026-11-21\nexpires = 2027-11-21\n",
            ),
            (
                "mentors/m-a.toml",
                "capacity = 1\n[[training]]\nname = \"core\"\non = 2026-11-21\nexpires = 2027-11-21\n\
                 [[leave]]\nstart = 2026-12-20\nend = 2027-01-03\n",
            ),
            (
                "sessions/2026/2026-12-01-group-x.toml",
                "kind = \"support-group\"\non = 2026-12-01\nstatus = \"cancelled-by-program\"\n",
            ),
        ];
        assert!(places(RULE, &files).is_empty());
    }

    #[test]
    fn a_birth_date_is_not_shown() {
        let found = findings(
            RULE,
            &[(
                "identities/p-a.toml",
                "given = \"Rosa\"\nborn = 2027-01-01\n",
            )],
        );
        assert!(found.len() == 1 && found[0].quiet);
    }
}
