//! Every paper's bytes, read by several threads at once: what is waited for is the disk.

use super::{Numbers, PAGE, Report};
use crate::{Desk, Result};
use civic::Place;
use store::documents::{self, Document};
use store::{Digest, Files};
use uuid::Uuid;

const READERS: usize = 8;

pub(super) async fn read(desk: &Desk, report: &mut Report, numbers: &mut Numbers) -> Result<()> {
    let mut after = (Place::KINGDOM, Uuid::nil());
    loop {
        let page = desk.db.read(move |tx| -> Result<_> { Ok(documents::page(tx, after, PAGE)?) }).await?;
        let whole = page.len() == PAGE as usize;
        let last = page.last().map(|last| (last.commune, last.id));
        page.iter().for_each(|document| numbers.add(&document.number));
        report.documents += page.len();
        super::hands::read(desk, &page, report).await?;
        super::houses::read(desk, &page, report).await?;
        let files = desk.files.clone();
        let damaged = tokio::task::spawn_blocking(move || damaged(&files, &page)).await;
        match damaged {
            Ok(numbers) => report
                .faults
                .extend(numbers.into_iter().map(|number| format!("{number}: its bytes are missing or altered"))),
            Err(why) => return Err(crate::Error::Paper(why.to_string())),
        }
        match last {
            Some(last) if whole => after = last,
            _ => return Ok(()),
        }
    }
}

/// The numbers of the papers whose bytes are not what the register says.
fn damaged(files: &Files, page: &[Document]) -> Vec<String> {
    let sound = |document: &Document| {
        let Some(sha256) = &document.sha256 else { return true };
        let kept = sha256.parse::<Digest>().ok().and_then(|digest| files.check(&digest).ok());
        kept.is_some_and(|blob| i64::try_from(blob.size).ok() == document.bytes)
    };
    let some = page.len().div_ceil(READERS).max(1);
    std::thread::scope(|scope| {
        let readers: Vec<_> = page
            .chunks(some)
            .map(|part| {
                scope.spawn(move || {
                    part.iter().filter(|one| !sound(one)).map(|one| one.number.clone()).collect::<Vec<_>>()
                })
            })
            .collect();
        // A reader that panicked has judged nothing: all of its part is in doubt.
        readers
            .into_iter()
            .zip(page.chunks(some))
            .flat_map(|(reader, part)| {
                reader.join().unwrap_or_else(|_| part.iter().map(|one| one.number.clone()).collect())
            })
            .collect()
    })
}
