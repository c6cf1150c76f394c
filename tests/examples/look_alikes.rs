//! People who look alike on paper: parents who were entered again at the door of a group, and others who are not the
//! same person. No decision about them has been made yet; `peer same` asks.

use std::fmt::Display;

use peer::record::participant::Enrollment;
use peer::record::{
    Case, CaseId, Day, GroupId, Identity, Participant, ParticipantId, PersonId, Session,
};

use super::book::{Book, blank, word};

/// How a new person resembles a parent on file.
pub struct LookAlike {
    /// Whether that parent can be this one.
    pub like: fn(&Identity) -> bool,
    /// What is recorded about the new person, derived from what is on file; no one else has the number.
    pub told: fn(&Identity, Option<Box<str>>) -> Identity,
    /// Whether it is the same person.
    pub is_same: bool,
}

/// Parents entered again: with a letter missing, by a nickname, with day and month swapped; and a cousin and a twin.
pub const SAGUARO: [LookAlike; 5] = [
    LookAlike {
        like: |one| one.born.is_some() && one.phone.is_some() && family(one).len() > 6,
        told: |one, _| Identity {
            family: Some(a_letter_short(family(one)).into()),
            ..only(one, &["born", "phone"])
        },
        is_same: true,
    },
    LookAlike {
        like: |one| one.born.is_some() && one.street.is_some() && nickname(one).is_some(),
        told: |one, _| Identity {
            given: nickname(one).map(Into::into),
            ..only(one, &["born", "street"])
        },
        is_same: true,
    },
    LookAlike {
        like: |one| turned(one).is_some() && one.phone.is_some(),
        told: |one, _| Identity {
            born: turned(one),
            ..only(one, &["phone"])
        },
        is_same: true,
    },
    COUSIN,
    TWIN,
];

/// One parent entered again: under a second family name, with a digit of the birth date wrong; and a cousin, a twin and
/// a mother of the same name in the same house.
pub const GOLDEN_GATE: [LookAlike; 5] = [
    LookAlike {
        like: |one| one.born.is_some() && one.phone.is_some() && !family(one).contains(' '),
        told: |one, _| Identity {
            family: Some(format!("{} Morales", family(one)).into()),
            ..only(one, &["born", "phone"])
        },
        is_same: true,
    },
    LookAlike {
        like: |one| one.born.is_some() && one.street.is_some() && one.phone.is_some(),
        told: |one, _| Identity {
            born: one.born.map(|born| born.plus_months(12)),
            ..only(one, &["phone", "street"])
        },
        is_same: true,
    },
    COUSIN,
    TWIN,
    LookAlike {
        like: |one| {
            let young = one.born.is_some_and(|born| born.year() > 1990);
            young && one.phone.is_some() && one.street.is_some()
        },
        told: |one, _| Identity {
            born: one
                .born
                .map(|born| born.plus_months(-23 * 12 - 5).plus_days(9)),
            ..only(one, &["phone", "street"])
        },
        is_same: false,
    },
];

/// Another person with the same name: nine years younger, with another number.
const COUSIN: LookAlike = LookAlike {
    like: |one| one.born.is_some() && one.phone.is_some() && one.aliases.is_empty(),
    told: |one, phone| Identity {
        born: one
            .born
            .map(|born| born.plus_months(9 * 12 + 4).plus_days(11)),
        phone,
        ..only(one, &[])
    },
    is_same: false,
};

/// A sister or brother with the same birth date, in the same house.
const TWIN: LookAlike = LookAlike {
    like: |one| one.born.is_some() && one.street.is_some() && one.given.as_deref() != Some("Ariel"),
    told: |one, _| Identity {
        given: Some("Ariel".into()),
        ..only(one, &["born", "street"])
    },
    is_same: false,
};

fn family(one: &Identity) -> &str {
    one.family.as_deref().unwrap_or_default()
}

/// The name of a person, and of the other keys only those listed.
fn only(one: &Identity, kept: &[&str]) -> Identity {
    let mut new: Identity = blank("");
    new.given = one.given.clone();
    new.family = one.family.clone();
    let keeps = |key: &str| kept.contains(&key);
    new.born = one.born.filter(|_| keeps("born"));
    new.phone = one.phone.clone().filter(|_| keeps("phone"));
    if keeps("street") {
        new.street = one.street.clone();
        new.city = one.city.clone();
        new.zip = one.zip.clone();
    }
    new
}

/// A family name without its fourth letter.
fn a_letter_short(name: &str) -> String {
    let letters = name.chars().enumerate();
    letters
        .filter(|(place, _)| *place != 3)
        .map(|(_, letter)| letter)
        .collect()
}

/// What people call someone with this given name.
fn nickname(one: &Identity) -> Option<&'static str> {
    let all = [
        ("Guadalupe", "Lupe"),
        ("Elizabeth", "Liz"),
        ("Francisco", "Paco"),
        ("Jennifer", "Jenny"),
        ("Margarita", "Rita"),
        ("Rebecca", "Becky"),
        ("Michelle", "Shelly"),
        ("Daniel", "Danny"),
        ("Jose", "Pepe"),
        ("José", "Pepe"),
        ("Rosario", "Chayo"),
        ("Graciela", "Chela"),
        ("Ignacio", "Nacho"),
        ("Jessica", "Jess"),
        ("Samantha", "Sam"),
        ("Angelica", "Angie"),
        ("Patricia", "Patty"),
        ("Veronica", "Vero"),
        ("Verónica", "Vero"),
    ];
    let given = one.given.as_deref()?;
    all.iter()
        .find(|(name, _)| *name == given)
        .map(|(_, short)| *short)
}

/// A birth date with day and month swapped, if that is another day.
fn turned(one: &Identity) -> Option<Day> {
    let born = one.born?;
    let (month, day) = (born.month(), born.day());
    (month != day).then(|| Day::new(born.year(), day, month))?
}

/// Makes twins of the two children of a case that has no other file.
pub fn twins(book: &mut Book) {
    let of_others: Vec<String> = book
        .cases
        .values()
        .flat_map(|case| case.child.values())
        .filter_map(|child| child.same_as.as_ref())
        .map(ToString::to_string)
        .collect();
    let fits = |(id, case): &(&CaseId, &mut Case)| {
        let alone = |key: &dyn Display| !of_others.contains(&format!("{id}/{key}"));
        let mut children = case.child.iter();
        case.child.len() == 2 && children.all(|(key, child)| child.same_as.is_none() && alone(key))
    };
    let (_, case) = book.cases.iter_mut().find(fits).unwrap();
    let born = case.child.values().next().unwrap().born;
    for child in case.child.values_mut() {
        child.born = born;
    }
}

/// Enters each of them as a new person on a day when a group met.
pub fn all(book: &mut Book, group: &str, alike: &[LookAlike]) {
    let group: GroupId = group.parse().unwrap();
    let held = book
        .sessions
        .values()
        .filter(|met| met.group.as_ref() == Some(&group) && met.was_held());
    let mut days: Vec<Day> = held.map(|met| met.on).collect();
    days.sort_unstable();
    let days = days.split_off(days.len() - alike.len());
    let mut pairs: Vec<(ParticipantId, ParticipantId)> = Vec::new();
    for (one, on) in alike.iter().zip(days) {
        let first = book
            .participants
            .keys()
            .find(|id| {
                let key: PersonId = id.as_str().parse().unwrap();
                let is_free = book.participants[*id].same_as.is_none()
                    && book.participants[*id].not_same_as.is_empty()
                    && !pairs.iter().any(|(known, new)| known == *id || new == *id)
                    && !book
                        .participants
                        .values()
                        .any(|other| other.same_as.as_ref() == Some(*id));
                let was_there = |met: &Session| met.on == on && met.participants.contains(id);
                is_free
                    && !book.sessions.values().any(was_there)
                    && (one.like)(&book.identities[&key])
            })
            .unwrap()
            .clone();
        let second: ParticipantId = book.dice.id('p').parse().unwrap();
        let phone = book.phones.pop().map(Into::into);
        let identity = (one.told)(&book.identities[&first.as_str().parse().unwrap()], phone);
        book.identities
            .insert(second.as_str().parse().unwrap(), identity);
        let known = &book.participants[&first];
        let mut record: Participant = blank("");
        record.gender = known.gender.clone();
        record.languages = known.languages.clone();
        record.area = known.area.clone().filter(|_| one.is_same);
        record.referred = Some(on);
        record.referral_source = Some(word("self"));
        record.enrollment = vec![Enrollment {
            start: on,
            end: None,
            reason: None,
            void: None,
        }];
        book.participants.insert(second.clone(), record);
        let met = book
            .sessions
            .values_mut()
            .find(|met| met.on == on && met.group.as_ref() == Some(&group));
        met.unwrap().participants.push(second.clone());
        pairs.push((first, second));
    }
}
