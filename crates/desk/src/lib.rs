//! The counter: who asks, what time it is, one transaction; and the general acts on any dossier.
//!
//! Every write goes through here: load, decide (`civic`), record in one transaction (`store`) the act,
//! the new state, the rows that lists and searches read, and what must follow. What must follow is
//! done by `work`. What a service has of its own is in its house; what people see is in `web`.

pub mod clock;
pub mod complete;
pub mod counter;
pub mod draft;
pub mod erasure;
pub mod error;
pub mod evidence;
pub mod figures;
mod filing;
mod follow;
pub mod hands;
mod http;
pub mod keys;
pub mod mail;
pub mod once;
pub mod paper;
pub mod people;
pub mod privacy;
pub mod provider;
pub mod readings;
pub mod redact;
pub mod register;
mod sealing;
mod shipped;
pub mod signing;
pub mod statute;
pub mod street;
pub mod upload;
pub mod verify;
pub mod who;
pub mod work;

pub use clock::{Chance, Clock};
pub use error::{Denial, Error, Result};
pub use statute::Statute;
pub use street::{Service, Street};
pub use who::Who;

use i18n::Words;
use std::ops::Deref;
use std::sync::{Arc, RwLock};
use store::{Db, Files};
use tokio::sync::Notify;

/// What the operator has chosen that the counter must know.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address under which people reach this Diwan: `https://diwan.example.ma`, no slash at the end.
    pub address: String,
    pub mail: mail::MailOptions,
    /// How long a sign-in lasts unused, in minutes.
    pub sign_in_minutes: i64,
    /// How long a second factor stays fresh for signing and administering, in minutes.
    pub second_factor_minutes: i64,
    /// The identity provider through which citizens may sign in, when there is one.
    pub provider: Option<provider::ProviderOptions>,
    /// The largest piece, in bytes, whatever a procedure says.
    pub piece_bytes_most: u64,
    /// For how long a page may show the answers as they stood: 0 reads them at each view.
    pub figures_seconds: i64,
    /// The number under which the treatment is declared to the CNDP; empty while there is none.
    pub declaration: String,
    /// True in the demo town: the papers and screens say so.
    pub demo: bool,
    /// What locks the private keys in the store.
    pub master: keys::Master,
    /// The token that holds the keys of seals and persons, when there is one.
    pub token: Option<keys::TokenOptions>,
    /// The authority that gives the time, when it is not our own.
    pub stamp: Option<keys::StampOptions>,
    /// Where the revocation lists of other authorities are fetched.
    pub lists: keys::ListOptions,
    pub register: register::Options,
    /// The accounts that the demo town's door offers to whoever comes; none elsewhere.
    pub accounts: Vec<DemoAccount>,
}

/// An account of the demo town that a visitor may try, its password open.
#[derive(Clone, Debug)]
pub struct DemoAccount {
    /// A role, or the kind of account of somebody who asks.
    pub role: String,
    /// Where; in Arabic, in French; empty for those who ask.
    pub place: (String, String),
    pub name: (String, String),
    pub identifier: String,
    pub password: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            address: "http://127.0.0.1:8080".into(),
            mail: mail::MailOptions::default(),
            sign_in_minutes: 8 * 60,
            second_factor_minutes: 10,
            provider: None,
            piece_bytes_most: 200 * 1024 * 1024,
            figures_seconds: 0,
            declaration: String::new(),
            demo: false,
            // Of a town that nobody lives in: who serves one gives their own.
            master: keys::Master([0; 32]),
            token: None,
            stamp: None,
            lists: keys::ListOptions::default(),
            accounts: Vec::new(),
            register: register::Options::default(),
        }
    }
}

/// The counter, open. Cheap to clone: every request does, and each of its layers.
#[derive(Clone)]
pub struct Desk(Arc<Open>);

/// What an open counter holds; a `Desk` gives it as its own.
pub struct Open {
    pub db: Db,
    pub files: Files,
    pub clock: Clock,
    pub chance: Chance,
    pub words: Arc<Words>,
    pub street: Arc<Street>,
    pub options: Options,
    pub(crate) keys: keys::Opened,
    figures: figures::AtHand,
    pub register: Arc<register::Register>,
    statute: RwLock<Arc<Statute>>,
    nudge: Notify,
    readings: readings::Recent,
    /// What was learnt from the identity provider.
    provider: provider::Provider,
}

impl Deref for Desk {
    type Target = Open;

    fn deref(&self) -> &Open {
        &self.0
    }
}

impl Desk {
    /// Opens the counter over a store whose migrations have run. Reads the law and the calendar.
    pub fn open(db: Db, files: Files, clock: Clock, chance: Chance, street: Street, options: Options) -> Result<Desk> {
        let lasting = keys::rotation::Lasting::read(&db, &options.master)?;
        db.unlock(lasting.vault(&options.master));
        let words = Arc::new(street.words().map_err(|faults| Error::Setup(format!("words: {faults:?}")))?);
        let statute = Statute::load(&db, &street)?;
        let lacking = statute::lacking(&street, &statute.law, clock.today());
        if !lacking.is_empty() {
            return Err(Error::Setup(format!("add what is missing to `law/`: {}", lacking.join("; "))));
        }
        let (street, statute) = (Arc::new(street), Arc::new(statute));
        sealing::seal_old(&db, &street, &statute)?;
        let register = Arc::new(register::Register::open(&db, &options, &lasting.seeds)?);
        let statute = RwLock::new(statute);
        let figures = figures::AtHand::default();
        Ok(Desk(Arc::new(Open {
            db,
            files,
            clock,
            chance,
            words,
            street,
            options,
            keys: keys::Opened::default(),
            figures,
            register,
            statute,
            nudge: Notify::new(),
            readings: readings::Recent::default(),
            provider: provider::Provider::default(),
        })))
    }

    /// The law and the calendar as they are now.
    pub fn statute(&self) -> Arc<Statute> {
        match self.statute.read() {
            Ok(now) => now.clone(),
            // A writer panicked while replacing a pointer: what is there is whole.
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    pub(crate) fn replace_statute(&self, statute: Statute) {
        let mut now = match self.statute.write() {
            Ok(now) => now,
            Err(poisoned) => poisoned.into_inner(),
        };
        *now = Arc::new(statute);
    }

    /// Calls the reconcilers: there is something to do.
    pub fn nudge(&self) {
        self.nudge.notify_one();
    }

    pub async fn nudged(&self) {
        self.nudge.notified().await;
    }
}
