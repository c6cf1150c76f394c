//! Findings with the lines that they are about, if those may be shown.

use std::collections::BTreeMap;

use super::failure::Failure;
use super::peer::Peer;
use crate::record::{Finding, Severity, counted};
use crate::render::findings::Shown;
use crate::store::{Directory, Located, locate};

impl Failure {
    /// Adds the lines and columns of the findings to the failure.
    #[must_use]
    pub fn located(mut self, peer: &Peer) -> Self {
        if self.shown.is_empty()
            && !self.findings.is_empty()
            && let Ok(directory) = peer.directory()
        {
            self.shown = show(peer, &directory, &self.findings);
        }
        self
    }
}

/// How many findings of a file are shown; the others are counted.
const OF_A_FILE: usize = 100;

/// Findings with their lines, columns and excerpts, for the renderer: the first ones of each file, and how many more it
/// has. If names may not be shown, neither are lines of files or words quoted from them, because people write names
/// where they do not belong. A fault in an identity file shows only its place.
#[must_use]
pub fn show(peer: &Peer, directory: &Directory, findings: &[Finding]) -> Vec<Shown> {
    let mut all = Vec::new();
    let mut beyond: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (finding, located) in findings.iter().zip(locate(directory, findings, OF_A_FILE)) {
        match located {
            Some(located) => all.push(one(peer, directory, finding, located)),
            None => {
                let (errors, warnings) = beyond.entry(&finding.place.path).or_default();
                match finding.severity {
                    Severity::Error => *errors += 1,
                    Severity::Warning => *warnings += 1,
                }
            }
        }
    }
    let rest = beyond
        .into_iter()
        .map(|(path, (errors, warnings))| beyond_those(directory.shown(path), errors, warnings));
    all.extend(rest);
    all
}

/// One line in place of a file's findings that are not shown.
fn beyond_those(path: String, errors: usize, warnings: usize) -> Shown {
    let of = |count: usize, noun: &str| (count > 0).then(|| counted(count, noun));
    let both: Vec<String> = [of(errors, "more error"), of(warnings, "more warning")]
        .into_iter()
        .flatten()
        .collect();
    let severity = if errors > 0 {
        Severity::Error
    } else {
        Severity::Warning
    };
    let message = format!(
        "this file has {}, not shown here because they may contain names",
        both.join(" and ")
    );
    Shown::rest(path, severity, errors + warnings, message)
}

fn one(peer: &Peer, directory: &Directory, finding: &Finding, located: Located) -> Shown {
    let shown = Shown {
        path: directory.shown(&finding.place.path),
        line: located.line,
        column: located.column,
        excerpt: located.excerpt,
        severity: finding.severity,
        rule: finding.rule,
        message: finding.message.clone(),
        help: finding.help.clone(),
        count: 1,
    };
    match (
        peer.screen.names,
        directory.is_identity(&finding.place.path),
    ) {
        (true, _) => shown,
        (false, true) => Shown {
            excerpt: None,
            message: "the value is not shown, as it may contain a name".to_owned(),
            help: None,
            ..shown
        },
        (false, false) => Shown {
            excerpt: None,
            message: unquoted(&shown.message),
            help: shown.help.as_deref().map(unquoted),
            ..shown
        },
    }
}

/// A message without the words that it quotes, except for ids, keys and words of vocabularies: those are lowercase
/// letters without spaces.
#[must_use]
pub fn unquoted(message: &str) -> String {
    let plain = |word: &str| {
        word.chars()
            .all(|c| c.is_ascii_graphic() && !c.is_ascii_uppercase())
    };
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 0 || plain(part) {
            part.to_owned()
        } else {
            "…".to_owned()
        }
    };
    message
        .split('`')
        .enumerate()
        .map(part)
        .collect::<Vec<_>>()
        .join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_quotes_may_be_a_name() {
        assert_eq!(
            unquoted("`Dana Webb` is no id: write `m-9x2dh`"),
            "`…` is no id: write `m-9x2dh`"
        );
        assert_eq!(
            unquoted("there is no field `aera`"),
            "there is no field `aera`"
        );
    }
}
