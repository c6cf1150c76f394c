//! Clark's index: how much of the possible follow-up was done.

/// Days observed over days possible, summed over `(observed, possible)` of each subject (Clark, Altman and De Stavola,
/// Lancet 2002): 1 if no one was lost.
///
/// Observed days run to the event, the competing event, the loss or the end of the window; possible days are the same
/// as if no one had been lost. Observed days beyond a subject's possible ones are not counted, so that one subject
/// cannot hide the loss of another. `None` if no day was possible.
pub fn completeness(subjects: impl IntoIterator<Item = (u32, u32)>) -> Option<f64> {
    let (observed, possible) =
        subjects
            .into_iter()
            .fold((0_u64, 0_u64), |(observed, possible), (seen, could)| {
                (
                    observed + u64::from(seen.min(could)),
                    possible + u64::from(could),
                )
            });
    (possible > 0).then(|| observed as f64 / possible as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_lost_is_complete() {
        assert_eq!(completeness([(365, 365), (45, 45)]), Some(1.0));
    }

    #[test]
    fn a_loss_counts_by_the_days_it_hides() {
        assert_eq!(completeness([(100, 100), (50, 300)]), Some(0.375));
    }

    #[test]
    fn days_beyond_the_possible_do_not_make_up_for_a_loss() {
        assert_eq!(completeness([(400, 100), (0, 100)]), Some(0.5));
    }

    #[test]
    fn nobody_and_no_days_have_no_completeness() {
        assert_eq!(completeness([]), None);
        assert_eq!(completeness([(0, 0), (3, 0)]), None);
    }
}
