//! What a mentor did in a month: every session, and what the rhythm of the program asked for.

use super::services::mentors_at;
use crate::record::rhythm::Beat;
use crate::record::{Day, Entry, MentorId, Period, Service, Session, SessionId, Status};
use crate::register::{Pairing, Register};

/// What a mentor did in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Month<'r> {
    /// The sessions that the mentor attended or should have, in order of days.
    pub sessions: Vec<&'r Entry<SessionId, Session>>,
    /// Their sums by kind, in the order of the kinds that occurred.
    pub kinds: Vec<KindSum>,
    /// The matches of the month, with the meetings requested and held.
    pub contacts: Vec<Contacts<'r>>,
}

/// What sessions add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KindSum {
    /// The kind; `None` for the sum of all.
    pub kind: Option<Service>,
    /// Sessions held.
    pub held: usize,
    /// Their minutes, as far as recorded.
    pub minutes: u64,
    /// Their units, if the program counts any.
    pub units: u64,
    /// Minutes of travel, including to sessions that no one came to.
    pub travel: u64,
    /// Tenths of a mile, including for sessions that no one came to.
    pub miles: u64,
    /// Held sessions without a recorded length.
    pub without_length: usize,
}

/// The meetings of a match in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contacts<'r> {
    /// The match.
    pub pairing: &'r Pairing,
    /// How many were asked for: the monthly number, in proportion to the days on which the match held, rounded down.
    pub asked: u32,
    /// How many were held.
    pub held: usize,
    /// How many the parent did not come to.
    pub missed: usize,
}

/// What a mentor did in the days of a period, as of a day.
#[must_use]
pub fn month<'r>(register: &'r Register, mentor: &MentorId, period: &Period) -> Month<'r> {
    let all = register.records().sessions.iter();
    let was_there = |session: &Session| mentors_at(session).any(|id| id == mentor);
    let sessions: Vec<_> = all
        .filter(|entry| period.contains(entry.record.on) && was_there(&entry.record))
        .collect();
    let units = register.program().units.as_ref();
    let sum_of = |kind: Option<Service>| {
        let mut sum = KindSum {
            kind,
            ..KindSum::default()
        };
        let those = sessions.iter().map(|entry| &entry.record);
        for session in those.filter(|one| kind.is_none_or(|kind| one.kind == kind)) {
            sum.travel += u64::from(session.travel_minutes.map_or(0, |way| way.count()));
            sum.miles += u64::from(session.miles.map_or(0, |miles| miles.tenths()));
            if !session.was_held() {
                continue;
            }
            sum.held += 1;
            match session.minutes {
                Some(length) => {
                    sum.minutes += u64::from(length.count());
                    sum.units += u64::from(units.map_or(0, |units| units.of(length)));
                }
                None => sum.without_length += 1,
            }
        }
        sum
    };
    let has = |kind: &Service| sessions.iter().any(|entry| entry.record.kind == *kind);
    let kinds = Service::ALL.iter().copied().filter(has).map(Some);
    let kinds = kinds.chain([None]).map(sum_of).collect();
    let beat = register.program().beat();
    let contacts = register
        .mentor_index(mentor)
        .into_iter()
        .flat_map(|at| register.matches_of_mentor(at))
        .filter_map(|pairing| contacts(pairing, &sessions, period, &beat))
        .collect();
    Month {
        sessions,
        kinds,
        contacts,
    }
}

/// The meetings of a match, if it held on any day of the period.
fn contacts<'r>(
    pairing: &'r Pairing,
    sessions: &[&Entry<SessionId, Session>],
    period: &Period,
    beat: &Beat,
) -> Option<Contacts<'r>> {
    let began = pairing.record.began?;
    let ended = pairing.record.ended.as_ref();
    let last_of_match = ended.map_or(Day::LAST, |ended| ended.on.plus_days(-1));
    let (first, last) = (period.first.max(began), period.last.min(last_of_match));
    let days = last.days_since(first) + 1;
    let of = |session: &Session| session.match_id.as_ref() == Some(&pairing.id);
    let own = || {
        sessions
            .iter()
            .map(|entry| &entry.record)
            .filter(|one| of(one))
    };
    // There may still be a talk for a match that ended on the first of the days ([`Match::covers`]).
    if days < 1 && own().next().is_none() {
        return None;
    }
    let whole = period.last.days_since(period.first) + 1;
    let monthly = i64::from(beat.monthly(first.days_since(began)));
    Some(Contacts {
        pairing,
        asked: u32::try_from(monthly * days.max(0) / whole.max(1)).unwrap_or(0),
        held: own().filter(|one| one.was_held()).count(),
        missed: own()
            .filter(|one| one.status == Some(Status::NoShow))
            .count(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Calendar;
    use crate::register::testing::{day, register};

    fn october() -> Register {
        register(&[
            (
                "peer.toml",
                "schema = 2\nname = \"T\"\n[units]\nminutes = 15\nround = \"floor\"\n\
                 [rhythm]\ncontacts_first_90_days = 4\ncontacts_after = 2\n",
            ),
            ("participants/p-new.toml", ""),
            ("participants/p-old.toml", ""),
            ("participants/p-gone.toml", ""),
            ("mentors/m-dana.toml", "capacity = 3\n"),
            ("mentors/m-eve.toml", "capacity = 3\n"),
            (
                "matches/k-new.toml",
                "participant = \"p-new\"\nmentor = \"m-dana\"\nbegan = 2026-10-16\n",
            ),
            (
                "matches/k-old.toml",
                "participant = \"p-old\"\nmentor = \"m-dana\"\nbegan = 2026-01-10\n",
            ),
            (
                "matches/k-gone.toml",
                "participant = \"p-gone\"\nmentor = \"m-dana\"\nbegan = 2026-01-10\n[ended]\non = 2026-10-01\n",
            ),
            (
                "sessions/2026/2026-10-05-mentoring-k-old.toml",
                "kind = \"mentoring\"\non = 2026-10-05\nmatch = \"k-old\"\nminutes = 50\ntravel_minutes = 30\n\
                 miles = 12.5\nparticipants = [\"p-old\"]\nmentors = [\"m-dana\"]\n",
            ),
            (
                "sessions/2026/2026-10-12-mentoring-k-old.toml",
                "kind = \"mentoring\"\non = 2026-10-12\nmatch = \"k-old\"\nstatus = \"no-show\"\nmiles = 12.5\n\
                 participants = [\"p-old\"]\nmentors = [\"m-dana\"]\n",
            ),
            (
                "sessions/2026/2026-10-20-mentoring-k-new.toml",
                "kind = \"mentoring\"\non = 2026-10-20\nmatch = \"k-new\"\nparticipants = [\"p-new\"]\n\
                 mentors = [\"m-dana\"]\n",
            ),
            (
                "sessions/2026/2026-10-21-duty-paperwork.toml",
                "kind = \"other-duty\"\non = 2026-10-21\nminutes = 40\nmentors = [\"m-dana\"]\n",
            ),
            (
                "sessions/2026/2026-10-22-duty-panel.toml",
                "kind = \"other-duty\"\non = 2026-10-22\nminutes = 60\nmentors = [\"m-eve\"]\n",
            ),
            (
                "sessions/2026/2026-11-01-duty-late.toml",
                "kind = \"other-duty\"\non = 2026-11-01\nminutes = 60\nmentors = [\"m-dana\"]\n",
            ),
        ])
    }

    #[test]
    fn a_month_is_of_one_mentor_and_adds_up_by_kind() {
        let register = october();
        let period = Period::month(Calendar::State, day("2026-10-31"));
        let month = month(&register, &"m-dana".parse().unwrap(), &period);
        assert_eq!(month.sessions.len(), 4);
        let sum = |kind, held, minutes, units, travel, miles, without_length| KindSum {
            kind,
            held,
            minutes,
            units,
            travel,
            miles,
            without_length,
        };
        assert_eq!(
            month.kinds,
            [
                // 50 minutes are 3 units; the drive to no one counts as one.
                sum(Some(Service::Mentoring), 2, 50, 3, 30, 250, 1),
                sum(Some(Service::OtherDuty), 1, 40, 2, 0, 0, 0),
                sum(None, 3, 90, 5, 30, 250, 1),
            ]
        );
    }

    #[test]
    fn a_rhythm_asks_in_proportion_to_the_days_of_a_match() {
        let register = october();
        let period = Period::month(Calendar::State, day("2026-10-31"));
        let month = month(&register, &"m-dana".parse().unwrap(), &period);
        let of: Vec<_> = month
            .contacts
            .iter()
            .map(|one| (one.pairing.id.as_str(), one.asked, one.held, one.missed))
            .collect();
        // The new match held on 16 of 31 days: 4 x 16 / 31 = 2.06. The one that ended on the 1st held on none.
        assert_eq!(of, [("k-new", 2, 1, 0), ("k-old", 2, 1, 1)]);
    }
}
