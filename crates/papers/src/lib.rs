//! Documents: an order (template, data, title, public address) becomes a PDF/A, always the same bytes
//! for the same order. Who signs it is `desk`'s matter, how it is signed `proof`'s.
//!
//! Not here: what a paper says (templates and words live beside the procedure), when one is made, where
//! it is kept, its number. The crate reads no disk, no clock and no socket.

mod clean;
mod fonts;
mod hands;
mod qr;
mod typeset;
mod world;

#[cfg(test)]
mod tests;

pub use qr::qr_svg;
pub use typeset::{Error, Order, PROOF_NAME, Pace, typeset};
