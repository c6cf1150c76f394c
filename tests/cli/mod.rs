//! The program as people use it: words, files and exit statuses.

mod completion;
#[cfg(unix)]
mod dry_run;
#[cfg(unix)]
mod editor;
#[cfg(unix)]
mod keys;
mod named;
mod newcomers;
mod no_names;
#[cfg(unix)]
mod own_words;
mod print;
#[cfg(unix)]
pub mod prompts;
#[cfg(unix)]
mod pty;
mod report_all;
#[cfg(unix)]
mod settings;
mod status;
mod terminal;
mod told;
pub mod transcript;
pub mod workbook;

#[test]
fn the_first_ten_minutes_of_a_newcomer() {
    transcript::holds("newcomer.txt");
}

#[test]
fn a_week_at_the_desk() {
    transcript::holds("desk.txt");
}

#[test]
fn mistakes_about_people_and_days() {
    transcript::holds("mistakes.txt");
}

#[test]
fn mistakes_about_values() {
    transcript::holds("values.txt");
}

#[test]
fn mistakes_about_files_and_directories() {
    transcript::holds("directories.txt");
}

#[test]
fn what_is_said_of_how_families_fared() {
    transcript::holds("outcomes.txt");
}

#[test]
fn what_parents_answered_to_surveys() {
    transcript::holds("surveys.txt");
}

#[test]
fn who_was_served_and_who_said_no() {
    transcript::holds("served.txt");
}

#[test]
fn each_answer_of_the_first_week_says_what_to_type_next() {
    transcript::holds("first_week.txt");
}
