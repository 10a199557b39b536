//! Drafts: forms saved as one types, resumed on another device, several at once.

use crate::people::Person;
use crate::{Denial, Desk, Error, Result, Who};
use civic::Place;
use civic::form::Typed;
use serde::{Deserialize, Serialize};
use store::drafts;
use uuid::Uuid;

/// How many drafts one account may keep.
const DRAFTS_MOST: usize = 50;
/// How many bytes of text a draft may hold.
const TYPED_BYTES_MOST: usize = 256 * 1024;

/// For whom a draft is, when not for oneself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct ForWhom {
    pub other: bool,
    pub owner: Person,
    pub mandate: String,
    pub consent: bool,
}

/// A form being filled in.
#[derive(Clone, Debug)]
pub struct Draft {
    pub commune: Place,
    pub id: Uuid,
    pub procedure: String,
    pub typed: Typed,
    pub for_whom: ForWhom,
    pub updated_at: i64,
    pub version: i64,
}

fn read(row: drafts::Draft) -> Result<Draft> {
    let corrupt = |e: serde_json::Error| Error::Store(store::Error::Corrupt(format!("draft: {:?}", e.classify())));
    Ok(Draft {
        commune: row.commune,
        id: row.id,
        procedure: row.procedure,
        typed: serde_json::from_str(&row.typed).map_err(corrupt)?,
        for_whom: serde_json::from_str(&row.for_whom).map_err(corrupt)?,
        updated_at: row.updated_at,
        version: row.version,
    })
}

fn written<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Setup(e.to_string()))
}

/// Begins a form, from nothing or from the answers of another file.
pub async fn begin(
    desk: &Desk,
    who: &Who,
    commune: Place,
    procedure: &str,
    typed: Typed,
    for_whom: ForWhom,
) -> Result<Draft> {
    who.may("file")?;
    if desk.street.latest(procedure).is_none()
        || !desk.street.territory.get(commune).is_some_and(|k| k.place.is_commune())
    {
        return Err(Error::not_found());
    }
    let now = desk.clock.now();
    let row = drafts::Draft {
        commune,
        id: desk.chance.id(now),
        account: who.account.id,
        procedure: procedure.into(),
        typed: written(&typed)?,
        for_whom: written(&for_whom)?,
        pieces: "{}".into(),
        updated_at: now,
        version: 1,
    };
    let (kept, account) = (row.clone(), who.account.id);
    desk.db
        .write(move |tx| -> Result<()> {
            if DRAFTS_MOST <= drafts::of(tx, account, DRAFTS_MOST as i64)?.len() {
                return Err(Denial::TooMany { seconds: 0 }.into());
            }
            Ok(drafts::add(tx, &kept)?)
        })
        .await?;
    read(row)
}

pub async fn get(desk: &Desk, who: &Who, id: Uuid) -> Result<Draft> {
    let account = who.account.id;
    let row = desk.db.read(move |tx| -> Result<_> { Ok(drafts::get(tx, account, id)?) }).await?;
    row.map(read).unwrap_or_else(|| Err(Error::not_found()))
}

pub async fn mine(desk: &Desk, who: &Who) -> Result<Vec<Draft>> {
    let account = who.account.id;
    let rows = desk.db.read(move |tx| -> Result<_> { Ok(drafts::of(tx, account, DRAFTS_MOST as i64)?) }).await?;
    rows.into_iter().map(read).collect()
}

/// Saves what was typed into a draft. Fields not named keep what they hold. With `version`, another
/// device's later words are not overwritten: the answer is [`Denial::Stale`].
pub async fn save(
    desk: &Desk,
    who: &Who,
    id: Uuid,
    typed: Typed,
    for_whom: Option<ForWhom>,
    version: Option<i64>,
) -> Result<Draft> {
    who.may("file")?;
    let (account, now) = (who.account.id, desk.clock.now());
    let row = desk
        .db
        .write(move |tx| -> Result<drafts::Draft> {
            let Some(mut row) = drafts::get(tx, account, id)? else { return Err(Error::not_found()) };
            if version.is_some_and(|v| v != row.version) {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            let mut draft = read(row.clone())?;
            draft.typed.extend(typed.clone());
            row.typed = written(&draft.typed)?;
            if TYPED_BYTES_MOST < row.typed.len() {
                return Err(Error::Mistakes(vec![civic::Mistake::beyond("form", "too-long", TYPED_BYTES_MOST as i64)]));
            }
            if let Some(for_whom) = &for_whom {
                row.for_whom = written(for_whom)?;
            }
            row.updated_at = now;
            if !drafts::save(tx, &row)? {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            row.version += 1;
            Ok(row)
        })
        .await?;
    read(row)
}

pub async fn remove(desk: &Desk, who: &Who, id: Uuid) -> Result<()> {
    let account = who.account.id;
    desk.db
        .write(move |tx| -> Result<()> {
            let Some(row) = drafts::get(tx, account, id)? else { return Err(Error::not_found()) };
            drafts::remove(tx, account, row.commune, id)?;
            Ok(())
        })
        .await
}

/// Files a draft as it stands, with what was uploaded for it.
pub async fn file(desk: &Desk, who: &Who, id: Uuid, declared: bool) -> Result<crate::counter::Filed> {
    // A page sent twice files once, and is answered the same when the draft is gone.
    let key = format!("draft-{id}");
    let draft = match get(desk, who, id).await {
        Err(Error::Denied(Denial::NotFound)) => {
            return crate::counter::filed_before(desk, who, &key).await?.ok_or_else(Error::not_found);
        }
        found => found?,
    };
    let pieces = crate::upload::given(desk, who, id).await?;
    let new = crate::counter::NewFile {
        commune: draft.commune,
        procedure: draft.procedure,
        typed: draft.typed,
        pieces,
        owner: draft.for_whom.other.then(|| draft.for_whom.owner.clone()),
        mandate: draft.for_whom.mandate,
        consent: draft.for_whom.consent,
        declared,
        draft: Some(id),
        key: Some(key),
    };
    crate::counter::file(desk, who, new).await
}
