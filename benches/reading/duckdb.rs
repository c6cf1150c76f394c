//! The same people counted by DuckDB from a csv file, also as whole processes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Taken, run};

/// How many people each kind of session served in the year, how many of them were new in that year, and how many ever.
const COUNT: &str = "
import duckdb, sys
duckdb.sql('''
with served as (
    select kind, participant, \"on\" from read_csv(?) where status is null or status = 'held'
), by_kind as (
    select kind, participant, \"on\" from served union all select 'all', participant, \"on\" from served
), people as (
    select kind, participant, bool_or(\"on\" >= date '2026-01-01') as now, min(\"on\") as first,
        max(\"on\") filter (\"on\" < date '2026-01-01') as before
    from by_kind where \"on\" <= date '2026-12-31' group by kind, participant
)
select kind, count(*), count(*) filter (before is null or before < date '2026-01-01'),
    count(*) filter (first >= date '2026-01-01')
from people where now group by kind order by kind
''', params=[sys.argv[1]]).fetchall()
";

/// Prints the cost of DuckDB, if it is installed.
pub fn beside(root: &Path, taken: Taken, runs: usize) {
    let python = std::env::var("PEER_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_it = Command::new(&python).args(["-c", "import duckdb"]).output();
    if !has_it.is_ok_and(|output| output.status.success()) {
        println!("  DuckDB for Python was not found");
        return;
    }
    let csv = root.with_extension("csv");
    if !csv.exists() {
        write(root, &csv);
    }
    let theirs = run(
        || {
            let mut command = Command::new(&python);
            command.args(["-c", COUNT]).arg(&csv);
            command
        },
        runs,
    );
    println!(
        "  {:<46}{:>8.3} s, and {:.2} x that by `peer`; {:.0} MB",
        "DuckDB on csv, the same people",
        theirs.busy,
        taken.busy / theirs.busy,
        theirs.peak
    );
}

/// Writes a row for each person at each session.
fn write(root: &Path, csv: &Path) {
    let directory = peer::store::Directory::open(root).unwrap();
    let reading = directory.read(peer::store::Scope::ALL);
    let mut text = "id,kind,on,status,participant\n".to_owned();
    for entry in &reading.records.sessions {
        let session = &entry.record;
        let status = session.status.map_or("", peer::record::Status::word);
        for participant in &session.participants {
            let (id, kind, on) = (&entry.id, session.kind, session.on);
            let _ = writeln!(text, "{id},{kind},{on},{status},{participant}");
        }
    }
    fs::write(csv, text).unwrap();
}
