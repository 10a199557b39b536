//! Who acts, in what quality, and where: roles, seats, dated offices, and the viewer of a read.

use crate::territory::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In what quality somebody acts on a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The person who asks, or who holds their mandate.
    Applicant,
    Clerk,
    UrbanPlanning,
    CommissionChair,
    Cashier,
    President,
    Administrator,
    UrbanAgency,
    Province,
    CivilProtection,
    Utilities,
    Governor,
    /// What time does by itself.
    System,
}

/// At which level the institution of a role sits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    Commune,
    Province,
    /// The commune above 50,000 people, the province below.
    Examiner,
    Nowhere,
}

impl Role {
    pub const ALL: [Role; 13] = [
        Role::Applicant,
        Role::Clerk,
        Role::UrbanPlanning,
        Role::CommissionChair,
        Role::Cashier,
        Role::President,
        Role::Administrator,
        Role::UrbanAgency,
        Role::Province,
        Role::CivilProtection,
        Role::Utilities,
        Role::Governor,
        Role::System,
    ];

    /// The word used in procedures, the database, the API and the translations.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Applicant => "applicant",
            Role::Clerk => "clerk",
            Role::UrbanPlanning => "urban-planning",
            Role::CommissionChair => "commission-chair",
            Role::Cashier => "cashier",
            Role::President => "president",
            Role::Administrator => "administrator",
            Role::UrbanAgency => "urban-agency",
            Role::Province => "province",
            Role::CivilProtection => "civil-protection",
            Role::Utilities => "utilities",
            Role::Governor => "governor",
            Role::System => "system",
        }
    }

    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == word)
    }

    pub fn level(self) -> Level {
        match self {
            Role::Clerk | Role::UrbanPlanning | Role::Cashier | Role::President | Role::Administrator => Level::Commune,
            Role::UrbanAgency | Role::Province | Role::CivilProtection | Role::Utilities | Role::Governor => {
                Level::Province
            }
            Role::CommissionChair => Level::Examiner,
            Role::Applicant | Role::System => Level::Nowhere,
        }
    }

    /// Where the office holding this role for a file of `commune` sits.
    pub fn seat(self, commune: Place, examiner: Place) -> Place {
        match self.level() {
            Level::Commune => commune,
            Level::Province => commune.province(),
            Level::Examiner => examiner,
            Level::Nowhere => Place::KINGDOM,
        }
    }

    /// This role's bit in a set of roles kept as one number.
    pub fn bit(self) -> i64 {
        1 << (self as i64)
    }
}

/// A role in a place: the institution's chair that an officer sits on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Seat {
    pub role: Role,
    pub place: Place,
}

/// A seat held by a person between two days, in their own right or by delegation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    pub id: Uuid,
    pub holder: Uuid,
    pub seat: Seat,
    pub from: Date,
    /// The last day, included; none while it runs.
    pub until: Option<Date>,
    /// Whose power is exercised, when this is a delegation (law 113-14, art. 103).
    pub delegated_by: Option<Uuid>,
    /// The number of the decision that appoints or delegates.
    pub decision: String,
    /// What a delegation covers; everything, for a seat in one's own right.
    #[serde(default)]
    pub scope: Scope,
}

/// What a delegation covers. Nothing named of a kind: all of that kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    pub procedures: Vec<String>,
    pub acts: Vec<String>,
}

impl Scope {
    pub fn covers(&self, procedure: &str, act: &str) -> bool {
        let named = |list: &[String], name: &str| list.is_empty() || list.iter().any(|one| one == name);
        named(&self.procedures, procedure) && named(&self.acts, act)
    }

    pub fn is_whole(&self) -> bool {
        self.procedures.is_empty() && self.acts.is_empty()
    }

    /// From the words that are kept: `procedure:NAME act:NAME`. A word of another kind narrows nothing that
    /// can be judged, so it is read as a procedure that does not exist: it covers less, never more.
    pub fn parse(text: &str) -> Scope {
        let mut scope = Scope::default();
        for word in text.split_whitespace() {
            match word.split_once(':') {
                Some(("procedure", name)) => scope.procedures.push(name.into()),
                Some(("act", name)) => scope.acts.push(name.into()),
                _ => scope.procedures.push(word.into()),
            }
        }
        scope
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let procedures = self.procedures.iter().map(|name| format!("procedure:{name}"));
        let acts = self.acts.iter().map(|name| format!("act:{name}"));
        f.write_str(&procedures.chain(acts).collect::<Vec<_>>().join(" "))
    }
}

impl Office {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Who is looking. No file, list, count or search can be read without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The account; nil for a visitor who has not signed in.
    pub person: Uuid,
    /// The seats held today.
    pub seats: Vec<Seat>,
}

impl Viewer {
    /// A visitor: sees nothing but what is public.
    pub fn stranger() -> Viewer {
        Viewer { person: Uuid::nil(), seats: Vec::new() }
    }

    pub fn holds(&self, role: Role, place: Place) -> bool {
        self.seats.contains(&Seat { role, place })
    }

    pub fn is_officer(&self) -> bool {
        !self.seats.is_empty()
    }
}
