//! What comes first: the answer in words, and what can be done if it is not known.

use super::answers::Answer;
use crate::measure::returns::ReturnsFigures;
use crate::record::anchor::{AnchorKind, Moment};
use crate::record::definition::{Definition, Unit};
use crate::record::{EventKind, counted};

/// A definition's sentences about everyone in the whole period, and what the program can do next.
pub(super) fn sentences(answer: &Answer<'_>, several: bool) -> (Vec<String>, Option<String>) {
    let whole = answer.result.rows.iter().rfind(|row| row.group.is_none());
    let figures = whole.and_then(|row| row.figures);
    let Some(figures) = figures.filter(|of| of.cohort > 0) else {
        return (Vec::new(), None);
    };
    let mut said = said(&figures, &answer.named.definition, answer.result.unit);
    if several {
        let name = &answer.named.name;
        said.iter_mut()
            .for_each(|one| *one = format!("{name}: {one}"));
    }
    let advice = (figures.unknown > 0).then(|| {
        "To close the gap: `peer outcome ask` writes a question to the county or court, and `peer outcome checked WHO` records that someone looked; `peer report returns --who` lists the families that are not known about."
            .to_owned()
    });
    (said, advice)
}

fn said(figures: &ReturnsFigures, definition: &Definition, unit: Unit) -> Vec<String> {
    let what = event(definition);
    let months = counted(definition.window.months, "month");
    let mut said = vec![first(figures, definition, unit, &what, &months)];
    let early = figures.returned_so_far - figures.returned;
    if early > 0 {
        let have = if early == 1 { "has" } else { "have" };
        said.push(format!(
            "{early} more {have} {what} already; their {months} are not over."
        ));
    }
    if figures.events_in_period > 0 {
        let have = if figures.events_in_period == 1 {
            "has"
        } else {
            "have"
        };
        said.push(format!(
            "Another count, by the day of the return: {} {have} {what} in this period, even if their {months} began before it. Do not add the two counts.",
            counted(figures.events_in_period, noun(unit))
        ));
    }
    said
}

/// Where the known outcomes come from.
fn known_from(known: usize, official: usize) -> String {
    const OFFICIAL: &str = "from the county, the court or an event on file";
    const OTHER: &str = "only from a contact with the family";
    let come = |count: usize| if count == 1 { "comes" } else { "come" };
    match (official, known.saturating_sub(official)) {
        (0, 0) => String::new(),
        (_, 0) => format!(" The outcomes that are known come {OFFICIAL}."),
        (0, _) => format!(" The outcomes that are known come {OTHER}."),
        (one, other) => format!(
            " Of the outcomes that are known, {one} {} {OFFICIAL}, and {other} {OTHER}.",
            come(one)
        ),
    }
}

/// How many of whom, or a range.
fn first(
    figures: &ReturnsFigures,
    definition: &Definition,
    unit: Unit,
    what: &str,
    months: &str,
) -> String {
    let who = |count: usize| whom(definition, unit, count);
    let (returned, unknown) = (figures.returned, figures.unknown);
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    if figures.mature == 0 {
        let whom = who(figures.cohort);
        return if figures.cohort == 1 {
            format!("For {whom}, it is too early to tell: {months} are not over yet.")
        } else {
            format!("For all of {whom}, it is too early to tell: {months} are not over yet.")
        };
    }
    if figures.is_mostly_guess() {
        return format!(
            "Of {}, {returned} {} known to have {what} within {months}; for {unknown} no one has looked, so between {returned} and {} have {what}.{}",
            who(figures.mature),
            is(returned),
            returned + unknown,
            known_from(figures.known(), figures.known_official)
        );
    }
    let interval = figures.interval().map_or_else(String::new, |interval| {
        let (low, high) = (percent(interval.low), percent(interval.high));
        format!(
            "; in the long run, the rate is likely between {} and {high}",
            low.trim_end_matches(" %")
        )
    });
    let rate = figures.rate().map_or_else(String::new, percent);
    let more = match unknown {
        0 => String::new(),
        more => format!("; for {more} more it is not known"),
    };
    let have = if returned == 1 { "has" } else { "have" };
    format!(
        "{returned} of {} {have} {what} within {months} ({rate}{interval}){more}.",
        who(figures.known())
    )
}

const fn noun(unit: Unit) -> &'static str {
    match unit {
        Unit::Participant => "parent",
        Unit::Family => "family",
        Unit::Child => "child",
    }
}

/// `46 parents whose children came home`.
fn whom(definition: &Definition, unit: Unit, count: usize) -> String {
    let who = counted(count, noun(unit));
    let did = match definition.anchor.kinds.as_slice() {
        [AnchorKind::Event(EventKind::Reunified)] if unit == Unit::Child => "who came home",
        [AnchorKind::Event(EventKind::Reunified)] => "whose children came home",
        [AnchorKind::Event(EventKind::Dismissed)] => "whose case was dismissed",
        [AnchorKind::Event(EventKind::Petition)] => "with a petition",
        [AnchorKind::Moment(Moment::Enrolled)] => "who enrolled",
        [AnchorKind::Moment(Moment::Completed)] => "who completed the program",
        [AnchorKind::Moment(Moment::FirstSession)] => "who were served for the first time",
        kinds => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            return format!("{who} with {}", kinds.join(" or "));
        }
    };
    format!("{who} {did}")
}

/// `returned to court`, after `has` or `have`.
fn event(definition: &Definition) -> String {
    let kinds = definition.event.kinds.as_slice();
    let to_court = |kind: &EventKind| matches!(kind, EventKind::Petition | EventKind::Removed);
    if kinds.contains(&EventKind::Petition) && kinds.iter().all(to_court) {
        return "returned to court".to_owned();
    }
    if kinds == [EventKind::Removed] {
        return "been removed again".to_owned();
    }
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    format!("had {}", kinds.join(" or "))
}

/// `2.5 %` and `13 %`: a decimal is useful only if the number is small.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent < 9.95 {
        format!("{percent:.1} %")
    } else {
        format!("{percent:.0} %")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::definition::find;

    /// Figures of a cohort in which everyone is mature.
    fn figures(mature: usize, unknown: usize, returned: usize) -> ReturnsFigures {
        ReturnsFigures {
            cohort: mature,
            mature,
            unknown,
            silent: unknown,
            known_official: 3,
            returned,
            returned_so_far: returned,
            events_in_period: 0,
            cut_by_age: 0,
            competing: 0,
            boundary_events: 0,
            km: None,
            aj: None,
            completeness: None,
            at_risk: None,
        }
    }

    fn all(figures: ReturnsFigures, unit: Unit) -> Vec<String> {
        let named = find("return-to-court", &[]).unwrap();
        said(&figures, &named.definition, unit)
    }

    #[test]
    fn where_most_are_unknown_the_bounds_are_said() {
        assert_eq!(
            all(figures(46, 37, 1), Unit::Participant),
            [
                "Of 46 parents whose children came home, 1 is known to have returned to court within 12 months; for 37 no one has looked, so between 1 and 38 have returned to court. Of the outcomes that are known, 3 come from the county, the court or an event on file, and 6 only from a contact with the family."
            ]
        );
    }

    #[test]
    fn where_known_outcomes_come_from_is_said_of_those_there_are() {
        let official = "from the county, the court or an event on file";
        let other = "only from a contact with the family";
        assert_eq!(known_from(0, 0), "");
        assert_eq!(
            known_from(4, 4),
            format!(" The outcomes that are known come {official}.")
        );
        assert_eq!(
            known_from(4, 0),
            format!(" The outcomes that are known come {other}.")
        );
        assert_eq!(
            known_from(4, 1),
            format!(" Of the outcomes that are known, 1 comes {official}, and 3 {other}.")
        );
    }

    /// 1 of 40: 2.5 %, Wilson .0044 to .1288.
    #[test]
    fn where_at_most_a_fifth_are_unknown_the_rate_is_said_with_its_interval() {
        assert_eq!(
            all(figures(46, 6, 1), Unit::Participant),
            [
                "1 of 40 parents whose children came home has returned to court within 12 months (2.5 %; in the long \
                 run, the rate is likely between 0.4 and 13 %); for 6 more it is not known."
            ]
        );
        assert!(
            all(figures(10, 2, 1), Unit::Child)[0].starts_with("1 of 8 children who came home")
        );
        assert!(
            all(figures(10, 3, 1), Unit::Family)[0].starts_with("Of 10 families whose children")
        );
    }

    #[test]
    fn who_returned_early_and_in_the_period_have_sentences_of_their_own() {
        let figures = ReturnsFigures {
            cohort: 48,
            returned_so_far: 3,
            events_in_period: 2,
            ..figures(46, 6, 1)
        };
        assert_eq!(
            all(figures, Unit::Participant)[1..],
            [
                "2 more have returned to court already; their 12 months are not over.",
                "Another count, by the day of the return: 2 parents have returned to court in this period, even if their 12 months began before it. Do not add the two counts.",
            ]
        );
        let early = ReturnsFigures {
            cohort: 12,
            ..super::tests::figures(0, 0, 0)
        };
        assert_eq!(
            all(early, Unit::Participant),
            [
                "For all of 12 parents whose children came home, it is too early to tell: 12 months are not over yet."
            ]
        );
    }
}
