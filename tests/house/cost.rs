//! The cost of adding something: patches that add it, the files each touches, and a check that the program works after
//! each.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::is_thorough;

/// A patch in `tests/house`, and what it may touch.
struct Addition {
    patch: &'static str,
    new_files: usize,
    changed_files: usize,
    /// The number of lines that it may add to existing files.
    lines: usize,
}

const ADDITIONS: &[Addition] = &[
    // A count logged with a group and reported by `services`: its declaration, its argument, its column, and
    // the name by which it can be promised.
    Addition {
        patch: "field.patch",
        new_files: 0,
        changed_files: 4,
        lines: 40,
    },
    Addition {
        patch: "rule.patch",
        new_files: 0,
        changed_files: 1,
        lines: 60,
    },
    // What the kind means is in its own file; one line declares it, plus the `mod` line.
    Addition {
        patch: "kind.patch",
        new_files: 1,
        changed_files: 2,
        lines: 3,
    },
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn patch(name: &str) -> String {
    fs::read_to_string(root().join("tests/house").join(name)).unwrap()
}

#[test]
fn an_addition_touches_few_files() {
    for addition in ADDITIONS {
        let text = patch(addition.patch);
        let (mut new_files, mut changed_files, mut lines) = (0, 0, 0);
        for file in text.split("diff --git ").skip(1) {
            if file.contains("\nnew file mode ") {
                new_files += 1;
                continue;
            }
            changed_files += 1;
            let added = |line: &&str| line.starts_with('+') && !line.starts_with("+++");
            lines += file.lines().filter(added).count();
        }
        let name = addition.patch;
        assert_eq!(new_files, addition.new_files, "{name}");
        assert_eq!(changed_files, addition.changed_files, "{name}");
        assert!(lines <= addition.lines, "{name}: {lines} lines");
        let mut apply = Command::new("git");
        apply.args(["apply", "--check", "--include=src/*"]);
        let tried = apply
            .arg(root().join("tests/house").join(name))
            .current_dir(root())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&tried.stderr);
        assert!(tried.status.success(), "{name} is out of date: {said}");
    }
}

/// A copy of the tree that git tracks, with uncommitted changes.
fn copy(to: &Path) {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    for file in String::from_utf8(listed.stdout)
        .unwrap()
        .split_terminator('\0')
    {
        let (from, to) = (root().join(file), to.join(file));
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
}

#[test]
fn the_program_is_whole_after_an_addition() {
    if !is_thorough() {
        return;
    }
    for addition in ADDITIONS {
        let folder = tempfile::tempdir().unwrap();
        copy(folder.path());
        let run = |command: &mut Command| {
            let output = command.current_dir(folder.path()).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{}: {said}", addition.patch);
        };
        let patch = root().join("tests/house").join(addition.patch);
        run(Command::new("git").arg("apply").arg(patch));
        run(Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet"])
            .env("CARGO_TARGET_DIR", root().join("target")));
    }
}
