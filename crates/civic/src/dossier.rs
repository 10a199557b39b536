//! A dossier is the list of acts done to it; its state is what the acts add up to.
//!
//! [`Dossier::decide`] says whether an act may be done and completes it with what the law of the day
//! gives (fees); [`Dossier::apply`] adds a decided act to the state; [`replay`] rebuilds the state
//! from the whole list. Nothing derived is kept: due dates are asked of [`Dossier::due`] with today's
//! calendar and law, so that a change of either is a change of every date that it governs.
//!
//! Look in `act.rs` for what an act says, `decide.rs` for what may be done, `clock.rs` for the days.

mod act;
mod clock;
mod decide;
mod refusal;

use crate::calendar::Calendar;
use crate::form::Answers;
use crate::law::Law;
use crate::procedure::{Door, DoorKind, Procedure, Running};
use crate::role::Role;
use crate::territory::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use act::{Act, Asked, Body, FeeLine, Filing, Given, Opinion};
pub use clock::Task;
pub use decide::{Decided, TEXT_MOST, fees};
pub use refusal::Refusal;

/// A member's place in a round of opinions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    pub round: u8,
    pub role: Role,
    pub asked: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Said>,
}

/// An opinion as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub day: Date,
    pub by: Uuid,
    pub opinion: Opinion,
    pub motive: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserves: Option<String>,
}

/// A stop of the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub from: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    pub cause: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    pub day: Date,
    pub centimes: i64,
    pub receipt: String,
}

/// A file, as its acts add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    pub commune: Place,
    pub id: Uuid,
    pub number: String,
    pub procedure: String,
    pub revision: u32,
    pub examiner: Place,
    pub applicant: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Uuid>,
    pub tracking: String,
    pub filed: Date,
    pub filed_at: i64,
    pub answers: Answers,
    pub pieces: Vec<Given>,
    /// Place in the procedure's steps.
    pub step: u8,
    /// The day it came to this step.
    pub entered: Date,
    /// How many acts: the version that an act is tried against.
    pub acts: u32,
    pub last_at: i64,
    /// The doors passed at least once, a bit each.
    pub passed: u64,
    pub pauses: Vec<Pause>,
    /// The law value by which the clock was lengthened, for an expertise or an enquiry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<String>,
    pub round: u8,
    pub sittings: Vec<Sitting>,
    pub invited: Vec<Role>,
    pub asked: Vec<Asked>,
    pub fees: Vec<FeeLine>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Paid>,
    /// The day the clock stopped for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

/// What an act is judged with: the procedure of the file's revision, the law, the calendar.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub procedure: &'a Procedure,
    pub law: &'a Law,
    pub calendar: &'a Calendar,
}

impl Dossier {
    /// The state after the first act. `None` when the act is not a filing.
    pub fn open(commune: Place, id: Uuid, act: &Act) -> Option<Dossier> {
        let filing = act.body.filing.as_ref()?;
        Some(Dossier {
            commune,
            id,
            number: filing.number.clone(),
            procedure: filing.procedure.clone(),
            revision: filing.revision,
            examiner: filing.examiner,
            applicant: filing.applicant,
            agent: filing.agent,
            tracking: filing.tracking.clone(),
            filed: act.day,
            filed_at: act.at,
            answers: act.body.answers.clone().unwrap_or_default(),
            pieces: act.body.pieces.clone(),
            step: 0,
            entered: act.day,
            acts: 1,
            last_at: act.at,
            passed: 0,
            pauses: Vec::new(),
            extended: None,
            round: 0,
            sittings: Vec::new(),
            invited: Vec::new(),
            asked: Vec::new(),
            fees: Vec::new(),
            paid: None,
            answered: None,
            outcome: None,
        })
    }

    /// The answers that a list shows.
    pub fn summary(&self, procedure: &Procedure) -> Answers {
        let shown = procedure.summary.iter().filter_map(|name| self.answers.get_key_value(name));
        shown.map(|(name, answer)| (name.clone(), answer.clone())).collect()
    }

    /// What is still to be paid, in centimes.
    pub fn owed(&self) -> i64 {
        let due: i64 = self.fees.iter().map(|f| f.centimes).sum();
        (due - self.paid.as_ref().map_or(0, |paid| paid.centimes)).max(0)
    }

    /// The member's place in this round.
    pub fn sitting(&self, role: Role) -> Option<&Sitting> {
        self.sittings.iter().find(|s| s.round == self.round && s.role == role)
    }

    /// Adds an act that was decided. Total: whatever the act, the state stays sound.
    pub fn apply(&mut self, procedure: &Procedure, act: &Act) {
        self.acts += 1;
        self.last_at = act.at;
        let Some(at) = procedure.door_at(&act.name) else { return };
        let door = &procedure.doors[usize::from(at)];
        self.passed |= 1 << at;
        let body = &act.body;
        match door.kind {
            DoorKind::Request => self.asked = body.asked.clone(),
            DoorKind::Answer => self.answer(body),
            DoorKind::Opinion => self.say(act),
            DoorKind::Invite => {
                if let Some(role) = body.member {
                    self.invited.push(role);
                    self.sittings.push(Sitting { round: self.round, role, asked: act.day, given: None });
                }
            }
            DoorKind::Conclude => self.fees = body.fees.clone(),
            DoorKind::Extend => self.extended = door.adds.clone(),
            DoorKind::Pay => {
                let before = self.paid.as_ref().map_or(0, |paid| paid.centimes);
                self.paid = Some(Paid {
                    day: act.day,
                    centimes: before + body.amount.unwrap_or(0),
                    receipt: body.receipt.clone().unwrap_or_default(),
                });
            }
            _ => {}
        }
        let complete =
            door.kind == DoorKind::Opinion && !self.sittings.iter().any(|s| s.round == self.round && s.given.is_none());
        let mut to = match complete {
            true => procedure.step(self.step).then.as_deref().and_then(|then| procedure.step_at(then)),
            false => door.to_step.filter(|to| *to != self.step),
        };
        if door.kind == DoorKind::Conclude && self.owed() == 0 {
            // Nothing due, or paid before the president sent the file back: nobody waits at the cashier's.
            to = to.and_then(|to| paid_way(procedure, to)).or(to);
        }
        if let Some(to) = to {
            self.enter(procedure, to, act.day);
        }
    }

    fn answer(&mut self, body: &Body) {
        if let Some(answers) = &body.answers {
            self.answers = answers.clone();
        }
        for given in &body.pieces {
            // What was asked is replaced; earlier versions stay in the acts.
            self.pieces.retain(|kept| kept.piece != given.piece || body.pieces.contains(kept));
        }
        self.pieces.extend(body.pieces.iter().cloned());
        self.asked.clear();
    }

    fn say(&mut self, act: &Act) {
        let round = self.round;
        let Some(opinion) = act.body.opinion else { return };
        if let Some(sitting) = self.sittings.iter_mut().find(|s| s.round == round && s.role == act.role) {
            sitting.given = Some(Said {
                day: act.day,
                by: act.by,
                opinion,
                motive: act.body.motive.clone().unwrap_or_default(),
                reserves: act.body.reserves.clone(),
            });
        }
    }

    fn enter(&mut self, procedure: &Procedure, to: u8, today: Date) {
        let step = procedure.step(to);
        self.step = to;
        self.entered = today;
        if let Some(pause) = self.pauses.last_mut().filter(|p| p.to.is_none()) {
            pause.to = Some(today);
        }
        match step.clock {
            Running::Runs => {}
            Running::Pauses => {
                self.pauses.push(Pause { from: today, to: None, cause: step.cause.clone().unwrap_or_default() });
            }
            Running::Stopped if self.answered.is_none() => self.answered = Some(today),
            Running::Stopped => {}
        }
        if step.holder == "members" {
            self.seat_members(procedure, today);
        }
        if step.end.is_some() {
            self.outcome.clone_from(&step.end);
        }
    }

    fn seat_members(&mut self, procedure: &Procedure, today: Date) {
        self.round += 1;
        for member in &procedure.members {
            let sits = !member.occasional
                || self.invited.contains(&member.role)
                || member.when.as_ref().is_some_and(|when| when.holds(&self.answers));
            if sits {
                self.sittings.push(Sitting { round: self.round, role: member.role, asked: today, given: None });
            }
        }
    }

    /// The roles that may read this file, a bit each.
    pub fn readers(&self, procedure: &Procedure) -> i64 {
        self.sittings.iter().fold(procedure.readers(), |bits, s| bits | s.role.bit())
    }

    /// The doors of this step that belong to a role and are not spent. Where time has already taken the file
    /// is asked of [`Dossier::overtaken`].
    pub fn open_to<'p>(&self, procedure: &'p Procedure, role: Role) -> Vec<&'p Door> {
        procedure
            .doors
            .iter()
            .enumerate()
            .filter(|(at, door)| {
                door.from_steps.contains(&self.step)
                    && door.by.contains(&role)
                    && !(door.once && self.passed & (1 << at) != 0)
                    && door.when.as_ref().is_none_or(|when| when.holds(&self.answers))
                    && (door.kind != DoorKind::Opinion || self.sitting(role).is_some_and(|s| s.given.is_none()))
            })
            .map(|(_, door)| door)
            .collect()
    }
}

/// The file after the whole of its history; none when the history does not begin with a filing.
pub fn replay(procedure: &Procedure, commune: Place, id: Uuid, acts: &[Act]) -> Option<Dossier> {
    let (first, rest) = acts.split_first()?;
    let mut dossier = Dossier::open(commune, id, first)?;
    for act in rest {
        dossier.apply(procedure, act);
    }
    Some(dossier)
}

/// Where the door of payment of a step leads; none for a step without one.
fn paid_way(procedure: &Procedure, step: u8) -> Option<u8> {
    procedure.doors_from(step).find(|door| door.kind == DoorKind::Pay).and_then(|door| door.to_step)
}
