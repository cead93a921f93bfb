//! The network threads: one that reads ahead, and a few for concurrent requests.

use std::{
    sync::{
        Mutex, PoisonError,
        mpsc::{self, sync_channel},
    },
    thread,
};

/// Runs `produce` on its own thread, one item ahead of `consume`, until `produce` ends or `consume` fails.
pub fn ahead<T: Send, E>(
    mut produce: impl FnMut() -> Option<T> + Send,
    mut consume: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(0);
        scope.spawn(move || {
            while let Some(item) = produce() {
                if sender.send(item).is_err() {
                    break;
                }
            }
        });
        // If this ends early, the receiver is dropped and the thread stops at its next item.
        receiver.into_iter().try_for_each(&mut consume)
    })
}

/// Runs `work` on every item, on at most `threads` threads, and passes on the results in the order they complete.
pub fn bounded<I: Sync, T: Send, E>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> T + Sync,
    mut consume: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let next = Mutex::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads.clamp(1, items.len().max(1)) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = {
                        let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                        *next += 1;
                        *next - 1
                    };
                    let Some(item) = items.get(at) else { break };
                    if sender.send((at, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        receiver.into_iter().try_for_each(|(at, result)| consume(at, result))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_until_one_has_enough() {
        let mut numbers = 0..;
        let mut seen = Vec::new();
        let result = ahead(
            || numbers.next(),
            |number| {
                seen.push(number);
                if number == 3 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!((result, seen), (Err("enough"), vec![0, 1, 2, 3]));
    }

    #[test]
    fn every_item_is_done_once() {
        let items: Vec<u32> = (0..100).collect();
        let mut done = Vec::new();
        let result: Result<(), ()> = bounded(
            &items,
            3,
            |item| item * 2,
            |at, twice| {
                done.push((at, twice));
                Ok(())
            },
        );
        done.sort_unstable();
        assert!(result.is_ok() && done.len() == 100 && done.iter().all(|(at, twice)| *twice as usize == at * 2));
        let mut none = 0;
        let result: Result<(), ()> = bounded(
            &[0u32; 0],
            3,
            |item| *item,
            |_, _| {
                none += 1;
                Ok(())
            },
        );
        assert_eq!((result, none), (Ok(()), 0));
    }
}
