//! A target for each quarter: every whole quarter of the contract year by itself.

use crate::record::contract::{Contract, Target};
use crate::record::period::{Calendar, Step};
use crate::record::{Period, counted};
use crate::report::request::Request;

/// The whole quarters of some days, and how many met a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quarters {
    /// How many of those that are over met it; none if the public may not know.
    pub(super) met: Option<usize>,
    /// How many are over, and have a figure.
    pub(super) known: usize,
    /// Whether others are not over.
    pub(super) is_under_way: bool,
}

impl Quarters {
    /// How many quarters of the period met a target; `figure` is none if they may not be told.
    pub(super) fn of(
        contract: &Contract,
        target: &Target,
        request: &Request<'_>,
        figure: Option<impl Fn(&Period) -> Result<Option<f64>, String>>,
    ) -> Result<Self, String> {
        let whole = whole_quarters(contract, request.period);
        let (over, rest): (Vec<&Period>, Vec<&Period>) =
            whole.iter().partition(|one| one.last <= request.as_of);
        let mut quarters = Self {
            met: figure.is_some().then_some(0),
            known: 0,
            is_under_way: !rest.is_empty(),
        };
        let Some(figure) = figure else {
            return Ok(quarters);
        };
        for quarter in over {
            if let Some(reached) = figure(quarter)? {
                quarters.known += 1;
                let is_met = reached >= target.value.0;
                quarters.met = quarters.met.map(|met| met + usize::from(is_met));
            }
        }
        Ok(quarters)
    }

    pub(super) const fn standing(&self) -> Option<&'static str> {
        match self.met {
            Some(met) if met < self.known => Some("missed"),
            _ if self.is_under_way => Some("under way"),
            Some(_) if self.known > 0 => Some("met"),
            _ => None,
        }
    }
}

/// The whole quarters of contract years that lie in a period and in the contract.
fn whole_quarters(contract: &Contract, period: &Period) -> Vec<Period> {
    let calendar = Calendar::Program(contract.month());
    let first = period.first.max(contract.begins);
    let last = contract.last_by(period.last);
    let parts = Period::between(first, last, calendar).parts(Step::Quarter);
    let is_whole = |part: &Period| *part == Period::holding(calendar, Step::Quarter, part.first);
    parts.into_iter().filter(is_whole).collect()
}

/// Whether a period is one quarter of the contract year.
pub(super) fn is_a_quarter(contract: &Contract, period: &Period) -> bool {
    let whole = whole_quarters(contract, period);
    matches!(&whole[..], [one] if (one.first, one.last) == (period.first, period.last))
}

/// What to say of targets for each quarter if the period is not one.
pub(super) fn note(contract: &Contract, request: &Request<'_>, is_public: bool) -> String {
    let whole = whole_quarters(contract, request.period);
    let over: Vec<&Period> = whole
        .iter()
        .filter(|one| one.last <= request.as_of)
        .collect();
    match &over[..] {
        [first, ..] if !is_public => format!(
            "a target for each quarter is compared with each whole quarter that is over, by itself: {} from {} to {}",
            counted(over.len(), "quarter"),
            first.first,
            over[over.len() - 1].last
        ),
        _ => {
            let calendar = Calendar::Program(contract.month());
            let last = contract.last_by(request.period.last.min(request.as_of));
            let own = Period::holding(calendar, Step::Quarter, last);
            format!(
                "a target for each quarter is compared with a whole quarter; ask for one, such as {}..{}",
                own.first, own.last
            )
        }
    }
}
