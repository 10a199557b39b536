//! Accounts: who registers, who is filed for, what they change of themselves. Officers and the seats
//! they hold are in `officers.rs`; whom the counter knows and lets in, in `known.rs`.

pub(crate) mod deputies;
mod known;
mod officers;
mod recovery;

pub use deputies::{end_absence, record_absence, set_order};
pub use known::{give_access, note_search, one, search};
pub use officers::{
    Appointment, add_officer, appoint, close, end_office, engage, first_password, judge_officer, may_administer,
    officer_of, reset_password, sign_out, sits,
};

pub(crate) use recovery::tell;
pub use recovery::{
    LINK_MINUTES, NOTICE, ask_recovery, confirm_recovery, end_recovery, recover, recoverable, recovery,
};

use crate::{Desk, Error, Result, Who, who};
use civic::{Mistake, Place, identity};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::people::{self, Account, Entry};
use uuid::Uuid;

/// A person or a company, as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Person {
    /// `citizen`, `company`, `professional`, `officer`.
    pub kind: String,
    pub name_ar: String,
    pub name_fr: String,
    pub cnie: String,
    pub ice: String,
    pub phone: String,
    pub email: String,
    pub lang: String,
}

/// A person as typed is nobody's business: this goes to logs.
impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({}…)", self.kind)
    }
}

const NAME_MOST: usize = 120;

impl Person {
    /// The account that this makes, or every mistake; fields are named with `prefix` before them.
    pub fn read(&self, prefix: &str, id: Uuid, at: i64) -> Result<Account, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let field = |name: &str| format!("{prefix}{name}");
        let kind = if self.kind.is_empty() { "citizen" } else { self.kind.as_str() };
        if !["citizen", "company", "professional", "officer"].contains(&kind) {
            mistakes.push(Mistake::new(&field("kind"), "unknown-choice"));
        }
        let mut name = |name: &str, text: &str| {
            let tidy = identity::tidy_line(text);
            if identity::has_control(text) {
                mistakes.push(Mistake::new(&field(name), "control-characters"));
            } else if NAME_MOST < tidy.chars().count() {
                mistakes.push(Mistake::beyond(&field(name), "too-long", NAME_MOST as i64));
            } else if tidy.is_empty() {
                mistakes.push(Mistake::new(&field(name), "required"));
            }
            tidy
        };
        let (name_ar, name_fr) = (name("name-ar", &self.name_ar), name("name-fr", &self.name_fr));
        let mut known = |name: &str, text: &str, required: bool, read: fn(&str) -> Option<String>, code| {
            let given = !text.trim().is_empty();
            let value = read(text);
            if given && value.is_none() {
                mistakes.push(Mistake::new(&field(name), code));
            } else if required && !given {
                mistakes.push(Mistake::new(&field(name), "required"));
            }
            value
        };
        let company = kind == "company";
        let cnie = known("cnie", &self.cnie, !company && kind != "officer", identity::cnie, "cnie");
        let ice = known("ice", &self.ice, company, identity::ice, "ice");
        let phone = known("phone", &self.phone, false, identity::phone, "phone");
        let email = known("email", &self.email, false, identity::email, "email");
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Account {
            id,
            kind: kind.into(),
            name_ar,
            name_fr,
            cnie,
            ice,
            phone,
            email,
            lang: if self.lang == "fr" { "fr".into() } else { "ar".into() },
            password: None,
            made_at: at,
            failed: 0,
            locked_until: 0,
            closed: false,
        })
    }
}

/// Somebody opens an account. Gives the secret of their first sign-in.
pub async fn register(
    desk: &Desk,
    person: &Person,
    password: &str,
    again: &str,
    browser: &str,
) -> Result<(String, Account)> {
    let now = desk.clock.now();
    let mut mistakes = Vec::new();
    let read = person.read("", desk.chance.id(now), now);
    if person.kind == "officer" {
        mistakes.push(Mistake::new("kind", "unknown-choice"));
    }
    if person.email.trim().is_empty() {
        mistakes.push(Mistake::new("email", "required"));
    }
    mistakes.extend(who::judge_password(password));
    if password != again {
        mistakes.push(Mistake::new("password-again", "not-same"));
    }
    let account = match read {
        Ok(account) if mistakes.is_empty() => account,
        Ok(_) => return Err(Error::Mistakes(mistakes)),
        Err(more) => {
            mistakes.extend(more);
            return Err(Error::Mistakes(mistakes));
        }
    };
    let (counter, secret) = (desk.clone(), password.to_owned());
    let hash = tokio::task::spawn_blocking(move || who::hash_password(&counter, &secret))
        .await
        .map_err(|e| Error::Setup(e.to_string()))??;
    let account = Account { password: Some(hash), ..account };
    add(desk, account.clone()).await?;
    let secret = who::open(desk, &account, browser).await?;
    Ok((secret, account))
}

/// Adds an account whose identifiers nobody else has.
async fn add(desk: &Desk, account: Account) -> Result<()> {
    desk.db
        .write(move |tx| -> Result<()> {
            let mistakes = taken(tx, &account)?;
            if !mistakes.is_empty() {
                return Err(Error::Mistakes(mistakes));
            }
            Ok(people::add(tx, &account)?)
        })
        .await
}

fn taken(tx: &mut Tx, account: &Account) -> Result<Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut check = |field: &str, found: Option<Account>| {
        if found.is_some_and(|other| other.id != account.id) {
            mistakes.push(Mistake::new(field, "taken"));
        }
    };
    if let Some(email) = &account.email {
        check("email", people::by_email(tx, email)?);
    }
    if let Some(cnie) = &account.cnie {
        check("cnie", people::by_cnie(tx, cnie)?);
    }
    if let Some(ice) = &account.ice {
        check("ice", people::by_ice(tx, ice)?);
    }
    Ok(mistakes)
}

/// The account of someone who is filed for: the one with their card or company number, or a new one
/// without a password, which the counter can open for them later.
pub(crate) fn find_or_add(tx: &mut Tx, account: &Account) -> Result<Account> {
    let known = match (&account.ice, &account.cnie) {
        (Some(ice), _) => people::by_ice(tx, ice)?,
        (None, Some(cnie)) => people::by_cnie(tx, cnie)?,
        (None, None) => None,
    };
    if let Some(known) = known {
        return Ok(known);
    }
    let email = match &account.email {
        Some(email) if people::by_email(tx, email)?.is_some() => None,
        email => email.clone(),
    };
    let account = Account { email, ..account.clone() };
    people::add(tx, &account)?;
    Ok(account)
}

/// What a person may change of themselves.
pub async fn change(desk: &Desk, who: &Who, person: &Person) -> Result<()> {
    let old = &who.account;
    let asked = Person {
        kind: old.kind.clone(),
        cnie: old.cnie.clone().unwrap_or_default(),
        ice: old.ice.clone().unwrap_or_default(),
        ..person.clone()
    };
    let read = asked.read("", old.id, old.made_at).map_err(Error::Mistakes)?;
    let changed = Account { password: old.password.clone(), ..read };
    desk.db
        .write(move |tx| -> Result<()> {
            let mistakes = taken(tx, &changed)?;
            if !mistakes.is_empty() {
                return Err(Error::Mistakes(mistakes));
            }
            Ok(people::change(tx, &changed)?)
        })
        .await
}

/// Says in which language somebody is written to.
pub async fn set_lang(desk: &Desk, who: &Who, lang: i18n::Lang) -> Result<()> {
    let changed = Account { lang: lang.tag().into(), ..who.account.clone() };
    desk.db.write(move |tx| -> Result<()> { Ok(people::change(tx, &changed)?) }).await
}

/// Writes a line of the journal of administration.
pub async fn note(desk: &Desk, who: &Who, place: Place, what: &str, detail: &str) -> Result<()> {
    let entry = Entry { at: desk.clock.now(), who: who.account.id, what: what.into(), detail: detail.into() };
    let id = desk.chance.id(entry.at);
    desk.db.write(move |tx| -> Result<()> { Ok(people::note(tx, place, id, &entry)?) }).await
}
