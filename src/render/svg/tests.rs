//! What every chart must have, and how its numbers are drawn.

use super::canvas::ticks;
use super::draw;
use crate::report::Chart;
use crate::report::chart::{Bar, Bars, Curve, CurveStep, Direction, Figure, Span, Spans};

fn figure(size: f64) -> Figure {
    Figure {
        size: Some(size),
        shown: format!("{size:.0}"),
    }
}

fn hidden(shown: &str) -> Figure {
    Figure {
        size: None,
        shown: shown.to_owned(),
    }
}

fn bars(direction: Direction) -> Bars {
    let bar = |label: &str, parts: [Figure; 2], total: Figure| Bar {
        label: label.to_owned(),
        total,
        parts: parts.to_vec(),
        mark: None,
    };
    Bars {
        heading: "People <served>".to_owned(),
        summary: "31 people & more".to_owned(),
        parts: vec!["new".to_owned(), "continuing".to_owned()],
        mark: None,
        direction,
        bars: vec![
            bar("Q1", [figure(20.0), figure(11.0)], figure(31.0)),
            bar("Q2", [hidden("*"), hidden("<11")], figure(25.0)),
            bar("Q3", [hidden("*"), hidden("*")], hidden("<11")),
        ],
    }
}

fn curve(steps: Vec<CurveStep>) -> Chart {
    Chart::Curve(Curve {
        heading: "Returned".to_owned(),
        summary: "4.1% returned".to_owned(),
        since: "months since reunification".to_owned(),
        horizon: 365,
        steps,
        at_risk: vec![(0, 60), (365, 41)],
        end: "4.1%".to_owned(),
    })
}

fn attributes<'a>(svg: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    svg.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_chart_says_what_it_shows() {
    let svg = draw(&Chart::Bars(bars(Direction::Up)), "served");
    assert!(
        svg.contains("role=\"img\" aria-labelledby=\"served-title served-summary\""),
        "{svg}"
    );
    assert!(
        svg.contains("<title id=\"served-title\">People &lt;served&gt;</title>"),
        "{svg}"
    );
    assert!(
        svg.contains("<desc id=\"served-summary\">31 people &amp; more</desc>"),
        "{svg}"
    );
}

#[test]
fn nothing_comes_from_elsewhere() {
    for direction in [Direction::Up, Direction::Right] {
        let svg = draw(&Chart::Bars(bars(direction)), "x");
        assert!(
            !svg.contains("href") && !svg.contains("script") && !svg.contains("http"),
            "{svg}"
        );
    }
}

#[test]
fn a_bar_is_as_tall_as_its_number() {
    let svg = draw(&Chart::Bars(bars(Direction::Up)), "x");
    let tall = |class: &str| {
        let rect = svg
            .lines()
            .rfind(|line| line.contains(&format!("class=\"{class}\"")))
            .unwrap();
        attributes(rect, "height")[0].parse::<f64>().unwrap()
    };
    assert!((tall("part-1") / tall("part-2") - 20.0 / 11.0).abs() < 0.01);
    assert!((tall("whole") / tall("part-1") - 25.0 / 20.0).abs() < 0.01);
}

#[test]
fn a_masked_number_is_written_and_not_drawn() {
    for direction in [Direction::Up, Direction::Right] {
        let svg = draw(&Chart::Bars(bars(direction)), "x");
        let drawn = svg.lines().filter(|line| line.starts_with("<rect")).count();
        assert_eq!(
            drawn,
            2 + 3,
            "two in the legend, two parts and one whole: {svg}"
        );
        assert!(svg.contains(">&lt;11</text>"), "{svg}");
    }
}

#[test]
fn a_curve_begins_at_nothing_and_steps() {
    let svg = draw(
        &curve(vec![CurveStep {
            day: 100,
            value: 0.041,
            band: Some((0.02, 0.08)),
        }]),
        "x",
    );
    let path = svg
        .lines()
        .find(|line| line.contains("class=\"line-1\""))
        .unwrap();
    let points: Vec<&str> = attributes(path, "d")[0].split(['M', 'L']).skip(1).collect();
    assert_eq!(points.len(), 4, "{points:?}");
    let coordinates = |at: usize| points[at].split_once(' ').unwrap();
    assert_eq!(coordinates(0).1, coordinates(1).1);
    assert_eq!(coordinates(1).0, coordinates(2).0);
    assert!(svg.contains("class=\"band\""));
    assert!(svg.contains(">60</text>") && svg.contains(">41</text>"));
}

#[test]
fn a_curve_without_events_lies_on_the_axis() {
    let svg = draw(&curve(Vec::new()), "x");
    let path = svg
        .lines()
        .find(|line| line.contains("class=\"line-1\""))
        .unwrap();
    assert_eq!(attributes(path, "d")[0].matches("210").count(), 2, "{path}");
    assert!(!svg.contains("class=\"band\""));
}

#[test]
fn a_span_without_an_end_is_open() {
    let span = |high: Figure| Span {
        label: "all".to_owned(),
        low: figure(180.0),
        middle: figure(365.0),
        high,
    };
    let chart = |spans: Vec<Span>| {
        Chart::Spans(Spans {
            heading: String::new(),
            summary: String::new(),
            unit: "days".to_owned(),
            spans,
        })
    };
    assert!(draw(&chart(vec![span(figure(610.0))]), "x").contains("<rect class=\"part-2\""));
    assert!(
        draw(&chart(vec![span(hidden("not reached"))]), "x").contains("<path class=\"part-2\"")
    );
    let unknown = Span {
        low: hidden("-"),
        middle: hidden("*"),
        ..span(hidden("-"))
    };
    assert!(draw(&chart(vec![unknown]), "x").contains(">*</text>"));
}

#[test]
fn nothing_at_all_can_be_drawn() {
    let none = Bars {
        bars: Vec::new(),
        ..bars(Direction::Up)
    };
    for chart in [Chart::Bars(none), curve(Vec::new())] {
        let svg = draw(&chart, "x");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

#[test]
fn ticks_are_round_and_reach_the_top() {
    assert_eq!(ticks(31.0, 4, 1.0), [0.0, 10.0, 20.0, 30.0, 40.0]);
    assert_eq!(ticks(200.0, 4, 1.0), [0.0, 50.0, 100.0, 150.0, 200.0]);
    assert_eq!(ticks(3.0, 4, 1.0), [0.0, 1.0, 2.0, 3.0]);
    assert_eq!(ticks(0.0, 4, 1.0), [0.0, 1.0]);
    assert_eq!(ticks(f64::NAN, 4, 1.0), [0.0, 1.0]);
    let percent: Vec<f64> = ticks(0.1, 4, 0.01)
        .iter()
        .map(|tick| (tick * 1000.0).round())
        .collect();
    assert_eq!(percent, [0.0, 25.0, 50.0, 75.0, 100.0]);
    for most in 1..2000 {
        let scale = ticks(f64::from(most), 4, 1.0);
        assert!(
            scale.len() <= 6 && scale.last().is_some_and(|last| *last >= f64::from(most)),
            "{most}: {scale:?}"
        );
    }
}
