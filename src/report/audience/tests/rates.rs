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

/// Of the public row of so many mature, unknown and returned: unknown, returned, rate, low, best.
fn public_rate(mature: &str, unknown: &str, returned: &str, rate: &str, best: &str) -> Vec<String> {
    let cells = [
        "return-to-court",
        mature,
        mature,
        "0",
        unknown,
        returned,
        "0",
        rate,
        "0.1",
        best,
        "0",
        "0.2",
    ];
    let public = published(vec![sheet("returns", &RETURNS, &[&cells])]);
    let row = row(&public[0], 0);
    [4, 5, 7, 8, 9].map(|at| row[at].clone()).to_vec()
}

#[test]
fn no_rate_of_the_known_is_said_if_more_than_a_fifth_are_unknown_or_may_be() {
    assert_eq!(
        public_rate("26", "13", "3", "0.231", "0.115"),
        ["13", "<11", "*", "*", "*"],
        "half are unknown"
    );
    assert_eq!(
        public_rate("46", "6", "1", "0.025", "0.022"),
        ["<11", "<11", "*", "*", "*"],
        "10 of 46 may be unknown, which is more than a fifth"
    );
    assert_eq!(
        public_rate("50", "3", "4", "0.085", "0.08"),
        ["<11", "<11", "<27.5%", "*", "*"],
        "10 of 50 are a fifth, and 11 of 40 are 27.5 %"
    );
    assert_eq!(
        public_rate("100", "30", "20", "0.286", "0.2"),
        ["30", "20", "withheld", "withheld", "0.2"],
        "30 of 100 are more than a fifth"
    );
    assert_eq!(
        public_rate("100", "20", "20", "0.25", "0.2"),
        ["20", "20", "0.25", "0.1", "0.2"],
        "20 of 100 are a fifth"
    );
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
