//! Every kind of record supports everything that can be done with records.

use peer::cli::merged;
use peer::record::difference::difference;
use peer::record::{Day, Field, Kind, Program, Records, Shape, read};
use peer::store::{Directory, Merged, Scope, Sides};

use crate::common::{Answer, TODAY};
use crate::history::repo::Repo;

/// The id of the sample of a kind.
fn id(kind: Kind) -> &'static str {
    match kind.id_kind() {
        Some(id) => id.example(),
        None => kind.word(),
    }
}

/// The minimum content of a record of a kind.
fn text(kind: Kind) -> String {
    match kind {
        Kind::Session => {
            "kind = \"support-group\"\non = 2026-10-07\ngroup = \"wednesday\"\nanonymous = 2\n"
                .to_owned()
        }
        Kind::Match => {
            "participant = \"p-4f7kq\"\nmentor = \"m-9x2dh\"\nproposed = 2026-10-01\n".to_owned()
        }
        Kind::Definition => include_str!("../../src/measure/definitions/reentry.toml").to_owned(),
        Kind::Form => "title = \"County\"\nsource = \"Pima County\"\ndated = 2026-07-01\n\
                       [[question]]\nlabel = \"People\"\nfigure = \"served\"\n"
            .to_owned(),
        Kind::Answer => {
            "survey = \"pfs2\"\non = 2026-10-07\nparticipant = \"p-4f7kq\"\npoint = \"pre\"\n\
                         [answers]\n1 = 4\n"
                .to_owned()
        }
        Kind::Survey => {
            "title = \"Own\"\nsource = \"Us\"\ndated = 2026-07-01\npoints = [ \"once\", ]\n\
                         [[item]]\nnumber = 1\nmin = 1\nmax = 5\n"
                .to_owned()
        }
        Kind::Intake => {
            "kind = \"participants\"\n[[column]]\nheader = \"Area\"\nfield = \"area\"\n\
                         [[column]]\nheader = \"First\"\nfield = \"given\"\n"
                .to_owned()
        }
        _ => {
            let fields = kind.schema().fields.iter();
            fields.filter(|field| field.required).map(line).collect()
        }
    }
}

fn line(field: &Field) -> String {
    let value = match field.shape {
        Shape::Choice(words) => format!("\"{}\"", words[0]),
        Shape::Id(kind) => format!("\"{}\"", kind.example()),
        Shape::Day => "2026-10-07".to_owned(),
        Shape::Integer(..) | Shape::Hours | Shape::Number => "1".to_owned(),
        Shape::Bool => "true".to_owned(),
        _ => {
            let program: Program = read::record("schema = 2\nname = \"Test\"\n").unwrap();
            let own = field
                .words
                .map(|list| program.words_for(list)[0].to_owned());
            format!("\"{}\"", own.as_deref().unwrap_or("word"))
        }
    };
    format!("{} = {value}\n", field.name)
}

/// The program with one record of every kind, committed.
fn program() -> (Repo, Directory) {
    let repo = Repo::new();
    let directory = Directory::open(&repo.home.at("records")).unwrap();
    // Names are committed too, so that everything has a history.
    repo.write(".gitignore", "");
    for kind in Kind::ALL {
        repo.write(&directory.path_of(*kind, id(*kind)), &text(*kind));
    }
    repo.commit("2026-10-08");
    (repo, directory)
}

fn run(repo: &Repo, arguments: &[&str]) -> Answer {
    let mut command = repo.command(Some(TODAY), arguments);
    Answer::of(command.output().unwrap(), repo.home.path())
}

fn ok(repo: &Repo, arguments: &[&str]) -> Answer {
    repo.on(TODAY, arguments)
}

fn noted(text: &str) -> String {
    format!("note = \"changed\"\n{text}")
}

fn records(directory: &Directory) -> Records {
    let reading = directory.read(Scope::EVERYTHING);
    assert_eq!(reading.findings, [], "{:?}", reading.findings);
    reading.records
}

#[test]
fn every_kind_is_listed_or_not_for_a_reason() {
    let (repo, _) = program();
    for kind in Kind::ALL {
        let answer = run(&repo, &["list", kind.word(), "--format", "csv"]);
        assert_eq!(answer.status == 0, kind.is_listed(), "{kind}");
        assert_eq!(
            answer.stdout.contains(id(*kind)),
            kind.is_listed(),
            "{kind}"
        );
    }
}

#[test]
fn a_record_of_any_kind_is_shown_but_names_and_maps() {
    let (repo, _) = program();
    // The id of a person's names is that of the record, which is shown.
    for kind in Kind::those(|kind| !kind.is_names() && kind != Kind::Intake) {
        let shown = ok(&repo, &["show", id(kind), "--format", "json"]).stdout;
        let report = format!("\"show {}\"", kind.noun());
        assert!(
            shown.contains(&report) && kind.is_shown(),
            "{kind}: {shown}"
        );
    }
}

#[test]
fn every_kind_is_checked() {
    let (repo, directory) = program();
    ok(&repo, &["check"]);
    for kind in Kind::ALL {
        let path = directory.path_of(*kind, id(*kind));
        repo.write(&path, &format!("{}\nzzz = 1\n", text(*kind)));
        let answer = run(&repo, &["check"]);
        assert_eq!(answer.status, 1, "{kind}: {}", answer.whole());
        assert!(answer.stdout.contains(&path), "{kind}: {}", answer.whole());
        repo.write(&path, &text(*kind));
    }
}

#[test]
fn what_happened_to_a_record_of_any_kind_is_told_but_to_names() {
    let (repo, directory) = program();
    for kind in Kind::ALL {
        let path = directory.path_of(*kind, id(*kind));
        repo.write(&path, &noted(&text(*kind)));
        repo.commit("2026-10-09");
        let answer = run(&repo, &["history", &path]);
        assert_eq!(
            answer.status == 0,
            !kind.is_names(),
            "{kind}: {}",
            answer.whole()
        );
        assert_eq!(
            answer.stdout.contains("note"),
            !kind.is_names(),
            "{kind}: {}",
            answer.whole()
        );
        if kind.is_own() {
            let by_name = ok(&repo, &["history", id(*kind)]);
            assert!(by_name.stdout.contains("note"), "{kind}");
        }
    }
}

#[test]
fn figures_differ_by_records_of_every_kind_they_depend_on() {
    let (repo, directory) = program();
    let was = records(&directory);
    let day: Day = "2026-10-08".parse().unwrap();
    for kind in Kind::ALL {
        let path = directory.path_of(*kind, id(*kind));
        repo.write(&path, &noted(&text(*kind)));
        let mut now = records(&directory);
        let mut steps = difference(&was, &now, day);
        let depends = !kind.is_names() && kind.is_asked();
        let kinds: Vec<Option<Kind>> = steps.iter().map(|step| step.kind).collect();
        let expected: Vec<Option<Kind>> = depends.then_some(Some(*kind)).into_iter().collect();
        assert_eq!(kinds, expected, "{kind}");
        // Taken twice, a step changes nothing.
        let before = now.plain(*kind);
        steps.iter_mut().for_each(|step| step.take(&mut now));
        steps.iter_mut().for_each(|step| step.take(&mut now));
        assert_eq!(now.plain(*kind), before, "{kind}");
        repo.write(&path, &text(*kind));
    }
}

#[test]
fn a_change_of_any_record_is_undone() {
    let (repo, directory) = program();
    repo.home.write(
        "note.sh",
        "{ echo 'note = \"changed\"'; cat \"$1\"; } > \"$1.x\"; cat \"$1.x\" > \"$1\"\n",
    );
    let editor = format!("sh {}", repo.home.at("note.sh").display());
    for kind in Kind::ALL {
        let path = directory.path_of(*kind, id(*kind));
        let mut command = repo.command(Some(TODAY), &["edit", &path]);
        let answer = Answer::of(
            command.env("EDITOR", &editor).output().unwrap(),
            repo.home.path(),
        );
        assert_eq!(answer.status, 0, "{kind}: {}", answer.whole());
        let file = format!("records/{path}");
        assert_eq!(repo.home.read(&file), noted(&text(*kind)), "{kind}");
        ok(&repo, &["undo"]);
        assert_eq!(repo.home.read(&file), text(*kind), "{kind}");
    }
}

#[test]
fn packing_moves_what_packs_and_leaves_the_rest() {
    let (repo, directory) = program();
    let before = records(&directory);
    let file = |kind: &Kind| directory.at(&directory.path_of(*kind, id(*kind)));
    ok(&repo, &["pack", "--before", "2026-11-01"]);
    let after = records(&directory);
    for kind in Kind::ALL {
        assert_eq!(file(kind).exists(), !kind.packs(), "{kind}");
        assert_eq!(after.plain(*kind), before.plain(*kind), "{kind}");
    }
    ok(&repo, &["pack", "--before", "2026-11-01", "--unpack"]);
    for kind in Kind::ALL {
        assert!(file(kind).exists(), "{kind}");
    }
}

#[test]
fn two_changes_of_a_record_of_any_kind_are_merged() {
    let day: Day = TODAY.parse().unwrap();
    let directory =
        Directory::of_texts(read::record::<Program>("schema = 2\nname = \"x\"\n").unwrap());
    for kind in Kind::ALL {
        let base = text(*kind);
        let (ours, theirs) = (noted(&base), format!("{base}# looked at\n"));
        let sides = Sides {
            base: Some(&base),
            ours: &ours,
            theirs: &theirs,
        };
        let path = directory.path_of(*kind, id(*kind));
        let merged = merged(&path, directory.program(), &sides, day);
        let Ok(Merged::Clean(text)) = merged else {
            panic!("{kind}: {merged:?}");
        };
        assert!(
            text.contains("note = \"changed\"") && text.contains("# looked at"),
            "{kind}: {text}"
        );
    }
}

#[test]
fn ids_of_every_kind_are_completed() {
    let (repo, _) = program();
    for kind in Kind::those(|kind| !kind.is_names()) {
        let id = id(kind);
        let mut command = repo.command(Some(TODAY), &["--", "peer", "history", &id[..3]]);
        command.envs([
            ("COMPLETE", "bash"),
            ("_CLAP_IFS", "\n"),
            ("_CLAP_COMPLETE_INDEX", "2"),
            ("_CLAP_COMPLETE_COMP_TYPE", "9"),
            ("_CLAP_COMPLETE_SPACE", "true"),
        ]);
        let answer = Answer::of(command.output().unwrap(), repo.home.path());
        assert!(answer.stdout.contains(id), "{kind}: {}", answer.whole());
    }
}
