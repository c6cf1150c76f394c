//! What a merge did to a record on its own, rather than taking it from one of its sides.
//!
//! Each side is compared with the common ancestor, as git does with lines: a side that left a fact unchanged has no say
//! in it. What only one side has a say in comes from that side, and was reported with its own commit. If two sides say
//! different things, a side is overruled, or the merge says what no side said, someone decided it in the merge.

use super::facts::{ChangeKind, Fact, compare};
use crate::record::schema::Fields;

/// What a record says, if it exists.
pub type Said<'a> = Option<&'a Fields>;

/// What a merge of `sides` with the common ancestor `base` decided about a record; `None` if it did nothing of its own.
#[must_use]
pub fn decided(
    base: Said<'_>,
    sides: &[Said<'_>],
    now: Said<'_>,
) -> Option<(ChangeKind, Vec<Fact>)> {
    // One side removed what was there, and another did not.
    let disputed =
        base.is_some() && sides.iter().any(Option::is_some) && sides.iter().any(Option::is_none);
    let Some(now) = now else {
        let change_kind = if disputed {
            ChangeKind::LetGo
        } else {
            ChangeKind::Removed
        };
        return overruled(base, sides, true).then(|| (change_kind, Vec::new()));
    };
    let kept = overruled(base, sides, false);
    if kept && !disputed {
        return Some((ChangeKind::Entered, compare(&Fields::new(), now)));
    }
    let nothing = Fields::new();
    let from = base.unwrap_or(&nothing);
    let sides = sides.iter().flatten().map(|side| Side {
        did: compare(from, side),
        left: compare(side, now),
    });
    let sides: Vec<Side> = sides.collect();
    let mut facts: Vec<Fact> = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        for fact in &side.left {
            if is_decided(fact, at, &sides) && !facts.contains(fact) {
                facts.push(fact.clone());
            }
        }
    }
    if kept {
        return Some((ChangeKind::Kept, facts));
    }
    (!facts.is_empty()).then_some((ChangeKind::Decided, facts))
}

/// Whether any side that has the record (or lacks it, if `there` is false) was overruled: it had a say, or no side had.
fn overruled(base: Said<'_>, sides: &[Said<'_>], there: bool) -> bool {
    let nobody = sides.iter().all(|side| *side == base);
    sides
        .iter()
        .any(|side| side.is_some() == there && (nobody || *side != base))
}

/// What a side did, and what the merge made of it afterwards.
struct Side {
    did: Vec<Fact>,
    left: Vec<Fact>,
}

/// Whether a fact that the merge states differently than one side was decided in the merge.
fn is_decided(fact: &Fact, at: usize, sides: &[Side]) -> bool {
    let has_say = |side: &Side| side.did.iter().any(|other| other.is_about(fact));
    // Another side made exactly this change, starting from what this side still has.
    let taken_over = sides.iter().any(|side| side.did.contains(fact));
    !taken_over && (has_say(&sides[at]) || !sides.iter().any(has_say))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Participant;
    use crate::record::read::record;
    use crate::record::schema::Table;

    /// What a merge of texts decided; an empty text is not a record.
    fn told(base: &str, sides: [&str; 2], now: &str) -> Vec<String> {
        let said =
            |text: &str| (!text.is_empty()).then(|| record::<Participant>(text).unwrap().fields());
        let (base, sides, now) = (said(base), sides.map(said), said(now));
        let sides: Vec<Said<'_>> = sides.iter().map(Option::as_ref).collect();
        let Some((change_kind, facts)) = decided(base.as_ref(), &sides, now.as_ref()) else {
            return Vec::new();
        };
        let word = |side: &Option<String>| side.clone().unwrap_or_else(|| "-".to_owned());
        let tell = |fact: &Fact| format!("{} {} {}", fact.key, word(&fact.was), word(&fact.now));
        std::iter::once(change_kind.word().to_owned())
            .chain(facts.iter().map(tell))
            .collect()
    }

    const NOTHING: [&str; 0] = [];
    const AREA: [&str; 3] = ["area = \"1\"", "area = \"2\"", "area = \"3\""];

    #[test]
    fn what_came_from_one_side_is_not_told_again() {
        let [one, two, _] = AREA;
        let both = "area = \"2\"\ngender = \"woman\"";
        assert_eq!(told(one, [one, two], two), NOTHING);
        assert_eq!(
            told(one, [two, "area = \"1\"\ngender = \"woman\""], both),
            NOTHING
        );
        assert_eq!(told(one, ["", one], ""), NOTHING);
        assert_eq!(told("", ["", one], one), NOTHING);
        assert_eq!(told(one, [two, two], two), NOTHING);
        let needs = |needs: &str| format!("needs = [{needs}]");
        let (a, b) = (needs("\"a\", \"x\""), needs("\"b\", \"x\""));
        assert_eq!(
            told(&needs("\"x\""), [&a, &b], &needs("\"a\", \"b\", \"x\"")),
            NOTHING
        );
        let day = "[[enrollment]]\nstart = 2026-01-01\n";
        let left = format!("{day}end = 2026-02-01\n");
        let later = format!("{day}[[enrollment]]\nstart = 2026-03-01\n");
        let all = format!("{left}[[enrollment]]\nstart = 2026-03-01\n");
        assert_eq!(told(day, [&left, &later], &all), NOTHING);
    }

    #[test]
    fn a_side_that_was_overruled_is_told() {
        let [one, two, three] = AREA;
        assert_eq!(told(one, [two, three], two), ["decided", "area 3 2"]);
        assert_eq!(
            told("area = \"4\"", [one, two], three),
            ["decided", "area 1 3", "area 2 3"]
        );
        assert_eq!(told(one, [one, two], one), ["decided", "area 2 1"]);
        assert_eq!(told(one, [two, ""], two), ["decided: kept"]);
        assert_eq!(told(one, [one, ""], one), ["decided: kept"]);
        assert_eq!(told(one, [two, ""], three), ["decided: kept", "area 2 3"]);
        assert_eq!(told(one, [two, ""], ""), ["decided: removed"]);
        assert_eq!(told("", ["", one], ""), ["removed"]);
        let needs = |needs: &str| format!("needs = [{needs}]");
        assert_eq!(
            told(
                &needs("\"x\""),
                [&needs("\"a\", \"x\""), &needs("\"x\"")],
                &needs("\"x\"")
            ),
            ["decided", "needs a -"]
        );
    }

    #[test]
    fn what_no_side_said_is_told_once() {
        let [one, two, three] = AREA;
        assert_eq!(told(one, [one, one], two), ["decided", "area 1 2"]);
        assert_eq!(told(one, [one, two], three), ["decided", "area 2 3"]);
        assert_eq!(told(one, [one, one], ""), ["removed"]);
        assert_eq!(told("", ["", ""], one), ["entered", "area - 1"]);
        assert_eq!(
            told(one, [one, two], "area = \"2\"\ngender = \"woman\""),
            ["decided", "gender - woman"]
        );
    }
}
