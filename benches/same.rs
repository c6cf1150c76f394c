//! How well people on file twice are found, and how fast: `benches/same/run` makes csv files of people with the truth, and
//! measures. Each is a file of `truth,given,family,born,sex,street`, called KIND-SEED.csv; means are printed by kind.

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;

use peer::same::{Described, groups};

/// Precision, recall, F1, and by how much of a hundred too many people are counted.
type Found = [f64; 4];

fn people(path: &Path) -> Result<(Vec<String>, Vec<Described>), Box<dyn Error>> {
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
    let Some(folder) = folder else {
        println!("benches/same/run makes the people to measure with");
        return Ok(());
    };
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .filter_map(|file| Some(file.ok()?.path()))
        .collect();
    files.sort();
    let mut kinds: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for path in files {
        let (truth, told) = people(&path)?;
        let start = processor()?;
        let found = measure(&truth, &told);
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
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
