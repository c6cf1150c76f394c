//! The rules that no match may break, one by one; each has the word that matching prints when it refuses a pair.
//!
//! A match with `forced = "rule: reason"` in `[why]` knowingly overruled that rule, and is left alone. Declined
//! proposals break nothing. If a rule depends on data without a day (a wish, a list, the rules of `peer.toml`), only
//! today's matches can break it; a past match is then doubtful at most.

use super::context::{Pair, is_forced, overruled, taken};
use super::{Context, Rule};
use crate::record::{At, Finding, Severity};
use crate::register::Pairing;

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "mentor-not-eligible",
        "A mentor is eligible on the day a match begins.",
        not_eligible,
    ),
    Rule::warning(
        "no-shared-language",
        "A mentor and a parent share a language.",
        no_shared_language,
    ),
    Rule::error(
        "same-person",
        "No one is their own mentor, under any id.",
        same_person,
    ),
    Rule::error(
        "same-case",
        "A mentor and a parent are not in the same case.",
        same_case,
    ),
    Rule::warning(
        "declined-before",
        "A pair is not matched again after one of them declined.",
        declined_before,
    ),
    Rule::error(
        "mentor-avoided",
        "No parent has a mentor that the parent asked to avoid.",
        avoided,
    ),
];

/// The matches and proposals to which a rule applies.
fn standing<'r>(context: &Context<'r>, rule: &'static str) -> impl Iterator<Item = Pair<'r>> {
    context.pairs().filter(move |pair| {
        let record = &pair.entry.record;
        (record.began.is_some() || record.declined.is_none()) && !is_forced(record, rule)
    })
}

fn not_eligible(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in standing(context, "mentor-not-eligible") {
        let record = &pair.entry.record;
        let Some(began) = record.began else { continue };
        let missing = context.register.eligibility(pair.mentor, began).missing;
        if missing.is_empty() {
            continue;
        }
        let why: Vec<String> = missing.iter().map(ToString::to_string).collect();
        let message = format!(
            "`{}` was not eligible on {began}: {}",
            record.mentor,
            why.join("; ")
        );
        let severity = if record.is_active(context.today) {
            Severity::Error
        } else {
            Severity::Warning
        };
        let found = Finding::error(
            "mentor-not-eligible",
            &pair.entry.place,
            At::key("began"),
            message,
        );
        findings.push(Finding { severity, ..found }.help(forced_help(
            pair.entry,
            "mentor-not-eligible",
            "if something in the mentor's record is wrong or missing, correct it",
        )));
    }
}

fn no_shared_language(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in standing(context, "no-shared-language") {
        let record = &pair.entry.record;
        if context.register.shares_language(pair.mentor, pair.person) == Some(false) {
            let message = format!(
                "`{}` and `{}` have no language in common",
                record.mentor, record.participant
            );
            findings.push(
                Finding::warning(
                    "no-shared-language",
                    &pair.entry.place,
                    At::key("mentor"),
                    message,
                )
                .help(forced_help(
                    pair.entry,
                    "no-shared-language",
                    "check that all languages of both are entered",
                )),
            );
        }
    }
}

fn same_person(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in standing(context, "same-person") {
        let record = &pair.entry.record;
        if context.register.is_same_person(pair.mentor, pair.person) {
            let message = format!(
                "`{}` and `{}` are the same person",
                record.mentor, record.participant
            );
            findings.push(
                Finding::error("same-person", &pair.entry.place, At::key("mentor"), message)
                    .help(format!("void the match with `peer void {} --reason …`; if they are two people, delete the line `participant = …` in the mentor's file", pair.entry.id)),
            );
        }
    }
}

fn same_case(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in standing(context, "same-case") {
        let record = &pair.entry.record;
        if let Some(case) = context.register.shared_case(pair.mentor, pair.person) {
            let message = format!(
                "`{}` and `{}` are both in `{}`",
                record.mentor, record.participant, case.id
            );
            findings.push(
                Finding::error("same-case", &pair.entry.place, At::key("mentor"), message)
                    .help(forced_help(pair.entry, "same-case", "find another mentor")),
            );
        }
    }
}

fn declined_before(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in standing(context, "declined-before") {
        let record = &pair.entry.record;
        let Some(day) = taken(record) else { continue };
        let Some(earlier) = context
            .register
            .declined_before(pair.mentor, pair.person, day)
        else {
            continue;
        };
        if earlier.id != pair.entry.id {
            let message = format!(
                "one of the two turned down this match before {day} (see `{}`)",
                earlier.id
            );
            findings.push(
                Finding::warning(
                    "declined-before",
                    &pair.entry.place,
                    At::key("mentor"),
                    message,
                )
                .help(forced_help(
                    pair.entry,
                    "declined-before",
                    "find another mentor",
                )),
            );
        }
    }
}

/// The wish has no day, and is often the result of a past match.
fn avoided(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for pair in standing(context, "mentor-avoided") {
        let record = &pair.entry.record;
        if context.is_present(record) && context.register.avoids(pair.person, pair.mentor) {
            let message = format!(
                "`{}` asked to avoid `{}`",
                record.participant, record.mentor
            );
            findings.push(
                Finding::error(
                    "mentor-avoided",
                    &pair.entry.place,
                    At::key("mentor"),
                    message,
                )
                .help(forced_help(
                    pair.entry,
                    "mentor-avoided",
                    "end the match, or delete the mentor from `avoid_mentors`",
                )),
            );
        }
    }
}

/// What to do about a match that breaks a rule: something better, or giving the reason, beside the rules overruled before.
pub(super) fn forced_help(entry: &Pairing, rule: &str, better: &str) -> String {
    let is_word = |rule: &&str| rule.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let before: Vec<&str> = overruled(&entry.record)
        .filter(is_word)
        .filter(|rule| !rule.is_empty())
        .collect();
    let reason = if before.is_empty() {
        "your reason"
    } else {
        "your reasons"
    };
    let rules = before
        .into_iter()
        .chain([rule])
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "{better}; to keep the match anyway: `peer set {} why.forced=\"{rules}: {reason}\"`",
        entry.id
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, messages};
    use crate::record::Severity;

    const READY: &str = "capacity = 2\njoined = 2025-02-20\nlanguages = [\"en\"]\nparticipant = \"p-m\"\n\
                         [own_case]\nclosed = 2025-01-10\noutcome = \"reunified\"\n";
    const BEGUN: &str = "began = 2026-02-01\n";

    struct Files<'t> {
        parent: &'t str,
        mentor: &'t str,
        own: &'t str,
        case: &'t str,
        matches: &'t [&'t str],
    }

    impl Default for Files<'_> {
        fn default() -> Self {
            Self {
                parent: "",
                mentor: READY,
                own: "",
                case: "system = \"cps\"\n",
                matches: &[BEGUN],
            }
        }
    }

    impl Files<'_> {
        fn with<T>(&self, look: impl FnOnce(&[(&str, &str)]) -> T) -> T {
            let head = "participant = \"p-a\"\nmentor = \"m-a\"\n";
            let matches: Vec<(String, String)> = (0..)
                .zip(self.matches)
                .map(|(at, text)| (format!("matches/k-{at}.toml"), format!("{head}{text}")))
                .collect();
            let mut files = vec![
                ("participants/p-a.toml", self.parent),
                ("participants/p-m.toml", self.own),
                ("mentors/m-a.toml", self.mentor),
                ("cases/c-a.toml", self.case),
            ];
            files.extend(
                matches
                    .iter()
                    .map(|(path, text)| (path.as_str(), text.as_str())),
            );
            look(&files)
        }

        fn say(&self, rule: &str) -> Vec<String> {
            self.with(|files| messages(rule, files))
        }
    }

    #[test]
    fn pairs_that_fit_break_no_rule() {
        for rule in super::RULES {
            assert_eq!(
                Files::default().say(rule.name),
                Vec::<String>::new(),
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn a_mentor_is_eligible_on_the_day_the_match_begins() {
        let early = Files {
            matches: &["began = 2026-01-09\n"],
            ..Files::default()
        };
        assert_eq!(
            early.say("mentor-not-eligible"),
            [
                "`m-a` was not eligible on 2026-01-09: their own case must be closed for 12 months, and it closed on 2025-01-10"
            ]
        );
        let proposed = Files {
            matches: &["proposed = 2026-01-09\nbegan = 2026-01-10\n"],
            ..Files::default()
        };
        assert!(proposed.say("mentor-not-eligible").is_empty());
    }

    #[test]
    fn a_match_that_is_over_is_only_doubtful() {
        let over = Files {
            matches: &["began = 2026-01-09\n[ended]\non = 2026-02-01\n"],
            ..Files::default()
        };
        let found = over.with(|files| findings("mentor-not-eligible", files));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Warning);
    }

    #[test]
    fn a_rule_that_was_overruled_by_name_is_silent() {
        let forced = |rule: &str| {
            format!("began = 2026-01-09\n[why]\nforced = \"{rule}: asked for by both\"\n")
        };
        let named = forced("mentor-not-eligible");
        let other = forced("same-case");
        assert!(
            Files {
                matches: &[&named],
                ..Files::default()
            }
            .say("mentor-not-eligible")
            .is_empty()
        );
        assert_eq!(
            Files {
                matches: &[&other],
                ..Files::default()
            }
            .say("mentor-not-eligible")
            .len(),
            1
        );
        let both = Files {
            matches: &[&other],
            ..Files::default()
        };
        let found = both.with(|files| findings("mentor-not-eligible", files));
        let help = found[0].help.as_deref().unwrap_or_default();
        assert!(
            help.ends_with(
                "`peer set k-0 why.forced=\"same-case, mentor-not-eligible: your reasons\"`"
            ),
            "{help}"
        );
    }

    #[test]
    fn a_pair_shares_a_language_where_both_lists_are_known() {
        let spanish = Files {
            parent: "languages = [\"es\"]\n",
            ..Files::default()
        };
        assert_eq!(
            spanish.say("no-shared-language"),
            ["`m-a` and `p-a` have no language in common"]
        );
        assert!(
            Files {
                parent: "languages = [\"en\", \"es\"]\n",
                ..Files::default()
            }
            .say("no-shared-language")
            .is_empty()
        );
    }

    #[test]
    fn nobody_is_matched_with_themselves_or_their_own_family() {
        let own = Files {
            own: "same_as = \"p-a\"\n",
            ..Files::default()
        };
        assert_eq!(
            own.say("same-person"),
            ["`m-a` and `p-a` are the same person"]
        );
        let case = Files {
            case: "system = \"cps\"\nparticipants = [\"p-a\", \"p-m\"]\n",
            ..Files::default()
        };
        assert_eq!(case.say("same-case"), ["`m-a` and `p-a` are both in `c-a`"]);
        assert!(own.say("same-case").is_empty());
    }

    #[test]
    fn a_pair_is_not_made_again_after_one_of_the_two_declined() {
        let declined = "proposed = 2026-01-15\n[declined]\non = 2026-01-20\nby = \"participant\"\n";
        let again = Files {
            matches: &[declined, BEGUN],
            ..Files::default()
        };
        assert_eq!(
            again.say("declined-before"),
            ["one of the two turned down this match before 2026-02-01 (see `k-0`)"]
        );
        let program = declined.replace("\"participant\"", "\"program\"");
        assert!(
            Files {
                matches: &[&program, BEGUN],
                ..Files::default()
            }
            .say("declined-before")
            .is_empty()
        );
        let earlier = "began = 2025-06-01\n[ended]\non = 2025-12-01\n";
        assert!(
            Files {
                matches: &[declined, earlier],
                ..Files::default()
            }
            .say("declined-before")
            .is_empty()
        );
    }

    #[test]
    fn a_wish_to_avoid_a_mentor_holds_today_and_not_for_what_led_to_it() {
        let avoids = "avoid_mentors = [\"m-a\"]\n";
        let now = Files {
            parent: avoids,
            ..Files::default()
        };
        assert_eq!(now.say("mentor-avoided"), ["`p-a` asked to avoid `m-a`"]);
        let over = Files {
            matches: &["began = 2026-02-01\n[ended]\non = 2026-03-01\n"],
            ..now
        };
        assert!(over.say("mentor-avoided").is_empty());
    }
}
