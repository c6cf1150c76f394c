//! What a sheet has beside what its map names: columns without a header, rows that count heads.

use crate::common::Home;

const GRID: &str = "kind = \"attendance\"\nfiles = [ \"grid*\", ]\nnew_people = true\n\n\
    [[constant]]\nfield = \"group\"\nvalue = \"wednesday\"\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
    [grid]\npresent = [ \"x\", ]\nanonymous = [ \"Guests\", \"Walk-ins\", ]\n";

fn home() -> Home {
    let home = Home::new();
    home.ok(&["add", "group", "wednesday"]);
    home.write("intake/grid.toml", GRID);
    home
}

#[test]
fn heads_under_different_names_add_up() {
    // 2 guests and 2 walk-ins on October 7 are 4 people; 3 walk-ins alone on October 14 are 3.
    let home = home();
    home.write(
        "grid.csv",
        "Name,10/7/2026,10/14/2026\nAna Ruiz,x,x\nGuests,2,\nWalk-ins,2,3\n",
    );
    home.ok(&["import", "grid.csv"]);
    for (day, heads) in [("2026-10-07", 4), ("2026-10-14", 3)] {
        let session = home.read(&format!("sessions/2026/{day}-group-wednesday.toml"));
        assert!(
            session.contains(&format!("anonymous = {heads}\n")),
            "{session}"
        );
    }
}

#[test]
fn heads_under_different_names_are_held_against_the_file_together() {
    let home = home();
    let sheet = "Name,10/7/2026\nAna Ruiz,x\nGuests,2\nWalk-ins,1\n";
    home.write("grid.csv", sheet);
    home.ok(&["import", "grid.csv"]);
    let again = home.ok(&["import", "grid.csv"]).stderr;
    assert!(
        !again.contains("something else") && again.contains("0 new, 3 on file, 0 refused"),
        "{again}"
    );
    // 2 guests and 3 walk-ins are 5, but the file says 3.
    home.write("grid.csv", sheet.replace("Walk-ins,1", "Walk-ins,3"));
    let other = home.ok(&["import", "grid.csv"]).stderr;
    assert!(
        other.contains("`peer set 2026-10-07-group-wednesday anonymous=5`"),
        "{other}"
    );
    let session = home.read("sessions/2026/2026-10-07-group-wednesday.toml");
    assert!(session.contains("anonymous = 3\n"), "{session}");
}

#[test]
fn a_row_that_counts_the_same_heads_again_is_told() {
    let home = home();
    home.write(
        "grid.csv",
        "Name,10/7/2026\nAna Ruiz,x\nGuests,2\nGuests,2\n",
    );
    let answer = home.ok(&["import", "grid.csv"]);
    assert!(
        answer.stderr.contains("1 twice in the sheet"),
        "{}",
        answer.stderr
    );
    let session = home.read("sessions/2026/2026-10-07-group-wednesday.toml");
    assert!(session.contains("anonymous = 2\n"), "{session}");
}

#[test]
fn a_column_without_a_header_is_named_by_its_letter() {
    let home = home();
    home.write("grid.csv", "Name,,10/7/2026,\nAna Ruiz,85701,x,housing\n");
    let answer = home.ok(&["import", "grid.csv"]);
    let words = "columns that the map does not name: column B (it has no header), column D (it has no header)";
    assert!(answer.stderr.contains(words), "{}", answer.stderr);
}
