//! What is shown of the register to whoever asks: where an act stands and the proof of it, signed heads, the
//! tiles that let anyone mirror the whole, and the signatures of other institutions.

use super::{Stored, as_leaf};
use crate::{Denial, Desk, Error, Result};
use civic::Place;
use proof::leaf;
use proof::note::{Note, Proof};
use proof::tree::{self, Hash, TILE};
use store::Tx;
use store::documents::Document;
use store::log;
use uuid::Uuid;

/// A signed head with what others signed of it.
#[derive(Clone, Debug)]
pub struct Head {
    pub size: u64,
    pub at: i64,
    pub root: Hash,
    /// The note, with the lines of cosigners.
    pub note: String,
    pub stamp: Option<Vec<u8>>,
    /// Names of the cosigners, and when each signed.
    pub cosigners: Vec<(String, i64)>,
}

/// Where the act stands from which a paper follows.
#[derive(Clone, Debug)]
pub struct Standing {
    /// When the act was recorded.
    pub at: i64,
    /// Its place in the tree, once it has one.
    pub index: Option<u64>,
    /// The last signed head that covers it, and the proof that leads there.
    pub head: Option<Head>,
    pub proof: Option<Proof>,
    /// The bytes that are in the tree.
    pub entry: String,
    /// The public part of the act, and what opens it.
    pub opened: String,
}

fn whole(tx: &mut Tx, kept: log::Checkpoint) -> Result<Head> {
    let cosigned = log::cosignatures(tx, kept.size)?;
    let lines: String = cosigned.iter().map(|c| format!("{}\n", c.line)).collect();
    let root =
        kept.root.as_slice().try_into().map_err(|_| {
            Error::Store(store::Error::Corrupt(format!("the root of the head of {} leaves", kept.size)))
        })?;
    Ok(Head {
        size: kept.size,
        at: kept.at,
        root,
        note: kept.note + &lines,
        stamp: kept.stamp,
        cosigners: cosigned.into_iter().map(|c| (c.name, c.at)).collect(),
    })
}

/// The last signed head; none before anything was recorded.
pub async fn head(desk: &Desk) -> Result<Option<Head>> {
    desk.db
        .read(|tx| -> Result<_> {
            let last = log::last_checkpoint(tx)?;
            last.map(|kept| whole(tx, kept)).transpose()
        })
        .await
}

/// The signed head of a size.
pub async fn by_size(desk: &Desk, size: u64) -> Result<Head> {
    desk.db
        .read(move |tx| -> Result<_> {
            let kept = log::checkpoint_of(tx, size)?.ok_or(Denial::NotFound)?;
            whole(tx, kept)
        })
        .await
}

/// Where a paper's act stands.
pub async fn standing(desk: &Desk, document: &Document) -> Result<Standing> {
    let document = document.clone();
    let of_house = desk.street.of_house(&document.name).is_some();
    desk.db.read(move |tx| find(tx, &document, of_house)).await
}

/// A paper of a file stands where its act does; one of a house where it was last signed, or made.
fn find(tx: &mut Tx, document: &Document, of_house: bool) -> Result<Standing> {
    let act = if of_house {
        let acts = log::sealed(tx, document.commune, document.id)?;
        let placed = acts.iter().rposition(|act| act.place.is_some());
        acts.into_iter().nth(placed.unwrap_or(0))
    } else {
        let acts = log::sealed(tx, document.commune, document.dossier)?;
        acts.into_iter().find(|act| act.written.key.seq == document.seq)
    };
    let act = act.ok_or(Denial::NotFound)?;
    let last = log::last_checkpoint(tx)?;
    stand(tx, &act, last)
}

/// Where each act of a file stands, the first one first.
pub(crate) fn of_file(tx: &mut Tx, commune: Place, dossier: Uuid) -> Result<Vec<(log::Sealed, Standing)>> {
    let last = log::last_checkpoint(tx)?;
    let acts = log::sealed(tx, commune, dossier)?;
    acts.into_iter()
        .map(|act| {
            let standing = stand(tx, &act, last.clone())?;
            Ok((act, standing))
        })
        .collect()
}

fn stand(tx: &mut Tx, act: &log::Sealed, last: Option<log::Checkpoint>) -> Result<Standing> {
    let index = act.place.and_then(|place| u64::try_from(place).ok());
    let salt: Option<Hash> = act.salt.as_deref().and_then(|salt| salt.try_into().ok());
    let commune = act.written.key.commune.to_string();
    let (mut opened, mut entry) = (String::new(), String::new());
    if let Some(salt) = salt {
        let (outer, head) = (leaf::outer(&salt), leaf::head(&salt, &as_leaf(&act.written, &commune)));
        entry = leaf::entry(&commune, &leaf::digest_of_head(&outer, &head));
        opened = serde_json::json!({ "head": head, "outer": leaf::hex(&outer) }).to_string();
    }
    let last = last.filter(|last| index.is_some_and(|index| index < last.size));
    let head = last.map(|kept| whole(tx, kept)).transpose()?;
    let proof = match (index, &head) {
        (Some(index), Some(head)) if !entry.is_empty() => Some(Proof {
            extra: opened.clone().into_bytes(),
            index,
            hashes: tree::inclusion(&mut Stored(tx), index, head.size)?,
            checkpoint: head.note.clone(),
        }),
        _ => None,
    };
    Ok(Standing { at: act.written.at, index, head, proof, entry, opened })
}

/// What a proof says that came with a paper, once it holds under the register's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    pub commune: String,
    pub dossier: Uuid,
    /// The act's place among those of its file, from 0.
    pub seq: i64,
    /// When the act was recorded, in microseconds.
    pub at: i64,
    /// Its place in the register, from 0.
    pub index: u64,
    /// How many acts the signed head covers.
    pub size: u64,
}

/// What a leaf's preimage holds beside its proof.
#[derive(serde::Deserialize)]
struct Opened {
    head: String,
    outer: String,
}

#[derive(serde::Deserialize)]
struct Told {
    commune: String,
    dossier: Uuid,
    seq: i64,
    at: i64,
}

/// Judges a proof from outside, with nothing but the register's key.
pub fn proven(text: &str, key: &proof::note::Verifier) -> Result<Proven, String> {
    let proof = Proof::parse(text).map_err(|why| why.to_string())?;
    let opened: Opened = serde_json::from_slice(&proof.extra).map_err(|why| why.to_string())?;
    let told: Told = serde_json::from_str(&opened.head).map_err(|why| why.to_string())?;
    let outer = data_encoding::HEXLOWER.decode(opened.outer.as_bytes()).ok();
    let outer: Hash = outer.and_then(|outer| outer.try_into().ok()).ok_or("its salt cannot be read")?;
    let entry = leaf::entry(&told.commune, &leaf::digest_of_head(&outer, &opened.head));
    let head = proof.verify(entry.as_bytes(), key).map_err(|why| why.to_string())?;
    let Told { commune, dossier, seq, at } = told;
    Ok(Proven { commune, dossier, seq, at, index: proof.index, size: head.size })
}

/// The proof that the tree of `size` begins with the tree of `old`; both must have been signed.
pub async fn consistency(desk: &Desk, old: u64, size: u64) -> Result<(Head, Head, Vec<Hash>)> {
    desk.db
        .read(move |tx| -> Result<_> {
            let (Some(before), Some(after)) = (log::checkpoint_of(tx, old)?, log::checkpoint_of(tx, size)?) else {
                return Err(Error::not_found());
            };
            let proof = tree::consistency(&mut Stored(tx), old, size)?;
            Ok((whole(tx, before)?, whole(tx, after)?, proof))
        })
        .await
}

/// A tile of hashes, `width` wide: whole, or as it was in a tree that was signed.
pub async fn tile(desk: &Desk, level: u8, index: u64, width: usize) -> Result<Vec<u8>> {
    desk.db
        .read(move |tx| -> Result<_> {
            covered(tx, level, index, width)?;
            let bytes = log::tile(tx, level, index)?.ok_or(Denial::NotFound)?;
            Ok(bytes.get(..width * 32).ok_or(Denial::NotFound)?.to_vec())
        })
        .await
}

/// The entries under a tile of level 0, each after its length in two bytes.
pub async fn bundle(desk: &Desk, index: u64, width: usize) -> Result<Vec<u8>> {
    desk.db
        .read(move |tx| -> Result<_> {
            covered(tx, 0, index, width)?;
            let from = index.checked_mul(TILE as u64).ok_or(Denial::NotFound)?;
            let mut bundle = Vec::new();
            for entry in log::entries(tx, from, width as i64)? {
                let leaf = entry.leaf.as_slice().try_into().map_err(|_| Denial::NotFound)?;
                let text = leaf::entry(&entry.key.commune.to_string(), leaf);
                bundle.extend(u16::try_from(text.len()).unwrap_or(u16::MAX).to_be_bytes());
                bundle.extend(text.as_bytes());
            }
            Ok(bundle)
        })
        .await
}

/// Only what the last signed head covers is served.
fn covered(tx: &mut Tx, level: u8, index: u64, width: usize) -> Result<()> {
    let size = log::last_checkpoint(tx)?.map_or(0, |last| last.size);
    let there = tree::width(size, level, index);
    if width == 0 || there < width { Err(Error::not_found()) } else { Ok(()) }
}

/// Accepts what other institutions signed of one of our heads: the note, with their lines. The names that were
/// accepted; an error when the head is not ours or nobody known has signed it.
pub async fn cosign(desk: &Desk, text: &str) -> Result<Vec<String>> {
    let unread = |why: &'static str| Error::Mistakes(vec![civic::Mistake::new("note", why)]);
    let note = Note::parse(text).map_err(|_| unread("cosign-unreadable"))?;
    let ours = proof::note::Checkpoint::parse(&note.text).map_err(|_| unread("cosign-unreadable"))?;
    let lines: Vec<(String, i64, String)> = desk
        .register
        .options
        .cosigners
        .iter()
        .filter_map(|key| {
            let time = key.check(&note).ok()?;
            let line = note.signatures.iter().find(|line| line.name == key.name && line.id == key.id())?;
            Some((key.name.clone(), i64::try_from(time).ok()?.checked_mul(1_000_000)?, line.to_string()))
        })
        .collect();
    if lines.is_empty() {
        return Err(unread("cosign-unknown"));
    }
    desk.db
        .write(move |tx| -> Result<Vec<String>> {
            let kept = log::checkpoint_of(tx, ours.size)?.ok_or(Denial::NotFound)?;
            if Note::parse(&kept.note).map(|kept| kept.text) != Ok(note.text.clone()) {
                return Err(Error::not_found());
            }
            let mut names = Vec::new();
            for (name, at, line) in &lines {
                log::cosign(
                    tx,
                    &log::Cosignature { size: ours.size, name: name.clone(), at: *at, line: line.clone() },
                )?;
                names.push(name.clone());
            }
            Ok(names)
        })
        .await
}
