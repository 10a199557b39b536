//! The program killed while people file, as by a power cut of its own: again and again, at moments
//! drawn from a seed. What it had answered must be there afterwards, under its number; what it had
//! not answered may be asked again under the same key and is filed once; no number is left out.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::machines::{CITIZEN, Machine, PASSWORD, TOWN, fresh_key};
use super::town::{Town, built};
use crate::ci::diwan;
use crate::sh::{self, Count};

const ROUNDS: usize = 4;
const CLIENTS: usize = 8;

/// What was answered, and the keys that got no answer.
#[derive(Default)]
struct Ledger {
    answered: Vec<String>,
    unanswered: Vec<String>,
}

/// Kills the program on the town in `folder`, which another test made.
pub fn again_and_again(folder: &Path) -> (Result<(), String>, Count) {
    match try_it(folder) {
        Ok(told) => {
            println!("{told}");
            (Ok(()), Count { passed: 1, ..Count::default() })
        }
        Err(why) => (Err(why), Count { failed: 1, ..Count::default() }),
    }
}

fn try_it(folder: &Path) -> Result<String, String> {
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let mut town = Town::open(&built("debug"), "serve", folder, 0.0)?;
    let citizen = Machine::of(&town, CITIZEN, PASSWORD)?.with_pieces(&town)?;
    let seed =
        std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| u64::from(std::process::id()));
    let mut lot = seed;
    for _ in 0..ROUNDS {
        let threads: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (mut client, citizen, ledger) = (town.client()?, citizen.clone(), ledger.clone());
                Ok(thread::spawn(move || {
                    loop {
                        let key = fresh_key();
                        let filed = citizen.file_under(&mut client, TOWN, &key);
                        let mut ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
                        match filed {
                            Ok(number) => ledger.answered.push(number),
                            Err(_) => return ledger.unanswered.push(key),
                        }
                    }
                }))
            })
            .collect::<Result<_, String>>()?;
        lot = lot.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        thread::park_timeout(Duration::from_millis(200 + (lot >> 33) % 1_000));
        town.kill();
        for client in threads {
            client.join().map_err(|_| "a client panicked".to_owned())?;
        }
        town = Town::open(&built("debug"), "serve", folder, 0.0)?;
    }
    let told = compare(&town, &citizen, &ledger, seed);
    town.close();
    let told = told?;
    let mut verify = diwan(&["verify", "--data"]);
    verify.arg(folder);
    sh::run(verify)?;
    Ok(told)
}

/// Everything answered is found, nothing twice; what was not answered is asked again, once.
fn compare(town: &Town, citizen: &Machine, ledger: &Mutex<Ledger>, seed: u64) -> Result<String, String> {
    let ledger = ledger.lock().unwrap_or_else(PoisonError::into_inner);
    let mut client = town.client()?;
    let mut numbers = BTreeSet::new();
    for number in &ledger.answered {
        if !numbers.insert(number.clone()) {
            return Err(format!("seed {seed}: {number} was given twice"));
        }
        if !citizen.finds(&mut client, number) {
            return Err(format!("seed {seed}: {number} was answered and is lost"));
        }
    }
    for key in &ledger.unanswered {
        let first = citizen.file_under(&mut client, TOWN, key)?;
        let again = citizen.file_under(&mut client, TOWN, key)?;
        if first != again || !numbers.insert(first.clone()) {
            return Err(format!("seed {seed}: the key {key} gave {first}, then {again}"));
        }
    }
    // From the first to the last, none is left out.
    let serial = |number: &String| number.rsplit('-').next().and_then(|last| last.parse::<usize>().ok());
    let serials: Vec<usize> = numbers.iter().filter_map(serial).collect();
    let (Some(first), Some(last)) = (serials.first(), serials.last()) else {
        return Err(format!("seed {seed}: nothing was filed"));
    };
    if last - first + 1 != serials.len() {
        return Err(format!("seed {seed}: {} numbers from {first} to {last}", serials.len()));
    }
    Ok(format!(
        "killed {ROUNDS} times (seed {seed}): {} filings answered, all there; {} unanswered, each filed once",
        ledger.answered.len(),
        ledger.unanswered.len()
    ))
}
