//! The closed room in which a template is compiled: four files, the shipped fonts, a given day.
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
static TEMPLATE: LazyLock<FileId> = LazyLock::new(|| fixed("/template.typ"));
static BASE: LazyLock<FileId> = LazyLock::new(|| fixed("/base.typ"));
static DATA: LazyLock<FileId> = LazyLock::new(|| fixed("/data.json"));
static QR: LazyLock<FileId> = LazyLock::new(|| fixed("/qr.svg"));

/// Everything one compilation can see.
pub(crate) struct Room {
    template: Source,
    base: Source,
    data: Bytes,
    qr: Bytes,
    today: Option<Datetime>,
}

impl Room {
    pub(crate) fn new(template: &str, base: &str, data: String, qr: String, made: DateTime) -> Room {
        Room {
            template: Source::new(*TEMPLATE, template.to_owned()),
            base: Source::new(*BASE, base.to_owned()),
            data: Bytes::from_string(data),
            qr: Bytes::from_string(qr),
            today: day(made),
        }
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
        *TEMPLATE
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == *TEMPLATE {
            Ok(self.template.clone())
        } else if id == *BASE {
            Ok(self.base.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            Ok(self.data.clone())
        } else if id == *QR {
            Ok(self.qr.clone())
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

/// The names above are plain absolute paths, so this cannot fail.
fn fixed(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a plain path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn day(made: DateTime) -> Option<Datetime> {
    Datetime::from_ymd(made.year().into(), made.month().try_into().ok()?, made.day().try_into().ok()?)
}
