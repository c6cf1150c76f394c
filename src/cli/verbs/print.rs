use std::path::Path;

use clap::{Args, Subcommand};

use crate::cli::args::{ComingDay, Naming, Output, Ref, Resolve, choice};
use crate::cli::complete;
use crate::cli::failure::{Done, Failure};
use crate::cli::peer::{Peer, RunRegister};
use crate::record::schema::quoted;
use crate::record::{
    GroupId, Kind, MentorId, ParticipantId, Period, Point, Step, Word, WrittenDay, period,
};
use crate::render::{Format, Look, render, sign_in_html, sign_in_xlsx};
use crate::report::paper::{self, SignIn};
use crate::report::{Cell, Column, Sheet};
use crate::store::{Directory, Scope, Target};

/// Print a sheet to sign in on, a mentor's month, a parent's own file, or a survey
///
/// These pages show names. A terminal shows them directly; a file, .html or .xlsx, must be outside the program's
/// folder, and only you can read it. `peer explain names` lists them.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer print sign-in wednesday --on 2026-11-25 -o ../sign-in.html\n  \
                  peer print sign-in wednesday -o ../sign-in.xlsx     `peer import` reads it back\n  \
                  peer print month dana 2026-10 -o ../dana.html\n  peer print card rosa -o ../rosa.html\n  \
                  peer print survey pfs2 -o ../pfs2.html"
)]
pub struct Print {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    SignIn(PrintSignIn),
    Month(PrintMonth),
    Card(PrintCard),
    Survey(PrintSurvey),
}

/// A sheet to sign in on: those who come, room for newcomers, and their children
///
/// It lists parents who came to one of the last 12 meetings and have not left the program. Afterwards, put an x in the
/// .xlsx for everyone who came, add newcomers below, and `peer import FILE` logs the meeting.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer print sign-in wednesday                         on the screen\n  \
                  peer print sign-in wednesday --on 2026-11-25 -o ../sign-in.html\n  \
                  peer print sign-in wednesday -o ../sign-in.xlsx"
)]
struct PrintSignIn {
    /// The group
    #[arg(value_name = "GROUP")]
    group: Ref<GroupId>,
    /// The day it meets; a weekday is the coming one [default: its next meeting]
    #[arg(long, value_name = "DAY")]
    on: Option<ComingDay>,
    #[command(flatten)]
    page: Page,
}

/// A mentor's month, to be signed: sessions, hours by kind, contacts, trainings, miles
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer print month dana 2026-10\n  peer print month dana 2026-10 -o ../dana.html\n  \
                  peer print month dana 2026-10 -o ../dana.xlsx"
)]
struct PrintMonth {
    /// The mentor
    #[arg(value_name = "MENTOR")]
    mentor: Ref<MentorId>,
    /// The month, such as 2026-10
    #[arg(value_name = "MONTH", add = complete::months())]
    month: String,
    #[command(flatten)]
    page: Page,
}

/// A parent's own file: what is on file about the parent, for the parent
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer print card rosa\n  peer print card p-4f7kq -o ../rosa.html"
)]
struct PrintCard {
    /// The parent
    #[arg(value_name = "WHO")]
    who: Ref<ParticipantId>,
    #[command(flatten)]
    page: Page,
}

/// A survey to tick on paper: a line for each item, a box for each answer
///
/// Of a licensed form it has the numbers of the items alone: hand it out with the form.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  peer print survey felt-supported\n  peer print survey pfs2 -o ../pfs2.html\n  \
                  peer print survey pfs2 --point pre -o ../pre.html"
)]
struct PrintSurvey {
    /// The survey
    #[arg(value_name = "SURVEY", add = complete::surveys())]
    survey: String,
    /// When it is answered: pre, post, retrospective or once
    #[arg(long, value_name = "POINT", value_parser = choice::<Point>(), hide_possible_values = true)]
    point: Option<Point>,
    #[command(flatten)]
    page: Page,
}

/// Where a page goes.
#[derive(Debug, Clone, Args)]
struct Page {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    naming: Naming,
}

impl Print {
    pub(super) fn run(&self, peer: &Peer) -> Result<Done, Failure> {
        let directory = peer.directory()?;
        match &self.what {
            What::SignIn(verb) => verb.run(peer, &directory),
            What::Month(verb) => verb.run(peer, &directory),
            What::Card(verb) => verb.run(peer, &directory),
            What::Survey(verb) => verb.run(peer, &directory),
        }
    }
}

impl PrintSignIn {
    fn run(&self, peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
        let register = self.page.register(peer, directory)?;
        let group = self.group.resolve(&register)?;
        let entry = register.group(&group);
        let (days, _) = entry
            .map(|entry| entry.record.planned())
            .unwrap_or_default();
        let next = days
            .iter()
            .map(|weekday| WrittenDay::Coming(weekday).on(peer.today));
        let next = next.min().unwrap_or(peer.today);
        let on = self.on.resolve(&peer.today)?.unwrap_or(next);
        if self.on.is_none() && on != peer.today {
            let day = on.weekday_name();
            peer.screen.note(&format!(
                "for the next meeting, {day} {on}; for another day: --on DAY"
            ));
        }
        let page = paper::sign_in(&register, &group, on);
        if !days.is_empty() && !days.contains(&on.weekday()) {
            let usual = days.join(" and ");
            peer.screen.note(&format!(
                "{on} is a {}; the group meets on {usual}",
                on.weekday_name()
            ));
        }
        match self.page.format()? {
            Format::Text => self.page.show(peer, directory, &[on_the_screen(&page)]),
            Format::Html => {
                let html = sign_in_html(&page).map_err(Failure::new)?;
                self.page.write(peer, directory, html)
            }
            _ => {
                let workbook = sign_in_xlsx(&page).map_err(Failure::new)?;
                self.page.write(peer, directory, workbook)
            }
        }
    }
}

/// The sign-in sheet as a list.
fn on_the_screen(page: &SignIn) -> Sheet {
    let title = format!("Sign-in: {}, {}", page.group, page.on);
    let mut sheet = Sheet::new("print", &title, &page.program, page.on);
    sheet.columns = ["name", "signature", "children"].map(Column::text).to_vec();
    let line = || Cell::text("__________________");
    let names = page.people.iter().map(|(_, name)| Cell::text(name));
    let room = std::iter::repeat_with(line).take(paper::ROOM);
    sheet.rows = names
        .chain(room)
        .map(|name| vec![name, line(), Cell::text("___")])
        .collect();
    sheet
}

impl PrintMonth {
    fn run(&self, peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
        let register = self.page.register(peer, directory)?;
        let mentor = self.mentor.resolve(&register)?;
        let frame = period::Frame {
            as_of: peer.today,
            fiscal_year_starts: register.program().fiscal_year_starts(),
            first_fact: register.records().first_fact(),
        };
        let month = Period::parse(&self.month, &frame).map_err(Failure::new)?;
        if month.unit != Some(Step::Month) {
            return Err(Failure::new(format!("`{}` is not a month", self.month))
                .help("write the month as 2026-10"));
        }
        let sheets = paper::month(&register, &mentor, &month, peer.today);
        self.page.show(peer, directory, &sheets)
    }
}

impl PrintCard {
    fn run(&self, peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
        let register = self.page.register(peer, directory)?;
        let who = self.who.resolve(&register)?;
        let sheets = paper::card(&register, &who, peer.today);
        self.page.show(peer, directory, &sheets)
    }
}

impl PrintSurvey {
    fn run(&self, peer: &Peer, directory: &Directory) -> Result<Done, Failure> {
        let register = peer.register(directory, Scope::PEOPLE)?;
        let surveys = register.surveys();
        let found = surveys
            .iter()
            .find(|(name, _)| name.as_str() == self.survey);
        let (_, survey) = found.ok_or_else(|| {
            let all: Vec<&str> = surveys.keys().map(Word::as_str).collect();
            let all = quoted(&all);
            let failure = Failure::new(format!("there is no survey `{}`", self.survey));
            failure.help(format!("the surveys are {all}; `peer explain surveys`"))
        })?;
        if let Some(point) = self.point.filter(|point| !survey.points.contains(point)) {
            let (wrong, help) = survey.wrong_point(&self.survey, point);
            return Err(Failure::new(wrong).help(help));
        }
        let program = register.program().name.to_string();
        let sheet = paper::survey(&program, survey, self.point, peer.today);
        self.page.show(peer, directory, &[sheet])
    }
}

impl Page {
    /// The records, with names if the page may show them.
    fn register(&self, peer: &Peer, directory: &Directory) -> Result<RunRegister, Failure> {
        let is_file = self.output.file().is_some();
        let names =
            peer.screen.names && (is_file || peer.names(directory, &self.output, self.naming)?);
        if names && !directory.has_identities() {
            let folder = directory.shown(&directory.folder(Kind::Identity));
            peer.screen.note(&format!(
                "{folder} is not on this computer: people are shown by id"
            ));
        } else if !names && peer.screen.names {
            peer.screen
                .note("people are shown by id; --names shows their names");
        }
        let register = peer.register(directory, Scope::ALL)?;
        Ok(match names {
            true => register,
            false => RunRegister::new(RunRegister::into_inner(register).names_hidden()),
        })
    }

    /// Text on the screen, or a paper format in a file.
    fn format(&self) -> Result<Format, Failure> {
        let format = self.output.format()?;
        match (format, self.output.file()) {
            (Format::Text, None) | (Format::Text | Format::Html | Format::Xlsx, Some(_)) => {
                Ok(format)
            }
            (Format::Html | Format::Xlsx, None) => Err(Failure::new(
                "a page with names can only go to a file, or to the screen as text",
            )
            .help("name a file: -o ../page.html")),
            _ => Err(Failure::new(format!(
                "a page is printed as text, html or xlsx, not as {}",
                format.word()
            ))
            .help("end the file in .html or .xlsx")),
        }
    }

    fn show(&self, peer: &Peer, directory: &Directory, sheets: &[Sheet]) -> Result<Done, Failure> {
        let format = self.format()?;
        if self.output.file().is_none() {
            return peer.show(sheets, &self.output);
        }
        let look = Look {
            width: None,
            unicode: true,
            colour: false,
        };
        let page = render(sheets, format, &look).map_err(Failure::new)?;
        self.write(peer, directory, page)
    }

    /// Writes a page that shows names: outside of the directory, and readable only by its owner.
    fn write(
        &self,
        peer: &Peer,
        directory: &Directory,
        page: impl AsRef<[u8]>,
    ) -> Result<Done, Failure> {
        let file = self.output.file().unwrap_or(Path::new(""));
        Target::private(file, directory.root())?.write(page)?;
        peer.screen
            .say(&format!("wrote {}: only you can read it", file.display()));
        Ok(Done::Yes)
    }
}
