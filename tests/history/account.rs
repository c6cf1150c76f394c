//! What must be true of every comparison of two moments.

use super::{Cell, Figures, Key, Moved};

/// Checks that the causes, applied one by one, turn every old figure into the new one, and that no change is left out.
pub fn accounts_for_all(moved: &[Moved], then: &Figures, end: &Figures) {
    for figure in moved {
        let mut value = &figure.then;
        assert_eq!(value, then.get(&figure.key).unwrap_or(&Cell::Unknown));
        for step in &figure.moves {
            assert_eq!(&step.from, value, "{figure:?}");
            value = &step.to;
        }
        assert_eq!(value, &figure.now, "{figure:?}");
        assert_eq!(
            value,
            end.get(&figure.key).unwrap_or(&Cell::Unknown),
            "{figure:?}"
        );
    }
    let known: Vec<&Key> = moved.iter().map(|moved| &moved.key).collect();
    for key in then
        .keys()
        .chain(end.keys())
        .filter(|key| then.get(key) != end.get(key))
    {
        assert!(known.contains(&key), "{key:?} moved, and nobody says why");
    }
}
