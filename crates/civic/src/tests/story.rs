//! How a story is told: one line for each act, answered by where the file then stands.
//!
//! `2026-01-06 clerk request-completion site-plan` is a day, a role, an act and what it needs: the
//! pieces, the opinion, the member, the amount in dirhams (`all` for what is due), `area=150` for
//! a changed surface. Whatever else the act needs is there, unless the line says `unmotivated`
//! or `unreserved`. The answer says the step, the file's last day, and who is awaited until when.

use super::town::{CALENDAR, LAW, piece};
use crate::dossier::{Asked, Context, Dossier, Filing, Opinion, Refusal, Task};
use crate::form::{Answer, Answers};
use crate::{Act, Body, Place, Procedure, Role};
use expect_test::Expect;
use jiff::civil::{Date, date};
use uuid::Uuid;

pub const COMMUNE: Place = Place(95_410_113);
pub const APPLICANT: Uuid = Uuid::from_u128(1);

/// Tells the story and compares it with what was expected.
pub fn check_story(procedure: &Procedure, story: &str, expected: Expect) {
    let lines: Vec<&str> = story.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut file: Option<Dossier> = None;
    let mut history = Vec::new();
    let mut told = String::new();
    for (at, line) in lines.iter().enumerate() {
        let answer = match act(procedure, file.as_ref(), line, at) {
            Step::Files(act) => {
                file = Dossier::open(COMMUNE, Uuid::from_u128(7), &act);
                history.push(act);
                file.as_ref().map(|f| stands(procedure, f)).unwrap()
            }
            Step::Does(act) => {
                let file = file.as_mut().expect("a story begins with `files`");
                match file.decide(with(procedure), act) {
                    Ok(decided) => {
                        file.apply(procedure, &decided.act);
                        history.push(decided.act);
                        stands(procedure, file)
                    }
                    Err(refusal) => no(&refusal),
                }
            }
        };
        told.push_str(&format!("{line:<longest$}  {answer}\n"));
    }
    // Whatever was told, the list of acts tells it again.
    assert_eq!(crate::dossier::replay(procedure, COMMUNE, Uuid::from_u128(7), &history), file);
    expected.assert_eq(&told);
}

pub fn with(procedure: &Procedure) -> Context<'_> {
    Context { procedure, law: &LAW, calendar: &CALENDAR }
}

/// A moment of a day that comes after those before it.
pub fn moment(day: Date, nth: usize) -> i64 {
    let days = i64::from((day - date(1970, 1, 1)).get_days());
    (days * 86_400 + 9 * 3_600 + nth as i64) * 1_000_000
}

pub fn filing(procedure: &Procedure, day: Date, nth: usize, answers: Answers) -> Act {
    let filing = Filing {
        number: "PC-095410113-2026-000001".into(),
        procedure: procedure.code.clone(),
        revision: procedure.revision,
        examiner: COMMUNE,
        applicant: APPLICANT,
        agent: None,
        mandate: None,
        assisted: false,
        tracking: "7K2M9P".into(),
    };
    let pieces = crate::form::pieces(procedure, &answers).iter().map(|p| piece(&p.name)).collect();
    let body = Body { answers: Some(answers), pieces, filing: Some(filing), ..Body::default() };
    Act { at: moment(day, nth), day, by: APPLICANT, role: Role::Applicant, office: None, name: "file".into(), body }
}

/// What somebody who builds a house of 120 m² on titled land answers.
pub fn house() -> Answers {
    let text = |t: &str| Answer::Text(t.into());
    [
        ("land-status", text("titled")),
        ("land-title", text("12345/39")),
        ("land-right", text("owner")),
        ("in-subdivision", Answer::Flag(false)),
        ("plot-area", Answer::Number(200)),
        ("work-kind", text("new-building")),
        ("use", text("individual-housing")),
        ("floors", Answer::Number(2)),
        ("dwellings", Answer::Number(1)),
        ("covered-area", Answer::Number(120)),
        ("projections", Answer::Flag(false)),
        ("public-access", Answer::Flag(false)),
        ("design-by", text("architect")),
    ]
    .map(|(name, answer)| (name.to_owned(), answer))
    .into()
}

enum Step {
    Files(Act),
    Does(Act),
}

fn act(procedure: &Procedure, file: Option<&Dossier>, line: &str, nth: usize) -> Step {
    let mut words = line.split_whitespace();
    let day: Date = words.next().unwrap().parse().unwrap();
    let role = Role::parse(words.next().unwrap()).unwrap_or_else(|| panic!("no such role: {line}"));
    let name = words.next().unwrap();
    let words: Vec<&str> = words.collect();
    let value = |key: &str| words.iter().find_map(|w| w.strip_prefix(key)?.strip_prefix('='));
    let mut answers = file.map_or_else(house, |f| f.answers.clone());
    for (key, field) in [("area", "covered-area"), ("floors", "floors")] {
        if let Some(number) = value(key) {
            answers.insert(field.into(), Answer::Number(number.parse().unwrap()));
        }
    }
    for (key, field) in [("use", "use"), ("land", "land-status")] {
        if let Some(word) = value(key) {
            answers.insert(field.into(), Answer::Text(word.into()));
        }
    }
    if name == "files" {
        return Step::Files(filing(procedure, day, nth, answers));
    }
    let says = |word: &str| words.contains(&word);
    let named: Vec<&str> = words.iter().copied().filter(|w| w.contains('-') || *w == "elevations").collect();
    let opinion = words.iter().find_map(|w| Opinion::parse(w));
    let amount =
        words.iter().find_map(|w| if *w == "all" { file.map(Dossier::owed) } else { crate::form::centimes(w) });
    let body = Body {
        motive: (!says("unmotivated")).then(|| "Vu le règlement.".to_owned()),
        answers: (name == "amend").then_some(answers),
        pieces: named.iter().map(|name| piece(name)).collect(),
        asked: named
            .iter()
            .map(|p| Asked { piece: (*p).into(), reason: "Le plan ne porte pas le nord.".into() })
            .collect(),
        opinion,
        reserves: (opinion == Some(Opinion::FavourableWithReserves) && !says("unreserved"))
            .then(|| "Reculer de 3 m.".into()),
        member: words.iter().find_map(|w| Role::parse(w)),
        amount,
        receipt: amount.map(|_| "2026/17".into()),
        consent: says("consented").then(|| "signed".into()),
        ..Body::default()
    };
    let by = if role == Role::System { Uuid::nil() } else { Uuid::from_u128(1 + role as u128) };
    Step::Does(Act { at: moment(day, nth), day, by, role, office: None, name: name.into(), body })
}

/// Where the file stands, until when, whom it waits for.
pub fn stands(procedure: &Procedure, file: &Dossier) -> String {
    let step = procedure.step(file.step);
    let clock = match (file.due(with(procedure)), file.pause()) {
        (Some(_), Some(pause)) => format!("paused: {}", pause.cause),
        (Some(due), None) => format!("due {due}"),
        (None, _) => file.outcome.clone().unwrap_or_else(|| "answered".into()),
    };
    let owed = match file.owed() {
        owed if 0 < owed && file.answered.is_none() => format!(", owes {}", dirhams(owed)),
        _ => String::new(),
    };
    let mut awaited: Vec<(String, Vec<&str>)> = Vec::new();
    if let ("applicant", Some(day)) = (step.holder.as_str(), file.step_due(with(procedure))) {
        awaited.push((format!(" until {day}"), vec!["applicant"]));
    }
    for Task { role, due, starts } in file.awaited(with(procedure)) {
        let until = due.map_or(String::new(), |day| format!(" until {day}"));
        let from = starts.map_or(String::new(), |day| format!(" from {day}"));
        // Those who have the same days are named together.
        match awaited.iter_mut().find(|(days, _)| *days == format!("{from}{until}")) {
            Some((_, roles)) => roles.push(role.as_str()),
            None => awaited.push((format!("{from}{until}"), vec![role.as_str()])),
        }
    }
    let awaited: Vec<String> = awaited.iter().map(|(days, roles)| format!("{}{days}", roles.join(", "))).collect();
    format!("-> {}, {clock}{owed}  {}", step.name, awaited.join("; ")).trim_end().to_owned()
}

fn dirhams(centimes: i64) -> String {
    format!("{},{:02} DH", centimes / 100, centimes % 100)
}

fn no(refusal: &Refusal) -> String {
    let why = match refusal {
        Refusal::WrongStep { step, .. } => format!("at {step}"),
        Refusal::NotYours { owner, .. } => owner.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(", "),
        Refusal::NoSuchPiece { piece } => piece.clone(),
        Refusal::PieceMissing { pieces } => pieces.join(", "),
        Refusal::NotAMember { role } | Refusal::OpinionGiven { role } => role.as_str().into(),
        Refusal::OpinionsAwaited { until } => format!("until {until}"),
        Refusal::AmountDiffers { due, given } => format!("due {}, given {}", dirhams(*due), dirhams(*given)),
        Refusal::NotYet { due } => format!("until {due}"),
        Refusal::Formula { why } => why.clone(),
        _ => String::new(),
    };
    format!("!! {}  {why}", refusal.code()).trim_end().to_owned()
}
