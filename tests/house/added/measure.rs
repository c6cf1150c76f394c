//! Who came to sessions among those expected, by service and weekday.

use std::collections::{BTreeMap, BTreeSet};

use crate::measure::window::{Window, holding, windows};
use crate::record::period::Step;
use crate::record::{Day, Entry, ParticipantId, Period, Service, Session, SessionId};
use crate::register::Register;

/// The figures of a period.
#[derive(Debug)]
pub struct Turnout<'r> {
    /// In order of days, the whole last; in each, the services and weekdays with sessions.
    pub rows: Vec<TurnoutRow>,
    /// The sessions behind the rows.
    pub units: Vec<(Window, &'r Entry<SessionId, Session>)>,
}

/// The figures of some days, a service and a weekday.
#[derive(Debug)]
pub struct TurnoutRow {
    /// The days.
    pub window: Window,
    /// The service.
    pub service: Service,
    /// The weekday, from `mon` to `sun`.
    pub weekday: &'static str,
    /// People who came, or who were expected.
    pub expected: usize,
    /// Of these, people who came at least once.
    pub came: usize,
}

impl TurnoutRow {
    /// People who never came.
    #[must_use]
    pub const fn missed(&self) -> usize {
        self.expected - self.came
    }

    /// The share of people who came.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.expected > 0).then(|| self.came as f64 / self.expected as f64)
    }
}

/// Counts who came.
#[must_use]
pub fn turnout<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
) -> Turnout<'r> {
    type People<'r> = BTreeSet<&'r ParticipantId>;
    let windows = windows(period, step, as_of);
    let mut units = Vec::new();
    let mut seen: BTreeMap<(usize, usize, &'static str), (People<'_>, People<'_>)> =
        BTreeMap::new();
    for entry in &register.records().sessions {
        let session = &entry.record;
        for window in holding(&windows, session.on) {
            let key = (window, session.kind as usize, session.on.weekday());
            let (expected, came) = seen.entry(key).or_default();
            let here = session.participants.iter().map(|id| register.root(id));
            came.extend(here.clone().filter(|_| session.was_held()));
            let missed = session.missed.iter().map(|id| register.root(id));
            expected.extend(here.chain(missed));
            units.push((windows[window].clone(), entry));
        }
    }
    let row = |((window, service, weekday), (expected, came)): (_, (People<'_>, People<'_>))| {
        let window: usize = window;
        let service: usize = service;
        TurnoutRow {
            window: windows[window].clone(),
            service: Service::ALL[service],
            weekday,
            expected: expected.len(),
            came: came.len(),
        }
    };
    Turnout {
        rows: seen.into_iter().map(row).collect(),
        units,
    }
}
