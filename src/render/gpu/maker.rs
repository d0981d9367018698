//! Keys of tiles made beside the frame, on threads of their own.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

/// What makes the keys of one tile; it keeps the grid until it is done.
pub(super) type Recipe = Box<dyn FnOnce() -> Vec<u32> + Send>;

/// Made so far and not yet taken, at most: 16 MiB of tiles.
const MADE: usize = 64;

/// Makes tiles in the order in which they are wanted.
pub(super) struct Maker<K> {
    shared: Arc<Shared<K>>,
    /// Some threads could be had.
    works: bool,
}

struct Shared<K> {
    state: Mutex<State<K>>,
    changed: Condvar,
}

struct State<K> {
    wanted: VecDeque<(K, Recipe)>,
    /// What each thread is at.
    making: Vec<K>,
    made: HashMap<K, Made>,
    closed: bool,
}

struct Made {
    keys: Vec<u32>,
    /// Wanted by this frame or the one before.
    wanted: bool,
}

impl<K: Copy + Eq + Hash + Send + 'static> Maker<K> {
    /// With so many threads. They end some time after this is dropped.
    pub(super) fn new(threads: usize) -> Self {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                wanted: VecDeque::new(),
                making: Vec::new(),
                made: HashMap::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        });
        let mut works = false;
        for _ in 0..threads {
            let shared = Arc::clone(&shared);
            let thread = Builder::new().name("tiles".to_owned());
            works |= thread.spawn(move || shared.work()).is_ok();
        }
        Self { shared, works }
    }

    /// False if there is no thread to make anything.
    pub(super) fn works(&self) -> bool {
        self.works
    }

    /// Forgets what the last frame wanted and is not begun yet, and what was made for frames before.
    pub(super) fn begin_frame(&self) {
        let mut state = self.shared.lock();
        state.wanted.clear();
        state
            .made
            .retain(|_, made| std::mem::take(&mut made.wanted));
        self.shared.changed.notify_all();
    }

    /// Has something made, unless it is already; what is wanted first is made first.
    pub(super) fn want(&self, key: K, recipe: impl FnOnce() -> Recipe) {
        let mut state = self.shared.lock();
        if let Some(made) = state.made.get_mut(&key) {
            made.wanted = true;
        } else if !state.making.contains(&key) {
            state.wanted.push_back((key, recipe()));
            self.shared.changed.notify_one();
        }
    }

    /// Takes what has been made.
    pub(super) fn take(&self, key: &K) -> Option<Vec<u32>> {
        let made = self.shared.lock().made.remove(key)?;
        self.shared.changed.notify_one();
        Some(made.keys)
    }
}

impl<K> Drop for Maker<K> {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.closed = true;
        state.wanted.clear();
        self.shared.changed.notify_all();
    }
}

impl<K> Shared<K> {
    fn lock(&self) -> MutexGuard<'_, State<K>> {
        // Each change is whole even if a recipe panicked beside it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Eq + Hash> Shared<K> {
    fn work(&self) {
        let mut state = self.lock();
        while !state.closed {
            let room = state.made.len() + state.making.len() < MADE;
            let next = if room { state.wanted.pop_front() } else { None };
            let Some((key, recipe)) = next else {
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            state.making.push(key);
            drop(state);
            let keys = recipe();
            state = self.lock();
            state.making.retain(|making| *making != key);
            state.made.insert(key, Made { keys, wanted: true });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, Sender, channel};
    use std::time::{Duration, Instant};

    use super::*;

    fn taken(maker: &Maker<u32>, key: u32) -> Vec<u32> {
        let started = Instant::now();
        loop {
            if let Some(keys) = maker.take(&key) {
                return keys;
            }
            assert!(
                started.elapsed() < Duration::from_secs(60),
                "{key} never came"
            );
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Tells that it has begun, and ends when it is told to.
    fn held(key: u32) -> (Recipe, Receiver<u32>, Sender<()>) {
        let (begun, is_begun) = channel();
        let (end, may_end) = channel::<()>();
        let recipe = move || {
            let _ = begun.send(key);
            let _ = may_end.recv();
            vec![key]
        };
        (Box::new(recipe), is_begun, end)
    }

    #[test]
    fn what_is_wanted_is_made_once_and_in_order() {
        let maker = Maker::new(1);
        let (first, begun, end) = held(0);
        maker.want(0, || first);
        begun.recv().unwrap();
        // Under way: it is not begun again.
        maker.want(0, || unreachable!());
        let (order, made) = channel();
        for key in [3, 1, 2] {
            let order = order.clone();
            maker.want(key, || {
                Box::new(move || {
                    let _ = order.send(key);
                    vec![key; 2]
                })
            });
        }
        drop(end);
        assert_eq!(taken(&maker, 0), [0]);
        for key in [1, 2, 3] {
            assert_eq!(taken(&maker, key), [key; 2]);
        }
        drop(order);
        assert_eq!(made.iter().collect::<Vec<u32>>(), [3, 1, 2]);
        assert!(maker.take(&0).is_none());
    }

    #[test]
    fn what_is_no_longer_wanted_is_not_made_and_goes() {
        let maker = Maker::new(1);
        let (first, begun, end) = held(0);
        maker.want(0, || first);
        begun.recv().unwrap();
        maker.want(1, || Box::new(|| unreachable!()));
        maker.begin_frame();
        maker.want(2, || Box::new(|| vec![2]));
        drop(end);
        assert_eq!(taken(&maker, 2), [2]);
        // The first was made for a frame before. It is wanted no more, and gone with the next frame.
        maker.begin_frame();
        maker.begin_frame();
        assert!(maker.take(&0).is_none() && maker.take(&1).is_none());
    }

    #[test]
    fn no_more_is_made_than_there_is_room_for() {
        let maker = Maker::new(2);
        let (made, count) = channel();
        let orders = 0..3 * MADE as u32;
        for key in orders.clone() {
            let made = made.clone();
            maker.want(key, || {
                Box::new(move || {
                    let _ = made.send(());
                    Vec::new()
                })
            });
        }
        for _ in 0..MADE {
            count.recv().unwrap();
        }
        let more = count.recv_timeout(Duration::from_millis(50));
        assert!(more.is_err(), "more than there is room for");
        for key in orders {
            assert!(taken(&maker, key).is_empty());
        }
    }

    #[test]
    fn without_threads_nothing_works() {
        assert!(!Maker::<u32>::new(0).works());
    }
}
