//! Signed notes, checkpoints and cosignatures, as C2SP writes them: signed-note, tlog-checkpoint,
//! cosignature/v1, tlog-proof. Signatures are Ed25519; what is read is bounded, and refused whole if malformed.

use crate::key::{Algorithm, Key, KeyError, LocalKey};
use crate::tree::{self, Hash, Unproven, sha256};
use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use data_encoding::BASE64;
use std::fmt;
use std::sync::Arc;

/// The largest note that is read, in bytes.
pub const NOTE_MOST: usize = 64 * 1024;
/// The most signatures on one note.
pub const SIGNATURES_MOST: usize = 64;
const NAME_MOST: usize = 255;
const EXTRA_MOST: usize = 16 * 1024;

/// Why a text is not a note, or a note is not to be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the text is longer than {NOTE_MOST} bytes or has more than {SIGNATURES_MOST} signatures")]
    TooLong,
    #[error("line {0} is not as the format wants it")]
    Line(usize),
    #[error("no empty line stands between the text and its signatures")]
    NoSignatures,
    #[error("`{0}` is no verifier key: name+hash+key")]
    Key(String),
    #[error("the key `{0}` has not signed this")]
    NotSigned(String),
    #[error("the signature of `{0}` is false")]
    FalseSignature(String),
    #[error("this is a checkpoint of `{0}`, another register")]
    Origin(String),
    #[error(transparent)]
    Unproven(#[from] Unproven),
}

/// What a key's signatures are for; the byte is part of its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of the log itself, over the text.
    Log = 0x01,
    /// Of a witness, over the text and a moment.
    Cosigner = 0x04,
}

/// A public key with its name: what a verifier must be given beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    pub name: String,
    pub kind: Kind,
    pub key: [u8; 32],
}

impl Verifier {
    /// Reads a verifier key: `name+hash+base64`.
    pub fn parse(text: &str) -> Result<Verifier, Fault> {
        let fault = || Fault::Key(text.chars().take(80).collect());
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(fault()) };
        let bytes = BASE64.decode(key.as_bytes()).map_err(|_| fault())?;
        let (kind, key) = match bytes.split_first() {
            Some((1, key)) => (Kind::Log, key),
            Some((4, key)) => (Kind::Cosigner, key),
            _ => return Err(fault()),
        };
        let verifier = Verifier { name: name.to_owned(), kind, key: key.try_into().map_err(|_| fault())? };
        if !is_name(name) || crate::leaf::hex(&verifier.id()) != id {
            return Err(fault());
        }
        Ok(verifier)
    }

    /// The first four bytes of a digest of name, kind and key.
    pub fn id(&self) -> [u8; 4] {
        let [a, b, c, d, ..] = sha256(&[self.name.as_bytes(), b"\n", &[self.kind as u8], &self.key]);
        [a, b, c, d]
    }

    /// When a line of this key stands on the note and is true: the moment it gives (0 for a log's own). An
    /// error when there is none, or a false one.
    pub fn check(&self, note: &Note) -> Result<u64, Fault> {
        let line = note.signatures.iter().find(|line| line.name == self.name && line.id == self.id());
        let line = line.ok_or_else(|| Fault::NotSigned(self.name.clone()))?;
        let forged = || Fault::FalseSignature(self.name.clone());
        let (message, signature, time) = match self.kind {
            Kind::Log => (note.text.clone(), line.signature.as_slice(), 0),
            Kind::Cosigner => {
                let (time, signature) = line.signature.split_first_chunk::<8>().ok_or_else(forged)?;
                let time = u64::from_be_bytes(*time);
                (cosigned(&note.text, time), signature, time)
            }
        };
        let verified = UnparsedPublicKey::new(&ED25519, self.key).verify(message.as_bytes(), signature);
        verified.map(|()| time).map_err(|_| forged())
    }

    /// Writes the line of a signature that this key's secret half made over `message`.
    pub fn line(&self, signature: &[u8]) -> Line {
        Line { name: self.name.clone(), id: self.id(), signature: signature.to_vec() }
    }

    /// Writes the line of a cosignature made at `time`.
    pub fn cosignature(&self, time: u64, signature: &[u8]) -> Line {
        self.line(&[&time.to_be_bytes(), signature].concat())
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let key = BASE64.encode(&[&[self.kind as u8], self.key.as_slice()].concat());
        write!(f, "{}+{}+{key}", self.name, crate::leaf::hex(&self.id()))
    }
}

/// A key that signs notes, under a name. The secret stays where it is.
#[derive(Clone)]
pub struct Signer {
    pub verifier: Verifier,
    key: Arc<dyn Key>,
}

/// What comes before the 32 bytes in the SubjectPublicKeyInfo of an Ed25519 key, and before the seed in its
/// PKCS#8 (RFC 8410 §4, §7).
const PUBLIC: &[u8] = &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const SECRET: &[u8] = &[0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

impl Signer {
    /// The key must be of Ed25519.
    pub fn new(name: &str, kind: Kind, key: Arc<dyn Key>) -> Result<Signer, Fault> {
        let public = key.public().strip_prefix(PUBLIC).and_then(|key| key.try_into().ok());
        match public.filter(|_| key.algorithm() == Algorithm::Ed25519 && is_name(name)) {
            Some(public) => Ok(Signer { verifier: Verifier { name: name.to_owned(), kind, key: public }, key }),
            None => Err(Fault::Key(name.to_owned())),
        }
    }

    /// A key from its 32 secret bytes (RFC 8032).
    pub fn from_seed(name: &str, kind: Kind, seed: &Hash) -> Result<Signer, Fault> {
        let key = LocalKey::from_pkcs8(Algorithm::Ed25519, &[SECRET, seed].concat());
        Signer::new(name, kind, Arc::new(key.map_err(|_| Fault::Key(name.to_owned()))?))
    }

    /// The line that signs a text; `time` is said by cosigners only, in seconds since 1970.
    pub fn line(&self, text: &str, time: u64) -> Result<Line, KeyError> {
        match self.verifier.kind {
            Kind::Log => Ok(self.verifier.line(&self.key.sign(text.as_bytes())?)),
            Kind::Cosigner => Ok(self.verifier.cosignature(time, &self.key.sign(cosigned(text, time).as_bytes())?)),
        }
    }

    /// Signs a head.
    pub fn sign(&self, checkpoint: &Checkpoint) -> Result<Note, KeyError> {
        let text = checkpoint.to_string();
        Ok(Note { signatures: vec![self.line(&text, 0)?], text })
    }
}

/// What a cosigner signs: a moment in seconds since 1970 and the whole text.
pub fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// Names neither empty nor with spaces, signs of addition or controls.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= NAME_MOST
        && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

/// One line under a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub id: [u8; 4],
    pub signature: Vec<u8>,
}

impl Line {
    pub fn parse(line: &str) -> Option<Line> {
        let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = BASE64.decode(signature.as_bytes()).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        (is_name(name) && !signature.is_empty()).then(|| Line {
            name: name.to_owned(),
            id: *id,
            signature: signature.to_vec(),
        })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "— {} {}", self.name, BASE64.encode(&[self.id.as_slice(), &self.signature].concat()))
    }
}

/// A text and who signed it. Nothing of it is true before a `Verifier` has said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// With its last line break.
    pub text: String,
    pub signatures: Vec<Line>,
}

impl Note {
    pub fn parse(note: &str) -> Result<Note, Fault> {
        if NOTE_MOST < note.len() {
            return Err(Fault::TooLong);
        }
        if let Some(line) = note.split('\n').position(|line| line.chars().any(|c| c < ' ')) {
            return Err(Fault::Line(line + 1));
        }
        let middle = note.rfind("\n\n").ok_or(Fault::NoSignatures)?;
        let (text, lines) = (note.get(..=middle).unwrap_or_default(), note.get(middle + 2..).unwrap_or_default());
        let before = text.lines().count() + 1;
        let lines = lines.strip_suffix('\n').ok_or(Fault::Line(note.lines().count()))?;
        let signatures = lines
            .split('\n')
            .enumerate()
            .map(|(n, line)| Line::parse(line).ok_or(Fault::Line(before + n + 1)))
            .collect::<Result<Vec<Line>, Fault>>()?;
        if SIGNATURES_MOST < signatures.len() {
            return Err(Fault::TooLong);
        }
        Ok(Note { text: text.to_owned(), signatures })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The head of a register at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    pub origin: String,
    pub size: u64,
    pub root: Hash,
    /// Opaque lines of whoever made it; we write none.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    pub fn parse(text: &str) -> Result<Checkpoint, Fault> {
        let body = text.strip_suffix('\n').ok_or(Fault::Line(text.lines().count()))?;
        let mut lines = body.split('\n');
        let origin = lines.next().filter(|line| !line.is_empty()).ok_or(Fault::Line(1))?;
        let size = lines.next().and_then(decimal).ok_or(Fault::Line(2))?;
        let root = lines.next().and_then(hash).ok_or(Fault::Line(3))?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        match extensions.iter().position(String::is_empty) {
            Some(empty) => Err(Fault::Line(4 + empty)),
            None => Ok(Checkpoint { origin: origin.to_owned(), size, root, extensions }),
        }
    }

    /// Reads a signed checkpoint of this log's, and believes it only when the log has signed it.
    pub fn open(note: &str, log: &Verifier) -> Result<(Checkpoint, Note), Fault> {
        let note = Note::parse(note)?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        log.check(&note)?;
        if checkpoint.origin != log.name {
            return Err(Fault::Origin(checkpoint.origin));
        }
        Ok((checkpoint, note))
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(&self.root))?;
        self.extensions.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn decimal(text: &str) -> Option<u64> {
    let sound = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    text.parse().ok().filter(|_| sound)
}

fn hash(text: &str) -> Option<Hash> {
    BASE64.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// A proof that anyone can check offline: where an entry stands, and the checkpoint it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// What is needed to rebuild the entry; opaque to the format.
    pub extra: Vec<u8>,
    pub index: u64,
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, as it was made.
    pub checkpoint: String,
}

const PROOF_HEAD: &str = "c2sp.org/tlog-proof@v1";

impl Proof {
    pub fn parse(text: &str) -> Result<Proof, Fault> {
        if NOTE_MOST + EXTRA_MOST < text.len() {
            return Err(Fault::TooLong);
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(Fault::NoSignatures)?;
        let mut lines = head.split('\n').enumerate().peekable();
        lines.next().filter(|(_, line)| *line == PROOF_HEAD).ok_or(Fault::Line(1))?;
        let mut extra = Vec::new();
        if let Some((n, line)) = lines.next_if(|(_, line)| line.starts_with("extra ")) {
            let bytes = line.strip_prefix("extra ").and_then(|text| BASE64.decode(text.as_bytes()).ok());
            extra = bytes.filter(|bytes| bytes.len() <= EXTRA_MOST).ok_or(Fault::Line(n + 1))?;
        }
        let index = lines.next().and_then(|(_, line)| line.strip_prefix("index ")).and_then(decimal);
        let index = index.ok_or(Fault::Line(2))?;
        let hashes =
            lines.map(|(n, line)| hash(line).ok_or(Fault::Line(n + 1))).collect::<Result<Vec<Hash>, Fault>>()?;
        if tree::PROOF_MOST < hashes.len() {
            return Err(Fault::TooLong);
        }
        Ok(Proof { extra, index, hashes, checkpoint: checkpoint.to_owned() })
    }

    /// Whether this entry stands in the register of `log`, at the place that the proof says.
    pub fn verify(&self, entry: &[u8], log: &Verifier) -> Result<Checkpoint, Fault> {
        let (checkpoint, _) = Checkpoint::open(&self.checkpoint, log)?;
        tree::verify_inclusion(self.index, checkpoint.size, &tree::leaf_hash(entry), &self.hashes, &checkpoint.root)?;
        Ok(checkpoint)
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{PROOF_HEAD}")?;
        if !self.extra.is_empty() {
            writeln!(f, "extra {}", BASE64.encode(&self.extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", BASE64.encode(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
#[path = "tests/note.rs"]
mod tests;
