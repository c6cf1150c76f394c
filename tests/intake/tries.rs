//! Meetings that did not take place do not count as held, and struck-out rows are ignored.

use super::messy::{home, records};
use crate::common::Home;

/// Gloria, who walks with Luis and Rosa.
fn with_gloria() -> Home {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Gloria Tafoya",
        "--id",
        "m-gloria",
        "--capacity",
        "3",
        "--joined",
        "2025-02-20",
    ]);
    for (parent, file) in [("p-luis", "00001"), ("p-rosa", "00002")] {
        home.write(
            &format!("matches/k-{file}.toml"),
            format!("mentor = \"m-gloria\"\nparticipant = \"{parent}\"\nbegan = 2026-06-01\n"),
        );
    }
    home
}

const LOG: &str = "Peer Parent contact log,,,,\nMentor: Gloria Tafoya,September 2026,,,\nDate,Who,How long,How,What happened\n\
9/2,Rosa Medina,45 min,phone,talked about visits\n9/8,Rosa Medina,,phone,\"LM x2, no answer\"\n\
9/11,Luis Ortega,cx,,she cancelled - baby sick\n9/15,Luis Ortega,1:15,in person,coffee\n";

#[test]
fn a_log_of_a_mentor_is_of_no_group_and_its_tries_are_not_held() {
    let home = with_gloria();
    home.write("gloria.csv", LOG);
    home.ok(&["import", "--map-for", "gloria.csv"]);
    let map = home.read("intake/gloria.toml");
    assert!(map.contains("value = \"mentoring\""), "{map}");
    assert!(
        map.contains("year = 2026 # of days that are written without one; a title says so"),
        "{map}"
    );
    assert!(!map.contains("tuesday"), "{map}");
    let first = home.run(&["import", "gloria.csv"]);
    assert!(first.stderr.contains("2 new"), "{}", first.whole());
    assert!(
        first
            .whole()
            .contains("`What happened` reads as if they did not meet"),
        "{}",
        first.whole()
    );
    // Following the reasons: a column `Status`, and the length left empty.
    let rejected = home.read("gloria.rejected.csv");
    let mut lines: Vec<String> = rejected.lines().map(str::to_owned).collect();
    lines[0].push_str(",Status");
    for line in lines.iter_mut().skip(1) {
        *line = line.replace(",cx,", ",,");
        let status = if line.contains("9/8") {
            "no-show"
        } else {
            "cancelled-by-participant"
        };
        line.push_str(&format!(",{status}"));
    }
    home.write("gloria.rejected.csv", lines.join("\n") + "\n");
    let again = home.run(&["import", "gloria.rejected.csv"]);
    assert!(
        again.stderr.contains("2 new") && again.stderr.contains("0 refused"),
        "{}",
        again.whole()
    );
    assert!(
        !again.whole().contains("does not name: Status"),
        "{}",
        again.whole()
    );
    let sessions = records(&home, "sessions");
    for (on, status) in [
        ("2026-09-02", None),
        ("2026-09-08", Some("no-show")),
        ("2026-09-11", Some("cancelled-by-participant")),
        ("2026-09-15", None),
    ] {
        let is_of_day = |text: &&String| text.contains(&format!("on = {on}"));
        let session = sessions
            .iter()
            .find(is_of_day)
            .unwrap_or_else(|| panic!("{sessions:?}"));
        let said = session
            .lines()
            .find_map(|line| line.strip_prefix("status = "));
        assert_eq!(said.map(|said| said.trim_matches('"')), status, "{session}");
    }
}

#[test]
fn a_row_that_was_struck_out_or_repeats_the_headers_is_nobody() {
    let home = home();
    home.write(
        "list.csv",
        "Last name,First name,DOB,Phone,Enrolled,Remarks\nBegay,Thomasina,3/4/1990,520-555-0123,9/1/2026,\n\
         Begay,Tommie,3/4/1990,520-555-0123,9/1/2026,VOID - duplicate of #3\nLast name,First name,DOB,Phone,Enrolled,Remarks\n",
    );
    home.ok(&["import", "--map-for", "list.csv"]);
    let said = home.run(&["import", "list.csv"]);
    for wanted in [
        "1 new",
        "`VOID - duplicate of #3` says that the row is not to count",
        "row 4: the row repeats the headers: delete it",
    ] {
        assert!(said.whole().contains(wanted), "{wanted}\n{}", said.whole());
    }
}

#[test]
fn a_sign_in_sheet_is_told_of_staff_ids_counts_and_what_more_than_a_mark_says() {
    let home = with_gloria();
    home.write(
        "tuesday.csv",
        "Tuesday group,,\nName,9/1/2026,9/8/2026\nLuis Ortega,x,x+2\np-rosa,x,\nGloria Tafoya (staff),x,x\n\
         Gloria Tafoya,x,x\n\"Walk-ins, no name\",2,3\n",
    );
    home.ok(&["import", "--map-for", "tuesday.csv"]);
    let map = home.read("intake/tuesday.toml");
    assert!(!map.contains("\"?\""), "{map}");
    let said = home.run(&["import", "tuesday.csv"]);
    for wanted in [
        "`x+2` on 2026-09-08 is no mark of [grid]: leave the mark alone in the cell",
        "who came to work",
        "is a mentor on file, and who came to work is not counted",
    ] {
        assert!(said.whole().contains(wanted), "{wanted}\n{}", said.whole());
    }
    let first = home.read("sessions/2026/2026-09-01-group-tuesday.toml");
    assert!(
        first.contains("p-rosa") && first.contains("anonymous = 2"),
        "{first}"
    );
}

#[test]
fn what_a_day_of_a_consent_says_beside_it_is_not_lost() {
    let home = home();
    home.write(
        "intake.csv",
        "Name,DOB,Enrolled,OK to report outcomes,Services consent\nAna Cruz,3/4/1990,9/1/2026,9/1/2026,9/1/2026\n\
         Bo Ruiz,1987,9/2/2026,9/2/2026,9/2/2026\nCy Dean,4/4/1991,9/3/2026,revoked 10/2/26 (signed 9/3/26),9/3/2026\n\
         Di Lowe,5/4/1991,9/4/2026,9/4/2026,9/4/2026\n",
    );
    home.ok(&["import", "--map-for", "intake.csv"]);
    let said = home.run(&["import", "intake.csv"]).whole();
    for wanted in [
        "`consent.KIND.expires` or `.withdrawn`",
        "`1987` is no day",
        "write the whole day, or leave the cell empty",
        "2 new",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[test]
fn refused_rows_that_are_refused_again_go_to_a_file_of_the_next_try() {
    let home = home();
    home.write(
        "new.csv",
        "Name,DOB,Enrolled\nAna Cruz,soon,9/1/2026\nBo Ruiz,3/4/1990,9/1/2026\n",
    );
    home.ok(&["import", "--map-for", "new.csv"]);
    home.run(&["import", "new.csv"]);
    home.run(&["import", "new.rejected.csv"]);
    home.run(&["import", "new-try2.rejected.csv"]);
    for file in [
        "new.rejected.csv",
        "new-try2.rejected.csv",
        "new-try3.rejected.csv",
    ] {
        assert!(home.at(file).exists(), "{file}");
    }
}

#[test]
fn a_remark_that_begins_with_a_no_show_is_no_held_meeting_whatever_was_waited() {
    let home = with_gloria();
    home.write(
        "gloria.csv",
        "Mentor contact log,,,\nDate,Parent,Length,What happened\n10/7/2026,Rosa Medina,20 min,NS - waited 20 min\n\
         10/8/2026,Rosa Medina,5 min,LM\n10/14/2026,Luis Ortega,0,\"she cancelled, kid sick\"\n\
         10/15/2026,Luis Ortega,-,I had to cancel (flu)\n10/19/2026,Rosa Medina,30 min,\"no answer first, then talked\"\n",
    );
    home.ok(&["import", "--map-for", "gloria.csv"]);
    let said = home.run(&["import", "gloria.csv"]).whole();
    assert!(
        said.contains("1 new") && said.contains("4 refused"),
        "{said}"
    );
    assert_eq!(records(&home, "sessions").len(), 1, "{said}");
}

#[test]
fn what_is_not_sure_of_a_need_is_asked_and_a_head_count_adds_nobody() {
    let home = home();
    home.write(
        "intake.csv",
        "Name,Enrolled,Needs\nAna Cruz,9/1/2026,SUD?\nBo Ruiz,9/2/2026,\"MH, $$\"\nCy Dean,9/3/2026,SUD\n",
    );
    home.ok(&["import", "--map-for", "intake.csv"]);
    let map = home.read("intake/intake.toml");
    for wanted in ["\"SUD? -> ?\"", "\"$$ -> ?\"", "\"MH -> mental-health\""] {
        assert!(map.contains(wanted), "{wanted}\n{map}");
    }
    home.write(
        "tuesday.csv",
        "Tuesday group,,\nName,9/1/2026,9/8/2026\nLuis Ortega,x,\nHd count,2,1\n",
    );
    home.ok(&["import", "--map-for", "tuesday.csv"]);
    let said = home.run(&["import", "tuesday.csv"]).whole();
    assert!(
        !home
            .read("sessions/2026/2026-09-01-group-tuesday.toml")
            .contains("anonymous"),
        "{said}"
    );
}

/// A log of contacts in which one column says how they met, what it was, and that they did not meet.
const CONTACTS: &str = "Date,PP,Parent,Contact,Time,Notes\n\
9/1/2026,Gloria Tafoya,Rosa Medina,F2F,45 min,talked about visits\n\
9/2/2026,Gloria Tafoya,Rosa Medina,CANC,,\n9/3/2026,Gloria Tafoya,Rosa Medina,F2F,60 min,CANCELLED - had to work. r/s 9/8\n\
9/4/2026,Gloria Tafoya,Luis Ortega,Court,90 min,sat with him\n9/5/2026,Gloria Tafoya,Luis Ortega,TC,15 min,\"called, straight to voicemail\"\n\
9/8/2026,Gloria Tafoya,Luis Ortega,TC no ans,,\n";

#[test]
fn a_column_of_modes_says_what_a_session_was_and_that_there_was_none() {
    let home = with_gloria();
    home.write("contacts.csv", CONTACTS);
    home.ok(&["import", "--map-for", "contacts.csv", "--kind", "sessions"]);
    let map = home.read("intake/contacts.toml");
    for wanted in [
        "\"Court -> court\"",
        "\"F2F -> mentoring\"",
        "\"Court -> \"",
    ] {
        assert!(map.contains(wanted), "{wanted}\n{map}");
    }
    let said = home.run(&["import", "contacts.csv"]);
    let whole = said.whole();
    assert!(
        said.stderr.contains("3 new") && said.stderr.contains("3 refused"),
        "{whole}"
    );
    assert!(whole.contains("the map asks what `CANC` means"), "{whole}");
    assert!(
        whole.contains("`Notes` reads as if they did not meet"),
        "{whole}"
    );
    let sessions = records(&home, "sessions");
    let of = |on: &str| {
        sessions
            .iter()
            .find(|text| text.contains(&format!("on = {on}")))
    };
    assert!(
        of("2026-09-01").unwrap().contains("kind = \"mentoring\""),
        "{sessions:?}"
    );
    assert!(
        of("2026-09-04").unwrap().contains("kind = \"court\""),
        "{sessions:?}"
    );
    assert!(
        of("2026-09-08").unwrap().contains("status = \"attempted\""),
        "{sessions:?}"
    );
    for on in ["2026-09-02", "2026-09-03", "2026-09-05"] {
        assert!(of(on).is_none(), "{on}");
    }
}

#[test]
fn a_status_by_a_column_of_modes_does_not_outdo_the_note() {
    let home = with_gloria();
    home.write("contacts.csv", CONTACTS);
    home.write(
        "intake/contacts.toml",
        "kind = \"sessions\"\nfiles = [\"contacts.csv\"]\n[[constant]]\nfield = \"kind\"\nvalue = \"mentoring\"\n\
         [[column]]\nheader = \"Date\"\nfield = \"on\"\ndates = [\"us\"]\n[[column]]\nheader = \"PP\"\nfield = \"mentors\"\n\
         [[column]]\nheader = \"Parent\"\nfield = \"participants\"\n[[column]]\nheader = \"Time\"\nfield = \"minutes\"\n\
         [[column]]\nheader = \"Contact\"\nfield = \"mode\"\nvalues = [\"F2F -> in-person\", \"TC -> phone\", \"TC no ans -> phone\", \
         \"CANC -> \", \"Court -> \"]\n\
         [[column]]\nheader = \"Contact\"\nfield = \"status\"\nvalues = [\"F2F -> held\", \"TC -> held\", \"TC no ans -> no-show\", \
         \"CANC -> cancelled-by-participant\", \"Court -> held\"]\n",
    );
    let said = home.run(&["import", "contacts.csv"]);
    let whole = said.whole();
    assert!(
        said.stderr.contains("4 new") && said.stderr.contains("2 refused"),
        "{whole}"
    );
    let sessions = records(&home, "sessions");
    let is_of = |on: &str| {
        sessions
            .iter()
            .any(|text| text.contains(&format!("on = {on}")))
    };
    assert!(!is_of("2026-09-03") && !is_of("2026-09-05"), "{sessions:?}");
}

/// A log in which some contacts reached no one, and one was called off by an unknown person.
const TRIES: &str = "Date,PP,Parent,Contact,Time,Notes\n\
9/1/2026,Gloria Tafoya,Rosa Medina,F2F,45 min,talked about visits\n\
9/2/2026,Gloria Tafoya,Rosa Medina,LM,,\n9/3/2026,Gloria Tafoya,Luis Ortega,TC no ans,,\n\
9/4/2026,Gloria Tafoya,Luis Ortega,NS,,\n9/8/2026,Gloria Tafoya,Luis Ortega,CANC,,\n\
9/9/2026,Gloria Tafoya,Luis Ortega,F2F,60 min,no-showed\n9/10/2026,Gloria Tafoya,Luis Ortega,LVM,5 min,asked him to call\n";

#[test]
fn a_contact_that_reached_no_one_is_an_attempt_by_the_guessed_map_alone() {
    let home = with_gloria();
    home.write("contacts.csv", TRIES);
    home.ok(&["import", "--map-for", "contacts.csv", "--kind", "sessions"]);
    let map = home.read("intake/contacts.toml");
    assert!(
        map.contains("\"CANC -> ?\"") && map.matches("-> ?").count() == 1,
        "{map}"
    );
    let said = home.run(&["import", "contacts.csv"]);
    let whole = said.whole();
    assert!(
        said.stderr.contains("5 new") && said.stderr.contains("2 refused"),
        "{map}\n{whole}"
    );
    let rejected = home.read("contacts.rejected.csv");
    let mut lines: Vec<String> = rejected.lines().map(str::to_owned).collect();
    lines[0].push_str(",Status");
    for line in lines.iter_mut().skip(1) {
        let status = if line.contains("CANC") {
            "cancelled-by-participant"
        } else {
            "no-show"
        };
        line.push_str(&format!(",{status}"));
    }
    home.write("contacts.rejected.csv", lines.join("\n") + "\n");
    let again = home.run(&["import", "contacts.rejected.csv"]);
    assert!(
        again.stderr.contains("2 new") && again.stderr.contains("0 refused"),
        "{}",
        again.whole()
    );
    let sessions = records(&home, "sessions");
    assert_eq!(sessions.len(), 7, "{sessions:?}");
    for (on, status, mode) in [
        ("2026-09-01", None, Some("in-person")),
        ("2026-09-02", Some("attempted"), Some("phone")),
        ("2026-09-03", Some("attempted"), Some("phone")),
        ("2026-09-04", Some("no-show"), None),
        ("2026-09-08", Some("cancelled-by-participant"), None),
        ("2026-09-09", Some("no-show"), Some("in-person")),
        ("2026-09-10", Some("attempted"), Some("phone")),
    ] {
        let is_of_day = |text: &&String| text.contains(&format!("on = {on}"));
        let session = sessions
            .iter()
            .find(is_of_day)
            .unwrap_or_else(|| panic!("{sessions:?}"));
        let of = |key: &str| {
            let said = session.lines().find_map(|line| line.strip_prefix(key));
            said.map(|said| said.trim_matches('"').to_owned())
        };
        assert_eq!(of("status = ").as_deref(), status, "{session}");
        assert_eq!(of("mode = ").as_deref(), mode, "{session}");
    }
}

#[test]
fn what_no_record_keeps_is_told_once() {
    let home = home();
    home.write(
        "tuesday.csv",
        "Tuesday group,,\nName,9/1/2026,9/8/2026\nLuis Ortega,zoom,x\nRosa Medina,x (20 min late),L\n",
    );
    home.ok(&["import", "--map-for", "tuesday.csv"]);
    let said = home.run(&["import", "tuesday.csv"]).whole();
    let wanted = "how or when people came is not kept: these marks are read as present: `L`, `zoom`, and what it says in row 4";
    assert_eq!(said.matches(wanted).count(), 1, "{said}");
    home.write(
        "roster.csv",
        "Name,DOB,Referred,Status\nAna Cruz,3/4/1990,9/1/2026,WL\nBo Ruiz,3/5/1990,9/2/2026,On hold\n\
         Cy Dean,3/6/1990,9/3/2026,wl\nDi Lowe,3/7/1990,9/4/2026,\n",
    );
    home.ok(&[
        "import",
        "--map-for",
        "roster.csv",
        "--kind",
        "participants",
    ]);
    let said = home.run(&["import", "roster.csv"]).whole();
    for wanted in [
        "`Status` is not kept: `On hold`; enter the day on which a parent began to wait for a mentor",
        "`Status` says that a parent waits in rows 2, 4, and no day says since when: `peer add request PARENT --on DAY`",
    ] {
        assert_eq!(said.matches(wanted).count(), 1, "{wanted}\n{said}");
    }
}

#[test]
fn a_short_name_that_may_be_of_others_is_told_and_not_added() {
    let home = with_gloria();
    home.write(
        "identities/p-rosalia.toml",
        "given = \"Rosa\"\nfamily = \"Medrano\"\n",
    );
    home.write("participants/p-rosalia.toml", "referred = 2026-07-01\n");
    home.write(
        "list.csv",
        "Name,Goes by,Referred\nRosa Medina,Rosa M.,\nLuis Ortega,Lucho,\n",
    );
    home.ok(&["import", "--map-for", "list.csv", "--kind", "participants"]);
    let said = home.run(&["import", "list.csv"]).whole();
    assert!(
        said.contains(
            "row 2 has a short name that may also be somebody else's, so it was not added"
        ),
        "{said}"
    );
    let identities = records(&home, "identities").concat();
    assert!(
        identities.contains("\"Lucho\"") && !identities.contains("\"Rosa M.\""),
        "{identities}"
    );
}

#[test]
fn a_contact_that_is_of_no_match_is_refused_with_the_command_that_enters_it() {
    let home = with_gloria();
    home.write(
        "contacts.csv",
        "Date,PP,Parent,Contact,Time,Notes\n9/1/2026,Gloria Tafoya,Rosa Medina,F2F,45 min,\n\
         5/4/2026,Gloria Tafoya,Luis Ortega,TC,15 min,before the match\n",
    );
    home.ok(&["import", "--map-for", "contacts.csv", "--kind", "sessions"]);
    let map =
        home.read("intake/contacts.toml") + "\n[[column]]\nheader = \"Notes\"\nfield = \"note\"\n";
    home.write("intake/contacts.toml", map);
    let said = home.run(&["import", "contacts.csv"]).whole();
    let wanted = "`peer log casework p-luis 15min --mentor m-gloria --on 2026-05-04 --mode phone -m 'before the match'`";
    assert!(said.contains(wanted), "{said}");
    home.ok(&[
        "log",
        "casework",
        "p-luis",
        "15min",
        "--mentor",
        "m-gloria",
        "--on",
        "2026-05-04",
        "--mode",
        "phone",
        "-m",
        "before the match",
    ]);
}
