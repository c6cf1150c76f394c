//! Whether a mentor can take a parent, in a sentence.

use super::matching::Voice;
use crate::record::Day;
use crate::register::{Eligibility, Missing, Register};

/// `yes`, or what is missing, with the day from which the mentor is eligible if it is still ahead.
#[must_use]
pub fn sentence(eligibility: &Eligibility, day: Day) -> String {
    if eligibility.missing.is_empty() {
        return "yes".to_owned();
    }
    let missing: Vec<String> = eligibility
        .missing
        .iter()
        .map(ToString::to_string)
        .collect();
    match eligibility.from {
        Some(from) if from > day => format!("on {from}; missing: {}", missing.join(", ")),
        _ => format!("no; missing: {}", missing.join(", ")),
    }
}

/// Why each mentor still in the program cannot take a parent on a day, one sentence each, in order of ids.
#[must_use]
pub fn not_ready(register: &Register, day: Day, voice: Voice) -> Vec<String> {
    let mentors = register.records().mentors.iter().enumerate();
    let here = mentors.filter(|(_, entry)| entry.record.left.is_none_or(|left| left > day));
    let told = here.filter_map(|(at, entry)| {
        let who = voice.mentor(register, &entry.id);
        let eligibility = register.eligibility(at, day);
        let missing: Vec<String> = eligibility.missing.iter().map(Missing::key).collect();
        let load = register.load(at, day);
        match eligibility.from {
            _ if missing.is_empty() && load < entry.record.capacity as usize => None,
            _ if missing.is_empty() => Some(format!(
                "{who} is eligible and full: {load} of {}",
                entry.record.capacity
            )),
            Some(from) => Some(format!(
                "{who} is eligible on {from}; missing: {}",
                missing.join(", ")
            )),
            None => Some(format!(
                "{who} is not eligible; missing: {}",
                missing.join(", ")
            )),
        }
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::{day, register};

    #[test]
    fn a_mentor_is_eligible_or_it_is_said_from_when_and_what_is_missing() {
        let ready =
            "joined = 2025-02-20\n[own_case]\nclosed = 2025-01-10\noutcome = \"reunified\"\n";
        let away =
            format!("capacity = 1\n{ready}[[leave]]\nstart = 2026-11-01\nend = 2027-01-31\n");
        let (good, full) = (
            format!("capacity = 1\n{ready}"),
            format!("capacity = 0\n{ready}"),
        );
        let register = register(&[
            ("mentors/m-a.toml", &away),
            ("mentors/m-b.toml", &good),
            ("mentors/m-c.toml", &full),
            ("mentors/m-d.toml", "capacity = 1\njoined = 2026-01-01\n"),
            ("mentors/m-e.toml", "capacity = 1\nleft = 2026-01-01\n"),
        ]);
        let today = day("2026-11-21");
        assert_eq!(
            not_ready(
                &register,
                today,
                Voice {
                    names: false,
                    exact: false
                }
            ),
            [
                "m-a is eligible on 2027-02-01; missing: on-leave",
                "m-c is eligible and full: 0 of 0",
                "m-d is not eligible; missing: own-case-closed, own-case-outcome"
            ]
        );
        assert_eq!(sentence(&register.eligibility(1, today), today), "yes");
    }
}
