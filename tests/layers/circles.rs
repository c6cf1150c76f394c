//! Which file of a layer uses what from which other file, and the cycles in that.
//!
//! A name is followed through `use` lines to the file that defines it, so a `mod.rs` that only declares and re-exports
//! its children is part of no cycle. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::layers::source::{Leaf, Source, leaves};

/// The names that each file takes from each other file of its layer.
pub type Arrows<'s> = BTreeMap<(&'s str, &'s str), BTreeSet<String>>;

/// A file with its code split up.
struct File<'s> {
    path: &'s str,
    layer: &'s str,
    /// What its `use` lines name, and whether each is re-exported by `pub`.
    uses: Vec<(Leaf, bool)>,
    /// The code without them.
    body: String,
}

/// Every file compiled into the program, by its module.
struct Files<'s>(BTreeMap<String, File<'s>>);

/// Which files use what from which others, within each layer.
pub fn arrows(sources: &[Source]) -> Arrows<'_> {
    let files = Files(
        sources
            .iter()
            .filter(|source| !source.only_in_tests)
            .map(|source| (source.module(), File::of(source)))
            .collect(),
    );
    let mut arrows = Arrows::new();
    for (module, file) in &files.0 {
        // Names that are re-exported but not used do not count.
        let used = file
            .uses
            .iter()
            .filter(|(leaf, passed_on)| !passed_on || has_word(&file.body, &leaf.name))
            .map(|(leaf, _)| leaf.clone());
        for leaf in used.chain(paths(&file.body)) {
            if let Some(to) = files.definer(module, &leaf.path, 0)
                && to.layer == file.layer
                && to.path != file.path
            {
                arrows
                    .entry((file.path, to.path))
                    .or_default()
                    .insert(leaf.name);
            }
        }
    }
    arrows
}

/// The sets of files that each lead to all others in their set.
pub fn circles<'s>(arrows: &Arrows<'s>) -> BTreeSet<BTreeSet<&'s str>> {
    let files: BTreeSet<&str> = arrows.keys().map(|(from, _)| *from).collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = files
        .iter()
        .map(|from| {
            let (mut seen, mut next) = (BTreeSet::new(), vec![*from]);
            while let Some(at) = next.pop() {
                let further = arrows.keys().filter(|(from, _)| *from == at);
                next.extend(further.map(|(_, to)| *to).filter(|to| seen.insert(*to)));
            }
            (*from, seen)
        })
        .collect();
    files
        .iter()
        .filter(|file| reached[*file].contains(*file))
        .map(|file| {
            let back = |other: &&&str| reached.get(**other).is_some_and(|all| all.contains(file));
            reached[file].iter().filter(back).copied().collect()
        })
        .collect()
}

impl<'s> File<'s> {
    fn of(source: &'s Source) -> Self {
        let (mut uses, mut body) = (Vec::new(), String::new());
        let mut statement = String::new();
        for (_, line) in source.code() {
            let start = line.trim_start();
            let is_use = start.starts_with("use ")
                || start.starts_with("pub") && start.contains(" use ") && !start.contains('"');
            if statement.is_empty() && !is_use {
                body.push_str(line);
                body.push('\n');
                continue;
            }
            statement.push_str(line);
            statement.push('\n');
            if line.contains(';') {
                let passed_on = statement.trim_start().starts_with("pub");
                let tree = statement.split_once("use ").map_or("", |(_, tree)| tree);
                uses.extend(leaves(tree).into_iter().map(|leaf| (leaf, passed_on)));
                statement.clear();
            }
        }
        Self {
            path: &source.path,
            layer: source.layer(),
            uses,
            body,
        }
    }
}

impl<'s> Files<'s> {
    /// The file that defines what a path means in a module.
    fn definer(&self, module: &str, path: &[String], steps: usize) -> Option<&File<'s>> {
        let (first, mut rest) = path.split_first()?;
        let mut at = module.to_owned();
        match first.as_str() {
            "crate" => at = "lib".to_owned(),
            "self" => {}
            "super" => {
                at = above(module);
                while let Some(("super", after)) =
                    rest.split_first().map(|(first, after)| (&**first, after))
                {
                    (at, rest) = (above(&at), after);
                }
            }
            _ => rest = path,
        }
        // Down through modules, as far as there are any.
        let started = rest.len();
        while let Some((next, after)) = rest.split_first() {
            let below = if at == "lib" {
                next.clone()
            } else {
                format!("{at}/{next}")
            };
            if !self.0.contains_key(&below) {
                break;
            }
            (at, rest) = (below, after);
        }
        let file = self.0.get(&at)?;
        let Some((name, after)) = rest.split_first() else {
            return Some(file);
        };
        let brought = file.uses.iter().find(|(leaf, _)| leaf.name == *name);
        match brought {
            // Such a name came from elsewhere; no chain of them is that long.
            Some((leaf, _)) if steps < 9 => {
                self.definer(&at, &[&leaf.path, after].concat(), steps + 1)
            }
            // A name of this file itself, or of another crate.
            _ if rest.len() == started && at == module && rest == path => None,
            _ => Some(file),
        }
    }
}

/// The module around a module.
fn above(module: &str) -> String {
    module
        .rsplit_once('/')
        .map_or("lib", |(above, _)| above)
        .to_owned()
}

/// Every path of two parts or more in code, without those of macros for other files.
fn paths(code: &str) -> Vec<Leaf> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let (mut start, mut before) = (None, ' ');
    for (at, c) in code.char_indices() {
        match start {
            None if is_name(c) => start = Some((at, before)),
            Some((from, ahead)) if !is_name(c) => {
                let inside = code[..from].ends_with("(in ");
                if code[at..].starts_with("::") && ahead != ':' && ahead != '$' && !inside {
                    let path = code[from..].split(|c| !is_name(c) && c != ':');
                    found.extend(path.take(1).flat_map(leaves));
                }
                start = None;
            }
            _ => {}
        }
        before = c;
    }
    found
}

fn has_word(code: &str, word: &str) -> bool {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|part| part == word)
}

#[test]
fn a_circle_is_found_through_what_is_passed_on_and_through_paths_in_code() {
    let sources = [
        Source::of(
            "a/mod.rs",
            "mod one;\nmod two;\npub use one::One;\npub use two::Two;\n",
        ),
        Source::of(
            "a/one.rs",
            "use super::{\n    Two,\n};\npub struct One(Two);\n#[cfg(test)]\nmod tests {\n    use crate::a::three::Three;\n}\n",
        ),
        Source::of(
            "a/two.rs",
            "pub struct Two;\nfn f() -> crate::a::One { loop {} }\n",
        ),
        Source::of(
            "a/three.rs",
            "use super::one::One;\nmod four;\npub struct Three(four::Four);\n",
        ),
        Source::of("a/three/four.rs", "pub struct Four;\n"),
        Source::of(
            "a/five.rs",
            "mod six;\npub use six::Six;\npub struct Five;\n",
        ),
        Source::of("a/five/six.rs", "use super::Five;\npub struct Six(Five);\n"),
        Source::of(
            "a/seven.rs",
            "mod eight;\nuse eight::Eight;\npub struct Seven(Eight);\n",
        ),
        Source::of("a/seven/eight.rs", "pub struct Eight(super::Seven);\n"),
    ];
    let found = circles(&arrows(&sources));
    let expected = [
        BTreeSet::from(["a/one.rs", "a/two.rs"]),
        BTreeSet::from(["a/seven.rs", "a/seven/eight.rs"]),
    ];
    assert_eq!(found, BTreeSet::from(expected));
}
