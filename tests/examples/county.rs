//! What courts and counties were asked about the families who consented, and what they answered.

use std::collections::BTreeSet;

use peer::record::case::Checked;
use peer::record::participant::Consent;
use peer::record::{Asked, CaseId, Day, EventKind, Participant, ParticipantId, Question};

use super::book::{Book, Family, day, last, word};

/// The agreement under which a program asks, and when.
pub struct Asks {
    /// The agreement.
    pub agreement: &'static str,
    /// The days of each question: when it was asked and answered, and its last day.
    pub questions: &'static [(&'static str, &'static str, &'static str)],
}

/// The county of Saguaro, each quarter.
pub const QUARTERLY: Asks = Asks {
    agreement: "county",
    questions: &[
        ("2025-10-06", "2025-10-16", "2025-09-30"),
        ("2026-01-05", "2026-01-15", "2025-12-31"),
        ("2026-04-06", "2026-04-16", "2026-03-31"),
        ("2026-07-06", "2026-07-16", "2026-06-30"),
        ("2026-10-05", "2026-10-15", "2026-09-30"),
    ],
};

/// The court of Golden Gate, once so far.
pub const ONCE: Asks = Asks {
    agreement: "court",
    questions: &[("2026-02-02", "2026-02-27", "2026-01-31")],
};

/// Parents whose children came home renew their consent to outcome reporting each year, even after they leave, and with
/// it let the program say who they are; anyone who gave none is asked again when the children are home, and one in four
/// agrees. Anyone who withdrew is not asked.
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
        let releases: Vec<Consent> = reporting(record)
            .filter(|one| one.expires.is_none_or(|expires| home < expires))
            .map(|one| Consent {
                kind: word("release-of-information"),
                given: one.given.max(home),
                ..one.clone()
            })
            .collect();
        record.consent.extend(releases);
        while let Some(on) = given.filter(|on| *on <= last()) {
            let expires = on.plus_months(12);
            for kind in ["outcome-reporting", "release-of-information"] {
                record.consent.push(Consent {
                    kind: word(kind),
                    given: on,
                    expires: Some(expires),
                    withdrawn: None,
                    void: None,
                });
            }
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

/// Whether the program may ask about a parent, by name, on a day.
fn may_ask(record: &Participant, on: Day) -> bool {
    ["outcome-reporting", "release-of-information"]
        .iter()
        .all(|kind| {
            let mut consents = record.consent.iter();
            consents.any(|one| one.kind == word(kind) && one.is_live(on))
        })
}

/// Answers the questions. They look up every family that consents, until its twelve months are covered. They do not
/// find the lost ones, and do not need to look for families that the program knows are back in court.
pub fn answers(book: &mut Book, asks: &Asks) {
    let mut covered: BTreeSet<CaseId> = BTreeSet::new();
    for (on, answered, through) in asks.questions {
        let (on, answered, through) = (day(on), day(answered), day(through));
        let families: Vec<Family> = book.families.clone();
        let mut asked: Vec<Asked> = Vec::new();
        for family in families {
            let (Some(home), Some(case)) = (family.home, family.case.clone()) else {
                continue;
            };
            let may = |id: &&ParticipantId| {
                [on, answered]
                    .iter()
                    .all(|on| may_ask(&book.participants[*id], *on))
            };
            let participants: Vec<ParticipantId> =
                family.parents.iter().filter(may).cloned().collect();
            let last = home.plus_months(12).min(through);
            let cases = cases_of(book, &participants, on);
            if participants.is_empty()
                || last <= home
                || covered.contains(&case)
                || is_over(book, &cases, home, on)
            {
                continue;
            }
            if home.plus_months(12) <= through {
                covered.insert(case.clone());
            }
            asked.push(Asked {
                number: 0,
                case,
                cases,
                participants,
                anchor: home,
                last,
                answered: Some(answered),
            });
        }
        asked.sort_by(|one, other| one.case.cmp(&other.case));
        for (number, family) in (1..).zip(&mut asked) {
            family.number = number;
            family.participants.sort();
        }
        keep(book, asks.agreement, (on, through), asked);
    }
}

/// Files a question, and what was answered in the cases.
fn keep(book: &mut Book, agreement: &str, (on, through): (Day, Day), asked: Vec<Asked>) {
    let id = word(&format!("{on}-{agreement}"));
    let agreement = book.program.agreement(agreement).unwrap().clone();
    for family in &asked {
        for case in &family.cases {
            let case = book.cases.get_mut(case).unwrap();
            case.checked.push(Checked {
                on: family.answered.unwrap(),
                through,
                source: agreement.source.clone(),
                county: None,
                reference: Some(id.as_str().into()),
                void: None,
            });
        }
    }
    let question = Question {
        on,
        agreement: agreement.name,
        source: agreement.source,
        through,
        fields: agreement.fields,
        void: None,
        note: None,
        asked,
    };
    book.outcomes.insert(id, question);
}

/// The cases of parents that had begun by a day.
fn cases_of(book: &Book, parents: &[ParticipantId], on: Day) -> Vec<CaseId> {
    let own = book.cases.iter().filter(|(_, case)| {
        let mut events = case.event.iter();
        let has_begun = events.any(|event| event.on <= on);
        has_begun && case.participants.iter().any(|id| parents.contains(id))
    });
    own.map(|(id, _)| id.clone()).collect()
}

/// Whether a family is known to be back in court, or lost, by a day.
fn is_over(book: &Book, cases: &[CaseId], home: Day, on: Day) -> bool {
    let ends = |kind| {
        let back = [EventKind::Petition, EventKind::Removed, EventKind::Lost];
        back.contains(&kind)
    };
    let mut events = cases.iter().flat_map(|id| &book.cases[id].event);
    events.any(|event| event.on > home && event.on <= on && ends(event.kind))
}
