//! Rows with more than a person and a mark: who led, a meeting of two parents, another mentor, names without a header.

use crate::common::Home;

/// Rosa and Luis Diaz are the parents of one case; Rosa walks with Dana.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    for (name, id) in [("Rosa Diaz", "p-rosa"), ("Luis Diaz", "p-luis")] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    for (name, id) in [("Dana Webb", "m-dana"), ("Eva Ruiz", "m-eva")] {
        home.ok(&["add", "mentor", name, "--id", id, "--capacity", "3"]);
    }
    home.ok(&[
        "add",
        "case",
        "--system",
        "cps",
        "--participant",
        "p-rosa,p-luis",
        "--id",
        "c-fam",
    ]);
    home.write(
        "matches/k-one.toml",
        "participant = \"p-rosa\"\nmentor = \"m-dana\"\nbegan = 2026-08-01\n",
    );
    home
}

/// The output of importing a sheet by the map guessed for it.
fn import(home: &Home, file: &str, sheet: &str) -> String {
    home.write(file, sheet);
    home.ok(&["import", "--map-for", file]);
    again(home, file)
}

fn again(home: &Home, file: &str) -> String {
    let answer = home.run(&["import", file]);
    answer.no_panic(file);
    answer.stderr
}

fn sessions(home: &Home) -> Vec<String> {
    let all = home.tree().into_keys();
    let names = all.filter_map(|path| path.strip_prefix("sessions/2026/").map(str::to_owned));
    names.collect()
}

#[test]
fn a_mentor_who_came_in_place_of_that_of_the_match_is_asked_about() {
    let home = home();
    let said = import(
        &home,
        "mentoring log.csv",
        "Date,Who,Mentor,Time\n2026-08-05,Rosa Diaz,Eva Ruiz,45\n2026-08-12,Rosa Diaz,Dana Webb,60\n\
         2026-08-19,Rosa Diaz,Dana Webb; Eva Ruiz,30\n2026-08-20,Rosa Diaz,\"Dana Webb, Eva Ruiz\",30\n",
    );
    assert!(
        said.contains("row 2: m-eva met the parent, and the mentor of k-one is m-dana")
            && said.contains("`peer log casework p-rosa 45min --mentor m-eva --on 2026-08-05`")
            && said.contains("4 rows: 2 new, 0 on file, 2 refused; 2 sessions new\n")
            && said.contains("row 5: "),
        "{said}"
    );
    let session = home.read("sessions/2026/2026-08-12-mentoring-k-one.toml");
    assert!(
        session.contains("\"m-dana\"") && session.contains("minutes = 60\n"),
        "{session}"
    );
    let session = home.read("sessions/2026/2026-08-19-mentoring-k-one.toml");
    assert!(session.contains("\"m-dana\",\n    \"m-eva\""), "{session}");
    home.ok(&[
        "log",
        "casework",
        "p-rosa",
        "--mentor",
        "m-eva",
        "--on",
        "2026-08-05",
    ]);
}

#[test]
fn two_rows_of_one_meeting_that_differ_by_the_parent_alone_are_one_session() {
    let home = home();
    let sheet = "Date,Parent,Length,Meeting\n2026-08-05,Rosa Diaz,60,CFT\n2026-08-05,Luis Diaz,60,CFT\n\
                 2026-08-12,Rosa Diaz,60,CFT\n2026-08-12,Luis Diaz,45,CFT\n2026-08-19,Rosa Diaz & Luis Diaz,60,CFT\n";
    let said = import(&home, "cft meetings.csv", sheet);
    assert!(
        said.contains(
            "row 3 is the same as row 2 but for the parent: taken as one meeting of both"
        ) && said.contains("row 6: ")
            && said.contains("give each person a row")
            && said.contains("5 rows: 4 new, 0 on file, 1 refused; 3 sessions new\n"),
        "{said}"
    );
    assert_eq!(
        home.read("sessions/2026/2026-08-05-meeting-c-fam.toml"),
        "kind = \"team-meeting\"\non = 2026-08-05\ncase = \"c-fam\"\nmeeting = \"cft\"\nminutes = 60\n\
         participants = [\n    \"p-luis\",\n    \"p-rosa\",\n]\n"
    );
    assert_eq!(sessions(&home).len(), 3);
    let said = again(&home, "cft meetings.csv");
    assert!(
        said.contains("5 rows: 0 new, 4 on file, 1 refused\n"),
        "{said}"
    );
}

#[test]
fn parents_of_two_cases_at_court_on_one_day_were_at_two_hearings() {
    let home = home();
    home.ok(&["add", "participant", "Ana Cruz", "--id", "p-ana"]);
    let said = import(
        &home,
        "court hearings.csv",
        "Date,Parent,Minutes\n2026-08-05,Rosa Diaz,60\n2026-08-05,Ana Cruz,60\n",
    );
    assert!(
        said.contains("2 rows: 2 new, 0 on file, 0 refused; 2 sessions new\n"),
        "{said}"
    );
}

#[test]
fn rows_of_who_led_and_days_without_a_group_are_read_in_a_grid_without_a_header_for_names() {
    let home = home();
    let sheet = ",8/5/2026,8/12/2026,8/19/2026,8/26/2026\nRosa Diaz,x,x,NO GROUP,x\nLuis Diaz,x,,cancelled,x\n\
                 Facilitator: Dana Webb,x,,,\nFacilitators,,Dana Webb & Eva Ruiz,Eva Ruiz,Danna Webb\n";
    let said = import(&home, "wed grid.csv", sheet);
    assert!(
        said.contains("row 5: `Danna Webb`: this may be somebody known: m-dana")
            && said.contains("4 rows: 3 new, 0 on file, 1 refused; 3 sessions new\n"),
        "{said}"
    );
    let led = |day: &str| {
        let session = home.read(&format!("sessions/2026/{day}-group-wednesday.toml"));
        let list = session
            .split_once("led_by = [")
            .map(|(_, rest)| rest.to_owned());
        list.map(|rest| {
            rest.split(']')
                .next()
                .unwrap_or_default()
                .matches("m-")
                .count()
        })
    };
    assert_eq!((led("2026-08-05"), led("2026-08-12")), (Some(1), None));
    assert!(!sessions(&home).iter().any(|name| name.contains("08-19")));
    // The refused row comes again, with the full names in it.
    let rejected = home.read("wed grid.rejected.csv");
    assert!(rejected.contains("column A"), "{rejected}");
    home.write("wed grid.rejected.csv", rejected.replace("Danna", "Dana"));
    let said = again(&home, "wed grid.rejected.csv");
    assert!(
        said.contains("says who led on 2026-08-19, when nobody came by this sheet: not taken")
            && said.contains("1 row: 1 new, 0 on file, 0 refused"),
        "{said}"
    );
    assert_eq!((led("2026-08-12"), led("2026-08-26")), (Some(2), Some(1)));
}

#[test]
fn a_time_is_a_length_only_if_its_cells_are_no_times_of_day() {
    let home = home();
    for (time, is_length) in [
        ("45,60", true),
        ("45 min,1 hr", true),
        ("10:00,2:30", false),
        ("2 pm,45", false),
    ] {
        let (one, other) = time.split_once(',').unwrap();
        let sheet = format!(
            ",Date,Mentor,Time\nRosa Diaz,2026-08-12,Dana Webb,{one}\nRosa Diaz,2026-08-13,Dana Webb,{other}\n"
        );
        home.write("mentor contacts.csv", sheet);
        let _ = std::fs::remove_file(home.at("intake/mentor-contacts.toml"));
        home.ok(&["import", "--map-for", "mentor contacts.csv"]);
        let map = home.read("intake/mentor-contacts.toml");
        assert_eq!(
            map.contains("field = \"minutes\" #"),
            is_length,
            "{time}: {map}"
        );
        assert_eq!(
            map.contains("`Time` may be a time of day"),
            !is_length,
            "{time}: {map}"
        );
        let names = "header = \"column A\"\nfield = \"participants\" # it has no header, and its cells look like names: is it?";
        assert!(map.contains(names), "{map}");
    }
}

#[test]
fn a_box_below_a_short_header_is_asked_and_a_referral_may_be_short() {
    let home = home();
    let sheet = "Name,Ref'd,Ment.\nAna Cruz,2026-01-05,x\nBo Ruiz,2026-01-06,\n";
    let said = import(&home, "parents.csv", sheet);
    let map = home.read("intake/parents.toml");
    assert!(
        map.contains("    \"x -> ?\", # 1 cell; is it mental-health? Write that, or nothing\n")
            && map.contains("field = \"referred\""),
        "{map}"
    );
    assert!(
        said.contains("2 rows: 1 new, 0 on file, 1 refused"),
        "{said}"
    );
    home.write(
        "intake/parents.toml",
        map.replace("x -> ?", "x -> mental-health"),
    );
    let said = again(&home, "parents.csv");
    assert!(
        said.contains("2 rows: 1 new, 1 on file, 0 refused"),
        "{said}"
    );
    let needs = home.tree().into_values().filter(|text| {
        String::from_utf8_lossy(text)
            .contains("referred = 2026-01-05\nneeds = [\n    \"mental-health\",")
    });
    assert_eq!(needs.count(), 1);
}

/// Two parents on file, one of whom has an area.
fn parents() -> Home {
    let home = Home::new();
    for (name, id) in [("Rosa Diaz", "p-rosa"), ("Luis Diaz", "p-luis")] {
        home.ok(&["add", "participant", name, "--id", id]);
    }
    home.ok(&["set", "p-rosa", "area=85705"]);
    home
}

#[test]
fn what_people_on_file_lack_is_filled_in_when_that_is_asked_for_and_what_they_say_stays() {
    let home = parents();
    home.write(
        "parents.csv",
        "Name,Zip code area,Phone,Needs\nRosa Diaz,85713,520-555-0101,housing\nLuis Diaz,85713,520-555-0102,\n",
    );
    home.write(
        "intake/parents.toml",
        "kind = \"participants\"\nfiles = [ \"parents*.csv\", ]\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
         [[column]]\nheader = \"Zip code area\"\nfield = \"area\"\n\n[[column]]\nheader = \"Phone\"\nfield = \"phone\"\n\n\
         [[column]]\nheader = \"Needs\"\nfield = \"needs\"\n",
    );
    let before = home.tree();
    let said = again(&home, "parents.csv");
    assert!(
        said.contains("2 rows: 0 new, 2 on file, 0 refused\n"),
        "{said}"
    );
    assert!(before == home.tree());
    let answer = home.run(&["import", "parents.csv", "--fill"]);
    let said = answer.stderr;
    assert!(
        said.contains("2 rows: 0 new, 2 on file, 0 refused; 2 records added to\n")
            && said.contains("to use the new value: `peer set p-rosa area=85713`"),
        "{said}"
    );
    let (rosa, luis) = (
        home.read("participants/p-rosa.toml"),
        home.read("participants/p-luis.toml"),
    );
    assert!(
        rosa.contains("area = \"85705\"") && rosa.contains("needs = [\n    \"housing\",\n]"),
        "{rosa}"
    );
    assert!(
        luis.contains("area = \"85713\"") && !luis.contains("needs"),
        "{luis}"
    );
    assert!(
        home.read("identities/p-luis.toml")
            .contains("phone = \"520-555-0102\"")
    );
    let filled = home.tree();
    home.run(&["import", "parents.csv", "--fill"]);
    assert!(filled == home.tree());
}

#[test]
fn a_person_on_file_is_found_by_the_id_in_place_of_a_name_or_beside_one() {
    let home = parents();
    for sheet in [
        "Name,Area\np-luis,85713\np-zzzzz,85713\n",
        "Id,Area\np-luis,85713\n,85713\n",
        "Id,Name,Area\np-luis,Luis Diaz,85713\np-luis,Ana Cruz,85713\n",
    ] {
        for left in ["intake/areas.toml", "areas.rejected.csv"] {
            let _ = std::fs::remove_file(home.at(left));
        }
        home.write("areas.csv", sheet);
        home.ok(&["import", "--map-for", "areas.csv", "--kind", "participants"]);
        let map = home.read("intake/areas.toml");
        home.write(
            "intake/areas.toml",
            map.replace(
                "header = \"?\"\nfield = \"name\"",
                "header = \"Id\"\nfield = \"name\"",
            ),
        );
        let said = again(&home, "areas.csv");
        assert!(
            said.contains("2 rows: 0 new, 1 on file, 1 refused\n")
                && said.contains("to use the new value: `peer set p-luis area=85713`"),
            "{sheet}: {said}"
        );
    }
}

/// Tee Ortiz is a mentor whom everyone calls Tee.
fn with_tee() -> Home {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Tee Ortiz",
        "--id",
        "m-tee",
        "--capacity",
        "3",
    ]);
    for (id, alias) in [("m-tee", "Tee"), ("m-dana", "Dana"), ("m-eva", "Eva")] {
        home.ok(&["set", id, &format!("aliases={alias}")]);
    }
    home
}

#[test]
fn two_mentors_in_a_cell_were_both_at_a_meeting_of_a_case() {
    let home = with_tee();
    home.write(
        "cft.csv",
        "Date,Parent,Mentor,Length,Meeting\n2026-08-05,Rosa Diaz,Eva & Dana,60,CFT\n2026-08-12,Rosa Diaz,Dana / Tee,60,CFT\n\
         2026-08-19,Rosa Diaz,Dana Webb and Eva Ruiz,60,CFT\n2026-08-26,Rosa Diaz,Dana and Zoe,60,CFT\n",
    );
    home.ok(&["import", "--map-for", "cft.csv"]);
    let map = home.read("intake/cft.toml");
    home.write(
        "intake/cft.toml",
        map.replace("value = \"mentoring\"", "value = \"team-meeting\""),
    );
    let said = again(&home, "cft.csv");
    assert!(
        said.contains("4 rows: 3 new, 0 on file, 1 refused; 3 sessions new\n")
            && said.contains("row 5: ")
            && said.contains("`Zoe`"),
        "{said}"
    );
    for (day, one, other) in [
        ("05", "m-dana", "m-eva"),
        ("12", "m-dana", "m-tee"),
        ("19", "m-dana", "m-eva"),
    ] {
        let session = home.read(&format!("sessions/2026/2026-08-{day}-meeting-p-rosa.toml"));
        assert!(
            session.contains(&format!(
                "mentors = [\n    \"{one}\",\n    \"{other}\",\n]\n"
            )),
            "{session}"
        );
    }
}

#[test]
fn two_mentors_in_a_cell_of_a_session_of_one_match_are_refused_with_what_to_write() {
    let home = with_tee();
    let said = import(
        &home,
        "mentoring log.csv",
        "Date,Who,Mentor,Time\n2026-08-05,Rosa Diaz,Dana & Tee,45\n2026-08-12,Rosa Diaz,Eva / Tee,30\n",
    );
    assert!(
        said.contains("row 2: the row names m-dana and m-tee, and k-one has one mentor")
            && said.contains("or `m-dana; m-tee` if both were")
            && said
                .contains("`peer log casework p-rosa 30min --mentor m-eva,m-tee --on 2026-08-12`")
            && said.contains("2 rows: 0 new, 0 on file, 2 refused"),
        "{said}"
    );
    home.write(
        "mentoring log.csv",
        "Date,Who,Mentor,Time\n2026-08-05,Rosa Diaz,m-dana; m-tee,45\n",
    );
    again(&home, "mentoring log.csv");
    let session = home.read("sessions/2026/2026-08-05-mentoring-k-one.toml");
    assert!(
        session.contains("minutes = 45\n")
            && session.contains("mentors = [\n    \"m-dana\",\n    \"m-tee\",\n]\n"),
        "{session}"
    );
}

#[test]
fn who_came_in_place_of_the_mentor_is_the_one_who_was_there() {
    let home = with_tee();
    let said = import(
        &home,
        "mentoring log.csv",
        "Date,Who,Mentor,Time\n2026-08-05,Rosa Diaz,Tee (for Dana),15\n2026-08-06,Rosa Diaz,Tee for Dana,15\n\
         2026-08-07,Rosa Diaz,sub: Tee,15\n2026-08-10,Rosa Diaz,Tee (sub),15\n2026-08-11,Rosa Diaz,Dana (sub),15\n\
         2026-08-12,Rosa Diaz,Tee covering Dana,15\n2026-08-13,Rosa Diaz,Dana Webb/Zoe,15\n",
    );
    for day in ["05", "06", "07", "10"] {
        assert!(
            said.contains(&format!(
                "`peer log casework p-rosa 15min --mentor m-tee --on 2026-08-{day}`"
            )),
            "{day}: {said}"
        );
    }
    assert!(
        said.contains("7 rows: 1 new, 0 on file, 6 refused; 1 session new\n")
            && sessions(&home) == ["2026-08-11-mentoring-k-one.toml"],
        "{said}"
    );
    home.write(
        "intake/wed.toml",
        "kind = \"attendance\"\nfiles = [ \"wed grid.csv\", ]\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
         [[constant]]\nfield = \"group\"\nvalue = \"wednesday\"\n\n\
         [grid]\npresent = [ \"x\", ]\nled_by = [ \"Facilitator\", \"Tee (sub)\", ]\n",
    );
    home.write(
        "wed grid.csv",
        "Name,8/5/2026,8/12/2026\nRosa Diaz,x,x\nFacilitator,Tee (sub),Eva\nTee (sub),,x\n",
    );
    let said = again(&home, "wed grid.csv");
    assert!(said.contains("0 refused"), "{said}");
    for (day, led) in [
        ("05", "\"m-tee\",\n]"),
        ("12", "\"m-eva\",\n    \"m-tee\",\n]"),
    ] {
        let session = home.read(&format!("sessions/2026/2026-08-{day}-group-wednesday.toml"));
        assert!(
            session.contains(&format!("led_by = [\n    {led}")),
            "{session}"
        );
    }
}
