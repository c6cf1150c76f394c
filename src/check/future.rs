//! Facts that cannot have happened yet.

use super::{Context, Rule};
use crate::record::read::Step;
use crate::record::{At, Day, EventKind, Finding, Place, Status};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "future-date",
    "No fact is dated after today; only expiries, leave and hearings may be.",
    future_date,
)];

fn future_date(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut facts = Facts {
        today: context.today,
        findings,
    };
    let records = context.register.records();
    for entry in &records.participants {
        let (place, record) = (&entry.place, &entry.record);
        facts.fact(place, record.referred, || At::key("referred"));
        for (at, consent) in record.consent.iter().enumerate() {
            facts.fact(place, Some(consent.given), || {
                At::entry("consent", at, "given")
            });
            facts.fact(place, consent.withdrawn, || {
                At::entry("consent", at, "withdrawn")
            });
        }
        for (at, time) in record.enrollment.iter().enumerate() {
            facts.fact(place, Some(time.start), || {
                At::entry("enrollment", at, "start")
            });
            facts.fact(place, time.end, || At::entry("enrollment", at, "end"));
        }
        for (at, request) in record.mentor_request.iter().enumerate() {
            facts.fact(place, Some(request.on), || {
                At::entry("mentor_request", at, "on")
            });
            facts.fact(place, request.withdrawn, || {
                At::entry("mentor_request", at, "withdrawn")
            });
        }
        for (at, goal) in record.goal.iter().enumerate() {
            facts.fact(place, Some(goal.set), || At::entry("goal", at, "set"));
            facts.fact(place, goal.met, || At::entry("goal", at, "met"));
        }
    }
    for entry in &records.mentors {
        let (place, record) = (&entry.place, &entry.record);
        let own = record.own_case.as_ref();
        facts.fact(place, record.joined, || At::key("joined"));
        facts.fact(place, record.left, || At::key("left"));
        facts.fact(place, own.and_then(|own| own.closed), || {
            At::inner("own_case", "closed")
        });
        facts.fact(place, own.and_then(|own| own.recovery_since), || {
            At::inner("own_case", "recovery_since")
        });
        for (at, training) in record.training.iter().enumerate() {
            facts.fact(place, Some(training.on), || At::entry("training", at, "on"));
        }
    }
    for entry in &records.cases {
        for (key, child) in &entry.record.child {
            let at = || {
                At::Key(
                    ["child", key.as_str(), "born"]
                        .map(|step| Step::Key(step.to_owned()))
                        .to_vec(),
                )
            };
            facts.fact(&entry.place, child.born, at);
        }
        for (at, event) in entry.record.event.iter().enumerate() {
            // A hearing is known before it is held.
            let day = Some(event.on).filter(|_| event.kind != EventKind::Hearing);
            facts.fact(&entry.place, day, || At::entry("event", at, "on"));
        }
    }
    for entry in &records.matches {
        let (place, record) = (&entry.place, &entry.record);
        facts.fact(place, record.proposed, || At::key("proposed"));
        facts.fact(place, record.began, || At::key("began"));
        facts.fact(place, record.ended.as_ref().map(|ended| ended.on), || {
            At::inner("ended", "on")
        });
        facts.fact(
            place,
            record.declined.as_ref().map(|declined| declined.on),
            || At::inner("declined", "on"),
        );
    }
    for entry in &records.sessions {
        let called_off = matches!(
            entry.record.status,
            Some(Status::CancelledByParticipant | Status::CancelledByProgram)
        );
        facts.fact(
            &entry.place,
            Some(entry.record.on).filter(|_| !called_off),
            || At::key("on"),
        );
    }
    for entry in &records.identities {
        let known = facts.findings.len();
        facts.fact(&entry.place, entry.record.born, || At::key("born"));
        facts
            .findings
            .iter_mut()
            .skip(known)
            .for_each(|finding| finding.quiet = true);
    }
}

struct Facts<'f> {
    today: Day,
    findings: &'f mut Vec<Finding>,
}

impl Facts<'_> {
    fn fact(&mut self, place: &Place, day: Option<Day>, at: impl FnOnce() -> At) {
        if let Some(day) = day.filter(|day| *day > self.today) {
            let message = format!("{day} is still to come; today is {}", self.today);
            self.findings.push(
                Finding::error("future-date", place, at(), message)
                    .help("correct the day, or take the fact out until it has happened"),
            );
        }
    }
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
