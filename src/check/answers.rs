//! Answers to surveys against the form of the survey.

use std::collections::BTreeMap;

use super::{Context, Rule};
use crate::record::read::{Step, nearest};
use crate::record::schema::quoted;
use crate::record::{Answer, AnswerId, At, Entry, Finding, Point, Survey, Word};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "unknown-survey",
        "Every completed survey says which survey it is: a built-in one, or one of yours in surveys/.",
        unknown,
    ),
    Rule::error(
        "answer-out-of-range",
        "Every answer belongs to a question of the survey, and is one of its choices.",
        out_of_range,
    ),
    Rule::error(
        "point-of-survey",
        "Every completed survey says when it was given (`point`), with a word that the survey allows, such as `pre` or `post`.",
        points,
    ),
    Rule::error(
        "answers-file-name",
        "The file name of a completed survey is its date, the survey and the parent's id.",
        names,
    ),
    Rule::error(
        "given-with-answers",
        "A record of how many surveys were handed out (`given`) has no parent and no answers.",
        given,
    ),
    Rule::error(
        "entered-by-own-mentor",
        "Mentors do not enter satisfaction surveys of parents they mentor.",
        own_mentor,
    ),
    Rule::warning(
        "post-before-pre",
        "A parent's first `post` is later than their first `pre`.",
        order,
    ),
];

type Sheet = Entry<AnswerId, Answer>;

fn sheets<'r>(context: &Context<'r>) -> impl Iterator<Item = &'r Sheet> {
    context.register.records().answers.iter()
}

/// The answer sheets whose survey is known, each with the survey.
fn of_known(
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
    look: impl Fn(&Sheet, &Survey) -> Vec<Finding>,
) {
    if context.register.records().answers.is_empty() {
        return;
    }
    let surveys = context.register.surveys();
    for entry in sheets(context) {
        if let Some(survey) = surveys.get(&entry.record.survey) {
            findings.extend(look(entry, survey));
        }
    }
}

fn unknown(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let surveys: BTreeMap<Word, Survey> = match sheets(context).next() {
        Some(_) => context.register.surveys(),
        None => return,
    };
    let names: Vec<&str> = surveys.keys().map(Word::as_str).collect();
    let is_known =
        |name: &Word| surveys.contains_key(name) || context.unread.contains(name.as_str());
    for entry in sheets(context).filter(|entry| !is_known(&entry.record.survey)) {
        let name = entry.record.survey.as_str();
        let help = match nearest(name, &names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "the surveys are {}; `peer explain surveys` shows how to write one",
                quoted(&names)
            ),
        };
        let message = format!("there is no survey `{name}`");
        let at = At::key("survey");
        findings.push(Finding::error("unknown-survey", &entry.place, at, message).help(help));
    }
}

fn out_of_range(context: &Context<'_>, findings: &mut Vec<Finding>) {
    of_known(context, findings, |entry, survey| {
        let name = &entry.record.survey;
        let wrong = |(number, answer): (&u32, &u32)| {
            let (message, help) = match survey.item(*number) {
                None => (
                    format!("`{name}` has no item {number}"),
                    format!("its items are {}", numbers(survey)),
                ),
                Some(item) if !item.has(*answer) => (
                    format!("`{answer}` is not an answer to question {number}"),
                    format!("write a number from {} to {}", item.min, item.max),
                ),
                Some(_) => return None,
            };
            let path = ["answers".to_owned(), number.to_string()];
            let at = At::Key(path.map(Step::Key).to_vec());
            Some(Finding::error("answer-out-of-range", &entry.place, at, message).help(help))
        };
        entry.record.answers.0.iter().filter_map(wrong).collect()
    });
}

/// The numbers of the items of a survey, in words.
fn numbers(survey: &Survey) -> String {
    let mut all: Vec<u32> = survey.item.iter().map(|item| item.number).collect();
    all.sort_unstable();
    match (all.first(), all.last()) {
        (Some(first), Some(last)) if (last - first) as usize + 1 == all.len() => {
            format!("{first} to {last}")
        }
        _ => {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            all.join(", ")
        }
    }
}

fn points(context: &Context<'_>, findings: &mut Vec<Finding>) {
    of_known(context, findings, |entry, survey| {
        let (name, point) = (&entry.record.survey, entry.record.point);
        if survey.points.contains(&point) {
            return Vec::new();
        }
        let (message, help) = survey.wrong_point(name, point);
        let at = At::key("point");
        vec![Finding::error("point-of-survey", &entry.place, at, message).help(help)]
    });
}

fn names(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in sheets(context) {
        let right = entry.record.natural_key(1);
        let (id, is_day) = (&entry.id, entry.id.day() == Some(entry.record.on));
        if is_day && id.key() == right.key() {
            continue;
        }
        let key = if is_day { "survey" } else { "on" };
        let help = match entry.place.section {
            Some(_) => format!("change the heading to `[{right}]`, or correct `{key}`"),
            None => {
                let year = entry.record.on.year();
                format!(
                    "rename the file to answers/{year:04}/{right}.toml, or correct `{key}`; if the date or parent is wrong, void it with `peer void` and log it again"
                )
            }
        };
        let message = "the file name differs from the date, survey or parent in it".to_owned();
        let at = At::key(key);
        findings.push(Finding::error("answers-file-name", &entry.place, at, message).help(help));
    }
}

fn given(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for entry in sheets(context).filter(|entry| entry.record.given.is_some()) {
        if entry.record.is_out() && entry.record.participant.is_none() {
            continue;
        }
        let message = "`given` counts blank surveys that were handed out, but this is a survey that a parent filled in";
        let help = "delete `given` here; to enter how many were handed out, type `peer log survey SURVEY --anonymous --given N`";
        let at = At::key("given");
        findings.push(Finding::error("given-with-answers", &entry.place, at, message).help(help));
    }
}

fn own_mentor(context: &Context<'_>, findings: &mut Vec<Finding>) {
    of_known(context, findings, |entry, survey| {
        let record = &entry.record;
        let (Some(mentor), Some(parent)) = (&record.entered_by, &record.participant) else {
            return Vec::new();
        };
        if !survey.is_satisfaction() || !context.register.were_matched(mentor, parent) {
            return Vec::new();
        }
        let message = format!("`{mentor}` is or was the mentor of `{parent}`");
        let help = "if staff entered the answers, delete `entered_by`; if the mentor entered them, void this survey and have someone else enter the answers";
        let at = At::key("entered_by");
        vec![Finding::error("entered-by-own-mentor", &entry.place, at, message).help(help)]
    });
}

/// Each pair of a parent and a survey whose first `post` is not after the first `pre`: such answers show no change.
fn order(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<(usize, &Word, Point), &Sheet> = BTreeMap::new();
    for entry in sheets(context).filter(|entry| !entry.record.is_out()) {
        let person = entry.record.participant.as_ref();
        if let Some(person) = person.and_then(|id| context.register.person_index(id)) {
            let key = (person, &entry.record.survey, entry.record.point);
            let known = first.entry(key).or_insert(entry);
            if entry.record.on < known.record.on {
                *known = entry;
            }
        }
    }
    for ((person, survey, point), after) in &first {
        let before = first.get(&(*person, *survey, Point::Pre));
        let Some(before) = before.filter(|before| before.record.on >= after.record.on) else {
            continue;
        };
        if *point != Point::Post {
            continue;
        }
        let on = before.record.on;
        let message = format!("this `post` of `{survey}` is not later than the `pre` on {on}");
        let help = "if a date is wrong, void that survey (`peer void ID`) and log it again; if pre and post were swapped, void and log both again";
        let at = At::key("on");
        findings.push(Finding::warning("post-before-pre", &after.place, at, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, places};

    const PATH: &str = "answers/2026/2026-10-07-felt-supported-p-a.toml";
    const HEAD: &str = "survey = \"felt-supported\"\non = 2026-10-07\nparticipant = \"p-a\"\n";
    const PARENT: (&str, &str) = ("participants/p-a.toml", "");

    /// Where a rule finds something in an answer sheet.
    fn found(rule: &str, more: &str) -> Vec<String> {
        let text = format!("{HEAD}{more}");
        let mentor = ("mentors/m-a.toml", "capacity = 1\n");
        let pair = "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n";
        let all = [
            (PATH, text.as_str()),
            PARENT,
            mentor,
            ("matches/k-a.toml", pair),
        ];
        let places = places(rule, &all).into_iter();
        places
            .map(|place| place.replace(&format!("{PATH} "), ""))
            .collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn answers_are_to_items_that_the_survey_has_and_among_theirs() {
        let rule = "answer-out-of-range";
        let of = |answers: &str| found(rule, &format!("point = \"once\"\n[answers]\n{answers}"));
        assert_eq!(of("1 = 5\n2 = 1\n"), NONE);
        assert_eq!(of("1 = 6\n"), ["answers.1"]);
        assert_eq!(of("1 = 0\n"), ["answers.1"]);
        assert_eq!(of("4 = 3\n"), ["answers.4"]);
    }

    #[test]
    fn a_survey_that_nobody_wrote_names_the_nearest() {
        let text = "survey = \"pfs-2\"\non = 2026-10-07\npoint = \"pre\"\n";
        let path = "answers/2026/2026-10-07-pfs-2-anonymous.toml";
        let all = findings("unknown-survey", &[(path, text)]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].help.as_deref(), Some("did you mean `pfs2`?"));
        assert!(
            crate::check::hides_a_record(&all[0]),
            "a report would pass over the answers"
        );
        let own = "title = \"T\"\nsource = \"S\"\ndated = 2026-01-01\npoints = [ \"pre\", ]\n\
                   [[item]]\nnumber = 1\nmin = 0\nmax = 4\n";
        let with = findings(
            "unknown-survey",
            &[(path, text), ("surveys/pfs-2.toml", own)],
        );
        assert!(with.is_empty());
    }

    #[test]
    fn a_survey_is_answered_at_its_own_points() {
        assert_eq!(found("point-of-survey", "point = \"once\"\n"), NONE);
        assert_eq!(found("point-of-survey", "point = \"pre\"\n"), ["point"]);
    }

    #[test]
    fn answers_after_are_of_a_later_day_than_those_before() {
        let of = |after: &str, before: &str| {
            let text = |on: &str, point: &str| {
                format!(
                    "survey = \"pfs2\"\non = {on}\nparticipant = \"p-a\"\npoint = \"{point}\"\n[answers]\n1 = 3\n"
                )
            };
            let path = |on: &str| format!("answers/2026/{on}-pfs2-p-a.toml");
            let (first, second) = (text(before, "pre"), text(after, "post"));
            let (first_path, second_path) = (path(before), path(after));
            let all = [(&*first_path, &*first), (&*second_path, &*second), PARENT];
            places("post-before-pre", &all)
        };
        assert_eq!(of("2026-10-07", "2026-02-01"), NONE);
        assert_eq!(
            of("2026-01-05", "2026-02-01"),
            ["answers/2026/2026-01-05-pfs2-p-a.toml on"]
        );
    }

    #[test]
    fn a_file_is_named_by_day_survey_and_parent() {
        let rule = "answers-file-name";
        assert_eq!(found(rule, "point = \"once\"\n"), NONE);
        let of = |path: &str| {
            let text = format!("{HEAD}point = \"once\"\n");
            places(rule, &[(path, text.as_str()), PARENT]).len()
        };
        assert_eq!(of("answers/2026/2026-10-07-felt-supported-p-a--2.toml"), 0);
        assert_eq!(of("answers/2026/2026-10-08-felt-supported-p-a.toml"), 1);
        assert_eq!(of("answers/2026/2026-10-07-felt-supported-p-b.toml"), 1);
        assert_eq!(of("answers/2026/2026-10-07-pfs2-p-a.toml"), 1);
    }

    #[test]
    fn a_number_of_sheets_has_no_parent() {
        assert_eq!(
            found("given-with-answers", "point = \"once\"\ngiven = 4\n"),
            ["given"]
        );
        let text = "survey = \"felt-supported\"\non = 2026-10-07\npoint = \"once\"\ngiven = 4\n";
        let path = "answers/2026/2026-10-07-felt-supported-anonymous.toml";
        assert!(findings("given-with-answers", &[(path, text)]).is_empty());
    }

    #[test]
    fn the_mentor_of_a_parent_does_not_enter_how_the_parent_likes_the_program() {
        let rule = "entered-by-own-mentor";
        let by = "point = \"once\"\nentered_by = \"m-a\"\n[answers]\n1 = 5\n";
        assert_eq!(found(rule, by), ["entered_by"]);
        assert_eq!(found(rule, "point = \"once\"\n[answers]\n1 = 5\n"), NONE);
        assert_eq!(found(rule, &by.replace("m-a", "m-b")), NONE);
        let other =
            HEAD.replace("felt-supported", "pfs2") + "point = \"pre\"\nentered_by = \"m-a\"\n";
        let pair = "participant = \"p-a\"\nmentor = \"m-a\"\nbegan = 2026-01-01\n";
        let path = "answers/2026/2026-10-07-pfs2-p-a.toml";
        let all = [(path, other.as_str()), PARENT, ("matches/k-a.toml", pair)];
        assert!(
            findings(rule, &all).is_empty(),
            "it asks nothing about the program"
        );
    }
}
