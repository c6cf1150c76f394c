//! What the rows of a sheet become, by its columns and what the file is called.

use super::Sheet;
use super::lacking::ONLY_GROUP;
use crate::intake::headings::header;
use crate::intake::not_held::{is_of_exits, is_of_status};
use crate::intake::roster::Standing;
use crate::record::intake::IntakeKind;

/// What a kind of sheet is often called.
const HINTS: [(IntakeKind, &str); 20] = [
    (IntakeKind::Sessions, "hearing"),
    (IntakeKind::Sessions, "team meeting"),
    (IntakeKind::Sessions, "cft"),
    (IntakeKind::Sessions, "tdm"),
    (IntakeKind::Sessions, "mentoring"),
    (IntakeKind::Sessions, "session"),
    (IntakeKind::Sessions, "contact"),
    (IntakeKind::Mentors, "mentors"),
    (IntakeKind::Mentors, "mentor list"),
    (IntakeKind::Mentors, "peer parents"),
    (IntakeKind::Cases, "case"),
    (IntakeKind::Cases, "docket"),
    (IntakeKind::Attendance, "sign"),
    (IntakeKind::Attendance, "attend"),
    (IntakeKind::Participants, "participant"),
    (IntakeKind::Participants, "referral"),
    (IntakeKind::Participants, "intake"),
    (IntakeKind::Participants, "parents"),
    (IntakeKind::Participants, "client"),
    (IntakeKind::Participants, "waitlist"),
];

impl Sheet<'_> {
    /// What the rows look like: the kind of which most columns are fields, in doubt participants.
    pub(super) fn kind(&self) -> IntakeKind {
        if self.has_days_across() {
            return IntakeKind::Attendance;
        }
        let file = header(
            self.about
                .file
                .rsplit_once('.')
                .map_or(self.about.file, |(stem, _)| stem),
        );
        let score = |kind: IntakeKind| {
            let taken = self.taken(kind);
            let has = |field: &str| taken.iter().any(|taken| taken.field == field);
            // A parent and a mentor in each row and how or how long they met are contacts, whatever the file is called.
            let of_contacts = kind == IntakeKind::Attendance
                && has("mentors")
                && (has("mode") || has("minutes"))
                && !has("group")
                && self.group().is_none_or(|(_, why)| why == ONLY_GROUP);
            let hinted = !of_contacts
                && HINTS
                    .iter()
                    .any(|(of, word)| *of == kind && file.contains(word));
            // A birth date or a consent beside the day of a referral or an enrollment is of an intake.
            let of_intake = kind == IntakeKind::Participants
                && (has("born")
                    || taken
                        .iter()
                        .any(|taken| taken.field.starts_with("consent.")))
                && (has("enrollment.start") || has("referred"));
            // A parent and a mentor in each row are two people at one meeting.
            let of_two = kind == IntakeKind::Sessions && has("participants") && has("mentors");
            2 * taken.len()
                + 3 * usize::from(hinted)
                + usize::from(of_two)
                + 8 * usize::from(of_intake)
        };
        let is_of_people = self.is_of_people();
        let score = |kind: IntakeKind| {
            let is_of_meetings = matches!(kind, IntakeKind::Attendance | IntakeKind::Sessions);
            score(kind).saturating_sub(if is_of_people && is_of_meetings { 8 } else { 0 })
        };
        let tried = [
            IntakeKind::Participants,
            IntakeKind::Attendance,
            IntakeKind::Mentors,
            IntakeKind::Cases,
            IntakeKind::Sessions,
        ];
        tried
            .into_iter()
            .rev()
            .max_by_key(|kind| score(*kind))
            .unwrap_or(IntakeKind::Participants)
    }

    /// Whether the columns are about people and no column nor title has a day on which they met: two at least are what is
    /// kept of a person, or one is beside a status or an exit.
    fn is_of_people(&self) -> bool {
        const OF_A_PERSON: [&str; 11] = [
            "referred",
            "enrollment.start",
            "born",
            "phone",
            "email",
            "street",
            "zip",
            "area",
            "referral_source",
            "languages",
            "needs",
        ];
        let mut titles = self.titles().into_iter();
        let is_of_signatures = |title: String| {
            let mut words = title.split([' ', '-', '_']).map(str::to_owned);
            words.any(|word| word.starts_with("sign") || word.starts_with("attend"))
        };
        if titles.any(is_of_signatures) {
            return false;
        }
        let has_day = |kind| self.taken(kind).iter().any(|taken| taken.field == "on");
        if has_day(IntakeKind::Attendance) || has_day(IntakeKind::Sessions) || self.has_day_of_all()
        {
            return false;
        }
        let taken = self.taken(IntakeKind::Participants);
        let said = taken
            .iter()
            .filter(|taken| OF_A_PERSON.contains(&taken.field.as_str()))
            .count();
        let is_of_standing = |(place, name): (usize, &String)| {
            let cells = self.cells(place);
            is_of_exits(name)
                || is_of_status(name) && cells.iter().any(|cell| Standing::of(cell).is_some())
        };
        let mut headers = self.headers.iter().enumerate();
        said > 1 || said == 1 && headers.any(is_of_standing)
    }
}
