//! Many pieces of work on all cores.
//!
//! It promises that the results stand in the order of the pieces, however many cores there are and whichever ends first.
//! What it does *not* do: it starts nothing that outlives the call.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Does `pieces` pieces of work; `None` as soon as one of them is, or if one panics.
#[must_use]
pub fn in_parallel<T: Send>(pieces: usize, work: impl Fn(usize) -> Option<T> + Sync) -> Option<Vec<T>> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return Some(done);
            }
            let Some(result) = work(piece) else {
                // The others need not begin anything new.
                next.store(pieces, Ordering::Relaxed);
                return None;
            };
            done.push((piece, result));
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(pieces);
    let mut all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(worker)).collect();
        let mut all = worker()?;
        for other in others {
            all.append(&mut other.join().ok()??);
        }
        Some(all)
    })?;
    all.sort_unstable_by_key(|(piece, _)| *piece);
    Some(all.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_pieces() {
        let squares = in_parallel(1_000, |piece| Some(piece * piece));
        assert_eq!(squares, Some((0..1_000).map(|piece| piece * piece).collect()));
        assert_eq!(in_parallel(0, Some), Some(Vec::new()));
    }

    #[test]
    fn one_that_fails_fails_all() {
        assert_eq!(in_parallel(1_000, |piece| (piece != 500).then_some(piece)), None);
    }
}
