//! The factors of the points of a pair: a factor is a small function, its weight, and the sentence with its reason.
//!
//! Points are whole hundredths. A factor gives the share of its weight that its function returns, rounded down; if a
//! fact is missing it gives half and says which. To add a factor, write one more function and one more line in
//! [`FACTORS`].

use super::pair::Pair;
use crate::record::program::Weights;
use crate::record::{System, Word};

/// The part of its weight that a factor gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// The first of the second, which is never 0.
    Of(u32, u32),
    /// A fact is missing: this one, in words. Half of the weight.
    Missing(&'static str),
    /// Nothing was requested: all of the weight, with any mentor.
    NotAsked,
}

use Share::{Missing, NotAsked, Of};

/// The whole weight, or nothing.
const fn all_if(holds: bool) -> Share {
    Of(holds as u32, 1)
}

/// Something that speaks for a pair.
#[derive(Debug)]
pub struct Factor {
    /// Its word, as in `[matching]` of `peer.toml`.
    pub name: &'static str,
    pub(super) weight: fn(&Weights) -> u32,
    pub(super) share: fn(&Pair<'_>) -> Share,
    pub(super) reason: fn(&Pair<'_>) -> String,
}

/// Every factor of fit, in display order. [`LOAD`] is the place of the one that depends on the mentor's load.
pub const FACTORS: [Factor; 6] = [
    Factor {
        name: "experience",
        weight: |w| w.experience,
        share: experience,
        reason: experience_reason,
    },
    Factor {
        name: "system",
        weight: |w| w.system,
        share: system,
        reason: system_reason,
    },
    Factor {
        name: "area",
        weight: |w| w.area,
        share: area,
        reason: area_reason,
    },
    Factor {
        name: "availability",
        weight: |w| w.availability,
        share: availability,
        reason: availability_reason,
    },
    Factor {
        name: "gender",
        weight: |w| w.gender,
        share: gender,
        reason: gender_reason,
    },
    Factor {
        name: "load",
        weight: |w| w.load,
        share: load,
        reason: load_reason,
    },
];

/// The place of the factor `load` in [`FACTORS`].
pub const LOAD: usize = 5;

/// The factors other than [`LOAD`], by place in [`FACTORS`], grouped by what they use of a parent: needs, times, and
/// facts with few values.
pub(super) const PARTS: [&[usize]; 3] = [&[0], &[3], &[1, 2, 4]];

/// The hundredths that a share of a weight gives, rounded down.
#[inline]
pub(super) fn worth(weight: u32, share: Share) -> i64 {
    match share {
        Of(0, _) => 0,
        Of(part, all) if part != all => part_of(weight, part, all.max(1)),
        Missing(_) => 50 * i64::from(weight),
        Of(..) | NotAsked => 100 * i64::from(weight),
    }
}

/// A part of a weight in hundredths, rounded down; in small integers if they suffice, as they divide twice as fast.
#[inline]
fn part_of(weight: u32, part: u32, all: u32) -> i64 {
    match weight
        .checked_mul(100)
        .and_then(|whole| whole.checked_mul(part))
    {
        Some(product) => i64::from(product / all),
        None => {
            let product = 100 * u128::from(weight) * u128::from(part);
            i64::try_from(product / u128::from(all)).unwrap_or(i64::MAX)
        }
    }
}

/// Needs of the parent that the mentor has experienced.
#[inline]
fn experience(pair: &Pair<'_>) -> Share {
    match pair.parent.needs.count() {
        0 => Missing("the parent's needs"),
        needs => Of(pair.parent.needs.shared(&pair.mentor.experience), needs),
    }
}

fn experience_reason(pair: &Pair<'_>) -> String {
    let needs = &pair.parent.person.record.needs;
    let shared = pair.shared_experience();
    let lived = || listed(shared.iter().map(|word| word.as_str()));
    match (shared.len(), needs.as_slice()) {
        (0, [one]) => format!("has not lived through {one}"),
        (0, _) => format!("has been through none of {} needs", needs.len()),
        (_, [one]) => format!("has been through {one}, the only need"),
        (some, _) if some == needs.len() => {
            format!("has been through {}, all {some} needs", lived())
        }
        (some, _) => format!(
            "has been through {}, {some} of {} needs",
            lived(),
            needs.len()
        ),
    }
}

/// The court system of every open case.
#[inline]
fn system(pair: &Pair<'_>) -> Share {
    match (pair.parent.systems, pair.mentor.systems) {
        (0, _) => Missing("an open case of the parent"),
        (_, 0) => Missing("the mentor's court systems"),
        (wanted, known) => all_if(wanted & known == wanted),
    }
}

fn system_reason(pair: &Pair<'_>) -> String {
    let of = |bits: u8| {
        let words = [(1, System::Cps), (2, System::Jpd)];
        words
            .into_iter()
            .filter(|(bit, _)| bits & bit != 0)
            .map(|(_, system)| system.word())
            .collect::<Vec<_>>()
    };
    let unknown = pair.parent.systems & !pair.mentor.systems;
    if unknown == 0 {
        format!("knows {}", of(pair.parent.systems).join(" and "))
    } else {
        format!("does not know {}", of(unknown).join(" and "))
    }
}

/// The same area.
#[inline]
fn area(pair: &Pair<'_>) -> Share {
    match (pair.parent.area, pair.mentor.area) {
        (None, _) => Missing("the parent's area"),
        (_, None) => Missing("the mentor's area"),
        (wanted, own) => all_if(wanted == own),
    }
}

fn area_reason(pair: &Pair<'_>) -> String {
    let wanted = pair
        .parent
        .person
        .record
        .area
        .as_deref()
        .unwrap_or_default();
    let own = pair.mentor.entry.record.area.as_deref().unwrap_or_default();
    if wanted == own {
        format!("same area, {wanted}")
    } else {
        format!("area {own}, not {wanted}")
    }
}

/// Times at which both can meet.
#[inline]
fn availability(pair: &Pair<'_>) -> Share {
    if pair.mentor.slots.is_empty() {
        return Missing(if pair.parent.slots.is_empty() {
            "the times when both can meet"
        } else {
            "the mentor's times"
        });
    }
    match pair.parent.slots.count() {
        0 => Missing("the parent's times"),
        slots => Of(pair.parent.slots.shared(&pair.mentor.slots), slots),
    }
}

fn availability_reason(pair: &Pair<'_>) -> String {
    let slots = &pair.parent.person.record.availability;
    let shared = both(slots, &pair.mentor.entry.record.availability);
    let times = || listed(shared.iter().map(|word| word.as_str()));
    match shared.len() {
        0 => "no time when both can meet".to_owned(),
        all if all == slots.len() => format!("both can meet {}", times()),
        some => format!("both can meet {}, {some} of {} times", times(), slots.len()),
    }
}

/// The parent's wish for a gender; without a wish nothing needs to be known.
#[inline]
fn gender(pair: &Pair<'_>) -> Share {
    match (pair.parent.wish, pair.mentor.gender) {
        (None, _) => NotAsked,
        (Some(_), None) => Missing("the mentor's gender"),
        (wish, own) => all_if(wish == own),
    }
}

fn gender_reason(pair: &Pair<'_>) -> String {
    let wish = &pair.parent.person.record.mentor_gender;
    let own = &pair.mentor.entry.record.gender;
    match (wish, own) {
        (Some(wish), Some(own)) if own == wish => format!("{own}, as the parent wishes"),
        (Some(wish), Some(own)) => format!("{own}, but the parent wishes for {wish}"),
        _ => "the parent has no wish about gender".to_owned(),
    }
}

/// How much of the mentor's capacity is still free.
fn load(pair: &Pair<'_>) -> Share {
    load_share(pair.mentor.capacity, pair.load)
}

/// The share of the factor `load`.
pub(super) fn load_share(capacity: u32, load: u32) -> Share {
    Of(capacity.saturating_sub(load), capacity.max(1))
}

fn load_reason(pair: &Pair<'_>) -> String {
    format!(
        "has {} of {} parents so far",
        pair.load, pair.mentor.capacity
    )
}

impl Pair<'_> {
    /// Needs of the parent that the mentor has experienced, in the order of the parent's record.
    #[must_use]
    pub fn shared_experience(&self) -> Vec<&Word> {
        both(
            &self.parent.person.record.needs,
            &self.mentor.entry.record.experience,
        )
    }
}

fn both<'w>(wanted: &'w [Word], offered: &[Word]) -> Vec<&'w Word> {
    wanted
        .iter()
        .filter(|word| offered.contains(word))
        .collect()
}

/// Words in a sentence: `housing and visitation`.
pub(super) fn listed<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let texts: Vec<&str> = words.collect();
    match texts.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => texts.concat(),
    }
}
