//! Decisions made in a merge are attributed to the merge, and changes that came in through it to the commit that made
//! them.

use serde_json::Value;

use super::repo::{Repo, handed_in, told};

const SEPTEMBER: &str = "2026-09-02-group-wednesday";

fn since(repo: &Repo, id: &str) -> Vec<String> {
    told(repo, &[id, "--since", "2026-10-13"])
}

#[test]
fn a_merge_is_told_only_for_what_it_did_itself() {
    let repo = handed_in();
    repo.part(
        |repo| repo.parent("p-rosa", "area = \"1\"\n"),
        |repo| repo.parent("p-rosa", "gender = \"woman\"\n"),
    );
    repo.merge(|repo| {
        repo.parent(
            "p-rosa",
            "area = \"1\"\ngender = \"woman\"\nlanguages = [ \"es\" ]\n",
        )
    });
    assert_eq!(
        since(&repo, "p-rosa"),
        [
            "2026-10-13 p-rosa changed area  1",
            "2026-10-14 p-rosa changed gender  woman",
            "2026-10-15 p-rosa decided languages  es",
        ]
    );
}

#[test]
fn what_came_in_by_a_merge_is_told_once_with_who_did_it() {
    let repo = handed_in();
    let other = "2026-09-16-group-wednesday";
    repo.part(
        |repo| {
            repo.parent("p-rosa", "area = \"1\"\n");
            repo.group("2026-09-16", &["p-ana"]);
        },
        |repo| repo.parent("p-ana", "area = \"2\"\n"),
    );
    repo.git("2026-10-15", &["merge", "-q", "--no-edit", "other"]);
    assert_eq!(
        since(&repo, "p-rosa"),
        ["2026-10-13 p-rosa changed area  1"]
    );
    assert_eq!(since(&repo, "p-ana"), ["2026-10-14 p-ana changed area  2"]);
    assert!(
        since(&repo, other)
            .iter()
            .all(|row| row.starts_with("2026-10-13") && row.contains("entered"))
    );
    let csv = repo
        .on("2026-11-21", &["history", other, "--format", "csv"])
        .stdout;
    assert!(
        csv.lines().skip(1).all(|line| line.contains(",Ben Field,")),
        "{csv}"
    );
    // Merged back and forth, it is still reported once.
    repo.git("2026-10-16", &["checkout", "-q", "other"]);
    repo.git(
        "2026-10-16",
        &["merge", "-q", "--no-ff", "--no-edit", "main"],
    );
    repo.parent("p-luis", "area = \"3\"\n");
    repo.commit("2026-10-17");
    repo.git("2026-10-18", &["checkout", "-q", "main"]);
    repo.git(
        "2026-10-18",
        &["merge", "-q", "--no-ff", "--no-edit", "other"],
    );
    assert_eq!(
        since(&repo, "p-rosa"),
        ["2026-10-13 p-rosa changed area  1"]
    );
    assert_eq!(
        since(&repo, "p-luis"),
        ["2026-10-17 p-luis changed area  3"]
    );
}

#[test]
fn a_conflict_settled_by_hand_is_told_with_what_it_overruled() {
    for (settled, decided) in [
        (
            "3",
            &[
                "2026-10-15 p-rosa decided area 2 3",
                "2026-10-15 p-rosa decided area 1 3",
            ][..],
        ),
        ("1", &["2026-10-15 p-rosa decided area 2 1"]),
        ("2", &["2026-10-15 p-rosa decided area 1 2"]),
    ] {
        let repo = handed_in();
        repo.part(
            |repo| repo.parent("p-rosa", "area = \"1\"\n"),
            |repo| repo.parent("p-rosa", "area = \"2\"\n"),
        );
        repo.merge(|repo| repo.parent("p-rosa", &format!("area = \"{settled}\"\n")));
        let found = since(&repo, "p-rosa");
        assert_eq!(
            found[..2],
            [
                "2026-10-13 p-rosa changed area  1",
                "2026-10-14 p-rosa changed area  2"
            ]
        );
        assert_eq!(found[2..], *decided);
        let text = repo.on("2026-11-21", &["history", "p-rosa"]).stdout;
        assert!(
            text.contains("decided: the two sides of a merge differed"),
            "{text}"
        );
    }
}

#[test]
fn a_session_that_a_merge_drops_or_brings_back_is_told() {
    let dropped = handed_in();
    let file = format!("sessions/2026/{SEPTEMBER}.toml");
    dropped.part(
        |repo| repo.group("2026-09-16", &["p-ana"]),
        |repo| repo.group("2026-09-23", &["p-ana"]),
    );
    dropped.merge(|repo| repo.remove(&file));
    assert_eq!(
        since(&dropped, SEPTEMBER),
        [format!("2026-10-15 {SEPTEMBER} removed   ")]
    );
    // The one entered on the other side is not there either.
    let other = "2026-09-16-group-wednesday";
    assert_eq!(
        since(&dropped, other).last().unwrap(),
        &format!("2026-10-15 {other} removed   ")
    );

    let kept = handed_in();
    kept.part(
        |repo| repo.remove(&file),
        |repo| repo.group("2026-09-02", &["p-ana"]),
    );
    kept.merge(|_| ());
    let expected = [
        format!("2026-10-13 {SEPTEMBER} removed   "),
        format!("2026-10-14 {SEPTEMBER} changed participants p-luis "),
        format!("2026-10-14 {SEPTEMBER} changed participants p-rosa "),
        format!("2026-10-14 {SEPTEMBER} changed participants  p-ana"),
        format!("2026-10-15 {SEPTEMBER} decided: kept   "),
    ];
    assert_eq!(since(&kept, SEPTEMBER), expected);
    // The same is reported for a packed month.
    let packed = handed_in();
    packed.part(
        |repo| repo.remove(&file),
        |repo| {
            repo.group("2026-09-02", &["p-ana"]);
            repo.on("2026-11-21", &["pack", "--before", "2026-10-01"]);
        },
    );
    packed.merge(|_| ());
    assert_eq!(since(&packed, SEPTEMBER), expected);

    let gone = handed_in();
    gone.part(
        |repo| repo.remove(&file),
        |repo| repo.group("2026-09-02", &["p-ana"]),
    );
    let merge = gone.merge(|repo| repo.remove(&file));
    let found = since(&gone, SEPTEMBER);
    assert_eq!(found[..4], expected[..4]);
    assert_eq!(
        found[4..],
        [format!("2026-10-15 {SEPTEMBER} decided: removed   ")]
    );
    assert_eq!(moved(&gone, "2026-10-12", SEPTEMBER)["commit"], merge[..12]);
}

#[test]
fn a_month_packed_on_one_side_and_a_session_corrected_on_the_other_are_told_once() {
    let repo = handed_in();
    repo.part(
        |repo| repo.group("2026-09-02", &["p-ana", "p-luis", "p-rosa"]),
        |repo| drop(repo.on("2026-11-21", &["pack", "--before", "2026-10-01"])),
    );
    let corrected = vec![format!(
        "2026-10-13 {SEPTEMBER} changed participants  p-ana"
    )];
    repo.merge(|repo| {
        let month = repo.home.read("records/sessions/2026/2026-09.toml");
        repo.write(
            "sessions/2026/2026-09.toml",
            &month.replacen("    \"p-luis\"", "    \"p-ana\",\n    \"p-luis\"", 1),
        );
    });
    assert_eq!(since(&repo, SEPTEMBER), corrected);
    assert_eq!(
        since(&repo, "2026-09-09-group-wednesday"),
        Vec::<String>::new()
    );
}

/// What `report diff` says about a record.
fn moved(repo: &Repo, from: &str, id: &str) -> Value {
    let asked = [
        "report",
        "diff",
        "unduplicated",
        "SFY2027Q1",
        "--from",
        from,
        "--format",
        "json",
    ];
    let all: Value = serde_json::from_str(&repo.on("2026-11-21", &asked).stdout).unwrap();
    let records = all["reports"][0]["rows"].as_array().unwrap();
    records.iter().find(|row| row["id"] == id).cloned().unwrap()
}

#[test]
fn what_one_side_removed_or_corrected_is_its_own_though_the_other_packed_it() {
    let removes = |repo: &Repo| repo.remove(&format!("sessions/2026/{SEPTEMBER}.toml"));
    let corrects = |repo: &Repo| {
        repo.parent("p-eva", "");
        repo.group("2026-09-02", &["p-eva", "p-luis", "p-rosa"]);
    };
    let packs = |repo: &Repo| drop(repo.on("2026-11-21", &["pack", "--before", "2026-10-01"]));
    let removed = format!("2026-10-13 {SEPTEMBER} removed   ");
    let corrected = format!("2026-10-13 {SEPTEMBER} changed participants  p-eva");
    for (does, told) in [
        (&removes as &dyn Fn(&Repo), removed),
        (&corrects, corrected),
    ] {
        for both_pack in [false, true] {
            let repo = handed_in();
            repo.part(
                |repo| {
                    does(repo);
                    if both_pack {
                        packs(repo);
                    }
                },
                packs,
            );
            repo.merge(|repo| {
                std::fs::remove_dir_all(repo.home.at("records/sessions")).unwrap();
                repo.git("2026-10-15", &["checkout", "-q", "other", "--", "."]);
                packs(repo);
            });
            assert_eq!(since(&repo, SEPTEMBER), [told.as_str()]);
            assert_eq!(
                since(&repo, "2026-09-09-group-wednesday"),
                Vec::<String>::new()
            );
            let commit = repo.git("2026-10-15", &["rev-parse", "other"]);
            assert_eq!(
                moved(&repo, "2026-10-12", SEPTEMBER)["commit"],
                commit[..12]
            );
        }
    }
}

#[test]
fn what_moved_names_the_merge_that_decided_it() {
    let repo = handed_in();
    let file = format!("sessions/2026/{SEPTEMBER}.toml");
    repo.part(
        |repo| repo.group("2026-09-09", &["p-ana", "p-rosa", "p-eva"]),
        |repo| repo.group("2026-09-09", &["p-ana", "p-rosa", "p-gil"]),
    );
    let merge = repo.merge(|repo| {
        for id in ["p-eva", "p-gil", "p-ida"] {
            repo.parent(id, "");
        }
        repo.remove(&file);
        repo.group(
            "2026-09-09",
            &["p-ana", "p-rosa", "p-eva", "p-gil", "p-ida"],
        );
    });
    let of = |id: &str| moved(&repo, "2026-10-12", id);
    assert_eq!(
        (&of(SEPTEMBER)["cause"], &of(SEPTEMBER)["commit"]),
        (&"removed".into(), &merge[..12].into())
    );
    assert_eq!(of("2026-09-09-group-wednesday")["commit"], merge[..12]);
}
