//! The threads on which papers are set: layout recurses deeper than the stack of a server's thread, and a
//! thread that ends gives its memory back to the machine, which takes a tenth of a paper's time to get it again.
//!
//! Each pace has hands of its own, as many as the machine has processors: who waits for a paper is never
//! behind those that may wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use crate::typeset::Pace;

/// Layout recurses with the nesting of a template; the small stacks of server threads are not for it.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// How long what one paper taught is kept for the next.
const QUIET: Duration = Duration::from_secs(2);

type Work = Box<dyn FnOnce() + Send>;

static AT_ONCE: OnceLock<Sender<Work>> = OnceLock::new();
static PATIENT: OnceLock<Sender<Work>> = OnceLock::new();

/// Does a piece of work on one of the hands; nothing when it panicked or the machine gives no thread.
pub(crate) fn run<T: Send + 'static>(pace: Pace, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, waiting) = mpsc::sync_channel(1);
    let work = Box::new(move || {
        // What it left half done is its own: nothing of it is seen again.
        if let Ok(made) = catch_unwind(AssertUnwindSafe(work)) {
            done.send(made).ok();
        }
    });
    hands(pace)?.send(work).ok()?;
    waiting.recv().ok()
}

fn hands(pace: Pace) -> Option<&'static Sender<Work>> {
    let kept = if pace == Pace::Patient { &PATIENT } else { &AT_ONCE };
    if let Some(known) = kept.get() {
        return Some(known);
    }
    let (orders, waiting) = mpsc::channel();
    let waiting = Arc::new(Mutex::new(waiting));
    let wanted = thread::available_parallelism().map_or(1, usize::from);
    let there = (0..wanted).filter(|_| {
        let waiting = waiting.clone();
        let hand = thread::Builder::new().name("papers".into()).stack_size(STACK_BYTES);
        hand.spawn(move || serve(pace, &waiting)).is_ok()
    });
    // None could be had: the next paper tries again. Of two who begin at once, the hands of one end here.
    (0 < there.count()).then(|| kept.get_or_init(|| orders))
}

fn serve(pace: Pace, waiting: &Mutex<Receiver<Work>>) {
    if pace == Pace::Patient {
        step_back();
    }
    loop {
        let Some(work) = next(&waiting.lock().unwrap_or_else(PoisonError::into_inner)) else { return };
        work();
    }
}

/// The next order. When none comes for a while, the memory of the last papers is given up first.
fn next(waiting: &Receiver<Work>) -> Option<Work> {
    match waiting.recv_timeout(QUIET) {
        Err(RecvTimeoutError::Timeout) => {
            typst::comemo::evict(0);
            waiting.recv().ok()
        }
        order => order.ok(),
    }
}

/// Lets every other thread of the machine go first. Where that is not possible, nothing is lost but time.
fn step_back() {
    #[cfg(target_os = "linux")]
    rustix::process::setpriority_process(Some(rustix::thread::gettid()), 19).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_its_own_work_only() {
        for pace in [Pace::AtOnce, Pace::Patient] {
            for _ in 0..20 {
                assert_eq!(run(pace, || -> u8 { std::panic::resume_unwind(Box::new("a template")) }), None);
            }
            assert_eq!(run(pace, || 7), Some(7));
        }
    }

    #[test]
    fn who_waits_is_not_behind_those_that_may_wait() {
        let (open, gate) = mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let all = thread::available_parallelism().map_or(1, usize::from);
        let patient: Vec<_> = (0..all)
            .map(|_| {
                let gate = gate.clone();
                thread::spawn(move || {
                    run(Pace::Patient, move || gate.lock().unwrap_or_else(PoisonError::into_inner).recv().is_ok())
                })
            })
            .collect();
        assert_eq!(run(Pace::AtOnce, || 7), Some(7));
        patient.iter().for_each(|_| open.send(()).expect("they wait"));
        assert!(patient.into_iter().all(|one| one.join().expect("a thread") == Some(true)));
    }
}
