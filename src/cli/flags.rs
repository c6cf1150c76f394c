//! Flags can also be typed by the names of keys, as records, queries and the headers of sheets use them.

use clap::{ArgAction, Command};

use crate::record::schema::names_of_flag;

/// A command whose flags have the names of keys as hidden aliases.
#[must_use]
pub fn with_keys(command: Command) -> Command {
    let taken: Vec<String> = command
        .get_arguments()
        .flat_map(|argument| {
            let others = argument.get_all_aliases().unwrap_or_default();
            argument.get_long().into_iter().chain(others)
        })
        .map(str::to_owned)
        .collect();
    let command = command.mut_args(|argument| {
        let Some(flag) = argument.get_long() else {
            return argument;
        };
        let is_repeated = matches!(argument.get_action(), ArgAction::Append);
        let names = names_of_flag(flag, is_repeated).into_iter();
        let free: Vec<String> = names.filter(|name| !taken.contains(name)).collect();
        argument.aliases(free)
    });
    command.mut_subcommands(with_keys)
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use crate::cli::command;
    use crate::record::Kind;
    use crate::record::schema::key_called;

    fn inner<'c>(command: &'c Command, way: &[&str]) -> &'c Command {
        way.iter().fold(command, |command, name| {
            command.find_subcommand(name).unwrap()
        })
    }

    /// The flags that set a value of the record, and their kinds; all other flags of these verbs do something else.
    const OTHERS: [&str; 25] = [
        "id",
        "phone",
        "email",
        "street",
        "city",
        "zip",
        "born",
        "alias",
        "external-id",
        "enroll",
        "request-mentor",
        "request",
        "fact",
        "closed",
        "outcome",
        "recovery-since",
        "training",
        "new",
        "again",
        "last",
        "dry-run",
        "referral",
        "child",
        "petition",
        "docket",
    ];

    #[test]
    fn a_flag_a_key_and_a_query_have_the_same_names() {
        let command = command();
        for (way, kind) in [
            (&["add", "participant"][..], Kind::Participant),
            (&["add", "mentor"], Kind::Mentor),
            (&["add", "group"], Kind::Group),
            (&["add", "case"], Kind::Case),
            (&["log", "group"], Kind::Session),
            (&["log", "meeting"], Kind::Session),
            (&["log", "casework"], Kind::Session),
        ] {
            let keys: Vec<_> = kind
                .schema()
                .fields
                .iter()
                .map(|field| field.name)
                .collect();
            for argument in inner(&command, way).get_arguments() {
                let Some(flag) = argument.get_long() else {
                    continue;
                };
                if argument.is_hide_set() || OTHERS.contains(&flag) {
                    continue;
                }
                let key = key_called(flag, &keys).unwrap_or_else(|| panic!("{way:?} --{flag}"));
                let known = argument.get_all_aliases().unwrap_or_default();
                let long = key.replace('_', "-");
                assert!(
                    flag == long || known.contains(&long.as_str()),
                    "{way:?} --{flag} is not called --{long}"
                );
            }
        }
    }
}
