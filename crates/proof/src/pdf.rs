//! Signatures in PDF: placed by incremental updates that leave every earlier byte as it was, and
//! judged as strictly as an attacker deserves. PAdES, ETSI EN 319 142-1; ISO 32000-1, 12.8.
//!
//! `place` makes room for a signature or a document time-stamp, `extend` adds what a later judge
//! needs, `judge` reads any file from outside, `attached` what a paper carries. The CMS in the gap is the work of `cms` and `stamp`.

mod attached;
mod changes;
mod extend;
mod fault;
mod file;
mod frame;
mod judge;
mod layout;
mod object;
mod pack;
mod place;
mod reader;
mod roles;
mod update;
mod view;

pub use attached::attached;
pub use extend::{Evidence, extend};
pub use fault::{Altered, Change, Fault};
pub use file::{BYTES_MOST, Part, Unreadable};
pub use judge::{Coverage, Judgement, Level, Role, Signature, judge};
pub use pack::pack;
pub use place::{Allowed, Field, Kind, Prepared, ROOM, prepare, prepare_stamp};

use object::{Dict, Object};
use view::View;

/// Why a signature cannot be placed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    #[error("the PDF cannot be read at byte {} ({:?}); typeset it again", .0.at, .0.part)]
    Unreadable(Unreadable),
    #[error("the PDF is encrypted; sign it without a password")]
    Encrypted,
    #[error("the PDF has a field named {0} already; give the signature another name")]
    NameTaken(String),
    #[error("a certification must be the first signature; sign as approval instead")]
    NotFirst,
    #[error("the first signer allowed no further signature; make a new paper")]
    Closed,
    #[error("the place kept for the signature has {room} bytes, {needed} are needed; prepare it with more room")]
    TooSmall { room: usize, needed: usize },
}

impl From<Unreadable> for PdfError {
    fn from(unreadable: Unreadable) -> PdfError {
        PdfError::Unreadable(unreadable)
    }
}

/// What the certification of a paper allows, if it has one.
fn certified(view: &View, catalog: &Dict) -> Result<Option<Allowed>, Unreadable> {
    let permissions = view.of(catalog, "Perms")?;
    let Some(permissions) = permissions.dict() else { return Ok(None) };
    match view.of(permissions, "DocMDP")? {
        Object::Dict(signature) => allowed_by(view, &signature),
        _ => Ok(None),
    }
}

/// What a signature allows to be added after it, when it is a certification.
fn allowed_by(view: &View, signature: &Dict) -> Result<Option<Allowed>, Unreadable> {
    let references = view.of(signature, "Reference")?;
    for reference in references.array().unwrap_or_default() {
        let Object::Dict(reference) = view.resolve(reference)? else { continue };
        if !reference.is("TransformMethod", "DocMDP") {
            continue;
        }
        let rule = view.of(&reference, "TransformParams")?;
        return Ok(Some(match rule.dict().and_then(|rule| rule.int("P")) {
            Some(1) => Allowed::Nothing,
            Some(3) => Allowed::Annotating,
            // Its default (ISO 32000-1, table 254).
            _ => Allowed::FillingAndSigning,
        }));
    }
    Ok(None)
}
