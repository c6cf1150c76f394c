//! A person: a participant after following `same_as`, with all that the duplicate files say united.

use crate::record::classes::ConsentKind;
use crate::record::participant::{Consent, Enrollment};
use crate::record::{Day, Entry, Participant, ParticipantId, Place, Program};

/// A participant, whatever number of files there are for the same person.
#[derive(Debug, Clone)]
pub struct Person {
    /// The id that counts: that of the file without `same_as`.
    pub id: ParticipantId,
    /// The ids of the duplicates, in order.
    pub also: Vec<ParticipantId>,
    /// The file of the root record.
    pub place: Place,
    /// What all files say together: lists and dated entries united, single values from the root, then from the
    /// duplicates in order of ids.
    pub record: Participant,
}

impl Person {
    /// A person of one file. What it lists twice is one, as it would be in two files.
    pub(super) fn new(entry: &Entry<ParticipantId, Participant>) -> Self {
        let mut record = entry.record.clone();
        once(&mut record.languages);
        once(&mut record.needs);
        once(&mut record.availability);
        once(&mut record.avoid_mentors);
        once(&mut record.not_same_as);
        once(&mut record.consent);
        once(&mut record.enrollment);
        once(&mut record.mentor_request);
        once(&mut record.goal);
        Self {
            id: entry.id.clone(),
            also: Vec::new(),
            place: entry.place.clone(),
            record,
        }
    }

    /// Takes in what a duplicate says.
    pub(super) fn unite(&mut self, duplicate: &Entry<ParticipantId, Participant>) {
        self.also.push(duplicate.id.clone());
        let (mine, other) = (&mut self.record, &duplicate.record);
        fill(&mut mine.referred, &other.referred);
        fill(&mut mine.referral_source, &other.referral_source);
        fill(&mut mine.area, &other.area);
        fill(&mut mine.gender, &other.gender);
        fill(&mut mine.mentor_gender, &other.mentor_gender);
        fill(&mut mine.note, &other.note);
        union(&mut mine.languages, &other.languages);
        union(&mut mine.needs, &other.needs);
        union(&mut mine.availability, &other.availability);
        union(&mut mine.avoid_mentors, &other.avoid_mentors);
        union(&mut mine.not_same_as, &other.not_same_as);
        union(&mut mine.consent, &other.consent);
        union(&mut mine.enrollment, &other.enrollment);
        union(&mut mine.mentor_request, &other.mentor_request);
        union(&mut mine.goal, &other.goal);
        mine.facts.unite(&other.facts);
    }

    /// Every id of the person, the one that counts first.
    pub fn ids(&self) -> impl Iterator<Item = &ParticipantId> {
        std::iter::once(&self.id).chain(&self.also)
    }

    /// The enrollment that holds on `day`.
    #[must_use]
    pub fn enrollment(&self, day: Day) -> Option<&Enrollment> {
        self.record
            .enrollment
            .iter()
            .find(|enrollment| enrollment.is_live(day))
    }

    /// Whether the person is enrolled on `day`.
    #[must_use]
    pub fn is_active(&self, day: Day) -> bool {
        self.enrollment(day).is_some()
    }

    /// A consent of that kind that holds on `day`; the program's words say of which kind it is.
    #[must_use]
    pub fn consent(&self, program: &Program, kind: ConsentKind, day: Day) -> Option<&Consent> {
        self.record.consent.iter().find(|consent| {
            consent.is_live(day) && program.class::<ConsentKind>(&consent.kind) == kind
        })
    }
}

fn fill<T: Clone>(mine: &mut Option<T>, other: &Option<T>) {
    if mine.is_none() {
        mine.clone_from(other);
    }
}

fn once<T: PartialEq>(items: &mut Vec<T>) {
    let mut at = 0;
    while at < items.len() {
        if items[..at].contains(&items[at]) {
            items.remove(at);
        } else {
            at += 1;
        }
    }
}

fn union<T: Clone + PartialEq>(mine: &mut Vec<T>, other: &[T]) {
    for item in other {
        if !mine.contains(item) {
            mine.push(item.clone());
        }
    }
}
