//! When a probability of returning is given, and when not.

use super::*;

/// One returned after 45 days; the other has been followed for 112. R: `summary(fit, times = 365, extend = FALSE)`
/// refuses.
#[test]
fn without_anybody_followed_to_the_end_no_probability_is_given() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2024-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &["2026-08-01 reunified", "2026-09-15 petition"],
        )
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("a", "")],
            &["2026-08-01 reunified"],
        );
    let files = files.checked("c-2", AS_OF);
    let result = files.returned("return-to-court", Unit::Participant);
    assert_eq!(counts(&result), [2, 0, 2, 0, 0, 0, 0]);
    assert_eq!((figures(&result).km, figures(&result).aj), (None, None));
}

/// Everyone returned within 45 days: the curve has reached its end, and no one needs to be followed longer.
#[test]
fn where_everybody_returned_the_probability_is_one_before_the_window_is_over() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        &["2026-08-01 reunified", "2026-09-15 petition"],
    );
    let f = figures(&files.returned("return-to-court", Unit::Participant));
    assert_eq!(f.km.map(|estimate| estimate.value), Some(1.0));
    assert_eq!(f.aj.map(|estimate| estimate.value), Some(1.0));
}

/// One returned after 9 days; the only child of the other came of age after 31. Kaplan-Meier would still wait for the
/// second, but Aalen-Johansen knows that no one is left: 1 of 2.
#[test]
fn a_curve_that_competing_events_brought_to_its_end_is_known() {
    let files = Files::default()
        .served("p-1", "2024-03-01")
        .served("p-2", "2024-03-01")
        .case(
            "c-1",
            "cps",
            &["p-1"],
            &[("a", "")],
            &["2026-08-01 reunified", "2026-08-10 petition"],
        )
        .case(
            "c-2",
            "cps",
            &["p-2"],
            &[("a", "born = 2008-09-01")],
            &["2026-08-01 reunified"],
        )
        .checked("c-2", AS_OF);
    let f = figures(&files.returned("return-to-court", Unit::Participant));
    assert_eq!(f.km, None);
    assert_eq!(f.aj.map(|estimate| estimate.value), Some(0.5));
}

#[test]
fn without_anybody_followed_to_the_end_a_probability_of_zero_is_not_claimed() {
    let files = Files::default().served("p-1", "2024-03-01").case(
        "c-1",
        "cps",
        &["p-1"],
        &[("a", "")],
        &["2026-08-01 reunified"],
    );
    let files = files.checked("c-1", AS_OF);
    let f = figures(&files.returned("return-to-court", Unit::Participant));
    assert_eq!((f.km, f.aj, f.rate(), f.best()), (None, None, None, None));
    assert_eq!(f.completeness, Some(1.0));
}

#[test]
fn the_curve_for_a_chart_ends_where_the_figure_does() {
    let result = w15().returned("return-to-court", Unit::Participant);
    assert_eq!(
        result.curve().at(365).unwrap().value,
        figures(&result).aj.unwrap().value
    );
}
