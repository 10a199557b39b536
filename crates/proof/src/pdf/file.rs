//! A PDF's structure, read strictly from its bytes: the chain of cross-reference sections, each a
//! revision, and the object that a number means in any of them. Nothing is repaired: a file that
//! needs repair is one that two readers may show differently.
//!
//! Tables, cross-reference streams, hybrids of both and object streams are read (ISO 32000-1, 7.5).

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::ops::Range;
use std::rc::Rc;

use super::object::{Dict, Id, Object};
use super::reader::{Malformed, Reader, is_space};
use super::view::View;

/// The largest file that is looked at.
pub const BYTES_MOST: usize = 64 << 20;
/// Revisions in one file; a permit with every signature has about twenty.
const SECTIONS_MOST: usize = 256;
/// Objects in one file, counted again in each revision that names them.
const ENTRIES_MOST: usize = 1 << 20;
/// Bytes that the file's streams may unpack to, all together.
const UNPACKED_MOST: usize = 128 << 20;
/// How many times over a large file's bytes are parsed.
const PARSED_MOST: usize = 16;

/// The part of a file's structure that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `%PDF-` at the very beginning.
    Header,
    /// `startxref`, a number and `%%EOF` at the very end.
    End,
    CrossReference,
    Trailer,
    /// An object is not where the cross-reference says, or is malformed.
    Object,
    Stream,
    Catalog,
    Page,
    Form,
    /// More revisions, objects or unpacked bytes than are read.
    Limits,
}

/// Where the structure breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unreadable {
    pub part: Part,
    pub at: usize,
}

pub(super) type Read<T> = Result<T, Unreadable>;

pub(super) fn broken<T>(part: Part, at: usize) -> Read<T> {
    Err(Unreadable { part, at })
}

fn in_part(part: Part) -> impl Fn(Malformed) -> Unreadable {
    move |Malformed(at)| Unreadable { part, at }
}

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Free,
    At(usize, u16),
    /// Inside an object stream: its number, and the place there.
    Packed(u32, u32),
}

/// One cross-reference section with its trailer: what one saving of the file wrote.
#[derive(Debug)]
pub(crate) struct Section {
    pub at: usize,
    /// After its `%%EOF`, without and with the end of line; absent where it does not close a revision.
    pub end: Option<Range<usize>>,
    /// By number, each once.
    pub entries: Vec<(u32, Entry)>,
    pub trailer: Dict,
    /// The number of the cross-reference stream; absent for a table.
    pub stream: Option<u32>,
    pub hybrid: bool,
    /// After the table's trailer or the stream's `endobj`.
    pub closed: usize,
}

impl Section {
    pub fn entry(&self, number: u32) -> Option<Entry> {
        let index = self.entries.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        Some(self.entries[index].1)
    }
}

/// An object where it lies.
pub(crate) struct Lying {
    pub id: Id,
    pub object: Object,
    pub stream: Option<Range<usize>>,
    pub end: usize,
}

pub(super) struct Packed {
    pub places: Vec<(u32, usize)>,
    pub data: Vec<u8>,
}

pub(crate) struct File<'a> {
    pub bytes: &'a [u8],
    /// Newest first.
    pub sections: Vec<Section>,
    packed: RefCell<HashMap<(usize, u32), Rc<Packed>>>,
    budget: Cell<usize>,
    /// Bytes that may still be parsed: an object that a thousand numbers share is not free.
    patience: Cell<usize>,
}

/// Reads backwards `startxref`, its number and `%%EOF` with at most one end of line after it.
pub(crate) fn closing(bytes: &[u8]) -> Read<usize> {
    let at_end = bytes.len();
    let trimmed = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let trimmed = trimmed.strip_suffix(b"\r").unwrap_or(trimmed);
    let Some(mut rest) = trimmed.strip_suffix(b"%%EOF") else { return broken(Part::End, at_end) };
    let spaces = |bytes: &[u8]| bytes.iter().rev().take_while(|byte| is_space(**byte)).count();
    let digits = |bytes: &[u8]| bytes.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    rest = &rest[..rest.len() - spaces(rest)];
    let count = digits(rest);
    let number = std::str::from_utf8(&rest[rest.len() - count..]).ok().and_then(|digits| digits.parse().ok());
    rest = &rest[..rest.len() - count];
    rest = &rest[..rest.len() - spaces(rest)];
    match number {
        Some(number) if rest.ends_with(b"startxref") => Ok(number),
        _ => broken(Part::End, at_end),
    }
}

impl<'a> File<'a> {
    /// Reads the chain that ends at the very end of the bytes.
    pub fn open(bytes: &'a [u8]) -> Read<File<'a>> {
        if BYTES_MOST < bytes.len() {
            return broken(Part::Limits, bytes.len());
        }
        let version = bytes.strip_prefix(b"%PDF-").and_then(|rest| rest.first());
        if version.is_none_or(|digit| !digit.is_ascii_digit()) {
            return broken(Part::Header, 0);
        }
        let mut file = File {
            bytes,
            sections: Vec::new(),
            packed: RefCell::new(HashMap::new()),
            budget: Cell::new(UNPACKED_MOST),
            patience: Cell::new(bytes.len().saturating_mul(PARSED_MOST).max(UNPACKED_MOST)),
        };
        let mut seen = HashSet::new();
        let mut entries = 0;
        let mut next = Some(closing(bytes)?);
        while let Some(at) = next {
            if !seen.insert(at) {
                return broken(Part::CrossReference, at);
            }
            let section = file.section(at)?;
            entries += section.entries.len();
            if SECTIONS_MOST <= file.sections.len() || ENTRIES_MOST < entries {
                return broken(Part::Limits, at);
            }
            next = match section.trailer.get("Prev") {
                None => None,
                Some(Object::Int(prev)) => match usize::try_from(*prev) {
                    Ok(prev) => Some(prev),
                    Err(_) => return broken(Part::Trailer, at),
                },
                Some(_) => return broken(Part::Trailer, at),
            };
            file.sections.push(section);
        }
        Ok(file)
    }

    pub fn now(&self) -> View<'_, 'a> {
        self.view(0)
    }

    pub fn view(&self, level: usize) -> View<'_, 'a> {
        View { file: self, level }
    }

    /// The numbers that an object stream of a view holds.
    pub fn packed_numbers(&self, view: View<'_, 'a>, stream: u32) -> Read<Vec<u32>> {
        Ok(self.packed(view, stream)?.places.iter().map(|(number, _)| *number).collect())
    }

    fn section(&self, at: usize) -> Read<Section> {
        let mut reader = Reader::new(self.bytes, at);
        if self.bytes.get(at..).unwrap_or_default().starts_with(b"xref") {
            reader.at += 4;
            self.table(at, reader)
        } else if self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
            self.xref_stream(at)
        } else {
            broken(Part::CrossReference, at)
        }
    }

    fn table(&self, at: usize, mut reader: Reader<'a>) -> Read<Section> {
        let bad = in_part(Part::CrossReference);
        let mut entries = Vec::new();
        loop {
            reader.skip();
            if !reader.peek().is_some_and(|byte| byte.is_ascii_digit()) {
                break;
            }
            let first = reader.number().map_err(&bad)?;
            let count = reader.number().map_err(&bad)?;
            for number in first..first.saturating_add(count) {
                let place = reader.at;
                let (offset, generation) = (reader.number().map_err(&bad)?, reader.number().map_err(&bad)?);
                let free = reader.word("f").is_ok();
                if !free {
                    reader.word("n").map_err(&bad)?;
                }
                let (Ok(number), Ok(offset), Ok(generation)) =
                    (u32::try_from(number), usize::try_from(offset), u16::try_from(generation))
                else {
                    return broken(Part::CrossReference, place);
                };
                entries.push((number, if free { Entry::Free } else { Entry::At(offset, generation) }));
                if ENTRIES_MOST < entries.len() {
                    return broken(Part::Limits, place);
                }
            }
        }
        reader.word("trailer").map_err(in_part(Part::Trailer))?;
        let trailer = reader.entries(0, &mut |_, _| ()).map_err(in_part(Part::Trailer))?;
        let hybrid = trailer.int("XRefStm");
        let mut section =
            Section { at, end: None, entries, trailer, stream: None, hybrid: hybrid.is_some(), closed: reader.at };
        if let Some(place) = hybrid {
            // What the table calls free, the stream may place: ISO 32000-1, 7.5.8.4.
            let hidden = self.xref_stream(usize::try_from(place).unwrap_or(usize::MAX))?;
            section.entries.retain(|(number, entry)| *entry != Entry::Free || hidden.entry(*number).is_none());
            let known: HashSet<u32> = section.entries.iter().map(|(number, _)| *number).collect();
            section.entries.extend(hidden.entries.into_iter().filter(|(number, _)| !known.contains(number)));
        }
        self.close(section, reader)
    }

    fn close(&self, mut section: Section, mut reader: Reader<'a>) -> Read<Section> {
        section.entries.sort_by_key(|(number, _)| *number);
        if let Some(pair) = section.entries.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return broken(Part::CrossReference, section.at + usize::from(pair.is_empty()));
        }
        if reader.word("startxref").is_ok() && reader.number() == Ok(section.at as u64) {
            while reader.peek().is_some_and(is_space) {
                reader.at += 1;
            }
            if self.bytes[reader.at..].starts_with(b"%%EOF") {
                let eof = reader.at + 5;
                let line = match self.bytes[eof..] {
                    [b'\r', b'\n', ..] => 2,
                    [b'\r' | b'\n', ..] => 1,
                    _ => 0,
                };
                section.end = Some(eof..eof + line);
            }
        }
        Ok(section)
    }

    fn xref_stream(&self, at: usize) -> Read<Section> {
        // Its length must be said directly: what it says is needed to look anything up.
        let lying = self.lying(at, None)?;
        let (Some(dict), Some(data)) = (lying.object.dict(), lying.stream.clone()) else {
            return broken(Part::CrossReference, at);
        };
        if !dict.is("Type", "XRef") {
            return broken(Part::CrossReference, at);
        }
        let ints = |key: &str| -> Option<Vec<usize>> {
            dict.get(key)?.array()?.iter().map(|item| usize::try_from(item.int()?).ok()).collect()
        };
        let (Some(widths), Some(size)) = (ints("W"), dict.int("Size").and_then(|size| usize::try_from(size).ok()))
        else {
            return broken(Part::CrossReference, at);
        };
        let &[kind, second, third] = widths.as_slice() else { return broken(Part::CrossReference, at) };
        let index = if dict.get("Index").is_some() { ints("Index") } else { Some(vec![0, size]) };
        let width = kind.saturating_add(second).saturating_add(third);
        if width == 0 || 24 < width || 8 < kind.max(second).max(third) {
            return broken(Part::CrossReference, at);
        }
        let data = self.unpack(dict, data)?;
        let mut rows = data.chunks_exact(width);
        let mut entries = Vec::new();
        for &[first, count] in index.unwrap_or_default().as_chunks::<2>().0 {
            for number in first..first.saturating_add(count) {
                let Some(row) = rows.next() else { return broken(Part::CrossReference, at) };
                let field = |from: usize, width: usize| {
                    row[from..from + width].iter().fold(0u64, |value, byte| value << 8 | u64::from(*byte))
                };
                let (a, b) = (field(kind, second), field(kind + second, third));
                let entry = match if kind == 0 { 1 } else { field(0, kind) } {
                    0 => Some(Entry::Free),
                    1 => usize::try_from(a).ok().zip(u16::try_from(b).ok()).map(|(at, gen_)| Entry::At(at, gen_)),
                    2 => u32::try_from(a).ok().zip(u32::try_from(b).ok()).map(|(s, place)| Entry::Packed(s, place)),
                    _ => None,
                };
                let (Some(entry), Ok(number)) = (entry, u32::try_from(number)) else {
                    return broken(Part::CrossReference, at);
                };
                entries.push((number, entry));
            }
        }
        if rows.next().is_some() {
            return broken(Part::CrossReference, at);
        }
        let section = Section {
            at,
            end: None,
            entries,
            trailer: dict.clone(),
            stream: Some(lying.id.0),
            hybrid: false,
            closed: lying.end,
        };
        self.close(section, Reader::new(self.bytes, lying.end))
    }

    /// The object that lies at a place, from its number to `endobj`.
    pub fn lying(&self, at: usize, view: Option<View<'_, '_>>) -> Read<Lying> {
        let bad = in_part(Part::Object);
        if !self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
            return broken(Part::Object, at);
        }
        let mut reader = Reader::new(self.bytes, at);
        let (number, generation) = (reader.number().map_err(&bad)?, reader.number().map_err(&bad)?);
        let (Ok(number), Ok(generation)) = (u32::try_from(number), u16::try_from(generation)) else {
            return broken(Part::Object, at);
        };
        reader.word("obj").map_err(&bad)?;
        let object = reader.object();
        self.tire(reader.at - at, at)?;
        let object = object.map_err(&bad)?;
        let id = (number, generation);
        if reader.word("endobj").is_ok() {
            return Ok(Lying { id, object, stream: None, end: reader.at });
        }
        let bad = in_part(Part::Stream);
        reader.word("stream").map_err(&bad)?;
        let from = match self.bytes.get(reader.at..) {
            Some([b'\r', b'\n', ..]) => reader.at + 2,
            Some([b'\n', ..]) => reader.at + 1,
            _ => return broken(Part::Stream, reader.at),
        };
        let length = match (object.dict().and_then(|dict| dict.get("Length")), view) {
            (Some(Object::Int(length)), _) => Some(*length),
            // A length is a number, never itself a stream.
            (Some(Object::Ref(id)), Some(view)) => view.plain(*id).ok().and_then(|length| length.int()),
            _ => None,
        };
        let end = length.and_then(|length| usize::try_from(length).ok()).and_then(|length| from.checked_add(length));
        let Some(end) = end.filter(|end| *end <= self.bytes.len()) else { return broken(Part::Stream, at) };
        reader.at = end;
        reader.word("endstream").map_err(&bad)?;
        reader.word("endobj").map_err(&bad)?;
        Ok(Lying { id, object, stream: Some(from..end), end: reader.at })
    }

    pub(super) fn tire(&self, bytes: usize, at: usize) -> Read<()> {
        match self.patience.get().checked_sub(bytes) {
            Some(left) => {
                self.patience.set(left);
                Ok(())
            }
            None => broken(Part::Limits, at),
        }
    }

    /// The contents of a stream, without its filters.
    pub fn unpack(&self, dict: &Dict, data: Range<usize>) -> Read<Vec<u8>> {
        let at = data.start;
        let raw = &self.bytes[data];
        let first = |value: Option<&'_ Object>| match value {
            Some(Object::Array(items)) if items.len() <= 1 => items.first().cloned(),
            Some(Object::Array(_)) => Some(Object::Null),
            other => other.cloned(),
        };
        let mut unpacked = Vec::new();
        match first(dict.get("Filter")) {
            None => unpacked.extend_from_slice(raw),
            Some(Object::Name(name)) if name == b"FlateDecode" => {
                let budget = self.budget.get();
                let mut inflate = flate2::read::ZlibDecoder::new(raw).take(budget as u64 + 1);
                if inflate.read_to_end(&mut unpacked).is_err() {
                    return broken(Part::Stream, at);
                }
                let Some(left) = budget.checked_sub(unpacked.len()) else { return broken(Part::Limits, at) };
                self.budget.set(left);
            }
            Some(_) => return broken(Part::Stream, at),
        }
        match first(dict.get("DecodeParms")) {
            None | Some(Object::Null) => Ok(unpacked),
            Some(Object::Dict(parameters)) => {
                let say = |key: &str, default: i64| parameters.int(key).unwrap_or(default);
                match (say("Predictor", 1), say("Colors", 1), say("BitsPerComponent", 8), say("Columns", 1)) {
                    (1, ..) => Ok(unpacked),
                    (10..=15, 1, 8, columns @ 1..=4096) => {
                        unpredict(&unpacked, columns as usize).ok_or(Unreadable { part: Part::Stream, at })
                    }
                    _ => broken(Part::Stream, at),
                }
            }
            Some(_) => broken(Part::Stream, at),
        }
    }

    pub(super) fn packed(&self, view: View<'_, 'a>, stream: u32) -> Read<Rc<Packed>> {
        let Some(Entry::At(at, _)) = view.entry(stream) else { return broken(Part::Object, 0) };
        if let Some(known) = self.packed.borrow().get(&(at, stream)) {
            return Ok(known.clone());
        }
        let lying = self.lying(at, Some(view))?;
        let (Some(dict), Some(data)) = (lying.object.dict(), lying.stream.clone()) else {
            return broken(Part::Stream, at);
        };
        if !dict.is("Type", "ObjStm") || lying.id.0 != stream {
            return broken(Part::Stream, at);
        }
        let data = self.unpack(dict, data)?;
        let number = |key: &str| dict.int(key).and_then(|number| usize::try_from(number).ok());
        let (Some(count), Some(first)) = (number("N"), number("First")) else { return broken(Part::Stream, at) };
        if ENTRIES_MOST < count {
            return broken(Part::Limits, at);
        }
        let mut reader = Reader::new(&data, 0);
        let mut places = Vec::new();
        for _ in 0..count {
            let pair = reader.number().and_then(|number| Ok((number, reader.number()?)));
            let Ok((number, place)) = pair else { return broken(Part::Stream, at) };
            let (Ok(number), Ok(place)) = (u32::try_from(number), usize::try_from(place)) else {
                return broken(Part::Stream, at);
            };
            places.push((number, first.saturating_add(place)));
        }
        let packed = Rc::new(Packed { places, data });
        self.packed.borrow_mut().insert((at, stream), packed.clone());
        Ok(packed)
    }
}

/// Undoes the PNG predictors (ISO 32000-1, 7.4.4.4), one byte a sample.
fn unpredict(data: &[u8], columns: usize) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0u8; columns];
    if !data.len().is_multiple_of(columns + 1) {
        return None;
    }
    for row in data.chunks_exact(columns + 1) {
        let mut line = vec![0u8; columns];
        for index in 0..columns {
            let left = if 0 < index { line[index - 1] } else { 0 };
            let corner = if 0 < index { above[index - 1] } else { 0 };
            let (a, b, c) = (i16::from(left), i16::from(above[index]), i16::from(corner));
            let guess = match row[0] {
                0 => 0,
                1 => left,
                2 => above[index],
                3 => ((a + b) / 2) as u8,
                4 => {
                    let (pa, pb, pc) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
                    if pa <= pb && pa <= pc {
                        left
                    } else if pb <= pc {
                        above[index]
                    } else {
                        corner
                    }
                }
                _ => return None,
            };
            line[index] = row[1 + index].wrapping_add(guess);
        }
        out.extend_from_slice(&line);
        above = line;
    }
    Some(out)
}
