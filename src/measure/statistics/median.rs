//! The median of durations that are all known, such as days from request to match.

/// The middle value; for an even number, the mean of the middle two. `None` if there are no values.
///
/// If some durations are still running, this is too short: use the median of a curve instead.
pub fn median(days: impl IntoIterator<Item = u32>) -> Option<f64> {
    let mut sorted: Vec<u32> = days.into_iter().collect();
    sorted.sort_unstable();
    let lower = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    let upper = *sorted.get(sorted.len() / 2)?;
    Some((f64::from(lower) + f64::from(upper)) / 2.0)
}

/// The values below which a quarter, half and three quarters are, like R's `quantile(x, type = 2)`: if a quarter falls
/// between two values, their mean. `None` if there are no values.
pub fn quartiles(values: impl IntoIterator<Item = f64>) -> Option<[f64; 3]> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let at = |quarters: usize| {
        let (below, rest) = (sorted.len() * quarters / 4, sorted.len() * quarters % 4);
        let upper = *sorted.get(below)?;
        let lower = if rest == 0 {
            *sorted.get(below.checked_sub(1)?)?
        } else {
            upper
        };
        Some(lower.midpoint(upper))
    };
    Some([at(1)?, at(2)?, at(3)?])
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

    /// R: `quantile(1:4, c(.25, .5, .75), type = 2)` is 1.5, 2.5, 3.5; of `1:5` it is 2, 3, 4; of `1:6` 2, 3.5, 5.
    #[test]
    fn quartiles_are_those_of_r() {
        let of = |n: u32| quartiles((1..=n).rev().map(f64::from));
        assert_eq!(of(4), Some([1.5, 2.5, 3.5]));
        assert_eq!(of(5), Some([2.0, 3.0, 4.0]));
        assert_eq!(of(6), Some([2.0, 3.5, 5.0]));
        assert_eq!(of(1), Some([1.0; 3]));
        assert_eq!(of(0), None);
    }
}
