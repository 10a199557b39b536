//! Proof of a whole database: every file is replayed from its acts and compared with its row; every
//! act is the leaf that it was when its head was signed (`sealed`); every series of numbers is without gap or
//! twin; every paper has the bytes that the register says (`papers`), and bears the hands that it says (`hands`);
//! papers that follow from no file are what their own leaves recorded (`houses`). A fault names the file and the act.

mod hands;
mod houses;
mod papers;
mod sealed;

use crate::{Desk, Error, Result, counter};
use civic::dossier::replay;
use civic::{Act, Dossier, Place};
use std::collections::HashMap;
use store::{dossiers, registers};
use uuid::Uuid;

/// What was compared, and every difference.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub files: usize,
    pub acts: usize,
    pub documents: usize,
    /// Hands under papers that several sign, each compared with the paper.
    pub hands: usize,
    pub series: usize,
    /// Leaves of the register's tree, and signed heads of it.
    pub leaves: u64,
    pub heads: usize,
    pub faults: Vec<String>,
}

const PAGE: i64 = 500;

/// Compares everything. `progress` hears how many files are done.
pub async fn verify(desk: &Desk, progress: impl Fn(usize)) -> Result<Report> {
    verify_against(desk, &[], progress).await
}

/// The same, and against signed heads that were kept elsewhere, each with where it comes from: they find even
/// a register that was rewritten whole.
pub async fn verify_against(desk: &Desk, heads: &[(String, String)], progress: impl Fn(usize)) -> Result<Report> {
    let mut report = Report::default();
    let mut numbers = Numbers::default();
    let mut after = (Place::KINGDOM, Uuid::nil());
    loop {
        let counter = desk.clone();
        let (page, faults, acts, seen) = desk
            .db
            .read(move |tx| -> Result<_> {
                let page = dossiers::page(tx, after, PAGE)?;
                let (mut faults, mut acts, mut seen) = (Vec::new(), 0, Vec::new());
                for (commune, id) in &page {
                    let (number, count) = file(tx, &counter, *commune, *id, &mut faults)?;
                    acts += count;
                    seen.push(number);
                }
                Ok((page, faults, acts, seen))
            })
            .await?;
        report.files += page.len();
        report.acts += acts;
        report.faults.extend(faults);
        seen.iter().for_each(|number| numbers.add(number));
        progress(report.files);
        match page.last() {
            Some(last) if page.len() == PAGE as usize => after = *last,
            _ => break,
        }
    }
    sealed::tree(desk, heads, &mut report).await?;
    papers::read(desk, &mut report, &mut numbers).await?;
    numbers.judge(desk, &mut report).await?;
    Ok(report)
}

fn file(
    tx: &mut store::Tx,
    desk: &Desk,
    commune: Place,
    id: Uuid,
    faults: &mut Vec<String>,
) -> Result<(String, usize)> {
    let Some(number) = dossiers::number_of(tx, commune, id)? else { return Ok((String::new(), 0)) };
    let count = sealed::acts(tx, &desk.register, commune, id, &number, faults)?;
    let (kept, title, acts) = match opened(tx, commune, id) {
        Ok(Some(opened)) => opened,
        Ok(None) if crate::erasure::tombstone(&store::log::sealed(tx, commune, id)?, &desk.register).is_some() => {
            return Ok((number, count));
        }
        Ok(None) => {
            faults.push(format!("{number}: its key was destroyed, and no act says so"));
            return Ok((number, count));
        }
        Err(Error::Store(store::Error::Corrupt(why))) => {
            faults.push(format!("{number}: it cannot be opened ({why})"));
            return Ok((number, count));
        }
        Err(error) => return Err(error),
    };
    let Some(procedure) = desk.street.procedure(&kept.procedure, kept.revision) else {
        faults.push(format!("{}: no revision {} of `{}`", kept.number, kept.revision, kept.procedure));
        return Ok((kept.number, acts.len()));
    };
    match replay(&procedure, commune, id, &acts) {
        None => faults.push(format!("{}: its acts do not begin with a filing", kept.number)),
        Some(rebuilt) if rebuilt != kept => {
            let act = acts.last().map_or("", |a| a.name.as_str());
            faults.push(format!(
                "{}: its {} acts (the last: {act}) do not add up to its state",
                kept.number,
                acts.len()
            ));
        }
        Some(rebuilt) => {
            let statute = desk.statute();
            let facts = counter::facts(statute.with(&procedure), &rebuilt, title);
            if dossiers::due_of(tx, commune, id)? != facts.due {
                faults.push(format!("{}: its due date is not what the law and the calendar give", kept.number));
            }
            let tasks = store::inbox::awaited(tx, commune, id)?.len();
            let mut roles: Vec<_> = rebuilt.awaited(statute.with(&procedure)).iter().map(|t| t.role).collect();
            roles.sort_unstable();
            roles.dedup();
            if tasks != roles.len() {
                faults.push(format!(
                    "{}: {tasks} offices await it in the inboxes, {} by its acts",
                    kept.number,
                    roles.len()
                ));
            }
        }
    }
    if acts.windows(2).any(|pair| pair[1].at < pair[0].at) {
        faults.push(format!("{}: its acts run backwards", kept.number));
    }
    Ok((kept.number, acts.len()))
}

/// A file and its acts, opened with its key; none when the key was destroyed.
fn opened(tx: &mut store::Tx, commune: Place, id: Uuid) -> Result<Option<(Dossier, String, Vec<Act>)>> {
    let Some((kept, title)) = dossiers::to_decide(tx, commune, id)? else { return Ok(None) };
    Ok(Some((kept, title, dossiers::acts(tx, commune, id)?)))
}

/// Numbers seen, by series: `PC-095410113-2026` and the last part.
#[derive(Default)]
struct Numbers(HashMap<String, Vec<i64>>);

impl Numbers {
    fn add(&mut self, number: &str) {
        if let Some((series, n)) = number.rsplit_once('-')
            && let Ok(n) = n.parse()
        {
            self.0.entry(series.to_owned()).or_default().push(n);
        }
    }

    async fn judge(self, desk: &Desk, report: &mut Report) -> Result<()> {
        report.series = self.0.len();
        for (series, mut given) in self.0 {
            given.sort_unstable();
            let whole = given.iter().enumerate().all(|(i, n)| *n == i as i64 + 1);
            if !whole {
                report.faults.push(format!(
                    "series {series}: {} numbers, not 1 to {} without gap or twin",
                    given.len(),
                    given.last().unwrap_or(&0)
                ));
            }
            let parts: Vec<String> = series.split('-').map(str::to_owned).collect();
            let [name, commune, year] = parts.as_slice() else { continue };
            let (name, commune, year) = (name.clone(), commune.parse().unwrap_or(0), year.parse().unwrap_or(0));
            let last =
                desk.db.read(move |tx| -> Result<i64> { Ok(registers::last(tx, commune, &name, year)?) }).await?;
            if last != given.len() as i64 {
                report
                    .faults
                    .push(format!("series {series}: the register stands at {last}, {} were given", given.len()));
            }
        }
        Ok(())
    }
}
