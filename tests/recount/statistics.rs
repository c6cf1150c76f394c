//! The statistics of MEASURES, from their formulas.

/// One unit followed: days, and what ended them (0: nothing, 1: the event, 2: a competing event).
pub type Followed = (i64, u8);

const Z: f64 = 1.959_963_984_540_054;

/// The probability of `x` or fewer of `n`.
fn at_most(x: i64, n: i64, p: f64) -> f64 {
    let mut term = (1.0 - p).powi(i32::try_from(n).unwrap());
    let mut sum = 0.0;
    for k in 0..=x {
        sum += term;
        term *= (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
    }
    sum
}

/// Where a falling function reaches `level`.
fn solve(level: f64, falling: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if falling(middle) > level {
            low = middle
        } else {
            high = middle
        }
    }
    low
}

/// Clopper-Pearson if x is 0 or n is under 30, else Wilson.
pub fn interval(x: i64, n: i64) -> (f64, f64) {
    if x == 0 || n < 30 {
        let low = if x == 0 {
            0.0
        } else {
            solve(0.975, |p| at_most(x - 1, n, p))
        };
        let high = if x == n {
            1.0
        } else {
            solve(0.025, |p| at_most(x, n, p))
        };
        return (low, high);
    }
    let (x, n) = (x as f64, n as f64);
    let (p, z2) = (x / n, Z * Z);
    let center = p + z2 / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    (
        (center - half) / (1.0 + z2 / n),
        (center + half) / (1.0 + z2 / n),
    )
}

/// The event times of either kind, each with how many are at risk, had the event, and had a competing one.
fn steps(units: &[Followed]) -> Vec<(i64, f64, f64, f64)> {
    let mut times: Vec<_> = units
        .iter()
        .filter(|unit| unit.1 > 0)
        .map(|unit| unit.0)
        .collect();
    times.sort_unstable();
    times.dedup();
    let count =
        |keep: &dyn Fn(&Followed) -> bool| units.iter().filter(|unit| keep(unit)).count() as f64;
    let step = |t: i64| {
        (
            t,
            count(&|unit| unit.0 >= t),
            count(&|unit| *unit == (t, 1)),
            count(&|unit| *unit == (t, 2)),
        )
    };
    times.into_iter().map(step).collect()
}

/// S, its standard error, at the end.
pub fn kaplan_meier(units: &[Followed]) -> (f64, f64) {
    let (mut s, mut sum) = (1.0, 0.0);
    for (_, n, d, _) in steps(units).into_iter().filter(|step| step.2 > 0.0) {
        s *= 1.0 - d / n;
        sum += d / (n * (n - d));
    }
    (s, s * f64::sqrt(sum))
}

/// The cumulative incidence of the event, and its standard error, at the end.
pub fn aalen_johansen(units: &[Followed]) -> (f64, f64) {
    let curve = incidence(units);
    let last = curve.last().map_or(0.0, |point| point.1);
    let mut variance = 0.0;
    for (step, (_, i, before)) in steps(units).into_iter().zip(curve) {
        let (_, n, dj, other) = step;
        let (d, rest) = (dj + other, last - i);
        if n > d {
            variance += rest * rest * d / (n * (n - d));
        }
        variance +=
            before * before * dj * (n - dj) / (n * n * n) - 2.0 * rest * before * dj / (n * n);
    }
    (last, variance.max(0.0).sqrt())
}

/// Time, I(t), and S just before it.
fn incidence(units: &[Followed]) -> Vec<(i64, f64, f64)> {
    let (mut s, mut i, mut curve) = (1.0, 0.0, Vec::new());
    for (t, n, dj, other) in steps(units) {
        let before = s;
        i += before * dj / n;
        s *= 1.0 - (dj + other) / n;
        curve.push((t, i, before));
    }
    curve
}

/// The first day by which this share had the event, of all that can happen (Aalen-Johansen).
pub fn incidence_quantile(units: &[Followed], share: f64) -> Option<i64> {
    incidence(units)
        .into_iter()
        .find(|point| point.1 >= share - 1e-9)
        .map(|point| point.0)
}

/// The first day by which this share had ended (Kaplan-Meier; regardless of what ended it).
pub fn ended_quantile(units: &[Followed], share: f64) -> Option<i64> {
    let mut s = 1.0;
    for (t, n, d, _) in steps(units) {
        s *= 1.0 - d / n;
        if s <= 1.0 - share + 1e-9 {
            return Some(t);
        }
    }
    None
}
