//! Before and after for the same people.

use super::interval::beta_quantile;

/// The minimum number of pairs for an interval.
pub const FEWEST_PAIRS: usize = 5;

/// How the same people changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// The mean change.
    pub mean: f64,
    /// The standard deviation of the changes, with n - 1; `None` for one pair.
    pub sd: Option<f64>,
    /// The 95 % interval of the mean change, by Student's t; `None` for fewer than five pairs.
    pub interval: Option<(f64, f64)>,
    /// The mean change in standard deviations of the changes; `None` if all changes are equal.
    pub standardized: Option<f64>,
}

/// How the same people changed, from the change of each; `None` if there are none.
pub fn paired(changes: &[f64]) -> Option<Paired> {
    let n = changes.len();
    if n == 0 {
        return None;
    }
    // The order of people does not change any bit.
    let mut sorted = changes.to_vec();
    sorted.sort_by(f64::total_cmp);
    let size = n as f64;
    let mean = sorted.iter().sum::<f64>() / size;
    let squares: f64 = sorted.iter().map(|change| (change - mean).powi(2)).sum();
    let sd = (n > 1).then(|| (squares / (size - 1.0)).sqrt());
    let half = |sd: f64| Some(t_quantile(n - 1)? * sd / size.sqrt());
    let interval = sd.filter(|_| n >= FEWEST_PAIRS).and_then(half);
    Some(Paired {
        mean,
        sd,
        interval: interval.map(|half| (mean - half, mean + half)),
        // Rounding error is not spread.
        standardized: sd.filter(|sd| *sd > 1e-12).map(|sd| mean / sd),
    })
}

/// The 97.5 % quantile of Student's t: with T of `degrees` degrees of freedom, degrees / (degrees + T²) has a beta
/// distribution.
fn t_quantile(degrees: usize) -> Option<f64> {
    let degrees = degrees as f64;
    let x = beta_quantile(degrees / 2.0, 0.5, 0.05)?;
    Some((degrees * (1.0 / x - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R's `sleep`: extra hours with the first drug and with the second, of ten people.
    const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    fn changes() -> Vec<f64> {
        let pairs = FIRST.iter().zip(SECOND);
        pairs.map(|(before, after)| after - before).collect()
    }

    fn near(one: f64, other: f64, tolerance: f64) {
        assert!((one - other).abs() <= tolerance, "{one}, not {other}");
    }

    #[test]
    fn student_sleep_data_has_the_published_change_and_interval() {
        let paired = paired(&changes()).unwrap();
        near(paired.mean, 1.58, 1e-12);
        near(paired.sd.unwrap(), 1.229_995_5, 5e-8);
        let (low, high) = paired.interval.unwrap();
        near(low, 0.700_114_2, 5e-8);
        near(high, 2.459_885_8, 5e-8);
        near(paired.standardized.unwrap(), 1.284_557_6, 5e-7);
    }

    #[test]
    fn quantiles_of_t_are_those_of_published_tables() {
        let table = [
            (1, 12.706),
            (2, 4.303),
            (4, 2.776),
            (9, 2.262),
            (10, 2.228),
            (29, 2.045),
            (30, 2.042),
            (60, 2.000),
            (120, 1.980),
        ];
        for (degrees, quantile) in table {
            near(t_quantile(degrees).unwrap(), quantile, 5e-4);
        }
    }

    #[test]
    fn few_pairs_have_no_interval_and_one_no_spread() {
        assert_eq!(paired(&[]), None);
        let one = paired(&[2.0]).unwrap();
        assert_eq!(
            (one.mean, one.sd, one.interval, one.standardized),
            (2.0, None, None, None)
        );
        let four = paired(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert!(four.sd.is_some() && four.interval.is_none());
        assert!(
            paired(&[1.0, 2.0, 3.0, 4.0, 5.0])
                .unwrap()
                .interval
                .is_some()
        );
    }

    #[test]
    fn who_all_changed_alike_has_no_standardized_change() {
        let alike = paired(&[0.5; 6]).unwrap();
        assert_eq!((alike.sd, alike.interval), (Some(0.0), Some((0.5, 0.5))));
        assert_eq!(alike.standardized, None);
    }

    #[test]
    fn the_order_of_people_changes_no_bit() {
        let mut turned = changes();
        turned.reverse();
        assert_eq!(paired(&turned), paired(&changes()));
    }
}
