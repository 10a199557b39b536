//! Files: pieces, plans and papers, each kept once under the digest of its content.
//!
//! A blob is written beside its place with a running SHA-256, synced, then renamed: it is whole or
//! it is not there. An upload that is cut goes on where it stopped. A full disk is a clear error
//! and leaves nothing behind. Who may read a blob is not known here: the desk decides before.

use crate::db::{Cell, Read as ReadCell, Value};
use data_encoding::HEXLOWER_PERMISSIVE as HEX;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::SystemTime;
use uuid::Uuid;

pub type Result<T, E = Error> = std::result::Result<T, E>;

const CHUNK: usize = 128 * 1024;

/// The name of a blob: the SHA-256 of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    pub digest: Digest,
    pub size: u64,
}

/// What a sweep took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub blobs: u64,
    pub parts: u64,
    pub bytes: u64,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the disk is full")]
    Full,
    #[error("more than {bytes_most} bytes")]
    TooLarge { bytes_most: u64 },
    /// The part sent does not begin where the upload stopped.
    #[error("the upload stopped at {have}")]
    Offset { have: u64 },
    #[error("no such file")]
    Missing,
    /// The content is not the one its name promises.
    #[error("the file is damaged")]
    Damaged,
    #[error("the folder of files cannot be used")]
    Io(#[source] io::Error),
}

impl Error {
    /// The stable name: key of the sentence `refusal-<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Full => "disk-full",
            Error::TooLarge { .. } => "too-large",
            Error::Offset { .. } => "stale",
            Error::Missing => "no-such-piece",
            Error::Damaged | Error::Io(_) => "unavailable",
        }
    }
}

impl From<io::Error> for Error {
    fn from(e: io::Error) -> Error {
        match e.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::Full,
            io::ErrorKind::NotFound => Error::Missing,
            _ => Error::Io(e),
        }
    }
}

impl From<Error> for crate::Error {
    fn from(e: Error) -> crate::Error {
        match e {
            Error::Missing => crate::Error::NoRow,
            Error::Damaged => crate::Error::Corrupt(e.to_string()),
            e => crate::Error::Unavailable(e.into()),
        }
    }
}

/// The folder of blobs: `blobs/ab/abcd…`, and `parts/` for what is being received.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    pub fn open(folder: &Path) -> Result<Files> {
        fs::create_dir_all(folder.join("blobs"))?;
        fs::create_dir_all(folder.join("parts"))?;
        Ok(Files { folder: folder.to_owned() })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps all that `reader` gives. Keeping the same content twice keeps one blob.
    pub fn put(&self, reader: impl Read, bytes_most: u64) -> Result<Blob> {
        let rubbish = Rubbish(self.parts().join(format!("{:016x}.new", fresh()?)));
        let mut file = OpenOptions::new().write(true).create_new(true).open(&rubbish.0)?;
        let mut hash = Sha256::new();
        let size = pour(reader, &mut file, bytes_most, |bytes| hash.update(bytes))?;
        file.sync_all()?;
        self.settle(rubbish, Blob { digest: Digest(hash.finalize().into()), size })
    }

    pub fn put_bytes(&self, bytes: &[u8]) -> Result<Blob> {
        self.put(bytes, bytes.len() as u64)
    }

    /// How much of an upload has arrived.
    pub fn length(&self, upload: Uuid) -> Result<u64> {
        match fs::metadata(self.part(upload)) {
            Ok(file) => Ok(file.len()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(e) => Err(e.into()),
        }
    }

    /// Adds to an upload what comes from `offset` on, up to `bytes_most` in all. What arrived
    /// before a cut stays. Gives the new length.
    pub fn append(&self, upload: Uuid, offset: u64, reader: impl Read, bytes_most: u64) -> Result<u64> {
        let mut file = OpenOptions::new().append(true).create(true).open(self.part(upload))?;
        // Two senders at once would mix their bytes: the second is told where the first is.
        if file.try_lock().is_err() {
            return Err(Error::Offset { have: file.metadata()?.len() });
        }
        let have = file.metadata()?.len();
        if have != offset {
            return Err(Error::Offset { have });
        }
        let room = bytes_most.checked_sub(have).ok_or(Error::TooLarge { bytes_most })?;
        let poured = pour(reader, &mut file, room, |_| {});
        if matches!(poured, Err(Error::Full | Error::TooLarge { .. })) {
            file.set_len(have)?;
        }
        let poured =
            poured.map_err(|e| if matches!(e, Error::TooLarge { .. }) { Error::TooLarge { bytes_most } } else { e })?;
        file.sync_data()?;
        Ok(have + poured)
    }

    /// The whole upload becomes a blob.
    pub fn finish(&self, upload: Uuid) -> Result<Blob> {
        let path = self.part(upload);
        let mut hash = Sha256::new();
        let file = File::open(&path)?;
        let size = pour(&file, &mut io::sink(), u64::MAX, |bytes| hash.update(bytes))?;
        file.sync_all()?;
        self.settle(Rubbish(path), Blob { digest: Digest(hash.finalize().into()), size })
    }

    pub fn abandon(&self, upload: Uuid) -> Result<()> {
        gone(fs::remove_file(self.part(upload)))
    }

    pub fn open_blob(&self, digest: &Digest) -> Result<File> {
        Ok(File::open(self.path(digest))?)
    }

    pub fn size(&self, digest: &Digest) -> Result<u64> {
        Ok(fs::metadata(self.path(digest))?.len())
    }

    /// The bytes of a blob from `from` up to `to`, which is not included.
    pub fn read_range(&self, digest: &Digest, from: u64, to: u64) -> Result<impl Read + use<>> {
        let mut file = self.open_blob(digest)?;
        file.seek(SeekFrom::Start(from))?;
        Ok(BufReader::new(file).take(to.saturating_sub(from)))
    }

    /// A blob that fits in memory, its content checked against its name.
    pub fn bytes(&self, digest: &Digest, bytes_most: u64) -> Result<Vec<u8>> {
        let file = self.open_blob(digest)?;
        if file.metadata()?.len() > bytes_most {
            return Err(Error::TooLarge { bytes_most });
        }
        let mut bytes = Vec::new();
        (&file).take(bytes_most).read_to_end(&mut bytes)?;
        if Digest::of(&bytes) == *digest { Ok(bytes) } else { Err(Error::Damaged) }
    }

    /// Whether a blob is there and its content is what its name promises.
    pub fn check(&self, digest: &Digest) -> Result<Blob> {
        let mut hash = Sha256::new();
        let size = pour(self.open_blob(digest)?, &mut io::sink(), u64::MAX, |bytes| hash.update(bytes))?;
        let blob = Blob { digest: Digest(hash.finalize().into()), size };
        if blob.digest == *digest { Ok(blob) } else { Err(Error::Damaged) }
    }

    pub fn delete(&self, digest: &Digest) -> Result<()> {
        gone(fs::remove_file(self.path(digest)))
    }

    /// Every blob, in the order of their names.
    pub fn each(&self, mut f: impl FnMut(Blob, SystemTime) -> Result<()>) -> Result<()> {
        for shelf in sorted(&self.folder.join("blobs"))? {
            for path in sorted(&shelf)? {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
                if let Ok(digest) = name.parse::<Digest>() {
                    let file = fs::metadata(&path)?;
                    f(Blob { digest, size: file.len() }, file.modified()?)?;
                }
            }
        }
        Ok(())
    }

    /// Deletes what was written before a moment and nobody wants: blobs that `keep` does not know,
    /// uploads that never ended. The moment leaves time to those who write a row after a blob.
    pub fn sweep(&self, before: SystemTime, keep: impl Fn(&Digest) -> bool) -> Result<Swept> {
        let mut swept = Swept::default();
        self.each(|blob, written| {
            if written < before && !keep(&blob.digest) {
                self.delete(&blob.digest)?;
                swept.blobs += 1;
                swept.bytes += blob.size;
            }
            Ok(())
        })?;
        for path in sorted(&self.parts())? {
            let file = fs::metadata(&path)?;
            if file.modified()? < before {
                gone(fs::remove_file(&path))?;
                swept.parts += 1;
                swept.bytes += file.len();
            }
        }
        Ok(swept)
    }

    /// Gives what was written its name. The rename is durable when the folder is synced.
    fn settle(&self, written: Rubbish, blob: Blob) -> Result<Blob> {
        let path = self.path(&blob.digest);
        let shelf = path.parent().unwrap_or(&self.folder);
        if !shelf.exists() {
            fs::create_dir_all(shelf)?;
            sync(&self.folder.join("blobs"))?;
        }
        // Renamed even when it is there already: the new date protects it from a sweep.
        fs::rename(&written.0, &path)?;
        sync(shelf)?;
        Ok(blob)
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        self.folder.join("blobs").join(&name[..2]).join(name)
    }

    fn part(&self, upload: Uuid) -> PathBuf {
        self.parts().join(upload.simple().to_string())
    }

    fn parts(&self) -> PathBuf {
        self.folder.join("parts")
    }
}

impl Digest {
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }
}

/// Something to remove if it was not renamed.
struct Rubbish(PathBuf);

impl Drop for Rubbish {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
    }
}

fn pour(mut from: impl Read, to: &mut impl Write, bytes_most: u64, mut seen: impl FnMut(&[u8])) -> Result<u64> {
    let mut chunk = vec![0; CHUNK];
    let mut size = 0_u64;
    loop {
        let read = match from.read(&mut chunk) {
            Ok(0) => return Ok(size),
            Ok(read) => read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e.into()),
        };
        size += read as u64;
        if size > bytes_most {
            return Err(Error::TooLarge { bytes_most });
        }
        let bytes = chunk.get(..read).unwrap_or(&[]);
        seen(bytes);
        to.write_all(bytes)?;
    }
}

fn fresh() -> Result<u64> {
    getrandom::u64().map_err(|e| Error::Io(io::Error::other(e)))
}

fn sync(folder: &Path) -> Result<()> {
    Ok(File::open(folder)?.sync_all()?)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn gone(removed: io::Result<()>) -> Result<()> {
    match removed {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e.into()),
        _ => Ok(()),
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEX.encode(&self.0))
    }
}

impl FromStr for Digest {
    type Err = Error;

    fn from_str(text: &str) -> Result<Digest> {
        let bytes = HEX.decode(text.as_bytes()).map_err(|_| Error::Missing)?;
        Ok(Digest(bytes.try_into().map_err(|_| Error::Missing)?))
    }
}

impl From<Digest> for Value {
    fn from(digest: Digest) -> Value {
        Value::Bytes(digest.0.to_vec())
    }
}

impl From<&Digest> for Value {
    fn from(digest: &Digest) -> Value {
        Value::Bytes(digest.0.to_vec())
    }
}

impl ReadCell for Digest {
    fn read(cell: Cell<'_>) -> Option<Digest> {
        <[u8; 32]>::read(cell).map(Digest)
    }
}
