//! Who sends parents: offices and roles, and never the name of a worker.

use crate::register::fold;

/// Words that name an office or a role.
const WORDS: [&str; 78] = [
    "agency",
    "attorney",
    "attorneys",
    "behavioral",
    "care",
    "casa",
    "case",
    "cfs",
    "child",
    "children",
    "childrens",
    "church",
    "clinic",
    "community",
    "counsel",
    "counselor",
    "county",
    "court",
    "courts",
    "cps",
    "cws",
    "da",
    "dcfs",
    "dcs",
    "dcyf",
    "defender",
    "defenders",
    "department",
    "dependency",
    "dept",
    "dfps",
    "dhs",
    "drug",
    "event",
    "family",
    "flyer",
    "foster",
    "friend",
    "gal",
    "health",
    "hospital",
    "hotline",
    "house",
    "housing",
    "hsa",
    "jail",
    "judge",
    "juvenile",
    "legal",
    "manager",
    "mental",
    "nurse",
    "of",
    "office",
    "parent",
    "parole",
    "partner",
    "pd",
    "peer",
    "police",
    "probation",
    "program",
    "provider",
    "public",
    "relative",
    "school",
    "self",
    "services",
    "shelter",
    "social",
    "sw",
    "therapist",
    "treatment",
    "tribe",
    "walk",
    "walkin",
    "website",
    "worker",
];

/// Whether a cell says which office or role sent a parent, in words that name nobody.
pub(super) fn is_a_sender(text: &str) -> bool {
    let folded = fold(text);
    folded.split(' ').all(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::is_a_sender;

    #[test]
    fn an_office_is_a_sender_and_a_worker_is_asked() {
        for text in [
            "CPS",
            "Family Court",
            "Public Defender's Office",
            "self",
            "hospital SW",
        ] {
            assert!(is_a_sender(text), "{text}");
        }
        for text in ["CM Alvarez", "Judge Ruiz", "Alvarez", "Dr. Chen"] {
            assert!(!is_a_sender(text), "{text}");
        }
    }
}
