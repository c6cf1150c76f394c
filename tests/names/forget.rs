//! Forgetting: here at once, elsewhere at the next sync, and permanently.

use std::fs;

use super::world::{add, found, join, objects, reached, round, shown, two};
use crate::merging::laptops::Office;

const FORGET: [&str; 5] = [
    "forget",
    "p-rosa",
    "--reason",
    "asked to be forgotten",
    "--yes",
];

/// Fails if a name of Rosa's is left in a folder.
fn is_forgotten(office: &Office, folder: &str) {
    for name in ["Medina", "520-555-0142", "dcs:0042187"] {
        let places = found(office, folder, name);
        assert!(places.is_empty(), "{folder}: {name} in {places:?}");
    }
}

/// Two laptops that know Rosa, with everything identities say about her.
fn known() -> Office {
    let office = two();
    let said = ["phone=520-555-0142", "external_ids=dcs:0042187"];
    office.ok("ana", &[&["set", "p-rosa"][..], &said].concat());
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    assert!(!found(&office, "ben", "520-555-0142").is_empty());
    office
}

#[test]
fn who_is_forgotten_is_nowhere_once_everybody_has_synced() {
    let office = known();
    office.git(
        "names.git",
        &["config", "receive.denyNonFastForwards", "true"],
    );
    let told = office.ok("ana", &FORGET);
    assert!(told.contains("forgot who p-rosa is"), "{told}");
    assert!(told.contains("the names remote starts over"), "{told}");
    assert!(told.contains("the name stays in: backups"), "{told}");
    is_forgotten(&office, "ana");
    assert!(!reached(&office, "names.git").contains("Medina"));
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    is_forgotten(&office, "names.git");
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    is_forgotten(&office, "ben");
    for who in ["ana", "ben"] {
        let all = shown(&office, who);
        assert!(
            all.contains("Luis Ortega") && all.contains("p-rosa"),
            "{all}"
        );
        assert_eq!(
            office.read(&format!("{who}/forgotten.toml")),
            "# Whose names were forgotten: `peer forget`. What was done with them stays under these ids.\n\
             p-rosa = { on = 2026-11-21, reason = \"asked to be forgotten\" }\n"
        );
        // Past work is counted as before.
        let status = office.ok(who, &["status"]);
        assert!(status.contains("active parents       2"), "{status}");
        let undone = office.peer(who, &["undo"]);
        assert_eq!(undone.status, 1, "{}", undone.whole());
    }
    join(&office, "cem");
    assert!(shown(&office, "cem").contains("Luis Ortega"));
    is_forgotten(&office, "cem");
}

#[test]
fn a_stale_laptop_does_not_bring_anybody_back_and_loses_nothing_else() {
    let office = known();
    // Ben works for a month without a sync, also on Rosa.
    add(&office, "ben", "Nora Diaz", "p-nora");
    office.ok("ben", &["set", "p-rosa", "street=12 Medina St"]);
    office.ok("ben", &["set", "p-luis", "phone=520-555-0177"]);
    office.ok("ben", &["save"]);
    add(&office, "ana", "Olga Ruiz", "p-olga");
    office.ok("ana", &["set", "p-luis", "email=luis@example.org"]);
    round(&office, "ana");
    office.ok("ana", &FORGET);
    round(&office, "ana");
    let told = office.ok("ben", &["sync"]);
    assert!(told.contains("names: received"), "{told}");
    office.ok("ana", &["sync"]);
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    for folder in ["ana", "ben", "names.git"] {
        is_forgotten(&office, folder);
    }
    for who in ["ana", "ben"] {
        let all = shown(&office, who);
        assert!(
            all.contains("Nora Diaz") && all.contains("Olga Ruiz"),
            "{all}"
        );
        assert_eq!(
            office.read(&format!("{who}/identities/p-luis.toml")),
            "given = \"Luis\"\nfamily = \"Ortega\"\nphone = \"520-555-0177\"\nemail = \"luis@example.org\"\n"
        );
    }
}

#[test]
fn a_laptop_that_has_the_names_only_hears_of_it_from_them() {
    let office = known();
    office.ok("ben", &["set", "p-rosa", "street=12 Medina St"]);
    office.ok("ben", &["save"]);
    office.ok("ana", &FORGET);
    // Ana has not saved yet, so the records do not say it.
    office.ok("ben", &["sync"]);
    is_forgotten(&office, "ben");
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    for folder in ["ana", "ben"] {
        is_forgotten(&office, folder);
    }
}

#[test]
fn what_is_saved_while_others_begin_anew_is_given_to_them() {
    let office = known();
    // No one else ever had Nora, so the names that ben starts with are those that both have.
    add(&office, "ben", "Nora Diaz", "p-nora");
    office.ok("ben", &["save"]);
    office.ok("ben", &["forget", "p-nora", "--reason", "asked", "--yes"]);
    office.ok("ana", &["set", "p-luis", "phone=520-555-0177"]);
    round(&office, "ana");
    round(&office, "ben");
    for who in ["ana", "ben"] {
        let luis = office.read(&format!("{who}/identities/p-luis.toml"));
        assert!(luis.contains("520-555-0177"), "{who}: {luis}");
        let places = found(&office, who, "Diaz");
        assert!(places.is_empty(), "{who}: {places:?}");
    }
}

#[test]
fn two_who_forget_at_once_forget_both() {
    let office = known();
    add(&office, "ana", "Nora Diaz", "p-nora");
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    fs::rename(office.at("names.git"), office.at("away.git")).unwrap();
    let told = office.ok("ana", &FORGET);
    assert!(
        told.contains("it has the name until `peer sync` reaches it"),
        "{told}"
    );
    office.ok("ben", &["forget", "p-nora", "--reason", "asked", "--yes"]);
    fs::rename(office.at("away.git"), office.at("names.git")).unwrap();
    for who in ["ana", "ben", "ana"] {
        round(&office, who);
    }
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    for folder in ["ana", "ben", "names.git"] {
        is_forgotten(&office, folder);
        let places = found(&office, folder, "Diaz");
        assert!(places.is_empty(), "{folder}: {places:?}");
    }
    for who in ["ana", "ben"] {
        assert!(shown(&office, who).contains("Luis Ortega"));
        let list = office.read(&format!("{who}/forgotten.toml"));
        assert!(
            list.contains("p-nora = {") && list.contains("p-rosa = {"),
            "{list}"
        );
    }
}

#[test]
fn nobody_is_forgotten_unasked_or_half() {
    let office = known();
    let asked = ["forget", "p-rosa", "--reason", "asked"];
    let refused = office.peer("ana", &asked);
    assert_eq!(refused.status, 2, "{}", refused.whole());
    assert!(refused.whole().contains("--yes"), "{}", refused.whole());
    let would = office.ok("ana", &[&asked[..], &["-n"]].concat());
    assert_eq!(
        would,
        "would forget who p-rosa is:\n  write forgotten.toml\n  remove identities/p-rosa.toml\n"
    );
    let refused = office.peer(
        "ana",
        &["forget", "p-rosa", "--reason", "Rosa Medina asked", "--yes"],
    );
    assert!(
        refused.whole().contains("the reason contains the name"),
        "{}",
        refused.whole()
    );
    assert!(shown(&office, "ana").contains("Rosa Medina"));
}

#[test]
fn a_name_in_a_note_is_taken_out_first() {
    let office = known();
    office.write(
        "ana/sessions/2026/2026-11-20-casework-p-luis.toml",
        "kind = \"casework\"\non = 2026-11-20\nparticipants = [ \"p-luis\", ]\nnote = \"\"\"With Rosa Medina.\"\"\"\n",
    );
    let refused = office.peer("ana", &FORGET);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let told = refused.whole();
    assert!(told.contains("the records say who this is"), "{told}");
    assert!(told.contains("2026-11-20-casework-p-luis.toml"), "{told}");
    assert!(!told.contains("Medina"), "{told}");
}

#[test]
fn a_first_name_alone_is_listed_before_it_is_forgotten() {
    let office = known();
    let path = "sessions/2026/2026-11-20-casework-p-rosa.toml";
    let text = "kind = \"casework\"\non = 2026-11-20\nparticipants = [ \"p-rosa\", ]\nnote = \"Rosa has a job now\"\n";
    office.write(&format!("ana/{path}"), text);
    for arguments in [&FORGET[..], &[&FORGET[..4], &["-n"]].concat()]
        .iter()
        .rev()
    {
        let told = office.peer("ana", arguments).whole();
        assert!(told.contains("a first or last name"), "{told}");
        assert!(told.contains(&format!("\n  {path}, line 4")), "{told}");
        assert!(!told.contains("Rosa"), "{told}");
    }
}

#[test]
fn a_name_in_a_comment_is_taken_out_first_also_in_the_identity_of_another() {
    for (path, line) in [
        ("identities/p-luis.toml", "# married to Rosa Medina\n"),
        ("participants/p-luis.toml", "# call 520 555 0142\n"),
        ("peer.toml", "# Rosa Medina wrote this\n"),
    ] {
        let office = known();
        let before = office.read(&format!("ana/{path}"));
        office.write(&format!("ana/{path}"), &format!("{before}{line}"));
        let refused = office.peer("ana", &FORGET);
        let told = refused.whole();
        assert_eq!(refused.status, 1, "{path}: {told}");
        assert!(
            told.contains(&format!("of `p-rosa` is in {path}, line ")),
            "{told}"
        );
        assert!(told.contains("nothing was forgotten"), "{told}");
        assert!(told.contains(&format!("`peer edit {path}`")), "{told}");
        assert!(!told.contains("Medina") && !told.contains("0142"), "{told}");
        office.write(&format!("ana/{path}"), &before);
        office.ok("ana", &FORGET);
        is_forgotten(&office, "ana");
    }
}

#[test]
fn a_comment_in_an_identity_is_forgotten_with_it_and_never_given_before() {
    let office = known();
    let path = "ana/identities/p-rosa.toml";
    let comment = "# her aunt is Quilla Zephyr\n";
    let text = office.read(path) + comment;
    office.write(path, &text);
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    assert!(office.read("ben/identities/p-rosa.toml").ends_with(comment));
    let office_has = |folder: &str| found(&office, folder, "Zephyr");
    assert!(office_has("hub.git").is_empty());
    assert!(!objects(&office, "ana").contains("Zephyr"));
    office.ok("ana", &FORGET);
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    for folder in ["ana", "ben", "names.git", "hub.git"] {
        assert!(office_has(folder).is_empty(), "{:?}", office_has(folder));
    }
}

#[test]
fn all_files_of_a_person_are_forgotten_and_count_nowhere_when_asked() {
    let office = known();
    add(&office, "ana", "Rosa Medina-Cruz", "p-again");
    office.ok("ana", &["set", "p-again", "same_as=p-rosa"]);
    let told = office.ok("ana", &[&FORGET[..], &["--void"]].concat());
    assert!(told.contains("forgot who p-rosa, p-again is"), "{told}");
    is_forgotten(&office, "ana");
    let status = office.ok("ana", &["status"]);
    assert!(status.contains("active parents       1"), "{status}");
}

#[test]
fn who_is_found_to_be_one_while_others_forget_is_forgotten_whole() {
    let office = known();
    add(&office, "ana", "Rosa Medina-Cruz", "p-again");
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    office.ok("ana", &FORGET);
    office.ok("ben", &["same", "p-rosa", "p-again"]);
    round(&office, "ana");
    let told = round(&office, "ben");
    let line = "note: forgot who p-again is too: the same person as one whose name was forgotten\n";
    assert!(told.contains(line), "{told}");
    round(&office, "ana");
    office.git("names.git", &["gc", "--quiet", "--prune=now"]);
    for folder in ["ana", "ben", "names.git"] {
        is_forgotten(&office, folder);
    }
    for who in ["ana", "ben"] {
        let list = office.read(&format!("{who}/forgotten.toml"));
        let line =
            "p-again = { on = 2026-11-21, reason = \"the same person as p-rosa\" }\np-rosa = {";
        assert!(list.contains(line), "{list}");
        assert!(shown(&office, who).contains("Luis Ortega"));
    }
}

#[test]
fn nobody_with_a_name_is_the_same_as_somebody_forgotten() {
    let office = known();
    office.ok("ana", &FORGET);
    add(&office, "ana", "Nora Diaz", "p-nora");
    let refused = office.peer("ana", &["same", "p-rosa", "p-nora"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let told = "`peer forget p-nora --reason …`; if they are different people: `peer same --not p-nora p-rosa`";
    assert!(refused.whole().contains(told), "{}", refused.whole());
    assert!(
        !office
            .read("ana/participants/p-nora.toml")
            .contains("p-rosa")
    );
    office.ok("ana", &["same", "--not", "p-nora", "p-rosa"]);
}

#[test]
fn a_forget_that_was_interrupted_is_finished_by_the_next_sync_or_once_more() {
    for once_more in [false, true] {
        let office = known();
        // The records say it, and nothing else was done.
        fs::remove_file(office.at("ana/identities/p-rosa.toml")).unwrap();
        office.write(
            "ana/forgotten.toml",
            "p-rosa = { on = 2026-11-21, reason = \"asked\" }\n",
        );
        assert!(!found(&office, "ana", "Medina").is_empty());
        match once_more {
            true => drop(office.ok("ana", &FORGET)),
            false => drop(round(&office, "ana")),
        }
        is_forgotten(&office, "ana");
        assert!(!reached(&office, "names.git").contains("Medina"));
    }
}

#[test]
fn nobody_writes_a_name_again_that_was_forgotten() {
    let office = known();
    office.ok("ana", &FORGET);
    let refused = office.peer("ana", &["set", "p-rosa", "phone=520-555-0142"]);
    assert_eq!(refused.status, 1, "{}", refused.whole());
    let told = "the name of p-rosa was forgotten; nothing was written";
    assert!(refused.stderr.contains(told), "{}", refused.stderr);
    office.ok("ana", &["set", "p-rosa", "area=85705"]);
}

#[test]
fn who_is_void_is_forgotten_too() {
    let office = known();
    office.ok("ana", &["void", "p-rosa", "--reason", "entered twice"]);
    office.ok("ana", &FORGET);
    is_forgotten(&office, "ana");
}

#[test]
fn a_remote_that_lets_no_branch_go_is_emptied_or_named() {
    let office = known();
    office.git("names.git", &["config", "receive.denyDeletes", "true"]);
    office.ok("ana", &FORGET);
    assert!(!reached(&office, "names.git").contains("Medina"));
    round(&office, "ana");
    office.ok("ben", &["sync"]);
    is_forgotten(&office, "ben");

    let office = known();
    office.git("names.git", &["config", "receive.denyDeletes", "true"]);
    office.git(
        "names.git",
        &["config", "receive.denyNonFastForwards", "true"],
    );
    let told = office.ok("ana", &FORGET);
    assert!(told.contains("ask its owner to delete `names-1`"), "{told}");
}

#[test]
fn a_plain_folder_forgets_too() {
    let office = Office::at_work();
    fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
    crate::common::copy(&office.at("ana/identities"), &office.at("ben/identities"));
    office.ok("ben", &["set", "p-rosa", "phone=520-555-0142"]);
    office.ok("ana", &FORGET);
    round(&office, "ana");
    let told = office.ok("ben", &["sync"]);
    assert!(
        told.contains("forgot 1 name listed in forgotten.toml"),
        "{told}"
    );
    for who in ["ana", "ben"] {
        is_forgotten(&office, who);
        assert!(
            office
                .read(&format!("{who}/identities/p-luis.toml"))
                .contains("Ortega")
        );
    }
    assert!(!objects(&office, "hub.git").contains("Medina"));
}

#[test]
fn what_could_be_undone_before_the_names_had_a_repository_is_forgotten_too() {
    // A plain folder in git, then no git at all; names get their repository afterward.
    for has_git in [true, false] {
        let office = Office::new();
        if !has_git {
            fs::remove_dir_all(office.at("ana/.git")).unwrap();
        }
        office.ok("ana", &["init", ".", "--name", "Test"]);
        if has_git {
            fs::remove_dir_all(office.at("ana/identities/.git")).unwrap();
        }
        add(&office, "ana", "Rosa Medina", "p-rosa");
        office.ok("ana", &["set", "p-rosa", "phone=520-555-0142"]);
        if has_git {
            office.ok("ana", &["save"]);
            office.ok("ana", &["upgrade", "--names"]);
        } else {
            office.git("ana", &["init", "--quiet"]);
            office.git("ana", &["config", "user.name", "ana"]);
            office.git("ana", &["config", "user.email", "ana@example.org"]);
        }
        office.ok("ana", &["save"]);
        add(&office, "ana", "Luis Ortega", "p-luis");
        office.ok("ana", &["save"]);
        office.ok("ana", &FORGET);
        is_forgotten(&office, "ana");
    }
}

/// Ben saves a phone number of Luis after Ana saved a different one, is asked which is right, and keeps his.
fn decides(office: &Office) {
    office.ok("ben", &["set", "p-luis", "phone=520-555-0102"]);
    office.ok("ben", &["save"]);
    let asked = office.peer("ben", &["sync"]);
    assert_eq!(asked.status, 1, "{}", asked.whole());
    assert!(
        asked.whole().contains("changed in two ways"),
        "{}",
        asked.whole()
    );
    let path = "ben/identities/p-luis.toml";
    let is_dropped = |line: &&str| {
        ["<<<<", "====", ">>>>"].contains(&line.get(..4).unwrap_or("")) || line.contains("0101")
    };
    let text = office.read(path);
    let kept: Vec<&str> = text.lines().filter(|line| !is_dropped(line)).collect();
    office.write(path, &(kept.join("\n") + "\n"));
    office.ok("ben", &["save"]);
}

#[test]
fn what_was_decided_is_not_asked_again_when_somebody_is_forgotten() {
    for who_forgets in ["ana", "ben"] {
        for is_rosa_forgotten_before in [false, true] {
            let office = known();
            add(&office, "ana", "Nora Diaz", "p-nora");
            round(&office, "ana");
            office.ok("ben", &["sync"]);
            office.ok("ana", &["set", "p-luis", "phone=520-555-0101"]);
            round(&office, "ana");
            if is_rosa_forgotten_before {
                office.ok("ana", &FORGET);
                round(&office, "ana");
            }
            decides(&office);
            let mut forget = FORGET;
            forget[1] = "p-nora";
            office.ok(who_forgets, &forget);
            round(&office, "ben");
            for who in ["ana", "ben"] {
                round(&office, who);
                let card = office.read(&format!("{who}/identities/p-luis.toml"));
                assert!(card.contains("520-555-0102"), "{who}: {card}");
                assert!(!card.contains("520-555-0101"), "{who}: {card}");
                assert!(found(&office, who, "Diaz").is_empty(), "{who}");
            }
        }
    }
}

#[test]
fn who_was_only_put_up_for_a_commit_is_forgotten_whole() {
    let office = known();
    add(&office, "ben", "Nora Diaz", "p-nora");
    office.git("ben/identities", &["add", "p-nora.toml"]);
    office.ok("ben", &["forget", "p-nora", "--reason", "asked", "--yes"]);
    assert!(found(&office, "ben", "Diaz").is_empty());
    // A change that is staged and unstaged again is not a commit either.
    let path = "ben/identities/p-luis.toml";
    let before = office.read(path);
    office.write(path, &format!("{before}phone = \"520-555-0177\"\n"));
    office.git("ben/identities", &["add", "p-luis.toml"]);
    office.write(path, &before);
    round(&office, "ben");
    assert_eq!(office.read(path), before);
}
