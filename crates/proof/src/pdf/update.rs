//! An incremental update: objects appended after a file whose bytes stay as they are, closed by a
//! cross-reference section of the same kind as the file's own (ISO 32000-1, 7.5.6).

use aws_lc_rs::digest::{SHA256, digest};

use super::file::{File, Unreadable};
use super::object::{Dict, Id, Object};

pub(super) struct Update {
    pub out: Vec<u8>,
    entries: Vec<(u32, u16, usize)>,
    next: u32,
    previous: usize,
    as_stream: bool,
    trailer: Dict,
}

impl Update {
    /// Begins after the file; `more` is how many bytes are expected to follow.
    pub fn after(file: &File, more: usize) -> Result<Update, Unreadable> {
        let newest = &file.sections[0];
        let named = file.sections.iter().filter_map(|section| section.entries.last()).map(|(number, _)| number + 1);
        let size = newest.trailer.int("Size").and_then(|size| u32::try_from(size).ok()).unwrap_or(0);
        let mut out = Vec::with_capacity(file.bytes.len() + more + 1024);
        out.extend_from_slice(file.bytes);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        let mut trailer = Dict::default();
        for key in ["Root", "Info"] {
            if let Some(value) = newest.trailer.get(key) {
                trailer.set(key, value.clone());
            }
        }
        // The first half names the document for ever, the second this state of it.
        if let Some([first, _]) = newest.trailer.get("ID").and_then(Object::array) {
            let tail = &file.bytes[file.bytes.len().saturating_sub(1024)..];
            let state = digest(&SHA256, &[tail, &file.bytes.len().to_be_bytes()].concat());
            trailer.set("ID", Object::Array(vec![first.clone(), Object::Text(state.as_ref()[..16].to_vec())]));
        }
        trailer.set("Prev", Object::Int(newest.at as i64));
        Ok(Update {
            out,
            entries: Vec::new(),
            next: named.max().unwrap_or(0).max(size).max(1),
            previous: newest.at,
            as_stream: newest.stream.is_some(),
            trailer,
        })
    }

    /// A number that the file does not use.
    pub fn fresh(&mut self) -> Id {
        self.next += 1;
        (self.next - 1, 0)
    }

    fn begin(&mut self, id: Id) {
        self.entries.push((id.0, id.1, self.out.len()));
        self.out.extend_from_slice(format!("{} {} obj\n", id.0, id.1).as_bytes());
    }

    pub fn object(&mut self, id: Id, object: &Object) {
        self.begin(id);
        object.write(&mut self.out);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    /// An object whose bytes the caller writes.
    pub fn written(&mut self, id: Id, write: impl FnOnce(&mut Vec<u8>)) {
        self.begin(id);
        write(&mut self.out);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    pub fn stream(&mut self, id: Id, mut dict: Dict, data: &[u8]) {
        dict.set("Length", Object::Int(data.len() as i64));
        self.written(id, |out| {
            Object::Dict(dict).write(out);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(data);
            out.extend_from_slice(b"\nendstream");
        });
    }

    pub fn finish(mut self) -> Vec<u8> {
        let at = self.out.len();
        debug_assert!(self.previous < at);
        if self.as_stream {
            self.close_with_stream(at);
        } else {
            self.close_with_table();
        }
        self.out.extend_from_slice(format!("startxref\n{at}\n%%EOF\n").as_bytes());
        self.out
    }

    /// Runs of numbers that follow one another.
    fn runs(&mut self) -> Vec<&[(u32, u16, usize)]> {
        self.entries.sort_unstable();
        self.entries.chunk_by(|one, next| one.0 + 1 == next.0).collect()
    }

    fn close_with_table(&mut self) {
        let mut table = String::from("xref\n");
        for run in self.runs() {
            table.push_str(&format!("{} {}\n", run[0].0, run.len()));
            for (_, generation, at) in run {
                table.push_str(&format!("{at:010} {generation:05} n\r\n"));
            }
        }
        self.trailer.set("Size", Object::Int(i64::from(self.next)));
        self.out.extend_from_slice(table.as_bytes());
        self.out.extend_from_slice(b"trailer\n");
        Object::Dict(std::mem::take(&mut self.trailer)).write(&mut self.out);
        self.out.push(b'\n');
    }

    fn close_with_stream(&mut self, at: usize) {
        let own = self.fresh();
        self.entries.push((own.0, own.1, at));
        let mut index = Vec::new();
        let mut rows = Vec::new();
        for run in self.runs() {
            index.extend([Object::Int(i64::from(run[0].0)), Object::Int(run.len() as i64)]);
            for (_, generation, at) in run {
                rows.push(1);
                rows.extend_from_slice(&(*at as u32).to_be_bytes());
                rows.extend_from_slice(&generation.to_be_bytes());
            }
        }
        let mut dict = std::mem::take(&mut self.trailer);
        dict.set("Type", Object::named("XRef"));
        dict.set("Size", Object::Int(i64::from(self.next)));
        dict.set("W", Object::Array(vec![Object::Int(1), Object::Int(4), Object::Int(2)]));
        dict.set("Index", Object::Array(index));
        self.stream(own, dict, &rows);
    }
}
