//! What the papers of a permit say: the data that the templates in `procedures/papers` lay out.
//!
//! Shapes are those of `procedures/papers/README.md`. Every sentence comes from `words/papers.*.ftl`,
//! in both languages; nothing is decided here.

mod decrees;
pub mod sessions;

use crate::memory;
use civic::calendar::{Delay, Unit};
use civic::dossier::{Opinion, Said};
use civic::form::Answer;
use civic::procedure::{FieldKind, Silence};
use civic::{Act, Dossier, Place, Role};
use desk::Desk;
use desk::street::Composing;
use i18n::{Arg, Lang, format};
use jiff::civil::Date;
use serde_json::{Value, json};
use store::people::Account;
use store::{Result, Tx};
use uuid::Uuid;

/// The data of one paper, by its name.
pub fn compose(with: &Composing, tx: &mut Tx) -> Result<Value> {
    let mut data = common(with);
    let own = match with.document.name.as_str() {
        "receipt" => receipt(with),
        "completion-request" => completion_request(with)?,
        "minutes" => minutes(with, tx)?,
        "permit" => decrees::permit(with)?,
        "refusal" => decrees::refusal(with)?,
        "silence-attestation" => decrees::silence_attestation(with),
        "payment-receipt" => payment_receipt(with),
        _ => json!({}),
    };
    if let (Some(data), Value::Object(own)) = (data.as_object_mut(), own) {
        data.extend(own);
    }
    Ok(data)
}

/// A text in both languages, from a function of the language.
fn pair(say: impl Fn(Lang) -> String) -> Value {
    json!({ "ar": say(Lang::Ar), "fr": say(Lang::Fr) })
}

/// A sentence of the papers in both languages.
fn text(with: &Composing, key: &str, args: impl Fn(Lang) -> Vec<(&'static str, Arg)>) -> Value {
    say(with.desk, key, args)
}

fn say(desk: &Desk, key: &str, args: impl Fn(Lang) -> Vec<(&'static str, Arg)>) -> Value {
    pair(|lang| desk.words.plain(lang, &format!("paper-text-{key}"), &args(lang)))
}

fn word(with: &Composing, key: &str) -> Value {
    word_of(with.desk, key)
}

fn word_of(desk: &Desk, key: &str) -> Value {
    pair(|lang| desk.words.plain(lang, key, &[]))
}

/// Every sentence that takes no variable, under its key.
fn fixed(desk: &Desk) -> Value {
    let keys = desk.words.keys(Lang::Fr);
    let keys = keys.into_iter().filter_map(|key| key.strip_prefix("paper-text-").map(str::to_owned));
    let fixed = keys.filter(|key| !key.starts_with("say-"));
    fixed.map(|key| (key.clone(), say(desk, &key, |_| Vec::new()))).collect::<serde_json::Map<_, _>>().into()
}

fn day(day: Date) -> Value {
    pair(|lang| format::short_day(lang, day))
}

fn money(centimes: i64) -> Value {
    pair(|lang| format::money(lang, centimes))
}

fn place_name(with: &Composing, lang: Lang, place: Place) -> String {
    web::render::place_name(with.desk, lang, place)
}

/// Arguments that name a place; French elides before a vowel.
fn named(with: &Composing, lang: Lang, place: Place) -> Vec<(&'static str, Arg)> {
    named_in(with.desk, lang, place)
}

fn named_in(desk: &Desk, lang: Lang, place: Place) -> Vec<(&'static str, Arg)> {
    let name = web::render::place_name(desk, lang, place);
    let elide = name.chars().next().is_some_and(|c| "AEIOUYÉÈÊÎÔaeiouyéèêîô".contains(c));
    let known = desk.street.territory.get(place);
    let prefecture = known.is_some_and(|k| k.name_fr.to_lowercase().contains("préfecture"));
    vec![
        ("name", Arg::from(name)),
        ("elide", Arg::from(if elide { "yes" } else { "no" })),
        ("level", Arg::from(if prefecture { "prefecture" } else { "province" })),
    ]
}

fn account<'a>(with: &'a Composing, id: Uuid) -> Option<&'a Account> {
    with.people.get(&id)
}

fn name_of(with: &Composing, id: Uuid) -> Value {
    match account(with, id) {
        Some(account) => json!({ "ar": account.name_ar, "fr": account.name_fr }),
        None => json!(""),
    }
}

fn role(with: &Composing, role: Role) -> Value {
    word(with, &format!("role-{}", role.as_str()))
}

/// A length of time of the law, as it stood on a day. The start has asked that the table holds it today.
fn delay(with: &Composing, name: &str, day: Date) -> Result<Delay> {
    let lacks = || store::Error::Corrupt(format!("the law table does not hold `{name}` on {day}"));
    with.desk.statute().law.delay(name, with.dossier.commune, day).ok_or_else(lacks)
}

/// The last act: the one that the paper follows from.
fn last<'a>(with: &'a Composing) -> Option<&'a Act> {
    with.acts.last()
}

/// What every paper holds.
fn common(with: &Composing) -> Value {
    let d = with.dossier;
    let made = last(with).map_or(d.filed, |act| act.day);
    let governor = with.document.name == "silence-attestation";
    let mut authority = vec![text(with, "say-province", |lang| named(with, lang, d.commune.province()))];
    if !governor {
        authority.push(text(with, "say-commune", |lang| named(with, lang, d.commune)));
    }
    let statute = with.desk.statute();
    let texts: Vec<Value> = with
        .procedure
        .texts
        .iter()
        .filter_map(|code| statute.law.text(code))
        .take(6)
        .map(|t| json!({ "ar": t.ar, "fr": t.fr }))
        .collect();
    json!({
        "paper": {
            "title": text(with, &format!("title-{}", with.document.name), |_| Vec::new()),
            "number": with.document.number,
            "date": day(made),
        },
        "authority": authority,
        "texts": texts,
        "theme": { "accent": "#0F5C4D" },
        "file": { "number": d.number, "procedure": word(with, &format!("procedure-{}", d.procedure)) },
        "applicant": applicant(with),
        "project": { "facts": project(with) },
        "signature": signature(with, made),
        "words": fixed(with.desk),
    })
}

fn applicant(with: &Composing) -> Value {
    let d = with.dossier;
    let id = account(with, d.applicant).map_or(String::new(), |a| match (&a.cnie, &a.ice) {
        (Some(cnie), _) => format!("CNIE {cnie}"),
        (None, Some(ice)) => format!("ICE {ice}"),
        _ => String::new(),
    });
    let mut shown = json!({ "name": name_of(with, d.applicant), "id": id });
    if let Some(agent) = d.agent {
        let mandate =
            with.acts.first().and_then(|a| a.body.filing.as_ref()).and_then(|f| f.mandate.clone()).unwrap_or_default();
        let capacity = text(with, "say-mandate", |_| vec![("mandate", Arg::from(mandate.as_str()))]);
        shown["representative"] = json!({ "name": name_of(with, agent), "capacity": capacity });
    }
    shown
}

/// The answers that describe the project, in the order of the form.
fn project(with: &Composing) -> Vec<Value> {
    let fields = with.procedure.fields.iter();
    fields
        .filter_map(|field| with.dossier.answers.get(&field.name).map(|answer| (field, answer)))
        .filter(|(field, _)| !matches!(field.kind, FieldKind::LongText | FieldKind::Point | FieldKind::YesNo))
        .take(12)
        .map(|(field, answer)| {
            let label = word(with, &format!("field-{}", field.name));
            let value = match (field.kind, answer) {
                (FieldKind::Choice, Answer::Text(choice)) => word(with, &format!("choice-{}-{choice}", field.name)),
                (FieldKind::Area, Answer::Number(n)) => {
                    pair(|lang| with.desk.words.plain(lang, "square-metres", &[("n", Arg::from(*n))]))
                }
                (FieldKind::Money, Answer::Number(n)) => money(*n),
                (FieldKind::Date, Answer::Text(text)) => text.parse().map(day).unwrap_or(json!(text)),
                (_, answer) => json!(answer.typed()),
            };
            json!({ "label": label, "value": value })
        })
        .collect()
}

/// Who signs, in what capacity, under which delegation.
fn signature(with: &Composing, made: Date) -> Value {
    let d = with.dossier;
    let act = last(with);
    let place = if with.document.name == "silence-attestation" { d.commune.province() } else { d.commune };
    let made = text(with, "say-made", |lang| {
        vec![("place", Arg::from(place_name(with, lang, place))), ("date", Arg::from(format::short_day(lang, made)))]
    });
    // A receipt comes from the counter, whoever filed.
    let quality = match with.document.name.as_str() {
        "receipt" => Role::Clerk,
        _ => act.map_or(Role::Clerk, |a| a.role),
    };
    let name = match act {
        Some(act) if act.role == quality => name_of(with, act.by),
        _ => json!(""),
    };
    let mut shown = json!({ "capacity": role(with, quality), "made": made, "name": name });
    if let Some(office) = with.delegation {
        shown["delegation"] = text(with, "say-delegation", |lang| {
            vec![
                ("from", Arg::from(with.desk.words.plain(lang, &format!("role-{}", office.seat.role.as_str()), &[]))),
                ("number", Arg::from(office.decision.as_str())),
                ("date", Arg::from(format::short_day(lang, office.from))),
            ]
        });
    }
    shown
}

/// `Article 3 — arrêté conjoint…`, or the text alone.
fn article(with: &Composing, code: &str, article: &str) -> Value {
    let statute = with.desk.statute();
    let name = |lang| {
        statute.law.text(code).map_or(code.to_owned(), |t| if lang == Lang::Ar { t.ar.clone() } else { t.fr.clone() })
    };
    match article.is_empty() {
        true => pair(name),
        false => {
            text(with, "say-article", |lang| vec![("article", Arg::from(article)), ("text", Arg::from(name(lang)))])
        }
    }
}

fn receipt(with: &Composing) -> Value {
    let d = with.dossier;
    let statute = with.desk.statute();
    let context = statute.with(with.procedure);
    let limit = statute.law.value(&with.procedure.limit, d.commune, d.filed);
    let mut sentences = Vec::new();
    if let Some((value, delay)) = limit.and_then(|v| Some((v, v.delay()?))) {
        let key = if delay.unit == Unit::WorkingDays { "say-due-working" } else { "say-due-calendar" };
        let cited = article(with, &value.text, &value.article);
        sentences.push(text(with, key, |lang| {
            vec![("days", Arg::from(delay.count)), ("law", Arg::from(cited[lang.tag()].as_str().unwrap_or_default()))]
        }));
    }
    sentences.push(text(with, "due-once", |_| Vec::new()));
    match with.procedure.silence {
        Silence::Approves => sentences.push(text(with, "due-approves", |_| Vec::new())),
        Silence::Refuses => sentences.push(text(with, "due-refuses", |_| Vec::new())),
        Silence::Nothing => {}
    }
    let first = with.acts.first();
    let assisted = first.is_some_and(|a| a.role == Role::Clerk);
    let help = first.filter(|_| assisted).map(|act| {
        text(with, "say-receipt-assisted", |lang| {
            let clerk = account(with, act.by).map_or("", |a| a.name(lang == Lang::Ar));
            vec![("clerk", Arg::from(clerk)), ("date", Arg::from(format::short_day(lang, act.day)))]
        })
    });
    let pieces: Vec<Value> = d
        .pieces
        .iter()
        .map(|p| json!({ "name": word(with, &format!("piece-{}", p.piece)), "document": format!("{} · {}", p.name, web::view::size(Lang::Fr, p.bytes)) }))
        .collect();
    let mut shown = json!({
        "statement": text(with, "say-receipt", |lang| named(with, lang, d.commune)),
        "filed": { "date": day(d.filed), "hour": format::hour(d.filed_at) },
        "due": { "date": d.limit_day(context).map_or(json!(""), day), "sentences": sentences },
        "tracking": d.tracking,
        "pieces": pieces,
        "follow": [
            text(with, "say-follow", |_| vec![("number", Arg::from(d.number.as_str()))]),
            text(with, "follow-desk", |_| Vec::new()),
        ],
    });
    if let Some(help) = help {
        shown["assisted"] = help;
    }
    shown
}

fn completion_request(with: &Composing) -> Result<Value> {
    let d = with.dossier;
    let statute = with.desk.statute();
    let context = statute.with(with.procedure);
    let asked = last(with).map(|a| a.body.asked.clone()).unwrap_or_default();
    let missing: Vec<Value> = asked
        .iter()
        .map(|one| {
            let piece = with.procedure.piece(&one.piece);
            let cited = piece
                .and_then(|p| p.law.as_deref())
                .map(|law| article(with, law, piece.and_then(|p| p.article.as_deref()).unwrap_or_default()));
            json!({ "name": word(with, &format!("piece-{}", one.piece)), "reason": one.reason, "article": cited })
        })
        .collect();
    let before = d.step_due(context).unwrap_or(d.entered);
    let due = d.limit_day(context).unwrap_or(d.entered);
    let unit = delay(with, &with.procedure.limit, d.filed)?.unit;
    let left = statute.calendar.between(d.entered, due, unit).max(0);
    let key = if unit == Unit::WorkingDays { "say-days-working" } else { "say-days-calendar" };
    let by_then = |lang| vec![("date", Arg::from(format::short_day(lang, before)))];
    Ok(json!({
        "statement": text(with, "say-completion", |lang| vec![("date", Arg::from(format::short_day(lang, d.filed)))]),
        "filed": { "date": day(d.filed) },
        "missing": missing,
        "clock": { "paused": day(d.entered), "left": text(with, key, |_| vec![("days", Arg::from(left))]), "before": day(before) },
        "next": [
            text(with, "say-next-send", by_then),
            text(with, "next-resume", |_| Vec::new()),
            text(with, "say-next-lapse", by_then),
        ],
    }))
}

fn minutes(with: &Composing, tx: &mut Tx) -> Result<Value> {
    let d = with.dossier;
    let Some(act) = last(with) else { return Ok(json!({})) };
    let window = d.examiner.is_commune();
    let session = match act.body.session {
        Some(id) => memory::session(tx, d.examiner, id)?,
        None => None,
    };
    let session = match session {
        Some(s) => {
            json!({ "number": s.number, "date": day(s.day), "hour": s.hour, "place": s.place, "chair": name_of(with, act.by) })
        }
        None => json!({
            "number": with.document.number,
            "date": day(act.day),
            "hour": format::hour(act.at),
            "place": pair(|lang| place_name(with, lang, d.examiner)),
            "chair": name_of(with, act.by),
        }),
    };
    let round = d.sittings.iter().map(|s| s.round).max().unwrap_or(0);
    let said = d.sittings.iter().filter(|s| s.round == round);
    let opinions: Vec<Value> = said.map(|s| opinion(with, s.role, s.given.as_ref())).collect();
    let (said, seat) = if window { ("say-minutes-window", d.commune) } else { ("say-minutes-committee", d.examiner) };
    Ok(json!({
        "statement": text(with, said, |lang| named(with, lang, seat)),
        "session": session,
        "opinions": opinions,
        "conclusion": conclusion(with.desk, d, act),
    }))
}

/// What the commission concluded by an act, on a file as it was then.
fn conclusion(desk: &Desk, d: &Dossier, act: &Act) -> Value {
    let round = d.sittings.iter().map(|s| s.round).max().unwrap_or(0);
    // Those that the commission kept; all of them when it did not choose.
    let reserves: Vec<String> = match &act.body.reserves {
        Some(kept) => lines(kept),
        None => {
            let said = d.sittings.iter().filter(|s| s.round == round);
            said.filter_map(|s| s.given.as_ref()?.reserves.clone()).flat_map(|r| lines(&r)).collect()
        }
    };
    let motive = act.body.motive.as_deref().map(lines).unwrap_or_default();
    let (code, key, reasons) = match act.name.as_str() {
        "conclude-favourable" if reserves.is_empty() => ("favourable", "conclusion-favourable", motive),
        "conclude-favourable" => ("favourable-with-reserves", "conclusion-reserves", [reserves, motive].concat()),
        "conclude-adjourned" => ("adjourned", "conclusion-adjourned", motive),
        _ => ("unfavourable", "conclusion-unfavourable", motive),
    };
    json!({ "code": code, "statement": say(desk, key, |_| Vec::new()), "reasons": reasons })
}

fn opinion(with: &Composing, member: Role, given: Option<&Said>) -> Value {
    let mut shown = json!({ "member": role(with, member) });
    if let Some(said) = given {
        shown["code"] = json!(said.opinion.as_str());
        shown["opinion"] = word(with, &format!("opinion-{}", said.opinion.as_str()));
        shown["date"] = day(said.day);
        shown["person"] = name_of(with, said.by);
        shown["motive"] = json!(said.motive);
        if said.opinion == Opinion::FavourableWithReserves {
            shown["reserves"] = json!(lines(said.reserves.as_deref().unwrap_or_default()));
        }
    }
    shown
}

/// The lines of a written text, empty ones left out.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

fn payment_receipt(with: &Composing) -> Value {
    let d = with.dossier;
    let act = last(with);
    let lines: Vec<Value> = d
        .fees
        .iter()
        .map(|line| {
            json!({
                "name": word(with, &format!("fee-{}", line.name)),
                "formula": line.formula,
                "article": article(with, &line.text, &line.article),
                "amount": money(line.centimes),
            })
        })
        .collect();
    let total: i64 = d.fees.iter().map(|f| f.centimes).sum();
    let method = act.and_then(|a| a.body.method.clone()).unwrap_or_else(|| "cash".into());
    json!({
        "statement": text(with, "say-payment", |lang| named(with, lang, d.commune)),
        "payer": name_of(with, d.applicant),
        "payment": {
            "date": day(act.map_or(d.entered, |a| a.day)),
            "means": word(with, &format!("cashier-method-{method}")),
            "reference": act.and_then(|a| a.body.receipt.clone()),
        },
        "lines": lines,
        "total": money(total),
    })
}
