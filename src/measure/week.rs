//! The groups of a week: which should meet on which day, according to `meets` in their files, and what was logged for
//! each.

use crate::record::word::words;
use crate::record::{Day, Entry, GroupId, Session, SessionId};
use crate::register::Register;

words! {
    /// What is known about a group's meeting.
    pub enum Logged {
        /// It was held, and is logged.
        Held = "logged",
        /// It is logged that it did not take place.
        Cancelled = "cancelled",
        /// Its day is over, and nothing is logged.
        Missing = "not-logged",
        /// Its day is today or later.
        Ahead = "not-yet",
    }
}

/// A group and a day on which it met or should meet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    /// The day.
    pub on: Day,
    /// When it begins, according to its file.
    pub time: Option<String>,
    /// The group.
    pub group: GroupId,
    /// What is known about it.
    pub logged: Logged,
}

/// The days from Monday to Sunday around a day.
#[must_use]
pub fn around(today: Day) -> (Day, Day) {
    let back = (0..7)
        .find(|back| today.plus_days(-back).weekday() == "mon")
        .unwrap_or(0);
    let monday = today.plus_days(-back);
    (monday, monday.plus_days(6))
}

/// The meetings of all groups in the week of `today`, in order of days: the planned ones, and those logged on other
/// days.
#[must_use]
pub fn meetings(register: &Register, today: Day) -> Vec<Meeting> {
    let (first, last) = around(today);
    let sessions: Vec<&Entry<SessionId, Session>> = register
        .records()
        .sessions
        .iter()
        .filter(|entry| (first..=last).contains(&entry.record.on) && entry.record.group.is_some())
        .collect();
    let mut all = Vec::new();
    for group in &register.records().groups {
        let of_group = || {
            sessions
                .iter()
                .filter(|entry| entry.record.group.as_ref() == Some(&group.id))
        };
        let (planned, time) = group.record.planned();
        let days = (0..7).map(|ahead| first.plus_days(ahead));
        for on in days {
            let held = of_group()
                .filter(|entry| entry.record.on == on)
                .map(|entry| entry.record.was_held())
                .max();
            let is_planned = planned.contains(&on.weekday());
            let logged = match held {
                Some(true) => Logged::Held,
                Some(false) => Logged::Cancelled,
                None if !is_planned => continue,
                None if on < today => Logged::Missing,
                None => Logged::Ahead,
            };
            all.push(Meeting {
                on,
                time: time.filter(|_| is_planned).map(str::to_owned),
                group: group.id.clone(),
                logged,
            });
        }
    }
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::{day, register};

    #[test]
    fn a_week_has_the_meetings_that_should_be_and_those_that_were() {
        let register = register(&[
            (
                "groups/wednesday.toml",
                "kind = \"support-group\"\nmeets = \"wed 18:00\"\n",
            ),
            (
                "groups/twice.toml",
                "kind = \"support-group\"\nmeets = \"Monday, sat 10:00\"\n",
            ),
            (
                "groups/pac.toml",
                "kind = \"committee\"\nmeets = \"2nd tue 09:00\"\n",
            ),
            ("groups/rests.toml", "kind = \"committee\"\n"),
            (
                "sessions/2026/2026-11-16-group-twice.toml",
                "kind = \"support-group\"\non = 2026-11-16\ngroup = \"twice\"\nstatus = \"cancelled-by-program\"\n",
            ),
            (
                "sessions/2026/2026-11-17-committee-pac.toml",
                "kind = \"committee\"\non = 2026-11-17\ngroup = \"pac\"\n",
            ),
            (
                "sessions/2026/2026-11-11-group-wednesday.toml",
                "kind = \"support-group\"\non = 2026-11-11\ngroup = \"wednesday\"\n",
            ),
        ]);
        let told: Vec<String> = meetings(&register, day("2026-11-21"))
            .into_iter()
            .map(|m| {
                format!(
                    "{} {} {} {}",
                    m.on,
                    m.time.unwrap_or_default(),
                    m.group,
                    m.logged
                )
            })
            .collect();
        let expected = [
            "2026-11-16 10:00 twice cancelled",
            "2026-11-17  pac logged",
            "2026-11-18 18:00 wednesday not-logged",
            "2026-11-21 10:00 twice not-yet",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_week_begins_on_monday() {
        for today in ["2026-11-16", "2026-11-21", "2026-11-22"] {
            assert_eq!(around(day(today)), (day("2026-11-16"), day("2026-11-22")));
        }
    }
}
