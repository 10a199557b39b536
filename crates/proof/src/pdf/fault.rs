//! Why a signed PDF is not accepted: facts with what a person needs to be told, one for each reason.
//! The sentences here are for the log; what a person reads is chosen from [`Fault::code`] and
//! [`Altered::code`].
//!
//! What is wrong with the cryptography is said by `crate::fault`.

use std::ops::Range;

use super::file::Unreadable;
use super::place::Allowed;

/// One reason for refusing a file or a signature in it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    #[error("the file has {bytes} bytes; at most {most} are read")]
    TooLarge { bytes: usize, most: usize },
    #[error("the file's structure breaks at byte {} ({:?}); ask for the file as it was issued", .0.at, .0.part)]
    Unreadable(Unreadable),
    #[error("the file is encrypted; ask for it without a password")]
    Encrypted,
    #[error("{bytes} bytes follow the end of the file, from byte {at} on")]
    Trailing { at: usize, bytes: usize },
    #[error("the file holds no signature")]
    NoSignature,
    #[error("the file holds {count} signature fields; at most {most} are judged")]
    TooManyFields { count: usize, most: usize },
    /// A signature that an earlier state of the file held.
    #[error("the signature {field} was taken out of the file")]
    SignatureRemoved { field: String },
    #[error(
        "the signature is in the format {found:?}, which is not ETSI.CAdES.detached, adbe.pkcs7.detached or ETSI.RFC3161"
    )]
    SubFilter { found: String },
    /// Written inside its field, where its gap cannot be located for certain.
    #[error("the signature is not an object of its own")]
    Inline,
    #[error("the signature does not say which bytes it covers")]
    RangeMissing,
    #[error("the signature's byte range is not four numbers in order: {found}")]
    RangeMalformed { found: String },
    #[error("the signature covers the file only from byte {at} on")]
    RangeStart { at: i64 },
    #[error("the signature leaves out bytes {left_out:?}; its own place is {contents:?}")]
    RangeGap { left_out: Range<usize>, contents: Range<usize> },
    /// It must end where a saving of the file ended.
    #[error("the signature covers the file up to byte {end}, where no revision ends")]
    RangeEnd { end: usize },
    #[error("the signature claims to cover {end} bytes of a file of {bytes}")]
    RangeOutside { end: usize, bytes: usize },
    #[error("the signature's value is missing")]
    ContentsMissing,
    #[error("the signature's value is not one string of hexadecimal digits")]
    ContentsMalformed,
    #[error("{bytes} bytes follow the signature's value inside its place")]
    ContentsTrailing { bytes: usize },
    /// Its dictionary was written before or after the revision that it covers.
    #[error("the signature was not written by the revision that it closes")]
    NotItsRevision,
    #[error("a certification must be the first signature of a file")]
    CertifiedLate,
    #[error("the first signer allowed {allowed:?}, and afterwards there is: {change:?}")]
    Forbidden { allowed: Allowed, change: Change },
    #[error("after the signature, revision {revision} changed what may not change: {what:?}")]
    Altered { revision: usize, what: Altered },
    #[error(transparent)]
    Signature(#[from] crate::fault::Fault),
}

impl From<Unreadable> for Fault {
    fn from(unreadable: Unreadable) -> Fault {
        Fault::Unreadable(unreadable)
    }
}

impl Fault {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::TooLarge { .. } => "pdf-too-large",
            Fault::Unreadable(_) => "pdf-unreadable",
            Fault::Encrypted => "pdf-encrypted",
            Fault::Trailing { .. } => "pdf-trailing",
            Fault::NoSignature => "pdf-no-signature",
            Fault::TooManyFields { .. } => "pdf-too-many-fields",
            Fault::SignatureRemoved { .. } => "pdf-signature-removed",
            Fault::SubFilter { .. } => "pdf-sub-filter",
            Fault::Inline => "pdf-inline",
            Fault::RangeMissing => "pdf-range-missing",
            Fault::RangeMalformed { .. } => "pdf-range-malformed",
            Fault::RangeStart { .. } => "pdf-range-start",
            Fault::RangeGap { .. } => "pdf-range-gap",
            Fault::RangeEnd { .. } => "pdf-range-end",
            Fault::RangeOutside { .. } => "pdf-range-outside",
            Fault::ContentsMissing => "pdf-contents-missing",
            Fault::ContentsMalformed => "pdf-contents-malformed",
            Fault::ContentsTrailing { .. } => "pdf-contents-trailing",
            Fault::NotItsRevision => "pdf-not-its-revision",
            Fault::CertifiedLate => "pdf-certified-late",
            Fault::Forbidden { .. } => "pdf-forbidden",
            Fault::Altered { .. } => "pdf-altered",
            Fault::Signature(fault) => fault.code(),
        }
    }
}

/// What may follow a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A further signature.
    Signed { field: String },
    /// A time-stamp over the whole file.
    Stamped { field: String },
    /// An empty, invisible signature field.
    Reserved { field: String },
    /// Certificates, revocation lists, OCSP answers.
    Evidence,
    /// The date of the last saving and the program's name, as another signer's program writes them.
    Saved,
}

impl Change {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            Change::Signed { .. } => "pdf-change-signed",
            Change::Stamped { .. } => "pdf-change-stamped",
            Change::Reserved { .. } => "pdf-change-reserved",
            Change::Evidence => "pdf-change-evidence",
            Change::Saved => "pdf-change-saved",
        }
    }
}

/// What may not. Pages count from one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Altered {
    /// What a page says.
    Content {
        page: usize,
    },
    /// Something else of a page: its size, its rotation, what it draws with.
    Page {
        page: usize,
        key: String,
    },
    /// Pages added, removed or put in another order.
    Pages,
    Annotation {
        page: usize,
        subtype: String,
    },
    /// A signature field that shows something on the page.
    Visible {
        field: String,
    },
    Font {
        page: usize,
    },
    Image {
        page: usize,
    },
    /// An entry of the catalog, such as an action when the file opens.
    Catalog {
        key: String,
    },
    /// An entry of the form other than its list of signatures.
    Form {
        key: String,
    },
    /// A field that was filled or changed.
    Field {
        field: String,
    },
    /// A signature that was there before, replaced or taken out.
    Signature {
        field: String,
    },
    /// Title, author, dates, as `Info` or as XMP.
    Metadata,
    /// The trailer names another catalog, or drops an entry.
    Trailer {
        key: String,
    },
    /// An object declared free that was in use.
    Freed {
        number: u32,
    },
    /// The cross-reference points outside the bytes of its own revision.
    Elsewhere {
        number: u32,
        at: usize,
    },
    /// An object that nothing uses: waiting for a later revision, or for another reader.
    Hidden {
        number: u32,
    },
    /// An object that the form or the store shares with something else.
    Shared {
        number: u32,
    },
    /// Bytes that belong to no object.
    Stray {
        at: usize,
        bytes: usize,
    },
    /// Any other object.
    Object {
        number: u32,
    },
    /// The revision cannot be read.
    Broken(Unreadable),
}

impl Altered {
    /// The stable name: key of the sentence that a person reads.
    pub fn code(&self) -> &'static str {
        match self {
            Altered::Content { .. } => "pdf-altered-content",
            Altered::Page { .. } => "pdf-altered-page",
            Altered::Pages => "pdf-altered-pages",
            Altered::Annotation { .. } => "pdf-altered-annotation",
            Altered::Visible { .. } => "pdf-altered-visible",
            Altered::Font { .. } => "pdf-altered-font",
            Altered::Image { .. } => "pdf-altered-image",
            Altered::Catalog { .. } => "pdf-altered-catalog",
            Altered::Form { .. } => "pdf-altered-form",
            Altered::Field { .. } => "pdf-altered-field",
            Altered::Signature { .. } => "pdf-altered-signature",
            Altered::Metadata => "pdf-altered-metadata",
            Altered::Trailer { .. } => "pdf-altered-trailer",
            Altered::Freed { .. } => "pdf-altered-freed",
            Altered::Elsewhere { .. } => "pdf-altered-elsewhere",
            Altered::Hidden { .. } => "pdf-altered-hidden",
            Altered::Shared { .. } => "pdf-altered-shared",
            Altered::Stray { .. } => "pdf-altered-stray",
            Altered::Object { .. } => "pdf-altered-object",
            Altered::Broken(_) => "pdf-altered-broken",
        }
    }
}
