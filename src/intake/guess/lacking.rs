//! What no column of a sheet says and every record must: a word for all rows, or a question.

use super::values::toml;
use super::{Sheet, Taken};
use crate::intake::dates::{Order, by_style};
use crate::intake::day_rows::day_within;
use crate::record::intake::{DateStyle, IntakeKind};
use crate::record::word::to_kebab;
use crate::record::{Day, GroupId, Service};

/// Why a group is thought to have met that nothing names.
pub(super) const ONLY_GROUP: &str = "the only group on file";

impl Sheet<'_> {
    /// What a map cannot work without: the day in the title is that of every row; a column that is not there is a question.
    pub(super) fn lacking(&self, kind: IntakeKind, taken: &[Taken], is_grid: bool) -> String {
        let has = |fields: &[&str]| taken.iter().any(|taken| fields.contains(&&*taken.field));
        let asked = |field: &str, what: &str| {
            format!(
                "\n[[column]]\nheader = \"?\"\nfield = {} # {what}\n",
                toml(field)
            )
        };
        let mut text = String::new();
        let is_of_sessions = matches!(kind, IntakeKind::Sessions | IntakeKind::Attendance);
        if is_of_sessions && !is_grid && !has(&["on"]) {
            text += &match self.day_of_all() {
                Some(day) => format!(
                    "\n[[constant]]\nfield = \"on\"\nvalue = \"{day}\" # the day in the title: is it that of every row?\n"
                ),
                None => asked("on", "which column has the day?"),
            };
        }
        let name = match kind {
            IntakeKind::Participants | IntakeKind::Mentors => !has(&["name", "given", "family"]),
            IntakeKind::Attendance => !has(&["name", "given", "family", "participants"]),
            IntakeKind::Cases | IntakeKind::Sessions | IntakeKind::Answers => false,
        };
        if name {
            text += &asked("name", "which column has the names?");
        }
        let of_a_parent = kind == IntakeKind::Cases
            || kind == IntakeKind::Sessions && has(&["mentors"]) && !has(&["match"]);
        if of_a_parent && !has(&["participants", "given", "family"]) {
            text += &asked(
                "participants",
                "which column has the whole name of the parent?",
            );
        }
        text
    }

    /// Whether a title has the day of every row.
    pub(super) fn has_day_of_all(&self) -> bool {
        self.day_of_all().is_some()
    }

    /// The one day that the rows above the headers, the sheet or the file name.
    fn day_of_all(&self) -> Option<Day> {
        let above = self.above.iter().flat_map(|row| &row.cells);
        let mut days: Vec<Day> = above.filter_map(|cell| self.day_in(cell)).collect();
        let names = [
            self.about.sheet,
            self.about.file.rsplit_once('.').map(|(stem, _)| stem),
        ];
        if days.is_empty() {
            days.extend(
                names
                    .into_iter()
                    .flatten()
                    .find_map(|name| self.day_in(name)),
            );
        }
        days.dedup();
        match days.as_slice() {
            [day] => Some(*day),
            _ => None,
        }
    }

    /// The day that stands somewhere in a text.
    fn day_in(&self, text: &str) -> Option<Day> {
        let read = |text: &str| {
            // A number alone is of anything.
            let styles = Order::Month.allows().into_iter();
            let mut styles = styles.filter(|style| *style != DateStyle::Serial);
            styles.find_map(|style| by_style(text, style, None, self.about.today))
        };
        day_within(text, read).map(|(day, ..)| day)
    }

    /// What no column says and every record must.
    pub(super) fn constants(&self, kind: IntakeKind, taken: &[Taken]) -> String {
        let constant = |field: &str, value: &str, remark: &str| {
            format!(
                "\n[[constant]]\nfield = {}\nvalue = {} # {remark}\n",
                toml(field),
                toml(value)
            )
        };
        let has = |field: &str| taken.iter().any(|taken| taken.field == field);
        match kind {
            IntakeKind::Mentors if !has("capacity") => constant(
                "capacity",
                "3",
                "how many parents each walks with at most; is it right?",
            ),
            IntakeKind::Cases if !has("system") => {
                match self.titled(&["jpd", "probation", "delinquency"]) {
                    true => constant("system", "jpd", "the file or its title says so"),
                    false => constant("system", "cps", "or jpd: is it right?"),
                }
            }
            IntakeKind::Sessions if taken.iter().any(is_box_of_a_kind) => self.by_boxes(taken),
            IntakeKind::Attendance | IntakeKind::Sessions if !has("group") && !has("kind") => {
                let others = || {
                    let by_way = self.kinds_among_modes(kind, taken);
                    let by_who = self.kinds_by_who(taken, by_way.as_deref());
                    by_who.or(by_way)
                };
                if self.names_two(taken) {
                    return others().unwrap_or_else(|| {
                        constant("kind", "mentoring", "each row has a parent and a mentor")
                    });
                }
                if has("meeting") {
                    return constant(
                        "kind",
                        Service::TeamMeeting.word(),
                        "a column says which meeting it was",
                    );
                }
                if self.is_mentoring(kind, taken) {
                    return self.mentoring(taken, others());
                }
                match self.group() {
                    Some((group, why)) => constant("group", group.as_str(), why),
                    None if kind == IntakeKind::Sessions => self.service(),
                    None if self.about.groups.is_empty() => constant(
                        "group",
                        "?",
                        "there is no group on file yet: `peer add group NAME`, then write NAME",
                    ),
                    None => {
                        let ids: Vec<&str> =
                            self.about.groups.iter().map(GroupId::as_str).collect();
                        constant("group", "?", &format!("which one met? {}", ids.join(", ")))
                    }
                }
            }
            _ => String::new(),
        }
    }

    /// What rows lack of which boxes say what each was: who the mentor was.
    fn by_boxes(&self, taken: &[Taken]) -> String {
        match self.names_two(taken) {
            true => String::new(),
            false => self.mentoring(taken, Some(String::new())),
        }
    }

    /// That the rows are of mentoring, with what says it of each if a column does, and who the mentor was.
    fn mentoring(&self, taken: &[Taken], by_row: Option<String>) -> String {
        let (why, asked): (_, fn() -> String) = match self.is_titled_mentoring() {
            true => ("the file or a title says so", Self::mentor_of_each),
            false => ("each row is a contact with one parent", Self::mentor_asked),
        };
        let mentor = match taken.iter().any(|taken| taken.field == "mentors") {
            true => String::new(),
            false => self.mentor_of_all().unwrap_or_else(asked),
        };
        let kind = by_row.unwrap_or_else(|| {
            format!(
                "\n[[constant]]\nfield = \"kind\"\nvalue = {} # {why}: is it?\n",
                toml(Service::Mentoring.word())
            )
        });
        kind + &mentor
    }

    /// Whether each row has a parent and a mentor.
    fn names_two(&self, taken: &[Taken]) -> bool {
        let has = |field: &str| taken.iter().any(|taken| taken.field == field);
        has("mentors") && ["participants", "name", "given"].into_iter().any(has)
    }

    /// Whether the sheet, the file or a title says that the rows are contacts of mentors, and no group is meant.
    fn is_titled_mentoring(&self) -> bool {
        const OF_MENTORS: [&str; 6] = [
            "mentor",
            "mentors",
            "mentoring",
            "contact",
            "contacts",
            "peer",
        ];
        self.group().is_none() && self.titled(&OF_MENTORS)
    }

    /// Whether the rows are of mentoring, most of them at least, and no column says what they are.
    pub(super) fn is_mentoring(&self, kind: IntakeKind, taken: &[Taken]) -> bool {
        let has = |field: &str| taken.iter().any(|taken| taken.field == field);
        let is_said = ["group", "kind", "meeting"].into_iter().any(has);
        let is_of_contacts = || {
            self.group().is_none_or(|(_, why)| why == ONLY_GROUP)
                && self.is_of_contacts(kind, taken)
        };
        !is_said && (self.names_two(taken) || self.is_titled_mentoring() || is_of_contacts())
    }

    /// The group that met, and why it is thought to be that: the sheet or a title names it, or it is the only one.
    pub(super) fn group(&self) -> Option<(&GroupId, &'static str)> {
        let titles = self.titles();
        for title in &titles {
            let title = to_kebab(title);
            let named = |group: &&GroupId| {
                title == group.as_str()
                    || format!("-{title}-").contains(&format!("-{group}-"))
                    || title.contains(group.as_str()) && group.as_str().len() > 3
            };
            if let Some(group) = self.about.groups.iter().find(named) {
                return Some((group, "the sheet, the file or a title names it"));
            }
        }
        let others = [
            "mentor",
            "mentors",
            "mentoring",
            "contact",
            "contacts",
            "court",
            "hearing",
            "hearings",
            "supervision",
            "cft",
            "tdm",
            "ftm",
            "casework",
            "outreach",
        ];
        match self.about.groups {
            [one] if !self.titled(&others) => Some((one, ONLY_GROUP)),
            _ => None,
        }
    }

    /// What the sessions are, by what the file or a title is called.
    fn service(&self) -> String {
        const SAID: [(Service, &[&str]); 5] = [
            (Service::Court, &["court", "hearing", "hearings"]),
            (Service::TeamMeeting, &["cft", "tdm", "ftm", "team"]),
            (Service::Casework, &["casework", "case"]),
            (Service::Supervision, &["supervision"]),
            (Service::Outreach, &["outreach"]),
        ];
        let said = SAID.iter().find(|(_, words)| self.titled(words));
        let (value, remark) = match said {
            Some((service, _)) => (
                service.word(),
                "the file or a title says so: is it?".to_owned(),
            ),
            None => (
                "?",
                format!("what are these? {}", Service::WORDS.join(", ")),
            ),
        };
        format!(
            "\n[[constant]]\nfield = \"kind\"\nvalue = {} # {remark}\n",
            toml(value)
        )
    }
}

/// Whether a column has a box that says what a session was.
fn is_box_of_a_kind(one: &Taken) -> bool {
    one.field == "kind" && one.ticks.is_some()
}
