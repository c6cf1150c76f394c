//! A sign-in sheet.

use crate::measure::regulars::regulars;
use crate::record::{Day, GroupId, ParticipantId};
use crate::register::Register;

use super::page::parent;

/// The number of lines for people who come for the first time.
pub const ROOM: usize = 10;

/// The label of the line that counts people who give no name.
pub const VISITORS: &str = "Visitors";

/// The label of the line that names who led the group.
pub const LED_BY: &str = "Led by";

/// A sheet to sign in on: those who come, and room for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The program's name.
    pub program: String,
    /// The group.
    pub group: GroupId,
    /// When it meets, as its file says.
    pub meets: Option<String>,
    /// The day.
    pub on: Day,
    /// The people expected, by name.
    pub people: Vec<(ParticipantId, String)>,
}

/// The sheet of a group for a day: people who came to its last sessions and have not left the program.
#[must_use]
pub fn sign_in(register: &Register, group: &GroupId, on: Day) -> SignIn {
    let stays = |id: &ParticipantId| {
        register
            .person(id)
            .is_some_and(|person| person.record.enrollment.is_empty() || person.is_active(on))
    };
    let regulars = regulars(register, group).into_iter();
    let mut people: Vec<(ParticipantId, String)> = regulars
        .map(|regular| regular.participant)
        .filter(stays)
        .map(|id| {
            let name = parent(register, &id);
            (id, name)
        })
        .collect();
    people.sort_by_key(|(id, name)| (crate::register::fold(name), id.clone()));
    tell_apart(&mut people);
    let entry = register.group(group);
    SignIn {
        program: register.program().name.to_string(),
        group: group.clone(),
        meets: entry.and_then(|entry| entry.record.meets.as_deref().map(str::to_owned)),
        on,
        people,
    }
}

/// Adds the id to a name that two people have.
fn tell_apart(people: &mut [(ParticipantId, String)]) {
    let folded: Vec<String> = people
        .iter()
        .map(|(_, name)| crate::register::fold(name))
        .collect();
    for (at, (id, name)) in people.iter_mut().enumerate() {
        let is_other = |(other, text): (usize, &String)| other != at && *text == folded[at];
        if folded.iter().enumerate().any(is_other) {
            *name = format!("{name} ({id})");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::testing::{day, register};

    #[test]
    fn those_who_come_and_have_not_left_are_on_it_by_name() {
        let session = "kind = \"support-group\"\non = 2026-11-18\ngroup = \"wednesday\"\n\
                       participants = [\"p-a\", \"p-b\", \"p-c\", \"p-d\"]\n";
        let elsewhere = "kind = \"support-group\"\non = 2026-11-14\ngroup = \"saturday\"\nparticipants = [\"p-e\"]\n";
        let stays = "[[enrollment]]\nstart = 2026-01-01\n";
        let register = register(&[
            (
                "groups/wednesday.toml",
                "kind = \"support-group\"\nmeets = \"wed 18:00\"\n",
            ),
            ("groups/saturday.toml", "kind = \"support-group\"\n"),
            ("participants/p-a.toml", stays),
            (
                "participants/p-b.toml",
                "[[enrollment]]\nstart = 2026-01-01\nend = 2026-11-20\n",
            ),
            ("participants/p-c.toml", ""),
            ("participants/p-d.toml", "same_as = \"p-c\"\n"),
            ("participants/p-e.toml", stays),
            (
                "identities/p-a.toml",
                "given = \"Rosa\"\nfamily = \"Medina\"\n",
            ),
            (
                "identities/p-c.toml",
                "given = \"Ána\"\nfamily = \"Ruiz\"\n",
            ),
            ("sessions/2026/2026-11-18-group-wednesday.toml", session),
            ("sessions/2026/2026-11-14-group-saturday.toml", elsewhere),
        ]);
        let page = sign_in(&register, &"wednesday".parse().unwrap(), day("2026-11-25"));
        let people: Vec<_> = page
            .people
            .iter()
            .map(|(id, name)| (id.as_str(), name.as_str()))
            .collect();
        assert_eq!(people, [("p-c", "Ána Ruiz"), ("p-a", "Rosa Medina")]);
        assert_eq!(page.meets.as_deref(), Some("wed 18:00"));
        let hidden = sign_in(
            &register.names_hidden(),
            &"wednesday".parse().unwrap(),
            day("2026-11-25"),
        );
        assert_eq!(hidden.people[0].1, "p-a");
    }
}
