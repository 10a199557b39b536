//! What several pages show of a file, in the shapes that the components want: its clock, its history,
//! its papers, its answers, the law beside a decision.

use crate::server::App;
use crate::visitor::Visitor;
use civic::dossier::{Context, Dossier, FeeLine};
use civic::form::Answer;
use civic::procedure::{DoorKind, FieldKind, Procedure, Running, Silence};
use civic::{Act, Place, Role};
use desk::counter::Shown;
use i18n::{Arg, Lang, format};
use jiff::civil::Date;
use minijinja::{Value, context};

/// The name of a sentence's key in the visitor's language, or the key's last part when there is none.
pub fn word(app: &App, visitor: &Visitor, key: &str) -> String {
    app.desk.words.say(visitor.lang, key, &[])
}

/// The sentence of a key that may be left unsaid.
pub fn if_said(app: &App, visitor: &Visitor, key: &str) -> String {
    if app.desk.words.has(visitor.lang, key) { word(app, visitor, key) } else { String::new() }
}

/// Mistakes as the summary lists them: each with the name of its field, where `label` gives a key that is said.
pub fn summary(app: &App, visitor: &Visitor, wrong: &[(String, String)], label: impl Fn(&str) -> String) -> Vec<Value> {
    let line = |(field, text): &(String, String)| {
        let label = if_said(app, visitor, &label(field));
        let args = [
            ("label", Arg::from(label.trim_end_matches(['?', '؟', ' ', '\u{A0}']))),
            ("mistake", Arg::from(text.as_str())),
        ];
        let text =
            if label.is_empty() { text.clone() } else { app.desk.words.say(visitor.lang, "mistake-line", &args) };
        // A piece is anchored by its own name.
        context! { field => field.strip_prefix("piece-").unwrap_or(field), text }
    };
    wrong.iter().map(line).collect()
}

/// The kinds of file that a piece may be: « PDF, image ».
pub fn formats(app: &App, visitor: &Visitor, piece: &civic::procedure::Piece) -> String {
    let kinds: Vec<String> = piece.media.iter().map(|kind| word(app, visitor, &format!("media-{kind}"))).collect();
    // It may begin with a Latin word and is still an Arabic list: the mark says so.
    if visitor.arabic() { format!("\u{200F}{}", kinds.join("، ")) } else { kinds.join(", ") }
}

/// A title kept in two languages, by lines: Arabic, French.
pub fn in_lang(title: &str, lang: Lang) -> &str {
    let (ar, fr) = title.split_once('\n').unwrap_or((title, title));
    if lang == Lang::Ar { ar } else { fr }
}

/// A text as it is cited: «القانون رقم 55.19», without what it is about.
fn cited(name: &str) -> &str {
    const ABOUT: [&str; 11] = [
        " المتعلق",
        " لتطبيق",
        " بشأن",
        " بمثابة",
        " بالموافقة",
        " relati",
        " portant",
        " approuvant",
        " fixant",
        " pris pour",
        " formant",
    ];
    let cut = ABOUT.iter().filter_map(|mark| name.find(mark)).min();
    cut.map_or(name, |at| &name[..at])
}

/// The text of law beside a decision: `{name, title, article, verified}`; none when it is not in the table.
pub fn law(app: &App, lang: Lang, code: &str, article: &str, verified: bool) -> Value {
    let statute = app.desk.statute();
    match statute.law.text(code) {
        Some(text) => {
            let name = if lang == Lang::Ar { &text.ar } else { &text.fr };
            context! { name => cited(name), title => name, article, verified }
        }
        None => Value::from(()),
    }
}

/// The law of a value as it stood on a day in a commune.
pub fn law_of_value(app: &App, lang: Lang, name: &str, commune: Place, day: Date) -> Value {
    let statute = app.desk.statute();
    match statute.law.value(name, commune, day) {
        Some(value) => law(app, lang, &value.text, &value.article, value.verified),
        None => Value::from(()),
    }
}

/// Who holds the file now, in words.
pub fn holder(app: &App, visitor: &Visitor, d: &Dossier, procedure: &Procedure) -> String {
    let step = procedure.step(d.step);
    match step.holder.as_str() {
        "members" => {
            let waiting: Vec<String> = d
                .sittings
                .iter()
                .filter(|s| s.round == d.round && s.given.is_none())
                .map(|s| word(app, visitor, &format!("role-{}", s.role.as_str())))
                .collect();
            waiting.join(if visitor.arabic() { "، " } else { ", " })
        }
        "nobody" => String::new(),
        role => word(app, visitor, &format!("role-{role}")),
    }
}

/// The file's one clock, for `components/clock.html`.
pub fn clock(app: &App, visitor: &Visitor, d: &Dossier, procedure: &Procedure) -> Value {
    let statute = app.desk.statute();
    let with = statute.with(procedure);
    let today = app.desk.clock.today();
    let step = procedure.step(d.step);
    let limit = statute.law.delay(&procedure.limit, d.commune, d.filed);
    let unit = limit.map_or(civic::calendar::Unit::CalendarDays, |l| l.unit);
    let due = d.limit_day(with);
    let pause = d.pause();
    let now = pause.map_or(today, |p| p.from);
    let left = due.map_or(0, |due| statute.calendar.between(now, due, unit));
    let state = match (step.clock, d.answered) {
        (_, Some(_)) if matches!(step.stage.as_str(), "done" | "refused") => "answered",
        (_, Some(_)) if step.holder == "nobody" => "ended",
        (Running::Stopped, _) => "answered",
        (Running::Pauses, _) => "paused",
        _ if left < 0 => "overdue",
        _ => "running",
    };
    let silence = match procedure.silence {
        Silence::Approves => "approves",
        Silence::Refuses => "refuses",
        Silence::Nothing => "nothing",
    };
    let mine = visitor.who.as_ref().is_some_and(|w| w.account.id == d.applicant || Some(w.account.id) == d.agent);
    let held_by_me = match step.holder.as_str() {
        "applicant" => mine,
        role => Role::parse(role).is_some_and(|r| visitor.viewer().holds(r, r.seat(d.commune, d.examiner))),
    };
    let longest = statute
        .law
        .delay(&procedure.longest, d.commune, d.filed)
        .map(|l| statute.calendar.after(d.filed, l).to_string());
    context! {
        state,
        left => left.max(0),
        late => (-left).max(0),
        limit => limit.map_or(0, |l| i64::from(l.count)),
        unit => unit_word(unit),
        opened => d.filed.to_string(),
        due => due.map(|d| d.to_string()),
        holder => holder(app, visitor, d, procedure),
        holder_since => d.entered.to_string(),
        yours => held_by_me,
        cause => pause.map(|p| word(app, visitor, &format!("cause-{}", p.cause))),
        paused_since => pause.map(|p| p.from.to_string()),
        law => law_of_value(app, visitor.lang, &procedure.limit, d.commune, d.filed),
        silence,
        longest,
        ended_on => d.answered.map(|day| day.to_string()),
        took => d.answered.map(|day| ran(with, d, day)),
    }
}

pub fn unit_word(unit: civic::calendar::Unit) -> &'static str {
    match unit {
        civic::calendar::Unit::WorkingDays => "working-days",
        civic::calendar::Unit::CalendarDays => "calendar-days",
        civic::calendar::Unit::Months => "months",
        civic::calendar::Unit::Years => "years",
    }
}

/// Days that the clock ran until `day`, in the unit of its limit.
fn ran(with: Context, d: &Dossier, day: Date) -> i32 {
    let unit = match with.law.delay(&with.procedure.limit, d.commune, d.filed).map(|l| l.unit) {
        Some(civic::calendar::Unit::WorkingDays) => civic::calendar::Unit::WorkingDays,
        _ => civic::calendar::Unit::CalendarDays,
    };
    let stopped: i32 = d.pauses.iter().map(|p| with.calendar.between(p.from, p.to.unwrap_or(day), unit)).sum();
    (with.calendar.between(d.filed, day, unit) - stopped).max(0)
}

/// A clock for a line of a list, from its row alone.
pub fn line_clock(app: &App, due: Option<Date>, paused: bool, answered: Option<Date>) -> Value {
    let statute = app.desk.statute();
    let today = app.desk.clock.today();
    let left = due.map_or(0, |due| statute.calendar.between(today, due, civic::calendar::Unit::WorkingDays));
    let late = due.is_some_and(|due| due < today);
    let state = match (answered, paused) {
        (Some(_), _) => "answered",
        (None, true) => "paused",
        _ if due.is_none() => "ended",
        _ if late => "overdue",
        _ => "running",
    };
    context! {
        state,
        left => left.max(0),
        late => (-left).max(if late { 1 } else { 0 }),
        limit => 0,
        unit => "working-days",
        due => due.map(|d| d.to_string()),
        ended_on => answered.map(|d| d.to_string()),
        cause => Value::from(()),
        holder => Value::from(()),
        yours => false,
    }
}

/// The stages of a procedure, in order, each once.
pub fn stages(app: &App, visitor: &Visitor, d: &Dossier, procedure: &Procedure) -> Vec<Value> {
    const WAY: [&str; 6] = ["received", "study", "commission", "payment", "signature", "done"];
    let stage = procedure.step(d.step).stage.as_str();
    // A file that the applicant completes still stands where it was asked to.
    let here = match stage {
        "completing" if d.sittings.is_empty() => "received",
        "completing" => "commission",
        "refused" | "ended" => stage,
        stage => stage,
    };
    let at = WAY.iter().position(|s| *s == here);
    let mut shown: Vec<Value> = WAY
        .iter()
        .enumerate()
        .filter(|(i, s)| at.is_some() || *i == 0 || **s == "study" && !d.sittings.is_empty())
        .map(|(i, s)| {
            let state = match at {
                Some(at) if i < at || *s == "done" && here == "done" => "done",
                Some(at) if i == at => "here",
                Some(_) => "next",
                None => "done",
            };
            context! { label => word(app, visitor, &format!("stage-{s}")), state }
        })
        .collect();
    if at.is_none() {
        shown.push(context! { label => word(app, visitor, &format!("stage-{here}")), state => "stopped" });
    }
    shown
}

/// The colour of a step: what it means for the person.
pub fn tone(procedure: &Procedure, step: u8) -> &'static str {
    match procedure.step(step).stage.as_str() {
        "done" => "success",
        "refused" => "danger",
        "ended" => "neutral",
        "completing" | "payment" => "warning",
        "received" => "accent",
        _ => "info",
    }
}

/// Who did an act, as far as the viewer is told: officers by their office, applicants by name.
pub fn doer(app: &App, visitor: &Visitor, shown: &Shown, act: &Act) -> String {
    match act.role {
        Role::Applicant => shown.people.get(&act.by).map(|a| a.name(visitor.arabic()).to_owned()).unwrap_or_default(),
        role => {
            let seat = word(app, visitor, &format!("role-{}", role.as_str()));
            // Colleagues are shown who acted; a citizen deals with the institution.
            let name =
                shown.people.get(&act.by).filter(|_| visitor.viewer().is_officer()).map(|a| a.name(visitor.arabic()));
            match name {
                Some(name) => format!("{seat} · {name}"),
                None => seat,
            }
        }
    }
}

/// What was done, the latest first, for `timeline`. Messages are apart.
pub fn history(app: &App, visitor: &Visitor, shown: &Shown) -> Vec<Value> {
    let mut lines: Vec<Value> = shown
        .acts
        .iter()
        .enumerate()
        .filter(|(_, act)| shown.procedure.door(&act.name).is_none_or(|door| door.kind != DoorKind::Message))
        .map(|(seq, act)| {
            let door = shown.procedure.door(&act.name);
            let paper = shown.documents.iter().find(|d| d.seq == seq as i64);
            let kind = match door.map(|d| d.kind) {
                Some(DoorKind::Request | DoorKind::Extend) => "pause",
                Some(DoorKind::Lapse | DoorKind::Withdraw | DoorKind::Silence) => "stop",
                Some(DoorKind::Sign) => "paper",
                _ => "act",
            };
            let what = match act.body.opinion {
                Some(opinion) => format!(
                    "{} — {}",
                    word(app, visitor, &format!("done-{}", act.name)),
                    word(app, visitor, &format!("opinion-{}", opinion.as_str()))
                ),
                None => word(app, visitor, &format!("done-{}", act.name)),
            };
            let mut motive = act.body.motive.clone().unwrap_or_default();
            for asked in &act.body.asked {
                // The reason stands in another language than the page, perhaps: isolated, its full stop stays its own.
                let piece = word(app, visitor, &format!("piece-{}", asked.piece));
                motive = format!("{motive}\n{piece}: \u{2068}{}\u{2069}", asked.reason);
            }
            // Who answered for the person wrote down how they agreed.
            if let Some(how) = &act.body.consent {
                motive = format!("{}\n{motive}", word(app, visitor, &format!("assist-consent-{how}")));
            }
            let text = door.and_then(|d| d.text.as_deref());
            context! {
                at => act.at,
                what,
                who => doer(app, visitor, shown, act),
                motive => motive.trim(),
                kind,
                paper => paper.map(|d| paper_line(app, visitor, d)),
                law => text.map(|t| law(app, visitor.lang, t, door.and_then(|d| d.article.as_deref()).unwrap_or_default(), true)),
            }
        })
        .collect();
    lines.reverse();
    lines
}

/// The messages of a file, the oldest first.
pub fn messages(app: &App, visitor: &Visitor, shown: &Shown) -> Vec<Value> {
    let me = visitor.who.as_ref().map(|w| w.account.id);
    shown
        .acts
        .iter()
        .filter(|act| shown.procedure.door(&act.name).is_some_and(|door| door.kind == DoorKind::Message))
        .map(|act| {
            context! {
                from => doer(app, visitor, shown, act),
                mine => Some(act.by) == me,
                at => act.at,
                text => act.body.motive.as_deref().unwrap_or_default(),
            }
        })
        .collect()
}

pub fn paper_line(app: &App, visitor: &Visitor, d: &store::documents::Document) -> Value {
    context! {
        title => word(app, visitor, &format!("paper-{}", d.name)),
        number => d.number.as_str(),
        at => d.made_at,
        href => format!("/papers/{}.pdf", d.number),
        verify => format!("/v/{}/{}", d.number, d.code),
    }
}

pub fn papers(app: &App, visitor: &Visitor, shown: &Shown) -> Vec<Value> {
    shown.documents.iter().map(|d| paper_line(app, visitor, d)).collect()
}

/// One hand under a paper that several sign: `{role, state, name, decision, reason, at, due, last}`. `inside`: for
/// whoever may read the paper, with the reason that was written.
pub fn hand(app: &App, visitor: &Visitor, told: &desk::hands::Told, inside: bool) -> Value {
    let hand = &told.hand;
    let reason = match &told.reason {
        desk::hands::Reason::Rule(rule) => word(app, visitor, &format!("hand-why-{rule}")),
        desk::hands::Reason::Written(text) if inside => text.clone(),
        _ => String::new(),
    };
    context! {
        role => hand.seat.role.as_str(),
        state => hand.state.as_str(),
        name => told.holder.as_ref().map(|account| account.name(visitor.arabic()).to_owned()).unwrap_or_default(),
        decision => told.decision.as_deref().unwrap_or_default(),
        reason,
        at => hand.at,
        due => hand.due.to_string(),
        last => hand.last,
    }
}

/// One answer as it is read: `{name, value, kind}`.
pub fn answer(app: &App, visitor: &Visitor, procedure: &Procedure, name: &str, answer: &Answer) -> Value {
    let label = word(app, visitor, &format!("field-{name}"));
    let field = procedure.field(name);
    let (value, kind) = match (field.map(|f| f.kind), answer) {
        (Some(FieldKind::Choice), Answer::Text(choice)) => {
            (word(app, visitor, &format!("choice-{name}-{choice}")), "text")
        }
        (_, Answer::Flag(yes)) => (word(app, visitor, if *yes { "yes" } else { "no" }), "text"),
        (Some(FieldKind::Area), Answer::Number(n)) => {
            (app.desk.words.say(visitor.lang, "square-metres", &[("n", Arg::from(*n))]), "text")
        }
        (Some(FieldKind::Money), Answer::Number(n)) => (format::money(visitor.lang, *n), "text"),
        (Some(FieldKind::Date), Answer::Text(day)) => (day.clone(), "date"),
        (Some(FieldKind::LongText), Answer::Text(text)) => (text.clone(), "long-text"),
        (Some(FieldKind::Text), Answer::Text(text)) => (text.clone(), "text"),
        (_, Answer::Number(n)) => (n.to_string(), "number"),
        (_, Answer::Text(text)) => (text.clone(), "number"),
    };
    context! { name => label.as_str(), label => label.as_str(), code => name, value, kind }
}

/// The answers by section: `{code, title, facts, fields}`, empty sections left out.
pub fn sections(app: &App, visitor: &Visitor, procedure: &Procedure, answers: &civic::Answers) -> Vec<Value> {
    procedure
        .sections
        .iter()
        .filter_map(|section| {
            let facts: Vec<Value> = procedure
                .fields
                .iter()
                .filter(|f| f.section == section.name)
                .filter_map(|f| answers.get(&f.name).map(|a| answer(app, visitor, procedure, &f.name, a)))
                .collect();
            let title = word(app, visitor, &format!("section-{}", section.name));
            (!facts.is_empty())
                .then(|| context! { code => section.name.as_str(), title, fields => facts.clone(), facts })
        })
        .collect()
}

/// What is due, line by line, for `bill`. With the answers it was counted from, the formula shows its numbers.
pub fn bill(
    app: &App,
    visitor: &Visitor,
    procedure: &Procedure,
    answers: &civic::Answers,
    commune: Place,
    day: Date,
    lines: &[FeeLine],
) -> Vec<Value> {
    let explain = crate::explain::Explain { app, lang: visitor.lang, procedure, commune, day, answers: Some(answers) };
    lines
        .iter()
        .map(|line| {
            context! {
                name => word(app, visitor, &format!("fee-{}", line.name)),
                formula => match procedure.fees.iter().find(|fee| fee.name == line.name) {
                    Some(fee) => explain.formula(&fee.formula.source),
                    None => line.formula.clone(),
                },
                amount => line.centimes,
                law => law(app, visitor.lang, &line.text, &line.article, true),
            }
        })
        .collect()
}

/// A size as people read it.
pub fn size(lang: Lang, bytes: i64) -> String {
    let (value, ar, fr) = match bytes {
        b if b < 1024 * 1024 => (b as f64 / 1024.0, "ك.ب", "Ko"),
        b => (b as f64 / 1024.0 / 1024.0, "م.ب", "Mo"),
    };
    format!("{} {}", format::decimal(lang, value.max(0.1), 1), if lang == Lang::Ar { ar } else { fr })
}

/// The short form of a number, as people say it: `2026/000123`.
pub fn short_number(number: &str) -> String {
    let mut parts = number.rsplit('-');
    match (parts.next(), parts.next()) {
        (Some(n), Some(year)) => format!("{year}/{n}"),
        _ => number.to_owned(),
    }
}
