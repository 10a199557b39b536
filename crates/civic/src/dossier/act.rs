//! An act: one thing done to a file, by whom, when, and all that it says.

use crate::form::Answers;
use crate::role::Role;
use crate::territory::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing done to a file. Never changed once recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Microseconds since 1970, UTC.
    pub at: i64,
    /// The day in Morocco.
    pub day: Date,
    pub by: Uuid,
    pub role: Role,
    /// The delegation under which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Uuid>,
    /// The act's name: `file`, or the `act` of a door.
    pub name: String,
    #[serde(default)]
    pub body: Body,
}

/// What an act says; each kind of door reads its own part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Given>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Asked>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reserves: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How the person consented that the counter answers for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeLine>,
    /// SHA-256, in hexadecimal, of the paper's bytes that the signer was shown and signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
    /// The commission session at which it was concluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filing: Option<Filing>,
}

/// What only the first act says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    pub number: String,
    pub procedure: String,
    pub revision: u32,
    pub examiner: Place,
    pub applicant: Uuid,
    /// Who files for the applicant, under a recorded mandate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<String>,
    /// True when a clerk filed for someone without a device, whose consent was recorded.
    #[serde(default)]
    pub assisted: bool,
    /// The code that opens the tracking page without an account.
    pub tracking: String,
}

/// A piece that was given: the blob is named by its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub piece: String,
    pub name: String,
    pub sha256: String,
    pub bytes: i64,
    pub media: String,
}

/// A piece that the applicant is asked for, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub piece: String,
    pub reason: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    Favourable,
    FavourableWithReserves,
    Unfavourable,
    Adjourned,
}

impl Opinion {
    pub const ALL: [Opinion; 4] =
        [Opinion::Favourable, Opinion::FavourableWithReserves, Opinion::Unfavourable, Opinion::Adjourned];

    pub fn as_str(self) -> &'static str {
        match self {
            Opinion::Favourable => "favourable",
            Opinion::FavourableWithReserves => "favourable-with-reserves",
            Opinion::Unfavourable => "unfavourable",
            Opinion::Adjourned => "adjourned",
        }
    }

    pub fn parse(word: &str) -> Option<Opinion> {
        Opinion::ALL.into_iter().find(|o| o.as_str() == word)
    }
}

/// One line of what is due, with the formula and the text that make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    pub name: String,
    pub centimes: i64,
    /// The formula with the figures it was counted with.
    pub formula: String,
    pub text: String,
    pub article: String,
}
