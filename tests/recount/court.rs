//! `court`, following MEASURES: hearings, whether a parent was there, and with a mentor.

use std::collections::{BTreeMap, BTreeSet};

use super::days::Day;
use super::people::{Clauses, Days, add};
use super::reach::{Row, count};

/// What is known about one day of a case in court.
#[derive(Default)]
struct Hearing {
    says: bool,
    attended: bool,
    session: bool,
    mentor: bool,
}

impl Days<'_> {
    /// A case is open from `opened` or `petition` to the next `dismissed` or `closed`.
    fn is_open(&self, case: usize, on: Day) -> bool {
        let mut events = self.facts.events(case);
        events.sort_by_key(|(at, event)| (event.on, *at));
        let mut open = false;
        for (_, event) in events.into_iter().filter(|(_, event)| event.on <= on) {
            open = match event.kind {
                "opened" | "petition" => true,
                "dismissed" | "closed" => false,
                _ => open,
            };
        }
        open
    }

    fn hearings(&self, clauses: &mut Clauses) -> BTreeMap<(usize, Day), Hearing> {
        let served = self.served();
        let world = self.facts.world;
        let end = self.last.min(self.facts.today);
        let is_in = |on: Day| self.first <= on && on <= end;
        let of_served = |case: usize| {
            !self
                .facts
                .people(&world.cases[case].parents)
                .is_disjoint(&served)
        };
        let mut all: BTreeMap<(usize, Day), Hearing> = BTreeMap::new();
        let mut in_two = BTreeMap::<(usize, Day), BTreeSet<usize>>::new();
        for case in self.facts.cases().filter(|case| of_served(*case)) {
            for (_, event) in self.facts.events(case) {
                if event.kind != "hearing" || !is_in(event.on) {
                    continue;
                }
                let key = (self.facts.family(case), event.on);
                in_two.entry(key).or_default().insert(case);
                let hearing = all.entry(key).or_default();
                let there = event.present.as_ref().map(|there| self.facts.people(there));
                hearing.says |= there.is_some();
                hearing.attended |= there.is_some_and(|there| !there.is_empty());
            }
        }
        let two = in_two.values().filter(|cases| cases.len() > 1).count();
        add(clauses, "hearing: in two files of a case", two);
        for session in world
            .sessions
            .iter()
            .filter(|session| session.kind == "court")
        {
            let counts = session.held || session.cancelled.is_none();
            if !is_in(session.on) || session.void {
                continue;
            }
            if !counts {
                add(clauses, "court day: cancelled", 1);
                continue;
            }
            let cases: Vec<usize> = match session.case {
                Some(case) => vec![case],
                None => {
                    let people = self.facts.people(&session.parents);
                    let theirs = |case: &usize| {
                        !self
                            .facts
                            .people(&world.cases[*case].parents)
                            .is_disjoint(&people)
                    };
                    let theirs: Vec<_> = self.facts.cases().filter(theirs).collect();
                    let open = |case: &usize| self.is_open(*case, session.on);
                    let open: Vec<_> = theirs.iter().copied().filter(open).collect();
                    add(clauses, "court day: no case, open", open.len());
                    add(
                        clauses,
                        "court day: no case, not open",
                        theirs.len() - open.len(),
                    );
                    open
                }
            };
            let live = |case: &usize| !world.cases[*case].void && of_served(*case);
            for case in cases.into_iter().filter(live) {
                let hearing = all
                    .entry((self.facts.family(case), session.on))
                    .or_default();
                hearing.says = true;
                hearing.session = true;
                hearing.attended |= session.held;
                hearing.mentor |= session.held && self.has_mentor(session);
            }
        }
        all
    }

    /// Every figure.
    pub fn court(&self, clauses: &mut Clauses) -> Row {
        let mut row = Row::new();
        let all = self.hearings(clauses);
        let many = |what: &dyn Fn(&Hearing) -> bool| all.values().filter(|one| what(one)).count();
        let (says, attended) = (many(&|one| one.says), many(&|one| one.attended));
        let with = many(&|one| one.attended && one.mentor);
        count(&mut row, "hearings", all.len());
        count(&mut row, "attended.of", all.len());
        count(&mut row, "attended.n", says);
        count(&mut row, "attended.k", attended);
        count(&mut row, "with_mentor.n", attended);
        count(&mut row, "with_mentor.k", with);
        let enough = !all.is_empty() && says * 5 >= all.len() * 4;
        let share = enough.then(|| attended as f64 / says as f64);
        row.insert("attended_share".to_owned(), share);
        add(clauses, "share of hearings shown", usize::from(enough));
        add(
            clauses,
            "share of hearings not shown",
            usize::from(!enough && says > 0),
        );
        add(clauses, "hearing: nobody wrote it down", all.len() - says);
        add(clauses, "hearing: not attended", says - attended);
        add(
            clauses,
            "hearing: by `present` alone",
            many(&|one| one.says && !one.session),
        );
        add(clauses, "hearing: with a mentor", with);
        row
    }
}
