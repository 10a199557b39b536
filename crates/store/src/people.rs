//! Accounts, sign-ins, seats and tokens: rows in, rows out. Who may sign in is decided in `desk`.

use crate::db::{Row, Tx, Value};
use crate::vault::{self, Field, Key};
use crate::{Error, Result, Vault, args};
use civic::role::Scope;
use civic::{Office, Place, Role, Seat};
use uuid::Uuid;

/// A person, a company, or an officer.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    pub id: Uuid,
    pub kind: String,
    pub name_ar: String,
    pub name_fr: String,
    pub cnie: Option<String>,
    pub ice: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub lang: String,
    pub password: Option<String>,
    pub made_at: i64,
    pub failed: i64,
    pub locked_until: i64,
    pub closed: bool,
}

/// Which account, never whose: this goes to logs.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Account({} {})", self.kind, self.id)
    }
}

impl Account {
    pub fn name(&self, arabic: bool) -> &str {
        if arabic { &self.name_ar } else { &self.name_fr }
    }
}

const ACCOUNT: &str =
    "a.id, a.kind, a.name_ar, a.name_fr, a.cnie, a.ice, a.phone, a.email, a.lang, a.password, a.made_at, a.failed,
            a.locked_until, a.closed, k.wrapped
       from account a left join vault_key k on k.collectivity = a.collectivity and k.subject = a.id";

/// Persons belong to no commune: their keys are the Kingdom's.
const KINGDOM: i64 = 0;

fn field<'a>(column: &'a str, id: &'a Uuid) -> Field<'a> {
    Field { table: "account", column, row: id.as_bytes() }
}

fn account(vault: &Vault, row: &Row) -> Result<Account> {
    let id: Uuid = row.get(0)?;
    let key = vault.open_key(KINGDOM, id, row.get(14)?)?;
    let open = |column: &str, at: usize| -> Result<Option<String>> {
        let sealed: Option<Vec<u8>> = row.get(at)?;
        match (sealed, &key) {
            (Some(sealed), Some(key)) => key.open_text(field(column, &id), &sealed).map(Some),
            _ => Ok(None),
        }
    };
    Ok(Account {
        cnie: open("cnie", 4)?,
        phone: open("phone", 6)?,
        email: open("email", 7)?,
        id,
        kind: row.get(1)?,
        name_ar: row.get(2)?,
        name_fr: row.get(3)?,
        ice: row.get(5)?,
        lang: row.get(8)?,
        password: row.get(9)?,
        made_at: row.get(10)?,
        failed: row.get(11)?,
        locked_until: row.get(12)?,
        closed: row.get(13)?,
    })
}

/// A field as it is kept, and by what it is found.
type Kept = (Option<Vec<u8>>, Option<Vec<u8>>);

fn sealed(vault: &Vault, key: &Key, id: &Uuid, column: &str, value: &Option<String>) -> Result<Kept> {
    let Some(value) = value else { return Ok((None, None)) };
    Ok((Some(key.seal_text(field(column, id), value)?), Some(vault.index(KINGDOM, column, value)?)))
}

pub fn add(tx: &mut Tx, a: &Account) -> Result<()> {
    let (vault, key) = (tx.vault()?, vault::make_key(tx, KINGDOM, a.id, a.made_at)?);
    let (cnie, cnie_index) = sealed(&vault, &key, &a.id, "cnie", &a.cnie)?;
    let (phone, phone_index) = sealed(&vault, &key, &a.id, "phone", &a.phone)?;
    let (email, email_index) = sealed(&vault, &key, &a.id, "email", &a.email)?;
    tx.exec(
        "insert into account (collectivity, id, kind, name_ar, name_fr, cnie, ice, phone, email, lang, password, made_at, failed, locked_until, closed,
                              cnie_index, phone_index, email_index)
         values (0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, 0, $12, $13, $14)",
        args![
            a.id, &a.kind, &a.name_ar, &a.name_fr, cnie, a.ice.clone(), phone, email, &a.lang, a.password.clone(), a.made_at,
            cnie_index, phone_index, email_index
        ],
    )?;
    Ok(())
}

fn one(tx: &mut Tx, condition: &str, args: &[Value]) -> Result<Option<Account>> {
    let vault = tx.vault()?;
    tx.opt(&format!("select {ACCOUNT} where a.collectivity = 0 and {condition}"), args, |row| account(&vault, row))
}

pub fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Account>> {
    one(tx, "a.id = $1", args![id])
}

pub fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Account>> {
    let index = tx.vault()?.index(KINGDOM, "email", email)?;
    one(tx, "a.email_index = $1", args![index])
}

pub fn by_cnie(tx: &mut Tx, cnie: &str) -> Result<Option<Account>> {
    let index = tx.vault()?.index(KINGDOM, "cnie", cnie)?;
    one(tx, "a.cnie_index = $1", args![index])
}

pub fn by_ice(tx: &mut Tx, ice: &str) -> Result<Option<Account>> {
    one(tx, "a.ice = $1", args![ice])
}

/// What a person may change of themselves.
pub fn change(tx: &mut Tx, a: &Account) -> Result<()> {
    let vault = tx.vault()?;
    let Some(key) = vault::key(tx, KINGDOM, a.id)? else { return Err(Error::NoRow) };
    let (phone, phone_index) = sealed(&vault, &key, &a.id, "phone", &a.phone)?;
    let (email, email_index) = sealed(&vault, &key, &a.id, "email", &a.email)?;
    tx.exec(
        "update account set name_ar = $2, name_fr = $3, phone = $4, email = $5, lang = $6, password = $7, phone_index = $8, email_index = $9
          where collectivity = 0 and id = $1",
        args![a.id, &a.name_ar, &a.name_fr, phone, email, &a.lang, a.password.clone(), phone_index, email_index],
    )?;
    Ok(())
}

/// Counts one more failure, and closes the account until `now + lock` at every `most`. Gives how many
/// there were and until when it is closed; none when it was closed already: guesses made side by side
/// cannot count themselves past the lock.
pub fn count_failure(tx: &mut Tx, id: Uuid, now: i64, most: i64, lock: i64) -> Result<Option<(i64, i64)>> {
    tx.opt(
        "update account set failed = failed + 1,
                locked_until = case when (failed + 1) % $3 = 0 then $2 + $4 else locked_until end
          where collectivity = 0 and id = $1 and locked_until <= $2
      returning failed, locked_until",
        args![id, now, most, lock],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Forgets the failures of an account that is not closed now; false when it is.
pub fn forgive(tx: &mut Tx, id: Uuid, now: i64) -> Result<bool> {
    let forgiven = tx.exec(
        "update account set failed = 0, locked_until = 0 where collectivity = 0 and id = $1 and locked_until <= $2",
        args![id, now],
    )?;
    Ok(forgiven == 1)
}

/// Forgets the failures of an account, and opens it again.
pub fn unlock(tx: &mut Tx, id: Uuid) -> Result<()> {
    tx.exec("update account set failed = 0, locked_until = 0 where collectivity = 0 and id = $1", args![id])?;
    Ok(())
}

pub fn close(tx: &mut Tx, id: Uuid, closed: bool) -> Result<()> {
    tx.exec(
        "update account set closed = $2, failed = 0, locked_until = 0 where collectivity = 0 and id = $1",
        args![id, closed],
    )?;
    Ok(())
}

/// A browser that is signed in.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub token: Vec<u8>,
    pub account: Uuid,
    pub made_at: i64,
    pub seen_at: i64,
    pub until: i64,
    pub browser: String,
    /// The moment of the last second factor; 0 when none was given.
    pub proved_at: i64,
    /// The digest of its first secret: what its forms are proved by.
    pub root: Vec<u8>,
    /// How its owner came in: `password`, `provider`.
    pub way: String,
}

const SIGN_IN: &str = "token, account, made_at, seen_at, until, browser, proved_at, root, way";

fn sign_in(row: &Row) -> Result<SignIn> {
    let token: Vec<u8> = row.get(0)?;
    let root: Option<Vec<u8>> = row.get(7)?;
    Ok(SignIn {
        root: root.unwrap_or_else(|| token.clone()),
        token,
        account: row.get(1)?,
        made_at: row.get(2)?,
        seen_at: row.get(3)?,
        until: row.get(4)?,
        browser: row.get(5)?,
        proved_at: row.get(6)?,
        way: row.get(8)?,
    })
}

pub fn open_sign_in(tx: &mut Tx, s: &SignIn) -> Result<()> {
    tx.exec(
        "insert into sign_in (collectivity, token, account, made_at, seen_at, until, browser, proved_at, root, way) values (0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![&s.token, s.account, s.made_at, s.seen_at, s.until, &s.browser, s.proved_at, &s.root, &s.way],
    )?;
    Ok(())
}

pub fn find_sign_in(tx: &mut Tx, token: &[u8], now: i64) -> Result<Option<SignIn>> {
    tx.opt(
        &format!("select {SIGN_IN} from sign_in where collectivity = 0 and token = $1 and $2 < until"),
        args![token, now],
        sign_in,
    )
}

pub fn touch_sign_in(tx: &mut Tx, token: &[u8], now: i64) -> Result<()> {
    tx.exec("update sign_in set seen_at = $2 where collectivity = 0 and token = $1", args![token, now])?;
    Ok(())
}

pub fn sign_ins(tx: &mut Tx, account: Uuid, now: i64) -> Result<Vec<SignIn>> {
    tx.all(
        &format!(
            "select {SIGN_IN} from sign_in where collectivity = 0 and account = $1 and $2 < until order by seen_at desc, token"
        ),
        args![account, now],
        sign_in,
    )
}

pub fn close_sign_in(tx: &mut Tx, token: &[u8]) -> Result<()> {
    tx.exec("delete from sign_in where collectivity = 0 and token = $1", args![token])?;
    Ok(())
}

pub fn close_all_sign_ins(tx: &mut Tx, account: Uuid) -> Result<u64> {
    tx.exec("delete from sign_in where collectivity = 0 and account = $1", args![account])
}

pub fn sweep_sign_ins(tx: &mut Tx, now: i64) -> Result<u64> {
    tx.exec("delete from sign_in where collectivity = 0 and until < $1", args![now])
}

const OFFICE: &str = "id, holder, role, collectivity, from_day, until_day, delegated_by, decision, scope";

fn office(row: &Row) -> Result<Office> {
    let role: String = row.get(2)?;
    Ok(Office {
        id: row.get(0)?,
        holder: row.get(1)?,
        seat: Seat {
            role: Role::parse(&role).ok_or_else(|| Error::Corrupt(format!("office.role `{role}`")))?,
            place: Place(row.get(3)?),
        },
        from: row.get(4)?,
        until: row.get(5)?,
        delegated_by: row.get(6)?,
        decision: row.get(7)?,
        scope: Scope::parse(&row.get::<String>(8)?),
    })
}

pub fn add_office(tx: &mut Tx, o: &Office, at: i64) -> Result<()> {
    tx.exec(
        "insert into office (collectivity, id, holder, role, from_day, until_day, delegated_by, decision, made_at, scope)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![o.seat.place.0, o.id, o.holder, o.seat.role.as_str(), o.from, o.until, o.delegated_by, &o.decision, at, o.scope.to_string()],
    )?;
    Ok(())
}

/// Every seat that a person held, holds or will hold.
pub fn offices(tx: &mut Tx, holder: Uuid) -> Result<Vec<Office>> {
    tx.all(&format!("select {OFFICE} from office where holder = $1 order by from_day desc, id"), args![holder], office)
}

pub fn offices_in(tx: &mut Tx, place: Place) -> Result<Vec<Office>> {
    tx.all(
        &format!("select {OFFICE} from office where collectivity = $1 order by role, from_day desc, id"),
        args![place.0],
        office,
    )
}

pub fn end_office(tx: &mut Tx, place: Place, id: Uuid, until: jiff::civil::Date) -> Result<bool> {
    let ended =
        tx.exec("update office set until_day = $3 where collectivity = $1 and id = $2", args![place.0, id, until])?;
    Ok(ended == 1)
}

/// The accounts that hold or held a seat in a place.
pub fn officers(tx: &mut Tx, place: Place) -> Result<Vec<Account>> {
    let vault = tx.vault()?;
    tx.all(
        &format!(
            "select {ACCOUNT} where a.collectivity = 0 and a.id in (select holder from office where collectivity = $1)
              order by a.name_fr, a.id"
        ),
        args![place.0],
        |row| account(&vault, row),
    )
}

/// What a machine signs in with.
#[derive(Clone, Debug)]
pub struct ApiToken {
    pub id: Uuid,
    pub account: Uuid,
    pub name: String,
    pub scopes: String,
    pub made_at: i64,
    pub until: i64,
}

fn api_token(row: &Row) -> Result<ApiToken> {
    Ok(ApiToken {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        scopes: row.get(3)?,
        made_at: row.get(4)?,
        until: row.get(5)?,
    })
}

pub fn add_api_token(tx: &mut Tx, digest: &[u8], t: &ApiToken) -> Result<()> {
    tx.exec(
        "insert into api_token (collectivity, token, id, account, name, scopes, made_at, until) values (0, $1, $2, $3, $4, $5, $6, $7)",
        args![digest, t.id, t.account, &t.name, &t.scopes, t.made_at, t.until],
    )?;
    Ok(())
}

pub fn find_api_token(tx: &mut Tx, digest: &[u8], now: i64) -> Result<Option<ApiToken>> {
    tx.opt(
        "select id, account, name, scopes, made_at, until from api_token where collectivity = 0 and token = $1 and $2 < until",
        args![digest, now],
        api_token,
    )
}

pub fn api_tokens(tx: &mut Tx, account: Uuid) -> Result<Vec<ApiToken>> {
    tx.all(
        "select id, account, name, scopes, made_at, until from api_token where collectivity = 0 and account = $1 order by made_at desc, id",
        args![account],
        api_token,
    )
}

pub fn end_api_token(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<bool> {
    Ok(tx.exec("delete from api_token where collectivity = 0 and account = $1 and id = $2", args![account, id])? == 1)
}

/// One line of the journal of administration.
#[derive(Clone, Debug)]
pub struct Entry {
    pub at: i64,
    pub who: Uuid,
    pub what: String,
    pub detail: String,
}

pub fn note(tx: &mut Tx, place: Place, id: Uuid, e: &Entry) -> Result<()> {
    tx.exec(
        "insert into journal (collectivity, id, at, who, what, detail) values ($1, $2, $3, $4, $5, $6)",
        args![place.0, id, e.at, e.who, &e.what, &e.detail],
    )?;
    Ok(())
}

pub fn journal(tx: &mut Tx, place: Place, before: i64, most: i64) -> Result<Vec<Entry>> {
    tx.all(
        "select at, who, what, detail from journal where collectivity = $1 and at < $2 order by at desc, id desc limit $3",
        args![place.0, before, most],
        |row| Ok(Entry { at: row.get(0)?, who: row.get(1)?, what: row.get(2)?, detail: row.get(3)? }),
    )
}

/// The journal of a place, a page at a time: `after` is the last line of the page before.
pub fn journal_page(tx: &mut Tx, place: Place, after: Option<(i64, Uuid)>, most: i64) -> Result<Vec<(Uuid, Entry)>> {
    let (at, id) = after.unwrap_or((i64::MAX, Uuid::max()));
    tx.all(
        "select id, at, who, what, detail from journal where collectivity = $1 and (at, id) < ($2, $3)
          order by at desc, id desc limit $4",
        args![place.0, at, id, most],
        |row| Ok((row.get(0)?, Entry { at: row.get(1)?, who: row.get(2)?, what: row.get(3)?, detail: row.get(4)? })),
    )
}

/// The lines of a place's journal that name something, the latest first.
pub fn journal_about(tx: &mut Tx, place: Place, name: &str, most: i64) -> Result<Vec<Entry>> {
    tx.all(
        "select at, who, what, detail from journal where collectivity = $1 and detail like $2 order by at desc, id desc limit $3",
        args![place.0, format!("%{name}%"), most],
        |row| Ok(Entry { at: row.get(0)?, who: row.get(1)?, what: row.get(2)?, detail: row.get(3)? }),
    )
}
