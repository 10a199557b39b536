//! The register's tree: hashes, proofs and appends of RFC 9162 §2, kept in tiles of 256 hashes.
//!
//! A tile is the sequence of hashes that C2SP tlog-tiles serves, and nothing else is kept: level 0
//! holds leaf hashes, each level above the roots of whole tiles below. An append touches one tile of
//! a level, a proof reads at most two, however many leaves there are. Where tiles lie is the
//! caller's affair (`Tiles`). The two `verify` functions use nothing but SHA-256: anyone can write them.

use aws_lc_rs::digest;
use std::collections::HashMap;

/// A SHA-256 digest: of a leaf, of a node, of the whole.
pub type Hash = [u8; 32];

/// How many hashes a whole tile holds.
pub const TILE: usize = 256;
/// The longest proof that any tree needs.
pub const PROOF_MOST: usize = 128;

/// Why a proof shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    #[error("the place lies beyond the tree")]
    Beyond,
    #[error("the proof is shorter or longer than this place needs")]
    Length,
    #[error("the proof leads to another root")]
    Root,
}

pub fn sha256(parts: &[&[u8]]) -> Hash {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut hash = [0; 32];
    hash.copy_from_slice(context.finish().as_ref());
    hash
}

/// `MTH({d})`: the hash of one entry.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root of a tree without leaves.
pub fn empty_root() -> Hash {
    sha256(&[])
}

/// Where tiles are kept.
pub trait Tiles {
    type Error;

    /// At least the first `width` hashes of a tile.
    fn tile(&mut self, level: u8, index: u64, width: usize) -> Result<Vec<Hash>, Self::Error>;
}

/// How many hashes the tile has in a tree of this size.
pub fn width(size: u64, level: u8, index: u64) -> usize {
    let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
    usize::try_from(hashes.saturating_sub(index.saturating_mul(TILE as u64))).unwrap_or(TILE).min(TILE)
}

/// A tile that an append has changed, as it is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub level: u8,
    pub index: u64,
    pub hashes: Vec<Hash>,
}

/// The right edge of a tree: all that an append needs, a partial tile for each level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// Reads the right edge of a tree of this size.
    pub fn load<T: Tiles>(size: u64, tiles: &mut T) -> Result<Edge, T::Error> {
        let mut levels = Vec::new();
        let mut level = 0_u8;
        while size.checked_shr(8 * u32::from(level)).is_some_and(|hashes| 0 < hashes) {
            let hashes = size >> (8 * u32::from(level));
            let (index, many) = (hashes / TILE as u64, (hashes % TILE as u64) as usize);
            let mut tile = if many == 0 { Vec::new() } else { tiles.tile(level, index, many)? };
            tile.truncate(many);
            levels.push(tile);
            level += 1;
        }
        Ok(Edge { size, levels })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds leaves by their hashes; gives every tile that is no longer as it was, whole ones first.
    pub fn append(&mut self, leaves: &[Hash]) -> Vec<Changed> {
        let mut changed = Vec::new();
        let mut touched = 0;
        for leaf in leaves {
            self.size += 1;
            let mut carried = *leaf;
            let mut level = 0;
            loop {
                if self.levels.len() == level {
                    self.levels.push(Vec::new());
                }
                touched = touched.max(level + 1);
                self.levels[level].push(carried);
                if self.levels[level].len() < TILE {
                    break;
                }
                let hashes = std::mem::take(&mut self.levels[level]);
                carried = perfect(&hashes);
                changed.push(Changed { level: level as u8, index: (self.size >> (8 * (level + 1))) - 1, hashes });
                level += 1;
            }
        }
        changed.extend(self.partial().into_iter().filter(|tile| usize::from(tile.level) < touched));
        changed
    }

    /// The tiles of the right edge that are not whole.
    pub fn partial(&self) -> Vec<Changed> {
        let tile = |(level, hashes): (usize, &Vec<Hash>)| Changed {
            level: level as u8,
            index: self.size.checked_shr(8 * (level as u32 + 1)).unwrap_or(0),
            hashes: hashes.clone(),
        };
        self.levels.iter().enumerate().filter(|(_, hashes)| !hashes.is_empty()).map(tile).collect()
    }

    /// The root of the whole tree.
    pub fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        for hashes in &self.levels {
            // The perfect subtrees of this level, the smallest, which is the last, first.
            let mut end = hashes.len();
            while 0 < end {
                let many = 1 << end.trailing_zeros();
                let left = perfect(&hashes[end - many..end]);
                root = Some(root.map_or(left, |right| node_hash(&left, &right)));
                end -= many;
            }
        }
        root.unwrap_or_else(empty_root)
    }
}

/// The root over a power of two of hashes.
fn perfect(hashes: &[Hash]) -> Hash {
    let mut row = hashes.to_vec();
    while 1 < row.len() {
        row = row.chunks(2).map(|pair| if let [l, r] = pair { node_hash(l, r) } else { pair[0] }).collect();
    }
    row.first().copied().unwrap_or_else(empty_root)
}

/// The root of the tree when it had this size.
pub fn root<T: Tiles>(tiles: &mut T, size: u64) -> Result<Hash, T::Error> {
    if size == 0 {
        return Ok(empty_root());
    }
    Reader::new(tiles, size).range(0, size)
}

/// The proof that the leaf at `index` is in the tree of `size`: siblings from the leaf upwards. Empty beyond the tree.
pub fn inclusion<T: Tiles>(tiles: &mut T, index: u64, size: u64) -> Result<Vec<Hash>, T::Error> {
    let mut reader = Reader::new(tiles, size);
    let (mut from, mut to) = (0, if index < size { size } else { 0 });
    let mut path = Vec::new();
    while 1 < to - from {
        let middle = from + half(to - from);
        if index < middle {
            path.push(reader.range(middle, to)?);
            to = middle;
        } else {
            path.push(reader.range(from, middle)?);
            from = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The proof that the tree of `size` begins with the tree of `old`. Empty when there is nothing to prove.
pub fn consistency<T: Tiles>(tiles: &mut T, old: u64, size: u64) -> Result<Vec<Hash>, T::Error> {
    if old == 0 || size <= old {
        return Ok(Vec::new());
    }
    let mut reader = Reader::new(tiles, size);
    let (mut from, mut to) = (0, size);
    let mut path = Vec::new();
    while old != to {
        let middle = from + half(to - from);
        if old <= middle {
            path.push(reader.range(middle, to)?);
            to = middle;
        } else {
            path.push(reader.range(from, middle)?);
            from = middle;
        }
    }
    if 0 < from {
        path.push(reader.range(from, to)?);
    }
    path.reverse();
    Ok(path)
}

/// The largest power of two below `n`, which is at least 2.
fn half(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// Reads each tile once for one proof.
struct Reader<'a, T> {
    tiles: &'a mut T,
    size: u64,
    read: HashMap<(u8, u64), Vec<Hash>>,
}

impl<'a, T: Tiles> Reader<'a, T> {
    fn new(tiles: &'a mut T, size: u64) -> Reader<'a, T> {
        Reader { tiles, size, read: HashMap::new() }
    }

    /// The root over the leaves from `from` to before `to`; `from` is a multiple of every power of two in the range.
    fn range(&mut self, from: u64, to: u64) -> Result<Hash, T::Error> {
        let many = to - from;
        if many.is_power_of_two() {
            return self.subtree(from, many.trailing_zeros());
        }
        let middle = from + half(many);
        let left = self.range(from, middle)?;
        Ok(node_hash(&left, &self.range(middle, to)?))
    }

    fn subtree(&mut self, from: u64, height: u32) -> Result<Hash, T::Error> {
        let level = (height / 8) as u8;
        let (first, many) = (from >> (8 * u32::from(level)), 1_usize << (height % 8));
        let (index, start) = (first / TILE as u64, (first % TILE as u64) as usize);
        if !self.read.contains_key(&(level, index)) {
            let tile = self.tiles.tile(level, index, width(self.size, level, index))?;
            self.read.insert((level, index), tile);
        }
        let tile = self.read.get(&(level, index)).map_or(&[][..], Vec::as_slice);
        // A tile that lacks what it should hold gives a root that nothing matches.
        Ok(tile.get(start..start + many).map_or_else(empty_root, perfect))
    }
}

/// Whether the entry with this leaf hash stands at `index` of the tree with this root (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(index: u64, size: u64, leaf: &Hash, proof: &[Hash], root: &Hash) -> Result<(), Unproven> {
    if size <= index {
        return Err(Unproven::Beyond);
    }
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(Unproven::Length);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        return Err(Unproven::Length);
    }
    if hash == *root { Ok(()) } else { Err(Unproven::Root) }
}

/// Whether the tree with root `new` begins with the tree with root `old` (RFC 9162 §2.1.4.2).
pub fn verify_consistency(
    (old_size, old): (u64, &Hash),
    (size, new): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), Unproven> {
    if size < old_size {
        return Err(Unproven::Beyond);
    }
    if old_size == size || old_size == 0 {
        return match (proof.is_empty(), old_size == 0 && *old == empty_root() || old == new) {
            (false, _) => Err(Unproven::Length),
            (true, same) => same.then_some(()).ok_or(Unproven::Root),
        };
    }
    let (mut place, mut last) = (old_size - 1, size - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let mut steps = proof.iter();
    let start = if old_size.is_power_of_two() { Some(old) } else { steps.next() };
    let Some(start) = start else { return Err(Unproven::Length) };
    let (mut before, mut after) = (*start, *start);
    for step in steps {
        if last == 0 {
            return Err(Unproven::Length);
        }
        if place & 1 == 1 || place == last {
            before = node_hash(step, &before);
            after = node_hash(step, &after);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            after = node_hash(&after, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        return Err(Unproven::Length);
    }
    if before == *old && after == *new { Ok(()) } else { Err(Unproven::Root) }
}

#[cfg(test)]
#[path = "tests/tree.rs"]
mod tests;
