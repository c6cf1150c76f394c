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
