//! The content of `peer.toml` itself.

use super::{Context, Rule};
use crate::record::read::Step;
use crate::record::{At, Finding, Kind, Place, unstorable};

pub(super) const RULES: &[Rule] = &[
    Rule::error(
        "weights-sum",
        "The six weights under `[matching]` add up to 100.",
        weights_sum,
    ),
    Rule::warning(
        "name-for-windows",
        "Every file has a name that Windows can store.",
        windows,
    ),
    Rule::error(
        "target-word",
        "A target in a contract with a funder (`[[contract.target]]`) names something that `peer` can count, such as `survey:pfs2`.",
        targets,
    ),
];

fn windows(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let records = context.register.records();
    for (_, place) in Kind::ALL.iter().flat_map(|kind| records.ids(*kind)) {
        if let Some(message) = unstorable(&place.path).filter(|_| place.section.is_none()) {
            let help = "people with Windows cannot open the records: rename the file; `peer check` then lists the records in which to change the id";
            findings
                .push(Finding::warning("name-for-windows", place, At::File, message).help(help));
        }
    }
}

fn targets(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let register = context.register;
    let contracts = register.program().contract.iter().enumerate();
    for (of, contract) in contracts {
        for (at, target) in contract.target.iter().enumerate() {
            let terms = target.terms.as_deref().unwrap_or("").split_whitespace();
            let strange = terms.filter_map(|term| Some((term, register.strange(target, term)?)));
            for (term, strange) in strange {
                if context.unread.contains(strange.word.as_str()) {
                    continue;
                }
                let message = format!(
                    "this target (`{}`) cannot be counted, because there is no `{term}`",
                    target.measure
                );
                let key = |name: &str| Step::Key(name.to_owned());
                let steps = [
                    key("contract"),
                    Step::Item(of),
                    key("target"),
                    Step::Item(at),
                    key("where"),
                ];
                let at = At::Key(steps.to_vec());
                let place = Place::file("peer.toml");
                findings
                    .push(Finding::error("target-word", &place, at, message).help(strange.help));
            }
        }
    }
}

fn weights_sum(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let weights = context.register.program().weights();
    let sum = weights.sum();
    if sum != 100 {
        let message = format!(
            "the six weights add up to {sum}, not 100: experience {}, system {}, area {}, availability {}, gender {}, load {}",
            weights.experience,
            weights.system,
            weights.area,
            weights.availability,
            weights.gender,
            weights.load,
        );
        findings.push(
            Finding::error(
                "weights-sum",
                &Place::file("peer.toml"),
                At::key("matching"),
                message,
            )
            .help("change or add lines until they add up to 100; the weights that you do not list keep their usual numbers"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, messages, places};

    #[test]
    fn a_file_that_windows_cannot_store_is_warned_about() {
        let group = "kind = \"support-group\"\n";
        let files = [("groups/aux.toml", group), ("groups/auxiliary.toml", group)];
        assert_eq!(places("name-for-windows", &files).len(), 1);
    }

    #[test]
    fn a_misspelt_word_of_a_target_is_named_with_the_nearest() {
        let found = |measure: &str, terms: &str| {
            let program = format!(
                "schema = 2\nname = \"T\"\n[[contract]]\nname = \"county\"\nbegins = 2026-07-01\n\
                 [[contract.target]]\nmeasure = \"{measure}\"\nvalue = 4\nwhere = \"{terms}\"\n"
            );
            let found = findings("target-word", &[("peer.toml", &program)]);
            found
                .into_iter()
                .map(|one| one.help.unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("surveys.given", "survey:pfs3"),
            ["did you mean `survey:pfs2`?"]
        );
        assert_eq!(
            found("surveys.given", "survey:pfs2 point:pots"),
            ["did you mean `point:post`?"]
        );
        assert_eq!(
            found("services.sessions", "service:casewrok"),
            ["did you mean `service:casework`?"]
        );
        assert!(found("surveys.given", "survey:pfs2 point:pre part:sheets").is_empty());
        assert!(found("unduplicated.served", "area:85701 service:all").is_empty());
    }

    #[test]
    fn the_weights_sum_to_a_hundred() {
        let found = |matching: &str| {
            messages(
                "weights-sum",
                &[(
                    "peer.toml",
                    &format!("schema = 1\nname = \"Test\"\n{matching}"),
                )],
            )
        };
        assert_eq!(
            found("[matching]\narea = 20\n"),
            [
                "the six weights add up to 105, not 100: experience 30, system 20, area 20, availability 15, gender 10, load 10"
            ]
        );
        assert!(found("[matching]\narea = 20\nload = 5\nwait_per_month = 9\n").is_empty());
        assert!(found("").is_empty());
    }
}
