//! Deciding: whether an act may be done now, and what the law of the day adds to it.

use super::{Act, Body, Context, Dossier, FeeLine, Opinion, Refusal};
use crate::form::Answers;
use crate::procedure::{Door, DoorKind, Procedure, Step};
use crate::role::Role;
use crate::territory::Place;
use jiff::civil::Date;

/// An act that may be done, complete, and the door it passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub act: Act,
    /// Place in the procedure's doors.
    pub door: u8,
}

/// The longest motive, message or reserve, in letters.
pub const TEXT_MOST: usize = 8_000;

impl Dossier {
    /// Whether `act` may be done now, and the act completed with what the law of the day gives.
    pub fn decide(&self, with: Context, mut act: Act) -> Result<Decided, Refusal> {
        let procedure = with.procedure;
        if act.at < self.last_at || act.day < self.entered {
            return Err(Refusal::BackDated);
        }
        let Some(at) = procedure.door_at(&act.name) else {
            return Err(Refusal::WrongStep { act: act.name, step: procedure.step(self.step).name.clone() });
        };
        let door = &procedure.doors[usize::from(at)];
        if !door.from_steps.contains(&self.step) {
            return Err(Refusal::WrongStep { act: act.name, step: procedure.step(self.step).name.clone() });
        }
        if act.role != Role::System
            && door.kind != DoorKind::Message
            && let Some(step) = self.overtaken(with, act.day)
        {
            return Err(Refusal::WrongStep { act: act.name, step: step.name.clone() });
        }
        if !door.by.contains(&act.role) {
            return Err(Refusal::NotYours { act: act.name, owner: door.by.clone() });
        }
        if door.once && self.passed & (1 << at) != 0 {
            return Err(Refusal::OnceOnly { act: act.name });
        }
        if door.when.as_ref().is_some_and(|when| !when.holds(&self.answers)) {
            return Err(Refusal::Guard { act: act.name });
        }
        sound_texts(&act.body)?;
        if door.motive && act.body.motive.as_deref().is_none_or(|m| m.trim().is_empty()) {
            return Err(Refusal::MotiveMissing);
        }
        self.judge(with, door, &mut act)?;
        Ok(Decided { act, door: at })
    }

    /// What each kind of door asks of its act.
    fn judge(&self, with: Context, door: &Door, act: &mut Act) -> Result<(), Refusal> {
        match door.kind {
            DoorKind::Pass => self.may_pass(with, act.day),
            DoorKind::Request => self.may_request(with.procedure, &act.body),
            DoorKind::Answer => self.may_answer(with.procedure, act),
            DoorKind::Opinion => self.may_say(act),
            DoorKind::Invite => self.may_invite(with.procedure, &act.body),
            DoorKind::Conclude => {
                // Fees are due once the commission agrees; they are counted by the law of that day.
                let paying =
                    door.to_step.is_some_and(|to| with.procedure.doors_from(to).any(|next| next.kind == DoorKind::Pay));
                if paying {
                    act.body.fees = fees(with, self.commune, act.day, &self.answers)?;
                }
                Ok(())
            }
            DoorKind::Pay => {
                let due = self.owed();
                match act.body.amount {
                    Some(given) if given == due => Ok(()),
                    given => Err(Refusal::AmountDiffers { due, given: given.unwrap_or(0) }),
                }
            }
            DoorKind::Silence => self.past(self.due(with), act.day),
            DoorKind::Lapse => self.past(self.step_due(with), act.day),
            DoorKind::Message if act.body.motive.as_deref().is_none_or(|m| m.trim().is_empty()) => {
                Err(Refusal::MotiveMissing)
            }
            _ => Ok(()),
        }
    }

    /// A step held by members is left when every opinion is in, or when their time is over.
    fn may_pass(&self, with: Context, today: Date) -> Result<(), Refusal> {
        if with.procedure.step(self.step).holder != "members" {
            return Ok(());
        }
        match self.members_due(with) {
            Some(until) if today <= until => Err(Refusal::OpinionsAwaited { until }),
            _ => Ok(()),
        }
    }

    fn may_request(&self, procedure: &Procedure, body: &Body) -> Result<(), Refusal> {
        if body.asked.is_empty() {
            return Err(Refusal::NothingAsked);
        }
        let listed = crate::form::pieces(procedure, &self.answers);
        match body.asked.iter().find(|a| !listed.iter().any(|p| p.name == a.piece)) {
            Some(beyond) => Err(Refusal::NoSuchPiece { piece: beyond.piece.clone() }),
            None if body.asked.iter().any(|a| a.reason.trim().is_empty()) => Err(Refusal::MotiveMissing),
            None => Ok(()),
        }
    }

    fn may_answer(&self, procedure: &Procedure, act: &Act) -> Result<(), Refusal> {
        let body = &act.body;
        if act.role != Role::Applicant && body.consent.as_deref().is_none_or(|c| c.trim().is_empty()) {
            return Err(Refusal::ConsentMissing);
        }
        if let Some(beyond) = body.pieces.iter().find(|g| procedure.piece(&g.piece).is_none()) {
            return Err(Refusal::NoSuchPiece { piece: beyond.piece.clone() });
        }
        let missing: Vec<String> = self
            .asked
            .iter()
            .filter(|asked| !body.pieces.iter().any(|given| given.piece == asked.piece))
            .map(|asked| asked.piece.clone())
            .collect();
        if missing.is_empty() { Ok(()) } else { Err(Refusal::PieceMissing { pieces: missing }) }
    }

    fn may_say(&self, act: &Act) -> Result<(), Refusal> {
        let Some(sitting) = self.sitting(act.role) else { return Err(Refusal::NotAMember { role: act.role }) };
        if sitting.given.is_some() {
            return Err(Refusal::OpinionGiven { role: act.role });
        }
        let filled = |text: &Option<String>| text.as_deref().is_some_and(|t| !t.trim().is_empty());
        match act.body.opinion {
            None => Err(Refusal::OpinionMissing),
            _ if !filled(&act.body.motive) => Err(Refusal::MotiveMissing),
            Some(Opinion::FavourableWithReserves) if !filled(&act.body.reserves) => Err(Refusal::ReservesMissing),
            Some(_) => Ok(()),
        }
    }

    fn may_invite(&self, procedure: &Procedure, body: &Body) -> Result<(), Refusal> {
        let Some(role) = body.member else { return Err(Refusal::MemberMissing) };
        match procedure.member(role) {
            Some(member) if member.occasional && self.sitting(role).is_none() => Ok(()),
            Some(_) => Err(Refusal::OpinionGiven { role }),
            None => Err(Refusal::NotAMember { role }),
        }
    }

    /// Where time has already taken the file, written down or not: once the limit has passed the permit
    /// is acquired, and a refusal signed before the silence is recorded would take it back.
    pub fn overtaken<'p>(&self, with: Context<'p>, today: Date) -> Option<&'p Step> {
        let passed = |door: &Door| match door.kind {
            DoorKind::Silence => self.past(self.due(with), today).is_ok(),
            DoorKind::Lapse => self.past(self.step_due(with), today).is_ok(),
            _ => false,
        };
        let door = with.procedure.doors_from(self.step).find(|door| door.by == [Role::System] && passed(door))?;
        door.to_step.map(|to| with.procedure.step(to))
    }

    fn past(&self, due: Option<Date>, today: Date) -> Result<(), Refusal> {
        match due {
            Some(due) if due < today => Ok(()),
            Some(due) => Err(Refusal::NotYet { due }),
            None => Err(Refusal::NotYet { due: Date::MAX }),
        }
    }
}

/// What is due under these answers by the law of `day`: one line for each fee whose condition holds.
pub fn fees(with: Context, commune: Place, day: Date, answers: &Answers) -> Result<Vec<FeeLine>, Refusal> {
    let law = |name: &str| with.law.value(name, commune, day).map(|v| v.value);
    let mut lines = Vec::new();
    for fee in &with.procedure.fees {
        if fee.when.as_ref().is_some_and(|when| !when.holds(answers)) {
            continue;
        }
        let centimes = fee.formula.number(answers, &law).map_err(|why| Refusal::Formula { why })?;
        lines.push(FeeLine {
            name: fee.name.clone(),
            centimes: centimes.max(0),
            formula: fee.formula.explain(answers, &law),
            text: fee.text.clone(),
            article: fee.article.clone(),
        });
    }
    Ok(lines)
}

/// Written texts within their bound and free of control characters.
fn sound_texts(body: &Body) -> Result<(), Refusal> {
    let reasons = body.asked.iter().map(|a| a.reason.as_str());
    let own = [&body.motive, &body.reserves, &body.receipt, &body.method, &body.consent];
    for text in own.into_iter().filter_map(|t| t.as_deref()).chain(reasons) {
        if TEXT_MOST < text.chars().count() {
            return Err(Refusal::TextTooLong { most: TEXT_MOST });
        }
        if crate::identity::has_control(text) {
            return Err(Refusal::ControlCharacters);
        }
    }
    Ok(())
}
