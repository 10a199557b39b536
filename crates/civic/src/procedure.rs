//! A procedure as data: form, pieces, members, fees, steps, doors, papers.
//!
//! Read from a TOML file of a house. A revision never changes once it has opened a file; a running
//! dossier keeps the revision under which it was opened. `check.rs` reads a procedure before a
//! citizen meets it; `draw.rs` draws it.

use crate::expr::Expr;
use crate::role::Role;
use serde::Deserialize;

/// One procedure of one service, in one revision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    pub code: String,
    pub revision: u32,
    pub service: String,
    /// The series of reference numbers: `PC` in `PC-095410113-2026-000123`.
    pub series: String,
    /// Texts of law it rests on.
    pub texts: Vec<String>,
    /// The law value that is the file's one clock.
    pub limit: String,
    /// The law value that the longest legal path may not pass.
    pub longest: String,
    pub silence: Silence,
    pub applicants: Vec<String>,
    /// The fields that a list says of a file, beside its number and its owner: where, how large.
    #[serde(default)]
    pub summary: Vec<String>,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    #[serde(rename = "piece", default)]
    pub pieces: Vec<Piece>,
    #[serde(rename = "member", default)]
    pub members: Vec<Member>,
    #[serde(rename = "fee", default)]
    pub fees: Vec<Fee>,
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    #[serde(rename = "door")]
    pub doors: Vec<Door>,
    #[serde(rename = "paper", default)]
    pub papers: Vec<Paper>,
}

/// What it means that nobody answered in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Silence {
    Approves,
    Refuses,
    Nothing,
}

/// A page of the guided form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub name: String,
}

/// What may be written in a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    Text,
    LongText,
    Integer,
    /// Whole square metres: a fraction counts as one.
    Area,
    /// Centimes; typed in dirhams.
    Money,
    Choice,
    YesNo,
    Date,
    Cnie,
    Ice,
    Phone,
    Email,
    LandTitle,
    Point,
}

impl FieldKind {
    pub fn as_str(self) -> &'static str {
        match self {
            FieldKind::Text => "text",
            FieldKind::LongText => "long-text",
            FieldKind::Integer => "integer",
            FieldKind::Area => "area",
            FieldKind::Money => "money",
            FieldKind::Choice => "choice",
            FieldKind::YesNo => "yes-no",
            FieldKind::Date => "date",
            FieldKind::Cnie => "cnie",
            FieldKind::Ice => "ice",
            FieldKind::Phone => "phone",
            FieldKind::Email => "email",
            FieldKind::LandTitle => "land-title",
            FieldKind::Point => "point",
        }
    }
}

/// A question of the form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub section: String,
    pub name: String,
    pub kind: FieldKind,
    #[serde(default)]
    pub choices: Vec<String>,
    #[serde(default)]
    pub required: bool,
    /// Asked only when this holds; a field not asked is neither required nor kept.
    #[serde(default)]
    pub when: Option<Expr>,
    #[serde(default)]
    pub min: Option<i64>,
    #[serde(default)]
    pub max: Option<i64>,
    #[serde(default)]
    pub letters_most: Option<usize>,
    #[serde(default)]
    pub law: Option<String>,
}

/// A document that the applicant must give: the list is closed, nobody may ask for another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    pub name: String,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub when: Option<Expr>,
    /// `pdf`, `image`, `plan`.
    pub media: Vec<String>,
    pub megabytes_most: u64,
    #[serde(default)]
    pub several: bool,
    #[serde(default)]
    pub law: Option<String>,
    #[serde(default)]
    pub article: Option<String>,
}

/// An institution that gives an opinion, with a clock of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub role: Role,
    /// The law value that limits its opinion.
    pub within: String,
    /// Sits only when invited, or when `when` holds.
    #[serde(default)]
    pub occasional: bool,
    #[serde(default)]
    pub when: Option<Expr>,
}

/// An amount due, by formula.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub name: String,
    pub formula: Expr,
    #[serde(default)]
    pub when: Option<Expr>,
    pub text: String,
    #[serde(default)]
    pub article: String,
}

/// What the file's clock does during a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Running {
    Runs,
    Pauses,
    /// The answer is given: nothing runs any more.
    Stopped,
}

/// Where a file can stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub name: String,
    /// A role, `applicant`, `members`, or `nobody`.
    pub holder: String,
    /// What the citizen is shown.
    pub stage: String,
    pub clock: Running,
    /// Why the clock is paused.
    #[serde(default)]
    pub cause: Option<String>,
    /// The law value that limits the step itself.
    #[serde(default)]
    pub within: Option<String>,
    /// Where a step held by members goes when every opinion is in.
    #[serde(default)]
    pub then: Option<String>,
    /// The outcome, for a step where the answer is given.
    #[serde(default)]
    pub end: Option<String>,
}

/// What passing a door does to the file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoorKind {
    /// Nothing but moving.
    Pass,
    /// Asks the applicant for pieces of the list.
    Request,
    /// The applicant gives what was asked, or amends.
    Answer,
    Opinion,
    Invite,
    /// The commission's conclusion.
    Conclude,
    Extend,
    Pay,
    Sign,
    SendBack,
    Silence,
    Lapse,
    Withdraw,
    Message,
}

impl DoorKind {
    /// Whether its paper binds the institution by somebody's signature: the commission's minutes, a permit,
    /// a refusal, an attestation. Whoever passes it proves themselves by a second factor.
    pub fn binds(self) -> bool {
        matches!(self, DoorKind::Conclude | DoorKind::Sign)
    }
}

/// An act that may be done: by whom, from where, to where, under what conditions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Door {
    pub act: String,
    pub kind: DoorKind,
    /// The steps it opens from; `*` for all.
    pub from: Vec<String>,
    pub by: Vec<Role>,
    #[serde(default)]
    pub to: Option<String>,
    #[serde(default)]
    pub once: bool,
    #[serde(default)]
    pub motive: bool,
    #[serde(default)]
    pub when: Option<Expr>,
    /// With `extend`: the law value that says by how much the clock is lengthened.
    #[serde(default)]
    pub adds: Option<String>,
    #[serde(default)]
    pub papers: Vec<String>,
    #[serde(default)]
    pub notices: Vec<String>,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub article: Option<String>,
    /// Resolved when the procedure is read: the steps of `from` and `to` by place in `steps`.
    #[serde(skip)]
    pub from_steps: Vec<u8>,
    #[serde(skip)]
    pub to_step: Option<u8>,
}

/// A document that the procedure produces.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    pub name: String,
    pub template: String,
    pub series: String,
    #[serde(default)]
    pub signature: Signature,
    /// With the signature of members: the law value that says how long each has to sign.
    #[serde(default)]
    pub within: Option<String>,
    /// The lengths of time of the law table that it says.
    #[serde(default)]
    pub law: Vec<String>,
}

/// Whose signature makes a paper binding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// The institution's seal: it says that the register made the paper.
    #[default]
    Seal,
    /// The hand of whoever did the act: a president, a delegate, a governor.
    Person,
    /// The hand of each member who gave an opinion, and last that of whoever concluded, over the seal.
    Members,
}

impl Procedure {
    /// Reads a procedure file. The error names the file's fault and, where TOML knows it, the line.
    pub fn read(text: &str) -> Result<Procedure, String> {
        let mut procedure: Procedure = toml::from_str(text).map_err(|e| e.to_string())?;
        if procedure.steps.is_empty() || 64 < procedure.steps.len() || 64 < procedure.doors.len() {
            return Err(format!("`{}` must have 1 to 64 steps and at most 64 doors", procedure.code));
        }
        let place = |name: &str| procedure.steps.iter().position(|s| s.name == name).map(|i| i as u8);
        let every = 0..procedure.steps.len() as u8;
        let from = |door: &Door| match door.from.iter().any(|f| f == "*") {
            true => every.clone().collect(),
            false => door.from.iter().filter_map(|f| place(f)).collect(),
        };
        let resolved: Vec<(Vec<u8>, Option<u8>)> =
            procedure.doors.iter().map(|door| (from(door), door.to.as_deref().and_then(place))).collect();
        for (door, (from, to)) in procedure.doors.iter_mut().zip(resolved) {
            door.from_steps = from;
            door.to_step = to;
        }
        Ok(procedure)
    }

    pub fn step_at(&self, name: &str) -> Option<u8> {
        self.steps.iter().position(|s| s.name == name).map(|i| i as u8)
    }

    pub fn step(&self, at: u8) -> &Step {
        // A dossier's step always comes from this procedure; the first step stands in for a place
        // that a damaged record might name.
        self.steps.get(usize::from(at)).unwrap_or(&self.steps[0])
    }

    pub fn door_at(&self, act: &str) -> Option<u8> {
        self.doors.iter().position(|d| d.act == act).map(|i| i as u8)
    }

    pub fn door(&self, act: &str) -> Option<&Door> {
        self.doors.iter().find(|d| d.act == act)
    }

    pub fn doors_from(&self, step: u8) -> impl Iterator<Item = &Door> {
        self.doors.iter().filter(move |d| d.from_steps.contains(&step))
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    pub fn piece(&self, name: &str) -> Option<&Piece> {
        self.pieces.iter().find(|p| p.name == name)
    }

    pub fn paper(&self, name: &str) -> Option<&Paper> {
        self.papers.iter().find(|p| p.name == name)
    }

    pub fn member(&self, role: Role) -> Option<&Member> {
        self.members.iter().find(|m| m.role == role)
    }

    /// The officers who may see every file of this procedure: whoever holds a step, passes a door or
    /// always sits. Occasional members see the files they are invited to.
    pub fn readers(&self) -> i64 {
        let mut bits = 0;
        for door in &self.doors {
            for role in &door.by {
                let occasional = self.member(*role).is_some_and(|m| m.occasional);
                if !occasional && *role != Role::Applicant && *role != Role::System {
                    bits |= role.bit();
                }
            }
        }
        for member in self.members.iter().filter(|m| !m.occasional) {
            bits |= member.role.bit();
        }
        for step in &self.steps {
            if let Some(role) = Role::parse(&step.holder).filter(|r| *r != Role::Applicant) {
                bits |= role.bit();
            }
        }
        bits
    }
}
