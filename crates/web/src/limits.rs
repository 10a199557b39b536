//! How often one person or one address may ask: a bucket for each, refilled by the town's clock.

use desk::Denial;
use std::collections::HashMap;
use std::sync::Mutex;

/// How many addresses and accounts are remembered at once.
const BUCKETS_MOST: usize = 50_000;

/// A kind of request and how often it may be made.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub name: &'static str,
    /// At once.
    pub burst: f64,
    /// For each second that passes.
    pub per_second: f64,
}

pub const SIGN_IN: Rate = Rate { name: "sign-in", burst: 20.0, per_second: 0.2 };
/// Proofs of somebody who is signed in, by account; wrong ones are counted by the counter too.
pub const PROVE: Rate = Rate { name: "prove", burst: 20.0, per_second: 0.2 };
/// Ways to an identity provider and back, by address.
pub const PROVIDER: Rate = Rate { name: "provider", burst: 60.0, per_second: 0.5 };
/// Links of recovery, by address.
pub const RECOVER: Rate = Rate { name: "recover", burst: 20.0, per_second: 0.2 };
pub const REGISTER: Rate = Rate { name: "register", burst: 10.0, per_second: 0.05 };
pub const TRACK: Rate = Rate { name: "track", burst: 20.0, per_second: 0.2 };
/// What a machine may ask with one token: far above what a commune needs, so that one program gone
/// wrong does not take the counter from the others.
pub const TOKEN: Rate = Rate { name: "token", burst: 20_000.0, per_second: 10_000.0 };
/// What a machine without a token may ask from one address.
pub const ANYONE: Rate = Rate { name: "anyone", burst: 300.0, per_second: 20.0 };
/// Figures are counted when they are asked for.
pub const FIGURES: Rate = Rate { name: "figures", burst: 20.0, per_second: 1.0 };
/// Questions to the authorities, and files to be judged.
pub const PROOF: Rate = Rate { name: "proof", burst: 60.0, per_second: 2.0 };
pub const SEARCH: Rate = Rate { name: "search", burst: 60.0, per_second: 5.0 };

/// What is left, and when it was last counted, by kind and by whom.
type Buckets = HashMap<(&'static str, String), (f64, i64)>;

/// Buckets by kind and by whom.
#[derive(Default)]
pub struct Limits {
    buckets: Mutex<Buckets>,
}

impl Limits {
    /// Takes one from the bucket, or says in how many seconds there is one again.
    pub fn take(&self, rate: Rate, whom: &str, now: i64) -> Result<(), Denial> {
        self.spend(rate, whom, now).map(|_| ())
    }

    /// The same, and how many are left.
    pub fn spend(&self, rate: Rate, whom: &str, now: i64) -> Result<u64, Denial> {
        let mut buckets = match self.buckets.lock() {
            Ok(buckets) => buckets,
            // Numbers only: whatever a panicked holder left is sound.
            Err(poisoned) => poisoned.into_inner(),
        };
        if BUCKETS_MOST <= buckets.len() {
            buckets.retain(|_, (_, at)| now - *at < 60 * 60 * 1_000_000);
            if BUCKETS_MOST <= buckets.len() {
                buckets.clear();
            }
        }
        let (left, at) = buckets.entry((rate.name, whom.to_owned())).or_insert((rate.burst, now));
        let refilled = (*left + (now - *at).max(0) as f64 / 1e6 * rate.per_second).min(rate.burst);
        *at = now;
        if refilled < 1.0 {
            *left = refilled;
            return Err(Denial::TooMany { seconds: ((1.0 - refilled) / rate.per_second).ceil() as i64 });
        }
        *left = refilled - 1.0;
        Ok(*left as u64)
    }
}
