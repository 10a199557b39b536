//! Documents: an order (template, data, title, public address) becomes a PDF/A, always the same bytes
//! for the same order, and passes through one seal.
//!
//! Not here: what a paper says (templates and words live beside the procedure), when one is made, where
//! it is kept, its number. The crate reads no disk, no clock and no socket.

mod clean;
mod fonts;
mod qr;
mod seal;
mod typeset;
mod world;

#[cfg(test)]
mod tests;

pub use qr::qr_svg;
pub use seal::{Sealed, seal};
pub use typeset::{Error, Order, Pace, typeset};
