//! The worked examples, and what a reader would expect.

use super::*;

const SMALL_CELL: u32 = 11;

/// Parts under their shown total, as shown: `None` for a hidden part; and whether the total is shown.
fn parts(values: &[i64]) -> (Vec<Option<i64>>, bool) {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let parts: Vec<Index> = values
        .iter()
        .map(|value| figures.add(Kind::People, *value, FIRST))
        .collect();
    let total = figures.add(Kind::People, values.iter().sum(), FIRST);
    figures.sum(total, &parts);
    let masks = figures.mask();
    let shown = |index: &Index| (masks[*index] == Mask::Shown).then(|| values[*index]);
    (
        parts.iter().map(shown).collect(),
        masks[total] == Mask::Shown,
    )
}

#[test]
fn large_counts_stay_whole() {
    assert_eq!(
        parts(&[200, 150, 80]),
        (vec![Some(200), Some(150), Some(80)], true)
    );
}

#[test]
fn a_single_small_part_takes_the_smallest_other_with_it() {
    assert_eq!(
        parts(&[31, 18, 11, 3]),
        (vec![Some(31), Some(18), None, None], true)
    );
    assert_eq!(
        parts(&[40, 12, 8, 0]),
        (vec![Some(40), None, None, Some(0)], true)
    );
}

#[test]
fn two_small_parts_are_enough_where_their_sum_can_be_made_in_two_ways() {
    assert_eq!(
        parts(&[31, 18, 8, 3]),
        (vec![Some(31), Some(18), None, None], true)
    );
}

#[test]
fn two_small_parts_are_not_enough_where_their_sum_can_be_made_in_one_way() {
    assert_eq!(
        parts(&[31, 18, 1, 1]),
        (vec![Some(31), None, None, None], true)
    );
    assert_eq!(parts(&[40, 10, 10]), (vec![None, None, None], true));
    assert_eq!(parts(&[10, 10]), (vec![None, None], false));
}

#[test]
fn one_of_two_hundred_needs_no_other_hidden() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let whole = figures.add(Kind::People, 200, LAST);
    let part = figures.add(Kind::People, 1, LAST);
    figures.part_of(&[part], &[whole]);
    assert_eq!(figures.mask()[..2], [Mask::Shown, Mask::Small]);
}

#[test]
fn all_but_a_few_gives_the_few_away() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let whole = figures.add(Kind::People, 200, LAST);
    let part = figures.add(Kind::People, 195, FIRST);
    figures.part_of(&[part], &[whole]);
    assert_eq!(figures.mask()[..2], [Mask::Shown, Mask::Withheld]);
}

#[test]
fn all_and_none_are_shown() {
    for part in [0, 200] {
        let mut figures = FigureGraph::new(SMALL_CELL);
        let whole = figures.add(Kind::People, 200, LAST);
        let part = figures.add(Kind::People, part, FIRST);
        figures.part_of(&[part], &[whole]);
        assert_eq!(figures.mask()[..2], [Mask::Shown, Mask::Shown]);
    }
}

#[test]
fn what_may_go_first_goes_before_what_is_smaller() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let cohort = figures.add(Kind::People, 205, FIRST);
    let mature = figures.add(Kind::People, 200, LAST);
    let not_yet = figures.add(Kind::People, 5, LAST);
    figures.sum(cohort, &[mature, not_yet]);
    assert_eq!(
        figures.mask(),
        [Mask::Withheld, Mask::Shown, Mask::Withheld]
    );
}

#[test]
fn a_year_that_equals_its_only_quarter_hides_with_it() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let quarters: Vec<Index> = [7, 0, 0, 0]
        .map(|value| figures.add(Kind::People, value, FIRST))
        .to_vec();
    let year = figures.add(Kind::People, 7, FIRST);
    figures.at_most(&[year], &quarters);
    for quarter in &quarters {
        figures.at_most(&[*quarter], &[year]);
    }
    let masks = figures.mask();
    assert_eq!(
        (masks[quarters[0]], masks[year], masks[quarters[1]]),
        (Mask::Withheld, Mask::Withheld, Mask::Shown)
    );
}

#[test]
fn a_quarter_that_the_year_pins_takes_another_with_it() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let quarters: Vec<Index> = [40, 3, 30]
        .map(|value| figures.add(Kind::People, value, FIRST))
        .to_vec();
    let year = figures.add(Kind::People, 73, FIRST);
    figures.at_most(&[year], &quarters);
    let masks = figures.mask();
    assert_eq!(masks[quarters[1]], Mask::Small);
    assert!(
        masks.iter().filter(|mask| **mask != Mask::Shown).count() == 1,
        "3 to 10 fit: {masks:?}"
    );

    let mut figures = FigureGraph::new(SMALL_CELL);
    let quarters: Vec<Index> = [40, 10, 30]
        .map(|value| figures.add(Kind::People, value, FIRST))
        .to_vec();
    let year = figures.add(Kind::People, 80, FIRST);
    figures.at_most(&[year], &quarters);
    assert!(
        figures
            .mask()
            .iter()
            .filter(|mask| **mask != Mask::Shown)
            .count()
            == 2,
        "only 10 makes 80"
    );
}

#[test]
fn an_amount_told_to_hide_takes_another_of_its_sum_with_it() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let parts = [4000, 90].map(|days| figures.add(Kind::Amount, days, FIRST));
    let all = figures.add(Kind::Amount, 4090, LAST);
    figures.sum(all, &parts);
    figures.withhold(parts[1]);
    assert_eq!(
        figures.mask(),
        [Mask::Withheld, Mask::Withheld, Mask::Shown]
    );
}

#[test]
fn what_is_settled_stays_and_what_comes_later_tells_nothing_more_of_it() {
    let mut figures = FigureGraph::new(SMALL_CELL);
    let all = figures.add(Kind::People, 22, LAST);
    let services = [12, 10].map(|value| figures.add(Kind::People, value, FIRST));
    figures.sum(all, &services);
    figures.suppress();
    let hidden = services.map(|index| figures.mask_of(index));
    assert_eq!(hidden, [Mask::Withheld, Mask::Withheld]);
    // All of the 12 are in one area, and all of the 10 in another.
    let areas = [12, 10].map(|value| figures.add(Kind::People, value, FIRST));
    for at in 0..2 {
        figures.sum(services[at], &[areas[at]]);
    }
    figures.suppress();
    assert_eq!(services.map(|index| figures.mask_of(index)), hidden);
    assert_eq!(figures.mask_of(all), Mask::Shown);
    for area in areas {
        assert_ne!(figures.mask_of(area), Mask::Shown);
    }
}

#[test]
fn where_all_is_hidden_every_figure_could_be_twice_as_much() {
    let mut closed = 0;
    for code in 0..81 {
        let cells: Vec<i64> = (0..4).map(|place| code / 3i64.pow(place) % 3).collect();
        let mut figures = FigureGraph::new(SMALL_CELL);
        let cell: Vec<Index> = cells
            .iter()
            .map(|value| figures.add(Kind::People, *value, FIRST))
            .collect();
        let mut total = |parts: [usize; 2]| {
            let all = figures.add(
                Kind::People,
                parts.iter().map(|part| cells[*part]).sum(),
                LAST,
            );
            figures.sum(all, &parts.map(|part| cell[part]));
        };
        [[0, 1], [2, 3], [0, 2], [1, 3]]
            .into_iter()
            .for_each(&mut total);
        let values: Vec<i64> = (0..8).map(|at| figures.value(at)).collect();
        let relations = figures.relations.clone();
        let masks = figures.mask();
        if values
            .iter()
            .zip(&masks)
            .all(|(value, mask)| *value == 0 || *mask != Mask::Shown)
        {
            closed += 1;
            assert!(
                relations
                    .iter()
                    .all(|relation| relation.holds_with(relation.excess(|at| values[at] * 2)))
            );
            assert!(!masks.contains(&Mask::Small), "{cells:?}: {masks:?}");
        }
    }
    assert!(closed > 40, "{closed}");
}

#[test]
fn amounts_that_are_as_many_as_their_shown_sum_are_given_away() {
    let given_away = |values: &[i64]| {
        let mut figures = FigureGraph::new(SMALL_CELL);
        let total = figures.add(Kind::Amount, values.iter().sum(), FIRST);
        figures.suppress();
        let parts: Vec<Index> = values
            .iter()
            .map(|value| figures.add(Kind::Amount, *value, FIRST))
            .collect();
        parts.iter().for_each(|part| figures.withhold(*part));
        figures.sum(total, &parts);
        figures.suppress();
        figures.given_away() == parts
    };
    assert!(given_away(&[1, 1, 1]), "each of 3 that make 3 is 1");
    assert!(!given_away(&[2, 1, 1]), "any of 3 that make 4 can be the 2");
}
