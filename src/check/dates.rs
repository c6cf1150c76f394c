//! Days that cannot follow each other.

use super::{Context, Rule};
use crate::record::{At, Day, Finding, PersonId, Place};

pub(super) const RULES: &[Rule] = &[Rule::error(
    "date-order",
    "What begins comes before what ends it, and a birth before everything.",
    date_order,
)];

fn date_order(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut dates = Dates(findings);
    participants(context, &mut dates);
    mentors(context, &mut dates);
    for entry in &context.register.records().matches {
        let (place, record) = (&entry.place, &entry.record);
        let ended = record.ended.as_ref().map(|ended| ended.on);
        let declined = record.declined.as_ref().map(|declined| declined.on);
        dates.order(
            place,
            ("proposed", record.proposed),
            ("began", record.began),
            || At::key("began"),
        );
        let start = record.began.map_or(("proposed", record.proposed), |began| {
            ("began", Some(began))
        });
        dates.order(place, start, ("ended.on", ended), || {
            At::inner("ended", "on")
        });
        dates.order(
            place,
            ("proposed", record.proposed),
            ("declined.on", declined),
            || At::inner("declined", "on"),
        );
    }
    births(context, &mut dates);
}

fn participants(context: &Context<'_>, dates: &mut Dates<'_>) {
    for entry in &context.register.records().participants {
        let (place, record) = (&entry.place, &entry.record);
        for (at, time) in record.enrollment.iter().enumerate() {
            dates.order(
                place,
                ("start", Some(time.start)),
                ("end", time.end),
                || At::entry("enrollment", at, "end"),
            );
        }
        for (at, consent) in record.consent.iter().enumerate() {
            let given = ("given", Some(consent.given));
            dates.order(place, given, ("expires", consent.expires), || {
                At::entry("consent", at, "expires")
            });
            dates.order(place, given, ("withdrawn", consent.withdrawn), || {
                At::entry("consent", at, "withdrawn")
            });
        }
        for (at, request) in record.mentor_request.iter().enumerate() {
            let withdrawn = ("withdrawn", request.withdrawn);
            dates.order(place, ("on", Some(request.on)), withdrawn, || {
                At::entry("mentor_request", at, "withdrawn")
            });
        }
        for (at, goal) in record.goal.iter().enumerate() {
            dates.order(place, ("set", Some(goal.set)), ("met", goal.met), || {
                At::entry("goal", at, "met")
            });
        }
    }
}

fn mentors(context: &Context<'_>, dates: &mut Dates<'_>) {
    for entry in &context.register.records().mentors {
        let (place, record) = (&entry.place, &entry.record);
        dates.order(
            place,
            ("joined", record.joined),
            ("left", record.left),
            || At::key("left"),
        );
        for (at, training) in record.training.iter().enumerate() {
            let expires = ("expires", training.expires);
            dates.order(place, ("on", Some(training.on)), expires, || {
                At::entry("training", at, "expires")
            });
        }
        for (at, leave) in record.leave.iter().enumerate() {
            dates.order(
                place,
                ("start", Some(leave.start)),
                ("end", leave.end),
                || At::entry("leave", at, "end"),
            );
        }
    }
}

/// Births of adults after their own records begin; births of children are held against events of their case.
fn births(context: &Context<'_>, dates: &mut Dates<'_>) {
    for entry in &context.register.records().identities {
        let first = match &entry.id {
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
                "`{}` is born after the first day on record, {first}",
                entry.id
            );
            dates.0.push(
                Finding::error("date-order", &entry.place, At::key("born"), message)
                    .help("correct the birth date, or the day that comes before it")
                    .quietly(),
            );
        }
    }
}

struct Dates<'f>(&'f mut Vec<Finding>);

impl Dates<'_> {
    /// Finds a day that lies before the one it must follow; the same day is in order.
    fn order(
        &mut self,
        place: &Place,
        (first, earlier): (&str, Option<Day>),
        (then, later): (&str, Option<Day>),
        at: impl FnOnce() -> At,
    ) {
        if let (Some(earlier), Some(later)) = (earlier, later)
            && later < earlier
        {
            let message = format!("`{then}`, {later}, is before `{first}`, {earlier}");
            self.0.push(
                Finding::error("date-order", place, at(), message)
                    .help("correct one of the two days"),
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
