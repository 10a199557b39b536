//! Laws of a file's life, against random hands: acts by anybody, on any day, with any body.

use super::story::{COMMUNE, filing, house, moment, with};
use super::town::{LARGE_PROJECT, SMALL_PROJECT, piece, random_hands};
use crate::dossier::{Asked, Dossier, Opinion, Refusal, replay};
use crate::form::Answer;
use crate::procedure::{Door, DoorKind, Procedure};
use crate::{Act, Body, Role};
use arbtest::arbitrary::{Result, Unstructured};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use uuid::Uuid;

const LINES: usize = 60;

/// What random hands did to a file, act by act.
struct Life {
    procedure: &'static Procedure,
    file: Dossier,
    history: Vec<Act>,
    refused: BTreeSet<&'static str>,
}

/// What one accepted act changed.
struct Change<'a> {
    procedure: &'static Procedure,
    before: &'a Dossier,
    after: &'a Dossier,
    act: &'a Act,
    door: &'static Door,
}

/// Lives a life of random acts; `law` looks at every accepted one.
fn live(u: &mut Unstructured, mut law: impl FnMut(&Change)) -> Result<Life> {
    let procedure: &'static Procedure = if u.arbitrary()? { &SMALL_PROJECT } else { &LARGE_PROJECT };
    let opened = date(2026, 1, 1) + i64::from(u.int_in_range(0..=700)?).days();
    let mut answers = house();
    answers.insert("covered-area".into(), Answer::Number(u.int_in_range(0..=3_000)?));
    answers.insert("floors".into(), Answer::Number(u.int_in_range(0..=9)?));
    let first = filing(procedure, opened, 0, answers);
    let mut file = Dossier::open(COMMUNE, Uuid::from_u128(7), &first).expect("a filing opens a file");
    let mut history = vec![first];
    let mut refused = BTreeSet::new();
    let mut today = opened;
    for nth in 1..LINES {
        // Most days are like others; now and then everybody sleeps.
        let slept = if u.ratio(1, 30)? { *u.choose(&[21, 70, 200, 400])? } else { 0 };
        today += i64::from(slept + *u.choose(&[0, 0, 0, 0, 0, 1, 1, 2, -1])?).days();
        let tried = hand(u, procedure, &file, today, nth)?;
        match file.decide(with(procedure), tried) {
            Ok(decided) => {
                let before = file.clone();
                file.apply(procedure, &decided.act);
                let door = &procedure.doors[usize::from(decided.door)];
                law(&Change { procedure, before: &before, after: &file, act: &decided.act, door });
                history.push(decided.act);
            }
            Err(refusal) => {
                refused.insert(refusal.code());
            }
        }
    }
    Ok(Life { procedure, file, history, refused })
}

/// Somebody tries something: often what could be done now, sometimes anything at all.
fn hand(u: &mut Unstructured, procedure: &Procedure, file: &Dossier, day: Date, nth: usize) -> Result<Act> {
    // Doors that lead on are tried most: a file that is withdrawn at once teaches little.
    let on = |door: &&Door| !matches!(door.kind, DoorKind::Withdraw | DoorKind::Message | DoorKind::Extend);
    let here: Vec<&Door> = procedure.doors_from(file.step).filter(on).collect();
    let sensible = !here.is_empty() && u.ratio(9, 10)?;
    let door = if sensible { *u.choose(&here)? } else { u.choose(&procedure.doors)? };
    let role = if sensible && !door.by.is_empty() { *u.choose(&door.by)? } else { *u.choose(&Role::ALL)? };
    let asked = if u.ratio(4, 5)? { vec!["site-plan", "elevations"] } else { vec!["ownership-deed", "moon-map"] };
    let given = if u.ratio(3, 4)? {
        file.asked.iter().map(|a| piece(&a.piece)).collect()
    } else {
        vec![piece(u.choose(&asked)?)]
    };
    let answers = match u.ratio(1, 4)? {
        true => {
            let mut answers = file.answers.clone();
            answers.insert("covered-area".into(), Answer::Number(u.int_in_range(0..=3_000)?));
            Some(answers)
        }
        false => None,
    };
    let motive = if u.ratio(7, 8)? { "Vu le plan." } else { *u.choose(&["", "  ", "\u{202e}elif"])? };
    let body = Body {
        motive: u.ratio(19, 20)?.then(|| motive.to_owned()),
        reserves: u.ratio(4, 5)?.then(|| "Reculer de 3 m.".to_owned()),
        opinion: u.ratio(9, 10)?.then(|| u.choose(&Opinion::ALL).copied()).transpose()?,
        member: Some(*u.choose(&Role::ALL)?),
        asked: asked
            .iter()
            .take(*u.choose(&[0, 1, 2, 2])?)
            .map(|p| Asked { piece: (*p).into(), reason: motive.into() })
            .collect(),
        pieces: given,
        amount: Some(if u.ratio(3, 4)? { file.owed() } else { u.int_in_range(-1..=500_000)? }),
        answers,
        consent: u.ratio(7, 8)?.then(|| "signed".to_owned()),
        ..Body::default()
    };
    let name = if u.ratio(1, 50)? { "burn".into() } else { door.act.clone() };
    Ok(Act { at: moment(day, nth), day, by: Uuid::from_u128(role as u128), role, office: None, name, body })
}

/// Runs a property over many lives, and gives what they met.
fn lives(
    mut property: impl FnMut(&mut Unstructured) -> Result<Life>,
) -> (Vec<usize>, BTreeSet<String>, BTreeSet<&'static str>) {
    let (mut lengths, mut outcomes, mut refused) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    random_hands(150, 6_000, |u| {
        let life = property(u)?;
        lengths.push(life.history.len());
        outcomes.extend(life.file.outcome);
        refused.extend(life.refused);
        Ok(())
    });
    (lengths, outcomes, refused)
}

#[test]
fn a_history_rebuilds_the_file_and_never_runs_backwards() {
    let (lengths, outcomes, refused) = lives(|u| {
        let life = live(u, |_| {})?;
        assert_eq!(replay(life.procedure, COMMUNE, life.file.id, &life.history).as_ref(), Some(&life.file));
        assert!(life.history.is_sorted_by_key(|act| act.at), "the register runs backwards");
        assert!(life.history.is_sorted_by_key(|act| act.day), "the register runs backwards");
        assert_eq!(life.file.acts as usize, life.history.len());
        Ok(life)
    });
    let acts: usize = lengths.iter().sum();
    assert!(1_000 < acts, "too little was tried: {acts}");
    for outcome in ["approved-by-silence", "works-opened", "expired", "refused", "withdrawn", "lapsed"] {
        assert!(outcomes.contains(outcome), "no life ended {outcome}: {outcomes:?}");
    }
    for code in ["wrong-step", "not-yours", "back-dated", "once-only", "motive-missing", "amount-differs", "not-yet"] {
        assert!(refused.contains(code), "nobody was refused {code}: {refused:?}");
    }
}

#[test]
fn a_closed_file_never_moves() {
    let mut tried = 0;
    lives(|u| {
        let mut closed: Option<u8> = None;
        let life = live(u, |change| {
            if let Some(step) = closed {
                tried += 1;
                assert_eq!(change.after.step, step, "a closed file moved");
            }
            if change.before.answered.is_some() {
                assert_eq!(change.before.answered, change.after.answered, "an answer was taken back");
            }
            let moves = |at| change.procedure.doors_from(at).any(|d| d.to_step.is_some_and(|to| to != at));
            closed = (!moves(change.after.step)).then_some(change.after.step);
        })?;
        Ok(life)
    });
    assert!(50 < tried, "no closed file was ever touched: {tried}");
}

#[test]
fn a_pause_never_brings_the_last_day_nearer() {
    let mut resumed = 0;
    lives(|u| {
        live(u, |change| {
            let days = [change.before, change.after].map(|file| file.limit_day(with(change.procedure)));
            if let [Some(before), Some(after)] = days {
                assert!(before <= after, "{} brought {before} to {after}", change.act.name);
            }
            let running = |file: &Dossier| file.pause().is_some();
            resumed += usize::from(running(change.before) && !running(change.after));
            assert!(change.after.pauses.iter().rev().skip(1).all(|p| p.to.is_some()), "two clocks stand still at once");
        })
    });
    assert!(50 < resumed, "hardly any clock was ever resumed: {resumed}");
}

#[test]
fn opinions_are_given_by_members_once() {
    let mut given = 0;
    lives(|u| {
        let mut said = BTreeSet::new();
        live(u, |change| {
            let chairs: BTreeSet<(u8, Role)> = change.after.sittings.iter().map(|s| (s.round, s.role)).collect();
            assert_eq!(chairs.len(), change.after.sittings.len(), "a member sits twice");
            if change.door.kind == DoorKind::Opinion {
                given += 1;
                assert!(change.before.sitting(change.act.role).is_some(), "an opinion from who does not sit");
                assert!(said.insert((change.before.round, change.act.role)), "an opinion was given twice");
            }
        })
    });
    assert!(100 < given, "hardly any opinion was given: {given}");
}

#[test]
fn what_is_paid_is_what_was_due() {
    let mut paid = 0;
    lives(|u| {
        let mut sum = 0;
        live(u, |change| {
            if change.door.kind == DoorKind::Pay {
                paid += 1;
                sum += change.act.body.amount.unwrap();
                assert_eq!(change.after.owed(), 0, "a payment left something due");
            }
            assert_eq!(change.after.paid.as_ref().map_or(0, |p| p.centimes), sum);
            let signed = change.door.act == "sign";
            assert!(!signed || change.before.owed() == 0, "a permit was signed unpaid");
        })
    });
    assert!(20 < paid, "hardly anything was paid: {paid}");
}

#[test]
fn what_may_be_done_once_is_done_once() {
    let mut once = 0;
    lives(|u| {
        let mut done = BTreeSet::new();
        live(u, |change| {
            if change.door.once {
                once += 1;
                assert!(done.insert(&change.door.act), "{} was done twice", change.door.act);
            }
            assert!(change.door.by.contains(&change.act.role), "{:?} did {}", change.act.role, change.door.act);
            if change.door.kind == DoorKind::Message {
                assert_eq!((change.before.step, &change.before.sittings), (change.after.step, &change.after.sittings));
            }
        })
    });
    assert!(50 < once, "hardly anything was done once: {once}");
}

/// Nothing but silence, or a word, happens to a file whose limit has passed.
#[test]
fn an_officer_never_decides_after_the_limit() {
    let (mut silent, mut late) = (0, 0);
    lives(|u| {
        live(u, |change| {
            let due = change.before.due(with(change.procedure)).filter(|_| change.before.pause().is_none());
            if let Some(due) = due.filter(|due| *due < change.act.day) {
                late += 1;
                assert!(
                    matches!(change.door.kind, DoorKind::Silence | DoorKind::Message),
                    "{} after {due}",
                    change.act.name
                );
            }
            if change.door.kind == DoorKind::Silence {
                silent += 1;
                assert!(change.before.pause().is_none(), "silence fell while the applicant was awaited");
            }
        })
    });
    assert!(20 < silent && 20 < late, "hardly any file was late: {silent} {late}");
}

/// `apply` is total: whatever the act, even one that was never decided, the state stays sound.
#[test]
fn an_act_that_was_never_decided_breaks_nothing() {
    let mut applied = 0;
    random_hands(60, 3_000, |u| {
        let mut file =
            Dossier::open(COMMUNE, Uuid::nil(), &filing(&LARGE_PROJECT, date(2026, 1, 5), 0, house())).unwrap();
        for nth in 1..30 {
            let day = date(2026, 1, 5) + i64::from(u.int_in_range(0..=400)?).days();
            let act = hand(u, &LARGE_PROJECT, &file, day, nth)?;
            file.apply(&LARGE_PROJECT, &act);
            let context = with(&LARGE_PROJECT);
            let _ = (file.due(context), file.step_due(context), file.awaited(context), file.readers(&LARGE_PROJECT));
            assert!(usize::from(file.step) < LARGE_PROJECT.steps.len());
            applied += 1;
        }
        Ok(())
    });
    assert!(1_000 < applied, "too little was applied: {applied}");
}

#[test]
fn a_day_before_the_step_began_is_refused() {
    let file = Dossier::open(COMMUNE, Uuid::nil(), &filing(&SMALL_PROJECT, date(2026, 1, 5), 0, house())).unwrap();
    let late_hour = Act {
        at: moment(date(2026, 1, 6), 0),
        day: date(2026, 1, 4),
        by: Uuid::nil(),
        role: Role::Clerk,
        office: None,
        name: "accept".into(),
        body: Body::default(),
    };
    assert_eq!(file.decide(with(&SMALL_PROJECT), late_hour).err(), Some(Refusal::BackDated));
}
