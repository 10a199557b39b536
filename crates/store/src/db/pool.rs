//! A few connections shared by many threads; who finds none waits, up to a limit.

use crate::error::{Error, Result};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub(super) struct Pool<C> {
    make: Box<dyn Fn() -> Result<C> + Send + Sync>,
    open_most: usize,
    waiting_most: usize,
    wait: Duration,
    state: Mutex<State<C>>,
    freed: Condvar,
}

struct State<C> {
    idle: Vec<C>,
    open: usize,
    waiting: usize,
}

impl<C> Pool<C> {
    pub fn new(
        open_most: usize,
        waiting_most: usize,
        wait: Duration,
        make: impl Fn() -> Result<C> + Send + Sync + 'static,
    ) -> Pool<C> {
        let state = State { idle: Vec::new(), open: 0, waiting: 0 };
        let state = Mutex::new(state);
        Pool { make: Box::new(make), open_most: open_most.max(1), waiting_most, wait, state, freed: Condvar::new() }
    }

    /// A connection, and whether it was used before.
    pub fn take(&self) -> Result<(C, bool)> {
        let mut state = self.lock();
        if state.idle.is_empty() && state.open >= self.open_most {
            if state.waiting >= self.waiting_most {
                return Err(Error::Busy);
            }
            state.waiting += 1;
            let full = |state: &mut State<C>| state.idle.is_empty() && state.open >= self.open_most;
            state = self.freed.wait_timeout_while(state, self.wait, full).unwrap_or_else(PoisonError::into_inner).0;
            state.waiting -= 1;
        }
        if let Some(connection) = state.idle.pop() {
            return Ok((connection, true));
        }
        if state.open >= self.open_most {
            return Err(Error::Busy);
        }
        state.open += 1;
        drop(state);
        // Made outside the lock: a database that is away must not stop those who give back.
        let made = (self.make)();
        if made.is_err() {
            self.lost();
        }
        made.map(|connection| (connection, false))
    }

    /// A connection that was used before and waits now, if there is one.
    pub fn take_idle(&self) -> Option<C> {
        self.lock().idle.pop()
    }

    /// Gives back a connection that is still good.
    pub fn give(&self, connection: C) {
        self.lock().idle.push(connection);
        self.freed.notify_one();
    }

    /// Says that a taken connection will not come back.
    pub fn lost(&self) {
        self.lock().open -= 1;
        self.freed.notify_one();
    }

    /// Takes away every idle connection: when one of them was cut, so were the others.
    pub fn drain(&self) -> Vec<C> {
        let mut state = self.lock();
        let idle = std::mem::take(&mut state.idle);
        state.open -= idle.len();
        self.freed.notify_all();
        idle
    }

    pub fn waiting(&self) -> usize {
        self.lock().waiting
    }

    fn lock(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
