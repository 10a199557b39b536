//! The tree against the vectors that Certificate Transparency publishes, and against its own definition.

use super::*;
use std::collections::HashMap;

/// Tiles in memory.
#[derive(Default)]
struct Kept(HashMap<(u8, u64), Vec<Hash>>);

impl Kept {
    fn keep(&mut self, changed: Vec<Changed>) {
        for tile in changed {
            self.0.insert((tile.level, tile.index), tile.hashes);
        }
    }
}

impl Tiles for Kept {
    type Error = String;

    fn tile(&mut self, level: u8, index: u64, width: usize) -> Result<Vec<Hash>, String> {
        let tile = self.0.get(&(level, index)).ok_or(format!("no tile {level}/{index}"))?;
        if tile.len() < width { Err(format!("tile {level}/{index} is short")) } else { Ok(tile.clone()) }
    }
}

fn hash(hex: &str) -> Hash {
    data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap()
}

/// The leaves of certificate-transparency's `merkle_tree_test`.
fn published() -> Vec<Hash> {
    let leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    leaves.iter().map(|leaf| leaf_hash(&data_encoding::HEXLOWER.decode(leaf.as_bytes()).unwrap())).collect()
}

const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn tree(leaves: &[Hash]) -> (Edge, Kept) {
    let (mut edge, mut kept) = (Edge::default(), Kept::default());
    kept.keep(edge.append(leaves));
    (edge, kept)
}

fn numbered(many: u64) -> Vec<Hash> {
    (0..many).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

/// The definition, RFC 9162 §2.1.1, as it is written there.
fn defined(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        more => {
            let middle = half(more.len() as u64) as usize;
            node_hash(&defined(&more[..middle]), &defined(&more[middle..]))
        }
    }
}

#[test]
fn the_published_roots() {
    assert_eq!(empty_root(), hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    let (mut edge, mut kept) = (Edge::default(), Kept::default());
    for (n, leaf) in published().iter().enumerate() {
        kept.keep(edge.append(&[*leaf]));
        assert_eq!(edge.root(), hash(ROOTS[n]));
        assert_eq!(root(&mut kept, n as u64 + 1).unwrap(), hash(ROOTS[n]));
    }
}

#[test]
fn the_published_inclusion_proofs() {
    let (_, mut kept) = tree(&published());
    let cases: [(u64, u64, &[&str]); 5] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1,
            5,
            &[
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (index, size, proof) in cases {
        let expected: Vec<Hash> = proof.iter().map(|hex| hash(hex)).collect();
        assert_eq!(inclusion(&mut kept, index, size).unwrap(), expected, "{index} of {size}");
        let leaf = published()[index as usize];
        assert_eq!(verify_inclusion(index, size, &leaf, &expected, &hash(ROOTS[size as usize - 1])), Ok(()));
    }
}

#[test]
fn the_published_consistency_proofs() {
    let (_, mut kept) = tree(&published());
    let cases: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    for (old, size, proof) in cases {
        let expected: Vec<Hash> = proof.iter().map(|hex| hash(hex)).collect();
        assert_eq!(consistency(&mut kept, old, size).unwrap(), expected, "{old} to {size}");
        let (before, after) = (hash(ROOTS[old as usize - 1]), hash(ROOTS[size as usize - 1]));
        assert_eq!(verify_consistency((old, &before), (size, &after), &expected), Ok(()));
    }
}

#[test]
fn every_proof_of_every_small_tree_holds_and_no_other() {
    let leaves = numbered(40);
    let (_, mut kept) = tree(&leaves);
    let roots: Vec<Hash> = (0..=40).map(|size| defined(&leaves[..size])).collect();
    for size in 1..=40_u64 {
        let whole = roots[size as usize];
        assert_eq!(root(&mut kept, size).unwrap(), whole);
        for index in 0..size {
            let proof = inclusion(&mut kept, index, size).unwrap();
            let leaf = &leaves[index as usize];
            assert_eq!(verify_inclusion(index, size, leaf, &proof, &whole), Ok(()));
            assert_eq!(verify_inclusion(size, size, leaf, &proof, &whole), Err(Unproven::Beyond));
            let elsewhere = (index + 1) % size;
            if elsewhere != index {
                assert!(verify_inclusion(elsewhere, size, leaf, &proof, &whole).is_err(), "{index} of {size}");
            }
            for cut in 0..proof.len() {
                assert!(verify_inclusion(index, size, leaf, &proof[..cut], &whole).is_err());
                let mut other = proof.clone();
                other[cut][31] ^= 1;
                assert_eq!(verify_inclusion(index, size, leaf, &other, &whole), Err(Unproven::Root));
            }
            let mut longer = proof.clone();
            longer.push(whole);
            assert_eq!(verify_inclusion(index, size, leaf, &longer, &whole), Err(Unproven::Length));
        }
        for old in 0..=size {
            let proof = consistency(&mut kept, old, size).unwrap();
            let before = roots[old as usize];
            assert_eq!(verify_consistency((old, &before), (size, &whole), &proof), Ok(()), "{old} to {size}");
            if 0 < old {
                assert!(verify_consistency((old, &leaf_hash(b"no")), (size, &whole), &proof).is_err());
                assert!(verify_consistency((old, &before), (size, &leaf_hash(b"no")), &proof).is_err());
            }
            assert!(verify_consistency((size + 1, &before), (size, &whole), &proof).is_err());
        }
    }
}

#[test]
fn tiles_hold_across_their_borders() {
    let leaves = numbered(70_000);
    let (edge, mut kept) = tree(&leaves);
    assert_eq!(edge.root(), defined(&leaves));
    // The widths that C2SP tlog-tiles gives for this very size.
    let many = |kept: &Kept, level: u8, whole: bool| {
        kept.0.iter().filter(|((l, _), tile)| *l == level && (tile.len() == TILE) == whole).count()
    };
    assert_eq!((many(&kept, 0, true), many(&kept, 1, true), many(&kept, 2, true)), (273, 1, 0));
    assert_eq!(kept.0[&(0, 273)].len(), 112);
    assert_eq!(kept.0[&(1, 1)].len(), 17);
    assert_eq!(kept.0[&(2, 0)].len(), 1);
    for size in [1_u64, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 69_999, 70_000] {
        let whole = defined(&leaves[..size as usize]);
        assert_eq!(root(&mut kept, size).unwrap(), whole, "{size}");
        for index in [0, size / 3, size / 2, size - 1] {
            let proof = inclusion(&mut kept, index, size).unwrap();
            assert_eq!(verify_inclusion(index, size, &leaves[index as usize], &proof, &whole), Ok(()));
        }
        for old in [1, size / 3, size - 1].into_iter().filter(|old| 0 < *old && *old < size) {
            let proof = consistency(&mut kept, old, size).unwrap();
            let before = defined(&leaves[..old as usize]);
            assert_eq!(verify_consistency((old, &before), (size, &whole), &proof), Ok(()));
        }
    }
}

#[test]
fn an_edge_read_back_goes_on_as_if_it_had_never_left() {
    arbtest::arbtest(|u| {
        let batches: Vec<u16> = u.arbitrary()?;
        let (mut whole, mut kept) = (Edge::default(), Kept::default());
        let mut next = 0_u64;
        for many in batches.iter().take(12).map(|many| u64::from(many % 700)) {
            let leaves: Vec<Hash> = (next..next + many).map(|n| leaf_hash(&n.to_be_bytes())).collect();
            next += many;
            let mut again = Edge::load(whole.size(), &mut kept).unwrap();
            assert_eq!(again.root(), whole.root());
            assert_eq!(again.append(&leaves), whole.append(&leaves));
            let mut before = Edge::load(whole.size() - many, &mut kept).unwrap();
            kept.keep(before.append(&leaves));
        }
        assert_eq!(whole.root(), defined(&numbered(next)));
        Ok(())
    })
    .budget_ms(3_000);
}
