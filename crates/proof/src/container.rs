//! Evidence that travels: files of any kind in one container, signed together, which anyone opens with
//! `unzip` and judges with OpenSSL. ASiC-E with CAdES (ETSI EN 319 162-1, 4.4).
//!
//! A signature is over a manifest that holds each file's digest. Here containers are made; `zip` and
//! `manifest` are their formats, `judge` reads what others send.

mod judge;
mod manifest;
mod zip;

use jiff::Timestamp;

use crate::algorithm::{Digest, sha256};

pub use judge::{ContainerFault, ContainerJudgement, Seal, Sealed, judge, judge_up_to};

/// The only thing that a container's first file says.
pub const MEDIA_TYPE: &str = "application/vnd.etsi.asic-e+zip";
/// The largest container, and the most that its files unpack to.
pub const BYTES_MOST: usize = 256 << 20;
/// Files in one container.
pub const FILES_MOST: usize = 1000;
/// Letters in a file's name, as bytes.
const NAME_MOST: usize = 240;

const MIMETYPE: &str = "mimetype";
const MANIFEST: &str = "META-INF/ASiCManifest.xml";
const SIGNATURE: &str = "META-INF/signature.p7s";
const STAMP_MANIFEST: &str = "META-INF/ASiCManifest-timestamp.xml";
const STAMP: &str = "META-INF/timestamp.tst";
const SIGNATURE_TYPE: &str = "application/pkcs7-signature";
const STAMP_TYPE: &str = "application/vnd.etsi.timestamp-token";
const XML: &str = "text/xml";

/// A file to be carried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path inside, with `/`.
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// Why no container was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContainerError {
    #[error("a container without files proves nothing; give at least one")]
    Empty,
    #[error("the name {0:?} cannot be used; give a relative path without `..`, `\\` or a reserved name")]
    Name(String),
    #[error("two files are named {0:?}; names that differ only in capitals count as one")]
    Twice(String),
    #[error("{files} files of {bytes} bytes are more than a container takes; make two")]
    TooLarge { files: usize, bytes: usize },
    #[error("the media type {0:?} cannot be written")]
    MediaType(String),
}

/// Files with their manifest, waiting for a signature over it.
#[derive(Debug, Clone)]
pub struct Draft {
    files: Vec<File>,
    manifest: Vec<u8>,
    at: Timestamp,
}

/// Writes the manifest of some files. Every mistake in their names is told at once.
pub fn draft(files: Vec<File>, at: Timestamp) -> Result<Draft, Vec<ContainerError>> {
    let mut errors = Vec::new();
    let bytes = files.iter().map(|file| file.bytes.len()).sum();
    if files.is_empty() {
        errors.push(ContainerError::Empty);
    }
    if FILES_MOST < files.len() || BYTES_MOST / 2 < bytes {
        errors.push(ContainerError::TooLarge { files: files.len(), bytes });
    }
    let mut seen = std::collections::HashSet::new();
    for file in &files {
        if !may_be_named(&file.name) || file.name.ends_with('/') || reserved(&file.name) {
            errors.push(ContainerError::Name(file.name.clone()));
        }
        if !seen.insert(file.name.to_lowercase()) {
            errors.push(ContainerError::Twice(file.name.clone()));
        }
        let graphic = file.media_type.bytes().all(|byte| byte.is_ascii_graphic());
        if file.media_type.is_empty() || !graphic {
            errors.push(ContainerError::MediaType(file.media_type.clone()));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let listed = files.iter().map(|file| (file.name.as_str(), file.media_type.as_str(), sha256(&file.bytes)));
    let manifest = manifest::write(SIGNATURE, SIGNATURE_TYPE, listed);
    Ok(Draft { files, manifest, at })
}

/// A relative path that means the same on every system.
fn may_be_named(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !name.is_empty()
        && name.len() <= NAME_MOST
        && name.trim_end_matches('/').split('/').all(plain)
        && !name
            .chars()
            .any(|letter| letter.is_control() || matches!(letter, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
}

fn reserved(name: &str) -> bool {
    name.eq_ignore_ascii_case(MIMETYPE) || name.to_ascii_uppercase().starts_with("META-INF/")
}

impl Draft {
    /// The digest to be signed by `cms::sign_detached_at`.
    pub fn digest(&self) -> [u8; 32] {
        sha256(&self.manifest)
    }

    /// The same for a key that goes with another digest.
    pub fn imprint(&self, digest: Digest) -> crate::algorithm::Imprint {
        digest.of(&[&self.manifest])
    }

    /// Takes the signature over the manifest.
    pub fn signed(self, cms: Vec<u8>) -> Container {
        let Draft { files, manifest, at } = self;
        let file = |name: &str, kind: &str, bytes| File { name: name.into(), media_type: kind.into(), bytes };
        let mut all = files;
        all.push(file(MANIFEST, XML, manifest));
        all.push(file(SIGNATURE, SIGNATURE_TYPE, cms));
        Container { files: all, at, stamp: None }
    }
}

/// Signed files.
#[derive(Debug, Clone)]
pub struct Container {
    files: Vec<File>,
    at: Timestamp,
    stamp: Option<Vec<u8>>,
}

impl Container {
    /// Prepares a time-stamp over everything, the signature included, and gives the digest for it.
    pub fn stamp_digest(&mut self) -> [u8; 32] {
        let listed = self.files.iter().map(|file| (file.name.as_str(), file.media_type.as_str(), sha256(&file.bytes)));
        let manifest = manifest::write(STAMP, STAMP_TYPE, listed);
        let digest = sha256(&manifest);
        self.stamp = Some(manifest);
        digest
    }

    /// Takes the token for the digest that [`Container::stamp_digest`] gave. Without one asked for,
    /// nothing changes.
    pub fn stamped(mut self, token: Vec<u8>) -> Container {
        if let Some(manifest) = self.stamp.take() {
            let file = |name: &str, kind: &str, bytes| File { name: name.into(), media_type: kind.into(), bytes };
            self.files.push(file(STAMP_MANIFEST, XML, manifest));
            self.files.push(file(STAMP, STAMP_TYPE, token));
        }
        self
    }

    /// The container's bytes.
    pub fn write(&self) -> Vec<u8> {
        let first = (MIMETYPE, MEDIA_TYPE.as_bytes());
        let rest = self.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()));
        zip::write(std::iter::once(first).chain(rest), self.at)
    }
}
