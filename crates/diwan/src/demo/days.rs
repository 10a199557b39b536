//! The days of the demo town, from a year ago until now: every move at its hour, through the counter,
//! under a clock that belongs to the town.

use super::cast::Cast;
use super::lot::Lot;
use super::moves::{Came, Door, Errand, Move, perform};
use super::plan::{Filer, Plan, Spot, Verdict};
use super::sittings::Sittings;
use civic::calendar::{Delay, Unit};
use civic::{Calendar, Role};
use desk::{Clock, Desk};
use jiff::Span;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The town's clock: it stands where it is put.
#[derive(Clone, Default)]
pub struct TownClock(Arc<AtomicI64>);

impl TownClock {
    pub fn clock(&self) -> Clock {
        let now = self.0.clone();
        Clock::new(move || now.load(Ordering::Relaxed))
    }

    pub fn set(&self, micros: i64) {
        self.0.store(micros, Ordering::Relaxed);
    }
}

/// The hours at which things are done; each day moves them by some minutes.
const HOURS: [i8; 4] = [9, 11, 14, 16];
/// At which of them the commissions sit.
const SITTING_SLOT: u8 = 1;

/// For how many days back the sessions of the commissions are kept; before, only what they concluded.
const SITTINGS_DAYS: i64 = 60;

/// How many days ago the accounts that a visitor is told of last read their notices.
const NOTICES_READ: i32 = 9;

/// A file on its way.
struct Life {
    plan: Plan,
    number: String,
    step: String,
    round: u8,
    asked: bool,
    lot: Lot,
}

/// Everything that is still to happen.
pub struct Days<'a> {
    door: Door<'a>,
    spots: &'a [Spot],
    lives: Vec<Life>,
    agenda: BTreeMap<(Date, u8), Vec<(usize, Move)>>,
    /// Files to look at again on a day if they still stand at this step: time may have acted on them.
    watched: BTreeMap<Date, Vec<(usize, String)>>,
    sittings: Sittings,
    pub acts: usize,
    pub refused: usize,
}

impl<'a> Days<'a> {
    pub fn new(desk: &'a Desk, cast: &'a Cast, spots: &'a [Spot], plans: Vec<Plan>) -> Days<'a> {
        let mut days = Days {
            door: Door::new(desk, cast),
            spots,
            lives: Vec::new(),
            agenda: BTreeMap::new(),
            watched: BTreeMap::new(),
            sittings: Sittings::default(),
            acts: 0,
            refused: 0,
        };
        for plan in plans {
            let mut lot = Lot::seeded(plan.seed);
            let slot = lot.from(0, 3) as u8;
            days.agenda.entry((plan.filed, slot)).or_default().push((days.lives.len(), Move::File));
            let step = String::new();
            days.lives.push(Life { plan, number: String::new(), step, round: 0, asked: false, lot });
        }
        days
    }

    /// Lives through the days until `now`; `told` hears of each one.
    pub async fn live(&mut self, clock: &TownClock, from: Date, now: i64, told: impl Fn(&Days)) -> Result<(), String> {
        let today = i18n::format::local_date(now);
        self.sittings.since = today.checked_sub(Span::new().days(SITTINGS_DAYS)).map_err(|e| e.to_string())?;
        let mut minutes = Lot::seeded(31);
        let mut day = from;
        while day <= today {
            clock.set(moment(day, 7, 30).min(now));
            if today.since(day).is_ok_and(|left| left.get_days() == NOTICES_READ) {
                self.read_notices().await?;
            }
            self.morning(day).await?;
            for (slot, hour) in HOURS.into_iter().enumerate() {
                let at = moment(day, hour, minutes.from(2, 56) as i8);
                let Some(due) = self.agenda.remove(&(day, slot as u8)) else { continue };
                if at <= now {
                    clock.set(at);
                    self.hour(day, slot as u8, due).await?;
                }
            }
            told(self);
            day = day.tomorrow().map_err(|e| e.to_string())?;
        }
        Ok(())
    }

    /// What time does by itself: silence, lapses. Papers are left until somebody looks at them.
    async fn morning(&mut self, day: Date) -> Result<(), String> {
        let mut watched = self.watched.remove(&day).unwrap_or_default();
        watched.retain(|(at, step)| self.lives[*at].step == *step);
        if watched.is_empty() {
            return Ok(());
        }
        let desk = self.door.desk;
        forget_papers(desk).await?;
        while desk::work::pass(desk).await.map_err(|e| e.to_string())?.timed > 0 {
            forget_papers(desk).await?;
        }
        for (at, _) in watched {
            self.look(at, day).await?;
        }
        Ok(())
    }

    async fn read_notices(&self) -> Result<(), String> {
        let cast = self.door.cast;
        let readers = [cast.citizens[0].id, cast.companies[0].id, cast.architects[0].id];
        let (db, now) = (&self.door.desk.db, self.door.desk.clock.now());
        let read = db.write(move |tx| -> store::Result<()> {
            for reader in readers {
                store::documents::mark_read(tx, reader, now)?;
            }
            Ok(())
        });
        read.await.map_err(|e| e.to_string())
    }

    /// Looks at a file on which time may have acted.
    async fn look(&mut self, at: usize, day: Date) -> Result<(), String> {
        let life = &self.lives[at];
        let id = match &life.plan.filer {
            Filer::Mandated(_, which) => self.door.cast.architects[*which].id,
            filer => filer.builder().id,
        };
        let who = self.door.who(id).await.map_err(|e| e.to_string())?;
        let shown = desk::counter::show(self.door.desk, &who.viewer, life.plan.commune, &life.number).await;
        let Ok(shown) = shown else { return Ok(()) };
        let step = shown.procedure.step(shown.dossier.step).name.clone();
        if step != life.step {
            let number = life.number.clone();
            self.arrive(at, Came { number, step, due: None }, day, 0);
        }
        Ok(())
    }

    /// Everything that is done at one hour, at once.
    async fn hour(&mut self, day: Date, slot: u8, due: Vec<(usize, Move)>) -> Result<(), String> {
        let held = if slot == SITTING_SLOT { self.sittings.open(&self.door, day).await? } else { Vec::new() };
        let (lives, door, sittings, acts) = (&self.lives, &self.door, &self.sittings, self.acts as u64);
        let all: Vec<_> = due
            .into_iter()
            .enumerate()
            .map(|(n, (at, what))| async move {
                let (plan, number, round) = (&lives[at].plan, &lives[at].number, lives[at].round);
                let seat = door.commission(plan.commune);
                let session = if what == Move::Conclude { sittings.on(day, seat) } else { None };
                let errand = Errand { plan, number, round, session, what, salt: acts + n as u64 };
                (at, what, perform(door, errand).await)
            })
            .collect();
        let done = together(all).await;
        for (at, what, came) in done {
            match came {
                Ok(came) => {
                    self.acts += 1;
                    self.lives[at].asked |= what == Move::Ask;
                    self.follow(at, what, came, day, slot);
                }
                Err(error @ (desk::Error::Refused(_) | desk::Error::Denied(_))) => {
                    // The file went another way meanwhile: silence fell, or its applicant withdrew.
                    tracing::debug!(number = %self.lives[at].number, ?what, code = error.code(), "not done");
                    self.refused += 1;
                    self.look(at, day).await?;
                }
                Err(error) => return Err(format!("{what:?} on {}: {error} {error:?}", self.lives[at].number)),
            }
        }
        self.sittings.close(&self.door, held).await?;
        self.sittings.call(&self.door).await
    }

    fn follow(&mut self, at: usize, what: Move, came: Came, day: Date, slot: u8) {
        match what {
            Move::Question => self.plan_in(at, day, slot, 1, 3, Move::Answer),
            Move::Answer | Move::Extend => {}
            _ if came.step != self.lives[at].step => self.arrive(at, came, day, slot),
            _ => {}
        }
    }

    /// A file comes to a step: what will be done there is put on the agenda.
    fn arrive(&mut self, at: usize, came: Came, day: Date, slot: u8) {
        let life = &mut self.lives[at];
        life.number = came.number;
        life.step = came.step;
        let step = life.step.clone();
        if let Some(after) = came.due.and_then(|due| due.tomorrow().ok()) {
            self.watched.entry(after).or_default().push((at, step.clone()));
        }
        let fate = self.lives[at].plan.fate.clone();
        if fate.withdrawn_at == Some(step.as_str()) {
            return self.plan_in(at, day, slot, 1, 4, Move::Withdraw);
        }
        if fate.asleep == Some(step.as_str()) {
            return;
        }
        match step.as_str() {
            "completeness" if fate.asked && !self.lives[at].asked => self.plan_in(at, day, slot, 1, 3, Move::Ask),
            "completeness" => {
                self.plan_in(at, day, slot, 0, 3, Move::Accept);
                if fate.talks {
                    self.plan_in(at, day, slot, 4, 8, Move::Question);
                }
            }
            "awaiting-completion" => match fate.forgets {
                true => self.watch(at, day, 61),
                false => self.plan_later(at, day, 2, 24, Move::Complete),
            },
            "study" => self.study(at, day, slot),
            "commission" => {
                if fate.extended && self.lives[at].round == 1 {
                    self.plan_in(at, day, slot, 0, 1, Move::Extend);
                    return self.session(at, day, 8);
                }
                self.session(at, day, 1);
            }
            "amendment" => self.plan_later(at, day, 5, 35, Move::Amend),
            "payment" => match fate.forgets && self.lives[at].lot.one_in(2) {
                true => self.watch(at, day, 91),
                false => self.plan_later(at, day, 1, 14, Move::Pay),
            },
            "signature" => self.plan_in(at, day, slot, 0, 3, Move::Sign),
            "refusal" if fate.sent_back => {
                self.lives[at].plan.fate.sent_back = false;
                self.lives[at].plan.fate.verdict = Verdict::Yes;
                self.plan_in(at, day, slot, 0, 2, Move::SendBack);
            }
            "refusal" => self.plan_in(at, day, slot, 0, 3, Move::SignRefusal),
            "silent" if !self.lives[at].lot.one_in(9) => self.plan_in(at, day, slot, 2, 9, Move::Attest),
            "issued" | "approved-by-silence" if fate.opens => self.plan_later(at, day, 6, 70, Move::OpenWorks),
            "issued" | "approved-by-silence" => self.watch(at, day, 367),
            _ => {}
        }
    }

    /// The members are asked: each will answer in their own time, but the late one.
    fn study(&mut self, at: usize, day: Date, slot: u8) {
        self.lives[at].round += 1;
        let life = &self.lives[at];
        let Some(procedure) = self.door.desk.street.latest(life.plan.procedure) else { return };
        let (answers, _) = civic::form::read(&procedure, &life.plan.typed, None);
        let (first, last) = if procedure.code.ends_with("large") { (3, 13) } else { (1, 6) };
        let late = life.plan.fate.late.filter(|_| life.round == 1);
        let asked: Vec<Role> = procedure
            .members
            .iter()
            .filter(|m| !m.occasional || m.when.as_ref().is_some_and(|when| when.holds(&answers)))
            .map(|m| m.role)
            .collect();
        for role in asked {
            if late == Some(role) {
                self.plan_in(at, day, slot, last + 2, last + 3, Move::OpenSession);
            } else {
                self.plan_in(at, day, slot, first, last, Move::Opinion(role));
            }
        }
    }

    /// The commission sits on Tuesdays and Thursdays.
    fn session(&mut self, at: usize, day: Date, after: i32) {
        let calendar = &self.door.desk.statute().calendar;
        let mut sits = working(calendar, day, after);
        while !matches!(sits.weekday(), Weekday::Tuesday | Weekday::Thursday) {
            sits = working(calendar, sits, 1);
        }
        let life = &self.lives[at];
        self.sittings.want(sits, self.door.commission(life.plan.commune), &life.number);
        self.agenda.entry((sits, SITTING_SLOT)).or_default().push((at, Move::Conclude));
    }

    /// In `least` to `most` working days, slower where the offices are slow.
    fn plan_in(&mut self, at: usize, day: Date, slot: u8, least: i64, most: i64, what: Move) {
        let life = &mut self.lives[at];
        let pace = self.spots[life.plan.spot].pace;
        let days = life.lot.from(least * 100, most * 100) * pace / 10_000;
        let hour = life.lot.from(0, 3) as u8;
        let calendar = &self.door.desk.statute().calendar;
        let (on, hour) = match days {
            0 if slot < 3 && calendar.is_worked(day) => (day, hour.max(slot + 1)),
            0 => (working(calendar, day, 1), hour),
            days => (working(calendar, day, days as i32), hour),
        };
        self.agenda.entry((on, hour)).or_default().push((at, what));
    }

    /// In `least` to `most` days, whatever days they are: applicants write on Sundays too.
    fn plan_later(&mut self, at: usize, day: Date, least: i64, most: i64, what: Move) {
        let life = &mut self.lives[at];
        let days = life.lot.from(least, most) as i32;
        let hour = life.lot.from(0, 3) as u8;
        let calendar = &self.door.desk.statute().calendar;
        let on = calendar.after(day, Delay { count: days, unit: Unit::CalendarDays });
        // The cashier is an office: it is paid on the next working day.
        let on = if what == Move::Pay && !calendar.is_worked(on) { working(calendar, on, 1) } else { on };
        self.agenda.entry((on, hour)).or_default().push((at, what));
    }

    fn watch(&mut self, at: usize, day: Date, days: i32) {
        let calendar = &self.door.desk.statute().calendar;
        let on = calendar.after(day, Delay { count: days, unit: Unit::CalendarDays });
        self.watched.entry(on).or_default().push((at, self.lives[at].step.clone()));
    }

    /// How many files stand at each step.
    pub fn standing(&self) -> BTreeMap<String, usize> {
        let mut standing = BTreeMap::new();
        for life in self.lives.iter().filter(|l| !l.number.is_empty()) {
            *standing.entry(life.step.clone()).or_default() += 1;
        }
        standing
    }
}

/// The worked day that lies `count` worked days before `day`.
pub fn before(calendar: &Calendar, day: Date, count: i32) -> Date {
    let mut day = day;
    let mut left = count;
    while let Ok(earlier) = day.yesterday()
        && (left > 0 || !calendar.is_worked(day))
    {
        day = earlier;
        left -= i32::from(calendar.is_worked(day));
    }
    day
}

fn working(calendar: &Calendar, from: Date, count: i32) -> Date {
    calendar.after(from, Delay { count, unit: Unit::WorkingDays })
}

/// The moment of an hour of a day in Morocco, in microseconds.
pub fn moment(day: Date, hour: i8, minute: i8) -> i64 {
    let zone = jiff::tz::TimeZone::get("Africa/Casablanca").unwrap_or(jiff::tz::TimeZone::UTC);
    day.at(hour, minute, 0, 0).to_zoned(zone).map_or(0, |at| at.timestamp().as_microsecond())
}

/// Takes the jobs out of the outbox undone: a paper is made when somebody asks for it, and nobody in
/// the demo town has a letter box.
async fn forget_papers(desk: &Desk) -> Result<(), String> {
    let now = desk.clock.now();
    desk.db
        .write(move |tx| -> store::Result<()> {
            loop {
                let jobs = store::outbox::claim(tx, now, 512, 1)?;
                for job in &jobs {
                    store::outbox::done(tx, job.commune, job.id)?;
                }
                if jobs.len() < 512 {
                    return Ok(());
                }
            }
        })
        .await
        .map_err(|e| e.to_string())
}

/// Runs all of them at once, so that the store commits them together; gives their answers in order.
async fn together<T>(all: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = all.into_iter().map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        let mut left = false;
        for (one, answer) in &mut waiting {
            if answer.is_none() {
                match one.as_mut().poll(context) {
                    std::task::Poll::Ready(done) => *answer = Some(done),
                    std::task::Poll::Pending => left = true,
                }
            }
        }
        if left { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    waiting.into_iter().filter_map(|(_, answer)| answer).collect()
}
