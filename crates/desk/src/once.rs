//! A request made twice with one key is done once: for the writes that keep no answer of their own.
//!
//! A filing and an act keep their answer in their own transaction (`counter`). For the others the key
//! is taken first, the answer is put beside it when it is known, and a request that came to nothing
//! gives the key free. What a dead program left under way may be taken over after a minute.

use crate::{Denial, Desk, Error, Result, Who};
use store::answers::{self, Answer, UNDER_WAY};

/// How long a request may be under way before another takes its place.
const PATIENCE_MICROS: i64 = 60 * 1_000_000;

const DONE: i64 = 200;

/// Whose turn it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nobody asked before: do it, then `end` or `give_up`.
    First,
    /// It was done: this was answered.
    Again(Vec<u8>),
}

/// Takes the key. `print` is what makes two requests the same; the key of another request is refused,
/// and one whose request is still under way is told to come back.
pub async fn begin(desk: &Desk, who: &Who, key: &str, print: &str) -> Result<Turn> {
    let (key, digest) = (key.to_owned(), crate::who::digest(print));
    let (account, now) = (who.account.id, desk.clock.now());
    desk.db
        .write(move |tx| -> Result<Turn> {
            let mine = Answer { digest: digest.clone(), status: UNDER_WAY, body: Vec::new() };
            if answers::keep(tx, 0, account, &key, &mine, now)? {
                return Ok(Turn::First);
            }
            match answers::look(tx, 0, account, &key)? {
                Some(kept) if kept.digest != digest => Err(Denial::SameKey.into()),
                Some(kept) if kept.status != UNDER_WAY => Ok(Turn::Again(kept.body)),
                _ if answers::take_over(tx, 0, account, &key, now - PATIENCE_MICROS, now)? => Ok(Turn::First),
                _ => Err(Error::Store(store::Error::Busy)),
            }
        })
        .await
}

/// Keeps the answer for whoever asks again.
pub async fn end(desk: &Desk, who: &Who, key: &str, answer: Vec<u8>) -> Result<()> {
    let (account, key) = (who.account.id, key.to_owned());
    desk.db
        .write(move |tx| -> Result<()> {
            answers::end(tx, 0, account, &key, DONE, &answer)?;
            Ok(())
        })
        .await
}

/// The request came to nothing: the key is free again.
pub async fn give_up(desk: &Desk, who: &Who, key: &str) -> Result<()> {
    let (account, key) = (who.account.id, key.to_owned());
    desk.db
        .write(move |tx| -> Result<()> {
            answers::give_up(tx, 0, account, &key)?;
            Ok(())
        })
        .await
}
