//! What must follow: reconcilers without input, idempotent, on a timer and a nudge.
//!
//! A pass does a bounded amount of looking: papers and mails that acts left in the outbox, files on
//! which time acts (silence, lapse), what is over (sign-ins, uploads, kept answers). A crash in the
//! middle loses nothing and repeats nothing visible: the next pass finds what is still to do.

use crate::{Desk, Result, complete, counter, mail, paper, register};
use civic::Place;
use papers::Pace;
use store::outbox::{self, Job};
use store::{answers, dossiers, drafts, people};
use uuid::Uuid;

const BATCH: i64 = 64;
const LEASE_MICROS: i64 = 2 * 60 * 1_000_000;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// What a pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    pub papers: usize,
    pub mails: usize,
    /// Files on which time acted.
    pub timed: usize,
    pub failed: usize,
    /// Acts that took their places in the register's tree.
    pub placed: usize,
}

impl Pass {
    pub fn did_something(&self) -> bool {
        0 < self.papers + self.mails + self.timed + self.placed
    }
}

/// One pass over everything.
pub async fn pass(desk: &Desk) -> Result<Pass> {
    crate::readings::flush(desk).await?;
    let mut done = Pass { timed: time(desk).await?, ..Pass::default() };
    done.placed = register(desk).await;
    let now = desk.clock.now();
    let jobs =
        desk.db.write(move |tx| -> Result<Vec<Job>> { Ok(outbox::claim(tx, now, BATCH, LEASE_MICROS)?) }).await?;
    for job in jobs {
        match run(desk, &job).await {
            Ok(()) => {
                match job.kind.as_str() {
                    mail::JOB => done.mails += 1,
                    _ => done.papers += 1,
                }
                desk.db.write(move |tx| -> Result<_> { Ok(outbox::done(tx, job.commune, job.id)?) }).await?;
            }
            Err(error) => {
                done.failed += 1;
                // The subject is a number of the register, never a person's data.
                tracing::warn!(kind = %job.kind, subject = %job.subject, attempts = job.attempts, code = error.code(), "a job failed and will be tried again");
                let (why, next) = (error.to_string(), desk.clock.now() + outbox::back_off(job.attempts));
                desk.db
                    .write(move |tx| -> Result<_> { Ok(outbox::failed(tx, job.commune, job.id, &why, next)?) })
                    .await?;
            }
        }
    }
    Ok(done)
}

async fn run(desk: &Desk, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        paper::JOB => paper::make(desk, Place(job.commune), job.id, Pace::Patient).await.map(|_| ()),
        mail::JOB => mail::send(desk, job.id).await,
        complete::JOB => complete::complete(desk, Place(job.commune), &job.payload).await,
        // Of a version that knew more kinds than this one: left for it.
        other => Err(crate::Error::Setup(format!("no such kind of job: {other}"))),
    }
}

/// Passes until there is nothing to do. For tests, the demo and a clean end.
pub async fn settle(desk: &Desk) -> Result<Pass> {
    let mut sum = Pass::default();
    loop {
        let done = pass(desk).await?;
        sum = Pass {
            papers: sum.papers + done.papers,
            mails: sum.mails + done.mails,
            timed: sum.timed + done.timed,
            failed: sum.failed + done.failed,
            placed: sum.placed + done.placed,
        };
        if !done.did_something() {
            return Ok(sum);
        }
    }
}

/// A register that cannot go on holds up nothing else.
async fn register(desk: &Desk) -> usize {
    match register::pass(desk).await {
        Ok(passed) => passed.placed,
        Err(error) => {
            tracing::error!(%error, "the register cannot go on");
            0
        }
    }
}

/// Lets time act on the files whose day has passed.
async fn time(desk: &Desk) -> Result<usize> {
    let today = desk.clock.today();
    let awake = desk.db.read(move |tx| -> Result<_> { Ok(dossiers::awake(tx, today, BATCH)?) }).await?;
    let mut acted = 0;
    for (commune, id) in awake {
        let counter = desk.clone();
        let done = desk.db.write(move |tx| counter::time_acts(tx, &counter, commune, id)).await;
        match done {
            Ok(Some(_)) => acted += 1,
            Ok(None) => {}
            Err(error) => tracing::warn!(%commune, code = error.code(), "time could not act on a file"),
        }
    }
    Ok(acted)
}

/// Counts the dates of every open file anew, after the calendar or the law changed. Gives how many moved.
pub async fn redate(desk: &Desk) -> Result<usize> {
    let mut after = (Place::KINGDOM, Uuid::nil());
    let mut moved = 0;
    loop {
        let counter = desk.clone();
        let (seen, last, changed) = desk
            .db
            .write(move |tx| -> Result<(usize, (Place, Uuid), usize)> {
                let page = dossiers::open_page(tx, after, BATCH)?;
                let mut changed = 0;
                for (commune, id) in &page {
                    changed += usize::from(redate_one(tx, &counter, *commune, *id)?);
                }
                Ok((page.len(), page.last().copied().unwrap_or(after), changed))
            })
            .await?;
        moved += changed;
        if seen < BATCH as usize {
            return Ok(moved);
        }
        after = last;
    }
}

fn redate_one(tx: &mut store::Tx, desk: &Desk, commune: Place, id: Uuid) -> Result<bool> {
    let Some((dossier, title)) = dossiers::to_decide(tx, commune, id)? else { return Ok(false) };
    let Some(procedure) = desk.street.procedure(&dossier.procedure, dossier.revision) else { return Ok(false) };
    let statute = desk.statute();
    let with = statute.with(&procedure);
    let facts = counter::facts(with, &dossier, title);
    let moved = dossiers::due_of(tx, commune, id)? != facts.due;
    dossiers::redate(tx, &dossier, &facts)?;
    store::inbox::set(tx, &dossier, &counter::says(with, &dossier, &facts), &dossier.awaited(with))?;
    Ok(moved)
}

/// Removes what is over. Once a day is enough.
pub async fn sweep(desk: &Desk) -> Result<()> {
    crate::privacy::nightly(desk).await?;
    let now = desk.clock.now();
    desk.db
        .write(move |tx| -> Result<()> {
            people::sweep_sign_ins(tx, now)?;
            store::factors::sweep(tx, now)?;
            answers::forget(tx, now - 30 * DAY_MICROS)?;
            drafts::sweep_uploads(tx, now - 7 * DAY_MICROS)?;
            store::keys::sweep_intents(tx, now)?;
            store::hands::sweep(tx, now)?;
            Ok(())
        })
        .await
}
