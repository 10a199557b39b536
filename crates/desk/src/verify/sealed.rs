//! Each act against its leaf, each leaf against the tree, the tree against every head that was signed.
//!
//! The tree is built anew from the leaves, so that a changed leaf, tile or head shows at the place where it
//! was changed. What only heads kept elsewhere can show is a tree that was rewritten whole.

use super::Report;
use crate::register::{Register, digest, leaf_hash};
use crate::{Desk, Result};
use civic::Place;
use proof::note::Checkpoint;
use proof::tree::{Changed, Edge, Hash, TILE, sha256};
use std::collections::{BTreeMap, VecDeque};
use store::log::{self, Beside, Sealed};
use store::{Tx, log::Hash as Digest};
use uuid::Uuid;

const PAGE: i64 = 1024;
/// How many faults of one kind are written out.
const NAMED_MOST: usize = 50;

/// Every act of a file: its digest, the program's mark on it, its leaf, its order. Gives how many there are.
pub(super) fn acts(
    tx: &mut Tx,
    register: &Register,
    commune: Place,
    id: Uuid,
    number: &str,
    faults: &mut Vec<String>,
) -> Result<usize> {
    let mut last = -1;
    let all = log::sealed(tx, commune, id)?;
    let erased = crate::erasure::tombstone(&all, register).map(|said| said.acts as usize);
    for (n, act) in all.iter().enumerate() {
        let mut fault = |why: &str| {
            faults.push(format!("{number}: act {} ({}) {why}", act.written.key.seq, act.written.name));
        };
        if act.written.key.seq != n as i64 {
            fault(&format!("stands where act {n} should be: one was deleted, or moved"));
        }
        match erased {
            Some(covered) if n < covered => judge_erased(act, register, &mut fault),
            _ => judge(act, register, &mut fault),
        }
        if let Some(place) = act.place.filter(|place| 0 <= *place) {
            if place <= last {
                fault(&format!("has place {place} of the tree, before that of the act it follows"));
            }
            last = place;
        }
    }
    Ok(all.len())
}

fn judge(act: &Sealed, register: &Register, fault: &mut impl FnMut(&str)) {
    let bytes = |bytes: &Option<Vec<u8>>| bytes.as_deref().and_then(|bytes| Digest::try_from(bytes).ok());
    let unsealed = act.salt.is_none() && act.leaf.is_none() && act.mark.is_none();
    match (bytes(&act.salt), bytes(&act.leaf)) {
        (Some(salt), Some(leaf)) => {
            if digest(&salt, &act.written) != leaf {
                fault("was altered after it was recorded");
            }
            if !act.mark.as_deref().is_some_and(|mark| register.marked(&leaf, mark)) {
                fault("was not recorded by this program");
            }
        }
        // Of before there was a log, or of nobody: what is waiting is judged when it is placed.
        _ if unsealed && act.place.is_none() => {}
        _ => fault("has lost its seal"),
    }
    judge_place(act, fault);
}

/// An act that the tombstone of its file covers: its leaf stands as the program made it, and nothing else is left.
fn judge_erased(act: &Sealed, register: &Register, fault: &mut impl FnMut(&str)) {
    let leaf = act.leaf.as_deref().and_then(|leaf| Digest::try_from(leaf).ok());
    let marked = leaf.is_some_and(|leaf| act.mark.as_deref().is_some_and(|mark| register.marked(&leaf, mark)));
    if !marked {
        fault("was not recorded by this program");
    }
    if act.salt.is_some() || act.readable {
        fault("was erased by what its file says, and is still there");
    }
    judge_place(act, fault);
}

fn judge_place(act: &Sealed, fault: &mut impl FnMut(&str)) {
    match (act.place, &act.entry) {
        (None, _) => {}
        (Some(-1), _) => fault("was refused by the register: this program did not write it"),
        (Some(place), None) => fault(&format!("had place {place} of the tree, where no leaf is any more")),
        (Some(place), Some((key, _))) if *key != act.written.key => {
            fault(&format!("says it has place {place} of the tree, which is another act's"));
        }
        (Some(place), Some((_, leaf))) if Some(leaf) != act.leaf.as_ref() => {
            fault(&format!("is not what the leaf at place {place} of the tree is a digest of"));
        }
        (Some(_), Some(_)) => {}
    }
}

/// A head that was signed, and who has it.
struct Signed {
    whose: String,
    note: String,
    /// What the database's columns say of it.
    row: Option<(u64, Vec<u8>)>,
}

/// Builds the tree anew and meets every head on the way.
pub(super) async fn tree(desk: &Desk, heads: &[(String, String)], report: &mut Report) -> Result<()> {
    let mut faults = Vec::new();
    let mut outside: Vec<(String, String)> = heads.to_vec();
    if let Some(file) = &desk.register.options.checkpoint_file
        && let Ok(note) = std::fs::read_to_string(file)
    {
        outside.push((file.display().to_string(), note));
    }
    let mut signed = read_heads(desk, outside, &mut faults).await?;
    report.heads = signed.values().map(Vec::len).sum();
    let mut walk = Walk { edge: Edge::default(), tiles: 0 };
    loop {
        let from = walk.edge.size();
        let page = desk.db.read(move |tx| -> Result<_> { Ok(log::entries_beside(tx, from, PAGE)?) }).await?;
        if page.is_empty() {
            break;
        }
        let mut leaves: VecDeque<Hash> = VecDeque::new();
        for beside in &page {
            leaves_before(desk, &mut leaves, from, beside, &mut faults).await?;
            judge_entry(beside, &mut faults);
            // A digest of another length is no leaf: the tree will not hold.
            leaves.push_back(leaf_hash(&beside.entry).unwrap_or_default());
        }
        walk.grow(desk, leaves, &page, &mut signed, &mut faults).await?;
    }
    report.leaves = walk.edge.size();
    walk.end(desk, &signed, &mut faults).await?;
    let orphans = desk.db.read(|tx| -> Result<_> { Ok(log::orphans(tx, NAMED_MOST as i64)?) }).await?;
    for key in orphans {
        faults.push(format!(
            "file {} of {}: its act {} has no file: the file's row was deleted, or the act \
                             was put there",
            key.dossier, key.commune, key.seq
        ));
    }
    report.faults.extend(faults);
    Ok(())
}

/// Every head of the database and of elsewhere, by its size; those that the register never signed are faults.
async fn read_heads(
    desk: &Desk,
    outside: Vec<(String, String)>,
    faults: &mut Vec<String>,
) -> Result<BTreeMap<u64, Vec<Signed>>> {
    let mut all: Vec<Signed> = outside.into_iter().map(|(whose, note)| Signed { whose, note, row: None }).collect();
    let (mut after, mut at) = (0, i64::MIN);
    loop {
        let page = desk.db.read(move |tx| -> Result<_> { Ok(log::checkpoints(tx, after, PAGE)?) }).await?;
        let Some(last) = page.last().map(|last| last.size) else { break };
        after = last;
        for head in page {
            let whose = format!("the head of {} leaves", head.size);
            if head.at < at {
                faults.push(format!("{whose} is older than the one before it"));
            }
            at = head.at;
            if let Some(token) = &head.stamp
                && let Some(why) = false_stamp(desk, &head.note, token).await?
            {
                faults.push(format!("{whose}: its time-stamp does not hold: {why}"));
            }
            all.push(Signed { whose, note: head.note, row: Some((head.size, head.root)) });
        }
    }
    let mut signed: BTreeMap<u64, Vec<Signed>> = BTreeMap::new();
    for one in all {
        match Checkpoint::open(&one.note, &desk.register.keys.log.verifier) {
            Err(why) => faults.push(format!("{}: it is not signed by this register: {why}", one.whose)),
            Ok((head, _)) => {
                let row = one.row.as_ref().map(|(size, root)| (*size, root.as_slice()));
                if row.is_some_and(|row| row != (head.size, head.root.as_slice())) {
                    faults.push(format!("{}: its row was altered: it was signed over {} leaves", one.whose, head.size));
                }
                signed.entry(head.size).or_default().push(one);
            }
        }
    }
    Ok(signed)
}

/// Why the token of an authority does not hold over a head, if it does not.
async fn false_stamp(desk: &Desk, note: &str, token: &[u8]) -> Result<Option<String>> {
    let trust = crate::keys::trust(desk).await?;
    let text = proof::note::Note::parse(note).map(|note| note.text).unwrap_or_default();
    let judged = proof::stamp::verify(token, sha256(&[text.as_bytes()]), &trust);
    Ok(judged.err().map(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
}

/// Leaves that have no row any more: the tile still has their hashes, so that what follows can be judged.
async fn leaves_before(
    desk: &Desk,
    leaves: &mut VecDeque<Hash>,
    from: u64,
    beside: &Beside,
    faults: &mut Vec<String>,
) -> Result<()> {
    let place = u64::try_from(beside.entry.place).unwrap_or(0);
    let mut missing = 0;
    while from + (leaves.len() as u64) < place {
        let next = from + leaves.len() as u64;
        let tile = desk.db.read(move |tx| -> Result<_> { Ok(log::tile(tx, 0, next / TILE as u64)?) }).await?;
        let tile = tile.unwrap_or_default();
        let at = (next % TILE as u64) as usize * 32;
        leaves.push_back(tile.get(at..at + 32).and_then(|hash| hash.try_into().ok()).unwrap_or_default());
        missing += 1;
        if missing <= NAMED_MOST {
            faults.push(format!(
                "place {next} of the tree: its leaf was deleted, before that of {}, act {}",
                beside.entry.number, beside.entry.key.seq
            ));
        }
    }
    Ok(())
}

fn judge_entry(beside: &Beside, faults: &mut Vec<String>) {
    let entry = &beside.entry;
    let whose = format!("{}: act {}, at place {} of the tree,", entry.number, entry.key.seq, entry.place);
    match (&beside.act, beside.file) {
        (None, true) => faults.push(format!("{whose} was deleted")),
        (None, false) => faults.push(format!("{whose} was deleted with its file")),
        (Some(_), _) if beside.place != Some(entry.place) => {
            faults.push(format!("{whose} no longer says that this is its place"));
        }
        (Some(_), _) => {}
    }
}

/// The tree as it grows.
struct Walk {
    edge: Edge,
    tiles: i64,
}

impl Walk {
    async fn grow(
        &mut self,
        desk: &Desk,
        mut leaves: VecDeque<Hash>,
        page: &[Beside],
        signed: &mut BTreeMap<u64, Vec<Signed>>,
        faults: &mut Vec<String>,
    ) -> Result<()> {
        while !leaves.is_empty() {
            let size = self.edge.size();
            // Up to the next head, or the end of the page.
            let to = signed.range(size + 1..).next().map_or(u64::MAX, |(size, _)| *size);
            let many = usize::try_from(to - size).unwrap_or(usize::MAX).min(leaves.len());
            let some: Vec<Hash> = leaves.drain(..many).collect();
            for tile in self.edge.append(&some).into_iter().filter(|tile| tile.hashes.len() == TILE) {
                self.tiles += 1;
                compare(desk, &tile, faults).await?;
            }
            if let Some(heads) = signed.remove(&self.edge.size()) {
                self.meet(&heads, page, faults);
            }
        }
        Ok(())
    }

    fn meet(&self, heads: &[Signed], page: &[Beside], faults: &mut Vec<String>) {
        let root = self.edge.root();
        for head in heads {
            let found =
                Checkpoint::parse(&head.note.split("\n\n").next().map(|t| format!("{t}\n")).unwrap_or_default());
            if found.is_ok_and(|found| found.root == root) {
                continue;
            }
            let at = page.iter().rfind(|one| one.entry.place < self.edge.size() as i64);
            let upto = at.map(|one| format!("up to act {} of {}", one.entry.key.seq, one.entry.number));
            faults.push(format!(
                "{}: the tree of {} leaves, {}, is not the one that was signed: it was rewritten",
                head.whose,
                self.edge.size(),
                upto.unwrap_or_default()
            ));
        }
    }

    /// The right edge, and what should not be there.
    async fn end(mut self, desk: &Desk, left: &BTreeMap<u64, Vec<Signed>>, faults: &mut Vec<String>) -> Result<()> {
        let size = self.edge.size();
        for (signed, heads) in left {
            for head in heads {
                faults.push(format!(
                    "{}: it was signed over {signed} leaves, and the tree has {size}: its end was cut off",
                    head.whose
                ));
            }
        }
        for tile in self.edge.partial() {
            self.tiles += 1;
            compare(desk, &tile, faults).await?;
        }
        let kept = desk.db.read(|tx| -> Result<_> { Ok(log::tiles(tx)?) }).await?;
        if kept != self.tiles {
            faults.push(format!("the tree has {} tiles, {kept} are kept", self.tiles));
        }
        Ok(())
    }
}

/// A tile as the leaves make it, against the one that is kept.
async fn compare(desk: &Desk, tile: &Changed, faults: &mut Vec<String>) -> Result<()> {
    let (level, index) = (tile.level, tile.index);
    let kept = desk.db.read(move |tx| -> Result<_> { Ok(log::tile(tx, level, index)?) }).await?;
    let Some(kept) = kept else {
        faults.push(format!("tile {level}/{index} of the tree was deleted"));
        return Ok(());
    };
    if kept == tile.hashes.as_flattened() {
        return Ok(());
    }
    let (hashes, _) = kept.as_chunks::<32>();
    let other = tile.hashes.iter().zip(hashes).position(|(made, kept)| made != kept);
    let place = other.map(|other| index * TILE as u64 + other as u64);
    let Some(place) = place.filter(|_| level == 0) else {
        faults.push(format!("tile {level}/{index} of the tree was altered"));
        return Ok(());
    };
    let entry = desk.db.read(move |tx| -> Result<_> { Ok(log::entries(tx, place, 1)?) }).await?;
    let whose = entry.first().map(|one| format!("{}: act {}", one.number, one.key.seq)).unwrap_or_default();
    faults.push(format!(
        "{whose}: the leaf at place {place} and the tile {level}/{index} of the tree differ: one was altered"
    ));
    Ok(())
}
