//! Worked example W15 of the definitions.

use super::*;
use crate::measure::statistics::{Method, wilson};

/// Worked example W15 of the definitions: one parent, one child, one family each.
pub(super) fn w15() -> Files {
    let families = [
        (
            "r01",
            "2016-01-01",
            "2025-01-15",
            Some("2025-06-01 petition"),
        ),
        ("r02", "2016-01-01", "2025-11-21", None),
        ("r03", "2016-01-01", "2025-11-22", None),
        (
            "r04",
            "2016-01-01",
            "2024-02-29",
            Some("2025-02-28 petition"),
        ),
        (
            "r05",
            "2016-01-01",
            "2024-02-29",
            Some("2025-03-01 petition"),
        ),
        (
            "r06",
            "2016-01-01",
            "2025-03-10",
            Some("2026-03-10 removed"),
        ),
        (
            "r07",
            "2016-01-01",
            "2025-03-10",
            Some("2026-03-11 removed"),
        ),
        ("r08", "2016-01-01", "2025-05-01", Some("2025-09-01 died")),
        ("r09", "2007-12-01", "2025-07-01", None),
        (
            "r10",
            "2016-01-01",
            "2026-08-01",
            Some("2026-09-15 petition"),
        ),
        ("r11", "2016-01-01", "2026-08-01", None),
        (
            "r12",
            "2016-01-01",
            "2023-06-01",
            Some("2024-06-01 petition"),
        ),
        ("r13", "2016-01-01", "2025-04-01", Some("2025-10-01 lost")),
        ("r14", "2016-01-01", "2024-10-01", None),
        ("r15", "2016-01-01", "2024-11-15", None),
    ];
    families
        .iter()
        .fold(Files::default(), |files, (id, born, home, after)| {
            let person = format!("p-{id}");
            let home = format!("{home} reunified");
            let mut events = vec!["2022-01-10 petition", "2022-01-10 removed", home.as_str()];
            events.extend(*after);
            let case = format!("c-{id}");
            let child = format!("born = {born}");
            let files = files.served(&person, "2022-06-01");
            let files = files.case(&case, "cps", &[&person], &[("a", &child)], &events);
            if *id == "r13" {
                files
            } else {
                files.checked(&case, AS_OF)
            }
        })
}

pub(super) fn assert_near(value: f64, expected: f64) {
    assert!((value - expected).abs() <= 1e-7, "{value}, not {expected}");
}

fn assert_w15(result: &Returns) {
    assert_eq!(counts(result), [15, 12, 3, 1, 4, 2, 3]);
    let f = figures(result);
    assert_eq!(
        (f.rate(), f.best(), f.worst()),
        (Some(4.0 / 11.0), Some(4.0 / 12.0), Some(5.0 / 12.0))
    );
    let exact = f.interval().unwrap();
    assert_eq!(exact.method, Method::ClopperPearson);
    assert_eq!(
        format!("{:.4} {:.4}", exact.low, exact.high),
        "0.1093 0.6921"
    );
    let score = wilson(f.returned, f.known()).unwrap();
    assert_eq!(
        format!("{:.4} {:.4}", score.low, score.high),
        "0.1517 0.6462"
    );
    let (km, aj) = (f.km.unwrap(), f.aj.unwrap());
    for (estimate, expected) in [
        (km, [0.465_277_8, 0.158_026_2, 0.219_768_4, 0.793_847_2]),
        (aj, [0.407_692_3, 0.142_227_6, 0.192_026_2, 0.723_734_8]),
    ] {
        let interval = estimate.interval.unwrap();
        let computed = [
            estimate.value,
            estimate.se.unwrap(),
            interval.low,
            interval.high,
        ];
        computed
            .into_iter()
            .zip(expected)
            .for_each(|(computed, expected)| assert_near(computed, expected));
    }
    assert_eq!(f.completeness, Some(4037.0 / 4219.0));
}

#[test]
fn worked_example_w15_in_every_unit() {
    for unit in [Unit::Participant, Unit::Family, Unit::Child] {
        assert_w15(&w15().returned("return-to-court", unit));
    }
}

#[test]
fn worked_example_w15_one_by_one() {
    let outcomes = w15().outcomes("return-to-court", Unit::Participant);
    let of = |id: &str| outcomes.iter().find(|(unit, ..)| unit == id).unwrap().2;
    assert_eq!(
        of("p-r01"),
        Outcome::Returned(day("2025-06-01"), EventKind::Petition)
    );
    assert_eq!(of("p-r05"), Outcome::Nothing);
    assert_eq!(
        of("p-r06"),
        Outcome::Returned(day("2026-03-10"), EventKind::Removed)
    );
    assert_eq!(of("p-r07"), Outcome::Nothing);
    assert_eq!(of("p-r08"), Outcome::Competing(day("2025-09-01")));
    assert_eq!(of("p-r09"), Outcome::Competing(day("2025-12-01")));
    assert_eq!(of("p-r13"), Outcome::Nothing);
}
