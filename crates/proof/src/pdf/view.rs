//! A file as one of its revisions shows it: what a number means there.

use super::file::{Entry, File, Lying, Part, Read, Section, Unreadable, broken};
use super::object::{Dict, Id, Object};
use super::reader::Reader;

/// The file as it was when a section closed it.
#[derive(Clone, Copy)]
pub(crate) struct View<'f, 'a> {
    pub file: &'f File<'a>,
    /// Index of the newest section that counts.
    pub level: usize,
}

impl<'f, 'a> View<'f, 'a> {
    fn sections(&self) -> impl Iterator<Item = &'f Section> {
        self.file.sections[self.level..].iter()
    }

    pub fn entry(&self, number: u32) -> Option<Entry> {
        self.sections().find_map(|section| section.entry(number))
    }

    pub fn trailer(&self) -> &'f Dict {
        &self.file.sections[self.level].trailer
    }

    /// The object of a number; nothing when there is none.
    pub fn get(&self, id: Id) -> Read<Object> {
        match self.entry(id.0) {
            None | Some(Entry::Free) => Ok(Object::Null),
            Some(Entry::At(..)) => Ok(self.lying(id)?.map_or(Object::Null, |lying| lying.object)),
            Some(Entry::Packed(stream, place)) => {
                let packed = self.file.packed(*self, stream)?;
                let found = packed.places.get(place as usize).filter(|(number, _)| *number == id.0 && id.1 == 0);
                let Some((_, at)) = found else { return broken(Part::Object, 0) };
                let mut reader = Reader::new(&packed.data, *at);
                let object = reader.object();
                self.file.tire(reader.at - *at, 0)?;
                object.map_err(|_| Unreadable { part: Part::Object, at: 0 })
            }
        }
    }

    /// Where an object lies by itself, with its stream if it is one.
    pub fn lying(&self, id: Id) -> Read<Option<Lying>> {
        let Some(Entry::At(at, generation)) = self.entry(id.0) else { return Ok(None) };
        if generation != id.1 {
            return Ok(None);
        }
        let lying = self.file.lying(at, Some(*self))?;
        if lying.id != id { broken(Part::Object, at) } else { Ok(Some(lying)) }
    }

    /// A plain object that is no stream: read without looking anything else up.
    pub(super) fn plain(&self, id: Id) -> Read<Object> {
        match self.entry(id.0) {
            Some(Entry::At(at, generation)) if generation == id.1 => {
                let lying = self.file.lying(at, None)?;
                if lying.id == id { Ok(lying.object) } else { broken(Part::Object, at) }
            }
            _ => broken(Part::Object, 0),
        }
    }

    /// The value itself, through references.
    pub fn resolve(&self, value: &Object) -> Read<Object> {
        let mut value = value.clone();
        for _ in 0..8 {
            match value {
                Object::Ref(id) => value = self.get(id)?,
                other => return Ok(other),
            }
        }
        broken(Part::Object, 0)
    }

    /// The value of a key, through references; `Null` when absent.
    pub fn of(&self, dict: &Dict, key: &str) -> Read<Object> {
        dict.get(key).map_or(Ok(Object::Null), |value| self.resolve(value))
    }

    /// The contents of a stream object.
    pub fn contents(&self, id: Id) -> Read<Option<Vec<u8>>> {
        let Some(lying) = self.lying(id)? else { return Ok(None) };
        match (lying.object.dict(), lying.stream) {
            (Some(dict), Some(data)) => self.file.unpack(dict, data).map(Some),
            _ => Ok(None),
        }
    }

    pub fn root(&self) -> Read<(Id, Dict)> {
        let trailer = self.trailer();
        let Some(id) = trailer.reference("Root") else { return broken(Part::Trailer, self.file.sections[0].at) };
        match self.get(id)? {
            Object::Dict(catalog) if catalog.is("Type", "Catalog") => Ok((id, catalog)),
            _ => broken(Part::Catalog, 0),
        }
    }
}
