mod all;
mod asked;
mod diff;
mod own_words;

use std::fmt::Display;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::args::{AsOfDay, Output, Resolve, Several, all, choice};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::figures::{Counted, Reads};
use crate::cli::peer::Peer;
use crate::measure::By;
use crate::measure::definition::Named;
use crate::record::definition::Unit;
use crate::record::{Day, Days, Kind};
use crate::register::Register;
use crate::render::{Format, pairs};
use crate::report::audience::for_audience;
use crate::report::catalog::{self, Asked};
use crate::report::explain::{self, REPORTS};
use crate::report::{Audience, Request, Sheet, Takes, benchmark, contract, form, quarter};
use crate::store::Directory;
use asked::{definitions, known_or_form, other_year, period};

/// Answer what courts, counties and funders ask
///
/// `peer report` by itself lists the reports; `peer explain NAME` shows how one is counted. `peer verify FILE` checks
/// a report saved as json, html or markdown.
#[derive(Debug, Clone, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "Examples:\n  peer report quarter -o quarter.html            the last whole quarter\n  \
                        peer report unduplicated SFY2027 --by quarter --audience public -o served.csv\n  \
                        peer report quarter SFY2027Q1 --at 2026-10-12  as the records were that day\n  \
                        peer report --all july-reports SFY2027Q1       every report, in that folder\n  \
                        peer report diff unduplicated SFY2027Q1 --from 2026-10-12\n\n\
                        Periods: 2026-07-01..2026-09-30, 2026-10, CY2026, CY2026Q3, FFY2027Q1 (from October), \
                        SFY2027Q1 (from July), FY2027Q1 (the program's own year), last-quarter, this-fy, to-date."
)]
pub struct Report {
    #[command(subcommand)]
    other: Option<Other>,
    /// The report, or a form such as voca
    #[arg(value_name = "NAME", add = complete::reports())]
    name: Option<String>,
    /// Such as SFY2027Q1 [default: all so far; for `quarter`, last quarter]
    #[arg(value_name = "PERIOD", add = complete::periods())]
    period: Option<String>,
    /// Break the report down by quarter, month, year, service, area and so on
    #[arg(long = "by", value_name = "BY", add = complete::breakdowns())]
    by: Vec<Several<By>>,
    /// As of this day: later facts do not count [default: today; for the public the end of the last whole month]
    #[arg(long, value_name = "DAY", hide_short_help = true)]
    as_of: Option<AsOfDay>,
    /// funder (no ids) or public (small counts masked)
    #[arg(long, value_name = "WHOM", default_value = "internal", hide_default_value = true,
          value_parser = choice::<Audience>(), hide_possible_values = true)]
    audience: Audience,
    /// Count returns in another way (`peer explain returns`)
    #[arg(long = "definition", value_name = "NAME", add = complete::definitions())]
    definitions: Vec<Several<String>>,
    /// Count returns by participant, family or child
    #[arg(long, value_name = "UNIT", value_parser = choice::<Unit>(), hide_possible_values = true)]
    unit: Option<Unit>,
    /// List the records behind each figure
    #[arg(long)]
    who: bool,
    /// Also show figures for statisticians (Kaplan-Meier)
    #[arg(long)]
    full: bool,
    /// Count only people who are new this year
    #[arg(long = "new")]
    new_only: bool,
    /// A file with your introduction to the report `quarter`
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    words: Option<PathBuf>,
    /// Write every report into a new folder: html, xlsx, json, csv
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath,
          conflicts_with_all = ["period", "by", "definitions", "unit", "who", "full", "new_only", "words", "format", "named"])]
    all: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// What is asked about a report, instead of its figures.
#[derive(Debug, Clone, Subcommand)]
enum Other {
    Diff(diff::Diff),
}

impl Report {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        if let Some(Other::Diff(diff)) = &self.other {
            return diff.run(peer);
        }
        if let Some(folder) = &self.all {
            return self.write_all(peer, folder);
        }
        let Some(name) = self.name.as_deref() else {
            return list(peer);
        };
        self.ends_a_month(peer)?;
        let directory = peer.directory()?;
        let mut sheets = self.derive(peer, &directory, name)?;
        if let Some(file) = &self.words {
            own_words::add(peer, &directory, file, &mut sheets)?;
        }
        let done = peer.show_made(&sheets, &self.output, &directory, self.command(&sheets))?;
        self.note_limits(peer, &sheets)?;
        Ok(done)
    }

    /// The sheets of the report, from the records of a directory.
    ///
    /// # Errors
    /// The question is wrong, or a file has a fault.
    pub(super) fn derive(
        &self,
        peer: &Peer,
        directory: &Directory,
        name: &str,
    ) -> Result<Vec<Sheet>, Failure> {
        known_or_form(name, directory)?;
        self.fits(name, &self.by(), self.audience)?;
        let counted = self.counted(peer, directory, name)?;
        self.laid_out(peer, directory, name, &counted)
    }

    /// The records that the report counts.
    fn counted(&self, peer: &Peer, directory: &Directory, name: &str) -> Result<Counted, Failure> {
        let (kinds, as_of) = (self.kinds(name), self.as_of(peer)?);
        peer.figures(directory, self.reads(directory, name, &kinds, as_of))
    }

    /// What the report is counted from.
    fn reads<'k>(
        &self,
        directory: &Directory,
        name: &str,
        kinds: &'k [Kind],
        as_of: Day,
    ) -> Reads<'k> {
        let span = catalog::span(name);
        // The first day with facts is known only once all are read.
        let period = Some(self.period(name)).filter(|period| *period != "to-date");
        let period = period.and_then(|text| asked::dated(text, directory.program(), as_of));
        Reads {
            kinds,
            as_of: Some(as_of),
            audience: self.audience,
            span,
            days: period.map_or(Days::ALL, |period| span.days(&period, as_of)),
        }
    }

    /// The sheets of the report, from the given records.
    fn laid_out(
        &self,
        peer: &Peer,
        directory: &Directory,
        name: &str,
        counted: &Counted,
    ) -> Result<Vec<Sheet>, Failure> {
        let (by, audience, as_of) = (self.by(), self.audience, self.as_of(peer)?);
        let register = &*counted.register;
        let consenting_only =
            audience != Audience::Internal && directory.program().requires_consent();
        let period = period(self.period(name), register, as_of)?;
        if let Some(note) = other_year(&period, directory.program()) {
            peer.screen.note(&note);
        }
        let request = Request {
            register,
            period: &period,
            as_of,
            by: &by,
            consenting_only,
        };
        let mut sheets = self
            .sheets(name, &request, audience)
            .map_err(Failure::new)?;
        self.compare(&mut sheets, register).map_err(Failure::new)?;
        // Several sheets are one page, which says once where its figures come from; the public does not see that.
        sheets
            .iter_mut()
            .skip(1)
            .for_each(|sheet| sheet.sources.clear());
        if let Some(first) = sheets.first_mut() {
            let kinds = self.kinds(name);
            first.errors = counted.errors(directory, self.reads(directory, name, &kinds, as_of));
            if audience != Audience::Public {
                first.sources.extend(peer.sources(directory));
            }
        }
        Ok(sheets)
    }

    fn by(&self) -> Vec<By> {
        all(&self.by).copied().collect()
    }

    /// The kinds of record whose errors matter to the report.
    fn kinds(&self, name: &str) -> Vec<Kind> {
        if form::is_form(name) {
            return form::READS.to_vec();
        }
        catalog::reads(name, &self.by(), !self.definitions.is_empty())
    }

    /// The as-of day.
    fn as_of(&self, peer: &Peer) -> Result<Day, Failure> {
        Ok(match self.as_of.resolve(&peer.today)? {
            Some(day) => day,
            None if self.audience == Audience::Public => month_before(peer.today),
            None => peer.today,
        })
    }

    /// Says on the screen that the period is not over, and that there are errors in the records, if the report itself
    /// is written elsewhere.
    fn note_limits(&self, peer: &Peer, sheets: &[Sheet]) -> Result<(), Failure> {
        let is_elsewhere = self.output.file().is_some() || self.output.format()? != Format::Text;
        if let Some(first) = sheets.first().filter(|_| is_elsewhere) {
            let errors = first.errors_in_words().into_iter().take(1);
            let lines = first.not_over().into_iter().chain(errors);
            lines.for_each(|line| peer.screen.note(&line));
        }
        Ok(())
    }

    /// The report's name; empty if only the list of reports is asked for.
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    /// The arguments that make the report again, without where to write it.
    fn command(&self, sheets: &[Sheet]) -> Vec<String> {
        let Self {
            other: _,
            name,
            period: _,
            by,
            as_of: _,
            audience,
            definitions,
            unit,
            who,
            full,
            new_only,
            words: _,
            all: _,
            output: _,
        } = self;
        let mut command = vec!["report".to_owned()];
        command.extend(name.clone());
        command.push(self.period(name.as_deref().unwrap_or_default()).to_owned());
        let mut option =
            |name: &str, value: &dyn Display| command.push(format!("--{name}={value}"));
        all(by).for_each(|by| option("by", by));
        all(definitions).for_each(|definition| option("definition", definition));
        unit.iter().for_each(|unit| option("unit", unit));
        option("audience", audience);
        sheets
            .first()
            .into_iter()
            .for_each(|sheet| option("as-of", &sheet.as_of));
        command.extend(who.then(|| "--who".to_owned()));
        command.extend(full.then(|| "--full".to_owned()));
        command.extend(new_only.then(|| "--new".to_owned()));
        command
    }

    /// The period asked for; without one, the last whole quarter for the quarter page and for forms, and all days so
    /// far for others.
    fn period(&self, name: &str) -> &str {
        let usual = if name == quarter::TEXT.0 || form::is_form(name) {
            "last-quarter"
        } else {
            "to-date"
        };
        self.period.as_deref().unwrap_or(usual)
    }

    /// Whether the options fit together.
    fn fits(&self, name: &str, by: &[By], audience: Audience) -> Result<(), Failure> {
        if explain::is_page(name) && (self.who || !by.is_empty()) {
            return Err(Failure::new(format!(
                "`{name}` is a page of several reports; --who and --by work only with a single report"
            ))
            .help("ask for one of them, such as `peer report returns --who`"));
        }
        if form::is_form(name) && (self.who || !by.is_empty()) {
            return Err(Failure::new(format!(
                "`{name}` is a form with its own questions; --who and --by work only with reports"
            ))
            .help("ask for `peer report people --who`"));
        }
        if self.words.is_some() && name != quarter::TEXT.0 {
            return Err(Failure::new(
                "--words works only with `peer report quarter`",
            ));
        }
        let is_page = |format| matches!(format, Format::Text | Format::Html | Format::Markdown);
        if self.words.is_some() && !is_page(self.output.format()?) {
            return Err(
                Failure::new("csv, json and xlsx have no place for your own words")
                    .help("leave out --words, or write a page, such as -o quarter.html"),
            );
        }
        let asked = [
            (
                self.unit.is_some() || !self.definitions.is_empty(),
                Takes::Definitions,
                "--definition and --unit go",
            ),
            (self.full, Takes::Full, "--full goes"),
            (self.new_only, Takes::New, "--new goes"),
        ];
        for (_, what, goes) in asked.iter().filter(|(is_asked, ..)| *is_asked) {
            let mut with = catalog::taking(*what);
            with.extend((*what != Takes::New).then_some(quarter::TEXT.0));
            if !with.contains(&name) {
                let with: Vec<String> = with
                    .iter()
                    .map(|name| format!("`peer report {name}`"))
                    .collect();
                return Err(Failure::new(format!("{goes} with {}", with.join(" and "))));
            }
        }
        if self.new_only && audience == Audience::Public {
            return Err(Failure::new("`people --new` has no public copy")
                .help("leave out --new: the column `new` of `people` has the same counts"));
        }
        if self.who && audience != Audience::Internal {
            return Err(
                Failure::new("--who lists ids, so it is only for use inside the program")
                    .help(format!("leave out --who, or --audience {audience}")),
            );
        }
        Ok(())
    }

    /// Refuses a public report as of a day that does not end a month: the difference between two reports that are a few
    /// days apart would show what few people did.
    fn ends_a_month(&self, peer: &Peer) -> Result<(), Failure> {
        let Some(day) = self.as_of.resolve(&peer.today)? else {
            return Ok(());
        };
        if self.audience != Audience::Public || day == day.end_of_month() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{day} is not the end of a month: a public report is always as of the end of a month"
        ))
        .help(format!(
            "use --as-of {}, or leave out --as-of for the end of the last whole month",
            month_before(day)
        )))
    }

    fn sheets(
        &self,
        name: &str,
        request: &Request<'_>,
        audience: Audience,
    ) -> Result<Vec<Sheet>, String> {
        let definitions = self.definitions(request.register)?;
        let asked = Asked {
            definitions: &definitions,
            unit: self.unit,
            full: self.full,
            new_only: self.new_only,
        };
        if name == quarter::TEXT.0 {
            return quarter::sheets(request, asked, audience);
        }
        if let Some(form) = form::find(name, request).filter(|_| form::is_form(name)) {
            let sheet = form::sheet(name, &form, request);
            return for_audience(vec![sheet], audience, request, asked);
        }
        if name == contract::TEXT.0 {
            let sheet = contract::sheet(request, asked, audience)?;
            return for_audience(vec![sheet], audience, request, asked);
        }
        let sheet = if self.who {
            catalog::who(name, request, asked)
        } else {
            catalog::sheet(name, request, asked)
        };
        let sheet = sheet.unwrap_or_else(|| Err(format!("there is no report `{name}`")))?;
        let mut sheets = vec![sheet];
        if self.shows_more(audience) {
            for beneath in catalog::beneath(name) {
                sheets.push((beneath.rows)(request, asked)?);
            }
        }
        for_audience(sheets, audience, request, asked)
    }

    /// Whether pages show another report below this one. A csv file is one table, and for the public its groups would
    /// hide figures of everyone: in both cases it must be asked for by name.
    fn shows_more(&self, audience: Audience) -> bool {
        let is_csv = matches!(self.output.format(), Ok(Format::Csv));
        self.by.is_empty() && !self.who && !is_csv && audience != Audience::Public
    }

    /// Adds the program's benchmarks to the figures they belong to.
    fn compare(&self, sheets: &mut [Sheet], register: &Register) -> Result<(), String> {
        if !self.who {
            let definitions = self.definitions(register)?;
            let names: Vec<&str> = definitions
                .iter()
                .map(|named| named.name.as_str())
                .collect();
            benchmark::beside(sheets, register.program(), &names);
        }
        Ok(())
    }

    fn definitions(&self, register: &Register) -> Result<Vec<Named>, String> {
        definitions(&self.definitions, register)
    }
}

/// The last day of the month before a day.
fn month_before(day: Day) -> Day {
    day.plus_days(-i64::from(day.day()))
}

fn list(peer: &Peer) -> Result<Done, Failure> {
    let reports = REPORTS.iter().map(|name| explain::line(name));
    let all: Vec<(String, String)> = reports.chain(form::lines()).collect();
    peer.screen.answer_styled(pairs(&all, &peer.screen.look))?;
    Ok(Done::Yes)
}
