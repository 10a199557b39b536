//! How fast the engine is: small under `cargo test`, so that it never rots; `BENCH=1` makes it mean something.

use super::story::{COMMUNE, filing, house, moment, with};
use super::town::SMALL_PROJECT;
use crate::dossier::{Dossier, Opinion, replay};
use crate::{Act, Body, Role};
use jiff::civil::date;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A watch that counts what the processor spent on this thread, where the system tells it: other
/// programs on the machine do not make the engine slower.
struct Watch(Instant, Option<u64>);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures")]
    fn start() -> Watch {
        Watch(Instant::now(), Watch::spent_nanos())
    }

    fn elapsed(&self) -> Duration {
        match (self.1, Watch::spent_nanos()) {
            (Some(before), Some(now)) if before < now => Duration::from_nanos(now - before),
            _ => self.0.elapsed(),
        }
    }

    fn spent_nanos() -> Option<u64> {
        std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
    }
}

/// A whole life, as it was decided: eight acts from the form to the permit.
fn life() -> Vec<Act> {
    let path = [
        (6, Role::Clerk, "accept"),
        (8, Role::UrbanPlanning, "give-opinion"),
        (9, Role::UrbanAgency, "give-opinion"),
        (12, Role::Province, "give-opinion"),
        (13, Role::CommissionChair, "conclude-favourable"),
        (20, Role::Cashier, "record-payment"),
        (21, Role::President, "sign"),
    ];
    let first = filing(&SMALL_PROJECT, date(2026, 1, 5), 0, house());
    let mut file = Dossier::open(COMMUNE, Uuid::nil(), &first).unwrap();
    let mut acts = vec![first];
    for (nth, (day, role, name)) in path.into_iter().enumerate() {
        let day = date(2026, 1, day);
        let body = Body {
            motive: Some("Vu le plan.".into()),
            opinion: (name == "give-opinion").then_some(Opinion::Favourable),
            amount: (name == "record-payment").then(|| file.owed()),
            ..Body::default()
        };
        let act = Act { at: moment(day, nth + 1), day, by: Uuid::nil(), role, office: None, name: name.into(), body };
        let decided = file.decide(with(&SMALL_PROJECT), act).unwrap();
        file.apply(&SMALL_PROJECT, &decided.act);
        acts.push(decided.act);
    }
    assert_eq!(file.outcome.as_deref(), Some("issued"));
    acts
}

fn files() -> u32 {
    if std::env::var_os("BENCH").is_some() { 200_000 } else { 20 }
}

/// One step is what a server does for an act: decide, apply, the new last day, who is awaited. The
/// filing is one of the eight.
#[test]
fn benchmark_steps() {
    let (acts, context) = (life(), with(&SMALL_PROJECT));
    // Writing the acts is not the engine's work: what it takes alone is taken away.
    let watch = Watch::start();
    for _ in 0..files() {
        std::hint::black_box(acts.clone());
    }
    let writing = watch.elapsed();
    let watch = Watch::start();
    let (mut steps, mut awaited) = (0u32, 0);
    for _ in 0..files() {
        let mut acts = acts.clone().into_iter();
        let mut file = Dossier::open(COMMUNE, Uuid::nil(), &acts.next().unwrap()).unwrap();
        steps += 1;
        for act in acts {
            let decided = file.decide(context, act).unwrap();
            file.apply(&SMALL_PROJECT, &decided.act);
            awaited += file.awaited(context).len() + usize::from(file.due(context).is_some());
            steps += 1;
        }
        std::hint::black_box(file);
    }
    let spent = watch.elapsed().saturating_sub(writing);
    assert!(0 < awaited && steps == files() * 8);
    println!("engine: {:.0} steps/s (decide, apply, due, awaited)", f64::from(steps) / spent.as_secs_f64());
}

#[test]
fn benchmark_replay() {
    let acts = life();
    let started = Watch::start();
    let mut done = 0;
    for _ in 0..files() {
        done += replay(&SMALL_PROJECT, COMMUNE, Uuid::nil(), &acts).unwrap().acts;
    }
    assert_eq!(done, files() * 8);
    println!("replay: {:.0} acts/s", f64::from(done) / started.elapsed().as_secs_f64());
}
