//! From an order to a PDF/A: clean the data, compile the template in its closed room, write the file.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::clean::{clean, clean_text};
use crate::hands;
use crate::qr::qr_dots;
use crate::world::{Beside, Room};

/// What none of so many papers in a row asked for is forgotten.
const KEPT_PAPERS: usize = 3;
const DATA_BYTES_MOST: usize = 256 * 1024;
const LINK_BYTES_MOST: usize = 450;
const PROOF_BYTES_MOST: usize = 64 * 1024;
/// What the proof is called among the attachments: `base.typ` of a house names it so.
pub const PROOF_NAME: &str = "register.tlog-proof";
const PAGES_MOST: usize = 60;

/// What to print. The same order gives the same bytes.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// Typst source of the paper; it may import `/base.typ` and read `/data.json`, `/qr.grey` and `/proof`.
    pub template: &'a str,
    /// Typst source of what all papers share, seen as `/base.typ`.
    pub shared: &'a str,
    /// What the template reads. An object; the key `order` is written here and overrides one given.
    pub data: &'a Value,
    /// The person's language, `ar` or `fr`.
    pub lang: &'a str,
    /// Title in the file's properties.
    pub title: &'a str,
    /// Address of the public page that says what the register knows, drawn as a QR code.
    pub link: &'a str,
    /// A signed statement that the code carries after the address, which is printed without it. May be empty.
    pub fragment: &'a str,
    /// A proof that the register holds what the paper says, attached as the file `register.tlog-proof`.
    pub proof: Option<&'a str>,
    /// When the paper was made, as a clock in Casablanca shows it.
    pub made: DateTime,
    pub pace: Pace,
}

/// Whether somebody waits for the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// A person looks at an empty page until it is there.
    AtOnce,
    /// It may wait while the machine has people to answer: typesetting takes a core some tens of
    /// milliseconds, as much as fifty filings.
    Patient,
}

/// Why a paper was not made. None of these comes from what a citizen may write within the form's limits.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the data of a paper is an object")]
    NotAnObject,
    #[error("the data of a paper holds {bytes} bytes, at most {most} are allowed")]
    TooLarge { bytes: usize, most: usize },
    #[error("the data of a paper is nested more than {most} deep")]
    TooDeep { most: usize },
    #[error("a text of a paper has more than {most} letters")]
    TextTooLong { most: usize },
    #[error("the public address has {bytes} bytes, at most {most} are allowed")]
    LinkTooLong { bytes: usize, most: usize },
    #[error("the proof to attach has {bytes} bytes, at most {most} are allowed")]
    ProofTooLong { bytes: usize, most: usize },
    #[error("the paper has {pages} pages, at most {most} are allowed")]
    TooManyPages { pages: usize, most: usize },
    #[error("the date of the paper is not one: {0}")]
    Date(DateTime),
    /// The template is wrong: every fault, one a line. Letters that no font has are among them.
    #[error("the template cannot be set: {0}")]
    Template(String),
    /// The compiler stopped; its own message went to the panic hook.
    #[error("the typesetter stopped")]
    Stopped,
}

/// Typesets one paper. Takes some tens of milliseconds of processor: not for an async thread.
pub fn typeset(order: &Order) -> Result<Vec<u8>, Error> {
    let room = furnish(order)?;
    let options = options(order)?;
    let made = hands::run(order.pace, move || print(&room, &options)).unwrap_or(Err(Error::Stopped));
    // What papers in a row have in common (the shared template, shaped labels) is kept for the next ones of each hand,
    // an eighth of their time; a quiet moment drops it all (`hands`).
    typst::comemo::evict(KEPT_PAPERS);
    made
}

/// Puts the files of the order into a room.
pub(crate) fn furnish(order: &Order) -> Result<Room, Error> {
    let dash = if order.fragment.is_empty() { "" } else { "#" };
    let address = format!("{}{dash}{}", order.link, order.fragment);
    if address.len() > LINK_BYTES_MOST {
        return Err(Error::LinkTooLong { bytes: address.len(), most: LINK_BYTES_MOST });
    }
    let Value::Object(mut data) = clean(order.data)? else { return Err(Error::NotAnObject) };
    let qr = qr_dots(&address);
    data.insert(
        "order".into(),
        json!({
            "lang": if order.lang == "fr" { "fr" } else { "ar" },
            "title": clean_text(order.title)?,
            "link": order.link,
            "qr": qr.side,
            "proof": order.proof.map(|_| PROOF_NAME),
        }),
    );
    let data = Value::Object(data).to_string();
    if data.len() > DATA_BYTES_MOST {
        return Err(Error::TooLarge { bytes: data.len(), most: DATA_BYTES_MOST });
    }
    let proof = order.proof.unwrap_or_default();
    if PROOF_BYTES_MOST < proof.len() {
        return Err(Error::ProofTooLong { bytes: proof.len(), most: PROOF_BYTES_MOST });
    }
    let beside = Beside { data, qr: qr.grey, proof: proof.to_owned() };
    Room::new(order.template, order.shared, beside, order.made).ok_or(Error::Stopped)
}

fn print(room: &Room, options: &PdfOptions) -> Result<Vec<u8>, Error> {
    let document = compile(room)?;
    typst_pdf::pdf(&document, options).map_err(|faults| faulty(room, &faults))
}

pub(crate) fn compile(room: &Room) -> Result<PagedDocument, Error> {
    let compiled = typst::compile::<PagedDocument>(room);
    let document = compiled.output.map_err(|faults| faulty(room, &faults))?;
    // A warning is a font that is missing or a layout that never settled: not fit for a register.
    if !compiled.warnings.is_empty() {
        return Err(faulty(room, &compiled.warnings));
    }
    let pages = document.pages().len();
    if pages > PAGES_MOST {
        return Err(Error::TooManyPages { pages, most: PAGES_MOST });
    }
    Ok(document)
}

/// PDF/A-3a: kept for ever, with its reading order, its letters and what is attached; PDF/UA-1: read aloud.
fn options(order: &Order) -> Result<PdfOptions, Error> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|why| Error::Template(why.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(order.link.to_owned()),
        creator: Smart::Custom(Some("Diwan".to_owned())),
        timestamp: Some(timestamp(order.made).ok_or(Error::Date(order.made))?),
        standards,
        ..PdfOptions::default()
    })
}

/// The legal hour of Morocco moves with Ramadan, so its distance to UTC is looked up.
fn timestamp(made: DateTime) -> Option<Timestamp> {
    let moment = Datetime::from_ymd_hms(
        made.year().into(),
        made.month().try_into().ok()?,
        made.day().try_into().ok()?,
        made.hour().try_into().ok()?,
        made.minute().try_into().ok()?,
        made.second().try_into().ok()?,
    )?;
    let zone = TimeZone::get("Africa/Casablanca").ok()?;
    let offset = made.to_zoned(zone).ok()?.offset().seconds() / 60;
    Timestamp::new_local(moment, offset)
}

/// The faults, one a line: `base.typ:12 unknown variable: cat; hint`.
fn faulty(room: &Room, faults: &[SourceDiagnostic]) -> Error {
    Error::Template(faults.iter().map(|fault| line(room, fault)).collect::<Vec<_>>().join("\n"))
}

fn line(room: &Room, fault: &SourceDiagnostic) -> String {
    let place = fault.span.id().and_then(|id| {
        let source = room.source(id).ok()?;
        let at = source.lines().byte_to_line(room.range(fault.span)?.start)?;
        Some(format!("{}:{} ", id.vpath().get_without_slash(), at + 1))
    });
    let mut text = place.unwrap_or_default() + &fault.message;
    for hint in &fault.hints {
        text.push_str("; ");
        text.push_str(&hint.v);
    }
    text
}
