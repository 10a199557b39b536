//! The doors of a file as forms: which an officer may pass now, what each asks, and what was written in one.

use super::said::Wrong;
use super::shape::{conclusion_tone, reserves, sitting_clock};
use crate::answer::sentence;
use crate::form::Posted;
use crate::server::App;
use crate::view::{law, word};
use crate::visitor::Visitor;
use civic::dossier::{Asked, Dossier, Opinion};
use civic::form::Typed;
use civic::procedure::{Door, DoorKind, Procedure};
use civic::{Act, Body, Mistake, Refusal, Role};
use desk::counter::{self, Shown};
use desk::{Error, Who};
use minijinja::{Value, context};
use std::collections::HashMap;
use uuid::Uuid;

/// How a payment may be made.
pub const METHODS: [&str; 4] = ["cash", "cheque", "transfer", "card"];

/// A form that was refused, to be shown as it was sent.
#[derive(Default)]
pub struct Tried {
    /// The act, `conclude` for those of the commission.
    pub act: String,
    pub said: Value,
    pub wrong: Wrong,
    /// The paper that is about to be signed.
    pub paper: Option<desk::signing::Shown>,
    /// The same for the form of an answer: what was typed, and each mistake beside its field or piece.
    pub typed: Typed,
    pub mistakes: Vec<Mistake>,
}

/// What an officer may do on a file now, and what they may not although the step has it.
pub struct Doors {
    pub open: Vec<Value>,
    pub closed: Vec<Value>,
}

/// The roles that an officer has towards a file.
pub fn roles(who: &Who, d: &Dossier) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| who.viewer.holds(*role, role.seat(d.commune, d.examiner))).collect()
}

/// One door and for whom it is shown.
struct Leaf<'a> {
    app: &'a App,
    visitor: &'a Visitor,
    who: &'a Who,
    shown: &'a Shown,
    role: Role,
    tried: &'a Tried,
    delegators: &'a HashMap<Uuid, String>,
}

/// Every door of this officer. `delegators` names those whose power they exercise.
pub fn doors(
    app: &App,
    visitor: &Visitor,
    who: &Who,
    shown: &Shown,
    tried: &Tried,
    delegators: &HashMap<Uuid, String>,
) -> Doors {
    let d = &shown.dossier;
    let (mut open, mut closed, mut met) = (Vec::new(), Vec::new(), Vec::<&str>::new());
    for role in roles(who, d) {
        let leaf = Leaf { app, visitor, who, shown, role, tried, delegators };
        for door in counter::open_to(&app.desk, d, &shown.procedure, role) {
            let stays = door.kind == DoorKind::Pass && door.to_step == Some(d.step);
            if stays || met.contains(&door.act.as_str()) || matches!(door.kind, DoorKind::Message | DoorKind::Answer) {
                continue;
            }
            met.push(&door.act);
            if door.kind == DoorKind::Conclude {
                if !met.contains(&"conclude") {
                    met.push("conclude");
                    open.push(leaf.conclude());
                }
                continue;
            }
            match leaf.awaits(door) {
                Some(why) => closed.push(leaf.shut(door, &why)),
                None => open.push(leaf.form(door)),
            }
        }
        closed
            .extend(leaf.spent().into_iter().map(|door| leaf.shut(door, &Refusal::OnceOnly { act: door.act.clone() })));
    }
    // The first is what the file waits for; the others are opened by whoever wants them.
    let wanted = open
        .iter()
        .position(|one| one.get_attr("code").ok().and_then(|c| c.as_str().map(|c| c == tried.act)).unwrap_or(false));
    let opened = wanted.unwrap_or(0);
    let open = open.into_iter().enumerate().map(|(i, one)| context! { open => i == opened, ..one }).collect();
    Doors { open, closed }
}

impl Leaf<'_> {
    /// Doors of this step that were passed the only time they may be.
    fn spent(&self) -> Vec<&Door> {
        let d = &self.shown.dossier;
        let doors = self.shown.procedure.doors.iter().enumerate();
        doors
            .filter(|(at, door)| {
                door.once
                    && d.passed & (1 << at) != 0
                    && door.from_steps.contains(&d.step)
                    && door.by.contains(&self.role)
            })
            .map(|(_, door)| door)
            .collect()
    }

    /// Why a door that needs no word cannot be passed yet.
    fn awaits(&self, door: &Door) -> Option<Refusal> {
        if !matches!(door.kind, DoorKind::Pass) {
            return None;
        }
        let d = &self.shown.dossier;
        let statute = self.app.desk.statute();
        let at = self.app.desk.clock.now().max(d.last_at);
        let act = Act {
            at,
            day: i18n::format::local_date(at),
            by: self.who.account.id,
            role: self.role,
            office: None,
            name: door.act.clone(),
            body: Body { motive: Some(String::from("-")), ..Body::default() },
        };
        d.decide(statute.with(&self.shown.procedure), act).err()
    }

    fn law(&self, door: &Door) -> Value {
        match door.text.as_deref() {
            Some(text) => law(self.app, self.visitor.lang, text, door.article.as_deref().unwrap_or_default(), true),
            None => Value::from(()),
        }
    }

    fn say(&self, key: &str) -> String {
        word(self.app, self.visitor, key)
    }

    fn act(&self, code: &str) -> Value {
        context! { code, label => if code == "conclude" { self.say("door-conclude-name") } else { self.say(&format!("act-{code}")) } }
    }

    fn shut(&self, door: &Door, why: &Refusal) -> Value {
        let why = sentence(self.app, self.visitor.lang, &Error::Refused(why.clone()));
        context! { act => self.act(&door.act), why, law => self.law(door) }
    }

    /// What every form of a door holds.
    fn frame(&self, code: &str, kind: &str, door: &Door) -> Value {
        let again = self.tried.act == code;
        let to = door
            .to
            .as_deref()
            .filter(|_| code != "conclude")
            .map(|to| context! { code => to, label => self.say(&format!("step-{to}")) });
        let none: Vec<Value> = Vec::new();
        let papers: Vec<String> = door.papers.iter().map(|p| self.say(&format!("paper-{p}"))).collect();
        context! {
            code, kind, to, papers,
            act => self.act(code),
            role => self.role.as_str(),
            law => self.law(door),
            once => door.once && code != "conclude",
            motive => door.motive,
            values => if again { self.tried.said.clone() } else { context! {} },
            mistakes => if again { super::said::sentences(&self.tried.wrong) } else { context! {} },
            pieces => none.clone(), members => none.clone(), choices => none.clone(), reserves => none,
            due => Value::from(()), preview => Value::from(()), signs => Value::from(()), delegated => self.delegated(), adds => Value::from(()),
        }
    }

    fn delegated(&self) -> Value {
        let d = &self.shown.dossier;
        let seat = self.role.seat(d.commune, d.examiner);
        let office = self.who.offices.iter().find(|o| o.seat.role == self.role && o.seat.place == seat);
        match office.and_then(|o| Some((o, o.delegated_by?))) {
            Some((office, by)) => context! {
                from => self.delegators.get(&by).cloned().unwrap_or_default(),
                decision => office.decision.as_str(),
                until => office.until.map(|d| d.to_string()),
            },
            None => Value::from(()),
        }
    }

    fn form(&self, door: &Door) -> Value {
        let d = &self.shown.dossier;
        let kind = match door.kind {
            DoorKind::Request => "request",
            DoorKind::Opinion => "opinion",
            DoorKind::Invite => "invite",
            DoorKind::Extend => "extend",
            DoorKind::Pay => "pay",
            DoorKind::Sign => "sign",
            DoorKind::SendBack => "send-back",
            DoorKind::Withdraw => "withdraw",
            _ => "pass",
        };
        let frame = self.frame(&door.act, kind, door);
        match door.kind {
            DoorKind::Request => context! { pieces => self.askable(), ..frame },
            DoorKind::Opinion => {
                let due = d.sitting(self.role).map(|s| sitting_clock(self.app, d, &self.shown.procedure, s));
                context! { choices => self.opinions(), due, ..frame }
            }
            DoorKind::Invite => context! { members => self.invitable(), ..frame },
            DoorKind::Extend => {
                let statute = self.app.desk.statute();
                let adds = door.adds.as_deref().and_then(|name| statute.law.delay(name, d.commune, d.filed));
                let adds = adds.map(|a| context! { count => a.count, unit => crate::view::unit_word(a.unit) });
                context! { adds, ..frame }
            }
            DoorKind::Pay => {
                let first = context! { method => METHODS[0], ..self.filled(&door.act) };
                context! { choices => METHODS.to_vec(), values => first, ..frame }
            }
            DoorKind::Sign => {
                let title = door.papers.first().map(|p| self.say(&format!("paper-{p}"))).unwrap_or_default();
                let preview = context! { title, href => format!("/office/files/{}/preview/{}", d.number, door.act) };
                // A refusal is motivated: the commission's own words are offered.
                let motive = self
                    .shown
                    .acts
                    .iter()
                    .rev()
                    .find_map(|a| a.body.motive.clone().filter(|_| concludes(&self.shown.procedure, &a.name)));
                let values = context! { ..self.filled(&door.act), ..context! { motive } };
                let paper = self.tried.paper.as_ref().filter(|_| self.tried.act == door.act);
                let preview = match paper {
                    Some(paper) => context! { href => super::signing::address(paper), ..preview },
                    None => preview,
                };
                context! { preview, values, signs => paper.map(super::signing::told_of), ..frame }
            }
            _ => frame,
        }
    }

    /// What was typed in this form, if it is the one that was refused.
    fn filled(&self, act: &str) -> Value {
        if self.tried.act == act {
            self.tried.said.clone()
        } else {
            context! {}
        }
    }

    /// The pieces of the closed list that these answers call for.
    fn askable(&self) -> Vec<Value> {
        let d = &self.shown.dossier;
        civic::form::pieces(&self.shown.procedure, &d.answers)
            .into_iter()
            .map(|piece| {
                let given = d.pieces.iter().any(|g| g.piece == piece.name);
                let again = self.tried.act == "request-completion";
                let said = |name: &str| {
                    self.tried.said.get_attr(name).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
                };
                let remark = if again { said(&format!("why-{}", piece.name)) } else { String::new() };
                let law = piece
                    .law
                    .as_deref()
                    .map(|t| law(self.app, self.visitor.lang, t, piece.article.as_deref().unwrap_or_default(), true));
                context! {
                    code => piece.name.as_str(),
                    label => self.say(&format!("piece-{}", piece.name)),
                    state => if given { "given" } else if piece.required { "missing" } else { "optional" },
                    checked => if again { !remark.is_empty() } else { !given && piece.required },
                    remark, law,
                }
            })
            .collect()
    }

    fn opinions(&self) -> Vec<Value> {
        Opinion::ALL
            .map(|o| {
                let code = o.as_str();
                context! { value => code, label => self.say(&format!("opinion-{code}")), hint => self.say(&format!("door-opinion-{code}")) }
            })
            .to_vec()
    }

    /// Occasional members who do not sit yet.
    fn invitable(&self) -> Vec<Value> {
        let d = &self.shown.dossier;
        let members = self.shown.procedure.members.iter().filter(|m| m.occasional && d.sitting(m.role).is_none());
        members.map(|m| context! { value => m.role.as_str(), label => self.say(&format!("role-{}", m.role.as_str())), hint => "" }).collect()
    }

    /// The doors by which the commission concludes, as one form.
    fn conclude(&self) -> Value {
        let d = &self.shown.dossier;
        let doors: Vec<&Door> = counter::open_to(&self.app.desk, d, &self.shown.procedure, self.role)
            .into_iter()
            .filter(|door| door.kind == DoorKind::Conclude)
            .collect();
        // There is at least one: it is what led here.
        let Some(first) = doors.first() else { return Value::from(()) };
        let frame = self.frame("conclude", "conclude", first);
        let (choices, reserves) = conclusion(self.app, self.visitor, self.shown, &doors);
        context! { choices, reserves, ..frame }
    }
}

/// Whether an act is a conclusion of the commission.
pub fn concludes(procedure: &Procedure, act: &str) -> bool {
    procedure.door(act).is_some_and(|door| door.kind == DoorKind::Conclude)
}

/// The choices of the commission on a file, and the reserves that it may keep.
pub fn conclusion(app: &App, visitor: &Visitor, shown: &Shown, doors: &[&Door]) -> (Vec<Value>, Vec<Value>) {
    let choices = doors
        .iter()
        .map(|door| {
            let to = door.to.as_deref().map(|to| word(app, visitor, &format!("step-{to}"))).unwrap_or_default();
            context! {
                value => door.act.as_str(),
                label => word(app, visitor, &format!("act-{}", door.act)),
                hint => to,
                tone => conclusion_tone(&shown.procedure, door),
            }
        })
        .collect();
    let d = &shown.dossier;
    let kept = d.sittings.iter().filter(|s| s.round == d.round).filter_map(|s| Some((s.role, s.given.as_ref()?)));
    let reserves = kept
        .flat_map(|(role, said)| reserves(said.reserves.as_deref()).into_iter().map(move |text| (role, text)))
        .map(|(role, text)| context! { text, role => role.as_str(), checked => true })
        .collect();
    (choices, reserves)
}

/// What a form of a door says, or what is wrong in it before the rules are asked.
pub fn body(door: &Door, posted: &Posted) -> Result<Body, Vec<Mistake>> {
    let line = |name: &str| Some(posted.get(name).trim().to_owned()).filter(|text| !text.is_empty());
    let mut body = Body { motive: line("motive"), ..Body::default() };
    match door.kind {
        DoorKind::Request => {
            let reason =
                |piece: &str| line(&format!("why-{piece}")).or_else(|| body.motive.clone()).unwrap_or_default();
            body.asked = posted
                .all("piece")
                .into_iter()
                .map(|piece| Asked { piece: piece.to_owned(), reason: reason(piece) })
                .collect();
        }
        DoorKind::Opinion => {
            body.opinion = Opinion::parse(posted.get("opinion"));
            body.reserves = line("reserves").filter(|_| body.opinion == Some(Opinion::FavourableWithReserves));
        }
        DoorKind::Invite => {
            body.member = Role::parse(posted.get("member"));
            if body.member.is_none() {
                return Err(vec![Mistake::new("member", "required")]);
            }
        }
        // None ticked is a decision too: the commission keeps no reserve.
        DoorKind::Conclude => body.reserves = posted.ticked("reserves-shown").then(|| posted.all("reserve").join("\n")),
        DoorKind::Pay => return payment(posted),
        DoorKind::Sign if posted.ticked("read") => body.seen = line("seen"),
        DoorKind::Sign if posted.has("seen") && !posted.ticked("read") => {
            return Err(vec![Mistake::new("read", "required")]);
        }
        _ => {}
    }
    Ok(body)
}

/// A payment as the cashier wrote it.
pub fn payment(posted: &Posted) -> Result<Body, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let receipt = civic::identity::tidy_line(posted.get("receipt"));
    if receipt.is_empty() {
        mistakes.push(Mistake::new("receipt", "required"));
    } else if 40 < receipt.chars().count() {
        mistakes.push(Mistake::beyond("receipt", "too-long", 40));
    }
    let amount = civic::form::centimes(posted.get("amount"));
    if amount.is_none() {
        mistakes.push(Mistake::new("amount", "not-a-number"));
    }
    let method = posted.get("method");
    if !METHODS.contains(&method) {
        mistakes.push(Mistake::new("method", "unknown-choice"));
    }
    match mistakes.is_empty() {
        true => Ok(Body { amount, receipt: Some(receipt), method: Some(method.to_owned()), ..Body::default() }),
        false => Err(mistakes),
    }
}
