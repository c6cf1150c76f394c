//! A bar for what takes long: drawn on a terminal after the first second, gone when it is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::screen::Screen;

/// Nothing is drawn before this, as most answers are there sooner.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the bar is drawn again.
const BEAT: Duration = Duration::from_millis(120);
/// Its length.
const LENGTH: usize = 24;

/// A bar that is drawn beside the work; it goes when it is dropped.
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
    /// Begins to wait; `what` stands before the bar.
    #[must_use]
    pub fn new(screen: &Screen, what: &'static str) -> Self {
        let count = Arc::new(Count::default());
        if !screen.draws() {
            return Self { count, stop: None, drawer: None };
        }
        let (stop, stopped) = channel();
        let (screen, counted) = (screen.clone(), Arc::clone(&count));
        let drawer = std::thread::spawn(move || {
            let mut turn = 0;
            let mut wait = PATIENCE;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let (done, all) = (counted.done.load(Ordering::Relaxed), counted.all.load(Ordering::Relaxed));
                screen.draw(&format!("{what} {}", bar(done, all, turn, screen.look.unicode)));
                turn += 1;
                wait = BEAT;
            }
            if turn > 0 {
                screen.draw("");
            }
        });
        Self { count, stop: Some(stop), drawer: Some(drawer) }
    }

    /// So many of so many are done.
    pub fn at(&self, done: usize, all: usize) {
        self.count.done.store(done, Ordering::Relaxed);
        self.count.all.store(all, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(drawer) = self.drawer.take() {
            // A bar that could not be drawn is no loss.
            let _ = drawer.join();
        }
    }
}

/// A bar that is filled as far as the work is done, or, where nobody knows how far, one with something moving in it.
fn bar(done: usize, all: usize, turn: usize, unicode: bool) -> String {
    let (full, empty) = if unicode { ('█', '░') } else { ('#', '.') };
    let known = all > 0 && done + 1 < all;
    let is_full = |at: usize| if known { at < LENGTH * done / all } else { (at + LENGTH - turn % LENGTH) % LENGTH < 4 };
    let bar: String = (0..LENGTH).map(|at| if is_full(at) { full } else { empty }).collect();
    if known { format!("{bar} {done} of {all}") } else { bar }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_and_then_moves() {
        assert_eq!(bar(500, 1000, 0, false), "############............ 500 of 1000");
        assert_eq!(bar(0, 0, 0, false), "####....................");
        assert_eq!(bar(999, 1000, 3, true), "░░░████░░░░░░░░░░░░░░░░░");
    }
}
