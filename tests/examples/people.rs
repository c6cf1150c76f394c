//! Invented people: who they are, which goes into `identities/`, and what they bring, which does not.

use peer::record::{Day, Identity, Participant, ParticipantId, Word};
use unicode_normalization::UnicodeNormalization;

use super::book::{Book, Town, blank, day, word, words};
use super::dice::Dice;
use super::names::{Background, EITHER};
use super::notes;

/// How often a parent names each need, in percent.
const NEEDS: &[(&str, u32)] = &[
    ("community-violence", 10),
    ("court-process", 42),
    ("domestic-violence", 24),
    ("financial-stress", 44),
    ("housing", 48),
    ("mental-health", 38),
    ("substance-use", 46),
    ("visitation", 40),
];

/// When people can meet, and how common that is.
const SLOTS: &[(&str, u32)] = &[
    ("mon-evening", 12),
    ("mon-morning", 5),
    ("tue-evening", 13),
    ("tue-afternoon", 6),
    ("wed-evening", 16),
    ("wed-morning", 5),
    ("thu-evening", 14),
    ("thu-afternoon", 6),
    ("fri-morning", 6),
    ("fri-evening", 7),
    ("sat-morning", 16),
    ("sat-afternoon", 11),
    ("sun-afternoon", 8),
];

/// A new parent with an identity; born early enough to have the eldest of these children.
pub fn parent(book: &mut Book, children: &[Day]) -> ParticipantId {
    let background = book.dice.weighted(book.town.backgrounds);
    parent_of(book, background, children)
}

/// A new parent with this background.
pub fn parent_of(
    book: &mut Book,
    background: &'static Background,
    children: &[Day],
) -> ParticipantId {
    let gender = book
        .dice
        .weighted(&[("woman", 68), ("man", 28), ("nonbinary", 4)]);
    person(book, background, gender, children)
}

/// A new parent with this background and gender.
pub fn person(
    book: &mut Book,
    background: &'static Background,
    gender: &str,
    children: &[Day],
) -> ParticipantId {
    let born = match children.iter().min() {
        Some(eldest) => {
            let years = book.dice.weighted(&[
                (18, 2),
                (20, 4),
                (22, 5),
                (25, 6),
                (28, 5),
                (31, 4),
                (35, 3),
                (38, 1),
            ]);
            let sooner = book.dice.between(0, 700);
            eldest
                .plus_months(-12 * years)
                .plus_days(-sooner)
                .max(day("1964-02-01"))
        }
        None => book.dice.day(day("1974-01-01"), day("2003-12-31")),
    };
    let id: ParticipantId = book.dice.id('p').parse().unwrap();
    let identity = identity(book, background, gender, born);
    book.identities
        .insert(id.as_str().parse().unwrap(), identity);
    let mut record: Participant = blank("");
    record.gender = (!book.dice.chance(3)).then(|| word(gender));
    record.area = (!book.dice.chance(4)).then(|| book.dice.pick(book.town.zips).into());
    if book.dice.chance(28) {
        let same = book.dice.chance(90) || gender == "nonbinary";
        record.mentor_gender = Some(word(if same { gender } else { "woman" }));
    }
    if !book.dice.chance(3) {
        record.languages = words(book.dice.weighted(background.languages));
    }
    record.needs = needs(&mut book.dice);
    record.availability = slots(&mut book.dice, 3);
    book.participants.insert(id.clone(), record);
    id
}

/// One to five needs; occasionally no one has asked yet.
fn needs(dice: &mut Dice) -> Vec<Word> {
    if dice.chance(4) {
        return Vec::new();
    }
    let mut all: Vec<Word> = NEEDS
        .iter()
        .filter(|(_, often)| dice.chance(*often))
        .map(|(need, _)| word(need))
        .collect();
    if all.is_empty() {
        all.push(word(dice.weighted(NEEDS)));
    }
    all
}

/// Some times to meet, up to `most`; occasionally none is known.
pub fn slots(dice: &mut Dice, most: i64) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    for _ in 0..dice.between(0, most).max(dice.between(0, 1)) {
        let slot = word(dice.weighted(SLOTS));
        if !all.contains(&slot) {
            all.push(slot);
        }
    }
    all
}

/// A new identity. No two people in a program have the same name or the same phone.
pub fn identity(book: &mut Book, background: &Background, gender: &str, born: Day) -> Identity {
    let (given, family) = loop {
        let given = match gender {
            "woman" => book.dice.pick(background.women),
            "man" => book.dice.pick(background.men),
            _ => book.dice.pick(EITHER),
        };
        let name = (
            given.to_owned(),
            book.dice.pick(background.families).to_owned(),
        );
        if given != name.1 && book.names.insert(name.clone()) {
            break name;
        }
    };
    let Town {
        city,
        streets,
        zips,
        registry,
        ..
    } = book.town;
    let mut record: Identity = blank("");
    record.given = Some(given.as_str().into());
    record.family = Some(family.as_str().into());
    record.born = (!book.dice.chance(5)).then_some(born);
    if book.dice.chance(6) {
        record.aliases = vec![alias(&mut book.dice, background, &given, &family)];
    }
    if book.dice.chance(44) {
        record.phone = book.phones.pop().map(Into::into);
    }
    if book.dice.chance(36) {
        record.email = Some(format!("{}.{}@example.org", plain(&given), plain(&family)).into());
    }
    if book.dice.chance(52) {
        record.street =
            Some(format!("{} {}", book.dice.between(2, 480), book.dice.pick(streets)).into());
        record.city = Some((*city).into());
        record.zip = Some(book.dice.pick(zips).into());
    }
    if book.dice.chance(38) {
        let number = book.dice.id('n');
        record.external_ids = vec![format!("{registry}:{}", digits(&number)).into()];
    }
    record
}

/// A short form or another family name.
fn alias(dice: &mut Dice, background: &Background, given: &str, family: &str) -> Box<str> {
    let other = dice.pick(background.families);
    if other == family {
        format!("{given} F. {family}").into()
    } else {
        format!("{given} {other}").into()
    }
}

/// A number of seven digits that belongs to an id alone.
fn digits(id: &str) -> String {
    let number = id
        .bytes()
        .skip(2)
        .fold(0_u32, |sum, letter| sum * 31 + u32::from(letter));
    format!("{:07}", number % 10_000_000)
}

/// A name as in a mail address: unaccented, in lower case, without spaces.
fn plain(name: &str) -> String {
    name.nfd()
        .filter(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase()
}

/// Adds a note for one in eleven of the parents who have none yet.
pub fn remarks<'a>(book: &mut Book, ids: impl Iterator<Item = &'a ParticipantId>) {
    for id in ids {
        let record = book.participants.get_mut(id).unwrap();
        if record.note.is_none() {
            record.note = book.dice.note(10, notes::PARENT);
        }
    }
}
