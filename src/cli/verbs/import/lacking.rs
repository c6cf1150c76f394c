//! What new records do not say and a report asks for, with the command that fills it in.

use crate::cli::screen::Screen;
use crate::intake::New;
use crate::record::{Datum, Day, Fields, Kind, counted};
use crate::register::Register;

/// What to suggest if a group has no usual length.
const EXAMPLE: &str = "1h30";

/// What the new records of a sheet do not say.
#[derive(Debug, Default)]
pub(super) struct Lacking {
    /// The first days of parents who enrolled without a day of referral.
    enrolled: Vec<Day>,
    /// The first meeting of a group without a length, and the length that is usual there.
    meeting: Option<(String, String)>,
    /// How many there are.
    meetings: usize,
}

impl Lacking {
    /// Looks at a new record.
    pub(super) fn look(&mut self, register: &Register, new: &New) {
        let said = |key: &str| get(&new.fields, key);
        match new.kind {
            Kind::Participant if said("referred").is_none() => {
                self.enrolled.extend(start(&new.fields));
            }
            Kind::Session if said("minutes").is_none() && said("status").is_none() => {
                let Some(Datum::Text(group)) = said("group") else {
                    return;
                };
                self.meetings += 1;
                self.meeting.get_or_insert_with(|| {
                    let usual = usual_length(register, group);
                    (new.id.clone(), usual.unwrap_or_else(|| EXAMPLE.to_owned()))
                });
            }
            _ => {}
        }
    }

    /// Says what is lacking, and how to fill it in.
    pub(super) fn say(&self, screen: &Screen) {
        let (first, last) = (self.enrolled.iter().min(), self.enrolled.iter().max());
        if let (Some(first), Some(last)) = (first, last) {
            let many = self.enrolled.len();
            let have = if many == 1 { "has" } else { "have" };
            screen.note(&format!(
                "{} {have} no day of referral, so reports do not count them as referred: `peer list participants referred:none enrollment:{first}..{last}` lists them, and `peer set WHO referred=DAY` enters it",
                counted(many, "new parent")
            ));
        }
        if let Some((id, usual)) = &self.meeting {
            let (has, adds, more) = match self.meetings {
                1 => ("has", "it adds", ""),
                _ => ("have", "they add", ", and so on"),
            };
            screen.note(&format!(
                "{} {has} no length, so {adds} no hours to reports: `peer set {id} minutes={usual}`{more}",
                counted(self.meetings, "new meeting")
            ));
        }
    }
}

fn get<'f>(fields: &'f Fields, key: &str) -> Option<&'f Datum> {
    fields
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, value)| value)
}

/// The day on which somebody enrolled first.
fn start(fields: &Fields) -> Option<Day> {
    let Some(Datum::Tables(times)) = get(fields, "enrollment") else {
        return None;
    };
    let starts = times.iter().filter_map(|time| match get(time, "start") {
        Some(Datum::Day(day)) => Some(*day),
        _ => None,
    });
    starts.min()
}

/// How long the last meeting of a group was that says so.
fn usual_length(register: &Register, group: &str) -> Option<String> {
    let sessions = register.records().sessions.iter().map(|one| &one.record);
    let own = sessions.filter(|one| one.group.as_ref().is_some_and(|id| id.as_str() == group));
    let last = own
        .filter(|one| one.minutes.is_some())
        .max_by_key(|one| one.on);
    last?.minutes.map(|minutes| minutes.to_string())
}
