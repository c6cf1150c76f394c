//! `-n` on every writer: it says what would be written, and nothing is.

use super::common::{Home, sample};

#[test]
fn no_writer_writes_when_it_is_only_asked_what_it_would_write() {
    let home = Home::empty();
    sample::write(home.path());
    home.ok(&[
        "add",
        "participant",
        "Ana Cruz",
        "--id",
        "p-ana",
        "--enroll",
        "2026-05-01",
        "--request-mentor",
        "2026-05-01",
    ]);
    home.ok(&["add", "participant", "--id", "p-bare"]);
    home.write("matches/k-open.toml", "participant = \"p-ana\"\nmentor = \"m-dana1\"\nproposed = 2026-06-01\n");
    let writers: &[&[&str]] = &[
        &["add", "participant", "New Person", "--need", "housing"],
        &["add", "mentor", "New Mentor", "--capacity", "2"],
        &["add", "case", "--system", "cps", "--participant", "p-ana"],
        &["add", "group", "saturday"],
        &["add", "request", "p-luis1"],
        &["add", "goal", "p-rosa1", "housing"],
        &["add", "consent", "p-rosa1", "services"],
        &["add", "training", "dana", "mandatory-reporting"],
        &["add", "leave", "m-other", "--from", "2026-11-01"],
        &["set", "rosa", "area=1", "phone=555"],
        &["enroll", "p-bare"],
        &["exit", "p-rosa1", "--reason", "goals-met"],
        &["event", "c-first", "hearing"],
        &["accept", "p-ana", "--force", "a trial"],
        &["decline", "p-ana", "--by", "mentor"],
        &["unmatch", "p-rosa1", "--reason", "goals-met"],
        &["log", "group", "wednesday", "--present", "rosa"],
        &["log", "mentoring", "p-rosa1", "45min"],
        &["log", "meeting", "c-first", "--present", "rosa", "--type", "cft"],
        &["log", "court", "p-rosa1"],
        &["log", "casework", "p-rosa1"],
        &["log", "committee", "pac", "--mentor", "dana"],
        &["log", "supervision", "dana"],
        &["log", "outreach", "fair"],
        &["log", "consultation", "pinal"],
        &["pack", "--before", "2026-11-01"],
        &["pack", "--unpack", "--before", "2026-11-01"],
    ];
    let before = home.tree();
    for writer in writers {
        for flag in ["-n", "--dry-run"] {
            let arguments: Vec<&str> = writer.iter().copied().chain([flag]).collect();
            let answer = home.run(&arguments);
            let refused = answer.status == 1 && answer.stderr.contains('[');
            assert!(answer.status == 0 || refused, "{writer:?}\n{}", answer.whole());
            assert!(refused || answer.stdout.contains("would "), "{writer:?}\n{}", answer.whole());
            assert!(home.tree() == before, "{writer:?} wrote something");
        }
    }
    assert!(!home.at(".peer/journal").exists());
}
