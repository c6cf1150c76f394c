//! What a sheet has in addition to what its map names: columns without a header, rows that count heads.

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
    // 2 guests and 2 walk-ins on October 7 are 4 people; 3 walk-ins on October 14 are 3.
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

#[test]
fn a_mark_of_somebody_without_a_name_is_one_person() {
    let home = home();
    let grid = GRID.replace(
        "\"Walk-ins\"",
        "\"Walk-ins\", \"Tasha (new)\", \"new mom w/ baby\"",
    );
    home.write("intake/grid.toml", grid);
    // October 7: Tasha, two mothers and 2 guests are 5 without a name. October 14: Tasha alone.
    let sheet = "Name,10/7/2026,10/14/2026\nAna Ruiz,x,x\nTasha (new),X,x\nnew mom w/ baby,x,\nnew mom w/ baby,x,\nGuests,2,\n";
    home.write("grid.csv", sheet);
    home.ok(&["import", "grid.csv"]);
    for (day, heads) in [("2026-10-07", 5), ("2026-10-14", 1)] {
        let session = home.read(&format!("sessions/2026/{day}-group-wednesday.toml"));
        assert!(
            session.contains(&format!("anonymous = {heads}\n")),
            "{session}"
        );
    }
    let before = home.tree();
    let again = home.ok(&["import", "grid.csv"]);
    assert!(again.stderr.contains("0 refused"), "{}", again.whole());
    assert!(before == home.tree(), "nothing is added twice");
}

#[test]
fn a_corrected_row_of_heads_is_never_said_to_be_on_file() {
    let home = home();
    home.write(
        "grid.csv",
        "Name,10/7/2026\nAna Ruiz,x\nGuests,2\nWalk-ins,two\n",
    );
    home.run(&["import", "grid.csv"]);
    let rejected = home.read("grid.rejected.csv").replace("two", "3");
    home.write("grid.rejected.csv", rejected);
    let said = home.run(&["import", "grid.rejected.csv"]).whole();
    // 2 on file and 3 more are 5.
    for wanted in [
        "2026-10-07-group-wednesday is on file with 2 under `anonymous`",
        "`peer set 2026-10-07-group-wednesday anonymous=5`",
        "0 on file, 1 refused",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[test]
fn rows_that_a_map_skips_are_those_that_begin_so_and_totals_too() {
    let home = home();
    home.write(
        "intake/grid.toml",
        GRID.replacen("kind", "skip_rows = [ \"Topic\", ]\nkind", 1),
    );
    home.write(
        "grid.csv",
        "Name,10/7/2026\nTopic: rights,x\nAna Ruiz,x\nTopical Smith,x\nTotal: 2,2\n",
    );
    let said = home.ok(&["import", "grid.csv"]).whole();
    let wanted = "skipped: 2 rows that `skip_rows` names, or of totals, of months or of what marks mean (rows 2, 5)";
    assert!(said.contains(wanted) && said.contains("2 new"), "{said}");
}

const GRID_OF_ONE: &str = "kind = \"attendance\"\nfiles = [ \"wed.csv\", ]\n\n[[column]]\nheader = \"Name\"\nfield = \"name\"\n\n\
    [[constant]]\nfield = \"group\"\nvalue = \"wednesday\"\n\n[grid]\npresent = [ \"x\", ]\n";

#[test]
fn a_row_of_somebody_new_is_refused_with_how_to_count_it() {
    let home = home();
    home.write("intake/wed.toml", GRID_OF_ONE);
    let sheet = "Name,10/7/2026\nnew mom w/ baby,x\n2 new moms,2\nTasha (new),x\n";
    home.write("wed.csv", sheet);
    let said = home.run(&["import", "wed.csv"]).stderr;
    for told in [
        "row 2: `new mom w/ baby` is nobody by name",
        "`anonymous = [ \"new mom w/ baby\", ]`",
        "row 4: `Tasha (new)` is somebody new",
        "if they gave no whole name, count them in the row of guests, and delete this one",
        "3 rows: 1 new, 0 on file, 2 refused",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let home = self::home();
    let map = GRID_OF_ONE.replace(
        "[grid]\n",
        "[grid]\nanonymous = [ \"new mom w/ baby\", \"2 new moms\", \"New person\", ]\n",
    );
    home.write("intake/wed.toml", map);
    home.write("wed.csv", sheet.replace("Tasha (new)", "New person"));
    let said = home.ok(&["import", "wed.csv"]).stderr;
    assert!(said.contains("0 refused"), "{said}");
    let session = home.read("sessions/2026/2026-10-07-group-wednesday.toml");
    assert!(session.contains("anonymous = 4\n"), "{session}");
}
