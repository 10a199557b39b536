//! Files: whole or not there, and resumed where they were cut.

use super::id;
use crate::files::{Digest, Error, Files};
use crate::testing::Folder;
use std::io::{self, Read};
use std::time::{Duration, SystemTime};

fn files() -> (Folder, Files) {
    let folder = Folder::new();
    let files = Files::open(&folder.0).unwrap();
    (folder, files)
}

/// Everything below a folder that is a file.
fn count(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries.map(|e| if e.path().is_dir() { count(&e.path()) } else { 1 }).sum()
}

/// A sender that is cut after some bytes.
struct Cut<'a>(&'a [u8]);

impl Read for Cut<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self.0.read(out)? {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            read => Ok(read),
        }
    }
}

#[test]
fn the_same_content_is_kept_once() {
    let (folder, files) = files();
    let blob = files.put_bytes(b"plan").unwrap();
    assert_eq!(files.put(&b"plan"[..], 4).unwrap(), blob);
    assert_eq!((blob.size, blob.digest), (4, Digest::of(b"plan")));
    assert_eq!(count(&folder.0), 1);
    assert_eq!(files.bytes(&blob.digest, 100).unwrap(), b"plan");
    assert_eq!(blob.digest.to_string().parse::<Digest>().unwrap(), blob.digest);
    let mut middle = String::new();
    files.read_range(&blob.digest, 1, 3).unwrap().read_to_string(&mut middle).unwrap();
    assert_eq!(middle, "la");
    files.delete(&blob.digest).unwrap();
    files.delete(&blob.digest).unwrap();
    assert!(matches!(files.open_blob(&blob.digest), Err(Error::Missing)));
}

#[test]
fn what_fails_leaves_nothing() {
    let (folder, files) = files();
    assert!(matches!(files.put(&[0; 11][..], 10), Err(Error::TooLarge { bytes_most: 10 })));
    assert!(matches!(files.put(Cut(&[0; 5]), 10), Err(Error::Io(_))));
    assert_eq!(count(&folder.0), 0);
}

#[test]
fn an_upload_goes_on_where_it_was_cut() {
    let (folder, files) = files();
    let content: Vec<u8> = (0..300_000_u32).map(|n| n as u8).collect();
    assert_eq!(files.length(id(1)).unwrap(), 0);
    assert!(files.append(id(1), 0, Cut(&content[..200_000]), 300_000).is_err());
    let have = files.length(id(1)).unwrap();
    assert_eq!(have, 200_000, "what arrived before the cut stays");
    assert!(matches!(files.append(id(1), 5, &content[5..], 300_000), Err(Error::Offset { have: 200_000 })));
    assert!(matches!(files.append(id(1), have, &content[..], 300_000), Err(Error::TooLarge { bytes_most: 300_000 })));
    assert_eq!(files.length(id(1)).unwrap(), have, "what was too much is taken away");
    assert_eq!(files.append(id(1), have, &content[have as usize..], 300_000).unwrap(), 300_000);
    let blob = files.finish(id(1)).unwrap();
    assert_eq!((blob.digest, blob.size), (Digest::of(&content), 300_000));
    assert!(matches!(files.finish(id(1)), Err(Error::Missing)));
    assert_eq!(count(&folder.0), 1);

    files.append(id(2), 0, &b"x"[..], 10).unwrap();
    files.abandon(id(2)).unwrap();
    assert_eq!(count(&folder.0), 1);
}

#[test]
fn damage_is_seen() {
    let (folder, files) = files();
    let blob = files.put_bytes(b"permit").unwrap();
    files.check(&blob.digest).unwrap();
    let name = blob.digest.to_string();
    std::fs::write(folder.0.join("blobs").join(&name[..2]).join(&name), b"permi7").unwrap();
    assert!(matches!(files.check(&blob.digest), Err(Error::Damaged)));
    assert!(matches!(files.bytes(&blob.digest, 100), Err(Error::Damaged)));
}

#[test]
fn what_nobody_wants_is_swept_but_not_too_soon() {
    let (folder, files) = files();
    let (wanted, unwanted) = (files.put_bytes(b"wanted").unwrap(), files.put_bytes(b"unwanted").unwrap());
    files.append(id(1), 0, &b"never ended"[..], 100).unwrap();
    let written =
        std::fs::metadata(folder.0.join("parts").join(id(1).simple().to_string())).unwrap().modified().unwrap();
    let keep = |digest: &Digest| *digest == wanted.digest;

    assert_eq!(files.sweep(SystemTime::UNIX_EPOCH, keep).unwrap().blobs, 0);
    let swept = files.sweep(written + Duration::from_secs(1), keep).unwrap();
    assert_eq!((swept.blobs, swept.parts, swept.bytes), (1, 1, 8 + 11));
    assert!(files.size(&wanted.digest).is_ok());
    assert!(matches!(files.size(&unwanted.digest), Err(Error::Missing)));
}
