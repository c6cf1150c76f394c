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

/// Whether a cell says that child welfare sent a parent, alone or with who there: `DCS`, `DCS - Hall`.
pub(super) fn is_of_child_welfare(text: &str) -> bool {
    const CALLED: [&str; 14] = [
        "cps",
        "dcs",
        "dcfs",
        "dcyf",
        "dfps",
        "cws",
        "cfs",
        "cfsa",
        "acs",
        "child welfare",
        "child welfare services",
        "child protective services",
        "department of child safety",
        "child services",
    ];
    let office = text.split(['-', '–', '—', '/', '(', ':', ',']).next();
    let office = office.unwrap_or_default();
    CALLED.contains(&fold(office).as_str())
}

/// Whether a cell names two that may have sent a parent: `DCS/court`.
pub(super) fn are_two_senders(text: &str) -> bool {
    const OFFICES: [&str; 29] = [
        "attorney",
        "attorneys",
        "casa",
        "church",
        "clinic",
        "counsel",
        "counselor",
        "court",
        "courts",
        "da",
        "defender",
        "defenders",
        "flyer",
        "friend",
        "gal",
        "hospital",
        "hotline",
        "jail",
        "nurse",
        "parole",
        "pd",
        "police",
        "probation",
        "relative",
        "school",
        "self",
        "shelter",
        "therapist",
        "website",
    ];
    let is_office =
        |part: &str| is_a_sender(part) && fold(part).split(' ').any(|word| OFFICES.contains(&word));
    let text = text.replace(" - ", "/").replace(" – ", "/");
    let parts = text.split(['/', '+', ',', ';', '(', ')']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_sender = |part: &&str| is_office(part) || is_of_child_welfare(part);
    parts.len() > 1
        && parts.iter().all(is_sender)
        && !parts.iter().all(|part| is_of_child_welfare(part))
}

/// Whether a cell says which office or role sent a parent, in words that name nobody and can be kept as one word.
pub(super) fn is_a_sender(text: &str) -> bool {
    let folded = fold(text);
    !text.contains(['(', ')', '.', '@', '?', ':', ',', ';'])
        && folded.split(' ').all(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{are_two_senders, is_a_sender, is_of_child_welfare};

    #[test]
    fn two_senders_in_one_cell_are_told_from_one_and_its_worker() {
        for text in [
            "DCS/court",
            "court / DCS",
            "DCS - court",
            "DCS (court)",
            "self/friend",
        ] {
            assert!(are_two_senders(text), "{text}");
        }
        for text in [
            "DCS",
            "DCS/CPS",
            "DCS - Hall",
            "CPS (social worker)",
            "DCS/case manager",
            "Family Court",
            "Children & Family Services",
            "Court (Judge Ruiz)",
        ] {
            assert!(!are_two_senders(text), "{text}");
        }
    }

    #[test]
    fn child_welfare_has_many_names_with_and_without_a_worker() {
        for text in [
            "DCS",
            "CPS",
            "cps",
            "DCS - Hall",
            "DCFS (Lee)",
            "Child Protective Services",
        ] {
            assert!(is_of_child_welfare(text), "{text}");
        }
        for text in ["court", "DCSX", "former CPS parent", "Hall - DCS"] {
            assert!(!is_of_child_welfare(text), "{text}");
        }
    }

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
        for text in [
            "CM Alvarez",
            "Judge Ruiz",
            "Alvarez",
            "Dr. Chen",
            "Court (CASA)",
            "Dept. of Health",
        ] {
            assert!(!is_a_sender(text), "{text}");
        }
    }
}
