//! The median of lengths of time that are all known, such as days from request to match.

/// The middle value; of an even number, the mean of the middle two. `None` of none.
///
/// Where some lengths are still running this is too short: use the median of a curve instead.
pub fn median(days: impl IntoIterator<Item = u32>) -> Option<f64> {
    let mut sorted: Vec<u32> = days.into_iter().collect();
    sorted.sort_unstable();
    let lower = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    let upper = *sorted.get(sorted.len() / 2)?;
    Some((f64::from(lower) + f64::from(upper)) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_number_has_a_middle() {
        assert_eq!(median([9, 1, 4]), Some(4.0));
        assert_eq!(median([7]), Some(7.0));
    }

    #[test]
    fn an_even_number_has_the_mean_of_the_middle_two() {
        assert_eq!(median([9, 1, 4, 6]), Some(5.0));
        assert_eq!(median([2, 1]), Some(1.5));
        assert_eq!(median([u32::MAX, u32::MAX]), Some(f64::from(u32::MAX)));
    }

    #[test]
    fn none_have_no_median() {
        assert_eq!(median([]), None);
    }
}
