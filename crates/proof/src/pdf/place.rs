//! Where a signature goes in a PDF: its dictionary, its invisible field, the gap for the CMS, and
//! the digest of everything else. PAdES (ETSI EN 319 142-1), as an incremental update.
//!
//! The field is a widget without extent, printed and locked, with words for who does not see: so the
//! paper stays PDF/A-2 (6.3) and PDF/UA-1 (7.18). The CMS itself is made by `cms` and `stamp`.

use aws_lc_rs::digest::{Context, SHA256};
use jiff::Timestamp;

use super::PdfError;
use super::file::File;
use super::object::{Dict, Id, Object, text};
use super::update::Update;
use super::view::View;

/// Bytes kept for the CMS when the caller does not know better: a chain of three and a time-stamp.
pub const ROOM: usize = 8192;
/// The most that may be asked for.
const ROOM_MOST: usize = 1 << 20;
/// Pages inside pages, until the first leaf.
const TREE_MOST: usize = 64;

/// What the signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The first signature, an institution's seal: afterwards only what is allowed may be added.
    Certify(Allowed),
    /// A person's signature, or a further seal.
    Approve,
}

/// What a certified paper may still receive (ISO 32000-1, table 254).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Allowed {
    Nothing,
    FillingAndSigning,
    Annotating,
}

impl Allowed {
    pub(super) fn code(self) -> i64 {
        match self {
            Allowed::Nothing => 1,
            Allowed::FillingAndSigning => 2,
            Allowed::Annotating => 3,
        }
    }
}

/// A signature to be placed.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    /// Unique in the paper. An empty signature field of that name is filled.
    pub name: &'a str,
    pub kind: Kind,
    /// Read aloud instead of the invisible field.
    pub description: &'a str,
    /// Who signs, as the signature panel shows it.
    pub signer: &'a str,
    pub reason: &'a str,
    pub location: &'a str,
    /// The time that the signer claims.
    pub at: Timestamp,
    /// Bytes kept for the CMS: [`ROOM`], or more for long chains.
    pub room: usize,
}

/// A paper that waits for its CMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    bytes: Vec<u8>,
    /// First and last place of the hex string, its angle brackets included.
    gap: std::ops::Range<usize>,
    digest: [u8; 32],
}

impl Prepared {
    /// The digest of the exact bytes to be signed.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// What is to be signed: the bytes before and after the gap. For signers that want the content.
    pub fn content(&self) -> Vec<u8> {
        [&self.bytes[..self.gap.start], &self.bytes[self.gap.end..]].concat()
    }

    /// Bytes kept for the CMS.
    pub fn room(&self) -> usize {
        self.gap.len() / 2 - 1
    }

    /// Puts the CMS (or time-stamp token) into its gap.
    pub fn finish(self, cms: &[u8]) -> Result<Vec<u8>, PdfError> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let room = self.room();
        if room < cms.len() {
            return Err(PdfError::TooSmall { room, needed: cms.len() });
        }
        let mut bytes = self.bytes;
        let gap = &mut bytes[self.gap.start + 1..self.gap.end - 1];
        for (pair, byte) in gap.as_chunks_mut::<2>().0.iter_mut().zip(cms) {
            *pair = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        }
        Ok(bytes)
    }
}

/// Places a signature after everything that the paper holds.
pub fn prepare(pdf: &[u8], field: &Field) -> Result<Prepared, PdfError> {
    let mut dict = Dict::default();
    dict.set("Type", Object::named("Sig"));
    dict.set("SubFilter", Object::named("ETSI.CAdES.detached"));
    let at = field.at.strftime("D:%Y%m%d%H%M%S+00'00'").to_string();
    dict.set("M", Object::Text(at.into_bytes()));
    for (key, said) in [("Name", field.signer), ("Reason", field.reason), ("Location", field.location)] {
        if !said.is_empty() {
            dict.set(key, text(said));
        }
    }
    let certify = match field.kind {
        Kind::Approve => None,
        Kind::Certify(allowed) => {
            let mut rule = Dict::default();
            rule.set("Type", Object::named("TransformParams"));
            rule.set("P", Object::Int(allowed.code()));
            rule.set("V", Object::named("1.2"));
            let mut reference = Dict::default();
            reference.set("Type", Object::named("SigRef"));
            reference.set("TransformMethod", Object::named("DocMDP"));
            reference.set("TransformParams", Object::Dict(rule));
            dict.set("Reference", Object::Array(vec![Object::Dict(reference)]));
            Some(allowed)
        }
    };
    place(pdf, field.name, field.description, dict, certify, field.room)
}

/// Places a time-stamp over everything that the paper holds (DocTimeStamp, ETSI.RFC3161): the token
/// for its digest finishes it.
pub fn prepare_stamp(pdf: &[u8], name: &str, description: &str, room: usize) -> Result<Prepared, PdfError> {
    let mut dict = Dict::default();
    dict.set("Type", Object::named("DocTimeStamp"));
    dict.set("SubFilter", Object::named("ETSI.RFC3161"));
    place(pdf, name, description, dict, None, room)
}

fn place(
    pdf: &[u8],
    name: &str,
    description: &str,
    dict: Dict,
    certify: Option<Allowed>,
    room: usize,
) -> Result<Prepared, PdfError> {
    if ROOM_MOST < room {
        return Err(PdfError::TooSmall { room: ROOM_MOST, needed: room });
    }
    let file = File::open(pdf)?;
    let view = file.now();
    if view.trailer().get("Encrypt").is_some() {
        return Err(PdfError::Encrypted);
    }
    let (root, mut catalog) = view.root()?;
    let form = view.of(&catalog, "AcroForm")?;
    let mut form = form.dict().cloned().unwrap_or_default();
    let fields = view.of(&form, "Fields")?.array().map(<[Object]>::to_vec).unwrap_or_default();
    let known = known(&view, &fields)?;
    let signed = known.iter().any(|field| field.signed);
    if certify.is_some() && (signed || catalog.get("Perms").is_some()) {
        return Err(PdfError::NotFirst);
    }
    if super::certified(&view, &catalog)? == Some(Allowed::Nothing) && !dict.is("Type", "DocTimeStamp") {
        return Err(PdfError::Closed);
    }
    let empty = known.iter().find(|field| field.name == name);
    if empty.is_some_and(|field| field.signed || !field.signature) {
        return Err(PdfError::NameTaken(name.to_owned()));
    }

    let mut update = Update::after(&file, 2 * room + 4096)?;
    let signature = update.fresh();
    let (mut range_at, mut gap) = (0, 0..0);
    update.written(signature, |out| {
        out.extend_from_slice(b"<</Filter/Adobe.PPKLite/ByteRange");
        range_at = out.len();
        out.extend_from_slice(&[b' '; RANGE]);
        out.extend_from_slice(b"/Contents");
        gap.start = out.len();
        out.push(b'<');
        out.resize(out.len() + 2 * room, b'0');
        out.push(b'>');
        gap.end = out.len();
        let mut rest = Vec::new();
        Object::Dict(dict).write(&mut rest);
        out.extend_from_slice(&rest[2..]);
    });

    if let Some(field) = empty {
        let mut filled = field.dict.clone();
        filled.set("V", Object::Ref(signature));
        update.object(field.id, &Object::Dict(filled));
    } else {
        let (page_id, page) = first_page(&view, &catalog)?;
        let widget = update.fresh();
        update.object(widget, &Object::Dict(self::widget(name, description, page_id, signature)));
        add_annotation(&mut update, &view, page_id, page, widget, !signed && catalog.get("StructTreeRoot").is_some())?;

        let mut fields = fields;
        fields.push(Object::Ref(widget));
        match form.reference("Fields") {
            Some(array) => update.object(array, &Object::Array(fields)),
            None => form.set("Fields", Object::Array(fields)),
        }
    }
    form.set("SigFlags", Object::Int(form.int("SigFlags").unwrap_or(0) | 3));
    let form_id = catalog.reference("AcroForm");
    let id = form_id.unwrap_or_else(|| update.fresh());
    update.object(id, &Object::Dict(form));
    if let Some(_allowed) = certify {
        let mut permissions = Dict::default();
        permissions.set("DocMDP", Object::Ref(signature));
        catalog.set("Perms", Object::Dict(permissions));
    }
    if form_id.is_none() || certify.is_some() {
        catalog.set("AcroForm", Object::Ref(id));
        update.object(root, &Object::Dict(catalog));
    }

    let mut bytes = update.finish();
    let range = format!("[0 {} {} {}]", gap.start, gap.end, bytes.len() - gap.end);
    bytes[range_at..range_at + range.len()].copy_from_slice(range.as_bytes());
    let mut hash = Context::new(&SHA256);
    hash.update(&bytes[..gap.start]);
    hash.update(&bytes[gap.end..]);
    let mut digest = [0; 32];
    digest.copy_from_slice(hash.finish().as_ref());
    Ok(Prepared { bytes, gap, digest })
}

/// Room for four numbers of any file that is taken.
const RANGE: usize = 40;

fn widget(name: &str, description: &str, page: Id, signature: Id) -> Dict {
    let mut widget = Dict::default();
    widget.set("Type", Object::named("Annot"));
    widget.set("Subtype", Object::named("Widget"));
    widget.set("FT", Object::named("Sig"));
    widget.set("T", text(name));
    widget.set("TU", text(description));
    widget.set("Contents", text(description));
    widget.set("Rect", Object::Array(vec![Object::Int(0); 4]));
    // Print (PDF/A-2, 6.3.2) and Locked; neither Hidden nor Invisible.
    widget.set("F", Object::Int(132));
    widget.set("P", Object::Ref(page));
    widget.set("V", Object::Ref(signature));
    widget
}

/// A field that the paper has already.
pub(super) struct Known {
    pub id: Id,
    pub name: String,
    pub dict: Dict,
    pub signature: bool,
    pub signed: bool,
}

/// The terminal fields at the top; forms with trees of fields keep theirs untouched.
fn known(view: &View, fields: &[Object]) -> Result<Vec<Known>, PdfError> {
    let mut known = Vec::new();
    for id in fields.iter().filter_map(Object::reference) {
        if let Object::Dict(dict) = view.get(id)? {
            known.push(Known {
                id,
                name: super::object::words(dict.text("T").unwrap_or_default()),
                signature: dict.is("FT", "Sig") && dict.get("Kids").is_none(),
                signed: dict.get("V").is_some(),
                dict,
            });
        }
    }
    Ok(known)
}

fn first_page(view: &View, catalog: &Dict) -> Result<(Id, Dict), PdfError> {
    let unreadable = || PdfError::from(super::file::Unreadable { part: super::file::Part::Page, at: 0 });
    let mut id = catalog.reference("Pages").ok_or_else(unreadable)?;
    for _ in 0..TREE_MOST {
        let Object::Dict(node) = view.get(id)? else { return Err(unreadable()) };
        if node.is("Type", "Page") {
            return Ok((id, node));
        }
        let kids = view.of(&node, "Kids")?;
        id = kids.array().and_then(|kids| kids.first()?.reference()).ok_or_else(unreadable)?;
    }
    Err(unreadable())
}

fn add_annotation(
    update: &mut Update,
    view: &View,
    page_id: Id,
    mut page: Dict,
    widget: Id,
    ordered: bool,
) -> Result<(), PdfError> {
    let annotations = view.of(&page, "Annots")?;
    let mut annotations = annotations.array().map(<[Object]>::to_vec).unwrap_or_default();
    annotations.push(Object::Ref(widget));
    // A tagged page with annotations says in which order they are read (PDF/UA-1, 7.18.3).
    let order = ordered && page.get("Tabs").is_none();
    if order {
        page.set("Tabs", Object::named("S"));
    }
    match page.reference("Annots") {
        Some(array) => {
            update.object(array, &Object::Array(annotations));
            if order {
                update.object(page_id, &Object::Dict(page));
            }
        }
        None => {
            page.set("Annots", Object::Array(annotations));
            update.object(page_id, &Object::Dict(page));
        }
    }
    Ok(())
}
