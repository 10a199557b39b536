//! The ASiC manifest: which file signs, and the digest of each file that it signs (ETSI EN 319 162-1,
//! annex A.4). Written in one way; read as XML with namespaces, without entities or document types.

use data_encoding::BASE64;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::FILES_MOST;
use crate::algorithm::{Digest, Imprint};

const ASIC: &str = "http://uri.etsi.org/02918/v1.2.1#";
const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
/// XML Encryption names SHA-256 and SHA-512, "more" names SHA-384.
const DIGESTS: [(&str, Digest, usize); 3] = [
    ("http://www.w3.org/2001/04/xmlenc#sha256", Digest::Sha256, 32),
    ("http://www.w3.org/2001/04/xmldsig-more#sha384", Digest::Sha384, 48),
    ("http://www.w3.org/2001/04/xmlenc#sha512", Digest::Sha512, 64),
];
/// The largest manifest that is read.
const BYTES_MOST: usize = 4 << 20;

/// A manifest, with names as they are in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The file that signs the manifest.
    pub signature: String,
    pub files: Vec<Reference>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub name: String,
    pub media_type: String,
    pub imprint: Imprint,
}

/// Writes a manifest of SHA-256 digests.
pub fn write<'a>(
    signature: &str,
    signature_type: &str,
    files: impl Iterator<Item = (&'a str, &'a str, [u8; 32])>,
) -> Vec<u8> {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:ASiCManifest xmlns:asic=\"{ASIC}\" xmlns:ds=\"{DSIG}\">\n\
         <asic:SigReference URI=\"{signature}\" MimeType=\"{signature_type}\"/>\n"
    );
    for (name, media_type, digest) in files {
        out.push_str(&format!(
            "<asic:DataObjectReference URI=\"{}\" MimeType=\"{}\"><ds:DigestMethod Algorithm=\"{}\"/>\
             <ds:DigestValue>{}</ds:DigestValue></asic:DataObjectReference>\n",
            encoded(name),
            quick_xml::escape::escape(media_type),
            DIGESTS[0].0,
            BASE64.encode(&digest)
        ));
    }
    out.push_str("</asic:ASiCManifest>\n");
    out.into_bytes()
}

/// A name as a URI reference (RFC 3986).
fn encoded(name: &str) -> String {
    let mut out = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn decoded(uri: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        bytes.push((digit(rest.next())? << 4 | digit(rest.next())?) as u8);
    }
    String::from_utf8(bytes).ok().filter(|name| !name.contains(['#', '\0']))
}

/// What is being read of a file's reference.
#[derive(Default)]
struct Half {
    name: String,
    media_type: String,
    algorithm: Option<(Digest, usize)>,
    value: Option<String>,
}

/// Reads a manifest; nothing when it is not one, or says something that is not known here.
pub fn read(xml: &[u8]) -> Option<Manifest> {
    if BYTES_MOST < xml.len() {
        return None;
    }
    let mut reader = NsReader::from_str(std::str::from_utf8(xml).ok()?);
    let (mut signature, mut files, mut half) = (None, Vec::new(), None::<Half>);
    let mut open: Vec<&'static str> = Vec::new();
    let mut over = false;
    loop {
        let (space, event) = reader.read_resolved_event().ok()?;
        let space = match space {
            ResolveResult::Bound(space) => Some(space.0.to_owned()),
            ResolveResult::Unbound => None,
            ResolveResult::Unknown(_) => return None,
        };
        let space = space.as_deref();
        match event {
            Event::Eof => break,
            Event::Decl(_) | Event::Comment(_) => (),
            Event::Start(ref start) | Event::Empty(ref start) => {
                let name = known(space, start)?;
                if over || !fits(open.last().copied(), name) {
                    return None;
                }
                match name {
                    "SigReference" if signature.is_none() => signature = decoded(&attribute(start, "URI")?),
                    "SigReference" => return None,
                    "DataObjectReference" => {
                        let media_type = attribute(start, "MimeType").unwrap_or_default();
                        half = Some(Half { name: decoded(&attribute(start, "URI")?)?, media_type, ..Half::default() });
                    }
                    "DigestMethod" => {
                        let uri = attribute(start, "Algorithm")?;
                        let (_, digest, length) = DIGESTS.iter().find(|(known, ..)| *known == uri)?;
                        half.as_mut()?.algorithm = Some((*digest, *length));
                    }
                    "DigestValue" => half.as_mut()?.value = Some(String::new()),
                    _ => (),
                }
                if matches!(event, Event::Start(_)) {
                    open.push(name);
                } else if matches!(name, "ASiCManifest" | "DataObjectReference" | "DigestValue") {
                    return None;
                }
            }
            Event::End(_) => match open.pop()? {
                "DataObjectReference" => {
                    let Half { name, media_type, algorithm, value } = half.take()?;
                    let (algorithm, length) = algorithm?;
                    let value: String = value?.split_whitespace().collect();
                    let bytes = BASE64.decode(value.as_bytes()).ok().filter(|bytes| bytes.len() == length)?;
                    files.push(Reference { name, media_type, imprint: Imprint { algorithm, bytes } });
                    if FILES_MOST + 8 < files.len() {
                        return None;
                    }
                }
                "ASiCManifest" => over = true,
                _ => (),
            },
            Event::Text(text) => {
                let text: &str = &text;
                match (open.last(), half.as_mut().and_then(|half| half.value.as_mut())) {
                    (Some(&"DigestValue"), Some(value)) => value.push_str(text),
                    _ if text.trim().is_empty() => (),
                    _ => return None,
                }
            }
            // Entities, CDATA, instructions and document types have no place here.
            _ => return None,
        }
    }
    let manifest = Manifest { signature: signature?, files };
    (over && open.is_empty() && !manifest.files.is_empty()).then_some(manifest)
}

/// The names that a manifest is made of.
fn known(space: Option<&str>, start: &BytesStart) -> Option<&'static str> {
    let local = start.local_name();
    let names: &[&'static str] = if space == Some(ASIC) {
        &["ASiCManifest", "SigReference", "DataObjectReference"]
    } else if space == Some(DSIG) {
        &["DigestMethod", "DigestValue"]
    } else {
        return None;
    };
    let local: &str = local.as_ref();
    names.iter().find(|name| **name == local).copied()
}

fn fits(parent: Option<&str>, name: &str) -> bool {
    match name {
        "ASiCManifest" => parent.is_none(),
        "SigReference" | "DataObjectReference" => parent == Some("ASiCManifest"),
        _ => parent == Some("DataObjectReference"),
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let attribute = start.try_get_attribute(name).ok()??;
    quick_xml::escape::unescape(&attribute.value).ok().map(|value| value.into_owned())
}
