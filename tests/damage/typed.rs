//! What people type is either read or refused, never a panic, and what is read is written back unchanged.

use peer::record::period::Frame;
use peer::record::word::to_kebab;
use peer::record::{
    CaseId, ChildKey, ChildRef, Day, GroupId, MatchId, MentorId, Minutes, ParticipantId, Period,
    PersonId, SessionId, Word,
};
use peer::register::fold;
use peer::report::query::{Facts, Query};
use proptest::prelude::*;

/// Text similar to what the program reads, and text far from it.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[0-9hminMINFYSCQ.:+-]{0,16}",
        "(CY|SFY|FFY|FY|cy)?[0-9]{0,5}(Q[0-9]?)?",
        "[0-9]{1,4}-[0-9]{1,2}(-[0-9]{1,2})?(\\.\\.[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2})?",
        "(not:)?[a-z]{1,8}:[a-z0-9,:.-]{0,12}",
        "[pmck]-[a-z0-9-]{0,8}(/[a-z])?",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z]{1,9}-[a-z0-9-]{1,9}(--[0-9]{1,3})?",
        "(last|this)-(fy|quarter|month)|to-date|today|yesterday|(mon|tue|sunday|ſun|İ)",
    ]
}

fn days() -> impl Strategy<Value = Day> {
    (0_i32..=9999, 1_u32..=12, 1_u32..=28)
        .prop_map(|(year, month, day)| Day::new(year, month, day).unwrap())
}

fn same<T: std::str::FromStr + std::fmt::Display>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_period_is_read_or_refused(text in typed(), as_of in days(), month in 1_u32..=12) {
        let frame = Frame { as_of, fiscal_year_starts: month, first_fact: None };
        match Period::parse(&text, &frame) {
            Ok(period) => {
                prop_assert!(period.first <= period.last);
                let before = period.before();
                prop_assert!(before.last <= period.last);
            }
            Err(message) => prop_assert!(message.contains("write") || message.contains("day"), "{}", message),
        }
    }

    #[test]
    fn a_day_is_read_or_refused(text in typed(), today in days()) {
        match Day::parse_from(&text, today) {
            Ok(day) => prop_assert_eq!(day.to_string().parse(), Ok(day)),
            Err(message) => prop_assert!(message.contains("write")),
        }
        same::<Day>(&text);
    }

    #[test]
    fn a_day_can_be_moved_by_any_distance(day in days(), months in any::<i32>(), days in any::<i64>(), years in -20_000_i32..20_000) {
        for moved in [day.plus_months(months), day.plus_days(days), day.birthday(years)] {
            prop_assert_eq!(moved.to_string().parse(), Ok(moved));
        }
    }

    #[test]
    fn a_length_is_read_or_refused(text in typed()) {
        if let Ok(minutes) = text.parse::<Minutes>() {
            prop_assert!(minutes.count() <= 1440);
            prop_assert_eq!(minutes.to_string().parse(), Ok(minutes));
        }
    }

    #[test]
    fn a_length_is_written_as_it_is_read(count in 0_u32..=1440) {
        let minutes = Minutes::new(count).unwrap();
        prop_assert_eq!(minutes.to_string().parse(), Ok(minutes));
    }

    #[test]
    fn an_id_is_read_or_refused(text in typed()) {
        same::<ParticipantId>(&text);
        same::<MentorId>(&text);
        same::<PersonId>(&text);
        same::<CaseId>(&text);
        same::<GroupId>(&text);
        same::<MatchId>(&text);
        same::<SessionId>(&text);
        same::<ChildKey>(&text);
        same::<ChildRef>(&text);
        same::<Word>(&text);
        if let Ok(id) = text.parse::<SessionId>() {
            prop_assert!(id.day().is_some() && !id.key().is_empty());
        }
        let kebab = to_kebab(&text);
        prop_assert!(kebab.is_empty() || kebab.parse::<Word>().is_ok(), "{} became {}", text, kebab);
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn a_query_is_read_or_refused(terms in prop::collection::vec(typed(), 0..4), value in typed(), as_of in days()) {
        const KEYS: &[&str] = &["id", "name", "status", "needs", "start"];
        let frame = Frame { as_of, fiscal_year_starts: 7, first_fact: None };
        let facts: Facts = vec![("name", vec![value.clone()]), ("start", vec![as_of.to_string()]), ("needs", vec![value])];
        if let Ok(query) = Query::parse(&terms, KEYS) {
            let _ = query.holds(&facts, &frame);
        }
    }
}
