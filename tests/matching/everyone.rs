//! Everyone at once.

use serde_json::Value;

use super::program::{files, home, written};

#[test]
fn proposals_read_like_a_colleagues_note() {
    let answer = home().ok(&["match", "--names"]);
    snapbox::assert_data_eq!(
        answer.stdout,
        snapbox::str![[r#"
Proposals
Test Program · as of 2026-11-21

3 parents wait; 2 can be matched now, with 125.00 points for fit and waiting.
Proved best: no other choice matches more parents, or as many with more points (value and bound are
equal).

parent                 mentor                 points  why                     runner up
────────────────────────────────────────────────────────────────────────────────────────────────────
Luis Ortega (p-luis1)  Noor Haugen (m-noor1)   52.50  has 0 of 2 parents so   Dana Webb (m-dana1),
                                                      far; waits 3 months;    97.50 points;
                                                      has not lived through   insisting matches 1
                                                      housing; area 85713,    fewer, -27.50 points;
                                                      not 85705; not on       Rosa Medina (p-rosa1)
                                                      file: an open case of   stays without a mentor
                                                      the parent, the times
                                                      when both can meet
Rosa Medina (p-rosa1)  Dana Webb (m-dana1)     72.50  has been through        -
                                                      housing, 1 of 2 needs;
                                                      same area, 85705; has
                                                      0 of 1 parents so far;
                                                      waits 1 month; not on
                                                      file: an open case of
                                                      the parent, the times
                                                      when both can meet

Still without a mentor

parent              waits since  rule                what stands in the way   what would help
────────────────────────────────────────────────────────────────────────────────────────────────────
Lan Tran (p-lan11)  2026-09-01   no-shared-language  2 of 2 mentors lack      Noor Haugen (m-noor1)
                                                     Vietnamese               has a place, but not
                                                                              the language; another
                                                                              mentor who speaks
                                                                              Vietnamese

What one more place would be worth

mentor               worth              who would move
─────────────────────────────────────────────────────────────────────────────────────────
Dana Webb (m-dana1)  adds 35.00 points  Luis Ortega (p-luis1) goes to Dana Webb (m-dana1)

"#]]
    );
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&home().ok(arguments).stdout).unwrap()
}

#[test]
fn json_has_the_fields_that_were_promised() {
    let sheet = json(&["match", "--format", "json"]);
    assert_eq!(
        (&sheet["matched"], &sheet["total"], &sheet["bound"]),
        (&2.into(), &12500.into(), &12500.into())
    );
    let rows = sheet["rows"].as_array().unwrap();
    for row in rows.iter().filter(|row| !row["mentor"].is_null()) {
        let number = |name: &str| row[name].as_i64().unwrap();
        assert_eq!(number("points"), number("fit") + number("waiting"));
        let factors: i64 = row["factors"]
            .as_object()
            .unwrap()
            .values()
            .map(|points| points.as_i64().unwrap())
            .sum();
        assert_eq!(factors, number("fit"));
    }
    let alone = rows.last().unwrap();
    assert_eq!(
        (&alone["participant"], &alone["blocked_by"]),
        (&"p-lan11".into(), &"no-shared-language".into())
    );
}

#[test]
fn the_order_in_which_files_were_made_changes_nothing() {
    let mut other = files();
    other.reverse();
    assert_eq!(
        written(files()).ok(&["match"]).stdout,
        written(other).ok(&["match"]).stdout
    );
}

#[test]
fn a_what_if_shows_what_would_change_and_writes_nothing() {
    let home = home();
    let before = home.tree();
    let answer = home.ok(&[
        "match",
        "--what-if",
        "capacity:dana=2",
        "--what-if",
        "ignore:waiting",
        "--names",
    ]);
    assert!(
        answer
            .stdout
            .starts_with("What if capacity:dana=2 ignore:waiting\n"),
        "{}",
        answer.stdout
    );
    assert!(
        answer
            .stdout
            .contains("Luis Ortega (p-luis1)  Noor Haugen (m-noor1)  Dana Webb (m-dana1)"),
        "{}",
        answer.stdout
    );
    assert_eq!(home.tree(), before);
    for wrong in [
        "capacity:dana",
        "capacity:dana=x",
        "ignore:shoes",
        "ignore:mentor-over-capacity",
        "area",
    ] {
        let answer = home.run(&["match", "--what-if", wrong]);
        assert_eq!(answer.status, 2, "{wrong}");
        assert!(
            answer.stderr.contains("help: assume capacity:MENTOR=5"),
            "{}",
            answer.stderr
        );
    }
}

#[test]
fn apply_writes_every_proposal_after_showing_it() {
    let home = home();
    let answer = home.ok(&["match", "--apply"]);
    assert!(
        answer.stdout.starts_with("Proposals\n") && answer.stderr.contains("wrote 2 proposals")
    );
    let listed = home
        .ok(&["list", "matches", "status:proposed", "--format", "csv"])
        .stdout;
    assert_eq!(listed.lines().count(), 3, "{listed}");
    home.ok(&["check"]);
    let again = home.ok(&["match", "--apply"]);
    assert!(
        again.stderr.contains("nothing to propose"),
        "{}",
        again.stderr
    );
}

#[test]
fn a_supervisor_decides_in_a_spreadsheet() {
    let home = home();
    home.ok(&["match", "--csv-out", "decisions.csv"]);
    let text = home.read("decisions.csv");
    assert!(
        text.starts_with("participant,mentor,decision,by,reason,force,points,fit,waiting,why\n"),
        "{text}"
    );
    assert!(
        text.contains("p-rosa1,m-dana1,propose,,,,7250,6750,500,") && !text.contains("Rosa"),
        "{text}"
    );
    home.write(
        "decisions.csv",
        text.replace("p-rosa1,m-dana1,propose", "p-rosa1,m-dana1,begin"),
    );
    let answer = home.ok(&["match", "--csv-in", "decisions.csv"]);
    assert!(
        answer
            .stderr
            .contains("began Rosa Medina (p-rosa1) with Dana Webb (m-dana1)"),
        "{}",
        answer.stderr
    );
    assert!(
        answer
            .stderr
            .contains("proposed Luis Ortega (p-luis1) with Noor Haugen (m-noor1)"),
        "{}",
        answer.stderr
    );
    home.ok(&["match", "--csv-out", "decisions.csv"]);
    let text = home.read("decisions.csv").replace(
        "p-luis1,m-noor1,,,",
        "p-luis1,m-noor1,decline,participant,distance",
    );
    home.write("decisions.csv", text.replace(',', ";"));
    home.ok(&["match", "--csv-in", "decisions.csv"]);
    let ranked = home.run(&["match", "luis"]);
    assert!(
        ranked.stdout.contains("declined-before"),
        "{}",
        ranked.stdout
    );
}

#[test]
fn decisions_are_written_all_or_not_at_all() {
    let home = home();
    let head = "participant,mentor,decision,force\n";
    let before = |rows: &str| {
        home.write("d.csv", format!("{head}{rows}"));
        let before = home.tree();
        let answer = home.run(&["match", "--csv-in", "d.csv"]);
        assert_eq!(home.tree(), before, "{rows}");
        answer
    };
    let full = before("p-rosa1,m-dana1,begin,\np-luis1,m-dana1,begin,\n");
    assert_eq!(full.status, 1);
    let why = "d.csv: line 3: cannot match Luis Ortega (p-luis1) with Dana Webb (m-dana1): the mentor has no free place";
    assert!(full.stderr.contains(why), "{}", full.stderr);
    assert_eq!(
        before("p-rosa1,m-dana1,begin,\np-luis1,m-nobody,propose,\n").status,
        2
    );
    assert_eq!(before("p-rosa1,m-dana1,maybe,\n").status, 2);
    assert_eq!(
        before("p-rosa1,m-dana1,begin,\np-rosa1,m-noor1,propose,interpreter\n").status,
        2
    );
    assert_eq!(before("p-rosa1,m-dana1,decline,\n").status, 1);
    assert!(
        before("p-rosa1,m-dana1,skip,\n,,,\n")
            .stderr
            .contains("nothing was decided")
    );
}
