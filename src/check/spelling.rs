//! Free words that look like another spelling of a word already in use: each would be counted separately.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule};
use crate::record::read::{Step, nearest};
use crate::record::schema::Leaf;
use crate::record::vocabulary::SAME_GENDER;
use crate::record::word::is_heading;
use crate::record::{
    At, Finding, Place, Program, language as language_name, language_code, language_words,
};

pub(super) const RULES: &[Rule] = &[Rule::warning(
    "near-word",
    "Spell words right, and use one word for one thing: reports count `womn`, `female` and `woman` as three things.",
    near_words,
)];

/// Words whose difference is not a typo: a prefix reverses the meaning, or marks something else.
const PREFIXES: [&str; 8] = ["in", "un", "non", "pre", "post", "re", "dis", "fe"];

/// The name of the trainings among the lists; it is not a list of the vocabulary.
const TRAININGS: &str = "trainings";

/// How often records use each word of a list.
type Uses<'r> = BTreeMap<(&'static str, &'r str), usize>;

fn near_words(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let program = context.register.program();
    let mut uses: BTreeMap<(&'static str, String), usize> = BTreeMap::new();
    each_word(
        context,
        program,
        &mut |list, word, _| match uses.get_mut(&(list, word.to_owned())) {
            Some(times) => *times += 1,
            None => {
                uses.insert((list, word.to_owned()), 1);
            }
        },
    );
    let uses: Uses<'_> = uses
        .iter()
        .map(|((list, word), times)| ((*list, word.as_str()), *times))
        .collect();
    let meant: BTreeMap<(&str, &str), String> = uses
        .iter()
        .filter_map(|((list, word), times)| {
            Some(((*list, *word), meant(program, &uses, list, word, *times)?))
        })
        .collect();
    if meant.is_empty() {
        return;
    }
    each_word(context, program, &mut |list, word, place| {
        if let Some(near) = meant.get(&(list, word)) {
            let (file, at) = place();
            let message = match list {
                "languages" if language_code(word).is_some() => {
                    format!("`{word}` is entered as `{near}`")
                }
                "languages" => {
                    let name = language_name(near);
                    format!("`{word}` looks like {name}, which is entered as `{near}`")
                }
                _ => format!("`{word}` looks like a typo or another word for `{near}`"),
            };
            let command = command(file, &at, word, near);
            findings.push(
                Finding::warning("near-word", file, at, message).help(format!(
                    "did you mean `{near}`?{command} if `{word}` is right, {}",
                    listed(list, word, &uses, &meant)
                )),
            );
        }
    });
}

/// The command that takes the word that is likely meant, if a value of the record itself is one or has it.
fn command(file: &Place, at: &At, word: &str, near: &str) -> String {
    let id = file.id();
    let change = match at {
        At::Key(steps) => match &steps[..] {
            [Step::Key(key)] => format!("{key}={near}"),
            [Step::Key(key), Step::Item(_)] => format!("{key}-={word} {key}+={near}"),
            _ => return String::new(),
        },
        _ => return String::new(),
    };
    format!(" `peer set {id} {change}`;")
}

/// What to do if a word is right: list it with all words in use that look right, as no other is allowed then.
fn listed(
    list: &str,
    word: &str,
    uses: &Uses<'_>,
    meant: &BTreeMap<(&str, &str), String>,
) -> String {
    if list == TRAININGS {
        return "change nothing".to_owned();
    }
    let used = uses.keys().filter(|(one, _)| *one == list);
    let right = used.filter(|key| key.1 == word || !meant.contains_key(*key));
    let near = meant.get(&(list, word)).map(String::as_str);
    let words: BTreeSet<&str> = right.map(|(_, word)| *word).chain(near).collect();
    let words: String = words.iter().map(|word| format!("\"{word}\", ")).collect();
    format!(
        "type `peer edit peer.toml`, and under `[vocabulary]` list the words that your program uses: `{list} = [ {words}]`"
    )
}

/// Where a word is.
type Found<'a> = &'a dyn Fn() -> (&'a Place, At);

/// Shows every word of the lists that allow any word.
fn each_word<'c>(
    context: &'c Context<'_>,
    program: &Program,
    see: &mut dyn FnMut(&'static str, &str, Found<'_>),
) {
    let records = context.register.records();
    records.visit(&mut |place, spot, leaf| {
        if let (Some(list), Leaf::Word(word)) = (spot.field.words, leaf)
            && program.words_for(list).is_empty()
        {
            see(list, word.as_str(), &|| (place, At::Key(spot.path.steps())));
        }
    });
    for entry in &records.mentors {
        for (at, training) in entry.record.training.iter().enumerate() {
            see(TRAININGS, training.name.as_str(), &|| {
                (&entry.place, At::entry("training", at, "name"))
            });
        }
    }
}

/// The word probably meant by one that records use that many times.
fn meant(
    program: &Program,
    uses: &Uses<'_>,
    list: &'static str,
    word: &str,
    times: usize,
) -> Option<String> {
    if !is_heading(word) {
        return None;
    }
    if list == "languages" {
        return language(word);
    }
    let required: Vec<&str> = program
        .required_training()
        .iter()
        .map(crate::record::Word::as_str)
        .collect();
    let usual = if list == TRAININGS {
        required
    } else {
        program.usual_for(list)
    };
    let used = uses
        .range((list, "")..)
        .take_while(|((other, _), _)| *other == list);
    let mut same = used
        .clone()
        .map(|((_, other), of)| (*other, *of))
        .filter(|(other, of)| *other != word && *of >= times && are_same(other, word));
    if list == "genders"
        && let Some((other, _)) = same.find(|(other, of)| *of > times || usual.contains(other))
    {
        return Some(other.to_owned());
    }
    if usual.contains(&word) || SAME_GENDER.iter().any(|same| same.contains(&word)) {
        return None;
    }
    let commoner = used.filter(|(_, of)| **of > times);
    let known = usual
        .into_iter()
        .chain(commoner.map(|((_, other), _)| *other));
    let alike: Vec<&str> = known.filter(|known| is_slip(word, known)).collect();
    nearest(word, &alike).map(str::to_owned)
}

/// The code of a language given by another name, or by a misspelled one.
fn language(word: &str) -> Option<String> {
    match language_code(word) {
        Some(code) => (code != word).then(|| code.to_owned()),
        None => {
            let alike: Vec<&str> = language_words()
                .filter(|known| is_slip(word, known))
                .collect();
            language_code(nearest(word, &alike)?).map(str::to_owned)
        }
    }
}

fn are_same(one: &str, other: &str) -> bool {
    SAME_GENDER
        .iter()
        .any(|same| same.contains(&one) && same.contains(&other))
}

/// Whether two words may be the same: they differ in a few letters but no digit, and not by a prefix.
fn is_slip(word: &str, known: &str) -> bool {
    let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let begins = |text: &str| PREFIXES.iter().find(|prefix| text.starts_with(**prefix));
    let (short, long) = if word.len() < known.len() {
        (word, known)
    } else {
        (known, word)
    };
    let is_prefixed = long
        .strip_suffix(short)
        .is_some_and(|prefix| PREFIXES.contains(&prefix));
    short.len() > 3
        && letters(word) != letters(known)
        && !is_prefixed
        && begins(word) == begins(known)
        && strsim::osa_distance(word, known) <= if short.len() < 8 { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::findings;

    const PROGRAM: (&str, &str) = (
        "peer.toml",
        "schema = 2\nname = \"T\"\n[mentor_eligibility]\nrequired_training = [\"mandatory-reporting\"]\n",
    );

    /// The words found, each with the intended one.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let mut all = vec![PROGRAM];
        all.extend(files);
        let found = findings("near-word", &all);
        found.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_slip_in_a_word_that_any_program_may_choose_is_found() {
        let parent = "referral_source = \"court\"\ngender = \"womn\"\n[[enrollment]]\nstart = 2026-01-01\n\
                      end = 2026-02-01\nreason = \"goal-met\"\n";
        let mentor = "capacity = 1\n[[training]]\nname = \"mandatory-reportng\"\non = 2026-01-01\n";
        assert_eq!(
            found(&[
                ("participants/p-a.toml", parent),
                ("mentors/m-a.toml", mentor)
            ]),
            [
                "`mandatory-reportng` looks like a typo or another word for `mandatory-reporting`",
                "`goal-met` looks like a typo or another word for `goals-met`",
                "`womn` looks like a typo or another word for `woman`",
            ]
        );
    }

    #[test]
    fn the_rarer_of_two_words_that_look_alike_is_found() {
        let source = |word: &str| format!("referral_source = \"{word}\"\n");
        let (right, slip, other) = (source("hospital"), source("hospitl"), source("court"));
        let files = [
            ("participants/p-a.toml", right.as_str()),
            ("participants/p-b.toml", right.as_str()),
            ("participants/p-c.toml", slip.as_str()),
            ("participants/p-d.toml", other.as_str()),
        ];
        assert_eq!(
            found(&files),
            ["`hospitl` looks like a typo or another word for `hospital`"]
        );
        assert!(
            found(&files[1..]).is_empty(),
            "of two as common, neither is the slip"
        );
    }

    #[test]
    fn the_list_to_write_has_the_word_and_all_others_but_the_slips() {
        let text = "languages = [\"en\", \"spansh\", \"trique\", \"vietnamse\"]\n";
        let found = findings("near-word", &[PROGRAM, ("participants/p-a.toml", text)]);
        let list = "`languages = [ \"en\", \"es\", \"spansh\", \"trique\", ]`";
        let help = found[0].help.as_deref().unwrap_or_default();
        assert!(help.contains(list), "{help}");
    }

    #[test]
    fn female_is_found_beside_woman_and_not_alone() {
        let (woman, female) = ("gender = \"woman\"\n", "gender = \"female\"\n");
        assert_eq!(
            found(&[
                ("participants/p-a.toml", woman),
                ("participants/p-b.toml", female)
            ]),
            ["`female` looks like a typo or another word for `woman`"]
        );
        let alone = [
            ("participants/p-a.toml", female),
            ("participants/p-b.toml", "gender = \"male\"\n"),
        ];
        assert!(found(&alone).is_empty());
    }

    #[test]
    fn a_language_by_its_name_is_told_its_code_and_a_code_stays() {
        let text = "languages = [\"en\", \"ood\", \"spa\", \"spanish\", \"spansh\", \"trique\"]\n";
        assert_eq!(
            found(&[("participants/p-a.toml", text)]),
            [
                "`spa` is entered as `es`",
                "`spanish` is entered as `es`",
                "`spansh` looks like Spanish, which is entered as `es`",
            ]
        );
    }

    #[test]
    fn what_differs_in_meaning_is_no_slip() {
        for (one, other) in [
            ("voluntary", "involuntary"),
            ("pre-reunification", "post-reunification"),
            ("phase-1", "phase-2"),
            ("dv", "da"),
        ] {
            assert!(!super::is_slip(one, other), "{one} {other}");
        }
        assert!(super::is_slip("visitatoin", "visitation"));
    }
}
