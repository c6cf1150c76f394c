//! Rows of a grid that count all who came, and marks of which nobody knows whether somebody came.

use super::grids::{home, night};
use super::sixth::{contains, import};

#[test]
fn a_row_that_counts_all_who_came_is_nobody_without_a_name() {
    for head in [
        "Adults",
        "# adults",
        "Parents",
        "# of parents",
        "Total",
        "Head count",
    ] {
        let home = home();
        let sheet = format!(
            "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nRosa Delgado,x,\n{head},3,1\nChildren,3,2\n"
        );
        let said = import(&home, "grid.csv", &sheet, &[]);
        contains(
            &said,
            &[
                "3 rows: 3 new, 0 on file, 0 refused",
                &format!(
                    "row 4 (`{head}`) counts others than the rows of people say: 3 and not 2 on 2026-09-02."
                ),
                "skipped: 1 row of totals",
            ],
        );
        for (day, children) in [("2026-09-02", 3), ("2026-09-09", 2)] {
            let text = night(&home, day);
            assert!(!text.contains("anonymous"), "{head}: {text}");
            contains(&text, &[&format!("children_in_childcare = {children}\n")]);
        }
    }
}

#[test]
fn a_count_that_is_that_of_the_marks_and_of_guests_is_not_told() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nRosa Delgado,x,\nWalk-ins,1,\nAdults,3,1\nTotal,2,1\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    assert!(!said.contains("counts others"), "{said}");
    contains(&night(&home, "2026-09-02"), &["anonymous = 1\n"]);
    assert!(!night(&home, "2026-09-09").contains("anonymous"), "{said}");
}

#[test]
fn counts_alone_or_as_the_map_says_are_people_without_a_name() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nParents,5,6\n";
    import(&home, "counts.csv", sheet, &[]);
    contains(&night(&home, "2026-09-02"), &["anonymous = 5\n"]);
    contains(&night(&home, "2026-09-09"), &["anonymous = 6\n"]);
    let home = super::grids::home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nAdults,3,1\n";
    let listed = [("[grid]\n", "[grid]\nanonymous = [ \"Adults\", ]\n")];
    import(&home, "grid.csv", sheet, &listed);
    contains(&night(&home, "2026-09-02"), &["anonymous = 3\n"]);
}

#[test]
fn an_n_beside_p_and_a_is_a_question_and_beside_y_a_no() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,P,P\nRosa Delgado,P,A\nMarisol Vega,N,P\n";
    let asked =
        "\"n -> ?\", # 1 cell: new that night, or not there? Write present, no-show or absent";
    let answers = [(asked, "\"n -> present\",")];
    import(&home, "grid.csv", sheet, &answers);
    contains(
        &night(&home, "2026-09-02"),
        &["p-ana", "p-rosa", "p-marisol"],
    );
    let home = super::grids::home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,Y,Y\nMarisol Vega,N,Y\n";
    import(&home, "grid.csv", sheet, &[]);
    assert!(!night(&home, "2026-09-02").contains("p-marisol"));
}

#[test]
fn a_row_that_names_who_led_and_marks_no_night_is_told() {
    let home = home();
    let sheet = "Name,9/2/2026,9/9/2026\nAna Rey,x,x\nRosa Delgado,x,\nFacilitator: Dana,,\n";
    let said = import(&home, "grid.csv", sheet, &[]);
    contains(
        &said,
        &[
            "row 4 names who led and marks no night, so nobody led by it: put a mark below each night",
        ],
    );
}
