//! Measures the register's tree on SQLite: what adding a tile of leaves costs as the tree grows, and what a
//! proof costs. `cargo run --release --example register -p desk -- 10000000`

use proof::leaf;
use proof::tree::{self, Edge, Hash, Tiles};
use std::time::{Duration, Instant};
use store::{Db, Engine, Tx, args, log};

struct Stored<'a>(&'a mut Tx);

impl Tiles for Stored<'_> {
    type Error = store::Error;

    fn tile(&mut self, level: u8, index: u64, _: usize) -> store::Result<Vec<Hash>> {
        let bytes = log::tile(self.0, level, index)?.unwrap_or_default();
        Ok(bytes.as_chunks::<32>().0.to_vec())
    }
}

/// The file of an act, as the program names files: in the order of time, then by chance. Acts follow the filing of their
/// file by up to a hundred thousand others, as a commission's do in a province.
fn dossier(place: u64, digest: &Hash) -> Vec<u8> {
    let chance = u64::from_be_bytes([0, 0, 0, 0, 0, digest[0], digest[1], digest[2]]);
    let filed = place.saturating_sub(chance % 100_000);
    [&filed.to_be_bytes(), &tree::sha256(&[&filed.to_be_bytes()])[..8]].concat()
}

/// As many leaves as one pass of the reconciler places, in one transaction.
fn add(tx: &mut Tx, many: u64) -> store::Result<()> {
    let size = log::size(tx)?;
    let mut leaves = Vec::new();
    for place in size..size + many {
        let digest = tree::sha256(&[&place.to_be_bytes()]);
        tx.exec(
            "insert into log_entry (collectivity, place, commune, dossier, seq, number, leaf) values (0, $1, $2, $3, $1, $4, $5)",
            args![place, 95_410_113_i64, dossier(place, &digest), "PC-095410113-2026-000001", digest],
        )?;
        leaves.push(tree::leaf_hash(leaf::entry("095410113", &digest).as_bytes()));
    }
    let mut edge = Edge::load(size, &mut Stored(tx))?;
    for tile in edge.append(&leaves) {
        log::put_tile(tx, tile.level, tile.index, tile.hashes.as_flattened())?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let most: u64 = std::env::args().nth(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let folder = store::testing::Folder::new();
    let db = Db::open(&Engine::Sqlite { file: folder.0.join("bench.sqlite") })?;
    store::migrate::run(&db, &[store::MIGRATIONS], 0)?;
    let mut next = 10_000;
    let mut proofs = Vec::with_capacity(1_000);
    while next <= most {
        let mut size = db.read_now(log::size)?;
        while size < next {
            let many = (next - size).min(65_536);
            db.write_now(move |tx| (0..many / 256 + 1).try_for_each(|_| add(tx, 256)))?;
            size = db.read_now(log::size)?;
        }
        let (done, adding) = timed(|| (0..100).try_for_each(|_| db.write_now(|tx| add(tx, 256))));
        done?;
        size = db.read_now(log::size)?;
        proofs.clear();
        for n in 0..1_000_u64 {
            let index = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % size;
            let (proof, took) = timed(|| db.read_now(|tx| tree::inclusion(&mut Stored(tx), index, size)));
            proof?;
            proofs.push(took);
        }
        proofs.sort_unstable();
        let of = |rank: usize| proofs[rank].as_secs_f64() * 1e3;
        let (root, rooting) = timed(|| db.read_now(|tx| tree::root(&mut Stored(tx), size)));
        root?;
        println!(
            "{size} leaves: a tile of 256 added in {:.2} ms; a proof in {:.3} ms, {:.3} ms at the 99th of 100, the slowest {:.3} ms; the root in {:.3} ms",
            adding.as_secs_f64() * 10.0,
            of(500),
            of(990),
            of(999),
            rooting.as_secs_f64() * 1e3
        );
        next *= 10;
    }
    Ok(())
}
