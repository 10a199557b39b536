//! A dossier is the list of acts done to it; its state is what the acts add up to.
//!
//! [`Dossier::decide`] says whether an act may be done and completes it with what the law of the day
//! gives (fees); [`Dossier::apply`] adds a decided act to the state; [`replay`] rebuilds the state
//! from the whole list. Nothing derived is kept: due dates are asked of [`Dossier::due`] with today's
//! calendar and law, so that a change of either is a change of every date that it governs.

use crate::calendar::{Calendar, Delay, Unit};
use crate::form::Answers;
use crate::law::Law;
use crate::procedure::{Door, DoorKind, Procedure, Running, Step};
use crate::role::Role;
use crate::territory::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing done to a file. Never changed once recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Microseconds since 1970, UTC.
    pub at: i64,
    /// The day in Morocco.
    pub day: Date,
    pub by: Uuid,
    pub role: Role,
    /// The delegation under which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Uuid>,
    /// The act's name: `file`, or the `act` of a door.
    pub name: String,
    #[serde(default)]
    pub body: Body,
}

/// What an act says; each kind of door reads its own part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Given>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Asked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserves: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeLine>,
    /// The commission session at which it was concluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filing: Option<Filing>,
}

/// What only the first act says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    pub number: String,
    pub procedure: String,
    pub revision: u32,
    pub examiner: Place,
    pub applicant: Uuid,
    /// Who files for the applicant, under a recorded mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<String>,
    /// True when a clerk filed for someone without a device, whose consent was recorded.
    #[serde(default)]
    pub assisted: bool,
    /// The code that opens the tracking page without an account.
    pub tracking: String,
}

/// A piece that was given: the blob is named by its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub piece: String,
    pub name: String,
    pub sha256: String,
    pub bytes: i64,
    pub media: String,
}

/// A piece that the applicant is asked for, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub piece: String,
    pub reason: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    Favourable,
    FavourableWithReserves,
    Unfavourable,
    Adjourned,
}

impl Opinion {
    pub const ALL: [Opinion; 4] =
        [Opinion::Favourable, Opinion::FavourableWithReserves, Opinion::Unfavourable, Opinion::Adjourned];

    pub fn as_str(self) -> &'static str {
        match self {
            Opinion::Favourable => "favourable",
            Opinion::FavourableWithReserves => "favourable-with-reserves",
            Opinion::Unfavourable => "unfavourable",
            Opinion::Adjourned => "adjourned",
        }
    }

    pub fn parse(word: &str) -> Option<Opinion> {
        Opinion::ALL.into_iter().find(|o| o.as_str() == word)
    }
}

/// One line of what is due, with the formula and the text that make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    pub name: String,
    pub centimes: i64,
    /// The formula with the figures it was counted with.
    pub formula: String,
    pub text: String,
    pub article: String,
}

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

/// Why an act cannot be done. A fact, not a sentence: pages, letters and the API say it each in
/// their own words, from `code` and the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// The file is not at a step where this act exists.
    WrongStep {
        act: String,
        step: String,
    },
    /// The act exists here, but belongs to another role.
    NotYours {
        act: String,
        owner: Vec<Role>,
    },
    /// The act is dated before the last one: a register is never back-dated.
    BackDated,
    /// It may be done once in a file's life, and was.
    OnceOnly {
        act: String,
    },
    /// The condition of the procedure does not hold.
    Guard {
        act: String,
    },
    /// The law asks for a motive in writing.
    MotiveMissing,
    /// The piece is not on the closed list, or not asked of this file.
    NoSuchPiece {
        piece: String,
    },
    /// Pieces that were asked for are still missing.
    PieceMissing {
        pieces: Vec<String>,
    },
    NothingAsked,
    NotAMember {
        role: Role,
    },
    OpinionGiven {
        role: Role,
    },
    OpinionMissing,
    ReservesMissing,
    /// Members still have until this day.
    OpinionsAwaited {
        until: Date,
    },
    AmountDiffers {
        due: i64,
        given: i64,
    },
    Unpaid,
    /// Time has not yet done this: not before this day has passed.
    NotYet {
        due: Date,
    },
    TextTooLong {
        most: usize,
    },
    ControlCharacters,
    /// A fee could not be computed: the law table or the procedure is at fault.
    Formula {
        why: String,
    },
}

impl Refusal {
    /// The stable name: key of the translations, of the API, of the statistics.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::WrongStep { .. } => "wrong-step",
            Refusal::NotYours { .. } => "not-yours",
            Refusal::BackDated => "back-dated",
            Refusal::OnceOnly { .. } => "once-only",
            Refusal::Guard { .. } => "guard",
            Refusal::MotiveMissing => "motive-missing",
            Refusal::NoSuchPiece { .. } => "no-such-piece",
            Refusal::PieceMissing { .. } => "pieces-missing",
            Refusal::NothingAsked => "nothing-asked",
            Refusal::NotAMember { .. } => "not-a-member",
            Refusal::OpinionGiven { .. } => "opinion-given",
            Refusal::OpinionMissing => "opinion-missing",
            Refusal::ReservesMissing => "reserves-missing",
            Refusal::OpinionsAwaited { .. } => "opinions-awaited",
            Refusal::AmountDiffers { .. } => "amount-differs",
            Refusal::Unpaid => "unpaid",
            Refusal::NotYet { .. } => "not-yet",
            Refusal::TextTooLong { .. } => "text-too-long",
            Refusal::ControlCharacters => "control-characters",
            Refusal::Formula { .. } => "formula",
        }
    }
}

/// An act that may be done, complete, and the door it passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub act: Act,
    /// Place in the procedure's doors.
    pub door: u8,
}

/// Someone whom the file waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    pub role: Role,
    /// When it should be done; none when nothing says so.
    pub due: Option<Date>,
    /// Not to be done before this day.
    pub starts: Option<Date>,
}

/// The longest motive, message or reserve, in letters.
pub const TEXT_MOST: usize = 8_000;

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
            DoorKind::Answer => self.may_answer(with.procedure, &act.body),
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

    fn may_answer(&self, procedure: &Procedure, body: &Body) -> Result<(), Refusal> {
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
        let role = body.member.unwrap_or(Role::System);
        match procedure.member(role) {
            Some(member) if member.occasional && self.sitting(role).is_none() => Ok(()),
            Some(_) => Err(Refusal::OpinionGiven { role }),
            None => Err(Refusal::NotAMember { role }),
        }
    }

    /// Where time has already taken the file, written down or not: once the limit has passed the permit
    /// is acquired, and a refusal signed before the silence is recorded would take it back.
    fn overtaken<'p>(&self, with: Context<'p>, today: Date) -> Option<&'p Step> {
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

    /// The stop that is running, if the clock is paused.
    pub fn pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|p| p.to.is_none())
    }

    /// The last day of the file's one clock; none once it is answered, or while no limit is known.
    /// While the clock is paused, the day that it would be if it ran again on the day it stopped.
    pub fn due(&self, with: Context) -> Option<Date> {
        if self.answered.is_some() {
            return None;
        }
        self.limit_day(with)
    }

    /// The last day of the file's clock, whether or not the answer has been given.
    pub fn limit_day(&self, with: Context) -> Option<Date> {
        let delay = with.law.delay(&with.procedure.limit, self.commune, self.filed)?;
        let longer = self.extended.as_deref().and_then(|name| with.law.delay(name, self.commune, self.filed));
        let mut due = with.calendar.after(self.filed, delay);
        if let Some(longer) = longer {
            due = with.calendar.after(due, longer);
        }
        let unit = if delay.unit == Unit::WorkingDays { Unit::WorkingDays } else { Unit::CalendarDays };
        let stopped: i32 = self.pauses.iter().filter_map(|p| Some(with.calendar.between(p.from, p.to?, unit))).sum();
        Some(if stopped == 0 { due } else { with.calendar.after(due, Delay { count: stopped, unit }) })
    }

    /// The last day of the step the file stands at, where the law limits it.
    pub fn step_due(&self, with: Context) -> Option<Date> {
        let within = with.procedure.step(self.step).within.as_deref()?;
        Some(with.calendar.after(self.entered, with.law.delay(within, self.commune, self.entered)?))
    }

    /// The last day of a member's own clock.
    pub fn sitting_due(&self, with: Context, sitting: &Sitting) -> Option<Date> {
        let within = &with.procedure.member(sitting.role)?.within;
        Some(with.calendar.after(sitting.asked, with.law.delay(within, self.commune, sitting.asked)?))
    }

    /// The day until which members of this round who have not answered may still do so.
    pub fn members_due(&self, with: Context) -> Option<Date> {
        self.sittings
            .iter()
            .filter(|s| s.round == self.round && s.given.is_none())
            .filter_map(|s| self.sitting_due(with, s))
            .max()
    }

    /// Whom the file waits for, each with their own day.
    pub fn awaited(&self, with: Context) -> Vec<Task> {
        let step = with.procedure.step(self.step);
        let mut tasks = Vec::with_capacity(4);
        match step.holder.as_str() {
            "members" => {
                for sitting in self.sittings.iter().filter(|s| s.round == self.round && s.given.is_none()) {
                    let due = self.sitting_due(with, sitting);
                    tasks.push(Task { role: sitting.role, due, starts: None });
                }
                // Whoever may go on without the late ones is called when their time is over.
                let over = self.members_due(with).and_then(|day| day.tomorrow().ok());
                for door in with.procedure.doors_from(self.step).filter(|d| d.kind == DoorKind::Pass) {
                    tasks.extend(door.by.iter().map(|role| Task { role: *role, due: self.due(with), starts: over }));
                }
            }
            "applicant" => {
                for door in with.procedure.doors_from(self.step).filter(|d| d.kind == DoorKind::Pay) {
                    tasks.extend(door.by.iter().map(|role| Task {
                        role: *role,
                        due: self.step_due(with),
                        starts: None,
                    }));
                }
            }
            "nobody" => {}
            holder => {
                if let Some(role) = Role::parse(holder) {
                    let due = [self.step_due(with), self.due(with)].into_iter().flatten().min();
                    tasks.push(Task { role, due, starts: None });
                }
            }
        }
        tasks
    }

    /// The acts that a role may try now: the doors of this step that belong to it and are not spent.
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
    let own = [&body.motive, &body.reserves, &body.receipt, &body.method];
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
