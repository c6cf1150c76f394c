//! `peer status`: no name leaves the screen, and git is asked only if it is there.

use std::process::Command;

use crate::common::{Home, sample};

#[test]
fn names_are_shown_on_the_screen_alone() {
    let home = Home::empty();
    sample::write(home.path());
    let on_screen = home.ok(&["status", "--names"]);
    assert!(
        on_screen.stdout.contains("Luis Ortega"),
        "{}",
        on_screen.whole()
    );
    for format in ["csv", "json", "markdown", "html"] {
        let answer = home.ok(&["status", "--format", format]);
        assert!(
            answer.stdout.contains("p-luis1") && !answer.stdout.contains("Ortega"),
            "{}",
            answer.whole()
        );
    }
    home.ok(&["status", "-o", "monday.txt"]);
    let text = home.read("monday.txt");
    assert!(
        text.contains("p-luis1") && !text.contains("Ortega"),
        "{text}"
    );
}

#[test]
fn files_that_git_has_not_committed_are_counted_where_there_is_git() {
    let home = Home::empty();
    sample::write(home.path());
    assert!(!home.ok(&["status"]).stdout.contains("uncommitted"));
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let status = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(home.path())
            .status()
            .unwrap();
        assert!(status.success(), "git {arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "All"]);
    home.ok(&["set", "p-rosa1", "area=1"]);
    home.ok(&["add", "participant", "--id", "p-new"]);
    let shown = home.ok(&["status", "--format", "json"]).stdout;
    assert!(shown.contains("\"uncommitted_files\": 2"), "{shown}");
    let mut without = home.command(&["status"]);
    let output = without.env("PATH", "/nowhere").output().unwrap();
    assert!(
        output.status.success() && !String::from_utf8_lossy(&output.stdout).contains("uncommitted")
    );
}
