//! Rates, and the figures next to them.

use super::*;

const RETURNS: [&str; 12] = [
    "definition",
    "cohort",
    "mature",
    "not_yet",
    "unknown",
    "returned",
    "competing",
    "rate",
    "ci_low",
    "best",
    "boundary_events",
    "km",
];

#[test]
fn one_of_two_hundred_is_said_as_a_bound() {
    let cells = [
        "return-to-court",
        "200",
        "200",
        "0",
        "0",
        "1",
        "0",
        "0.005",
        "0.001",
        "0.005",
        "0",
        "0.0051",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    let expected = [
        "return-to-court",
        "200",
        "200",
        "0",
        "0",
        "<11",
        "0",
        "<5.5%",
        "*",
        "*",
        "0",
        "*",
    ];
    assert_eq!(row(&public[0], 0), expected);
}

#[test]
fn few_of_few_unknown_are_said_as_a_bound_over_the_fewest_known() {
    let cells = [
        "return-to-court",
        "63",
        "63",
        "0",
        "3",
        "4",
        "0",
        "0.067",
        "0.02",
        "0.063",
        "0",
        "0.06",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    let expected = [
        "return-to-court",
        "63",
        "63",
        "0",
        "<11",
        "<11",
        "0",
        "<20.8%",
        "*",
        "*",
        "0",
        "*",
    ];
    assert_eq!(
        row(&public[0], 0),
        expected,
        "11 of 63 - 10; 11 of 63 would be less than the rate may be"
    );
    let cells = [
        "return-to-court",
        "20",
        "20",
        "0",
        "3",
        "4",
        "0",
        "0.235",
        "0.02",
        "0.063",
        "0",
        "0.06",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    assert_eq!(row(&public[0], 0)[7], "*", "11 of 10 is no bound");
}

#[test]
fn all_but_a_few_are_not_said() {
    let cells = [
        "return-to-court",
        "200",
        "200",
        "0",
        "0",
        "195",
        "0",
        "0.975",
        "0.9",
        "0.975",
        "0",
        "0.97",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    assert_eq!(row(&public[0], 0)[5..9], ["*", "0", "*", "*"]);
    assert_eq!(row(&public[0], 0)[2], "200");
}

#[test]
fn large_counts_and_their_rates_stay_whole() {
    let cells = [
        "return-to-court",
        "350",
        "350",
        "0",
        "0",
        "150",
        "0",
        "0.4",
        "0.3",
        "0.4",
        "0",
        "0.41",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    assert_eq!(row(&public[0], 0), cells);
    assert!(public[0].notes.is_empty());
}

#[test]
fn few_who_are_not_yet_counted_cost_the_cohort_and_not_the_rate() {
    let cells = [
        "return-to-court",
        "205",
        "200",
        "5",
        "0",
        "40",
        "0",
        "0.2",
        "0.1",
        "0.2",
        "0",
        "0.19",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    assert_eq!(
        row(&public[0], 0)[1..9],
        ["*", "200", "*", "0", "40", "0", "0.2", "0.1"]
    );
    assert_eq!(
        row(&public[0], 0)[11],
        "*",
        "the curve is of the whole cohort"
    );
}

#[test]
fn a_curve_that_knows_of_events_no_count_tells_is_hidden() {
    let cells = [
        "return-to-court",
        "45",
        "25",
        "20",
        "0",
        "0",
        "0",
        "0.0",
        "0.0",
        "0.0",
        "0",
        "0.091",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    assert_eq!(
        row(&public[0], 0)[11],
        "*",
        "one of the 20 has returned already"
    );
}

#[test]
fn few_unknown_leave_a_bound_of_the_rate() {
    let columns = [
        "system",
        "cohort",
        "mature",
        "not_yet",
        "unknown",
        "reunified",
        "rate",
        "ci_low",
        "median_days",
    ];
    let rows: [&[&str]; 1] = [&["all", "87", "87", "0", "1", "39", "0.453", "0.353", "398"]];
    let public = published(vec![sheet("reunification", &columns, &rows)]);
    assert_eq!(
        row(&public[0], 0)[1..],
        ["87", "87", "0", "<11", "39", ">44.8%", "*", "*"]
    );
}
