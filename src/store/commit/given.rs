//! The lines that a push would give to others.

use super::{Repository, StoreError};

/// What one commit adds to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The short name of the commit.
    pub commit: String,
    /// The file, from the top of the repository.
    pub path: String,
    /// Whether the commit adds the file.
    pub is_file: bool,
    /// The lines, each with its number, from 1.
    pub lines: Vec<(usize, String)>,
}

/// What marks the start of a commit.
const COMMIT: char = '\u{1}';

impl Repository {
    /// The lines that each unpushed commit adds, even if a later one removes them: they are pushed all the same.
    ///
    /// # Errors
    /// Git fails.
    pub fn lines_to_give(&self) -> Result<Vec<Added>, StoreError> {
        let there = ["rev-parse", "--verify", "--quiet", "@{upstream}"];
        let range = match self.maybe(&there)?.is_some() {
            true => "@{upstream}..HEAD",
            false => "HEAD",
        };
        let asked = [
            "-c",
            "core.quotePath=false",
            "log",
            "--no-show-signature",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--unified=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            "--diff-merges=dense-combined",
            "--format=%x01%h",
            "-p",
            range,
            "--",
        ];
        Ok(added(&self.said("read the commits", &asked)?))
    }
}

/// Parses the output of `git log -p`.
fn added(told: &str) -> Vec<Added> {
    let mut all: Vec<Added> = Vec::new();
    let (mut commit, mut parents, mut number) = (String::new(), 0, 0);
    for line in told.lines() {
        if let Some(name) = line.strip_prefix(COMMIT) {
            commit = name.to_owned();
        } else if let Some(path) = line.strip_prefix("diff --").and_then(path) {
            parents = 0;
            all.push(Added {
                commit: commit.clone(),
                path: path.to_owned(),
                is_file: false,
                lines: Vec::new(),
            });
        } else if line.starts_with("@@") {
            parents = line.chars().take_while(|c| *c == '@').count() - 1;
            let from = line.split(' ').find_map(|part| part.strip_prefix('+'));
            let from = from.and_then(|from| from.split(',').next()?.parse().ok());
            number = from.unwrap_or(0);
        } else if parents == 0 {
            if let Some(file) = all.last_mut().filter(|_| line.starts_with("new file")) {
                file.is_file = true;
            }
        } else if let Some((signs, text)) = line.split_at_checked(parents)
            && !signs.contains('-')
            && !line.starts_with('\\')
        {
            if signs.chars().all(|sign| sign == '+') {
                let file = all.last_mut().map(|file| &mut file.lines);
                file.map(|lines| lines.push((number, text.to_owned())))
                    .unwrap_or_default();
            }
            number += 1;
        }
    }
    all
}

/// The path of a file after `diff --`: once after `cc`, or on both sides after `git`.
fn path(rest: &str) -> Option<&str> {
    let (how, rest) = rest.split_once(' ')?;
    match how {
        "git" => rest.get(rest.len() / 2 + 1..)?.strip_prefix("b/"),
        _ => Some(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn what_commits_add_is_read_with_its_lines() {
        let told = "\u{1}ab12\n\ndiff --git a/x.toml b/x.toml\nnew file mode 100644\nindex 0..1\n--- /dev/null\n\
                    +++ b/x.toml\n@@ -0,0 +1,2 @@\n+one\n+++ b/two\n\u{1}cd34\n\ndiff --cc y.toml\nindex 1,2..3\n\
                    --- a/y.toml\n+++ b/y.toml\n@@@ -4,1 -4,1 +4,3 @@@\n++both\n +ours\n++again\n\
                    diff --git a/e e.toml b/e e.toml\nnew file mode 100644\nindex 000..e69\n";
        let all: Vec<_> = added(told)
            .into_iter()
            .map(|file| (file.commit, file.path, file.is_file, file.lines))
            .collect();
        let text = |text: &str| text.to_owned();
        let first = vec![(1, text("one")), (2, text("++ b/two"))];
        let second = vec![(4, text("both")), (6, text("again"))];
        let expected = [
            (text("ab12"), text("x.toml"), true, first),
            (text("cd34"), text("y.toml"), false, second),
            (text("cd34"), text("e e.toml"), true, vec![]),
        ];
        assert_eq!(all, expected);
    }
}
