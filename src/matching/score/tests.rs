use super::*;
use crate::matching::testing::{today, two};
use crate::register::testing::day;

const CPS: &[(&str, &str)] = &[(
    "cases/c-a.toml",
    "system = \"cps\"\nparticipants = [\"p-a\"]\n[[event]]\non = 2026-01-01\nkind = \"petition\"\n",
)];

/// The points, the reason and the missing fact of one factor.
fn factor(name: &str, parent: &str, mentor: &str, more: &[(&str, &str)]) -> (i64, String, bool) {
    let register = two(parent, mentor, more);
    let pool = Pool::new(&register, today(), &[]);
    let score = pool.score(&pool.pair(0, 0));
    let found = score
        .factors
        .into_iter()
        .find(|factor| factor.name == name)
        .unwrap();
    (found.points, found.reason, found.missing.is_some())
}

fn given(points: i64, reason: &str) -> (i64, String, bool) {
    (points, reason.to_owned(), false)
}

fn half(points: i64, reason: &str) -> (i64, String, bool) {
    (points, reason.to_owned(), true)
}

#[test]
fn experience_gives_the_share_of_needs_rounded_down() {
    let needs = "needs = [\"court-process\", \"housing\", \"visitation\"]\n";
    let knows = |words: &str| format!("experience = [{words}]\n");
    let ask = |words: &str| factor("experience", needs, &knows(words), &[]);
    assert_eq!(
        ask("\"housing\", \"visitation\""),
        given(
            2000,
            "has been through housing and visitation, 2 of 3 needs"
        )
    );
    assert_eq!(
        ask("\"housing\", \"mental-health\""),
        given(1000, "has been through housing, 1 of 3 needs")
    );
    assert_eq!(ask(""), given(0, "has been through none of 3 needs"));
    let seven = "needs = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\"]\n";
    assert_eq!(
        factor("experience", seven, &knows("\"a\""), &[]).0,
        428,
        "3000 / 7 is 428.57"
    );
    assert_eq!(
        factor("experience", "needs = [\"b\"]\n", &knows("\"a\""), &[]).1,
        "has not lived through b"
    );
    assert_eq!(
        factor("experience", "needs = [\"b\"]\n", &knows("\"b\""), &[]).1,
        "has been through b, the only need"
    );
    assert_eq!(
        factor("experience", "", &knows("\"a\""), &[]),
        half(1500, "not on file: the parent's needs; half the points")
    );
}

#[test]
fn system_gives_all_or_nothing_for_every_open_case() {
    let jpd = ("cases/c-b.toml", CPS[0].1.replace("cps", "jpd"));
    let closed = (
        "cases/c-b.toml",
        format!(
            "{}[[event]]\non = 2026-03-01\nkind = \"dismissed\"\n",
            jpd.1
        ),
    );
    let both = [CPS[0], (jpd.0, jpd.1.as_str())];
    let one = [CPS[0], (closed.0, closed.1.as_str())];
    let cps = "systems = [\"cps\"]\n";
    assert_eq!(factor("system", "", cps, CPS), given(2000, "knows cps"));
    assert_eq!(
        factor("system", "", "systems = [\"jpd\"]\n", CPS),
        given(0, "does not know cps")
    );
    assert_eq!(
        factor("system", "", cps, &both),
        given(0, "does not know jpd")
    );
    assert_eq!(factor("system", "", cps, &one), given(2000, "knows cps"));
    assert_eq!(
        factor("system", "", "systems = [\"cps\", \"jpd\"]\n", &both),
        given(2000, "knows cps and jpd")
    );
    assert_eq!(
        factor("system", "", cps, &[]),
        half(
            1000,
            "not on file: an open case of the parent; half the points"
        )
    );
    assert_eq!(
        factor("system", "", "", CPS),
        half(
            1000,
            "not on file: the mentor's court systems; half the points"
        )
    );
}

#[test]
fn area_gives_all_for_the_same_one() {
    let (here, there) = ("area = \"85705\"\n", "area = \"85713\"\n");
    assert_eq!(
        factor("area", here, here, &[]),
        given(1500, "same area, 85705")
    );
    assert_eq!(
        factor("area", here, there, &[]),
        given(0, "area 85713, not 85705")
    );
    assert_eq!(
        factor("area", here, "", &[]),
        half(750, "not on file: the mentor's area; half the points")
    );
    assert_eq!(
        factor("area", "", there, &[]),
        half(750, "not on file: the parent's area; half the points")
    );
}

#[test]
fn availability_gives_the_share_of_the_parents_times() {
    let times = |words: &str| format!("availability = [{words}]\n");
    let wanted = times("\"mon-evening\", \"wed-evening\", \"sat-morning\"");
    let ask = |words: &str| factor("availability", &wanted, &times(words), &[]);
    assert_eq!(
        ask("\"wed-evening\", \"fri-noon\""),
        given(500, "both can meet wed-evening, 1 of 3 times")
    );
    let all = given(
        1500,
        "both can meet mon-evening, wed-evening and sat-morning",
    );
    assert_eq!(factor("availability", &wanted, &wanted, &[]), all);
    assert_eq!(ask("\"fri-noon\""), given(0, "no time when both can meet"));
    assert_eq!(
        factor("availability", &wanted, "", &[]),
        half(750, "not on file: the mentor's times; half the points")
    );
    assert_eq!(
        factor("availability", "", &wanted, &[]),
        half(750, "not on file: the parent's times; half the points")
    );
}

#[test]
fn gender_is_only_asked_where_there_is_a_wish() {
    let (wish, woman, man) = (
        "mentor_gender = \"woman\"\n",
        "gender = \"woman\"\n",
        "gender = \"man\"\n",
    );
    assert_eq!(
        factor("gender", wish, woman, &[]),
        given(1000, "woman, as the parent wishes")
    );
    assert_eq!(
        factor("gender", wish, man, &[]),
        given(0, "man, but the parent wishes for woman")
    );
    assert_eq!(
        factor("gender", wish, "", &[]),
        half(500, "not on file: the mentor's gender; half the points")
    );
    assert_eq!(
        factor("gender", "", "", &[]),
        given(1000, "the parent has no wish about gender")
    );
}

#[test]
fn load_falls_with_each_parent_and_each_proposal() {
    let others = [
        ("participants/p-b.toml", ""),
        ("participants/p-c.toml", ""),
        (
            "matches/k-b.toml",
            "participant = \"p-b\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n",
        ),
        (
            "matches/k-c.toml",
            "participant = \"p-c\"\nmentor = \"m-a\"\nproposed = 2026-11-01\n",
        ),
    ];
    assert_eq!(
        factor("load", "", "", &[]),
        given(1000, "has 0 of 4 parents so far")
    );
    assert_eq!(
        factor("load", "", "", &others),
        given(500, "has 2 of 4 parents so far")
    );
    assert_eq!(factor("load", "", "capacity = 3\n", &others).0, 333);
    assert_eq!(factor("load", "", "capacity = 0\n", &[]).0, 0);
    let own = [(
        "matches/k-a.toml",
        "participant = \"p-a\"\nmentor = \"m-a\"\nproposed = 2026-11-01\n",
    )];
    assert_eq!(
        factor("load", "", "", &own),
        given(1000, "has 0 of 4 parents so far")
    );
}

#[test]
fn a_score_worked_out_on_paper() {
    let rosa = "area = \"85705\"\nmentor_gender = \"woman\"\nneeds = [\"housing\", \"substance-use\"]\n\
                availability = [\"mon-evening\", \"wed-evening\"]\n";
    let dana = "area = \"85705\"\ngender = \"woman\"\nsystems = [\"cps\"]\nexperience = [\"housing\"]\n\
                availability = [\"wed-evening\"]\n";
    let register = two(rosa, dana, CPS);
    let pool = Pool::new(&register, today(), &[]);
    let score = pool.score(&pool.pair(0, 0));
    // 1500 of 3000, 2000, 1500, 750 of 1500, 1000, 1000; 3 months from 1 August to 21 November.
    assert_eq!(
        (score.fit(), score.waiting, score.months, score.points()),
        (7750, 1500, 3, 9250)
    );
    assert_eq!(
        pool.plain_points(&pool.pair(0, 0)) + pool.load_points(4, 0),
        9250
    );
    let earlier = Pool::new(&register, day("2026-08-31"), &[]);
    assert_eq!(
        earlier.score(&earlier.pair(0, 0)).waiting,
        0,
        "not a full month"
    );
}

#[test]
fn the_weights_are_the_programs() {
    let program =
        "schema = 1\nname = \"Test\"\n[matching]\nexperience = 40\nload = 0\nwait_per_month = 7\n";
    let register = two(
        "needs = [\"a\"]\n",
        "experience = [\"a\"]\n",
        &[("peer.toml", program)],
    );
    let pool = Pool::new(&register, today(), &[]);
    let score = pool.score(&pool.pair(0, 0));
    assert_eq!(
        (
            score.factors[0].points,
            score.factors[LOAD].points,
            score.waiting
        ),
        (4000, 0, 2100)
    );
}
