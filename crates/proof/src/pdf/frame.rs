//! A signature's frame in a PDF: its field, its dictionary, the bytes that it says it covers and the
//! bytes that it really leaves out. Every place is taken from the file itself, so that no reader can
//! be shown one gap and the digest another (universal forgery and wrapping attacks, Mladenov et al. 2019).

use std::collections::HashSet;
use std::ops::Range;

use super::fault::Fault;
use super::file::{Entry, Unreadable};
use super::object::{Dict, Id, Object, words};
use super::reader::Reader;
use super::view::View;

/// Fields of a form that are looked through.
pub(super) const FIELDS_MOST: usize = 2048;
/// Signatures and time-stamps that are judged in one file.
pub(super) const SIGNATURES_MOST: usize = 64;

/// A signature field that is filled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filled {
    pub field: String,
    /// The signature's own object; absent when it is written inside the field.
    pub id: Option<Id>,
}

/// Every filled signature field of a view, in the form's order.
pub(super) fn filled(view: &View) -> Result<Vec<Filled>, Fault> {
    let (_, catalog) = view.root()?;
    let form = view.of(&catalog, "AcroForm")?;
    let Some(form) = form.dict() else { return Ok(Vec::new()) };
    let mut filled = Vec::new();
    let mut seen = HashSet::new();
    let top = view.of(form, "Fields")?;
    let mut ahead: Vec<(Object, String, bool)> =
        top.array().unwrap_or_default().iter().rev().map(|field| (field.clone(), String::new(), false)).collect();
    while let Some((field, above, signs)) = ahead.pop() {
        if field.reference().is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        if FIELDS_MOST < seen.len() {
            return Err(Fault::TooManyFields { count: seen.len(), most: FIELDS_MOST });
        }
        let Object::Dict(field) = view.resolve(&field)? else { continue };
        let name = match (above.as_str(), field.text("T")) {
            (_, None) => above,
            ("", Some(name)) => words(name),
            (above, Some(name)) => format!("{above}.{}", words(name)),
        };
        let signs = field.name("FT").map_or(signs, |kind| kind == b"Sig");
        match field.get("V") {
            Some(Object::Ref(id)) if signs => filled.push(Filled { field: name.clone(), id: Some(*id) }),
            Some(Object::Dict(_)) if signs => filled.push(Filled { field: name.clone(), id: None }),
            _ => (),
        }
        let kids = view.of(&field, "Kids")?;
        ahead.extend(kids.array().unwrap_or_default().iter().rev().map(|kid| (kid.clone(), name.clone(), signs)));
    }
    match filled.len() {
        count if SIGNATURES_MOST < count => Err(Fault::TooManyFields { count, most: SIGNATURES_MOST }),
        _ => Ok(filled),
    }
}

/// A signature dictionary where it lies, and what holds of its places.
pub(super) struct Frame {
    pub dict: Dict,
    /// What the range leaves out, when it is the signature's own place.
    pub gap: Option<Range<usize>>,
    /// Where the covered bytes end.
    pub end: Option<usize>,
    /// The level of the revision that the covered bytes close.
    pub level: Option<usize>,
    /// The CMS or token, without its filling.
    pub value: Option<Vec<u8>>,
    pub faults: Vec<Fault>,
}

/// Reads the frame of a signature object as the file shows it now.
pub(super) fn frame(view: &View, id: Id) -> Result<Frame, Unreadable> {
    let mut frame = Frame { dict: Dict::default(), gap: None, end: None, level: None, value: None, faults: Vec::new() };
    let Some(Entry::At(at, _)) = view.entry(id.0) else {
        // In an object stream its gap is no place in the file.
        frame.dict = view.get(id)?.dict().cloned().unwrap_or_default();
        frame.faults.push(Fault::Inline);
        return Ok(frame);
    };
    let Some(lying) = view.lying(id)? else {
        frame.faults.push(Fault::Inline);
        return Ok(frame);
    };
    frame.dict = lying.object.dict().cloned().unwrap_or_default();
    let mut contents = None;
    let mut reader = Reader::new(view.file.bytes, at);
    let placed = reader.number().and_then(|_| reader.number()).and_then(|_| reader.word("obj")).and_then(|()| {
        reader.entries(0, &mut |key, place| {
            if key == b"Contents" {
                contents = Some(place);
            }
        })
    });
    if placed.is_err() {
        frame.faults.push(Fault::ContentsMissing);
        return Ok(frame);
    }
    match contents {
        None => frame.faults.push(Fault::ContentsMissing),
        Some(place) => {
            frame.value(view.file.bytes, place.clone());
            frame.range(view, place);
        }
    }
    let own = view.file.sections.iter().position(|section| section.entry(id.0).is_some());
    if frame.level.is_some() && frame.level != own {
        frame.faults.push(Fault::NotItsRevision);
    }
    Ok(frame)
}

impl Frame {
    fn value(&mut self, bytes: &[u8], place: Range<usize>) {
        let digits = bytes[place].strip_prefix(b"<").and_then(|rest| rest.strip_suffix(b">"));
        let only = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit) && digits.len() % 2 == 0);
        let Some(value) = self.dict.text("Contents").filter(|_| only) else {
            self.faults.push(Fault::ContentsMalformed);
            return;
        };
        if value.iter().all(|byte| *byte == 0) {
            self.faults.push(Fault::ContentsMissing);
            return;
        }
        let Some(length) = der_length(value).filter(|length| *length <= value.len()) else {
            self.faults.push(Fault::ContentsMalformed);
            return;
        };
        let trailing = value[length..].iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        if 0 < trailing {
            self.faults.push(Fault::ContentsTrailing { bytes: trailing });
        }
        self.value = Some(value[..length].to_vec());
    }

    fn range(&mut self, view: &View, contents: Range<usize>) {
        let bytes = view.file.bytes.len();
        let Some(range) = self.dict.get("ByteRange") else {
            self.faults.push(Fault::RangeMissing);
            return;
        };
        let numbers: Option<Vec<i64>> = range.array().and_then(|items| items.iter().map(Object::int).collect());
        let places: Option<Vec<usize>> = numbers.iter().flatten().map(|number| usize::try_from(*number).ok()).collect();
        let &[start, before, after, rest] = places.as_deref().unwrap_or_default() else {
            let mut found = Vec::new();
            range.write(&mut found);
            found.truncate(120);
            let found = String::from_utf8_lossy(&found).into_owned();
            self.faults.push(Fault::RangeMalformed { found });
            return;
        };
        if start != 0 {
            self.faults.push(Fault::RangeStart { at: start as i64 });
        }
        let (stop, end) = (start.saturating_add(before), after.saturating_add(rest));
        if after <= stop {
            let found = format!("[{start} {before} {after} {rest}]");
            self.faults.push(Fault::RangeMalformed { found });
            return;
        }
        if bytes < end {
            self.faults.push(Fault::RangeOutside { end, bytes });
            return;
        }
        if start == 0 && (stop..after) != contents {
            self.faults.push(Fault::RangeGap { left_out: stop..after, contents });
            return;
        }
        let closes = |place: &Range<usize>| place.start <= end && end <= place.end;
        self.level = view.file.sections.iter().position(|section| section.end.as_ref().is_some_and(closes));
        if self.level.is_none() {
            self.faults.push(Fault::RangeEnd { end });
        }
        if start == 0 {
            self.gap = Some(stop..after);
        }
        self.end = Some(end);
    }

    /// The covered bytes, when the range is sound.
    pub fn covered<'b>(&self, bytes: &'b [u8]) -> Option<[&'b [u8]; 2]> {
        let (gap, end) = (self.gap.clone()?, self.end?);
        Some([bytes.get(..gap.start)?, bytes.get(gap.end..end)?])
    }
}

/// The length of the first DER value, its head included; only a SEQUENCE is expected here.
fn der_length(bytes: &[u8]) -> Option<usize> {
    let (&first, rest) = bytes.strip_prefix(&[0x30])?.split_first()?;
    match first {
        ..=0x7F => Some(2 + usize::from(first)),
        0x81..=0x84 => {
            let count = usize::from(first & 0x7F);
            let length = rest.get(..count)?.iter().fold(0usize, |length, byte| length << 8 | usize::from(*byte));
            length.checked_add(2 + count)
        }
        _ => None,
    }
}
