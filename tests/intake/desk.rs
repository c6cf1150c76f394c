//! Contact logs as coordinators keep them: lengths on the clock, remarks about other things, a word in place of a length.

use super::sixth::{contains, home, import, map_for, texts};
use crate::common::Home;

/// The one session of a day.
fn session(home: &Home, day: &str) -> String {
    let mut all = texts(home, "sessions/").into_iter();
    let found = all.find(|(path, _)| path.contains(day));
    found.map(|(_, text)| text).unwrap_or_default()
}

#[test]
fn two_times_of_day_are_the_length_between_them() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,10:00-11:30\n\
         9/15/2026,Rosa,Maria Garcia,HV,10-11:30\n\
         9/16/2026,Rosa,Maria Garcia,HV,9-12\n\
         9/17/2026,Rosa,Maria Garcia,HV,10am-11:30am\n\
         9/18/2026,Rosa,Maria Garcia,HV,2:00 to 3:15 pm\n\
         9/19/2026,Rosa,Maria Garcia,HV,10-15 min\n\
         9/20/2026,Rosa,Maria Garcia,HV,30-45\n",
        &[],
    );
    for (day, minutes) in [
        ("09-14", "minutes = 90"),
        ("09-15", "minutes = 90"),
        ("09-16", "minutes = 180"),
        ("09-17", "minutes = 90"),
        ("09-18", "minutes = 75"),
    ] {
        contains(&session(&home, day), &[minutes]);
    }
    contains(&said, &["7 rows: 5 new, 0 on file, 2 refused"]);
    let rejected = home.read("log.rejected.csv");
    contains(&rejected, &["`10-15 min` is a range", "`30-45` is a range"]);
}

#[test]
fn a_column_called_time_may_have_two_times_in_each_cell() {
    let (_, map) = map_for(
        &home(),
        "log.csv",
        "Date,Mentor,Parent,Type,Time\n9/14/2026,Rosa,Maria Garcia,HV,10:00-11:30\n\
         9/15/2026,Rosa,Maria Garcia,HV,1-2:15 pm\n",
    );
    contains(&map, &["header = \"Time\"\nfield = \"minutes\""]);
}

#[test]
fn a_remark_about_something_else_leaves_a_contact_with_a_length_held() {
    let home = home();
    let said = import(
        &home,
        "log.csv",
        "Date,Mentor,Parent,Type,Length,Notes\n\
         9/14/2026,Rosa,Maria Garcia,Text,5 min,rescheduled\n\
         9/15/2026,Rosa,Maria Garcia,Phone,10 min,rescheduled our visit\n\
         9/16/2026,Rosa,Maria Garcia,Phone,15 min,no show at court last week\n\
         9/17/2026,Rosa,Maria Garcia,Phone,20 min,she cancelled the visit w/ kids\n\
         9/18/2026,Rosa,Maria Garcia,HV,30 min,no show\n\
         9/19/2026,Rosa,Maria Garcia,HV,,cancelled - sick\n\
         9/20/2026,Rosa,Maria Garcia,HV,0,NS\n\
         9/21/2026,Rosa,Maria Garcia,Phone,,talked about her no-show at court\n",
        &[],
    );
    contains(&said, &["8 rows: 6 new, 0 on file, 2 refused"]);
    for day in ["09-14", "09-15", "09-16", "09-17", "09-21"] {
        assert!(!session(&home, day).is_empty(), "{day}: {said}");
    }
    for day in ["09-18", "09-19"] {
        assert!(session(&home, day).is_empty(), "{day}: {said}");
    }
    contains(&session(&home, "09-20"), &["status = \"no-show\""]);
}

#[test]
fn a_status_in_place_of_a_length_is_asked_once_and_taken() {
    let noted = "Date,Mentor,Parent,Type,Length,Notes\n9/14/2026,Rosa,Maria Garcia,HV,1 hr,\n\
         9/15/2026,Rosa,Maria Garcia,HV,cancelled,kid sick\n";
    let said = import(&home(), "log.csv", noted, &[]);
    contains(&said, &["Length: the map asks what `cancelled` means"]);
    let home = home();
    let sheet = "Date,Mentor,Parent,Type,Length\n\
         9/14/2026,Rosa,Maria Garcia,HV,1 hr\n\
         9/15/2026,Rosa,Maria Garcia,HV,cancelled\n\
         9/16/2026,Rosa,Maria Garcia,HV,NS\n\
         9/17/2026,Rosa,Maria Garcia,Phone,n/a - LVM\n\
         9/18/2026,Rosa,Maria Garcia,HV,0 - no show\n\
         9/19/2026,Rosa,Keisha Jackson,HV,cancelled\n\
         9/20/2026,Rosa,Keisha Jackson,Phone,n/a\n";
    let answers = [("cancelled -> ?", "cancelled -> cancelled-by-participant")];
    let said = import(&home, "log.csv", sheet, &answers);
    contains(&said, &["7 rows: 7 new, 0 on file, 0 refused"]);
    for (day, status) in [
        ("09-15", "status = \"cancelled-by-participant\""),
        ("09-16", "status = \"no-show\""),
        ("09-17", "status = \"attempted\""),
        ("09-18", "status = \"no-show\""),
        ("09-19", "status = \"cancelled-by-participant\""),
    ] {
        contains(&session(&home, day), &[status]);
        assert!(!session(&home, day).contains("minutes"), "{day}");
    }
    assert!(!session(&home, "09-20").contains("status"), "{said}");
    let again = home.ok(&["import", "log.csv"]);
    contains(&again.whole(), &["7 rows: 0 new, 7 on file, 0 refused"]);
}

#[test]
fn a_status_in_place_of_a_length_is_refused_with_all_that_is_to_do() {
    let home = home();
    let sheet = |rows: &str| format!("Date,Mentor,Parent,Type,Length\n{rows}");
    map_for(
        &home,
        "log.csv",
        &sheet("9/14/2026,Rosa,Maria Garcia,HV,1 hr\n"),
    );
    home.write(
        "log.csv",
        sheet("9/15/2026,Rosa,Maria Garcia,HV,cancelled\n"),
    );
    let said = home.run(&["import", "log.csv"]).whole();
    contains(&said, &["headed `Status`", "leave the length empty"]);
    // The word may stay in the cell of a row that says what became of the contact.
    home.write(
        "log.csv",
        "Date,Mentor,Parent,Type,Length,Status\n\
         9/15/2026,Rosa,Maria Garcia,HV,cancelled,cancelled-by-participant\n",
    );
    home.ok(&["import", "log.csv"]);
    contains(
        &session(&home, "09-15"),
        &["status = \"cancelled-by-participant\""],
    );
}
