//! What to watch for with people whose name is not on this computer: no one should be added twice because of it.

use super::peer::Peer;
use crate::record::PersonId;
use crate::register::{Nameless, Register};

/// The largest number of them that are named.
const FEW: usize = 3;

/// Those without a name here, in words; `None` if everyone has one.
#[must_use]
pub fn told(register: &Register) -> Option<String> {
    let all = register.nameless();
    let list = list(&all);
    match all.len() {
        0 => None,
        1 => Some(format!("1 person has no name on this computer ({list})")),
        many => Some(format!(
            "{many} people have no name on this computer ({list})"
        )),
    }
}

/// Whom a failed look-up or a new person may be.
#[must_use]
pub fn perhaps(register: &Register) -> Option<String> {
    let them = if register.nameless().len() == 1 {
        "them"
    } else {
        "one of them"
    };
    told(register).map(|told| format!("{told}; it may be {them}"))
}

/// Warns if a new person may be one of them.
pub fn mind(peer: &Peer, register: &Register) {
    if let Some(told) = perhaps(register) {
        peer.screen.note(&told);
    }
}

fn list(all: &[Nameless]) -> String {
    let one = |one: &Nameless| match (one.since, &one.id) {
        (Some(day), PersonId::Participant(id)) => format!("{id}, enrolled {day}"),
        (Some(day), PersonId::Mentor(id)) => format!("{id}, joined {day}"),
        (None, id) => id.as_str().to_owned(),
    };
    let mut few: Vec<String> = all.iter().take(FEW).map(one).collect();
    if all.len() > FEW {
        few.push(format!("and {} more", all.len() - FEW));
    }
    few.join("; ")
}
