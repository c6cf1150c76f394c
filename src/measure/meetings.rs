#![doc = include_str!("meetings.md")]

use std::collections::{BTreeMap, BTreeSet};

use super::by::NOT_RECORDED;
use super::children::{Children, Family, until_age};
use super::episodes::episodes;
use super::services::{Crowd, crowd, mentors_at};
use super::transfers::Transfers;
use super::window::{Window, holding, windows};
use crate::record::classes::Meeting;
use crate::record::period::Step;
use crate::record::{ChildRef, Day, Entry, Period, Service, Session, SessionId, Setting};
use crate::register::{ChildPlace, Register};

/// How many days after a meeting the children's settings are counted.
const DAYS_AFTER: i64 = 7;

/// A session with its id.
pub type Logged = Entry<SessionId, Session>;

/// The figures of a period.
#[derive(Debug, Clone)]
pub struct Meetings<'r> {
    /// In order of days, the whole last; in each, all types of meeting, then each type; for each, all meetings, then
    /// those with and without a mentor.
    pub rows: Vec<MeetingsRow>,
    /// The meetings behind the rows, in the same order.
    pub units: Vec<(Window, &'r Logged)>,
}

/// The figures of some days, a type of meeting, with or without a mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingsRow {
    /// The days.
    pub window: Window,
    /// The type, in the program's words; `None` for all.
    pub meeting: Option<String>,
    /// Whether a mentor was there; `None` for both.
    pub with_mentor: Option<bool>,
    /// The figures, if the days have begun.
    pub figures: Option<MeetingsFigures>,
}

/// What meetings achieved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingsFigures {
    /// Meetings held.
    pub held: usize,
    /// Those where rights were explained, out of those that say.
    pub rights: Share,
    /// Those where the parent was heard, out of those that say.
    pub voice: Share,
    /// Those that averted a placement, out of those that say.
    pub averted: Share,
    /// Whether a meeting in the window says that it averted none: only then is the denominator known.
    pub is_averted_of: bool,
    /// How many decided what.
    pub decisions: BTreeMap<String, usize>,
    /// Where children were a week later, and how many.
    pub settings_after: BTreeMap<&'static str, usize>,
    /// Stays with a Child and Family Team meeting in time, out of those that could have had one; only in the row of
    /// all, if the program logged such a meeting.
    pub cft_in_time: Option<Share>,
    /// How many people are behind each figure, by its name and part: `k` and `n` of those that say, `rest` for those
    /// that say no. For `held`, also those that do not say yes or do not say at all (`not_rights`, `silent_rights` and
    /// so on), and those that decided nothing.
    pub behind: BTreeMap<(&'static str, String), usize>,
}

/// How many say yes, out of those that say yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Those that say yes.
    pub k: usize,
    /// Those that say yes or no.
    pub n: usize,
}

impl Share {
    pub(super) fn add(&mut self, said: Option<bool>) {
        self.n += usize::from(said.is_some());
        self.k += usize::from(said == Some(true));
    }
}

/// The key of a row in a window: the type, and whether a mentor was there.
type Key = (Option<String>, Option<bool>);

/// Counts what meetings achieved.
#[must_use]
pub fn meetings<'r>(
    register: &'r Register,
    period: &Period,
    as_of: Day,
    step: Option<Step>,
) -> Meetings<'r> {
    let windows = windows(period, step, as_of);
    let children = Children::new(register);
    let mut figures: Vec<BTreeMap<Key, MeetingsFigures>> = vec![BTreeMap::new(); windows.len()];
    for all in &mut figures {
        for with_mentor in [None, Some(true), Some(false)] {
            all.insert((None, with_mentor), MeetingsFigures::default());
        }
    }
    let mut crowds: Vec<BTreeMap<Key, Crowds<'_>>> = vec![BTreeMap::new(); windows.len()];
    let mut units: Vec<(usize, &Logged)> = Vec::new();
    for entry in held(register, as_of) {
        let session = &entry.record;
        let meeting = session.meeting.as_ref().map(ToString::to_string);
        let meeting = meeting.unwrap_or_else(|| NOT_RECORDED.to_owned());
        let after = settings_after(&children, session, as_of);
        let with_mentor = mentors_at(session).next().is_some();
        let listed: Vec<usize> = register.people_at(session).into_iter().collect();
        let crowd = crowd(register, session, &listed);
        for window in holding(&windows, session.on) {
            for meeting in [None, Some(&meeting)] {
                for with_mentor in [None, Some(with_mentor)] {
                    let key = (meeting.cloned(), with_mentor);
                    let behind = crowds[window].entry(key.clone()).or_default();
                    gather(behind, session, &crowd);
                    figures[window]
                        .entry(key)
                        .or_default()
                        .take(session, &after);
                }
            }
            units.push((window, entry));
        }
    }
    for (window, figures) in windows.iter().zip(&mut figures) {
        let all = (None, None);
        let says_no = figures[&all].averted.k < figures[&all].averted.n;
        figures
            .values_mut()
            .for_each(|one| one.is_averted_of = says_no);
        let in_time = cft_in_time(&children, window, as_of);
        figures.entry(all).or_default().cft_in_time = in_time;
    }
    count_crowds(&mut figures, crowds);
    units.sort_by_key(|(window, _)| *window);
    let rows = windows.iter().zip(figures).flat_map(|(window, figures)| {
        figures
            .into_iter()
            .map(|((meeting, with_mentor), figures)| MeetingsRow {
                window: window.clone(),
                meeting,
                with_mentor,
                figures: window.begun.then_some(figures),
            })
    });
    Meetings {
        rows: rows.collect(),
        units: units
            .into_iter()
            .map(|(at, entry)| (windows[at].clone(), entry))
            .collect(),
    }
}

/// Counts who is behind the figures of each window.
fn count_crowds(
    figures: &mut [BTreeMap<Key, MeetingsFigures>],
    crowds: Vec<BTreeMap<Key, Crowds<'_>>>,
) {
    for (figures, crowds) in figures.iter_mut().zip(crowds) {
        for (key, crowds) in crowds {
            let people = crowds.into_iter().map(|(of, crowd)| (of, crowd.count()));
            figures.entry(key).or_default().behind = people.collect();
        }
    }
}

/// The team meetings held by a day.
fn held(register: &Register, as_of: Day) -> impl Iterator<Item = &Logged> {
    let sessions = register.records().sessions.iter();
    sessions.filter(move |entry| {
        let session = &entry.record;
        session.kind == Service::TeamMeeting && session.was_held() && session.on <= as_of
    })
}

/// Who is behind figures, by their names and parts.
type Crowds<'r> = BTreeMap<(&'static str, String), Crowd<'r>>;

/// Records who is behind what a meeting adds to each figure.
fn gather<'r>(crowds: &mut Crowds<'r>, session: &Session, crowd: &Crowd<'r>) {
    let mut parts: Vec<(&'static str, String)> = vec![("held", String::new())];
    for (name, said) in [
        ("rights", session.rights_explained),
        ("voice", session.parent_voice),
        ("averted", session.placement_averted),
    ] {
        let part = |part: &str| (name, part.to_owned());
        match said {
            Some(true) => parts.extend([part("k"), part("n")]),
            Some(false) => parts.extend([part("rest"), part("n")]),
            None => parts.push(("held", format!("silent_{name}"))),
        }
        if said != Some(true) {
            parts.push(("held", format!("not_{name}")));
        }
    }
    parts.push(match &session.decision {
        Some(decision) => ("decisions", decision.to_string()),
        None => ("held", "undecided".to_owned()),
    });
    for part in parts {
        let all = crowds.entry(part).or_default();
        all.people.extend(&crowd.people);
        all.mentors.extend(&crowd.mentors);
    }
}

impl MeetingsFigures {
    fn take(&mut self, session: &Session, after: &[&'static str]) {
        self.held += 1;
        self.rights.add(session.rights_explained);
        self.voice.add(session.parent_voice);
        self.averted.add(session.placement_averted);
        if let Some(decision) = &session.decision {
            *self.decisions.entry(decision.to_string()).or_default() += 1;
        }
        for setting in after {
            *self.settings_after.entry(setting).or_default() += 1;
        }
    }
}

/// The children of a case, by place.
fn children_of(children: &Children<'_>, case: &Family) -> BTreeSet<usize> {
    let name = |key| ChildRef {
        case: case.id.clone(),
        child: key,
    };
    let keys = case.record.child.keys().cloned();
    keys.filter_map(|key| children.of(&name(key))).collect()
}

/// Where each child of the case was a week after a meeting.
fn settings_after(children: &Children<'_>, session: &Session, as_of: Day) -> Vec<&'static str> {
    let register = children.register;
    let day = session.on.plus_days(DAYS_AFTER);
    let case = session.case.as_ref().and_then(|id| register.case(id));
    let Some(case) = case.filter(|_| day <= as_of) else {
        return Vec::new();
    };
    let is_of_age = |at: usize| {
        let systems = children.cases_of(at).map(|case| case.record.system);
        let age = until_age(register.program(), &systems.collect());
        let birthday = children.all[at].comes_of_age(age);
        birthday.is_some_and(|birthday| birthday <= day)
    };
    let all = children_of(children, case).into_iter();
    let all = all.filter(|at| !is_of_age(*at)).map(|at| &children.all[at]);
    let born = all.filter(|child| child.born.is_none_or(|born| born <= day));
    let setting = |place| match place {
        ChildPlace::Home | ChildPlace::Visiting => Some("home"),
        ChildPlace::Out(Some(word)) => Some(register.program().class::<Setting>(&word).word()),
        ChildPlace::Out(None) => Some(NOT_RECORDED),
        ChildPlace::Left(_) => None,
    };
    born.filter_map(|child| setting(child.place(day))).collect()
}

/// Stays that began in a window while a parent was enrolled, and how many had a Child and Family Team meeting in time;
/// `None` if the program logged no such meeting in the window.
fn cft_in_time(children: &Children<'_>, window: &Window, as_of: Day) -> Option<Share> {
    let register = children.register;
    let program = register.program();
    let is_cft = |session: &Session| {
        let meeting = session.meeting.as_ref();
        meeting.is_some_and(|word| program.class::<Meeting>(word) == Meeting::Cft)
    };
    let cfts: Vec<&Session> = held(register, as_of)
        .map(|entry| &entry.record)
        .filter(|one| is_cft(one))
        .collect();
    if !cfts
        .iter()
        .any(|session| window.period.contains(session.on))
    {
        return None;
    }
    let days = i64::from(program.beat().cft_days);
    let mut share = Share::default();
    let transfers = Transfers::new(register);
    for (at, child) in children.all.iter().enumerate() {
        let cases: BTreeSet<_> = children.cases_of(at).map(|case| &case.id).collect();
        let is_enrolled = |on: Day| {
            let mut people = children.people_of(at).into_iter();
            people.any(|person| register.people()[person].is_active(on))
        };
        for stay in episodes(&transfers.unmoved(child), program, as_of) {
            let due = stay.start.plus_days(days);
            let counts = window.period.contains(stay.start) && due <= as_of;
            if !counts || !is_enrolled(stay.start) {
                continue;
            }
            let met = cfts
                .iter()
                .filter(|one| one.case.as_ref().is_some_and(|id| cases.contains(id)));
            let first = met
                .map(|one| one.on)
                .find(|on| stay.start <= *on && *on <= due);
            // A stay that is not over lasts beyond today.
            let is_out = stay.end(as_of.plus_days(1)) > due;
            let before = first.is_some_and(|on| on <= stay.end(as_of));
            if is_out || before {
                share.add(Some(first.is_some()));
            }
        }
    }
    Some(share)
}

#[cfg(test)]
mod tests;
