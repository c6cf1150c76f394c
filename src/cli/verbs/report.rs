use clap::Args;

use crate::cli::args::{Output, as_of_day, parsed};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::Peer;
use crate::measure::By;
use crate::measure::definition::{self, Named};
use crate::record::definition::Unit;
use crate::record::read::nearest;
use crate::record::{Day, Period, period};
use crate::register::Register;
use crate::render::pairs;
use crate::report::audience::for_audience;
use crate::report::catalog::{self, Asked};
use crate::report::explain::{self, REPORTS};
use crate::report::{Audience, Request, Sheet, benchmark, quarter};
use crate::store::Scope;

/// Answer what courts, counties and funders ask
///
/// Every figure comes with its rule, its numerator and denominator, and what is missing. A report refuses to pass over
/// a faulty file: `peer check` names it. `peer explain NAME` tells what a report counts.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  peer report                                 lists the reports\n  \
                        peer report unduplicated SFY2027 --by quarter\n  peer report returns CY2025\n  peer report quarter SFY2027Q1 -o quarter.html\n  peer report quarter SFY2027Q1 -o quarter.xlsx\n  peer report returns CY2025 --who\n  \
                        peer report unduplicated last-quarter --audience public -o served.csv\n\n\
                        Periods: 2026-07-01..2026-09-30, 2026-10, CY2026, CY2026Q3, FFY2027Q1 (October to September),\nSFY2027Q1 (July to June), \
                        FY2027Q1 (the program's own year), last-quarter, this-fy, to-date.")]
pub struct Report {
    /// The report
    #[arg(value_name = "NAME", add = complete::words(REPORTS))]
    name: Option<String>,
    /// The days it is about, such as SFY2027Q1 or to-date
    #[arg(value_name = "PERIOD", default_value = "to-date", hide_default_value = true)]
    period: String,
    /// Break it down by quarter, month or year, and by service, system, area, language or gender
    #[arg(long = "by", value_name = "BY", add = complete::words(By::WORDS))]
    by: Vec<String>,
    /// As of this day: facts dated later do not exist [default: today]
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// Who it is for: internal (everything), funder (no ids) or public (small counts masked)
    #[arg(long, value_name = "WHOM", default_value = "internal", hide_default_value = true,
          add = complete::words(Audience::WORDS))]
    audience: String,
    /// Count returns by this definition; may be repeated, to set several side by side
    #[arg(long = "definition", value_name = "NAME", add = complete::words(&["return-to-court", "return-after-dismissal", "reentry", "reoffense"]))]
    definitions: Vec<String>,
    /// Count returns by participant, family or child
    #[arg(long, value_name = "UNIT", add = complete::words(Unit::WORDS))]
    unit: Option<String>,
    /// List the records behind each figure
    #[arg(long)]
    who: bool,
    #[command(flatten)]
    output: Output,
}

impl Report {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let Some(name) = self.name.as_deref() else {
            return list(peer);
        };
        if !REPORTS.contains(&name) {
            let failure = Failure::new(format!("there is no report `{name}`"));
            return Err(match nearest(name, REPORTS) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help(format!("the reports are {}", REPORTS.join(", "))),
            });
        }
        let directory = peer.directory()?;
        let as_of = self.as_of.as_deref().map_or(Ok(peer.today), |text| as_of_day(text, peer.today))?;
        let by: Vec<By> = self.by.iter().flat_map(|text| text.split(',')).map(parsed).collect::<Result<_, _>>()?;
        let audience: Audience = parsed(&self.audience)?;
        if name == "quarter" && (self.who || !by.is_empty()) {
            return Err(Failure::new("`quarter` is a page of all reports; --who and --by go with the single ones")
                .help("ask for one of them, such as `peer report returns --who`"));
        }
        if !["quarter", "returns"].contains(&name) && (self.unit.is_some() || !self.definitions.is_empty()) {
            return Err(Failure::new("--definition and --unit go with `peer report returns`"));
        }
        if self.who && audience != Audience::Internal {
            return Err(Failure::new("--who lists ids, and is for the program itself alone")
                .help(format!("leave out --who, or --audience {audience}")));
        }
        let (register, files) = peer.register_as_of(&directory, Scope::ALL, Some(as_of))?;
        let period = self.period(&register, as_of)?;
        let request = Request {
            register: &register,
            period: &period,
            as_of,
            by: &by,
            consenting_only: audience != Audience::Internal && register.program().requires_consent(),
        };
        let mut sheets = self.sheets(name, &request, audience).map_err(Failure::new)?;
        self.compare(&mut sheets, &register).map_err(Failure::new)?;
        let sources = peer.sources(&directory, files);
        // Several sheets are one page, which says once where its figures come from.
        sheets.iter_mut().skip(1).for_each(|sheet| sheet.sources.clear());
        if let Some(first) = sheets.first_mut() {
            first.sources.extend(sources);
        }
        peer.show(&sheets, &self.output)
    }

    fn period(&self, register: &Register, as_of: Day) -> Result<Period, Failure> {
        let frame = period::Frame {
            as_of,
            fiscal_year_starts: register.program().fiscal_year_starts(),
            first_fact: register.records().first_fact(),
        };
        Period::parse(&self.period, &frame).map_err(Failure::new)
    }

    fn sheets(&self, name: &str, request: &Request<'_>, audience: Audience) -> Result<Vec<Sheet>, String> {
        let definitions = self.definitions(request.register)?;
        let unit = self.unit.as_deref().map(str::parse::<Unit>).transpose()?;
        let asked = Asked { definitions: &definitions, unit };
        let small_cell = request.register.program().small_cell();
        if name == "quarter" {
            return quarter::sheets(request, asked, audience, small_cell);
        }
        let sheet = if self.who { catalog::who(name, request, asked) } else { catalog::sheet(name, request, asked) };
        let sheet = sheet.unwrap_or_else(|| Err(format!("there is no report `{name}`")))?;
        for_audience(vec![sheet], audience, small_cell)
    }

    /// Adds the program's benchmarks to the figures they go with.
    fn compare(&self, sheets: &mut [Sheet], register: &Register) -> Result<(), String> {
        if !self.who {
            let definitions = self.definitions(register)?;
            let names: Vec<&str> = definitions.iter().map(|named| named.name.as_str()).collect();
            benchmark::beside(sheets, register.program(), &names);
        }
        Ok(())
    }

    /// The definitions of returns that were asked for, the program's own among them.
    fn definitions(&self, register: &Register) -> Result<Vec<Named>, String> {
        let own: Vec<Named> = register
            .records()
            .definitions
            .iter()
            .map(|entry| Named { name: entry.id.to_string(), definition: entry.record.clone() })
            .collect();
        if self.definitions.is_empty() {
            return definition::find(definition::DEFAULT, &own).map(|one| vec![one]);
        }
        self.definitions
            .iter()
            .flat_map(|text| text.split(','))
            .map(|name| definition::find(name.trim(), &own))
            .collect()
    }
}

fn list(peer: &Peer) -> Result<Done, Failure> {
    let all: Vec<(String, String)> = REPORTS.iter().map(|name| explain::line(name)).collect();
    peer.screen.answer(pairs(&all, &peer.screen.look))?;
    Ok(Done::Yes)
}
