//! Draw.
