//! People who look like the same person and are undecided. This needs names and learns from all records, so it runs
//! when someone checks the records, not at each write.

use super::{Context, Rule};
use crate::record::read::Step;
use crate::record::{At, Finding, PersonId};
use crate::register::Register;
use crate::same::{children, open};

pub(super) const RULES: &[Rule] = &[
    Rule::warning(
        MAYBE,
        "If two records look like one person, someone must say whether they are (`peer same`).",
        |_, _| {},
    ),
    Rule::warning(
        MAYBE_CHILD,
        "If two children have the same parent and birth date, say whether they are the same child (`peer same`).",
        of_children,
    ),
];

const MAYBE_CHILD: &str = "maybe-same-child";

fn of_children(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in children(context.register) {
        let Some(entry) = context.register.case(&pair.other.case) else {
            continue;
        };
        let (one, other) = (&pair.one, &pair.other);
        let path = ["child", other.child.as_str()].map(|step| Step::Key(step.to_owned()));
        let message = format!(
            "`{other}` may be the same child as `{one}`: same birth date, and a parent in common"
        );
        let twins = match pair.twins {
            true => "; they have twins, so check which child is which",
            false => "",
        };
        findings.push(
            Finding::warning(MAYBE_CHILD, &entry.place, At::Key(path.to_vec()), message).help(
                format!(
                    "if they are one child: `peer same {one} {other}`; if not: `peer same --not {one} {other}`{twins}"
                ),
            ),
        );
    }
}

const MAYBE: &str = "maybe-same";

/// Pairs less certain than this are left to `peer same`.
const WARNED: f64 = 0.5;

/// A finding for each undecided pair that is probably one person. People with the same name and birth date have their
/// own rule.
#[must_use]
pub fn maybe_same(register: &Register) -> Vec<Finding> {
    let is_told = |pair: &crate::same::Alike| {
        let said = |text: &str| pair.reasons.iter().any(|reason| reason == text);
        said("same name") && said("same birth date")
    };
    let pairs = open(register)
        .into_iter()
        .filter(|pair| pair.certainty >= WARNED && !is_told(pair));
    let found = pairs.map(|pair| {
        let place = PersonId::Participant(pair.other.clone()).place();
        let message = format!(
            "{} may be the same person as {}: {}",
            pair.other,
            pair.one,
            pair.reasons.join("; ")
        );
        Finding::warning(MAYBE, &place, At::File, message).help(format!(
            "if they are one person: `peer same {0} {1}`; if not: `peer same --not {0} {1}`",
            pair.one, pair.other
        ))
    });
    found.collect()
}

/// Different birth dates recorded for one person.
pub(super) fn born_apart(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    let born = |id: &crate::record::ParticipantId| {
        register
            .own_identity(&PersonId::Participant(id.clone()))?
            .born
    };
    for person in register.people() {
        let Some(counted) = person.ids().find_map(born) else {
            continue;
        };
        let differs = person
            .also
            .iter()
            .filter(|id| born(id).is_some_and(|born| born != counted));
        for id in differs {
            let message = format!(
                "`{id}` and `{}` are one person, but have different birth dates",
                person.id
            );
            let place = PersonId::Participant(id.clone()).place();
            findings.push(
                Finding::warning("same-as-differs", &place, At::key("same_as"), message).help(
                    format!(
                        "correct the wrong birth date, or if they are two people: `peer same --not {} {id}`",
                        person.id
                    ),
                ),
            );
        }
    }
}
