//! Maps guessed for sheets with odd headers: two rows of them, none, or unlisted words.

use crate::common::Home;

/// A program with a group, and the map guessed for a sheet.
fn guess(file: &str, sheet: &str) -> (Home, String, String) {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    home.ok(&["add", "participant", "Luis Ortega", "--id", "p-luis"]);
    home.write(file, sheet);
    let said = home.ok(&["import", "--map-for", file]).stderr;
    let map = home
        .tree()
        .into_keys()
        .find(|path| path.starts_with("intake/"))
        .unwrap();
    let text = home.read(&map);
    (home, text, said)
}

/// The fields that a map gives to headers, in the order of the sheet.
fn fields(map: &str) -> Vec<(String, String)> {
    let value = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    let lines: Vec<&str> = map.lines().collect();
    lines
        .windows(2)
        .filter(|pair| pair[0].starts_with("header = "))
        .map(|pair| (value(pair[0]), value(pair[1])))
        .collect()
}

fn has(map: &str, header: &str, field: &str) {
    let all = fields(map);
    assert!(
        all.iter()
            .any(|(one, other)| one == header && other == field),
        "{header}: {all:?}"
    );
}

#[test]
fn headers_in_two_rows_are_one() {
    let sheet = "Program log FY26,,,,,\nName,Phone,Dates,,Needs,Zip\n,,Referred,Enrolled,,\nAna Cruz,520-555-0101,3/2/2026,3/9/2026,Housing,85701\n";
    let (home, map, _) = guess("two.csv", sheet);
    for (header, field) in [
        ("Name", "name"),
        ("Referred", "referred"),
        ("Enrolled", "enrollment.start"),
        ("Needs", "needs"),
        ("Zip", "zip"),
    ] {
        has(&map, header, field);
    }
    home.ok(&["import", "two.csv"]);
    let tree = home.tree();
    let text: String = tree
        .iter()
        .filter(|(path, _)| path.starts_with("participants/"))
        .map(|(_, text)| String::from_utf8_lossy(text).into_owned())
        .collect();
    assert!(
        text.contains("referred = 2026-03-02\nneeds = [\n    \"housing\",\n]\n\n[[enrollment]]\nstart = 2026-03-09\n"),
        "{text}"
    );
}

#[test]
fn a_column_without_a_header_can_be_named_and_is_never_lost() {
    let sheet = "Name,Phone,Enrolled,\nAna Cruz,520-555-0101,3/2/2026,Housing\nBo Ruiz,520-555-0102,soon,DV\n";
    let (home, map, _) = guess("bare.csv", sheet);
    assert!(
        map.contains("kind = \"participants\" # 3 of its 4 columns are fields"),
        "{map}"
    );
    assert!(
        map.contains("`column D` has no header in the sheet"),
        "{map}"
    );
    let said = home.run(&["import", "bare.csv", "-n"]).stderr;
    assert!(said.contains("column D (it has no header)"), "{said}");
    let more = "\n[[column]]\nheader = \"column D\"\nfield = \"needs\"\nvalues = [ \"DV -> domestic-violence\", ]\n";
    home.write("intake/bare.toml", map + more);
    let said = home.run(&["import", "bare.csv"]).stderr;
    assert!(
        said.contains("2 rows: 1 new, 0 on file, 1 refused"),
        "{said}"
    );
    // The refused row keeps its cell, and is imported when it comes back.
    let rejected = home.read("bare.rejected.csv");
    assert!(
        rejected.contains("Enrolled,column D") && rejected.contains("soon,DV"),
        "{rejected}"
    );
    home.write("bare.rejected.csv", rejected.replace("soon", "3/3/2026"));
    home.ok(&["import", "bare.rejected.csv"]);
    let all: String = home
        .tree()
        .iter()
        .filter(|(path, _)| path.starts_with("participants/"))
        .map(|(_, text)| String::from_utf8_lossy(text).into_owned())
        .collect();
    assert!(
        all.contains("\"housing\"") && all.contains("\"domestic-violence\""),
        "{all}"
    );
}

#[test]
fn the_words_that_people_head_columns_with_are_known() {
    let log = "Mentor,Parent,Date of contact,# min,Showed up?,What we talked about\n\
        Dana Webb,Luis Ortega,10/5/2026,2,Yes,housing\n";
    let (_, map, _) = guess("log.csv", log);
    for (header, field) in [
        ("Date of contact", "on"),
        ("# min", "minutes"),
        ("Showed up?", "status"),
        ("What we talked about", "topics"),
    ] {
        has(&map, header, field);
    }
    let (_, map, _) = guess(
        "contacts.csv",
        "Date of Service,Participant,Mentor,Length of meeting\n10/1/2026,Luis Ortega,Dana Webb,1h15\n",
    );
    has(&map, "Length of meeting", "minutes");
    let people = "Last Name,First Name,Best phone #,Other #,Date in,Date out,Mentor?\n\
        Cruz,Ana,520-555-0101,520-555-0102,1/5/2026,8/1/2026,Y\nRuiz,Bo,520-555-0103,,1/6/2026,,No\n";
    let (_, map, _) = guess("people.csv", people);
    assert!(map.contains("kind = \"participants\""), "{map}");
    for (header, field) in [
        ("Best phone #", "phone"),
        ("Other #", "phone"),
        ("Date in", "enrollment.start"),
        ("Date out", "enrollment.end"),
    ] {
        has(&map, header, field);
    }
    assert!(!map.contains("header = \"Mentor?\""), "{map}");
}

#[test]
fn the_day_of_the_title_is_that_of_every_row() {
    let sheet = "Sign-in sheet,Wednesday,\"Oct 14, 2026\",\nName,Time in,# kids,First time?\n\
        \"Ortega, Luis\",6:05 PM,2,N\nAna Cruz,6:10,1,Yes\n3 parents,,3,\n";
    let (home, map, _) = guess("signin2.csv", sheet);
    assert!(
        map.contains("field = \"on\"\nvalue = \"2026-10-14\" #"),
        "{map}"
    );
    home.ok(&["add", "participant", "Ana Cruz", "--id", "p-ana"]);
    home.ok(&["import", "signin2.csv"]);
    // Luis brought 2 children and Ana 1.
    let session = home.read("sessions/2026/2026-10-14-group-wednesday.toml");
    assert!(
        session.contains("\"p-ana\",\n    \"p-luis\",\n")
            && session.contains("children_in_childcare = 3\n"),
        "{session}"
    );
}

#[test]
fn what_a_map_cannot_work_without_is_asked_for() {
    for (file, sheet, field, asked) in [
        (
            "sign-in.csv",
            "Name,Phone\nLuis Ortega,520-555-0101\n",
            "on",
            "which column has the day?",
        ),
        (
            "case list.csv",
            "Docket,County,Petition\nJD-1,Pima,3/1/2025\n",
            "participants",
            "which column has the whole name of the parent?",
        ),
        (
            "intake list.csv",
            "Phone,DOB,Enrolled\n520-555-0101,1/5/1990,1/5/2026\n",
            "name",
            "which column has the names?",
        ),
    ] {
        let (home, map, said) = guess(file, sheet);
        assert!(
            map.contains(&format!("header = \"?\"\nfield = \"{field}\" # {asked}")),
            "{map}"
        );
        assert!(said.contains("answer its 1 question (`?`)"), "{said}");
        let refused = home.run(&["import", file]);
        assert!(
            refused.status == 2
                && refused
                    .stderr
                    .contains(&format!("the map asks which column is `{field}`")),
            "{}",
            refused.whole()
        );
    }
}

#[test]
fn a_map_is_called_as_its_file_and_takes_no_strangers() {
    let (home, map, said) = guess("p3.csv", "Name\nLuis Ortega\n");
    assert!(said.contains("wrote intake/p3.toml"), "{said}");
    assert!(map.contains("files = [\n    \"p3.csv\",\n]"), "{map}");
    // Two files with their own maps each use their own.
    for file in ["closed.csv", "closed2.csv"] {
        home.write(file, "Name\nLuis Ortega\n");
        home.ok(&["import", "--map-for", file]);
        home.ok(&["import", file, "-n"]);
    }
    home.write("people9.csv", "Name\nLuis Ortega\n");
    let stranger = home.run(&["import", "people9.csv"]);
    assert!(
        stranger
            .stderr
            .contains("no map is for files with a name like people9.csv"),
        "{}",
        stranger.whole()
    );
}

#[test]
fn a_comment_says_what_is_so() {
    let sheet = "Name,DOB,Interpreter needed,Active?,Notes,Consent\nAna Cruz,1/5/1990,No,No,x,call first\nBo Ruiz,long ago,Yes,Yes,x,later\n";
    let (_, map, _) = guess("people.csv", sheet);
    let plain = map.replace("\n# ", " ");
    for said in [
        "`Interpreter needed` says yes or no, and no field keeps that",
        "`Active?` says no in row 2, and on which day that began is not in the sheet",
        "Not taken: `Consent`, as most of its cells cannot be `consent.services`",
        "1 of its 2 cells is no day by these, in row 3: refused until corrected",
    ] {
        assert!(plain.contains(said), "{said}\n{map}");
    }
    assert!(!plain.contains("`Notes` says yes"), "{map}");
}

#[test]
fn the_parent_of_a_case_may_be_named_in_two_columns() {
    let sheet = "Case No.;Parent Last;Parent First;First name;Child DOB;Removal;County\n\
        JD-25-0041;Ortega;Luis;Mia;5/1/2016;3/2/2025;Pima\n\
        JD-25-0042;Cruz;Ana;Leo;7/9/2019;3/2/2025;Pima\n";
    let (home, map, said) = guess("kids.csv", sheet);
    has(&map, "Parent Last", "family");
    has(&map, "Parent First", "given");
    assert!(
        !map.contains("header = \"First name\"") && said.contains("read it"),
        "{map}"
    );
    let said = home.run(&["import", "kids.csv"]).stderr;
    assert!(
        said.contains("nobody on file is called `Ana Cruz`: take the participants in first")
            && said.contains("2 rows: 1 new, 0 on file, 1 refused; 1 case new"),
        "{said}"
    );
    let tree = home.tree();
    let (_, case) = tree
        .iter()
        .find(|(path, _)| path.starts_with("cases/"))
        .unwrap();
    let case = String::from_utf8_lossy(case);
    assert!(
        case.contains("participants = [\n    \"p-luis\",\n]"),
        "{case}"
    );
}

#[test]
fn a_box_for_each_need_is_that_need_where_it_is_ticked() {
    let home = Home::new();
    home.write(
        "intake.csv",
        "Client name,Enrolled,ROI signed,Housing,Visitation,DV,Spanish?,Photo consent,Snack\n\
         Maria Soto,10/1/26,declined,x,,x,x,10/1/26,x\n\
         Jose Diaz,10/2/26,10/2/26,,x,,,no,\n\
         Eva Luna,10/3/26,Refused,no,,yes,yes,declined,x\n",
    );
    home.ok(&["import", "--map-for", "intake.csv"]);
    let map = home.read("intake/intake.toml");
    assert!(!map.contains("\"?\""), "{map}");
    assert!(map.contains("`Snack` says yes or no"), "{map}");
    home.ok(&["import", "intake.csv"]);
    let of = |given: &str| {
        let mut ids = std::fs::read_dir(home.at("identities"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|file| file.starts_with("p-"));
        let is_theirs = |file: &String| {
            let identity = home.read(&format!("identities/{file}"));
            identity.contains(&format!("given = \"{given}\""))
        };
        home.read(&format!("participants/{}", ids.find(is_theirs).unwrap()))
    };
    let list = |text: &str, key: &str| -> Vec<String> {
        let (_, rest) = text.split_once(&format!("{key} = [")).unwrap_or(("", "]"));
        let inside = rest.split(']').next().unwrap_or_default();
        inside
            .split('"')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let (maria, jose, eva) = (of("Maria"), of("Jose"), of("Eva"));
    assert_eq!(list(&maria, "needs"), ["domestic-violence", "housing"]);
    assert_eq!(list(&jose, "needs"), ["visitation"]);
    assert_eq!(list(&eva, "needs"), ["domestic-violence"]);
    assert_eq!(list(&maria, "languages"), ["es"]);
    assert!(list(&jose, "languages").is_empty());
    assert!(
        maria.contains("kind = \"photo\"\ngiven = 2026-10-01"),
        "{maria}"
    );
    assert!(!maria.contains("release-of-information"), "{maria}");
    assert!(
        jose.contains("kind = \"release-of-information\"\ngiven = 2026-10-02"),
        "{jose}"
    );
    assert!(
        !jose.contains("photo") && !eva.contains("consent"),
        "{jose}{eva}"
    );
}

#[test]
fn what_is_no_day_and_no_mark_is_refused_with_what_to_do() {
    let home = Home::new();
    home.write(
        "intake/own.toml",
        "kind = \"participants\"\nfiles = [ \"own.csv\", ]\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\
         [[column]]\nheader = \"Start\"\nfield = \"enrollment.start\"\ndates = [ \"iso\", ]\n",
    );
    home.write(
        "own.csv",
        "Name,Start\nAna Cruz,10/7/26\nLuis Ortega,soon\nBo Ruiz,2026-10-77\n",
    );
    let said = home.run(&["import", "own.csv"]).whole();
    for wanted in [
        "`10/7/26` is no day by `iso`: write it as 2026-10-07, or add `us-short` to `dates` of the map",
        "`soon` is no day by `iso`: write a day such as 2026-10-07, or, if it says that there is none, add `soon -> ` to `values`",
        "`2026-10-77` is no day by `iso`: write it as 2026-10-07",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[test]
fn a_word_that_is_only_spelled_like_another_is_asked_about() {
    let sheet = "Date,Parent,Where,Minutes\n8/6/2026,Luis Ortega,home,60\n8/7/2026,Luis Ortega,tele,20\n8/8/2026,Luis Ortega,hone,20\n";
    let (_, map, _) = guess("contact log.csv", sheet);
    for line in [
        "\"home -> in-person\"",
        "\"tele -> phone\"",
        "\"hone -> ?\"",
    ] {
        assert!(map.contains(line), "{line}\n{map}");
    }
    let sheet = "Name,Lang,Enrolled\nCat Dee,Arm,7/5/2026\nRoy Sue,No,7/5/2026\nMai Lee,Viet,7/5/2026\nAbe Low,Far,7/5/2026\n";
    let (_, map, _) = guess("langs.csv", sheet);
    for line in [
        "\"Arm -> hy\"",
        "\"No -> ?\"",
        "\"Viet -> vi\"",
        "\"Far -> fa\"",
    ] {
        assert!(map.contains(line), "{line}\n{map}");
    }
}

#[test]
fn people_who_left_without_a_day_are_not_taken_as_active() {
    let sheet = "Last,First,Intake,Date,Reason\nHaskell,Bobby,7/21/2026,10/15/2026,moved\nVoss,Ana,7/22/2026,,\n";
    let (home, map, _) = guess("exits.csv", sheet);
    has(&map, "Reason", "enrollment.reason");
    let answer = home.run(&["import", "exits.csv"]);
    assert!(
        answer.stderr.contains("1 new, 0 on file, 1 refused"),
        "{}",
        answer.whole()
    );
    let rejected = home.read("exits.rejected.csv");
    assert!(
        rejected.contains("and not when: name the column of that day"),
        "{rejected}"
    );

    let sheet = "Name,DOB,Enrolled,Status,Comments\nRenee St. Clair,12/12/1980,7/22/2026,withdrawn,\nBo Ruiz,1/2/1985,7/22/2026,active,WITHDRAWN - ref'd in error\nAna Voss,1/2/1986,7/22/2026,active,\nLu Roe,1/3/1986,7/22/2026,closed,\n";
    let (home, _, _) = guess("intake.csv", sheet);
    let answer = home.run(&["import", "intake.csv"]);
    assert!(
        answer.stderr.contains("1 new, 0 on file, 3 refused"),
        "{}",
        answer.whole()
    );
}

#[test]
fn who_may_be_a_mentor_is_no_new_parent_and_children_add_up_on_each_day() {
    let sheet = "Name,Kids?,9/3/2026,9/10/2026\nLuis Ortega,,x,x\nBo Ruiz,3,x,\nTonya,,x,x\nAna Voss,1,x,x\n";
    let (home, map, _) = guess("thursday sign in.csv", sheet);
    assert!(!map.contains("field = \"children_in_childcare\""), "{map}");
    home.ok(&[
        "add",
        "mentor",
        "Tonya Briggs",
        "--id",
        "m-tonya",
        "--capacity",
        "2",
    ]);
    let path = home
        .tree()
        .into_keys()
        .find(|path| path.starts_with("intake/"))
        .unwrap();
    let taken =
        "new_people = true\n\n[[column]]\nheader = \"Kids?\"\nfield = \"children_in_childcare\"\n";
    let map = map.replace("group = \"?\"", "group = \"wednesday\"");
    let at = map.find("new_people = false").unwrap();
    let end = at + map[at..].find('\n').unwrap();
    home.write(&path, format!("{}{taken}{}", &map[..at], &map[end..]));
    let answer = home.run(&["import", "thursday sign in.csv"]);
    assert!(
        answer.stderr.contains("`Tonya` may be the mentor m-tonya"),
        "{}",
        answer.whole()
    );
    let session = |day: &str| home.read(&format!("sessions/2026/{day}-group-wednesday.toml"));
    assert!(
        session("2026-09-03").contains("children_in_childcare = 4"),
        "{}",
        session("2026-09-03")
    );
    assert!(
        session("2026-09-10").contains("children_in_childcare = 1"),
        "{}",
        session("2026-09-10")
    );
}
