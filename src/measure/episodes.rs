//! Stays out of the home: from a removal to the child's next exit, and where the child was in between.

use std::collections::BTreeSet;

use super::children::until_age;
use crate::record::{CaseId, Day, EventKind, Place, Program, Setting, System, Word};
use crate::register::{Child, ChildEvent, OUT_OF_HOME_EXITS, Register};

/// The shortest stay in the cohorts of placements, reunification and re-entry, in calendar days; shorter ones are not
/// counted there (Child and Family Services Reviews, round 4).
pub const SHORTEST: i64 = 8;

/// The events that say where a child is during a stay, besides those that end it.
const TELL_OF_A_STAY: [EventKind; 3] =
    [EventKind::Removed, EventKind::Placed, EventKind::HomeVisit];

/// A trial home visit of this many days that runs into reunification counts as reunification from that day on.
const LONG_VISIT: i64 = 30;

/// A stay out of the home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Episode {
    /// The day of removal, in it.
    pub start: Day,
    /// The systems of the cases that record the removal.
    pub systems: BTreeSet<System>,
    /// The case that records the removal first.
    pub case: CaseId,
    /// How it ended, and the case that says so; `None` while it lasts, or if the end is not known.
    pub exit: Option<Exit>,
    /// Until when it is followed, if no exit is known: the day the child was lost, or its case dismissed.
    pub followed_to: Option<(Day, EventKind)>,
    /// The first day on which the child was no longer followed, whether or not an exit is known.
    pub lost: Option<Day>,
    /// The settings and visits, in order.
    pub settings: Vec<Stay>,
    /// The days of moves: a change of setting that is neither the first setting nor one to detention.
    pub moves: Vec<Day>,
    /// If the birthday of leaving the system ended the stay while a long trial home visit was running into a
    /// reunification: the day from which the child counts as reunified.
    home: Option<Day>,
}

/// The end of a stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    /// The day, not in the stay.
    pub on: Day,
    /// How it ended.
    pub kind: EventKind,
    /// The case that says so; `None` for the birthday on which the child leaves the system.
    pub case: Option<CaseId>,
}

/// Where a child was from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The first day.
    pub from: Day,
    /// The setting, if it is known.
    pub setting: Option<Word>,
    /// The class of the setting.
    pub class: Option<Setting>,
    /// Whether it was a trial home visit.
    pub visit: bool,
    /// In detention: the day from which the child waits here for a placement that the court ordered.
    pub waits_from: Option<Day>,
}

/// Days of a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// Outside detention.
    pub care: i64,
    /// In detention.
    pub detention: i64,
    /// Of the days in detention, those spent waiting for a placement that the court ordered.
    pub waiting: i64,
}

impl Stay {
    const fn in_detention(&self) -> bool {
        matches!(self.class, Some(Setting::Detention)) && !self.visit
    }
}

impl Episode {
    /// The first day after the stay, or after what is known about it: exits, losses and the as-of day are not in the
    /// stay.
    #[must_use]
    pub fn end(&self, as_of: Day) -> Day {
        let known = self
            .exit
            .as_ref()
            .map(|exit| exit.on)
            .or(self.followed_to.map(|(on, _)| on));
        known.unwrap_or(as_of).min(as_of)
    }

    /// Its length in calendar days, so far.
    #[must_use]
    pub fn days(&self, as_of: Day) -> i64 {
        self.end(as_of).days_since(self.start)
    }

    /// Whether it is long enough for the cohorts.
    #[must_use]
    pub fn is_long(&self, as_of: Day) -> bool {
        self.days(as_of) >= SHORTEST
    }

    /// Days of it from `first` to the day before `until`.
    #[must_use]
    pub fn days_within(&self, first: Day, until: Day, as_of: Day) -> Days {
        let end = self.end(as_of).min(until);
        let mut all = Days::default();
        for (at, stay) in self.settings.iter().enumerate() {
            let next = self
                .settings
                .get(at + 1)
                .map_or(end, |next| next.from.min(end));
            let days = |from: Day| next.days_since(from.max(first)).max(0);
            if stay.in_detention() {
                all.detention += days(stay.from);
                all.waiting += stay.waits_from.map_or(0, days);
            } else {
                all.care += days(stay.from);
            }
        }
        all
    }

    /// Whether the birthday on which the child leaves the system ended it, rather than an event in a case.
    #[must_use]
    pub fn is_cut_by_age(&self) -> bool {
        self.exit.as_ref().is_some_and(|exit| exit.case.is_none())
    }

    /// Whether a case in this system has the removal; true if no system is given.
    #[must_use]
    pub fn is_of(&self, system: Option<System>) -> bool {
        system.is_none_or(|system| self.systems.contains(&system))
    }

    /// The day from which the child counts as reunified: 30 days into a trial home visit that lasted at least that long
    /// and ran into reunification, otherwise the day of reunification. A birthday between the two ends the stay but
    /// does not change that day.
    #[must_use]
    pub fn reunified(&self) -> Option<Day> {
        let exit = self.exit.as_ref()?;
        if exit.kind != EventKind::Reunified {
            return self.home;
        }
        Some(
            self.home_by_visit()
                .map_or(exit.on, |home| home.min(exit.on)),
        )
    }

    /// The day on which the current trial home visit, if there is one, has lasted long enough.
    fn home_by_visit(&self) -> Option<Day> {
        let visits = self.settings.iter().rev().take_while(|stay| stay.visit);
        visits.last().map(|stay| stay.from.plus_days(LONG_VISIT))
    }

    /// The file that records the removal.
    #[must_use]
    pub fn place<'r>(&self, register: &'r Register) -> Option<&'r Place> {
        register.case(&self.case).map(|case| &case.place)
    }
}

/// The stays of a child out of the home, in order. The birthday on which the child leaves the system ends one, if it is
/// not after `until`, and none begins on it or later.
#[must_use]
pub fn episodes(child: &Child, program: &Program, until: Day) -> Vec<Episode> {
    let mut builder = Builder {
        child,
        program,
        until,
        done: Vec::new(),
        open: None,
        ordered: None,
    };
    for (at, entry) in child.events.iter().enumerate() {
        builder.come_of_age(&child.events[at..]);
        builder.take(entry);
    }
    builder.come_of_age(&[]);
    builder.done.extend(builder.open.take());
    builder.done
}

/// The setting that an event gives; any except detention ends the wait for a placement ordered by the court.
fn setting_of(entry: &ChildEvent, ordered: &mut Option<Day>) -> Stay {
    let on = entry.event.on;
    if entry.class != Some(Setting::Detention) {
        *ordered = None;
    }
    Stay {
        from: on,
        setting: entry.event.setting.clone(),
        class: entry.class,
        visit: false,
        waits_from: ordered.map(|ordered| ordered.max(on)),
    }
}

struct Builder<'c> {
    child: &'c Child,
    program: &'c Program,
    /// Birthdays after this day do not count.
    until: Day,
    done: Vec<Episode>,
    open: Option<Episode>,
    /// Since when the child has been waiting for a placement that the court ordered.
    ordered: Option<Day>,
}

impl Builder<'_> {
    /// The birthday on which the child leaves these systems.
    fn birthday(&self, systems: &BTreeSet<System>) -> Option<Day> {
        self.child.comes_of_age(until_age(self.program, systems))
    }

    /// Ends an open stay at the birthday of leaving the system, before the events of that day or later, if it was
    /// followed to that day. Later events of the stay show that it was, and whether a trial home visit ran into a
    /// reunification.
    fn come_of_age(&mut self, rest: &[ChildEvent]) {
        let birthday = self
            .open
            .as_ref()
            .and_then(|open| self.birthday(&open.systems))
            .filter(|birthday| *birthday <= self.until);
        let is_due = |birthday: &Day| rest.first().is_none_or(|next| *birthday <= next.event.on);
        let Some(birthday) = birthday.filter(is_due) else {
            return;
        };
        let Some(mut episode) = self.open.take() else {
            return;
        };
        self.ordered = None;
        let next = rest
            .iter()
            .map(|entry| entry.event.kind)
            .find(|kind| TELL_OF_A_STAY.contains(kind) || OUT_OF_HOME_EXITS.contains(kind));
        let followed = episode.followed_to.is_none_or(|(on, _)| birthday <= on);
        if followed || next.is_some_and(|kind| kind != EventKind::Removed) {
            episode.exit = Some(Exit {
                on: birthday,
                kind: EventKind::AgedOut,
                case: None,
            });
            if next == Some(EventKind::Reunified) {
                episode.home = episode.home_by_visit().filter(|home| *home < birthday);
            }
        }
        self.done.push(episode);
    }

    fn take(&mut self, entry: &ChildEvent) {
        match entry.event.kind {
            EventKind::Removed => self.removed(entry),
            EventKind::Placed => self.placed(entry),
            EventKind::HomeVisit => self.visit(entry),
            EventKind::Lost | EventKind::Dismissed => self.left(entry),
            EventKind::PlacementOrdered => self.order(entry.event.on),
            kind if OUT_OF_HOME_EXITS.contains(&kind) => self.leave(entry),
            _ => {}
        }
    }

    /// A child who comes home of age has left the system, even if no one is known to have followed the child to the
    /// birthday.
    fn leave(&mut self, entry: &ChildEvent) {
        self.ordered = None;
        let Some(mut episode) = self.open.take() else {
            return;
        };
        let (on, mut kind) = (entry.event.on, entry.event.kind);
        let birthday = self.birthday(&episode.systems);
        if let Some(birthday) = birthday.filter(|birthday| *birthday <= on)
            && kind == EventKind::Reunified
        {
            kind = EventKind::AgedOut;
            episode.home = episode.home_by_visit().filter(|home| *home < birthday);
        }
        episode.exit = Some(Exit {
            on,
            kind,
            case: Some(entry.case.clone()),
        });
        self.done.push(episode);
    }

    fn removed(&mut self, entry: &ChildEvent) {
        if let Some(episode) = self.open.take_if(|episode| episode.followed_to.is_some()) {
            self.done.push(episode);
        }
        if self.open.is_some() {
            self.placed(entry);
            return;
        }
        let that_day = self.child.events.iter().filter(|other| {
            other.event.on == entry.event.on && other.event.kind == EventKind::Removed
        });
        let systems = that_day.map(|other| other.system).collect();
        if self
            .birthday(&systems)
            .is_some_and(|birthday| birthday <= entry.event.on)
        {
            return;
        }
        let first = setting_of(entry, &mut self.ordered);
        self.open = Some(Episode {
            start: entry.event.on,
            systems: BTreeSet::from([entry.system]),
            case: entry.case.clone(),
            exit: None,
            followed_to: None,
            lost: None,
            settings: vec![first],
            moves: Vec::new(),
            home: None,
        });
    }

    /// A placement ordered by the court: a child in detention waits there for it.
    fn order(&mut self, on: Day) {
        let ordered = *self.ordered.get_or_insert(on);
        let last = self.open.as_mut().and_then(|open| open.settings.last_mut());
        if let Some(last) = last.filter(|last| last.in_detention()) {
            last.waits_from.get_or_insert(ordered);
        }
    }

    /// A change of setting. The same change in another case's file counts once.
    fn placed(&mut self, entry: &ChildEvent) {
        let Some(episode) = &mut self.open else {
            return;
        };
        let (on, setting) = (entry.event.on, &entry.event.setting);
        if entry.event.kind == EventKind::Removed && episode.start == on {
            episode.systems.insert(entry.system);
        }
        let told = episode.settings.last_mut().filter(|last| {
            last.from == on
                && !last.visit
                && (last.setting == *setting || last.setting.is_none() || setting.is_none())
        });
        episode.followed_to = None;
        if let Some(last) = told {
            if last.setting.is_none() {
                *last = setting_of(entry, &mut self.ordered);
            }
            return;
        }
        // A removal without a setting is followed by the first setting, which is not a move.
        let mut settings = episode.settings.iter().filter(|stay| !stay.visit);
        let first = settings
            .next()
            .is_none_or(|removal| removal.setting.is_none())
            && settings.next().is_none();
        if !first && entry.class != Some(Setting::Detention) {
            episode.moves.push(on);
        }
        let next = setting_of(entry, &mut self.ordered);
        episode.settings.push(next);
    }

    fn visit(&mut self, entry: &ChildEvent) {
        let Some(episode) = &mut self.open else {
            return;
        };
        episode.followed_to = None;
        episode.settings.push(Stay {
            from: entry.event.on,
            setting: None,
            class: None,
            visit: true,
            waits_from: None,
        });
    }

    /// Lost or dismissed: if nothing else is known, the stay is followed to that day. The dismissal of a case in
    /// another system says nothing about where the child is.
    fn left(&mut self, entry: &ChildEvent) {
        let Some(episode) = &mut self.open else {
            return;
        };
        let (on, kind) = (entry.event.on, entry.event.kind);
        if kind == EventKind::Lost {
            episode.lost = episode.lost.or(Some(on));
        }
        if kind == EventKind::Lost || episode.systems.contains(&entry.system) {
            episode.followed_to = episode.followed_to.or(Some((on, kind)));
        }
    }
}
