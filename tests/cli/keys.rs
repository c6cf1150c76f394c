//! A day's work in few keys: counted on a real terminal, starting with the command.

use super::prompts::{Desk, ENTER, home};

#[test]
fn the_twelve_of_last_week_less_one_are_logged_in_ten_keys() {
    let home = home();
    // Twelve people came last week.
    home.ok(&["set", "2026-11-11-group-evening", "participants+=p-luz"]);
    let mut desk = Desk::new(&home, &["log", "group", "wednesday"]);
    desk.sees("Which day?");
    desk.press(ENTER);
    desk.sees("Who was there?");
    desk.press("gus");
    desk.press(ENTER);
    desk.press(ENTER);
    desk.sees("Children looked after");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.sees("Anything else?");
    desk.press(ENTER);
    let keys = desk.keys();
    desk.rest();
    let text = home.read("sessions/2026/2026-11-18-group-evening.toml");
    assert_eq!(text.matches("\"p-").count(), 11, "{text}");
    assert!(!text.contains("p-gus"), "{text}");
    assert!(text.contains("minutes = 90\n"), "{text}");
    assert!(keys <= 10, "{keys} keys");
}

#[test]
fn a_mentor_s_meeting_of_this_morning_is_logged_in_eight_keys() {
    let home = home();
    home.ok(&[
        "add",
        "mentor",
        "Dana Webb",
        "--id",
        "m-dana",
        "--capacity",
        "3",
    ]);
    home.write(
        "matches/k-ana.toml",
        "participant = \"p-ana\"\nmentor = \"m-dana\"\nbegan = 2026-11-01\n",
    );
    home.write(
        "matches/k-ben.toml",
        "participant = \"p-ben\"\nmentor = \"m-dana\"\nbegan = 2026-11-01\n",
    );
    home.ok(&[
        "log",
        "mentoring",
        "p-ben",
        "45min",
        "--mode",
        "phone",
        "--on",
        "2026-11-14",
    ]);
    let mut desk = Desk::new(&home, &["log", "mentoring"]);
    desk.sees("Which day?");
    desk.press(ENTER);
    desk.sees("Who met?");
    desk.press("ben");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.sees("How did they meet?");
    desk.press(ENTER);
    desk.sees("Note");
    desk.press(ENTER);
    let keys = desk.keys();
    desk.rest();
    let text = home.read("sessions/2026/2026-11-21-mentoring-k-ben.toml");
    assert!(text.contains("minutes = 45\n"), "{text}");
    assert!(text.contains("mode = \"phone\"\n"), "{text}");
    assert!(keys <= 8, "{keys} keys");
}

#[test]
fn who_led_who_was_missed_and_who_gave_no_name_are_asked_for() {
    let home = home();
    let mut desk = Desk::new(&home, &["log", "group", "evening", "--on", "wed"]);
    desk.sees("Who was there?");
    desk.press(ENTER);
    desk.sees("Children looked after");
    desk.press(ENTER);
    desk.sees("How long?");
    desk.press(ENTER);
    desk.sees("Anything else?");
    desk.press("gave\r");
    desk.press("led\r");
    desk.press("expected\r");
    desk.press(ENTER);
    desk.sees("How many people came without giving a name?");
    desk.press("2\r");
    desk.sees("Who led it?");
    desk.press("ana\r");
    desk.press(ENTER);
    desk.sees("Who was expected and did not come?");
    desk.press("mia\r");
    desk.press(ENTER);
    desk.rest();
    let text = home.read("sessions/2026/2026-11-18-group-evening.toml");
    assert!(text.contains("anonymous = 2\n"), "{text}");
    assert!(text.contains("led_by = [\n    \"p-ana\",\n]"), "{text}");
    assert!(text.contains("missed = [\n    \"p-mia\",\n]"), "{text}");
}
