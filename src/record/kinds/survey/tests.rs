use std::cmp::Ordering;

use super::*;
use crate::record::read::record;

const FORM: &str = "title = \"T\"\nsource = \"S\"\ndated = 2026-01-01\npoints = [ \"post\", \"pre\", ]\n\
    smallest_change = 0.5\n\
    [[item]]\nnumber = 1\nmin = 0\nmax = 4\n[[item]]\nnumber = 2\nmin = 0\nmax = 4\nreverse = true\n\
    [[item]]\nnumber = 3\nmin = 0\nmax = 4\n[[item]]\nnumber = 4\nmin = 1\nmax = 5\n\
    [[scale]]\nname = \"all\"\nitems = [ 1, 2, 3, 4, ]\n";

fn form() -> Survey {
    record(FORM).unwrap()
}

fn answers(all: &[(u32, u32)]) -> Answers {
    Answers(all.iter().copied().collect())
}

fn faults(text: &str) -> Vec<String> {
    let program: Program = record("schema = 2\nname = \"T\"\n").unwrap();
    let faults = Survey::of_file("own", text, &program).unwrap_err();
    faults.into_iter().map(|fault| fault.message).collect()
}

#[test]
fn a_scale_is_the_mean_of_what_was_answered_if_three_of_four_were() {
    let (form, scale) = (form(), form().scale[0].clone());
    let score = |all: &[(u32, u32)]| form.score(&scale, &answers(all));
    // Item 2 is reversed: 1 on a scale of 0 to 4 counts as 3.
    assert_eq!(score(&[(1, 2), (2, 1), (3, 4), (4, 3)]), Some(3.0));
    assert_eq!(score(&[(1, 2), (3, 4), (4, 3)]), Some(3.0));
    assert_eq!(score(&[(1, 2), (2, 0), (3, 3)]), Some(3.0));
    assert_eq!(score(&[(1, 2), (2, 1)]), None);
    assert_eq!(score(&[]), None);
}

#[test]
fn a_form_says_how_much_must_be_answered() {
    let of = |least: u32| Survey {
        least_answered: Some(Percent(least)),
        ..form()
    };
    let two = answers(&[(1, 2), (3, 4)]);
    assert_eq!(of(50).score(&form().scale[0], &two), Some(3.0));
    assert_eq!(of(51).score(&form().scale[0], &two), None);
}

#[test]
fn a_reversed_item_counts_from_the_other_end_also_where_it_begins_at_one() {
    let item = |min, max, reverse| Item {
        number: 1,
        min,
        max,
        reverse,
        text: None,
    };
    assert_eq!(item(1, 5, Some(true)).score(2), 4.0);
    assert_eq!(item(1, 5, None).score(2), 2.0);
    let best = |item: Item| -> Vec<u32> {
        (0..=5)
            .filter(|at| item.has(*at) && item.is_among_best(*at))
            .collect()
    };
    assert_eq!(best(item(1, 5, None)), [4, 5]);
    assert_eq!(best(item(0, 4, Some(true))), [0, 1]);
}

#[test]
fn the_smallest_change_of_the_form_tells_better_from_the_same() {
    let any = Survey {
        smallest_change: None,
        ..form()
    };
    let of = |form: &Survey, change| form.direction(change);
    assert_eq!(of(&form(), 0.5), Ordering::Greater);
    assert_eq!(of(&form(), 3.3 - 2.8), Ordering::Greater);
    assert_eq!(of(&form(), 0.49), Ordering::Equal);
    assert_eq!(of(&form(), -0.5), Ordering::Less);
    assert_eq!(of(&any, 0.01), Ordering::Greater);
    assert_eq!(of(&any, 0.0), Ordering::Equal);
    assert_eq!(of(&any, -0.01), Ordering::Less);
}

#[test]
fn what_makes_no_sense_in_a_form_is_named() {
    let with = |more: &str| faults(&format!("{FORM}{more}"));
    assert_eq!(
        with("[[item]]\nnumber = 3\nmin = 0\nmax = 4\n"),
        ["`3` cannot be the number of another item"]
    );
    assert_eq!(
        with("[[item]]\nnumber = 5\nmin = 4\nmax = 4\n"),
        ["the highest answer is not above the lowest"]
    );
    assert_eq!(
        with("[[scale]]\nname = \"b\"\nitems = [ 9, ]\n"),
        ["there is no item 9"]
    );
    assert_eq!(
        with("[[scale]]\nname = \"all\"\nitems = [ 1, ]\n"),
        ["another scale is already called `all`"]
    );
    assert_eq!(
        with("[[due]]\npoint = \"once\"\ndays = 90\n"),
        ["the survey has no point `once`"]
    );
    assert_eq!(
        with("[[due]]\npoint = \"pre\"\n"),
        ["it is not clear when this is due"]
    );
    let program: Program = record("schema = 2\nname = \"T\"\n").unwrap();
    let taken = Survey::of_file("pfs2", FORM, &program).unwrap_err();
    assert_eq!(taken[0].rule, "file-name");
}

#[test]
fn what_ships_is_whole() {
    let program: Program = record("schema = 2\nname = \"T\"\n").unwrap();
    for (name, text) in SHIPPED {
        let copy = Survey::of_file("own", text, &program);
        assert!(copy.is_ok(), "{name}: {copy:?}");
    }
    let all: Vec<(Word, Survey)> = shipped().collect();
    let [(_, felt), (_, pfs2)] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!((felt.item.len(), felt.is_satisfaction()), (3, true));
    let scales: Vec<(&str, &[u32])> = pfs2
        .scale
        .iter()
        .map(|scale| (scale.name.as_str(), scale.items.as_slice()))
        .collect();
    assert_eq!(
        scales,
        [
            ("family-functioning-and-resilience", &[1, 2, 3][..]),
            ("nurturing-and-attachment", &[4, 5, 6, 7, 8]),
            ("social-supports", &[9, 10, 11, 12]),
            ("caregiver-practitioner-relationship", &[13, 14, 15]),
            ("concrete-supports", &[16, 17, 18, 19]),
        ]
    );
    assert_eq!(pfs2.item.len(), 19);
    // The wording of the form belongs to its publisher.
    assert!(pfs2.item.iter().all(|item| item.text.is_none()));
}
