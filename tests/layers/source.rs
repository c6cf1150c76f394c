//! The source of the program as text, and the paths that it names.

use std::fs;
use std::path::Path;

/// A file under `src`.
pub struct Source {
    /// Its path from `src`, with forward slashes.
    pub path: String,
    /// Its whole text.
    pub text: String,
    /// Whether it is compiled only for tests.
    pub only_in_tests: bool,
}

/// A path into another module of the crate.
pub struct Import {
    /// The line, from 1.
    pub line: usize,
    /// The first part of the path after `crate`.
    pub layer: String,
    /// The part after it.
    pub item: String,
}

/// Every file under `src`, in order of paths.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    gather(&root, &mut files);
    files.sort();
    let mut all: Vec<Source> = files
        .iter()
        .map(|file| {
            let path = file
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            Source::of(&path, &fs::read_to_string(file).unwrap())
        })
        .collect();
    let tests: Vec<String> = all.iter().flat_map(Source::test_modules).collect();
    for source in &mut all {
        let module = format!("{}/", source.module());
        source.only_in_tests = tests
            .iter()
            .any(|tests| module.starts_with(&format!("{tests}/")));
    }
    all
}

fn gather(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

impl Source {
    pub fn of(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            only_in_tests: false,
        }
    }

    /// The position of a line, as editors and people read it.
    pub fn at(&self, line: usize) -> String {
        format!("src/{}:{line}", self.path)
    }

    /// The layer it belongs to: the first folder, or the stem of a file next to the folders.
    pub fn layer(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Its module, such as `record/day`; that of `record/mod.rs` is `record`.
    pub fn module(&self) -> String {
        self.path
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .to_owned()
    }

    /// The modules that it declares only for tests.
    fn test_modules(&self) -> Vec<String> {
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        lines
            .windows(2)
            .filter(|pair| pair[0] == "#[cfg(test)]")
            .filter_map(|pair| {
                pair[1]
                    .strip_suffix(';')?
                    .rsplit_once("mod ")
                    .map(|(_, name)| name.to_owned())
            })
            .map(|name| format!("{}/{name}", self.module()))
            .collect()
    }

    /// The lines compiled into the program, numbered, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines
            .windows(2)
            .position(|pair| pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod tests {"));
        lines
            .into_iter()
            .take(tests.unwrap_or(usize::MAX))
            .enumerate()
            .map(|(at, line)| (at + 1, uncommented(line)))
    }

    /// The functions with a body of several lines: name, first line and count of lines.
    ///
    /// The files are formatted, so a function ends at the first brace with the same indentation as its `fn`.
    pub fn functions(&self) -> Vec<(String, usize, usize)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let mut found = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = function(line) else { continue };
            let rest = &lines[at..];
            let opens = rest.iter().position(|line| line.ends_with(['{', ';', '}']));
            if !opens.is_some_and(|opens| rest[opens].ends_with('{')) {
                continue;
            }
            let indent = &line[..line.len() - line.trim_start().len()];
            let end = format!("{indent}}}");
            if let Some(last) = rest.iter().position(|line| *line == end) {
                found.push((name, at + 1, last + 1));
            }
        }
        found
    }

    /// Every path into the crate: `crate::x`, and enough `super`s to reach its root.
    pub fn imports(&self) -> Vec<Import> {
        let depth = if self.module().is_empty() {
            0
        } else {
            self.module().matches('/').count() + 1
        };
        let mut inner = 0;
        let mut found = Vec::new();
        let lines: Vec<&str> = self.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if line.ends_with('{')
                && line.split_whitespace().any(|word| word == "mod")
                && !line.starts_with(' ')
            {
                inner = 1;
            }
            // A path in braces may continue on further lines.
            let statement = lines[at..]
                .iter()
                .map(|line| uncommented(line))
                .collect::<Vec<_>>();
            let upward = "super::".repeat(depth + inner);
            for root in ["crate::", upward.as_str()]
                .into_iter()
                .filter(|root| !root.is_empty())
            {
                let mut rest = statement[0];
                while let Some(start) = rest.find(root) {
                    let alone = !rest[..start].ends_with(|c: char| {
                        c.is_alphanumeric() || c == '_' || c == ':' || c == '$'
                    });
                    let tail = &rest[start + root.len()..];
                    if alone && !tail.starts_with("super::") {
                        let whole = format!(
                            "{tail}\n{}",
                            statement[1..]
                                .iter()
                                .take(40)
                                .copied()
                                .collect::<Vec<_>>()
                                .join("\n")
                        );
                        for leaf in leaves(&whole) {
                            let mut parts = leaf.path.into_iter();
                            found.push(Import {
                                line: at + 1,
                                layer: parts.next().unwrap_or_default(),
                                item: parts.next().unwrap_or_default(),
                            });
                        }
                    }
                    rest = tail;
                }
            }
        }
        found
    }
}

/// The name of the function that begins on a line.
fn function(line: &str) -> Option<String> {
    let (before, after) = line.trim_start().split_once("fn ")?;
    let qualifiers = [
        "pub",
        "const",
        "async",
        "unsafe",
        "pub(super)",
        "pub(crate)",
    ];
    let is_function = before
        .split_whitespace()
        .all(|word| qualifiers.contains(&word) || word.starts_with("pub(") || word == "in");
    let name: String = after
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (is_function && !name.is_empty()).then_some(name)
}

/// A path, and the name it gets.
#[derive(Clone)]
pub struct Leaf {
    /// Its parts; the last is `*` if it takes everything.
    pub path: Vec<String>,
    /// The name: the last part, or the one after `as`.
    pub name: String,
}

/// Every path at the beginning of a text: one, or several in braces.
pub fn leaves(text: &str) -> Vec<Leaf> {
    let mut found = Vec::new();
    for (first, rest) in branches(text) {
        let Some(inner) = rest.strip_prefix("::") else {
            let renamed = rest.trim_start().strip_prefix("as ");
            let name = renamed
                .and_then(|rest| branches(rest).pop())
                .map_or_else(|| first.clone(), |(name, _)| name);
            let path = vec![first];
            found.push(Leaf { path, name });
            continue;
        };
        let mut below = leaves(inner);
        if below.is_empty() {
            let (path, name) = (vec!["*".to_owned()], "*".to_owned());
            below.push(Leaf { path, name });
        }
        for mut leaf in below {
            if leaf.path == ["self"] {
                leaf.path.clear();
                if leaf.name == "self" {
                    leaf.name.clone_from(&first);
                }
            }
            leaf.path.insert(0, first.clone());
            found.push(leaf);
        }
    }
    found
}

/// The names at the beginning of a text, each with what follows it: one name, or those inside a pair of braces.
fn branches(text: &str) -> Vec<(String, String)> {
    let text = text.trim_start();
    let Some(inside) = text.strip_prefix('{') else {
        let end = text
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len());
        return if end == 0 {
            Vec::new()
        } else {
            vec![(text[..end].to_owned(), text[end..].to_owned())]
        };
    };
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                parts.push(&inside[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    parts.into_iter().flat_map(branches).collect()
}

/// A line without the comment at its end.
fn uncommented(line: &str) -> &str {
    match line.find("//") {
        Some(at) if !line[..at].ends_with(':') => &line[..at],
        _ => line,
    }
}

/// Whether a line names something, and not only as the end of a longer name.
pub fn mentions(line: &str, what: &str) -> bool {
    line.match_indices(what)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}
