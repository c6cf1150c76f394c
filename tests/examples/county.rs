//! What the county answered, each quarter, about the families who let the program ask.

use peer::record::case::Checked;
use peer::record::participant::Consent;
use peer::record::{Day, EventKind, Participant, ParticipantId};

use super::book::{Book, day, last, word};

/// The days on which the county answered, each with the last day that it looked at and the number of the question.
const ANSWERS: [(&str, &str, &str); 5] = [
    ("2025-10-16", "2025-09-30", "2025-3"),
    ("2026-01-15", "2025-12-31", "2025-4"),
    ("2026-04-16", "2026-03-31", "2026-1"),
    ("2026-07-16", "2026-06-30", "2026-2"),
    ("2026-10-15", "2026-09-30", "2026-3"),
];

/// Parents whose children came home renew their consent to outcome reporting each year, also after they left; who gave
/// none is asked again when the children are home, and one in four agrees. Who withdrew is not asked.
pub fn renew_consents(book: &mut Book) {
    let families: Vec<(Day, ParticipantId)> = book
        .families
        .iter()
        .filter_map(|family| Some((family.home?, family.parents.clone())))
        .flat_map(|(home, parents)| parents.into_iter().map(move |id| (home, id)))
        .collect();
    let mut without = 0;
    for (home, id) in families {
        let record = book.participants.get_mut(&id).unwrap();
        let mut given = reporting(record).filter_map(|one| one.expires).max();
        if given.is_none() {
            without += 1;
            let asked = record.enrollment[0].start.max(home).plus_days(14);
            given = Some(asked).filter(|_| without % 4 == 0);
        }
        if reporting(record).any(|one| one.withdrawn.is_some()) {
            continue;
        }
        while let Some(on) = given.filter(|on| *on <= last()) {
            let expires = on.plus_months(12);
            record.consent.push(Consent {
                kind: word("outcome-reporting"),
                given: on,
                expires: Some(expires),
                withdrawn: None,
                void: None,
            });
            given = Some(expires);
        }
        record.consent.sort_by_key(|consent| consent.given);
    }
}

fn reporting(record: &Participant) -> impl Iterator<Item = &Consent> {
    let kind = word("outcome-reporting");
    record
        .consent
        .iter()
        .filter(move |consent| consent.kind == kind)
}

/// Whether the program may ask about a parent on a day.
fn may_ask(record: &Participant, on: Day) -> bool {
    reporting(record).any(|consent| {
        consent.given <= on
            && consent.expires.is_none_or(|expires| on < expires)
            && consent.withdrawn.is_none_or(|withdrawn| on < withdrawn)
    })
}

/// The county looks up every family that consents, until its twelve months are covered. It does not find those who are
/// lost, and has no need to look for those of whom the program knows that they are back in court.
pub fn answers(book: &mut Book) {
    for family in book.families.clone() {
        let (Some(home), Some(case)) = (family.home, &family.case) else {
            continue;
        };
        let case = book.cases.get_mut(case).unwrap();
        let over = |on: Day| {
            let is_over = |kind| {
                let back = [EventKind::Petition, EventKind::Removed, EventKind::Lost];
                back.contains(&kind)
            };
            let mut after = case.event.iter().filter(|event| event.on > home);
            after.any(|event| event.on <= on && is_over(event.kind))
        };
        let mut checked: Vec<Checked> = Vec::new();
        for (on, through, number) in ANSWERS {
            let (on, through) = (day(on), day(through));
            let is_covered = checked
                .last()
                .is_some_and(|one| one.through >= home.plus_months(12));
            let asked = family
                .parents
                .iter()
                .any(|id| may_ask(&book.participants[id], on));
            if asked && !is_covered && home <= through && !over(on) {
                checked.push(Checked {
                    on,
                    through,
                    source: word("county-match"),
                    county: None,
                    reference: Some(format!("question {number}").into()),
                    void: None,
                });
            }
        }
        case.checked = checked;
    }
}
