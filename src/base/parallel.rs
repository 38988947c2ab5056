//! Many pieces of work on all cores.
//!
//! It promises that the results stand in the order of the pieces, however many cores there are and whichever ends first.
//! What it does *not* do: it starts nothing that outlives the call.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

/// So many results may wait to be fetched, so that what is made does not pile up while one is taken. Pieces should be of
/// about one size: while one takes much longer, those behind it do wait in memory.
const WAITING: usize = 16;

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

/// Does `pieces` pieces of work and hands each result on in the order of the pieces, as soon as those before it are there.
/// What is handed on is taken on the calling thread, which works too while there is nothing to hand on.
///
/// # Errors
/// The first that `work` or `take` answers with; then nothing more is handed on.
pub fn in_order<T: Send, E: Send>(
    pieces: usize,
    work: impl Fn(usize) -> Result<T, E> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(pieces);
    let next = AtomicUsize::new(0);
    let (next, work) = (&next, &work);
    let claim = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|piece| *piece < pieces);
    std::thread::scope(|scope| {
        let (send, arrived) = sync_channel(WAITING);
        for _ in 1..cores {
            let send = send.clone();
            scope.spawn(move || {
                while let Some(piece) = claim() {
                    // Nobody takes anything any more once something has failed.
                    if send.send((piece, work(piece))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut wanted = 0;
        while wanted < pieces {
            waiting.extend(arrived.try_iter());
            if let Some(result) = waiting.remove(&wanted) {
                take(result?)?;
                wanted += 1;
            } else if let Some(piece) = claim() {
                waiting.insert(piece, work(piece));
            } else if let Ok((piece, result)) = arrived.recv() {
                waiting.insert(piece, result);
            } else {
                // Whoever had it has panicked, which the scope passes on.
                break;
            }
        }
        Ok(())
    })
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
    fn results_are_handed_on_in_order_and_up_to_the_first_error() {
        let mut taken = Vec::new();
        let done = in_order(
            1_000,
            |piece| Ok::<_, usize>(piece * 2),
            |result| {
                taken.push(result);
                Ok(())
            },
        );
        assert_eq!((done, taken), (Ok(()), (0..1_000).map(|piece| piece * 2).collect()));
        let mut taken = 0;
        let failing = |piece| if piece == 500 { Err(piece) } else { Ok(piece) };
        let done = in_order(1_000, failing, |piece| {
            assert_eq!(piece, taken);
            taken += 1;
            Ok(())
        });
        assert_eq!((done, taken), (Err(500), 500));
        let full = in_order(1_000, Ok::<usize, usize>, |piece| if piece == 3 { Err(7) } else { Ok(()) });
        assert_eq!(full, Err(7));
        assert_eq!(in_order(0, Ok::<usize, usize>, |_| Err(1)), Ok(()));
    }

    #[test]
    fn one_that_fails_fails_all() {
        assert_eq!(in_parallel(1_000, |piece| (piece != 500).then_some(piece)), None);
    }
}
