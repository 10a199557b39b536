//! How fast the engine is: small under `cargo test`, so that it never rots; `BENCH=1` makes it mean something.

use super::story::{COMMUNE, filing, house, moment, with};
use super::town::SMALL_PROJECT;
use crate::dossier::{Dossier, Opinion, replay};
use crate::{Act, Body, Role};
use jiff::civil::date;
use std::time::Instant;
use uuid::Uuid;

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

/// One step is what a server does for an act: decide, apply, the new last day, who is awaited.
#[test]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures")]
fn benchmark_steps() {
    let (acts, context) = (life(), with(&SMALL_PROJECT));
    // The acts are made before the clock starts: writing them is not the engine's work.
    let mut ready: Vec<Vec<Act>> = (0..files().min(2_000)).map(|_| acts.clone()).collect();
    let (mut steps, mut awaited, mut spent) = (0u32, 0, std::time::Duration::ZERO);
    while steps < files() * 7 {
        let started = Instant::now();
        for acts in &mut ready {
            let mut acts = acts.drain(..);
            let mut file = Dossier::open(COMMUNE, Uuid::nil(), &acts.next().unwrap()).unwrap();
            for act in acts {
                let decided = file.decide(context, act).unwrap();
                file.apply(&SMALL_PROJECT, &decided.act);
                awaited += file.awaited(context).len() + usize::from(file.due(context).is_some());
                steps += 1;
            }
        }
        spent += started.elapsed();
        ready.iter_mut().for_each(|file| file.clone_from(&acts));
    }
    assert!(0 < awaited);
    println!("engine: {:.0} steps/s (decide, apply, due, awaited)", f64::from(steps) / spent.as_secs_f64());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures")]
fn benchmark_replay() {
    let acts = life();
    let started = Instant::now();
    let mut done = 0;
    for _ in 0..files() {
        done += replay(&SMALL_PROJECT, COMMUNE, Uuid::nil(), &acts).unwrap().acts;
    }
    assert_eq!(done, files() * 8);
    println!("replay: {:.0} acts/s", f64::from(done) / started.elapsed().as_secs_f64());
}
