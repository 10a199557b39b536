//! The closed room in which a template is compiled: five files, the shipped fonts, a given day.
//!
//! Anything else a template asks for (another file, a package, the machine's fonts or clock) is denied.

use std::sync::LazyLock;

use jiff::civil::DateTime;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

// Fixed paths, interned once: an identifier is never given back, so one for each paper would leak.
static NAMES: LazyLock<Option<Names>> = LazyLock::new(|| {
    Some(Names {
        template: fixed("/template.typ")?,
        base: fixed("/base.typ")?,
        data: fixed("/data.json")?,
        qr: fixed("/qr.grey")?,
        proof: fixed("/proof")?,
    })
});

/// What the files are called.
#[derive(Clone, Copy)]
struct Names {
    template: FileId,
    base: FileId,
    data: FileId,
    qr: FileId,
    proof: FileId,
}

/// The files beside the template: its data, the dots of its code, what is attached to it.
pub(crate) struct Beside {
    pub data: String,
    pub qr: Vec<u8>,
    pub proof: String,
}

/// Everything one compilation can see.
pub(crate) struct Room {
    names: Names,
    template: Source,
    base: Source,
    data: Bytes,
    qr: Bytes,
    proof: Bytes,
    today: Option<Datetime>,
}

impl Room {
    /// None when the typesetter does not take the names of its files.
    pub(crate) fn new(template: &str, base: &str, beside: Beside, made: DateTime) -> Option<Room> {
        let names = (*NAMES)?;
        Some(Room {
            names,
            template: Source::new(names.template, template.to_owned()),
            base: Source::new(names.base, base.to_owned()),
            data: Bytes::from_string(beside.data),
            qr: Bytes::new(beside.qr),
            proof: Bytes::from_string(beside.proof),
            today: day(made),
        })
    }
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts::BOOK
    }

    fn main(&self) -> FileId {
        self.names.template
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.names.template {
            Ok(self.template.clone())
        } else if id == self.names.base {
            Ok(self.base.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.names.data {
            Ok(self.data.clone())
        } else if id == self.names.qr {
            Ok(self.qr.clone())
        } else if id == self.names.proof {
            Ok(self.proof.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

fn fixed(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

fn day(made: DateTime) -> Option<Datetime> {
    Datetime::from_ymd(made.year().into(), made.month().try_into().ok()?, made.day().try_into().ok()?)
}
