//! How well people on file twice are found, and how fast. By default it makes up 10,000 people, one in five on file
//! twice with a slip of the pen. `benches/same/run` makes better ones, as a folder of csv files with the truth, and
//! measures with those: each has `truth,given,family,born,sex,street`, and is called KIND-SEED.csv. Means are printed
//! by kind.

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use peer::same::{Described, groups};

/// Who people really are, and what is known about them.
type People = (Vec<String>, Vec<Described>);

/// Precision, recall, F1, and by what percentage too many people are counted.
type Found = [f64; 4];

/// The number of people made up for each seed.
const PEOPLE: usize = 10_000;

/// A text that sounds like a name.
fn name(dice: &mut fastrand::Rng) -> String {
    const PARTS: [&str; 20] = [
        "an", "bel", "cor", "da", "el", "fi", "gra", "ha", "is", "jo", "ka", "li", "mar", "no",
        "or", "pe", "ro", "sa", "ti", "vi",
    ];
    (0..dice.usize(2..5))
        .map(|_| PARTS[dice.usize(..PARTS.len())])
        .collect()
}

/// A text without one of its letters.
fn slip(text: &str, dice: &mut fastrand::Rng) -> String {
    let mut text = text.to_owned();
    text.remove(dice.usize(..text.len()));
    text
}

/// Made-up people, one in five on file twice, with a typo in one known thing.
fn made_up(seed: u64) -> People {
    let mut dice = fastrand::Rng::with_seed(seed);
    let (mut truth, mut told) = (Vec::new(), Vec::new());
    for at in 0..PEOPLE {
        let (year, month, day) = (dice.u32(1960..2006), dice.u32(1..13), dice.u32(1..29));
        let one = Described {
            given: name(&mut dice),
            family: name(&mut dice),
            born: format!("{year}-{month:02}-{day:02}"),
            street: format!("{} {} st", dice.u32(1..900), name(&mut dice)),
            ..Described::default()
        };
        if dice.u32(..5) == 0 {
            let mut again = one.clone();
            match dice.u32(..4) {
                0 => again.given = slip(&one.given, &mut dice),
                1 => again.family = slip(&one.family, &mut dice),
                2 => again.born = format!("{year}-{month:02}-{:02}", day % 28 + 1),
                _ => again.street = String::new(),
            }
            truth.push(at.to_string());
            told.push(again);
        }
        truth.push(at.to_string());
        told.push(one);
    }
    (truth, told)
}

fn people(path: &Path) -> Result<People, Box<dyn Error>> {
    let (mut truth, mut told) = (Vec::new(), Vec::new());
    for row in csv::Reader::from_path(path)?.records() {
        let row = row?;
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        truth.push(cell(0));
        told.push(Described {
            given: cell(1),
            family: cell(2),
            born: cell(3),
            sex: cell(4),
            street: cell(5),
            ..Described::default()
        });
    }
    Ok((truth, told))
}

fn pairs(sizes: impl Iterator<Item = usize>) -> f64 {
    sizes.map(|size| (size * (size - 1) / 2) as f64).sum()
}

fn measure(truth: &[String], told: &[Described]) -> Found {
    let found = groups(told);
    let mut real: HashMap<&str, usize> = HashMap::new();
    truth
        .iter()
        .for_each(|id| *real.entry(id).or_default() += 1);
    let right = found.iter().map(|group| {
        let mut of: HashMap<&str, usize> = HashMap::new();
        group
            .iter()
            .for_each(|at| *of.entry(&truth[*at as usize]).or_default() += 1);
        pairs(of.into_values())
    });
    let right: f64 = right.sum();
    let precision = right / pairs(found.iter().map(Vec::len)).max(1.0);
    let recall = right / pairs(real.values().copied()).max(1.0);
    let people = told.len() - found.iter().map(|group| group.len() - 1).sum::<usize>();
    let f1 = 2.0 * precision * recall / (precision + recall);
    [
        precision,
        recall,
        f1,
        100.0 * (people as f64 / real.len() as f64 - 1.0),
    ]
}

/// Processor time of this process, in seconds.
fn processor() -> Result<f64, Box<dyn Error>> {
    let times = std::fs::read_to_string("/proc/self/schedstat")?;
    Ok(times.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with("--"));
    let mut all: Vec<(String, People)> = Vec::new();
    if let Some(folder) = folder {
        for file in std::fs::read_dir(folder)? {
            let path = file?.path();
            // The folder contains programs as well as data files.
            if let Some(name) = path.file_stem().filter(|_| path.is_file()) {
                all.push((name.to_string_lossy().into_owned(), people(&path)?));
            }
        }
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
    } else {
        all.extend((1..=3).map(|seed| (format!("made-{seed}"), made_up(seed))));
    }
    let mut kinds: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for (name, (truth, told)) in all {
        let start = processor()?;
        let found = measure(&truth, &told);
        println!(
            "{name:12} {} rows  precision {:.4}  recall {:.4}  F1 {:.4}  people {:+.2} %  {:.2} s",
            told.len(),
            found[0],
            found[1],
            found[2],
            found[3],
            processor()? - start
        );
        let kind = name.split('-').next().unwrap_or_default().to_owned();
        kinds.entry(kind).or_default().push(found);
    }
    for (kind, all) in kinds {
        let mean = |at: usize| all.iter().map(|found| found[at]).sum::<f64>() / all.len() as f64;
        println!(
            "{kind}: mean of {}: F1 {:.4}, people {:+.2} %",
            all.len(),
            mean(2),
            mean(3)
        );
    }
    Ok(())
}
