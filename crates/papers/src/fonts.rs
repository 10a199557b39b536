//! The fonts shipped with the program, and which letters they can draw.
//!
//! Sources and licences: `fonts/README.md`. No font of the machine is ever used.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

static FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/Amiri-Regular.ttf"),
    include_bytes!("../fonts/DiwanSans-Regular.ttf"),
    include_bytes!("../fonts/DiwanSans-SemiBold.ttf"),
    include_bytes!("../fonts/NotoSansTifinagh-Regular.ttf"),
];

/// One font of each family, in the order templates prefer them. What the regular weight has and the
/// bold one lacks cannot be drawn bold, so it does not count.
const FAMILIES: [(usize, usize); 3] = [(0, 0), (1, 2), (3, 3)];

pub(crate) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect());

pub(crate) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// Can some family draw this letter together with the mark that sits on it? Both matter: a base from
/// one font and its accent from another cannot be joined.
pub(crate) fn draws(base: char, mark: Option<char>) -> bool {
    let covers =
        |at: usize, letter: char| FONTS.get(at).is_some_and(|font| font.info().coverage.contains(letter as u32));
    let both_weights = |(regular, bold): (usize, usize), letter| covers(regular, letter) && covers(bold, letter);
    FAMILIES.iter().any(|family| both_weights(*family, base) && mark.is_none_or(|mark| both_weights(*family, mark)))
}
