//! Papers in the form of a decree: on what they rest, what they decide, under which reserves, where to appeal.

use super::{day, delay, last, lines, named, text};
use desk::street::Composing;
use i18n::{Arg, format};
use serde_json::{Value, json};
use store::Result;

/// The recitals of a decree: the request, the minutes, the payment, the delegation.
fn visas(with: &Composing, paid: bool) -> Vec<Value> {
    let d = with.dossier;
    let request =
        |lang| vec![("number", Arg::from(d.number.as_str())), ("date", Arg::from(format::short_day(lang, d.filed)))];
    let mut visas = vec![text(with, "say-seen-request", request)];
    let mut seen = |name: &str, key: &str| {
        if let Some(paper) = with.before.iter().rev().find(|p| p.name == name) {
            visas.push(text(with, key, |lang| {
                vec![
                    ("number", Arg::from(paper.number.as_str())),
                    ("date", Arg::from(format::short_day(lang, format::local_date(paper.made_at)))),
                ]
            }));
        }
    };
    if with.document.name != "silence-attestation" {
        seen("minutes", "say-seen-commission");
    }
    if paid {
        seen("payment-receipt", "say-seen-payment");
    }
    if let Some(office) = with.delegation {
        visas.push(text(with, "say-seen-delegation", |lang| {
            vec![
                ("number", Arg::from(office.decision.as_str())),
                ("date", Arg::from(format::short_day(lang, office.from))),
            ]
        }));
    }
    visas
}

pub(super) fn permit(with: &Composing) -> Result<Value> {
    let d = with.dossier;
    let statute = with.desk.statute();
    let made = last(with).map_or(d.entered, |a| a.day);
    let said = d.sittings.iter().filter(|s| s.round == d.round).filter_map(|s| s.given.as_ref()?.reserves.clone());
    let kept = with.acts.iter().rev().find(|a| a.name.starts_with("conclude")).and_then(|a| a.body.reserves.clone());
    let reserves: Vec<String> = match kept {
        Some(kept) => lines(&kept),
        None => said.flat_map(|r| lines(&r)).collect(),
    };
    let receipt = with.before.iter().rev().find(|p| p.name == "payment-receipt");
    let fee = match (&d.paid, receipt) {
        (Some(paid), Some(receipt)) => text(with, "say-permit-fee", |lang| {
            vec![
                ("amount", Arg::from(format::money(lang, paid.centimes))),
                ("number", Arg::from(receipt.number.as_str())),
                ("date", Arg::from(format::short_day(lang, paid.day))),
            ]
        }),
        _ => Value::Null,
    };
    let validity = delay(with, "permit-validity", made)?;
    let until = statute.calendar.after(made, validity);
    Ok(json!({
        "opening": text(with, "say-opening-president", |lang| named(with, lang, d.commune)),
        "visas": visas(with, true),
        "reserves": reserves,
        "fee": fee,
        "validity": text(with, "say-permit-validity", |lang| {
            vec![("years", Arg::from(validity.count)), ("date", Arg::from(format::short_day(lang, until)))]
        }),
    }))
}

pub(super) fn refusal(with: &Composing) -> Result<Value> {
    let d = with.dossier;
    let made = last(with).map_or(d.entered, |a| a.day);
    let mut motives: Vec<String> = Vec::new();
    for act in with.acts.iter().filter(|a| matches!(a.name.as_str(), "conclude-unfavourable" | "sign-refusal")) {
        motives.extend(act.body.motive.as_deref().map(lines).unwrap_or_default());
    }
    motives.dedup();
    let above = delay(with, "appeal-limit", made)?.count;
    let before_court = delay(with, "appeal-court-limit", made)?.count;
    let governor = text(with, "say-appeal-governor", |lang| {
        let mut args = named(with, lang, d.commune.province());
        args.push(("days", Arg::from(above)));
        args
    });
    let court = text(with, "say-appeal-court", |lang| {
        let court = with.desk.words.plain(lang, "paper-text-say-court", &[]);
        vec![("court", Arg::from(court)), ("days", Arg::from(before_court))]
    });
    Ok(json!({
        "opening": text(with, "say-opening-president", |lang| named(with, lang, d.commune)),
        "visas": visas(with, false),
        "motives": motives,
        "appeals": [governor, court],
    }))
}

pub(super) fn silence_attestation(with: &Composing) -> Value {
    let d = with.dossier;
    let mut history = vec![json!({ "date": day(d.filed), "event": text(with, "event-filed", |_| Vec::new()) })];
    for pause in &d.pauses {
        history.push(json!({ "date": day(pause.from), "event": text(with, "event-paused", |_| Vec::new()) }));
        if let Some(to) = pause.to {
            history.push(json!({ "date": day(to), "event": text(with, "event-resumed", |_| Vec::new()) }));
        }
    }
    let statute = with.desk.statute();
    let passed = d.limit_day(statute.with(with.procedure)).unwrap_or(d.entered);
    history.push(json!({ "date": day(passed), "event": text(with, "event-passed", |_| Vec::new()) }));
    json!({
        "opening": text(with, "say-opening-governor", |lang| named(with, lang, d.commune.province())),
        "visas": visas(with, false),
        "statement": text(with, "say-silence", |lang| {
            vec![("number", Arg::from(d.number.as_str())), ("date", Arg::from(format::short_day(lang, passed)))]
        }),
        "history": history,
    })
}
