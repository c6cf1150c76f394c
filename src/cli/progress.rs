//! A progress bar for long work: drawn on a terminal after the first second, removed when the work is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::screen::Screen;

/// Nothing is drawn before this, because most answers come sooner.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the bar is drawn again.
const BEAT: Duration = Duration::from_millis(120);
/// Its length.
const LENGTH: usize = 24;

/// A bar drawn next to the work; it disappears when this is dropped.
#[derive(Debug)]
pub struct Progress {
    count: Arc<Count>,
    stop: Option<Sender<()>>,
    drawer: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Count {
    done: AtomicUsize,
    all: AtomicUsize,
}

impl Progress {
    /// Starts to wait; `what` is shown before the bar.
    #[must_use]
    pub fn new(screen: &Screen, what: &'static str) -> Self {
        let count = Arc::new(Count::default());
        if !screen.draws() {
            return Self {
                count,
                stop: None,
                drawer: None,
            };
        }
        let (stop, stopped) = channel();
        let (screen, counted) = (screen.clone(), Arc::clone(&count));
        let drawer = std::thread::spawn(move || {
            let lasts = |wait: Duration| is_silent(&stopped, wait);
            draw_while(
                lasts,
                &counted,
                |line| screen.draw(line),
                what,
                screen.look.unicode,
            );
        });
        Self {
            count,
            stop: Some(stop),
            drawer: Some(drawer),
        }
    }

    /// `done` of `all` are done.
    pub fn at(&self, done: usize, all: usize) {
        self.count.at(done, all);
    }
}

impl Count {
    fn at(&self, done: usize, all: usize) {
        self.done.store(done, Ordering::Relaxed);
        self.all.store(all, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(drawer) = self.drawer.take() {
            // It does no harm if a bar cannot be drawn.
            let _ = drawer.join();
        }
    }
}

/// Whether no one says within this time that the work is done.
fn is_silent(stopped: &Receiver<()>, wait: Duration) -> bool {
    stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout)
}

/// Redraws the bar for as long as the work `lasts`, and removes it at the end. Draws nothing if the work is done before
/// anyone grows impatient.
fn draw_while(
    mut lasts: impl FnMut(Duration) -> bool,
    count: &Count,
    mut draw: impl FnMut(&str),
    what: &str,
    unicode: bool,
) {
    let mut turn = 0;
    while lasts(if turn == 0 { PATIENCE } else { BEAT }) {
        let (done, all) = (
            count.done.load(Ordering::Relaxed),
            count.all.load(Ordering::Relaxed),
        );
        draw(&format!("{what} {}", bar(done, all, turn, unicode)));
        turn += 1;
    }
    if turn > 0 {
        draw("");
    }
}

/// A bar filled as far as the work is done, or with something moving in it if no one knows how far that is.
fn bar(done: usize, all: usize, turn: usize, unicode: bool) -> String {
    let (full, empty) = if unicode { ('█', '░') } else { ('#', '.') };
    let known = all > 0 && done + 1 < all;
    let is_full = |at: usize| {
        if known {
            at < LENGTH * done / all
        } else {
            (at + LENGTH - turn % LENGTH) % LENGTH < 4
        }
    };
    let bar: String = (0..LENGTH)
        .map(|at| if is_full(at) { full } else { empty })
        .collect();
    if known {
        format!("{bar} {done} of {all}")
    } else {
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_and_then_moves() {
        assert_eq!(
            bar(500, 1000, 0, false),
            "############............ 500 of 1000"
        );
        assert_eq!(bar(0, 0, 0, false), "####....................");
        assert_eq!(bar(999, 1000, 3, true), "░░░████░░░░░░░░░░░░░░░░░");
    }

    /// What is drawn for work that has the given progress each time the bar asks, and is then done.
    fn drawn(told: &[(usize, usize)]) -> (Vec<Duration>, Vec<String>) {
        let (count, mut asked, mut lines) = (Count::default(), Vec::new(), Vec::new());
        let lasts = |wait: Duration| {
            let now = told.get(asked.len());
            asked.push(wait);
            now.inspect(|(done, all)| count.at(*done, *all)).is_some()
        };
        draw_while(
            lasts,
            &count,
            |line| lines.push(line.to_owned()),
            "matching",
            false,
        );
        (asked, lines)
    }

    #[test]
    fn a_bar_is_drawn_after_a_second_and_taken_away() {
        let (asked, lines) = drawn(&[(0, 4), (2, 4), (3, 4)]);
        let expected = [
            "matching ........................ 0 of 4",
            "matching ############............ 2 of 4",
            "matching ..####..................",
            "",
        ];
        assert_eq!(lines, expected);
        assert_eq!(asked, [PATIENCE, BEAT, BEAT, BEAT]);
    }

    #[test]
    fn of_what_is_done_at_once_nothing_is_drawn() {
        assert_eq!(drawn(&[]), (vec![PATIENCE], Vec::new()));
    }

    #[test]
    fn work_that_is_done_is_heard_of() {
        let (stop, stopped) = channel();
        assert!(is_silent(&stopped, Duration::ZERO));
        drop(stop);
        assert!(!is_silent(&stopped, Duration::MAX), "without any wait");
    }
}
