use super::*;
use crate::record::Kind;
use crate::record::read::Step;

const FILE: &str = "# Rosa likes mornings\narea = \"85705\"   # moved in May\nneeds = [\n    \"housing\",  # urgent\n    \"visitation\",\n]\n\
                    availability = [ \"mon-evening\", ]\nnote = \"\"\"One.\"\"\"\n\n# came back\n[[enrollment]]\nstart = 2026-01-15 # court\n\n# the end\n";

fn edit(change: impl FnOnce(&mut Edit)) -> String {
    let mut edit = Edit::open(
        "participants/p-1.toml",
        FILE,
        None,
        Kind::Participant.schema(),
    )
    .unwrap();
    change(&mut edit);
    edit.text()
}

fn lines_changed(after: &str) -> (Vec<String>, Vec<String>) {
    let gone = FILE
        .lines()
        .filter(|line| !after.lines().any(|other| other == *line));
    let come = after
        .lines()
        .filter(|line| !FILE.lines().any(|other| other == *line));
    (
        gone.map(str::to_owned).collect(),
        come.map(str::to_owned).collect(),
    )
}

fn text(value: &str) -> Datum {
    Datum::Text(value.to_owned())
}

#[test]
fn opening_and_writing_changes_no_byte() {
    assert_eq!(edit(|_| ()), FILE);
}

#[test]
fn setting_a_value_keeps_the_comment_behind_it() {
    let after = edit(|edit| edit.set("area", &text("85713")));
    assert_eq!(after, FILE.replace("85705", "85713"));
}

#[test]
fn a_new_key_stands_where_the_schema_has_it() {
    let after = edit(|edit| edit.set("gender", &text("woman")));
    assert_eq!(
        after,
        FILE.replace("needs = [", "gender = \"woman\"\nneeds = [")
    );
}

#[test]
fn a_list_grows_and_shrinks_by_one_line() {
    let after = edit(|edit| edit.include("needs", &text("substance-use")));
    assert_eq!(
        after,
        FILE.replace(
            "    \"visitation\",\n",
            "    \"substance-use\",\n    \"visitation\",\n"
        )
    );
    let after = edit(|edit| edit.include("needs", &text("zeal")));
    assert_eq!(
        after,
        FILE.replace(
            "    \"visitation\",\n",
            "    \"visitation\",\n    \"zeal\",\n"
        )
    );
    let after = edit(|edit| assert!(edit.exclude("needs", "housing")));
    assert_eq!(after, FILE.replace("    \"housing\",  # urgent\n", ""));
    let after = edit(|edit| assert!(edit.exclude("needs", "visitation")));
    assert_eq!(after, FILE.replace("    \"visitation\",\n", ""));
    let after = edit(|edit| edit.include("availability", &text("wed-evening")));
    assert_eq!(
        after,
        FILE.replace("\"mon-evening\", ]", "\"mon-evening\", \"wed-evening\", ]")
    );
}

#[test]
fn an_entry_is_added_after_the_comment_that_ended_the_file() {
    let start = Datum::Day("2026-05-01".parse().unwrap());
    let after = edit(|edit| edit.push("enrollment", &vec![("start", start)]));
    assert!(after.starts_with(FILE), "{after}");
    let (gone, come) = lines_changed(&after);
    assert_eq!(
        (gone.len(), come),
        (0, vec!["start = 2026-05-01".to_owned()])
    );
    assert!(
        after.ends_with("\n[[enrollment]]\nstart = 2026-05-01\n"),
        "{after}"
    );
}

#[test]
fn an_entry_keeps_its_comments_when_a_key_is_added() {
    let end = Datum::Day("2026-09-30".parse().unwrap());
    let after = edit(|edit| edit.set_entry("enrollment", 0, "end", &end));
    assert_eq!(
        after,
        FILE.replace("# court\n", "# court\nend = 2026-09-30\n")
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_stay() {
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    let mut edit = Edit::open("x", &windows, None, Kind::Participant.schema()).unwrap();
    edit.set("area", &text("85713"));
    edit.set("gender", &text("woman"));
    assert_eq!(
        edit.text(),
        windows
            .replace("85705", "85713")
            .replace("needs = [", "gender = \"woman\"\r\nneeds = [")
    );
}

#[test]
fn a_last_line_without_an_end_is_not_counted_among_the_ends() {
    let mut edit = Edit::open(
        "x",
        "area = \"85705\"\r\ngender = \"woman\"",
        None,
        Kind::Participant.schema(),
    )
    .unwrap();
    edit.include("needs", &text("housing"));
    let before = "area = \"85705\"\r\ngender = \"woman\"\r\n";
    assert_eq!(
        edit.text(),
        format!("{before}needs = [\r\n    \"housing\",\r\n]\r\n")
    );
}

#[test]
fn a_child_is_added_beside_another_however_it_is_written() {
    let born = vec![("born", Datum::Day("2016-05-01".parse().unwrap()))];
    let added = |text: &str| {
        let mut edit = Edit::open("cases/c-1.toml", text, None, Kind::Case.schema()).unwrap();
        edit.insert_table(&[Step::Key("child".to_owned())], "c", &born);
        edit.text()
    };
    let head = "system = \"jpd\"\n\n[child.a]\nsame_as = \"c-a1/a\"\n";
    assert_eq!(
        added(head),
        format!("{head}\n[child.c]\nborn = 2016-05-01\n")
    );
    let dotted = "system = \"jpd\"\nchild.a.same_as = \"c-a1/a\"\n";
    assert_eq!(
        added(dotted),
        format!("{dotted}child.c = {{ born = 2016-05-01 }}\n")
    );
    let braces = "child = { a = {} }\n";
    assert_eq!(
        added(braces),
        "child = { a = {}, c = { born = 2016-05-01 } }\n"
    );
}
