//! How one revision is laid out: every byte belongs to an object, every object to the revision, and
//! every number leads into it. What differs is then for `changes` to explain.

use std::collections::BTreeSet;

use super::changes::Walk;
use super::fault::Altered;
use super::file::{Entry, Part, Unreadable};
use super::object::Id;
use super::reader::is_space;
use super::view::View;

impl Walk<'_, '_, '_> {
    /// Every byte since the revision before belongs to an object of this section, and all of its
    /// objects are there. Fills `changed`.
    pub(super) fn layout(&mut self) -> Result<(), Unreadable> {
        let file = self.all.file;
        let older = &file.sections[self.old.level];
        let (Some(from), Some(end)) = (older.end.clone(), self.section.end.clone()) else {
            return Err(Unreadable { part: Part::End, at: self.section.at });
        };
        if self.section.hybrid {
            return Err(Unreadable { part: Part::CrossReference, at: self.section.at });
        }
        let (from, section) = (from.start, self.section);
        // A table inside what was signed would tell another story of it.
        if section.at < from {
            return Err(Unreadable { part: Part::CrossReference, at: section.at });
        }
        let mut places = Vec::new();
        let mut containers = BTreeSet::new();
        for (number, entry) in &section.entries {
            match *entry {
                Entry::Free if self.is_new(*number) => (),
                Entry::Free => self.alter(Altered::Freed { number: *number }),
                Entry::At(at, _)
                    if at < from || section.at < at || (at == section.at && section.stream != Some(*number)) =>
                {
                    self.alter(Altered::Elsewhere { number: *number, at });
                }
                Entry::At(at, generation) => {
                    places.push((at, (*number, generation)));
                    self.changed.insert(*number);
                }
                Entry::Packed(stream, _) => {
                    match section.entry(stream) {
                        Some(Entry::At(..)) => containers.insert(stream),
                        _ => {
                            self.alter(Altered::Elsewhere { number: *number, at: 0 });
                            continue;
                        }
                    };
                    self.changed.insert(*number);
                }
            }
        }
        places.sort_unstable();
        let mut at = from;
        for (place, id) in places {
            if place < at {
                self.alter(Altered::Elsewhere { number: id.0, at: place });
                continue;
            }
            self.gap(at, place);
            let lying = file.lying(place, Some(self.new))?;
            if lying.id != id {
                return Err(Unreadable { part: Part::Object, at: place });
            }
            at = lying.end;
        }
        if at < section.at {
            self.gap(at, section.at);
        }
        // Up to `%%EOF`, five bytes before the end.
        let tail = file.bytes.get(section.closed..end.start - 5).unwrap_or_default();
        let words = tail.windows(9).rposition(|word| word == b"startxref").unwrap_or(tail.len());
        self.gap(section.closed, section.closed + words);
        let number = tail.get(words + 9..).unwrap_or_default();
        if !number.iter().all(|byte| is_space(*byte) || byte.is_ascii_digit()) {
            self.alter(Altered::Stray { at: section.closed, bytes: tail.len() });
        }
        for stream in containers {
            for (place, number) in file.packed_numbers(self.new, stream)?.into_iter().enumerate() {
                if section.entry(number) != Some(Entry::Packed(stream, place as u32)) {
                    self.alter(Altered::Hidden { number });
                }
            }
            // What it holds is judged; itself it says nothing.
            if self.is_new(stream) {
                self.explained.insert(stream);
            }
        }
        if let Some(own) = section.stream.filter(|own| self.is_new(*own)) {
            self.explained.insert(own);
        }
        // What was only written again is as it was.
        let same: Vec<u32> = self.changed.iter().copied().filter(|number| self.same(*number)).collect();
        same.iter().for_each(|number| {
            self.changed.remove(number);
        });
        Ok(())
    }

    /// Between objects there is white space, and comments that no reader takes for structure.
    fn gap(&mut self, from: usize, to: usize) {
        let bytes = self.all.file.bytes.get(from..to).unwrap_or_default();
        let mut lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
        let harmless = |line: &[u8]| {
            let line = line.trim_ascii();
            let structure = [&b"obj"[..], b"xref", b"trailer", b"stream", b"EOF"];
            line.iter().all(|byte| is_space(*byte))
                || (line.starts_with(b"%")
                    && line.len() <= 200
                    && !structure.iter().any(|word| line.windows(word.len()).any(|found| found == *word)))
        };
        if !lines.all(harmless) {
            self.alter(Altered::Stray { at: from, bytes: to - from });
        }
    }

    fn same(&self, number: u32) -> bool {
        let id = |view: &View| match view.entry(number) {
            Some(Entry::At(_, generation)) => Some((number, generation)),
            Some(Entry::Packed(..)) => Some((number, 0)),
            _ => None,
        };
        let (Some(old), Some(new)) = (id(&self.old), id(&self.new)) else { return false };
        let stream = |view: &View, id: Id| match view.entry(number) {
            Some(Entry::At(..)) => view.lying(id).map(|lying| lying.and_then(|lying| lying.stream)),
            _ => Ok(None),
        };
        let (Ok(before), Ok(after)) = (self.old.get(old), self.new.get(new)) else { return false };
        let (Ok(held), Ok(holds)) = (stream(&self.old, old), stream(&self.new, new)) else { return false };
        let bytes = self.all.file.bytes;
        old == new && before == after && held.map(|range| &bytes[range]) == holds.map(|range| &bytes[range])
    }
}
