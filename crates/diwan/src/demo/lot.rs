//! Drawing lots, the same every time: a demo town must be the same for everyone who looks at it.
//!
//! Not for secrets: whoever knows the seed knows the draws.

/// A line of draws that begins with a seed.
#[derive(Clone, Debug)]
pub struct Lot(u64);

impl Lot {
    pub fn seeded(seed: u64) -> Lot {
        Lot(seed)
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn from(&mut self, least: i64, most: i64) -> i64 {
        let width = (most - least + 1).max(1) as u64;
        least + (self.next() % width) as i64
    }

    pub fn one_in(&mut self, n: i64) -> bool {
        self.from(1, n) == 1
    }

    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.from(0, all.len() as i64 - 1) as usize]
    }

    /// The place of one of `weights`, the heavier the likelier.
    pub fn weighed(&mut self, weights: &[i64]) -> usize {
        let mut drawn = self.from(1, weights.iter().sum::<i64>().max(1));
        for (place, weight) in weights.iter().enumerate() {
            drawn -= weight;
            if drawn <= 0 {
                return place;
            }
        }
        weights.len() - 1
    }
}
