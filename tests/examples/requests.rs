//! Parents who ask for a mentor, over the years, and those who are still waiting.

use peer::record::participant::MentorRequest;
use peer::record::{Day, ParticipantId};

use super::book::{Book, Family, OPENING, day, last, prose, word, words};
use super::dice::workday;
use super::names::Background;
use super::{families, history, life, pairing, people};

/// Lets `percent` of 100 parents who speak one of these languages ask for a mentor, and answers in the order of the
/// requests; requests since the day `unanswered` get no answer yet.
pub fn season(book: &mut Book, percent: u32, languages: &[&str], unanswered: Day) {
    let known = words(languages);
    let mut asked: Vec<(Day, ParticipantId)> = Vec::new();
    for id in book
        .families
        .iter()
        .flat_map(|family| &family.parents)
        .cloned()
        .collect::<Vec<_>>()
    {
        let record = &book.participants[&id];
        let Some(enrollment) = record.enrollment.last() else {
            continue;
        };
        let speaks =
            record.languages.is_empty() || record.languages.iter().any(|word| known.contains(word));
        let is_mentor = book
            .mentors
            .values()
            .any(|mentor| mentor.participant.as_ref() == Some(&id));
        let end = enrollment.end.unwrap_or(last());
        let on = workday(
            enrollment
                .start
                .max(day(OPENING))
                .plus_days(book.dice.between(0, 50)),
        );
        if book.dice.chance(percent) && speaks && !is_mentor && on < end {
            asked.push((on, id));
        }
    }
    asked.sort();
    for (on, id) in asked {
        pairing::ask(book, &id, on);
        let withdrawn = workday(on.plus_days(21));
        if on >= unanswered {
            continue;
        }
        if book.dice.chance(5) && book.is_enrolled(&id, withdrawn) {
            book.participants.get_mut(&id).unwrap().mentor_request[0].withdrawn = Some(withdrawn);
        } else {
            pairing::answer(book, &id, on);
        }
    }
}

/// Proposes mentors, on these days, to parents who asked since a day and speak English.
pub fn propose(book: &mut Book, since: Day, days: &[&str]) {
    for on in days.iter().map(|on| day(on)) {
        let waiting = pairing::waiting(book, on);
        let suits = |id: &&ParticipantId| {
            let record = &book.participants[*id];
            let proposed = book
                .matches
                .values()
                .any(|m| m.participant == **id && m.proposed >= Some(since));
            let asked = record
                .mentor_request
                .last()
                .is_some_and(|request| request.on >= since && request.on < on);
            asked && !proposed && record.languages.contains(&word("en"))
        };
        let id = waiting.iter().find(suits).unwrap().clone();
        pairing::propose(book, &id, on);
    }
}

/// A waiting parent who speaks one language that no free mentor shares.
pub fn speaks_alone(
    book: &mut Book,
    background: &'static Background,
    gender: &str,
    language: &str,
    removed: Day,
    asked: Day,
) {
    let county = book.town.county;
    let children = history::children(&mut book.dice, removed);
    let mut case = history::case("cps", county, &children);
    case.event = history::child_welfare_begins(&mut book.dice, removed);
    let id = people::person(book, background, gender, &children);
    case.participants = vec![id.clone()];
    let filed = families::file(book, case);
    book.families.push(Family {
        case: Some(filed),
        parents: vec![id.clone()],
        home: None,
    });
    life::admit(book, &id, asked.plus_days(-15), None);
    let record = book.participants.get_mut(&id).unwrap();
    record.languages = words(&[language]);
    record.mentor_gender = None;
    record.mentor_request = vec![MentorRequest {
        on: asked,
        withdrawn: None,
        void: None,
    }];
    record.note = prose(
        "Interpreter by phone works better than by video. Waits for somebody to talk to without one.",
    );
}
