//! People by the start of an id, or by their names if those can be read.

use clap_complete::engine::CompletionCandidate;

use super::typed::shows_names;
use crate::record::Identity;
use crate::register::fold;
use crate::store::Directory;

/// The largest number of people shown with names: no one reads a longer list, and each name is one more file to read.
const MOST_NAMES: usize = 1_000;

pub(super) fn people(
    directory: &Directory,
    mut ids: Vec<String>,
    typed: &str,
) -> Vec<CompletionCandidate> {
    let begins = |id: &str| id.starts_with(typed);
    let count = ids.iter().filter(|id| begins(id)).count();
    let is_id = typed.is_empty() || count > MOST_NAMES || (count > 0 && typed.contains('-'));
    if is_id {
        ids.retain(|id| begins(id));
    }
    let wanted = fold(typed);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    let names = shows_names();
    let known = match (is_id, names) {
        (true, true) if ids.len() <= MOST_NAMES => directory.identities(&ids, &|_, _| true),
        (true, _) => Vec::new(),
        (false, _) => directory.identities(&ids, &|id, text| begins(id) || may_hold(text, &words)),
    };
    let named = |identity: &Identity| {
        identity.names().map(|name| fold(&name)).any(|name| {
            !words.is_empty()
                && words
                    .iter()
                    .all(|word| name.split(' ').any(|part| part.starts_with(word)))
        })
    };
    let all = ids
        .into_iter()
        .zip(known.into_iter().chain(std::iter::repeat_with(|| None)));
    let fitting = all.filter(|(id, identity)| begins(id) || identity.as_ref().is_some_and(named));
    fitting
        .map(|(id, identity)| {
            let name = identity
                .filter(|_| names)
                .and_then(|identity| identity.name());
            // A shell prints it unchanged.
            let plain = |name: String| name.replace(char::is_control, " ").into();
            CompletionCandidate::new(id).help(name.map(plain))
        })
        .collect()
}

/// Whether a text may contain folded words; a file that spells them in another way always may.
fn may_hold(text: &str, words: &[&str]) -> bool {
    if !text.is_ascii() || text.contains(['\\', '\'', '`']) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    words.iter().all(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_passed_over_only_where_it_cannot_hold_the_name() {
        assert!(
            may_hold("given = \"Rosa\"\n", &["rosa"])
                && may_hold("aliases = [ \"Ana-Rosa\", ]", &["rosa", "ana"])
        );
        assert!(!may_hold("given = \"Luis\"\n", &["rosa"]));
        for spelled in [
            "given = \"Rós\"",
            "given = \"\\u0052osa\"",
            "family = \"O'Brien\"",
        ] {
            assert!(may_hold(spelled, &["rosa"]), "{spelled}");
        }
    }
}
