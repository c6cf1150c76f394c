//! Records and names in two files, and back.

use super::world::{add, found, round, shown, two};

#[test]
fn a_backup_is_two_files_and_comes_back_whole() {
    let office = two();
    office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
    round(&office, "ana");
    let told = office.ok("ana", &["backup", "../2026.bundle"]);
    assert!(
        told.contains("../2026.names.bundle, which has the names: keep the two apart"),
        "{told}"
    );
    let told = office.ok(".", &["restore", "2026.bundle", "new"]);
    assert!(told.contains("the names are back"), "{told}");
    for path in [
        "peer.toml",
        "participants/p-rosa.toml",
        "identities/p-rosa.toml",
    ] {
        assert_eq!(
            office.read(&format!("new/{path}")),
            office.read(&format!("ana/{path}"))
        );
    }
    assert_eq!(
        office.git("new", &["rev-parse", "HEAD"]),
        office.git("ana", &["rev-parse", "HEAD"])
    );
    assert_eq!(
        office.git("new/identities", &["rev-parse", "HEAD"]),
        office.git("ana/identities", &["rev-parse", "HEAD"])
    );
    office.git("new", &["config", "user.name", "ana"]);
    office.git("new", &["config", "user.email", "ana@example.org"]);
    add(&office, "new", "Nora Diaz", "p-nora");
    office.ok("new", &["save"]);
    assert!(shown(&office, "new").contains("Nora Diaz"));
    // The file of the records contains no name, and opens without `peer`.
    office.git(".", &["clone", "--quiet", "2026.bundle", "plain"]);
    let places = found(&office, "plain", "Medina");
    assert!(places.is_empty(), "{places:?}");
    std::fs::remove_file(office.at("2026.names.bundle")).unwrap();
    let told = office.ok(".", &["restore", "2026.bundle", "other"]);
    assert!(told.contains("people are shown by id"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_backup_is_its_owners_alone_and_never_half() {
    use std::os::unix::fs::PermissionsExt;
    let office = two();
    add(&office, "ana", "Nora Diaz", "p-nora");
    let refused = office.peer("ana", &["backup", "../2026.bundle"]);
    assert!(
        refused.stderr.contains("2 changes not saved"),
        "{}",
        refused.stderr
    );
    assert!(!office.at("2026.bundle").exists());
    office.ok("ana", &["save"]);
    let refused = office.peer("ana", &["backup", "2026.bundle"]);
    assert_ne!(refused.status, 0, "{}", refused.whole());
    office.ok("ana", &["backup", "../2026.bundle"]);
    for file in ["2026.bundle", "2026.names.bundle"] {
        let mode = std::fs::metadata(office.at(file))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    // Nothing is overwritten.
    let again = office.peer("ana", &["backup", "../2026.bundle"]);
    assert!(
        again.status == 1 && again.stderr.contains("already exists"),
        "{}",
        again.whole()
    );
    let names = office.peer(".", &["restore", "2026.names.bundle", "new"]);
    assert!(
        names.status != 0 && names.stderr.contains("has only the names"),
        "{}",
        names.whole()
    );
    assert!(!office.at("new").exists());
    // A restore overwrites nothing, and a file that is not a backup leaves nothing behind.
    let refused = office.peer(".", &["restore", "2026.bundle", "ana"]);
    assert_ne!(refused.status, 0);
    office.write("wrong.bundle", "not a bundle");
    let refused = office.peer(".", &["restore", "wrong.bundle", "new"]);
    assert_ne!(refused.status, 0);
    assert!(!office.at("new").exists());
}
