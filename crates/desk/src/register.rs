//! The register that nobody can quietly rewrite: acts become leaves of a tree whose heads are signed.
//!
//! An act is sealed in its own transaction: 32 bytes of chance, its salted digest, and the program's mark on
//! it. That is all that filing pays. Then a reconciler gives waiting acts their places, in the order in which
//! they were done, and signs a head (a C2SP checkpoint) at most every few seconds. A head is signed only when the last one
//! is found again in the tree; what the database says is never believed against what was signed.
//! What is hashed is in `proof::leaf`; who asks for proofs is in `evidence`; the whole is proved by `verify`.

mod evidence;
mod keys;

pub(crate) use evidence::of_file;
pub use evidence::{Head, Proven, Standing, bundle, by_size, consistency, cosign, head, proven, standing, tile};
pub use keys::{Keys, Seeds};
pub use proof::note::Verifier;

use crate::{Chance, Desk, Error, Result};
use proof::leaf;
use proof::note::Checkpoint;
use proof::stamp::Stamper;
use proof::tree::{self, Edge, Hash, Tiles};
use std::path::PathBuf;
use store::documents::Document;
use store::log::{self, Entry, Seal, Waiting, Written};
use store::{Db, Tx};

/// How the register is kept.
#[derive(Clone)]
pub struct Options {
    /// A head is signed at most this often, and whenever a paper wants its proof.
    pub checkpoint_seconds: i64,
    /// The last signed head is also kept here, outside of the database.
    pub checkpoint_file: Option<PathBuf>,
    /// Institutions whose cosignatures are accepted.
    pub cosigners: Vec<Verifier>,
    /// A head is stamped with the time at most this often; 0: never.
    pub stamp_seconds: i64,
}

impl Default for Options {
    fn default() -> Options {
        Options { checkpoint_seconds: 10, checkpoint_file: None, cosigners: Vec::new(), stamp_seconds: 60 }
    }
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "register::Options {{ every {} s, {} cosigners }}", self.checkpoint_seconds, self.cosigners.len())
    }
}

/// The register of this Diwan.
pub struct Register {
    pub keys: Keys,
    pub options: Options,
    /// One pass at a time in this process; another process is held off by the tree's own key.
    passing: tokio::sync::Mutex<()>,
}

/// How many acts take their places in one transaction: one tile, some milliseconds of the writer's time.
const BATCH: i64 = 256;
/// How many such transactions one pass does.
const BATCHES_MOST: usize = 64;
/// How often a paper asks in vain for a head over its act: another process may be signing it.
const TRIES_MOST: usize = 8;
const SECOND: i64 = 1_000_000;

impl Register {
    /// The register keeps the name under which it signed first, when the address has changed since.
    pub(crate) fn open(db: &Db, options: &crate::Options, seeds: &keys::Seeds) -> Result<Register> {
        let last = db.read_now(|tx| -> Result<_> { Ok(log::last_checkpoint(tx)?) })?;
        let named = last.and_then(|last| last.note.lines().next().map(str::to_owned));
        let origin = named.unwrap_or_else(|| keys::origin_of(&options.address));
        let keys = Keys::from(&origin, seeds)?;
        Ok(Register { keys, options: options.register.clone(), passing: tokio::sync::Mutex::new(()) })
    }

    /// What an act is given with its row.
    pub fn seal(&self, chance: &Chance, written: &Written) -> Seal {
        let salt = chance.bytes();
        let leaf = digest(&salt, written);
        Seal { salt, leaf, mark: leaf::mark(&self.keys.mark, &leaf) }
    }

    /// Whether the program itself made this digest.
    pub fn marked(&self, leaf: &Hash, mark: &[u8]) -> bool {
        leaf::is_marked(&self.keys.mark, leaf, mark)
    }
}

/// The salted digest of an act's row.
pub(crate) fn digest(salt: &Hash, written: &Written) -> Hash {
    let commune = written.key.commune.to_string();
    leaf::digest(salt, &as_leaf(written, &commune))
}

fn as_leaf<'a>(written: &'a Written, commune: &'a str) -> leaf::Act<'a> {
    leaf::Act {
        commune,
        dossier: *written.key.dossier.as_bytes(),
        seq: written.key.seq,
        at: written.at,
        name: &written.name,
        role: &written.role,
        by: *written.by.as_bytes(),
        content: written.content.as_bytes(),
    }
}

/// The hash of an entry in the tree.
pub(crate) fn leaf_hash(entry: &Entry) -> Option<Hash> {
    let leaf: &Hash = entry.leaf.as_slice().try_into().ok()?;
    Some(tree::leaf_hash(leaf::entry(&entry.key.commune.to_string(), leaf).as_bytes()))
}

/// The tiles of the database, as the tree reads them.
pub(crate) struct Stored<'a>(pub &'a mut Tx);

impl Tiles for Stored<'_> {
    type Error = store::Error;

    fn tile(&mut self, level: u8, index: u64, width: usize) -> Result<Vec<Hash>, store::Error> {
        let bytes = log::tile(self.0, level, index)?.unwrap_or_default();
        let (hashes, rest) = bytes.as_chunks::<32>();
        if hashes.len() < width || !rest.is_empty() {
            return Err(store::Error::Corrupt(format!(
                "tile {level}/{index} of the register's tree is missing or cut: `diwan verify` says more"
            )));
        }
        Ok(hashes.to_vec())
    }
}

/// What a pass over the register did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// Acts that took their places.
    pub placed: usize,
    /// Acts that the program did not write.
    pub refused: usize,
    pub signed: bool,
    pub stamped: bool,
}

/// Gives waiting acts their places, then signs a head if it is time. Does nothing while another pass runs.
pub async fn pass(desk: &Desk) -> Result<Passed> {
    let Ok(_alone) = desk.register.passing.try_lock() else { return Ok(Passed::default()) };
    let mut passed = place_waiting(desk).await?;
    passed.signed = sign(desk, desk.register.options.checkpoint_seconds).await?;
    passed.stamped = stamp(desk).await?;
    Ok(passed)
}

/// Where a paper's act stands, under a head that is signed now when none covers it yet: for papers that
/// carry their proof. Without a proof when the register does not take the act.
pub(crate) async fn covered(desk: &Desk, document: &Document) -> Result<Standing> {
    let mut left = TRIES_MOST;
    loop {
        let found = standing(desk, document).await?;
        if found.proof.is_some() || left == 0 {
            return Ok(found);
        }
        let _alone = desk.register.passing.lock().await;
        let passed = place_waiting(desk).await?;
        let signed = sign(desk, 0).await?;
        // Another process may be at it: its head serves as well. While there is a backlog, it shrinks.
        if !signed && passed.placed == 0 {
            left -= 1;
        }
    }
}

async fn place_waiting(desk: &Desk) -> Result<Passed> {
    let mut passed = Passed::default();
    for _ in 0..BATCHES_MOST {
        let (placed, refused) = place(desk).await?;
        passed.placed += placed;
        passed.refused += refused;
        if placed + refused < BATCH as usize {
            break;
        }
    }
    if 0 < passed.refused {
        tracing::error!(acts = passed.refused, "acts that this program did not write: `diwan verify` names them");
    }
    Ok(passed)
}

/// Gives up to a tile of acts their places, in one transaction.
async fn place(desk: &Desk) -> Result<(usize, usize)> {
    // Read first: while nothing waits, the writer is left alone.
    if desk.db.read(|tx| -> Result<_> { Ok(log::waiting(tx, 1)?.is_empty()) }).await? {
        return Ok((0, 0));
    }
    let counter = desk.clone();
    let placed = desk.db.write(move |tx| place_some(tx, &counter.register, &counter.chance)).await;
    match placed {
        // Another process was faster with the same places.
        Err(Error::Store(error)) if error.is_unique_violation() => Ok((0, 0)),
        Err(Error::Store(store::Error::Conflict)) => Ok((0, 0)),
        placed => placed,
    }
}

fn place_some(tx: &mut Tx, register: &Register, chance: &Chance) -> Result<(usize, usize)> {
    let size = log::size(tx)?;
    let waiting = log::waiting(tx, BATCH)?;
    // Acts of before there was a log are taken in until its first head is signed, and never after.
    let young = log::last_checkpoint(tx)?.is_none();
    let (mut leaves, mut refused) = (Vec::with_capacity(waiting.len()), 0);
    for act in waiting {
        let Some(leaf) = judged(tx, register, chance, &act, young)? else {
            log::refuse(tx, act.key)?;
            refused += 1;
            continue;
        };
        let place = i64::try_from(size).unwrap_or(i64::MAX).saturating_add(leaves.len() as i64);
        let entry = Entry { place, key: act.key, number: act.number.unwrap_or_default(), leaf: leaf.to_vec() };
        log::add(tx, &entry)?;
        leaves.extend(leaf_hash(&entry));
    }
    let mut edge = Edge::load(size, &mut Stored(tx))?;
    for changed in edge.append(&leaves) {
        log::put_tile(tx, changed.level, changed.index, changed.hashes.as_flattened())?;
    }
    Ok((leaves.len(), refused))
}

/// The digest that may go into the tree: marked by the program, of a file that is there.
fn judged(tx: &mut Tx, register: &Register, chance: &Chance, act: &Waiting, young: bool) -> Result<Option<Hash>> {
    match (&act.leaf, &act.mark, &act.number) {
        (Some(leaf), Some(mark), Some(_)) => {
            let leaf: Option<Hash> = leaf.as_slice().try_into().ok();
            Ok(leaf.filter(|leaf| register.marked(leaf, mark)))
        }
        (None, None, Some(_)) if young => {
            let Some(written) = log::act(tx, act.key)? else { return Ok(None) };
            let seal = register.seal(chance, &written);
            log::seal(tx, act.key, &seal)?;
            Ok(Some(seal.leaf))
        }
        _ => Ok(None),
    }
}

/// Signs a head when the tree has grown and the last one is so many seconds old.
async fn sign(desk: &Desk, seconds: i64) -> Result<bool> {
    let (counter, now) = (desk.clone(), desk.clock.now());
    let Some(head) = desk.db.read(move |tx| next_head(tx, &counter, seconds, now)).await? else { return Ok(false) };
    let note = desk.register.keys.log.sign(&head).map_err(|e| Error::Setup(e.to_string()))?.to_string();
    let kept = log::Checkpoint { size: head.size, at: now, root: head.root.to_vec(), note: note.clone(), stamp: None };
    match desk.db.write(move |tx| -> Result<()> { Ok(log::add_checkpoint(tx, &kept)?) }).await {
        Ok(()) => {}
        Err(Error::Store(error)) if error.is_unique_violation() => return Ok(false),
        Err(error) => return Err(error),
    }
    if let Some(file) = desk.register.options.checkpoint_file.clone() {
        let written = tokio::task::spawn_blocking(move || keep_outside(&file, &note)).await;
        if !matches!(written, Ok(Ok(()))) {
            tracing::warn!("the signed head could not be written beside the database");
        }
    }
    Ok(true)
}

fn next_head(tx: &mut Tx, desk: &Desk, seconds: i64, now: i64) -> Result<Option<Checkpoint>> {
    let (size, last) = (log::size(tx)?, log::last_checkpoint(tx)?);
    let due = last.as_ref().is_none_or(|last| seconds * SECOND <= now - last.at);
    if size == 0 || !due || last.as_ref().is_some_and(|last| last.size == size) {
        return Ok(None);
    }
    // The first head covers everything that was there before it.
    if last.is_none() && !log::waiting(tx, 1)?.is_empty() {
        return Ok(None);
    }
    let root = tree::root(&mut Stored(tx), size)?;
    let outside = desk.register.options.checkpoint_file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
    for note in last.map(|last| last.note).into_iter().chain(outside) {
        extends(tx, desk, &note, size, &root)?;
    }
    Ok(Some(Checkpoint { origin: desk.register.keys.origin().to_owned(), size, root, extensions: Vec::new() }))
}

/// Refuses a tree in which a head that was signed is not found again.
fn extends(tx: &mut Tx, desk: &Desk, note: &str, size: u64, root: &Hash) -> Result<()> {
    let rewritten = |why: String| {
        Error::Store(store::Error::Corrupt(format!(
            "the register is not the one that was signed ({why}): no head is signed; `diwan verify` says where"
        )))
    };
    let (before, _) = Checkpoint::open(note, &desk.register.keys.log.verifier).map_err(|e| rewritten(e.to_string()))?;
    if size < before.size {
        return Err(rewritten(format!("{} leaves were signed, {size} are there", before.size)));
    }
    let proof = tree::consistency(&mut Stored(tx), before.size, size)?;
    tree::verify_consistency((before.size, &before.root), (size, root), &proof)
        .map_err(|_| rewritten(format!("its first {} leaves have changed", before.size)))
}

fn keep_outside(file: &std::path::Path, note: &str) -> std::io::Result<()> {
    let partial = file.with_extension("partial");
    std::fs::write(&partial, note)?;
    std::fs::File::open(&partial)?.sync_all()?;
    std::fs::rename(&partial, file)
}

/// Has the last head stamped with the time. An authority that is away is asked again later.
async fn stamp(desk: &Desk) -> Result<bool> {
    let (now, every) = (desk.clock.now(), desk.register.options.stamp_seconds * SECOND);
    if every <= 0 {
        return Ok(false);
    }
    let due = desk
        .db
        .read(move |tx| -> Result<_> {
            let recent = log::last_stamped(tx)?.is_some_and(|at| now - at < every);
            Ok(log::last_checkpoint(tx)?.filter(|last| !recent && last.stamp.is_none()))
        })
        .await?;
    let Some(head) = due else { return Ok(false) };
    let text = proof::note::Note::parse(&head.note).map_err(|e| Error::Setup(e.to_string()))?.text;
    let stamping = crate::keys::stamping(desk).await?;
    let asked = tokio::task::spawn_blocking(move || stamping.stamp(tree::sha256(&[text.as_bytes()]))).await;
    match asked {
        Ok(Ok(token)) => desk.db.write(move |tx| -> Result<bool> { Ok(log::stamp(tx, head.size, &token)?) }).await,
        Ok(Err(why)) => {
            tracing::warn!(%why, "the authority gave no time-stamp; it will be asked again");
            Ok(false)
        }
        Err(why) => Err(Error::Setup(why.to_string())),
    }
}
