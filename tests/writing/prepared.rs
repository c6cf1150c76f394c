//! Verbs that write, each after a preparation by a shell, with the program and git.

/// A verb that writes, and its preparation.
pub struct Prepared {
    /// What a shell runs in the folder of the program beforehand.
    pub script: &'static str,
    pub arguments: &'static [&'static str],
}

const GIT: &str = "git init -q -b main && git add -A && git commit -q -m all";

const WEDNESDAY: &str = "2026-10-07-group-wednesday";

/// A session moved to two days, as by two laptops.
const MOVED_TWICE: &str = "git init -q -b main && git add -A && git commit -q -m all && \
     peer move 2026-10-07-group-wednesday --on 2026-10-08 && \
     sed s/2026-10-08/2026-10-09/ sessions/2026/2026-10-08-group-wednesday.toml \
     > sessions/2026/2026-10-09-group-wednesday.toml";

/// A merge in which one side changed a file and the other removed it.
const HALF: &str = "git init -q -b main && git add -A && git commit -q -m all && \
     git checkout -q -b other && git rm -q groups/wednesday.toml && git commit -q -m gone && \
     git checkout -q main && echo '# ours' >> groups/wednesday.toml && git commit -q -a -m changed && \
     ! git merge -q other";

/// A committed but unfinished write: its journal is in place, and one of its two files.
const OPEN: &str = "peer set p-rosa1 area=6 phone=520-555-0106 && \
     strace -f -qq -o /dev/null -e trace=rename -e inject=rename:error=EIO:when=5+ \
     peer set p-rosa1 area=7 phone=520-555-0107 && test -n \"$(find . .. -name journal)\"";

/// Two clones that have diverged.
const CLONES: &str = "git init -q -b main && git add -A && git commit -q -m all && \
     git init -q --bare -b main ../hub.git && git remote add origin ../hub.git && git push -q -u origin main && \
     git clone -q ../hub.git ../ben && echo '# theirs' >> ../ben/groups/wednesday.toml && \
     git -C ../ben commit -q -a -m theirs && git -C ../ben push -q && peer set p-luis1 area=3 && peer save";

/// A family that came home and consented to questions, and a county to ask.
macro_rules! asked {
    ($then:literal) => {
        concat!(
            "sed -i 's/schema = 1/schema = 2/' peer.toml && printf '%s\\n' '[[agreement]]' 'name = \"county\"' \
             'to = \"the county\"' 'source = \"county-match\"' 'fields = [ \"county\", ]' \
             'consents = [ \"outcome-reporting\", ]' >> peer.toml && \
             printf '%s\\n' '[[consent]]' 'kind = \"outcome-reporting\"' 'given = 2025-01-01' \
             > participants/p-asked.toml && printf '%s\\n' 'system = \"cps\"' 'county = \"pima\"' \
             'participants = [ \"p-asked\", ]' '[child.a]' '[[event]]' 'on = 2025-01-10' 'kind = \"removed\"' \
             '[[event]]' 'on = 2025-10-01' 'kind = \"reunified\"' > cases/c-asked.toml && \
             printf '%s\\n' 'kind = \"casework\"' 'on = 2026-02-01' 'participants = [ \"p-asked\", ]' \
             > sessions/2026/2026-02-01-casework-p-asked.toml",
            $then
        )
    };
}

pub const PREPARED: &[Prepared] = &[
    Prepared {
        script: GIT,
        arguments: &["git", "setup", "--hooks"],
    },
    Prepared {
        script: "git init -q -b main && peer git setup --hooks && rm .gitattributes && \
                 git config --unset merge.renames && sed -i 's/git check/git  check/' .git/hooks/pre-commit",
        arguments: &["upgrade"],
    },
    Prepared {
        script: "git init -q -b main && git add -A && git commit -q -m all && peer set p-luis1 area=3",
        arguments: &["save"],
    },
    Prepared {
        script: "true",
        arguments: &["init", "../new"],
    },
    Prepared {
        script: "true",
        arguments: &["list", "participants", "-o", "../answer.csv"],
    },
    Prepared {
        script: "peer void 2026-10-07-group-wednesday --reason test",
        arguments: &["unvoid", WEDNESDAY],
    },
    Prepared {
        script: MOVED_TWICE,
        arguments: &["keep", "2026-10-09-group-wednesday"],
    },
    Prepared {
        script: MOVED_TWICE,
        arguments: &["drop", "2026-10-09-group-wednesday"],
    },
    Prepared {
        script: HALF,
        arguments: &["keep", "groups/wednesday.toml"],
    },
    Prepared {
        script: HALF,
        arguments: &["drop", "groups/wednesday.toml"],
    },
    Prepared {
        script: "peer set p-luis1 area=3",
        arguments: &["undo"],
    },
    Prepared {
        script: OPEN,
        arguments: &["undo"],
    },
    Prepared {
        script: OPEN,
        arguments: &["undo", "--finish"],
    },
    Prepared {
        script: "printf 'First name,Last name,Needs\\nNina,Quill,housing\\nOmar,Reyes,nonsense-word\\n' > ../parents.csv",
        arguments: &["import", "../parents.csv"],
    },
    Prepared {
        script: "echo 'area = \"1\"' > ../before && echo 'area = \"2\"' > ../ours && \
                 printf 'area = \"1\"\\nlanguages = [ \"es\", ]\\n' > ../theirs",
        arguments: &[
            "git",
            "merge-file",
            "../before",
            "../ours",
            "../theirs",
            "participants/p-rosa1.toml",
        ],
    },
    Prepared {
        script: CLONES,
        arguments: &["sync"],
    },
    Prepared {
        script: asked!(""),
        arguments: &["outcome", "ask", "county", "-o", "../ask.csv"],
    },
    Prepared {
        script: asked!(
            " && peer outcome ask county -o ../ask.csv && echo X-1,,,, >> ../ask.csv && sed -i 's/,,,,$/,,hearing,10\\/5\\/2025,/' ../ask.csv"
        ),
        arguments: &["outcome", "answer", "../ask.csv"],
    },
    Prepared {
        script: "true",
        arguments: &["forget", "p-luis1", "--reason", "asked", "--yes"],
    },
];
