use super::*;
use crate::record::{Calendar, Program, Record, read};
use crate::register::testing::{day, register};

const PROGRAM: &str = "schema = 2\nname = \"T\"\n[[fact]]\nname = \"race\"\nabout = \"participant\"\nmany = true\n\
     declined = \"declined\"\nwords = [\"asian\", \"black-or-african-american\", \"middle-eastern-or-north-african\", \
     \"pacific\", \"white\"]\n[[fact]]\nname = \"school\"\nabout = \"child\"\nwords = [\"no\", \"yes\"]\n";

fn parent(id: &str, keys: &str, race: &str, born: &str) -> [(String, String); 2] {
    let facts = match race {
        "" => String::new(),
        race => format!("[facts]\nrace = [{race}]\n"),
    };
    [
        (
            format!("participants/p-{id}.toml"),
            format!("{keys}{facts}"),
        ),
        (
            format!("identities/p-{id}.toml"),
            format!("given = \"A\"\n{born}"),
        ),
    ]
}

fn session(on: &str, kind: &str, people: &[&str], rest: &str) -> (String, String) {
    let people: Vec<String> = people.iter().map(|id| format!("\"p-{id}\"")).collect();
    let (word, group) = match kind {
        "support-group" => ("group-wed", "group = \"wed\"\n"),
        _ => ("casework-p-ana", ""),
    };
    (
        format!("sessions/{}/{on}-{word}.toml", &on[..4]),
        format!(
            "kind = \"{kind}\"\non = {on}\n{group}participants = [{}]\n{rest}",
            people.join(", ")
        ),
    )
}

/// Eight in the group of October 7; Ana had also come in August, in the federal year before. Hana came only on October
/// 1, and again in January. Ivo has only casework.
fn files() -> Vec<(String, String)> {
    let mut files = vec![("peer.toml".to_owned(), PROGRAM.to_owned())];
    files.extend(
        [
            parent(
                "ana",
                "gender = \"woman\"\n",
                "\"asian\"",
                "born = 2001-10-08\n",
            ),
            parent(
                "ben",
                "gender = \"man\"\n",
                "\"white\"",
                "born = 2001-10-07\n",
            ),
            parent(
                "cleo",
                "gender = \"nonbinary\"\n",
                "\"asian\", \"white\"",
                "born = 1966-10-08\n",
            ),
            parent("dora", "", "\"declined\"", "born = 1966-10-07\n"),
            parent("eve", "gender = \"woman\"\n", "", "born = 2009-01-01\n"),
            parent("finn", "gender = \"man\"\n", "\"pacific\"", ""),
            parent(
                "gus",
                "gender = \"man\"\n",
                "\"middle-eastern-or-north-african\"",
                "born = 1990-01-01\n",
            ),
            parent(
                "hana",
                "gender = \"woman\"\n",
                "\"black-or-african-american\", \"declined\"",
                "born = 1990-01-01\n",
            ),
            parent(
                "ivo",
                "gender = \"man\"\n",
                "\"white\"",
                "born = 1990-01-01\n",
            ),
        ]
        .into_iter()
        .flatten(),
    );
    files.push(session("2026-08-05", "support-group", &["ana"], ""));
    files.push(session(
        "2026-10-01",
        "support-group",
        &["hana"],
        "anonymous = 2\n",
    ));
    let all = ["ana", "ben", "cleo", "dora", "eve", "finn", "gus"];
    files.push(session(
        "2026-10-07",
        "support-group",
        &all,
        "anonymous = 1\n",
    ));
    files.push(session("2026-10-08", "casework", &["ivo"], ""));
    files.push(session(
        "2027-01-06",
        "support-group",
        &["hana"],
        "anonymous = 4\n",
    ));
    files
}

fn filled(form: &Form, period: &Period, files: &[(String, String)]) -> Answers {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    answers(&register(&files), form, period, day("2027-06-30"))
}

fn said(answers: &Answers) -> Vec<String> {
    let count = |row: &Answered| {
        row.count
            .map_or_else(|| "-".to_owned(), |count| count.to_string())
    };
    let line = |row: &Answered| {
        let answer = row.answer.as_deref().unwrap_or(&row.question);
        format!("{answer} {}", count(row))
    };
    answers.rows.iter().map(line).collect()
}

#[test]
fn the_form_of_voca_is_filled_in_by_hand_and_by_the_program_alike() {
    let form = shipped("voca").unwrap();
    let period = Period::quarter(Calendar::Federal, 2027, 1);
    let answers = filled(&form, &period, &files());
    // Nine were served from October to December, all of them new in the federal year.
    assert_eq!(
        said(&answers),
        [
            "1. Individuals who received services 9",
            "2. Anonymous contacts 3",
            "3. New individuals 9",
            "American Indian or Alaska Native 0",
            "Asian 1",
            // Hana, because declining does not count next to another word.
            "Black or African American 1",
            "Hispanic or Latino 0",
            "Native Hawaiian and Other Pacific Islander 0",
            "White Non-Latino or Caucasian 3",
            // The program's own word, which the form does not have.
            "Some Other Race 1",
            "Multiple Races 1",
            "Not Reported 2",
            "Not Tracked 0",
            "Male 4",
            "Female 3",
            "Other 1",
            "Not Reported 1",
            "0-12 0",
            "13-17 1",
            // Ana was 24 until the next day, Ben turned 25; Cleo was 59 until the next day, Dora turned 60.
            "18-24 1",
            "25-59 5",
            "60 and older 1",
            "Not Reported 1",
        ]
    );
    assert!(answers.left_over.is_empty() && answers.without_identity == 0);
}

#[test]
fn who_was_there_earlier_in_the_year_is_not_asked_again() {
    let form = shipped("voca").unwrap();
    let answers = filled(
        &form,
        &Period::quarter(Calendar::Federal, 2027, 2),
        &files(),
    );
    let said = said(&answers);
    assert_eq!(
        said[..3],
        [
            "1. Individuals who received services 1",
            "2. Anonymous contacts 4",
            "3. New individuals 0"
        ]
    );
    let people = answers.rows.iter().skip(3);
    assert!(people.clone().all(|row| row.count == Some(0)));
}

#[test]
fn where_the_program_does_not_ask_nobody_is_tracked() {
    let mut files = files();
    files.retain(|(path, _)| !path.starts_with("identities/"));
    files[0].1 = "schema = 2\nname = \"T\"\n".to_owned();
    for (_, text) in &mut files {
        let at = text.find("[facts]").unwrap_or(text.len());
        text.truncate(at);
    }
    let form = shipped("voca").unwrap();
    let answers = filled(&form, &Period::quarter(Calendar::Federal, 2027, 1), &files);
    let said = said(&answers);
    assert_eq!(said[11..13], ["Not Reported 0", "Not Tracked 9"]);
    // No parent's birth date can be read here.
    assert_eq!((answers.without_identity, said[17].as_str()), (9, "0-12 -"));
}

#[test]
fn a_form_of_the_programs_own_may_ask_of_some_services_and_of_children() {
    let program: Program = read::record(PROGRAM).unwrap();
    let own = |text: &str| Form::of_file("own", text, &program).unwrap();
    let head = "title = \"T\"\nsource = \"S\"\ndated = 2026-01-01\n";
    let form = own(&format!(
        "{head}services = [\"casework\"]\n[[question]]\nlabel = \"Gender\"\nby = \"gender\"\n[[question.answer]]\n\
         label = \"Women\"\nwords = [\"woman\"]\n"
    ));
    let period = Period::quarter(Calendar::Federal, 2027, 1);
    let answers = filled(&form, &period, &files());
    assert_eq!(said(&answers), ["Women 0"]);
    assert_eq!(answers.left_over, [("Gender".to_owned(), 1)], "Ivo");
    let form = own(&format!(
        "{head}whom = \"children\"\n[[question]]\nlabel = \"Children\"\nfigure = \"served\"\n[[question]]\n\
         label = \"School\"\nby = \"fact:school\"\n[[question.answer]]\nlabel = \"Goes\"\nwords = [\"yes\"]\n\
         [[question.answer]]\nlabel = \"Unknown\"\nothers = true\n[[question]]\nlabel = \"Age\"\nby = \"age\"\n\
         [[question.answer]]\nlabel = \"to 4\"\nto = 4\n[[question.answer]]\nlabel = \"5\"\nfrom = 5\n"
    ));
    let mut files = files();
    files.push((
        "cases/c-1.toml".to_owned(),
        "system = \"cps\"\nparticipants = [\"p-ben\"]\n[child.a]\nborn = 2021-10-01\n[child.a.facts]\nschool = \"yes\"\n\
         [child.b]\nborn = 2021-10-02\n[[event]]\non = 2026-01-01\nkind = \"petition\"\n"
            .to_owned(),
    ));
    let answers = filled(&form, &period, &files);
    // On October 1 one is five, the other turns five the next day.
    assert_eq!(
        said(&answers),
        ["Children 2", "Goes 1", "Unknown 1", "to 4 1", "5 1"]
    );
}
