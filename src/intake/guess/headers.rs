//! Which field a header means.

use crate::record::Program;
use crate::record::intake::IntakeKind;
use crate::record::word::to_kebab;

/// Fields with what their columns are called. A field counts for the kinds that have it, the first one that fits.
const CALLED: &[(&str, &[&str])] = &[
    (
        "child.born",
        &[
            "child dob",
            "childs dob",
            "child birth date",
            "child date of birth",
            "child born",
        ],
    ),
    (
        "name",
        &[
            "name",
            "full name",
            "participant",
            "participant name",
            "parent",
            "parent name",
            "client",
            "client name",
            "nombre",
            "attendee",
            "member",
            "mentor",
            "mentor name",
            "peer parent",
            "print name",
            "nombre completo",
            "first and last name",
        ],
    ),
    (
        "given",
        &[
            "first name",
            "first",
            "given",
            "given name",
            "given names",
            "fname",
            "nombres",
        ],
    ),
    (
        "family",
        &[
            "last name",
            "last",
            "family",
            "family name",
            "surname",
            "lname",
            "apellido",
            "apellidos",
        ],
    ),
    (
        "aliases",
        &[
            "alias",
            "aliases",
            "aka",
            "nickname",
            "goes by",
            "preferred name",
            "other names",
        ],
    ),
    (
        "born",
        &[
            "dob",
            "d o b",
            "date of birth",
            "birth date",
            "birthdate",
            "birthday",
            "born",
            "fecha de nacimiento",
        ],
    ),
    (
        "phone",
        &[
            "phone",
            "phone number",
            "cell",
            "cell phone",
            "mobile",
            "telephone",
            "tel",
            "telefono",
            "contact number",
        ],
    ),
    (
        "email",
        &[
            "email",
            "e mail",
            "email address",
            "e mail address",
            "correo",
        ],
    ),
    (
        "street",
        &[
            "address",
            "street",
            "street address",
            "home address",
            "direccion",
        ],
    ),
    ("city", &["city", "town", "ciudad"]),
    ("zip", &["zip", "zip code", "zipcode", "postal code"]),
    (
        "external_ids",
        &[
            "id",
            "client id",
            "participant id",
            "person id",
            "dcs id",
            "hmis id",
            "external id",
            "id number",
            "ccid",
        ],
    ),
    (
        "referred",
        &[
            "referred",
            "referral date",
            "date referred",
            "date of referral",
            "referred on",
        ],
    ),
    (
        "referral_source",
        &[
            "referral source",
            "referred by",
            "source",
            "referred from",
            "referral",
        ],
    ),
    (
        "area",
        &["area", "district", "neighborhood", "region", "service area"],
    ),
    ("gender", &["gender", "sex", "genero", "sexo"]),
    (
        "mentor_gender",
        &[
            "mentor gender",
            "preferred mentor gender",
            "wants mentor gender",
        ],
    ),
    (
        "languages",
        &[
            "language",
            "languages",
            "lang",
            "primary language",
            "home language",
            "spoken languages",
            "idioma",
            "idiomas",
        ],
    ),
    (
        "needs",
        &[
            "needs",
            "need",
            "concerns",
            "services needed",
            "presenting needs",
            "support needed",
        ],
    ),
    (
        "availability",
        &[
            "availability",
            "available",
            "days available",
            "available times",
        ],
    ),
    (
        "joined",
        &[
            "joined",
            "start date",
            "hire date",
            "date joined",
            "hired",
            "mentor since",
        ],
    ),
    ("left", &["left", "left on", "end date", "separation date"]),
    (
        "enrollment.start",
        &[
            "enrolled",
            "enrollment",
            "enrollment date",
            "start",
            "start date",
            "intake",
            "intake date",
            "date enrolled",
            "entry date",
            "admission date",
            "program start",
        ],
    ),
    (
        "enrollment.end",
        &[
            "exit",
            "exit date",
            "exited",
            "end",
            "end date",
            "discharge date",
            "program end",
            "date closed",
        ],
    ),
    (
        "enrollment.reason",
        &[
            "exit reason",
            "reason",
            "reason for exit",
            "discharge reason",
            "reason for leaving",
        ],
    ),
    (
        "mentor_request.on",
        &[
            "mentor requested",
            "mentor request",
            "mentor request date",
            "wants mentor since",
        ],
    ),
    (
        "consent.services",
        &[
            "consent",
            "consent date",
            "consent signed",
            "service consent",
            "consent to services",
        ],
    ),
    (
        "consent.outcome-reporting",
        &[
            "outcome consent",
            "data consent",
            "consent to report",
            "outcome reporting consent",
        ],
    ),
    (
        "capacity",
        &[
            "capacity",
            "max matches",
            "caseload",
            "max parents",
            "slots",
        ],
    ),
    ("systems", &["systems", "system", "system knowledge"]),
    ("experience", &["experience", "lived experience"]),
    ("roles", &["role", "roles"]),
    (
        "own_case.closed",
        &[
            "case closed",
            "own case closed",
            "date case closed",
            "case closure date",
        ],
    ),
    ("own_case.outcome", &["case outcome", "own case outcome"]),
    (
        "own_case.recovery_since",
        &[
            "recovery since",
            "sobriety date",
            "clean date",
            "recovery date",
        ],
    ),
    (
        "same_case",
        &[
            "case",
            "case number",
            "case no",
            "case id",
            "docket",
            "docket number",
            "family id",
        ],
    ),
    (
        "participants",
        &[
            "participants",
            "attendees",
            "present",
            "parents",
            "who attended",
            "parent",
            "parent name",
            "participant",
            "name",
            "participant name",
            "parent s",
        ],
    ),
    ("system", &["system", "case type", "court system"]),
    ("county", &["county", "court county"]),
    (
        "event.petition",
        &[
            "petition",
            "petition date",
            "petition filed",
            "date filed",
            "filed",
        ],
    ),
    (
        "event.removed",
        &[
            "removed",
            "removal",
            "removal date",
            "date removed",
            "date of removal",
        ],
    ),
    (
        "event.removed.setting",
        &["placement", "setting", "placement type", "first placement"],
    ),
    (
        "event.reunified",
        &[
            "reunified",
            "reunification",
            "reunification date",
            "date reunified",
            "returned home",
            "home date",
        ],
    ),
    (
        "event.dismissed",
        &[
            "dismissed",
            "dismissal",
            "dismissal date",
            "case dismissed",
            "date dismissed",
            "jurisdiction ended",
        ],
    ),
    (
        "on",
        &[
            "date",
            "session date",
            "day",
            "meeting date",
            "group date",
            "date of service",
            "fecha",
            "visit date",
        ],
    ),
    (
        "group",
        &["group", "group name", "support group", "committee"],
    ),
    (
        "kind",
        &[
            "type",
            "kind",
            "service",
            "service type",
            "session type",
            "activity",
        ],
    ),
    (
        "minutes",
        &[
            "minutes",
            "length",
            "duration",
            "mins",
            "length minutes",
            "duration minutes",
        ],
    ),
    ("mode", &["mode", "how", "contact type", "format"]),
    ("status", &["status", "attendance status", "held"]),
    (
        "mentors",
        &["mentors", "mentor", "peer parent", "mentor name"],
    ),
    (
        "led_by",
        &["led by", "facilitator", "facilitators", "leader"],
    ),
    ("topics", &["topic", "topics", "subject matter"]),
    ("anonymous", &["anonymous", "unnamed", "walk ins"]),
    (
        "children_in_childcare",
        &[
            "childcare",
            "children in childcare",
            "kids in childcare",
            "children",
        ],
    ),
    (
        "subject",
        &["event", "event name", "title", "subject", "organization"],
    ),
];

/// The field of a kind that a header means, by the words that such columns are called, spelled the same or nearly.
pub(super) fn field_of(kind: IntakeKind, header: &str, program: &Program) -> Option<String> {
    if header.is_empty() || is_note(header) {
        return None;
    }
    let word = to_kebab(header);
    let named = |of: &str, words: &[&str]| {
        words
            .contains(&word.as_str())
            .then(|| format!("{of}.{word}"))
    };
    if kind == IntakeKind::Mentors {
        let required = program
            .mentor_eligibility
            .as_ref()
            .map(|rules| &rules.required_training);
        let required: Vec<&str> = required
            .into_iter()
            .flatten()
            .map(|word| word.as_str())
            .collect();
        if let Some(field) = named("training", &required) {
            return Some(field);
        }
    }
    let fields = || {
        CALLED
            .iter()
            .filter(|(field, _)| kind.goal(field).is_some())
    };
    let exact = fields().find(|(_, names)| names.contains(&header));
    let near = || {
        fields().find(|(_, names)| {
            names
                .iter()
                .any(|name| name.len() > 4 && strsim::osa_distance(name, header) < 2)
        })
    };
    exact.or_else(near).map(|(field, _)| (*field).to_owned())
}

/// Whether a column holds free text, which may name people.
pub(super) fn is_note(header: &str) -> bool {
    ["note", "notes", "comment", "comments", "remarks", "notas"].contains(&header)
}
