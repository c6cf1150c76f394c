//! `-n` on every writer: it says what would be written, and nothing is written.

use crate::common::tree;
use crate::common::writers::{WRITERS, home, peer};

#[test]
fn no_writer_writes_when_it_is_only_asked_what_it_would_write() {
    let home = home();
    let before = tree(home.path());
    // What an editor would write can be seen in the editor.
    for writer in WRITERS.iter().filter(|writer| writer[0] != "edit") {
        for flag in ["-n", "--dry-run"] {
            let arguments: Vec<&str> = writer.iter().copied().chain([flag]).collect();
            let answer = peer(&home, &arguments);
            assert_eq!(answer.status, 0, "{writer:?}\n{}", answer.whole());
            assert!(
                answer.stdout.contains("would "),
                "{writer:?}\n{}",
                answer.whole()
            );
            assert!(tree(home.path()) == before, "{writer:?} wrote something");
        }
    }
    assert!(!home.at("program/.peer/journal").exists());
}
