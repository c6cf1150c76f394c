//! Until when it is known what happened to a family: silence is not an outcome.
//!
//! A family is known about until the latest of: the day through which someone looked, any event of its cases, and a
//! session that one of its people attended. `[outcomes]` of `peer.toml` narrows that, or accepts silence as an answer.

use std::collections::BTreeSet;

use super::children::Family;
use crate::record::classes::OutcomeSource;
use crate::record::program::KnownBy;
use crate::record::{Checked, Day, Place, Word};
use crate::register::Register;

/// The last day that something is known about, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The day.
    pub on: Day,
    /// The class of the record that says so.
    pub by: KnownBy,
    /// The word for it: the source asked, the kind of event, or the kind of session.
    pub what: Word,
    /// The file that says so.
    pub place: Place,
}

/// Until when a unit is known about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Through {
    /// The last day, by what the program accepts; `None` if there is none.
    pub day: Option<Day>,
    /// What says so; also `None` if silence counts.
    pub known: Option<Known>,
    /// The last day by official sources and events alone, whatever the program accepts.
    pub official: Option<Day>,
}

impl Through {
    /// Whether it is known what happened up to a day.
    #[must_use]
    pub fn reaches(&self, day: Day) -> bool {
        self.day.is_some_and(|known| known >= day)
    }
}

/// What is known about everyone, as of a day.
#[derive(Debug)]
pub struct Knowledge<'r> {
    register: &'r Register,
    as_of: Day,
    /// The last session that each person attended, by place in [`Register::people`].
    met: Vec<Option<Known>>,
}

impl<'r> Knowledge<'r> {
    /// What is known as of a day.
    #[must_use]
    pub fn new(register: &'r Register, as_of: Day) -> Self {
        let mut met: Vec<Option<Known>> = vec![None; register.people().len()];
        let sessions = register.records().sessions.iter();
        for entry in sessions.filter(|entry| entry.record.was_held() && entry.record.on <= as_of) {
            for person in register.people_at(&entry.record) {
                let last = &mut met[person];
                if last.as_ref().is_none_or(|last| last.on < entry.record.on)
                    && let Ok(what) = entry.record.kind.word().parse()
                {
                    *last = Some(Known {
                        on: entry.record.on,
                        by: KnownBy::Contact,
                        what,
                        place: entry.place.clone(),
                    });
                }
            }
        }
        Self {
            register,
            as_of,
            met,
        }
    }

    /// Until when it is known what happened in these cases and to these people, by place in [`Register::people`].
    #[must_use]
    pub fn of<'f>(
        &self,
        families: impl IntoIterator<Item = &'f Family>,
        people: &BTreeSet<usize>,
    ) -> Through {
        let met = people.iter().filter_map(|at| self.met.get(*at)?.clone());
        let mut all: Vec<Known> = met.collect();
        families
            .into_iter()
            .for_each(|family| self.of_case(family, &mut all));
        let program = self.register.program();
        let latest = |counts: &dyn Fn(KnownBy) -> bool| {
            let counted = all.iter().filter(|known| counts(known.by));
            // For the same day, the strongest evidence: official sources, then events, then contacts.
            counted.max_by_key(|known| (known.on, std::cmp::Reverse(known.by)))
        };
        let official = latest(&|by| by != KnownBy::Contact).map(|known| known.on);
        let silence = program.counts_silence();
        let known = latest(&|by| program.is_known_by(by)).filter(|_| !silence);
        Through {
            day: known
                .map(|known| known.on)
                .or(silence.then_some(self.as_of)),
            known: known.cloned(),
            official,
        }
    }

    /// What a case shows: its events, and who looked for more.
    fn of_case(&self, family: &Family, all: &mut Vec<Known>) {
        let place = || family.place.clone();
        let happened = |on: &Day| *on <= self.as_of;
        let events = family.record.event.iter();
        let last = events
            .filter(|event| happened(&event.on))
            .max_by_key(|event| event.on);
        if let Some(event) = last
            && let Ok(what) = event.kind.word().parse()
        {
            let (on, by) = (event.on, KnownBy::Event);
            all.push(Known {
                on,
                by,
                what,
                place: place(),
            });
        }
        let looked = |checked: &&Checked| happened(&checked.on) && happened(&checked.through);
        for checked in family.record.checked.iter().filter(looked) {
            let by = match self.register.program().class(&checked.source) {
                OutcomeSource::Official => KnownBy::Official,
                OutcomeSource::Contact => KnownBy::Contact,
            };
            all.push(Known {
                on: checked.through,
                by,
                what: checked.source.clone(),
                place: place(),
            });
        }
    }
}
