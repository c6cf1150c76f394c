//! Every kind of sheet: mentors, cases, sessions, attendance with names down or across.

use crate::common::Home;

/// Rosa Medina and Luis Ortega, the mentor Dana Webb, a match of Rosa's, two groups.
fn home() -> Home {
    let home = Home::new();
    for (name, id) in [("Rosa Medina", "p-rosa"), ("Luis Ortega", "p-luis")] {
        home.ok(&[
            "add",
            "participant",
            name,
            "--id",
            id,
            "--enroll",
            "2026-01-15",
        ]);
    }
    let eligible = [
        "--closed",
        "2023-05-10",
        "--outcome",
        "reunified",
        "--training",
        "mandatory-reporting=2025-02-20,peer-mentor-core=2025-02-20",
    ];
    home.ok(&[
        &[
            "add",
            "mentor",
            "Dana Webb",
            "--id",
            "m-dana",
            "--joined",
            "2025-02-20",
        ],
        eligible.as_slice(),
    ]
    .concat());
    home.ok(&["add", "group", "wednesday"]);
    home.ok(&["add", "group", "pac", "--kind", "committee"]);
    home.write(
        "matches/k-rosa.toml",
        "participant = \"p-rosa\"\nmentor = \"m-dana\"\nbegan = 2026-02-01\n",
    );
    home
}

fn map(kind: &str, columns: &[(&str, &str)], rest: &str) -> String {
    let columns: String = columns
        .iter()
        .map(|(header, field)| {
            format!("\n[[column]]\nheader = \"{header}\"\nfield = \"{field}\"\n")
        })
        .collect();
    format!("kind = \"{kind}\"\n{columns}{rest}")
}

fn constant(field: &str, value: &str) -> String {
    format!("\n[[constant]]\nfield = \"{field}\"\nvalue = \"{value}\"\n")
}

const GRID: &str = "\n[grid]\npresent = [ \"x\", ]\nno_show = [ \"ns\", ]\n";

/// Imports a sheet twice: the second time nothing changes.
fn twice(home: &Home, map: &str, sheet: &str) -> String {
    home.write("intake/it.toml", map);
    home.write("it.csv", sheet);
    let first = home.run(&["import", "it.csv"]);
    first.no_panic(sheet);
    let before = home.tree();
    let again = home.run(&["import", "it.csv"]);
    assert!(
        again.stderr.contains(" 0 new, "),
        "{}\n{}",
        first.whole(),
        again.whole()
    );
    assert!(
        home.tree() == before,
        "{}\n{}",
        first.whole(),
        again.whole()
    );
    first.stderr
}

#[test]
fn a_name_ticked_later_is_added_to_the_session_on_file() {
    let home = home();
    let map = map(
        "attendance",
        &[("Name", "name")],
        &(constant("group", "wednesday") + GRID),
    );
    let said = twice(
        &home,
        &map,
        "Name,10/7/2026,10/14/2026,11/25/2026\nRosa Medina,x,x,\nLuis Ortega,,,\n",
    );
    assert!(
        said.contains("2 rows: 1 new, 0 on file, 0 refused, 1 without a mark; 2 sessions new\n"),
        "{said}"
    );
    let path = "sessions/2026/2026-10-07-group-wednesday.toml";
    let by_hand = home
        .read(path)
        .replace("group = ", "# a good evening\ngroup = ")
        + "minutes = 90\n";
    home.write(path, &by_hand);
    let said = twice(
        &home,
        &map,
        "Name,10/7/2026,10/14/2026\nRosa Medina,x,x\nLuis Ortega,x,\n",
    );
    assert!(
        said.contains("2 rows: 1 new, 1 on file, 0 refused; 1 session added to\n"),
        "{said}"
    );
    let expected = by_hand.replace("    \"p-rosa\",\n", "    \"p-luis\",\n    \"p-rosa\",\n");
    assert_eq!(home.read(path), expected);
    home.ok(&["check"]);

    home.ok(&["pack", "--before", "2026-11-01"]);
    let said = twice(&home, &map, "Name,10/7/2026,10/14/2026\nLuis Ortega,x,x\n");
    assert!(said.contains("1 session added to"), "{said}");
    assert_eq!(
        home.read("sessions/2026/2026-10.toml")
            .matches("\"p-luis\",")
            .count(),
        2
    );
}

#[test]
fn a_group_keeps_who_was_expected_and_did_not_come() {
    let home = home();
    let map = map(
        "attendance",
        &[("Name", "name")],
        &(constant("group", "wednesday") + GRID),
    );
    let sheet = "Name,10/7/2026,10/14/2026,10/21/2026\nRosa Medina,x,x,ns\nLuis Ortega,ns,,ns\n";
    let said = twice(&home, &map, sheet);
    assert!(
        said.contains("2 rows: 2 new, 0 on file, 0 refused; 2 sessions new\n"),
        "{said}"
    );
    assert!(
        said.contains("left out: 2 marks of people who did not come, where nobody came"),
        "{said}"
    );
    let first = "sessions/2026/2026-10-07-group-wednesday.toml";
    assert!(
        home.read(first)
            .contains("missed = [\n    \"p-luis\",\n]\n"),
        "{}",
        home.read(first)
    );
    let said = twice(
        &home,
        &map,
        "Name,10/7/2026,10/14/2026\nRosa Medina,x,x\nLuis Ortega,ns,ns\n",
    );
    assert!(
        said.contains("2 rows: 1 new, 1 on file, 0 refused; 1 session added to\n"),
        "{said}"
    );
    assert!(
        home.read("sessions/2026/2026-10-14-group-wednesday.toml")
            .contains("missed = [")
    );
    let said = home.ok(&["list", "participants", "--format", "csv"]).stdout;
    assert!(said.contains("p-luis"), "{said}");
    home.ok(&["check"]);

    let people = home
        .tree()
        .keys()
        .filter(|path| path.starts_with("participants/"))
        .count();
    let map = map.replacen("\n", "\nnew_people = true\n", 1);
    let said = twice(
        &home,
        &map,
        "Name,10/7/2026\nRosa Medina,x\nNobody Known,ns\n",
    );
    assert!(said.contains("left out: 1 mark of people"), "{said}");
    assert_eq!(
        home.tree()
            .keys()
            .filter(|path| path.starts_with("participants/"))
            .count(),
        people
    );
}

/// An attendance grid of the Wednesday group.
fn attendance() -> String {
    map(
        "attendance",
        &[("Name", "name")],
        &(constant("group", "wednesday") + GRID),
    )
}

#[test]
fn a_day_on_which_nobody_came_who_is_taken_in_costs_no_row() {
    let home = home();
    let sheet = "Name,10/7/2026,10/14/2026\nNobody Known,x,\nLuis Ortega,ns,x\nRosa Medina,ns,\nRosa Medina,ns,\n";
    let said = twice(&home, &attendance(), sheet);
    assert!(
        said.contains("4 rows: 1 new, 0 on file, 1 refused, 2 without a mark; 1 session new\n")
            && said.contains("left out: 3 marks of people who did not come"),
        "{said}"
    );
    assert!(
        !home
            .at("sessions/2026/2026-10-07-group-wednesday.toml")
            .exists()
    );

    home.ok(&["add", "group", "friday"]);
    let columns = [("Name", "name"), ("Group", "group")];
    let sheet =
        "Name,Group,10/9/2026,10/16/2026\nRosa Medina,wednesday,x,x\nLuis Ortega,friday,ns,x\n";
    let said = twice(&home, &map("attendance", &columns, GRID), sheet);
    assert!(
        said.contains("2 rows: 2 new, 0 on file, 0 refused; 3 sessions new\n"),
        "{said}"
    );
    home.ok(&[
        "log",
        "group",
        "friday",
        "--status",
        "cancelled-by-program",
        "--on",
        "2026-10-23",
    ]);
    let sheet = "Name,Group,10/9/2026,10/16/2026,10/23/2026\nLuis Ortega,friday,ns,x,ns\n";
    let said = twice(&home, &map("attendance", &columns, GRID), sheet);
    assert!(
        said.contains("1 row: 0 new, 1 on file, 0 refused\n") && said.contains("left out: 2 marks"),
        "{said}"
    );
    home.ok(&["check"]);
}

#[test]
fn who_is_there_by_hand_or_by_another_row_has_not_missed_it() {
    let home = home();
    home.ok(&["add", "participant", "Rosie Medina-Cruz", "--id", "p-rosie"]);
    home.ok(&["set", "p-rosie", "same_as=p-rosa"]);
    home.ok(&[
        "log",
        "group",
        "wednesday",
        "--present",
        "p-rosa",
        "--on",
        "2026-10-07",
    ]);
    home.ok(&[
        "log",
        "group",
        "wednesday",
        "--anonymous",
        "1",
        "--on",
        "2026-10-14",
    ]);
    let sheet = "Name,10/7/2026,10/14/2026,10/21/2026\nRosie Medina-Cruz,ns,ns,ns\nRosa Medina,,x,x\nLuis Ortega,x,,\n";
    let said = twice(&home, &attendance(), sheet);
    assert!(
        said.contains(
            "3 rows: 2 new, 0 on file, 0 refused, 1 twice in the sheet; 1 session new, 2 sessions added to\n"
        ),
        "{said}"
    );
    for day in ["07", "14", "21"] {
        let text = home.read(&format!("sessions/2026/2026-10-{day}-group-wednesday.toml"));
        assert!(
            text.contains("    \"p-rosa\",\n") && !text.contains("missed"),
            "{text}"
        );
    }
    home.ok(&["check"]);
}

#[test]
fn who_is_marked_present_later_and_missed_it_on_file_is_a_command_away() {
    let home = home();
    twice(
        &home,
        &attendance(),
        "Name,10/7/2026,10/14/2026\nRosa Medina,x,x\nLuis Ortega,ns,\n",
    );
    let path = "sessions/2026/2026-10-07-group-wednesday.toml";
    let before = home.read(path);
    let sheet = "Name,10/7/2026,10/14/2026\nRosa Medina,x,x\nLuis Ortega,x,x\n";
    let said = twice(&home, &attendance(), sheet);
    assert!(
        said.contains("2 rows: 1 new, 1 on file, 0 refused; 1 session added to\n"),
        "{said}"
    );
    assert_eq!(home.read(path), before);
    let command = said
        .split('`')
        .find(|part| part.starts_with("peer set"))
        .unwrap_or_else(|| panic!("{said}"));
    home.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
    let text = home.read(path);
    assert!(
        !text.contains("missed") && text.contains("    \"p-luis\",\n    \"p-rosa\",\n"),
        "{text}"
    );
    let said = twice(&home, &attendance(), sheet);
    assert!(
        said.contains("2 rows: 0 new, 2 on file, 0 refused\n") && !said.contains("peer set"),
        "{said}"
    );
    home.ok(&["check"]);
}

#[test]
fn marks_that_cannot_be_are_refused_with_their_row() {
    let home = home();
    let map = map(
        "attendance",
        &[("Name", "name")],
        &(constant("group", "wednesday") + GRID),
    );
    let said = twice(
        &home,
        &map,
        "Name,10/7/2026,12/2/2026\nRosa Medina,x,\nLuis Ortega,x,x\nNobody Known,x,\nDana Webb,?,\n",
    );
    assert!(
        said.contains("4 rows: 1 new, 0 on file, 3 refused; 1 session new"),
        "{said}"
    );
    let rejected = home.read("it.rejected.csv");
    assert!(
        rejected.contains("3,\"2026-12-02 is after today, 2026-11-21\""),
        "{rejected}"
    );
    assert!(
        rejected.contains("nobody on file has this name"),
        "{rejected}"
    );
    home.write("it.csv", "Name,9/31/2026\nRosa Medina,x\n");
    let wrong = home.run(&["import", "it.csv"]);
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains(
            "the header `9/31/2026` is no day by `iso`, `us`, `named`, `serial`, and there are marks below it"
        ),
        "{}",
        wrong.stderr
    );
}

#[test]
fn people_who_were_only_in_the_sheet_are_entered_where_the_map_says_so() {
    let home = home();
    let map = map(
        "attendance",
        &[("Name", "name"), ("Date", "on")],
        &constant("group", "wednesday"),
    );
    let map = map.replacen("\n", "\nnew_people = true\n", 1);
    let said = twice(
        &home,
        &map,
        "Name,Date\nNoa Pearson,10/7/2026\nRosa Medina,10/7/2026\nNoa Pearson,10/14/2026\n",
    );
    assert!(
        said.contains("3 rows: 3 new, 0 on file, 0 refused; 2 sessions new"),
        "{said}"
    );
    assert_eq!(
        home.tree()
            .keys()
            .filter(|path| path.starts_with("identities/p-"))
            .count(),
        3
    );
}

#[test]
fn a_grid_of_mentoring_keeps_who_did_not_come() {
    let home = home();
    let map = map(
        "attendance",
        &[("Parent", "name")],
        &(constant("kind", "mentoring") + &constant("minutes", "45") + GRID),
    );
    let said = twice(
        &home,
        &map,
        "Parent,3/3/2026,3/10/2026\nRosa Medina,x,ns\nLuis Ortega,x,\n",
    );
    assert!(
        said.contains("2 rows: 1 new, 0 on file, 1 refused; 2 sessions new"),
        "{said}"
    );
    assert!(
        home.read("it.rejected.csv")
            .contains("p-luis had no active match on 2026-03-03")
    );
    let held = home.read("sessions/2026/2026-03-03-mentoring-k-rosa.toml");
    assert!(
        held.contains("match = \"k-rosa\"")
            && held.contains("\"m-dana\"")
            && held.contains("minutes = 45"),
        "{held}"
    );
    assert!(
        home.read("sessions/2026/2026-03-10-mentoring-k-rosa.toml")
            .contains("status = \"no-show\"")
    );
}

#[test]
fn sessions_are_a_row_each() {
    let home = home();
    let columns = [
        ("Date", "on"),
        ("Type", "kind"),
        ("Group", "group"),
        ("Who", "participants"),
        ("Min", "minutes"),
        ("Mentor", "mentors"),
        ("What", "subject"),
    ];
    let map = map("sessions", &columns, "");
    let sheet = "Date,Type,Group,Who,Min,Mentor,What\n\
        2026-10-07,support group,Wednesday,\"Rosa Medina; Ortega, Luis\",90,,\n\
        2026-10-08,mentoring,,Rosa Medina,45,,\n\
        2026-10-09,committee,PAC,,60,Dana Webb,\n\
        2026-10-10,outreach,,,,,County Fair\n\
        2026-10-11,casework,,Rosa Medin,,,\n\
        2026-10-12,group,wednesday,Rosa Medina,,,\n";
    let said = twice(&home, &map, sheet);
    assert!(
        said.contains("6 rows: 4 new, 0 on file, 2 refused; 4 sessions new"),
        "{said}"
    );
    assert!(
        said.contains(
            "row 6: Who: Rosa Medin may be Rosa Medina (p-rosa), who has a name much like it"
        ),
        "{said}"
    );
    assert!(
        home.at("sessions/2026/2026-10-10-outreach-county-fair.toml")
            .exists()
    );
    assert_eq!(
        home.read("sessions/2026/2026-10-07-group-wednesday.toml")
            .matches("    \"p-")
            .count(),
        2
    );
    home.ok(&["check"]);
}

#[test]
fn mentors_come_with_their_trainings_and_their_own_case() {
    let home = home();
    let columns = [
        ("Name", "name"),
        ("Slots", "capacity"),
        ("Started", "joined"),
        ("Core training", "training.peer-mentor-core"),
        ("Core hours", "training.peer-mentor-core.hours"),
        ("Case closed", "own_case.closed"),
        ("How", "own_case.outcome"),
        ("Lived", "experience"),
    ];
    let map = map("mentors", &columns, "");
    let sheet = "Name,Slots,Started,Core training,Core hours,Case closed,How,Lived\n\
        Ana Cruz,3,2/1/2026,2/3/2026,24,5/1/2024,Reunified,\"Housing, Substance use\"\nDana Webb,9,,,,,,\nEva Soto,,,,,,,\n";
    let said = twice(&home, &map, sheet);
    assert!(
        said.contains("3 rows: 1 new, 1 on file, 1 refused"),
        "{said}"
    );
    assert!(
        said.contains("row 3 says something else than m-dana on file about `capacity`; it was left as it is; to use the new value: `peer set m-dana capacity=9`"),
        "{said}"
    );
    let mentor = home
        .tree()
        .into_iter()
        .find(|(path, _)| path.starts_with("mentors/") && !path.contains("m-dana"))
        .unwrap();
    let text = String::from_utf8(mentor.1).unwrap();
    assert!(
        text.contains("[own_case]\nclosed = 2024-05-01\noutcome = \"reunified\"\n"),
        "{text}"
    );
    assert!(
        text.contains("[[training]]\nname = \"peer-mentor-core\"\non = 2026-02-03\nhours = 24"),
        "{text}"
    );
}

#[test]
fn rows_of_one_case_become_one_case_without_a_docket_number_or_a_name() {
    let home = home();
    let columns = [
        ("Docket", "same_case"),
        ("Parent", "participants"),
        ("System", "system"),
        ("Child", "child"),
        ("Child DOB", "child.born"),
        ("Petition", "event.petition"),
        ("Removed", "event.removed"),
        ("Placement", "event.removed.setting"),
        ("Home", "event.reunified"),
    ];
    let map = map("cases", &columns, "");
    let sheet = "Docket,Parent,System,Child,Child DOB,Petition,Removed,Placement,Home\n\
        JD-1,Rosa Medina,CPS,,5/1/2016,3/2/2025,3/2/2025,Foster home,2/1/2026\n\
        JD-1,Rosa Medina,CPS,,6/1/2019,3/2/2025,3/2/2025,Foster home,\n\
        JD-2,Luis Ortega,CPS,Jaydenna,6/1/2019,,,,\n";
    let said = twice(&home, &map, sheet);
    assert!(
        said.contains("3 rows: 2 new, 0 on file, 1 refused; 1 case new"),
        "{said}"
    );
    let (_, text) = home
        .tree()
        .into_iter()
        .find(|(path, _)| path.starts_with("cases/"))
        .unwrap();
    let text = String::from_utf8(text).unwrap();
    let expected = "system = \"cps\"\nparticipants = [\n    \"p-rosa\",\n]\n\n[child.a]\nborn = 2016-05-01\n\n[child.b]\nborn = 2019-06-01\n\n\
        [[event]]\non = 2025-03-02\nkind = \"petition\"\n\n[[event]]\non = 2025-03-02\nkind = \"removed\"\nsetting = \"foster-home\"\n\n\
        [[event]]\non = 2026-02-01\nkind = \"reunified\"\nchildren = [\n    \"a\",\n]\n";
    assert_eq!(text, expected);
}
