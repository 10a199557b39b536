//! `file.json` of a container, as it is read: what somebody tells of a file. Whether it is true is `judge`'s.

use serde::Deserialize;

/// The most acts, papers and pieces that are read of one file.
const PARTS_MOST: usize = 4096;

#[derive(Debug, Clone, Deserialize)]
pub struct File {
    pub number: String,
    pub id: String,
    pub commune: String,
    #[serde(default)]
    pub procedure: String,
    #[serde(default)]
    pub taken_at: String,
    /// `applicant`, `office`, `operator`.
    #[serde(default)]
    pub taken_for: String,
    pub acts: Vec<Act>,
    pub documents: Vec<Document>,
    #[serde(default)]
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Act {
    pub seq: i64,
    pub act: String,
    pub role: String,
    pub at: String,
    #[serde(default)]
    pub by: Option<Names>,
    pub detail: Option<Detail>,
    pub proof: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Names {
    pub ar: String,
    pub fr: String,
}

/// What was written in an act, and what opens it.
#[derive(Debug, Clone, Deserialize)]
pub struct Detail {
    pub inner: String,
    pub by: String,
    pub content: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Document {
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub name: String,
    pub path: String,
    pub sha256: String,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Piece {
    pub piece: String,
    pub name: String,
    pub sha256: String,
    pub bytes: i64,
    /// Where it lies in the container, when it does.
    #[serde(default)]
    pub path: Option<String>,
    /// Another took its place since.
    #[serde(default)]
    pub replaced: bool,
    /// Why it does not lie there: `not-asked`, `too-large`, `missing`.
    #[serde(default)]
    pub left_out: Option<String>,
}

/// Reads it, or says why it cannot be read.
pub fn read(bytes: &[u8]) -> Result<File, String> {
    let file: File = serde_json::from_slice(bytes).map_err(|why| why.to_string())?;
    let most = file.acts.len().max(file.documents.len()).max(file.pieces.len());
    if PARTS_MOST < most { Err(format!("{most} parts; at most {PARTS_MOST} are read")) } else { Ok(file) }
}
