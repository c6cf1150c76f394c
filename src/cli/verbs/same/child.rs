//! Decisions about two children of different case files.

use super::decide::Decision;
use crate::cli::failure::Failure;
use crate::cli::peer::Peer;
use crate::record::read::Step;
use crate::record::{ChildRef, Datum, Kind};
use crate::register::Register;
use crate::store::{Change, Directory, Edit};

/// The change for a decision about two children, and the decision in words.
///
/// # Errors
/// There is no such child, they are in the same case, it is so already, or a file cannot be edited.
pub(super) fn decided(
    peer: &Peer,
    directory: &Directory,
    register: &Register,
    decision: Decision,
    pair: [&ChildRef; 2],
) -> Result<(Change, String), Failure> {
    pair.iter().try_for_each(|child| on_file(register, child))?;
    if pair[0].case == pair[1].case {
        return Err(
            Failure::new("children of the same case are different children")
                .help("if a child was entered twice, delete one with `peer edit`"),
        );
    }
    let roots = pair.map(|child| register.child_root(child));
    let is_one = roots[0] == roots[1];
    let mut edits = Edits::new(peer, directory);
    let (one, other) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
    let said = match decision {
        Decision::Later => {
            return Err(Failure::new("children can only be one child or two")
                .help("if you do not know yet, leave it as it is: they count as two"));
        }
        Decision::Same if is_one => {
            return Err(Failure::refused(format!(
                "{one} and {other} are already one child; nothing was written"
            )));
        }
        Decision::Same => {
            let (root, duplicate) = (
                roots.iter().min().unwrap_or(one),
                roots.iter().max().unwrap_or(other),
            );
            for (from, to) in [(one, other), (other, one)] {
                let _ = edits
                    .of(from)?
                    .exclude_in(&path(from), "not_same_as", &to.to_string());
            }
            edits.of(duplicate)?.set_in(
                &path(duplicate),
                "same_as",
                &Datum::Text(root.to_string()),
            );
            format!("{one} and {other} are one child: {root} counts")
        }
        Decision::Not => {
            if is_one {
                part(register, &mut edits, one, other)?;
            }
            let item = Datum::Text(one.to_string());
            edits
                .of(other)?
                .include_in(&path(other), "not_same_as", &item);
            format!("{one} and {other} are two children")
        }
    };
    Ok((edits.finish(), said))
}

fn on_file(register: &Register, child: &ChildRef) -> Result<(), Failure> {
    let Some(entry) = register.case(&child.case) else {
        return Err(Failure::new(format!("there is no case {}", child.case))
            .help("`peer list cases` shows what is on file"));
    };
    if entry.record.child.contains_key(&child.child) {
        return Ok(());
    }
    let keys: Vec<String> = entry
        .record
        .child
        .keys()
        .map(|key| format!("{}/{key}", child.case))
        .collect();
    Err(
        Failure::new(format!("{} has no child `{}`", child.case, child.child))
            .help(format!("its children are {}", keys.join(", "))),
    )
}

/// Removes the line that makes two children one.
fn part(
    register: &Register,
    edits: &mut Edits<'_>,
    one: &ChildRef,
    other: &ChildRef,
) -> Result<(), Failure> {
    let says = |from: &ChildRef, to: &ChildRef| {
        let entry = register.case(&from.case);
        let child = entry.and_then(|entry| entry.record.child.get(&from.child));
        child.is_some_and(|child| child.same_as.as_ref() == Some(to))
    };
    let duplicate = match (says(one, other), says(other, one)) {
        (true, _) => one,
        (_, true) => other,
        _ => {
            return Err(Failure::refused(format!(
                "{one} and {other} are one child through a third; nothing was written"
            ))
            .help("separate the two that are not the same child"));
        }
    };
    edits.of(duplicate)?.unset_in(&path(duplicate), "same_as");
    Ok(())
}

fn path(child: &ChildRef) -> [Step; 2] {
    ["child", child.child.as_str()].map(|step| Step::Key(step.to_owned()))
}

/// The edited case files.
struct Edits<'p> {
    peer: &'p Peer,
    directory: &'p Directory,
    open: Vec<(String, Edit)>,
}

impl<'p> Edits<'p> {
    fn new(peer: &'p Peer, directory: &'p Directory) -> Self {
        Self {
            peer,
            directory,
            open: Vec::new(),
        }
    }

    fn of(&mut self, child: &ChildRef) -> Result<&mut Edit, Failure> {
        let path = self.directory.path_of(Kind::Case, child.case.as_str());
        let at = match self.open.iter().position(|(known, _)| *known == path) {
            Some(at) => at,
            None => {
                let edit = self.peer.open(self.directory, &path, None, Kind::Case)?;
                self.open.push((path, edit));
                self.open.len() - 1
            }
        };
        Ok(&mut self.open[at].1)
    }

    fn finish(self) -> Change {
        let mut change = Change::default();
        for (_, edit) in &self.open {
            change.replace(edit.path(), edit.original(), edit.text());
        }
        change
    }
}
