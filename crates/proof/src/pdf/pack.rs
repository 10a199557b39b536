//! Packs a PDF: the objects that are no streams go compressed into object streams, and a
//! cross-reference stream says where (ISO 32000-1, 7.5.7 and 7.5.8; allowed in PDF/A-2 and 3, 6.1.4).
//!
//! A typesetter writes each element of the reading order as an object of its own, uncompressed: in a
//! paper of one page that is a third of its bytes. The same file gives the same bytes, so a paper that
//! is typeset again still has the digest that its signer saw.

use std::io::Write as _;
use std::ops::Range;

use super::PdfError;
use super::file::{Entry, File, Lying, Part, Unreadable};
use super::object::{Dict, Object};

/// Objects in one stream: a reader that wants one unpacks them all.
const TOGETHER: usize = 256;
/// A stream of fewer bytes stays as it is.
const SQUEEZED_FROM: usize = 128;

/// The same document in fewer bytes. For a file of one revision without signatures: what was signed may not be moved.
pub fn pack(pdf: &[u8]) -> Result<Vec<u8>, PdfError> {
    let file = File::open(pdf)?;
    let view = file.now();
    let Some(newest) = file.sections.first().filter(|_| file.sections.len() == 1) else {
        return Err(PdfError::Closed);
    };
    if newest.trailer.get("Encrypt").is_some() {
        return Err(PdfError::Encrypted);
    }
    if newest.stream.is_some() {
        return Ok(pdf.to_vec());
    }
    let broken = |at| PdfError::from(Unreadable { part: Part::Object, at });
    let mut out = Vec::with_capacity(pdf.len());
    // The version and the line of high bytes after it, as they were written.
    let first = newest.entries.iter().filter_map(|(_, entry)| place(*entry)).min().unwrap_or(0);
    out.extend_from_slice(pdf.get(..first).ok_or_else(|| broken(first))?);

    let (mut rows, mut plain, mut next) = (Rows::default(), Vec::new(), 1);
    for (number, entry) in &newest.entries {
        next = next.max(number.saturating_add(1));
        let Entry::At(at, generation) = *entry else { continue };
        let Lying { id, object, stream, end } = file.lying(at, Some(view))?;
        if id != (*number, generation) {
            return Err(broken(at));
        }
        match stream {
            None if generation == 0 => plain.push((*number, object)),
            // What is written plainly: the metadata, which PDF/A-2 and 3 allow to be compressed as PDF/A-1 did not.
            Some(data) if generation == 0 && is_plain(&object, &data) => {
                rows.lying(*number, out.len(), 0);
                let dict = object.dict().cloned().unwrap_or_default();
                squeezed(&mut out, *number, dict, pdf.get(data).ok_or_else(|| broken(at))?)?;
            }
            _ => {
                rows.lying(*number, out.len(), generation);
                out.extend_from_slice(pdf.get(at..end).ok_or_else(|| broken(at))?);
                out.push(b'\n');
            }
        }
    }
    for part in plain.chunks(TOGETHER) {
        let (mut places, mut bodies) = (String::new(), Vec::new());
        for (index, (number, object)) in part.iter().enumerate() {
            rows.packed(*number, next, index);
            places.push_str(&format!("{number} {} ", bodies.len()));
            object.write(&mut bodies);
            bodies.push(b'\n');
        }
        let mut dict = Dict::default();
        dict.set("Type", Object::named("ObjStm"));
        dict.set("N", Object::Int(part.len() as i64));
        dict.set("First", Object::Int(places.len() as i64));
        rows.lying(next, out.len(), 0);
        squeezed(&mut out, next, dict, &[places.as_bytes(), &bodies].concat())?;
        next += 1;
    }

    let at = out.len();
    rows.lying(next, at, 0);
    let mut dict = Dict::default();
    dict.set("Type", Object::named("XRef"));
    dict.set("Size", Object::Int(i64::from(next) + 1));
    for (key, value) in &newest.trailer.0 {
        if ["Root", "Info", "ID"].iter().any(|kept| key == kept.as_bytes()) {
            dict.0.push((key.clone(), value.clone()));
        }
    }
    let (index, table) = rows.written();
    dict.set("W", Object::Array(Rows::WIDTHS.map(Object::Int).to_vec()));
    dict.set("Index", Object::Array(index));
    squeezed(&mut out, next, dict, &table)?;
    out.extend_from_slice(format!("startxref\n{at}\n%%EOF\n").as_bytes());
    Ok(out)
}

/// Whether a stream is large enough to be worth it and under no filter yet.
fn is_plain(object: &Object, data: &Range<usize>) -> bool {
    SQUEEZED_FROM <= data.len() && object.dict().is_some_and(|dict| dict.get("Filter").is_none())
}

fn place(entry: Entry) -> Option<usize> {
    if let Entry::At(at, _) = entry { Some(at) } else { None }
}

fn squeezed(out: &mut Vec<u8>, number: u32, mut dict: Dict, data: &[u8]) -> Result<(), PdfError> {
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    // Writing into a Vec cannot fail; if it did, the paper is to be made again.
    let done = deflate.write_all(data).and_then(|()| deflate.finish());
    let data = done.map_err(|_| Unreadable { part: Part::Stream, at: out.len() })?;
    dict.set("Filter", Object::named("FlateDecode"));
    dict.set("Length", Object::Int(data.len() as i64));
    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    Object::Dict(dict).write(out);
    out.extend_from_slice(b"\nstream\n");
    out.extend_from_slice(&data);
    out.extend_from_slice(b"\nendstream\nendobj\n");
    Ok(())
}

/// The rows of a cross-reference stream: kind, place or stream, generation or place in the stream.
#[derive(Default)]
struct Rows(Vec<(u32, [u8; 7])>);

impl Rows {
    const WIDTHS: [i64; 3] = [1, 4, 2];

    fn lying(&mut self, number: u32, at: usize, generation: u16) {
        self.row(number, 1, at as u32, generation);
    }

    fn packed(&mut self, number: u32, stream: u32, index: usize) {
        self.row(number, 2, stream, index as u16);
    }

    fn row(&mut self, number: u32, kind: u8, second: u32, third: u16) {
        let mut row = [kind, 0, 0, 0, 0, 0, 0];
        row[1..5].copy_from_slice(&second.to_be_bytes());
        row[5..].copy_from_slice(&third.to_be_bytes());
        self.0.push((number, row));
    }

    /// First number and length of each run, and the rows in their order; number 0 is free for ever.
    fn written(mut self) -> (Vec<Object>, Vec<u8>) {
        self.0.push((0, [0, 0, 0, 0, 0, 0xFF, 0xFF]));
        self.0.sort_unstable();
        let runs = self.0.chunk_by(|one, next| one.0 + 1 == next.0);
        let index = runs.flat_map(|run| [Object::Int(i64::from(run[0].0)), Object::Int(run.len() as i64)]).collect();
        (index, self.0.iter().flat_map(|(_, row)| *row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::{Field, Kind, ROOM, prepare};

    const PAPER: &[u8] = include_bytes!("../../tests/samples/receipt.pdf");

    #[test]
    fn a_packed_paper_says_the_same_in_fewer_bytes() {
        let packed = pack(PAPER).unwrap();
        assert!(packed.len() < PAPER.len(), "{} became {}", PAPER.len(), packed.len());
        assert_eq!(pack(PAPER).unwrap(), packed, "the same file, the same bytes");
        assert_eq!(pack(&packed).unwrap(), packed, "a packed file stays as it is");
        let (before, after) = (File::open(PAPER).unwrap(), File::open(&packed).unwrap());
        for (number, _) in &before.sections[0].entries {
            let id = (*number, 0);
            let stream = before.now().contents(id).unwrap();
            if stream.is_none() {
                assert_eq!(before.now().get(id).unwrap(), after.now().get(id).unwrap(), "object {number}");
            }
            assert_eq!(stream, after.now().contents(id).unwrap(), "stream {number}");
        }
        assert_eq!(before.now().root().unwrap(), after.now().root().unwrap());
        assert_eq!(before.now().trailer().get("ID"), after.now().trailer().get("ID"));
    }

    #[test]
    fn what_was_signed_is_not_moved() {
        let field = Field {
            name: "one",
            kind: Kind::Approve,
            description: "",
            signer: "",
            reason: "",
            location: "",
            at: jiff::Timestamp::UNIX_EPOCH,
            room: ROOM,
        };
        let signed = prepare(PAPER, &field).unwrap().finish(b"").unwrap();
        assert_eq!(pack(&signed), Err(PdfError::Closed));
        assert!(pack(&PAPER[..PAPER.len() / 2]).is_err());
    }
}
