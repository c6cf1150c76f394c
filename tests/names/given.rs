//! What is given is looked at: reasons, ids and names of groups, not messages alone.

use super::world::two;

#[test]
fn a_reason_is_held_to_what_a_message_is_held_to() {
    let office = two();
    office.ok("ana", &["log", "casework", "p-luis", "--on", "2026-11-20"]);
    let void = |reason: &str, more: &[&str]| {
        let asked = [
            "void",
            "2026-11-20-casework-p-luis",
            "--reason",
            reason,
            "-n",
        ];
        office.peer("ana", &[&asked[..], more].concat())
    };
    for reason in ["Rosa told me", "Rosa Medina told me", "call 520-555-0199"] {
        let refused = void(reason, &[]);
        assert_eq!(refused.status, 1, "{}", refused.whole());
        assert!(!refused.stderr.contains("Rosa"), "{}", refused.stderr);
        let message = office.peer("ana", &["save", "-m", reason]);
        assert_eq!(message.status, 1, "{}", message.whole());
    }
    // What may be a place is a choice; what can be nothing else is none.
    assert_eq!(void("held at Santa Rosa", &["--anyway"]).status, 0);
    assert_eq!(void("Rosa Medina told me", &["--anyway"]).status, 1);
    assert_eq!(void("entered twice", &[]).status, 0);
}

#[test]
fn a_full_name_in_an_id_is_saved_by_nobody() {
    let office = two();
    office.write("ana/groups/rosa-medina.toml", "kind = \"support-group\"\n");
    let refused = office.peer("ana", &["save"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    assert!(
        refused.whole().contains("[name-in-id]"),
        "{}",
        refused.whole()
    );
    assert!(
        refused.whole().contains("give the record another id"),
        "{}",
        refused.whole()
    );
    office.ok("ana", &["git", "setup", "--hooks"]);
    office.git("ana", &["add", "-A"]);
    let (went, said) = office.try_git("ana", &["commit", "-m", "by hand"]);
    assert!(!went, "{said}");
}
