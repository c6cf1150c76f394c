//! Processor time and peak memory of matching everyone at once, from records in memory to proposals with their reasons,
//! for 10,000 parents and 1,000 mentors: with spare places, exactly full, and with half the places needed.
//!
//! Each case runs in its own process, so that peaks do not add up: `cargo bench --bench matching`, or one case with
//! `cargo bench --bench matching -- full 10`, where the number is the percentage of pairs that share no language. Linux
//! only.

#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fmt::Write as _;
use std::process::Command;
use std::str::FromStr;

use peer::matching::{Everyone, Pool};
use peer::record::schema::Table;
use peer::record::{Day, Entry, Place, Records, read};
use peer::register::Register;

const PARENTS: usize = 10_000;
const MENTORS: usize = 1_000;
const PLACES: [&str; 3] = ["spare", "full", "half"];
/// The percentage of parents who speak only a language of one mentor in ten.
const RARE: [usize; 3] = [0, 10, 30];

const NEEDS: [&str; 8] = [
    "community-violence",
    "court-process",
    "domestic-violence",
    "financial-stress",
    "housing",
    "mental-health",
    "substance-use",
    "visitation",
];
const TIMES: [&str; 12] = [
    "mon-evening",
    "tue-evening",
    "wed-evening",
    "thu-evening",
    "fri-evening",
    "sat-morning",
    "sat-afternoon",
    "sun-afternoon",
    "mon-morning",
    "tue-morning",
    "wed-morning",
    "thu-morning",
];

/// A small generator that gives every run the same records.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 33) as usize % sides
    }

    /// A list of up to `picks` different words.
    fn list(&mut self, words: &[&str], picks: usize) -> String {
        let mut chosen: Vec<&str> = (0..picks).map(|_| words[self.below(words.len())]).collect();
        chosen.sort_unstable();
        chosen.dedup();
        chosen.iter().map(|word| format!("\"{word}\", ")).collect()
    }
}

fn parent(dice: &mut Dice, rare: usize) -> String {
    let language = if dice.below(100) < rare { "vi" } else { "en" };
    let (area, month, needs) = (dice.below(12), 1 + dice.below(10), 1 + dice.below(4));
    let mut text = format!("area = \"{area}\"\nlanguages = [\"{language}\"]\n");
    if dice.below(2) == 0 {
        text.push_str("mentor_gender = \"woman\"\n");
    }
    let (needs, times) = (dice.list(&NEEDS, needs), dice.list(&TIMES, 4));
    let _ = write!(text, "needs = [{needs}]\navailability = [{times}]\n");
    let _ = write!(
        text,
        "[[enrollment]]\nstart = 2026-01-01\n[[mentor_request]]\non = 2026-{month:02}-05\n"
    );
    text
}

fn mentor(dice: &mut Dice, at: usize, capacity: usize) -> String {
    let languages = if at.is_multiple_of(10) {
        "\"en\", \"vi\""
    } else {
        "\"en\""
    };
    let gender = if dice.below(2) == 0 { "woman" } else { "man" };
    let (area, known, free) = (dice.below(12), 1 + dice.below(5), 1 + dice.below(5));
    let (known, free) = (dice.list(&NEEDS, known), dice.list(&TIMES, free));
    format!(
        "joined = 2024-01-01\ncapacity = {capacity}\narea = \"{area}\"\ngender = \"{gender}\"\n\
         languages = [{languages}]\nsystems = [\"cps\"]\nexperience = [{known}]\navailability = [{free}]\n\
         [own_case]\nclosed = 2023-01-01\noutcome = \"reunified\"\nrecovery_since = 2020-01-01\n"
    )
}

fn entry<I: FromStr<Err = String>, T: Table>(
    id: &str,
    text: &str,
) -> Result<Entry<I, T>, Box<dyn Error>> {
    let record = read::record(text).map_err(|faults| format!("{id}: {faults:?}"))?;
    Ok(Entry {
        id: id.parse()?,
        place: Place::file(id),
        record,
    })
}

fn records(places: &str, rare: usize) -> Result<Records, Box<dyn Error>> {
    let mut dice = Dice(7);
    let program =
        read::record("schema = 1\nname = \"Large\"\n").map_err(|faults| format!("{faults:?}"))?;
    let mut records = Records::new(program);
    for at in 0..PARENTS {
        records
            .participants
            .push(entry(&format!("p-{at:05}"), &parent(&mut dice, rare))?);
        let text = format!(
            "system = \"cps\"\nparticipants = [\"p-{at:05}\"]\n[[event]]\non = 2026-01-01\nkind = \"petition\"\n"
        );
        records.cases.push(entry(&format!("c-{at:05}"), &text)?);
    }
    let total = match places {
        "spare" => PARENTS * 3 / 2,
        "full" => PARENTS,
        _ => PARENTS / 2,
    };
    let mut capacity = vec![total / MENTORS; MENTORS];
    for _ in 0..4 * MENTORS {
        let (giver, taker) = (dice.below(MENTORS), dice.below(MENTORS));
        if capacity[giver] > 1 {
            capacity[giver] -= 1;
            capacity[taker] += 1;
        }
    }
    for (at, capacity) in capacity.into_iter().enumerate() {
        records.mentors.push(entry(
            &format!("m-{at:05}"),
            &mentor(&mut dice, at, capacity),
        )?);
    }
    Ok(records)
}

/// Processor time of this process, in seconds.
fn processor() -> Result<f64, Box<dyn Error>> {
    let times = std::fs::read_to_string("/proc/self/schedstat")?;
    Ok(times.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

/// The current or peak memory of this process, in MB.
fn memory(what: &str) -> Result<f64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with(what))
        .unwrap_or_default();
    Ok(line
        .split_whitespace()
        .nth(1)
        .unwrap_or_default()
        .parse::<f64>()?
        / 1024.0)
}

fn measure(places: &str, rare: usize) -> Result<(), Box<dyn Error>> {
    let register = Register::new(records(places, rare)?);
    let day: Day = "2026-11-21".parse()?;
    let (before, start) = (memory("VmRSS:")?, processor()?);
    let pool = Pool::new(&register, day, &[]);
    let mut scored = start;
    let everyone = Everyone::at_once(&pool, |done, all| {
        if done + 1 == all {
            scored = processor().unwrap_or(start);
        }
    })?;
    let (seconds, peak) = (processor()? - start, memory("VmHWM:")?);
    println!(
        "{places:5} {rare:2}%  {seconds:5.2} s ({:4.2} of them for the points)  {peak:4.0} MB ({before:3.0} of them the records)  matched {:5}  total {:9}  bound {:9}  {}",
        scored - start,
        everyone.proposals.len(),
        everyone.total,
        everyone.bound,
        if everyone.proved {
            "proved best"
        } else {
            "NOT PROVED"
        },
    );
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    if let [places, rare] = &arguments[..] {
        return measure(places, rare.parse()?);
    }
    let this = std::env::current_exe()?;
    for rare in RARE {
        for places in PLACES {
            Command::new(&this)
                .args([places, &rare.to_string()])
                .status()?;
        }
    }
    Ok(())
}
