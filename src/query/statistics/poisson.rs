//! One shift of the rate of small counts, by likelihood.
//!
//! Where counts are small, means and ranks say little: most bins are equal, and a bin's spread depends on its rate.
//! Here the counts before a break are Poisson with one rate, those after it with another, and the break is where the
//! likelihood ratio Λ against one rate for all is greatest:
//!
//! ```text
//! Λ(k) = 2 · [S ln(S/k) + (C − S) ln((C − S)/(n − k)) − C ln(C/n)],   S of all C events in the first k of n bins
//! ```
//!
//! - p is exact, given how many events there are in all: Worsley (1986), Confidence regions and tests for a
//!   change-point in a sequence of exponential family random variables, *Biometrika* 73(1), 91–104, section 3. The
//!   events before each bin make a chain, and the chance that it keeps below the greatest Λ is summed bin by bin.
//! - The confidence set of 95 % holds the breaks whose Λ lies at most [`SET_BOUND`] below the greatest (sources there).
//!
//! Promises: refuses fewer than [`LEAST_FOR_CHANGE`] bins; a rate lasts at least [`LEAST_LEVEL`] bins. It does *not*
//! know that several events may come of one cause: where they do, counts spread more than Poisson and p is too small.

use super::change::{is_between_levels, stretch};
use super::words::{number, probability, rarity};
use super::{LEAST_FOR_CHANGE, LEAST_LEVEL, LEVEL, MOST_BINS, NotComputable, SET_BOUND};

/// Events that the exact p is computed for.
pub const MOST_EVENTS: usize = 20_000;

/// Below it an upper bound of p is given in its place.
const LEAST_P: f64 = 1e-12;

/// Paths that are so unlikely are not followed.
const NEGLIGIBLE: f64 = 1e-20;

/// Two likelihood ratios that differ by so small a share of them are the same.
const ROUNDING: f64 = 1e-9;

/// A shift of the rate.
#[derive(Clone, Debug, PartialEq)]
pub struct PoissonScan {
    /// Events in all.
    pub events: usize,
    /// Bins before the break.
    pub at: usize,
    /// Events per bin before it.
    pub before: f64,
    /// Events per bin after it.
    pub after: f64,
    /// The greatest Λ, twice the logarithm of the likelihood ratio.
    pub likelihood_ratio: f64,
    /// How likely so great a Λ is if so many events fall into the bins independently and at one rate; 0 to 1. Below
    /// 10⁻¹² an upper bound: Chernoff's for each break, summed.
    pub p: f64,
    /// The breaks in the confidence set of 95 %, in order, the best one among them. If there is no shift, it says
    /// nothing.
    pub set: Vec<usize>,
}

impl PoissonScan {
    /// Such as “Rate changes after 1891: 3.1 events per year before, 0.914 after; with 95 % confidence after 1885 to
    /// 1896. So clear a split is very rare where the rate is constant (Poisson scan, exact p < 0.0001).” The label of a
    /// bin, counted from 0, is asked for.
    #[must_use]
    pub fn sentence(&self, step: &str, label: impl Fn(usize) -> String) -> String {
        let after = |at: usize| label(at.saturating_sub(1));
        let rates = format!("{} events per {step} before, {} after", number(self.before), number(self.after));
        let (best, test) = (after(self.at), format!("(Poisson scan, exact {})", probability(self.p)));
        if self.p >= LEVEL {
            return format!(
                "Not distinguishable from a constant rate {test}. The best single break would be after {best}: {rates}."
            );
        }
        format!(
            "Rate changes after {best}: {rates}; {}. So clear a split is {} where the rate is constant {test}.",
            stretch(&self.set, after),
            rarity(self.p)
        )
    }

    /// The same in a few words, for a row of a table: “rate changes after 1891, from 3.1 to 0.914 (p < 0.0001)”.
    #[must_use]
    pub fn brief(&self, label: impl Fn(usize) -> String) -> String {
        if self.p >= LEVEL {
            return format!("no change of the rate distinguishable ({})", probability(self.p));
        }
        let best = label(self.at.saturating_sub(1));
        let (before, after) = (number(self.before), number(self.after));
        format!("rate changes after {best}, from {before} to {after} ({})", probability(self.p))
    }
}

/// Scans counts for one shift of their rate; of equal breaks the first.
///
/// O(n · w · j), where w is how far the events before a bin may stray, some times √C, and j how many fall into one bin.
///
/// # Errors
/// If there are fewer than [`LEAST_FOR_CHANGE`] or more than [`MOST_BINS`] bins, more than [`MOST_EVENTS`] events, or
/// all counts are the same.
pub fn poisson_scan(counts: &[usize]) -> Result<PoissonScan, NotComputable> {
    let there = counts.len();
    if there < LEAST_FOR_CHANGE {
        return Err(NotComputable::TooFewBins { least: LEAST_FOR_CHANGE, there });
    }
    if there > MOST_BINS {
        return Err(NotComputable::TooManyBins { most: MOST_BINS, there });
    }
    let events = counts.iter().fold(0, |sum: usize, count| sum.saturating_add(*count));
    if events > MOST_EVENTS {
        return Err(NotComputable::TooManyEvents { most: MOST_EVENTS, there: events });
    }
    if counts.iter().all(|count| Some(count) == counts.first()) {
        return Err(NotComputable::NoVariation);
    }
    let scan = Scan { bins: there, events };
    let before = counts.iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    let breaks: Vec<Break> = (1..).zip(before).filter_map(|(at, before)| scan.at(at, before)).collect();
    let greater = |best: Break, next: &Break| if next.ratio > best.ratio { *next } else { best };
    let best = breaks.iter().fold(Break { at: 0, before: 0, ratio: f64::NEG_INFINITY }, greater);
    let bound = best.ratio - SET_BOUND - best.ratio * ROUNDING;
    Ok(PoissonScan {
        events,
        at: best.at,
        before: best.before as f64 / best.at as f64,
        after: (events - best.before) as f64 / (there - best.at) as f64,
        likelihood_ratio: best.ratio,
        p: scan.p(best.ratio),
        set: breaks.iter().filter(|other| other.ratio >= bound).map(|other| other.at).collect(),
    })
}

/// A break, and what is said for it.
#[derive(Clone, Copy)]
struct Break {
    at: usize,
    /// Events before it.
    before: usize,
    ratio: f64,
}

/// So many events in so many bins.
#[derive(Clone, Copy)]
struct Scan {
    bins: usize,
    events: usize,
}

impl Scan {
    /// The break with so many events in so many bins before it, if there is a level on either side.
    fn at(self, at: usize, before: usize) -> Option<Break> {
        is_between_levels(at, self.bins).then(|| Break { at, before, ratio: self.ratio(at, before) })
    }

    /// Λ.
    fn ratio(self, at: usize, before: usize) -> f64 {
        let all = self.events as f64 / self.bins as f64;
        let part = |events: usize, bins: usize| {
            let (events, bins) = (events as f64, bins as f64);
            // x ln x goes to 0 with x.
            if events > 0.0 { events * (events / bins / all).ln() } else { 0.0 }
        };
        2.0 * (part(before, at) + part(self.events.saturating_sub(before), self.bins.saturating_sub(at)))
    }

    /// How likely it is that Λ reaches `ratio` at any break.
    fn p(self, ratio: f64) -> f64 {
        // Λ/2 is C times the divergence of Kullback and Leibler, so that Chernoff's bound of either tail is e^(−Λ/2).
        let breaks = self.bins.saturating_sub(2 * LEAST_LEVEL) + 1;
        let bound = 2.0 * breaks as f64 * (-ratio / 2.0).exp();
        if bound < LEAST_P { bound } else { 1.0 - self.below(ratio * (1.0 - ROUNDING)) }.clamp(0.0, 1.0)
    }

    /// How likely it is that Λ stays below `ratio` at every break, given the number of events.
    ///
    /// Given their number, the events of a Poisson process with any rate are spread like these. The rate is chosen so
    /// that their number is what is expected.
    fn below(self, ratio: f64) -> f64 {
        let rate = self.events as f64 / self.bins as f64;
        let logs = log_factorials(self.events);
        let one = poisson(rate, &logs);
        let several = poisson(rate * LEAST_LEVEL as f64, &logs);
        let mut paths = Paths { first: 0, mass: vec![1.0] };
        for at in LEAST_LEVEL..=self.bins.saturating_sub(LEAST_LEVEL) {
            let jumps = if at == LEAST_LEVEL { &several } else { &one };
            paths = paths.after(jumps, self.events);
            paths.keep(|before| self.ratio(at, before) < ratio);
        }
        let ends = paths.mass.iter().zip(paths.first..).filter_map(|(mass, before)| {
            let rest = self.events.checked_sub(before)?;
            Some(mass * several.get(rest)?)
        });
        let all = poisson(self.events as f64, &logs).last().copied().unwrap_or_default();
        ends.sum::<f64>() / all
    }
}

/// How likely each number of events so far is, on paths that never reached the ratio.
struct Paths {
    /// The number that the first mass stands for.
    first: usize,
    mass: Vec<f64>,
}

impl Paths {
    /// One jump later.
    fn after(&self, jumps: &[f64], most: usize) -> Self {
        let longest = (self.mass.len() + jumps.len()).saturating_sub(1).min((most + 1).saturating_sub(self.first));
        let mut mass = vec![0.0; longest];
        for (at, before) in self.mass.iter().enumerate() {
            mass.iter_mut().skip(at).zip(jumps).for_each(|(sum, jump)| *sum += before * jump);
        }
        Self { first: self.first, mass }
    }

    /// Drops the numbers that are not wanted, and ends that hardly matter.
    fn keep(&mut self, is_wanted: impl Fn(usize) -> bool) {
        for (mass, number) in self.mass.iter_mut().zip(self.first..) {
            if !is_wanted(number) {
                *mass = 0.0;
            }
        }
        let matters = |mass: &f64| *mass > NEGLIGIBLE;
        let end = self.mass.iter().rposition(matters).map_or(0, |last| last + 1);
        self.mass.truncate(end);
        let start = self.mass.iter().position(matters).unwrap_or(self.mass.len());
        self.mass.drain(..start);
        self.first += start;
    }
}

/// ln 0!, ln 1!, … ln `most`!
fn log_factorials(most: usize) -> Vec<f64> {
    let add = |sum: &mut f64, number: usize| {
        *sum += (number.max(1) as f64).ln();
        Some(*sum)
    };
    (0..=most).scan(0.0, add).collect()
}

/// How likely 0, 1, 2 … events are at a rate, as far as that matters and there are events.
fn poisson(rate: f64, logs: &[f64]) -> Vec<f64> {
    let chance = |(number, log): (usize, &f64)| (number as f64 * rate.ln() - rate - log).exp();
    let chances = logs.iter().enumerate().map(|at| (at.0 as f64, chance(at)));
    chances.take_while(|(number, chance)| *number <= rate || *chance > NEGLIGIBLE).map(|(_, chance)| chance).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Chance, close};
    use super::*;

    /// Disasters in British coal mines, 1851 to 1961 (Jarrett 1979; as in the tutorial of `PyMC`).
    const MINES: [usize; 111] = [
        4, 5, 4, 0, 1, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5, 3, 4, 2, 5, 2, 2, 3, 4,
        2, 1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1, 0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2,
        1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1, 2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0,
        1, 0, 1,
    ];

    /// Every way in which `events` can fall into `bins`, and how many of them reach the ratio.
    fn by_counting(scan: Scan, ratio: f64) -> f64 {
        let ways = scan.bins.pow(u32::try_from(scan.events).unwrap());
        let reached = |way: usize| {
            let mut counts = vec![0; scan.bins];
            (0..scan.events).fold(way, |rest, _| {
                counts[rest % scan.bins] += 1;
                rest / scan.bins
            });
            let mut before = 0;
            (1..).zip(counts).any(|(at, count)| {
                before += count;
                scan.at(at, before).is_some_and(|found| found.ratio >= ratio * (1.0 - ROUNDING))
            })
        };
        (0..ways).filter(|way| reached(*way)).count() as f64 / ways as f64
    }

    /// After 1891, as all who analysed these data found: from 3.1 to 0.9 a year.
    #[test]
    fn the_mines_changed_after_1891() {
        let found = poisson_scan(&MINES).unwrap();
        assert_eq!((found.at, found.events), (41, 191));
        close(found.before, 127.0 / 41.0, 1e-12);
        close(found.after, 64.0 / 70.0, 1e-12);
        assert!(found.p < 1e-12 && found.set.contains(&40) && found.set.len() < 15, "{found:?}");
        let sentence = found.sentence("year", |at| (1851 + at).to_string());
        assert!(
            sentence.starts_with("Rate changes after 1891: 3.1 events per year before, 0.914 after; with"),
            "{sentence}"
        );
        assert!(sentence.ends_with("(Poisson scan, exact p < 0.0001)."), "{sentence}");
    }

    #[test]
    fn p_is_what_counting_all_cases_gives() {
        for counts in [
            [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
            [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
            [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1],
            [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1],
        ] {
            let found = poisson_scan(&counts).unwrap();
            let scan = Scan { bins: counts.len(), events: found.events };
            close(found.p, by_counting(scan, found.likelihood_ratio), 1e-12);
        }
    }

    /// Λ is twice the difference of the log-likelihoods.
    #[test]
    fn the_ratio_is_that_of_the_likelihoods() {
        let counts = [2, 0, 1, 0, 3, 1, 4, 2, 5, 3, 4, 6];
        let found = poisson_scan(&counts).unwrap();
        let loglik = |counts: &[usize]| {
            let rate = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
            counts.iter().map(|count| if *count == 0 { -rate } else { *count as f64 * rate.ln() - rate }).sum::<f64>()
        };
        let ratio = |at: usize| 2.0 * (loglik(&counts[..at]) + loglik(&counts[at..]) - loglik(&counts));
        let best = (2..=10).map(ratio).fold(0.0, f64::max);
        close(found.likelihood_ratio, best, 1e-9);
        close(ratio(found.at), best, 1e-9);
        assert!(found.p < LEVEL, "{found:?}");
    }

    #[test]
    fn what_is_not_clear_is_not_called_a_change() {
        let found = poisson_scan(&[1, 0, 2, 1, 0, 1, 1, 0, 1, 2, 0, 1]).unwrap();
        assert!(found.p > 0.3 && found.set.len() == 9, "{found:?}");
        let sentence = found.sentence("month", |at| format!("month {at}"));
        assert!(
            sentence.starts_with("Not distinguishable from a constant rate (Poisson scan, exact p = "),
            "{sentence}"
        );
    }

    #[test]
    fn direction_of_time_does_not_matter() {
        let mut chance = Chance::new(21);
        for _ in 0..40 {
            let n = 12 + chance.below(30);
            let mut counts = chance.counts(n);
            let Ok(found) = poisson_scan(&counts) else { continue };
            counts.reverse();
            let turned = poisson_scan(&counts).unwrap();
            close(turned.p, found.p, 1e-11);
            close(turned.likelihood_ratio, found.likelihood_ratio, 1e-9);
            assert_eq!(turned.set.iter().rev().map(|at| n - at).collect::<Vec<_>>(), found.set);
        }
    }

    /// p is below 0.05 in at most one of twenty series with one rate, and not in far fewer.
    #[test]
    fn p_keeps_its_word() {
        let mut chance = Chance::new(77);
        let series = 2_000;
        let scan = Scan { bins: 20, events: 24 };
        let (mut small, mut covered) = (0, 0);
        for _ in 0..series {
            let mut counts = vec![0; scan.bins];
            (0..scan.events).for_each(|_| counts[chance.below(scan.bins)] += 1);
            small += usize::from(poisson_scan(&counts).is_ok_and(|found| found.p < LEVEL));
            // Twice as often after bin 12.
            (0..8).for_each(|_| counts[12 + chance.below(8)] += 1);
            covered += usize::from(poisson_scan(&counts).is_ok_and(|found| found.set.contains(&12)));
        }
        assert!((60..=130).contains(&small), "{small} of {series}");
        assert!(covered >= series * 94 / 100, "{covered} of {series}");
    }

    /// Where both can be had, the bound lies above the exact value.
    #[test]
    fn the_bound_is_one() {
        let scan = Scan { bins: 30, events: 60 };
        for ratio in [2.0, 8.0, 20.0, 30.0] {
            let exact = 1.0 - scan.below(ratio);
            assert!(2.0 * 27.0 * (-ratio / 2.0).exp() >= exact && exact > 0.0, "{ratio}: {exact}");
        }
        assert!(scan.p(200.0) < 1e-40);
    }

    #[test]
    fn too_little_and_too_much_are_refused() {
        assert_eq!(poisson_scan(&[1; 11]), Err(NotComputable::TooFewBins { least: 12, there: 11 }));
        assert_eq!(poisson_scan(&[0; 12]), Err(NotComputable::NoVariation));
        let refused = poisson_scan(&[2_000; 12]).unwrap_err();
        assert_eq!(refused, NotComputable::TooManyEvents { most: MOST_EVENTS, there: 24_000 });
        assert!(poisson_scan(&[usize::MAX; 12]).is_err());
        let there = MOST_BINS + 1;
        assert_eq!(poisson_scan(&vec![1; there]), Err(NotComputable::TooManyBins { most: MOST_BINS, there }));
    }

    /// As many events as are taken, in few bins and in many, so that slowness would show.
    #[test]
    fn the_largest_scan_ends() {
        for bins in [12, 2_000] {
            let counts: Vec<usize> = (0..bins).map(|at| MOST_EVENTS / bins + at % 2).collect();
            let counts: Vec<usize> = counts.into_iter().map(|count| count.saturating_sub(1)).collect();
            let found = poisson_scan(&counts).unwrap();
            assert!(found.p > 0.5, "{}", found.p);
        }
    }
}
