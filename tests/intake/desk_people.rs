//! Sheets of people as a coordinator keeps them: consents with their days, who waits, names with titles and nicknames.

use super::roster::person;
use super::sixth::{contains, import, map_for};
use crate::common::Home;

#[test]
fn a_consent_is_found_by_what_its_column_is_called() {
    for (header, kinds) in [
        ("Consent to participate", &["services"][..]),
        ("Informed consent", &["services"]),
        ("Date consent signed", &["services"]),
        ("Program consent", &["services"]),
        ("Consent form signed date", &["services"]),
        ("Release of info", &["release-of-information"]),
        ("ROI date", &["release-of-information"]),
        ("Date ROI signed", &["release-of-information"]),
        ("Consent/ROI", &["services", "release-of-information"]),
        ("Date of photo release", &["photo"]),
        ("Date released", &[]),
        ("Release date", &[]),
    ] {
        for cells in [["9/8/26", "9/9/26", ""], ["Y", "y", "N"]] {
            let sheet = format!(
                "Name,Referral Date,{header}\nAna Bell,9/8/26,{}\nBo Cole,9/9/26,{}\nCy Dent,9/1/26,{}\n",
                cells[0], cells[1], cells[2]
            );
            let home = Home::new();
            let said = import(&home, "people.csv", &sheet, &[]);
            contains(&said, &["3 rows: 3 new, 0 on file, 0 refused"]);
            let consents = |given: &str| person(&home, given).1;
            assert_eq!(
                consents("Ana").matches("[[consent]]").count(),
                kinds.len(),
                "{header}: {said}"
            );
            for kind in kinds {
                let on = |day: &str| format!("kind = \"{kind}\"\ngiven = {day}");
                contains(&consents("Ana"), &[&on("2026-09-08")]);
                contains(&consents("Bo"), &[&on("2026-09-09")]);
            }
            assert!(!consents("Cy").contains("consent"), "{header}");
        }
    }
}

#[test]
fn a_consent_with_its_own_day_is_of_that_day_among_plain_ones() {
    let home = Home::new();
    let said = import(
        &home,
        "people.csv",
        "Name,Referral Date,Intake,Consent signed\n\
         Ana Bell,9/1/26,9/2/26,Y 9/8/26\n\
         Bo Cole,9/1/26,9/3/26,Y\n\
         Cy Dent,9/1/26,9/4/26,N\n\
         Di East,9/1/26,9/5/26,yes - 9/10/26\n\
         Ed Ford,9/1/26,9/6/26,refused 9/7/26\n\
         Fay Gill,9/1/26,9/7/26,signed 9/9\n\
         Gus Hill,9/1/26,9/7/26,pending\n\
         Hal Ives,9/1/26,9/7/26,verbal\n",
        &[],
    );
    contains(
        &said,
        &[
            "8 rows: 8 new, 0 on file, 0 refused",
            "1 consent `services` has the day of `Intake`",
            "`Consent signed`: a consent that is not signed yet is not recorded (row 8); once it is signed: \
             `peer add consent WHO services --on DAY`",
            "`Consent signed`: a consent by word of mouth is not recorded (row 9)",
        ],
    );
    for (given, day) in [
        ("Ana", "2026-09-08"),
        ("Bo", "2026-09-03"),
        ("Di", "2026-09-10"),
        ("Fay", "2026-09-09"),
    ] {
        contains(&person(&home, given).1, &[&format!("given = {day}")]);
    }
    for given in ["Cy", "Ed", "Gus", "Hal"] {
        let (_, record) = person(&home, given);
        assert!(!record.contains("consent"), "{given}: {record}");
        contains(&record, &["[[enrollment]]"]);
    }
}

#[test]
fn consents_that_all_have_their_own_days_need_no_other_column() {
    for (first, second, no) in [
        ("Y 9/8/26", "Y 9/9/26", "N"),
        ("signed 9/8/26", "signed 9/9/26", "refused"),
        ("9/8/26 (signed)", "ok 9/9/26", "declined 9/9/26"),
    ] {
        let home = Home::new();
        let sheet = format!(
            "Name,Referral Date,Consent\nAna Bell,9/1/26,{first}\nBo Cole,9/1/26,{second}\n\
             Cy Dent,9/1/26,{no}\nDi East,9/1/26,pending\n"
        );
        let (_, map) = map_for(&home, "people.csv", &sheet);
        assert!(!map.contains("day_of") && !map.contains("\"?\""), "{map}");
        let said = home.ok(&["import", "people.csv"]).whole();
        contains(&said, &["4 rows: 4 new, 0 on file, 0 refused", "(row 5)"]);
        contains(&person(&home, "Ana").1, &["given = 2026-09-08"]);
        contains(&person(&home, "Bo").1, &["given = 2026-09-09"]);
        for given in ["Cy", "Di"] {
            assert!(!person(&home, given).1.contains("consent"), "{given}");
        }
    }
}

#[test]
fn a_status_that_is_too_long_to_show_is_told_by_its_row() {
    let said = import(
        &Home::new(),
        "people.csv",
        "Name,Intake Date,Status\nAna Bell,9/3/26,On hold\nBo Cole,9/4/26,hears from Rosa soon\n\
         Cy Dent,9/5/26,Active\nDi East,9/6/26,back after the holidays\n",
        &[],
    );
    contains(
        &said,
        &["`Status` is not kept: `On hold`, and what it says in rows 3, 5; enter"],
    );
    assert!(!said.contains("Rosa"), "{said}");
}

#[test]
fn titles_suffixes_and_other_names_are_read_one_way() {
    let home = Home::new();
    let said = import(
        &home,
        "people.csv",
        "Name,DOB,Phone\n\
         \"Williams, Robert Jr.\",2/3/75,520-555-0301\n\
         James Wood Jr,6/7/1980,520-555-0302\n\
         Dr. Sue Roe,2/3/77,520-555-0303\n\
         \"O'Brien, Kathleen (Katie)\",3/4/90,520-555-0304\n\
         \"Guadalupe \"\"Lupe\"\" Reyes\",3/4/91,520-555-0305\n\
         \"Smith, Jenny (Jennifer)\",3/4/92,520-555-0306\n\
         Nguyen Thi Hoa,2/3/85,520-555-0307\n\
         Sra. Ana Vega,2/3/86,520-555-0308\n",
        &[],
    );
    contains(
        &said,
        &[
            "8 rows: 8 new, 0 on file, 0 refused",
            "another name inside the name in rows 5, 6, 7,",
            "which words are the family name is a guess in row 8",
        ],
    );
    for (given, family, alias) in [
        ("Robert", "Williams Jr.", None),
        ("James", "Wood Jr", None),
        ("Sue", "Roe", None),
        ("Kathleen", "O'Brien", Some("Katie")),
        ("Guadalupe", "Reyes", Some("Lupe")),
        ("Jenny", "Smith", Some("Jennifer")),
        ("Ana", "Vega", None),
    ] {
        let (identity, _) = person(&home, given);
        contains(&identity, &[&format!("family = \"{family}\"")]);
        let wanted = alias.map(|alias| format!("aliases = [\n    \"{alias}\",\n]"));
        assert_eq!(identity.contains("aliases"), alias.is_some(), "{identity}");
        contains(
            &identity,
            &wanted.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
    // The same sheet adds nothing, and the people are found by either name.
    let before = home.tree();
    let again = home.ok(&["import", "people.csv"]).whole();
    contains(&again, &["8 rows: 0 new, 8 on file, 0 refused"]);
    assert!(before == home.tree());
    let shown = |name: &str| home.ok(&["show", name]).whole();
    for name in ["Lupe Reyes", "Lupe"] {
        assert_eq!(shown(name), shown("Guadalupe Reyes"), "{name}");
    }
    home.ok(&["add", "group", "tuesday"]);
    let said = import(
        &home,
        "tuesday.csv",
        "Tuesday group,,\nName,11/10/2026,11/17/2026\n\"Guadalupe \"\"Lupe\"\" Reyes\",x,x\n\
         \"O'Brien, Kathleen (Katie)\",x,\nLupe Reyes,,\nJennifer Smith,x,\n",
        &[],
    );
    contains(&said, &["4 rows: 3 new,", "0 refused"]);
    let session = home.read("sessions/2026/2026-11-10-group-tuesday.toml");
    assert_eq!(session.matches("\"p-").count(), 3, "{session}");
}

#[test]
fn an_address_of_who_has_no_home_is_no_street() {
    let home = Home::new();
    let said = import(
        &home,
        "people.csv",
        "Name,DOB,Address\nAna Bell,3/4/90,homeless\nBo Cole,3/4/91,\"12 W Ajo Way, Tucson\"\n\
         Cy Dent,3/4/92,couch surfing\nDi East,3/4/93,none\nEd Ford,3/4/94,Shelter\n",
        &[],
    );
    contains(
        &said,
        &[
            "5 rows: 5 new, 0 on file, 0 refused",
            "`Address` says in rows 2, 4, 6 that there is no home",
            // Added: what else the parent needs stays.
            "`peer set PARENT needs+=housing`",
        ],
    );
    for (given, street) in [
        ("Ana", false),
        ("Bo", true),
        ("Cy", false),
        ("Di", false),
        ("Ed", false),
    ] {
        assert_eq!(person(&home, given).0.contains("street"), street, "{given}");
    }
}

#[test]
fn a_day_beside_who_sent_a_parent_is_told() {
    let home = Home::new();
    let said = import(
        &home,
        "people.csv",
        "Name,DOB,Intake,Referral source\nAna Bell,3/4/90,10/14/26,DCS - K. Ray 10/12/26\n\
         Bo Cole,3/4/91,10/15/26,DCS - Hall\nCy Dent,3/4/92,10/16/26,DCS\n",
        &[],
    );
    contains(
        &said,
        &[
            "3 rows: 3 new, 0 on file, 0 refused",
            "`Referral source` says more than the office or role in 2 rows",
            "`Referral source` has a day in row 2, which is not kept",
        ],
    );
    let (_, record) = person(&home, "Ana");
    contains(&record, &["referral_source = \"cps\""]);
    assert!(!record.contains("referred"), "{record}");
}
