//! Assumptions as people type them: `capacity:dana=5`, `ignore:area`.

use crate::cli::failure::Failure;
use crate::cli::people;
use crate::matching::{Assumption, FACTORS, Rule};
use crate::record::schema::quoted;
use crate::register::Register;

/// The word for waiting points when a factor is asked for.
const WAITING: &str = "waiting";

/// The assumption that a text means.
///
/// # Errors
/// It does not mean any; the help says what can be assumed.
pub(super) fn assumption(register: &Register, text: &str) -> Result<Assumption, Failure> {
    let wrong = |why: String| {
        Failure::new(format!("`{text}` cannot be assumed: {why}"))
            .help("assume capacity:MENTOR=5, without:MENTOR, ignore:area, ignore:declined-before or weight:area=20")
    };
    let (kind, rest) = text
        .split_once(':')
        .ok_or_else(|| wrong("it has no colon".to_owned()))?;
    let number = |text: &str| {
        text.trim()
            .parse::<u32>()
            .map_err(|_| wrong(format!("`{text}` is not a whole number")))
    };
    let equals = || {
        rest.split_once('=')
            .ok_or_else(|| wrong("there is no number after `=`".to_owned()))
    };
    let mentor = |typed: &str| {
        people::mentor(register, typed.trim())
            .map(|id| register.mentor_index(&id).unwrap_or_default())
    };
    match kind {
        "capacity" => {
            let (who, count) = equals()?;
            Ok(Assumption::Capacity(mentor(who)?, number(count)?))
        }
        "without" => Ok(Assumption::Without(mentor(rest)?)),
        "weight" => {
            let (factor, points) = equals()?;
            weight(factor, number(points)?).ok_or_else(|| wrong(factors()))
        }
        "ignore" if rest == Rule::MentorOverCapacity.word() => {
            Err(wrong("name the mentor: capacity:MENTOR=5".to_owned()))
        }
        "ignore" => match rest.parse::<Rule>() {
            Ok(rule) => Ok(Assumption::IgnoreRule(rule)),
            Err(rules) => weight(rest, 0).ok_or_else(|| wrong(format!("{rules}; {}", factors()))),
        },
        _ => Err(wrong(format!("there is no `{kind}`"))),
    }
}

fn weight(factor: &str, points: u32) -> Option<Assumption> {
    if factor == WAITING {
        return Some(Assumption::WaitPerMonth(points));
    }
    let at = FACTORS.iter().position(|known| known.name == factor)?;
    Some(Assumption::Weight(at, points))
}

fn factors() -> String {
    let names: Vec<&str> = FACTORS
        .iter()
        .map(|factor| factor.name)
        .chain([WAITING])
        .collect();
    format!("the factors are {}", quoted(&names))
}
