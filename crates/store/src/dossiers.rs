//! Files: their acts, their state, and the rows that inboxes and lists read.
//!
//! Every read takes the viewer, except those that `desk` makes to decide an act and those of the
//! reconcilers, whose names say so (`to_decide`, `awake`).

use crate::db::{Row, Tx, Value};
use crate::log::{self, Key, Sealer, Written};
use crate::vault::{self, Field};
use crate::{Error, Result, Vault, args, sight};
use civic::dossier::{Act, Body};
use civic::{Dossier, Place, Role, Viewer};
use jiff::civil::Date;
use uuid::Uuid;

/// What lists show of a file and queries ask of it, beside its state.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The applicant's name: in Arabic, a line break, in French.
    pub title: String,
    pub roles: i64,
    pub step: String,
    pub due: Option<Date>,
    pub wakes: Option<Date>,
    pub paused: bool,
}

/// A file as a list shows it.
#[derive(Clone, Debug)]
pub struct Line {
    pub commune: Place,
    pub id: Uuid,
    pub number: String,
    pub procedure: String,
    pub title: String,
    pub step: String,
    pub filed: Date,
    pub filed_at: i64,
    pub due: Option<Date>,
    pub paused: bool,
    pub answered: Option<Date>,
    pub outcome: Option<String>,
    pub last_at: i64,
}

const LINE: &str =
    "commune, id, number, procedure, title, step, filed_day, filed_at, due, paused, answered, outcome, last_at";

fn line(row: &Row) -> Result<Line> {
    Ok(Line {
        commune: Place(row.get(0)?),
        id: row.get(1)?,
        number: row.get(2)?,
        procedure: row.get(3)?,
        title: row.get(4)?,
        step: row.get(5)?,
        filed: row.get(6)?,
        filed_at: row.get(7)?,
        due: row.get(8)?,
        paused: row.get(9)?,
        answered: row.get(10)?,
        outcome: row.get(11)?,
        last_at: row.get(12)?,
    })
}

/// What a state is read from, and opened with: where it stands, the bytes, the key.
const STATE: &str = "d.commune, d.id, d.state, k.wrapped
       from dossier d left join vault_key k on k.collectivity = d.commune and k.subject = d.id";

fn field(id: &Uuid) -> Field<'_> {
    Field { table: "dossier", column: "state", row: id.as_bytes() }
}

/// A state as it is kept. It is opened after its statement, so that one that cannot be opened is an answer
/// about this file, and no fault of the transaction.
struct Shut {
    commune: i64,
    id: Uuid,
    state: Vec<u8>,
    wrapped: Option<Vec<u8>>,
}

fn shut(row: &Row) -> Result<Shut> {
    Ok(Shut { commune: row.get(0)?, id: row.get(1)?, state: row.get(2)?, wrapped: row.get(3)? })
}

impl Shut {
    /// The state; none when its key was destroyed.
    fn open(self, vault: &Vault) -> Result<Option<Dossier>> {
        let Some(key) = vault.open_key(self.commune, self.id, self.wrapped)? else { return Ok(None) };
        let text = key.open(field(&self.id), &self.state)?;
        // What is wrong is said without what was read: it is somebody's.
        let broken =
            |e: serde_json::Error| Error::Corrupt(format!("dossier.state: {:?} at {}", e.classify(), e.column()));
        serde_json::from_slice(&text).map(Some).map_err(broken)
    }
}

fn written<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Corrupt(e.to_string()))
}

/// Opens a file: its row and its first act.
pub fn open(tx: &mut Tx, d: &Dossier, facts: &Facts, act: &Act, sealer: Sealer) -> Result<()> {
    let key = vault::make_key(tx, d.commune.0, d.id, act.at)?;
    let state = key.seal_text(field(&d.id), &written(d)?)?;
    tx.exec(
        "insert into dossier (commune, id, number, procedure, revision, province, examiner, applicant, agent, title, roles, step, version, state,
                              filed_day, filed_at, due, wakes, paused, answered, outcome, last_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, null, null, $20)",
        args![
            d.commune.0, d.id, &d.number, &d.procedure, d.revision, d.commune.province().0, d.examiner.0, d.applicant, d.agent,
            &facts.title, facts.roles, &facts.step, d.acts, state, d.filed, d.filed_at, facts.due, facts.wakes, facts.paused, d.last_at
        ],
    )?;
    record(tx, d, act, sealer, &key)
}

/// Records the act that made `d` what it is, unless someone was faster: then nothing, and `false`.
pub fn advance(tx: &mut Tx, d: &Dossier, facts: &Facts, act: &Act, sealer: Sealer) -> Result<bool> {
    let Some(key) = vault::key(tx, d.commune.0, d.id)? else { return Ok(false) };
    let state = key.seal_text(field(&d.id), &written(d)?)?;
    let touched = tx.exec(
        "update dossier set roles = $4, step = $5, version = $6, state = $7, due = $8, wakes = $9, paused = $10, answered = $11, outcome = $12, last_at = $13
          where commune = $1 and id = $2 and version = $3",
        args![
            d.commune.0, d.id, i64::from(d.acts) - 1, facts.roles, &facts.step, d.acts, state, facts.due, facts.wakes, facts.paused,
            d.answered, d.outcome.clone(), d.last_at
        ],
    )?;
    if touched == 1 {
        record(tx, d, act, sealer, &key)?;
    }
    Ok(touched == 1)
}

fn record(tx: &mut Tx, d: &Dossier, act: &Act, sealer: Sealer, key: &vault::Key) -> Result<()> {
    let row = Written {
        key: Key { commune: d.commune, dossier: d.id, seq: i64::from(d.acts) - 1 },
        at: act.at,
        by: act.by,
        role: act.role.as_str().to_owned(),
        name: act.name.clone(),
        content: written(&Kept::from(act))?,
    };
    let seal = sealer(&row);
    let content = log::seal_content(key, &row)?;
    tx.exec(
        "insert into act (commune, dossier, seq, at, by_whom, role, name, content, salt, leaf, mark)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            d.commune.0,
            d.id,
            row.key.seq,
            row.at,
            row.by,
            row.role,
            row.name,
            content,
            seal.salt,
            seal.leaf,
            seal.mark
        ],
    )?;
    Ok(())
}

/// The part of an act that has no column of its own.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct Kept {
    pub day: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Uuid>,
    pub body: Body,
}

impl Kept {
    fn from(act: &Act) -> Kept {
        Kept { day: act.day, office: act.office, body: act.body.clone() }
    }
}

/// New dates for a file that no act has changed: the calendar or the law did.
pub fn redate(tx: &mut Tx, d: &Dossier, facts: &Facts) -> Result<()> {
    tx.exec(
        "update dossier set due = $3, wakes = $4 where commune = $1 and id = $2 and version = $5",
        args![d.commune.0, d.id, facts.due, facts.wakes, d.acts],
    )?;
    Ok(())
}

/// The state that an act will be judged against, and its title. Not for showing: it asks for no viewer.
pub fn to_decide(tx: &mut Tx, commune: Place, id: Uuid) -> Result<Option<(Dossier, String)>> {
    let vault = tx.vault()?;
    let sql = "select d.commune, d.id, d.state, k.wrapped, d.title
                 from dossier d left join vault_key k on k.collectivity = d.commune and k.subject = d.id
                where d.commune = $1 and d.id = $2";
    let Some((shut, title)) = tx.opt(sql, args![commune.0, id], |row| Ok((shut(row)?, row.get(4)?)))? else {
        return Ok(None);
    };
    Ok(shut.open(&vault)?.map(|dossier| (dossier, title)))
}

/// The due date that lists show. For those who compare it.
pub fn due_of(tx: &mut Tx, commune: Place, id: Uuid) -> Result<Option<Date>> {
    tx.one("select due from dossier where commune = $1 and id = $2", args![commune.0, id], |row| row.get(0))
}

/// The number of a file, whatever became of it.
pub fn number_of(tx: &mut Tx, commune: Place, id: Uuid) -> Result<Option<String>> {
    tx.opt("select number from dossier where commune = $1 and id = $2", args![commune.0, id], |row| row.get(0))
}

/// The identifier of a file by its number. Not for showing.
pub fn id_of(tx: &mut Tx, commune: Place, number: &str) -> Result<Option<Uuid>> {
    tx.opt("select id from dossier where commune = $1 and number = $2", args![commune.0, number], |row| row.get(0))
}

/// A file by its number, if the viewer may see it.
pub fn read(tx: &mut Tx, viewer: &Viewer, commune: Place, number: &str) -> Result<Option<Dossier>> {
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 3);
    let mut args = args![commune.0, number].to_vec();
    args.extend(more);
    let vault = tx.vault()?;
    let sql = format!("select {STATE} where commune = $1 and number = $2 and {seen}");
    let shut = tx.opt(&sql, &args, shut)?;
    Ok(shut.map(|shut| shut.open(&vault)).transpose()?.flatten())
}

/// A file by its number and the code printed on its receipt: for those without an account.
pub fn track(tx: &mut Tx, commune: Place, number: &str, code: &str) -> Result<Option<Dossier>> {
    let vault = tx.vault()?;
    let sql = format!("select {STATE} where d.commune = $1 and d.number = $2");
    let shut = tx.opt(&sql, args![commune.0, number], shut)?;
    let found = shut.map(|shut| shut.open(&vault)).transpose()?.flatten();
    Ok(found.filter(|d| !code.is_empty() && d.tracking == code))
}

/// Everything done to a file, in order. The caller has read the file with its viewer.
pub fn acts(tx: &mut Tx, commune: Place, id: Uuid) -> Result<Vec<Act>> {
    let Some(key) = vault::key(tx, commune.0, id)? else { return Ok(Vec::new()) };
    let rows = tx.all(
        "select at, by_whom, role, name, content, seq from act where commune = $1 and dossier = $2 order by seq",
        args![commune.0, id],
        |row| {
            let (at, by): (i64, Uuid) = (row.get(0)?, row.get(1)?);
            let (role, name): (String, String) = (row.get(2)?, row.get(3)?);
            Ok((at, by, role, name, row.get::<Vec<u8>>(4)?, row.get::<i64>(5)?))
        },
    )?;
    // Opened after the statement: see `Shut`.
    let open = |(at, by, role, name, content, seq): (i64, Uuid, String, String, Vec<u8>, i64)| {
        let kept = kept(&log::open_content(&key, &Key { commune, dossier: id, seq }, &content)?)?;
        let role = Role::parse(&role).ok_or_else(|| Error::Corrupt(format!("act.role `{role}`")))?;
        Ok(Act { at, day: kept.day, by, role, office: kept.office, name, body: kept.body })
    };
    rows.into_iter().map(open).collect()
}

/// What is wrong is said without what was read: it is somebody's.
pub(crate) fn kept(content: &str) -> Result<Kept> {
    let broken = |e: serde_json::Error| Error::Corrupt(format!("act.content: {:?} at {}", e.classify(), e.column()));
    serde_json::from_str(content).map_err(broken)
}

/// What a register of files is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Narrow {
    pub step: Option<String>,
    pub procedure: Option<String>,
    pub commune: Option<Place>,
    /// Open and due before this day.
    pub late_on: Option<Date>,
    /// Open and due from the first day to the second, both included.
    pub due_between: Option<(Date, Date)>,
    pub paused: bool,
}

impl Narrow {
    /// The conditions, their parameters numbered after those in `args`.
    fn sql(&self, args: &mut Vec<Value>) -> String {
        let mut sql = String::new();
        let mut and = |condition: &str, value: Value, args: &mut Vec<Value>| {
            args.push(value);
            sql.push_str(&format!(" and {condition}${}", args.len()));
        };
        if let Some(step) = &self.step {
            and("step = ", Value::from(step.as_str()), args);
        }
        if let Some(procedure) = &self.procedure {
            and("procedure = ", Value::from(procedure.as_str()), args);
        }
        if let Some(commune) = self.commune {
            and("commune = ", Value::from(commune.0), args);
        }
        if let Some(day) = self.late_on {
            and("answered is null and paused = 0 and due < ", Value::from(day), args);
        }
        if let Some((from, to)) = self.due_between {
            and("answered is null and paused = 0 and due >= ", Value::from(from), args);
            and("due <= ", Value::from(to), args);
        }
        if self.paused {
            and("answered is null and paused = ", Value::from(1_i64), args);
        }
        sql
    }
}

/// The files of a commune or a province that the viewer may see, the latest first, a page at a time.
pub fn seen_page(
    tx: &mut Tx,
    viewer: &Viewer,
    within: Place,
    narrow: &Narrow,
    after: Option<(i64, Uuid)>,
    most: i64,
) -> Result<Vec<Line>> {
    let (at, id) = after.unwrap_or((i64::MAX, Uuid::max()));
    let column = if within.is_commune() { "commune" } else { "province" };
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 5);
    let mut args = args![within.0, at, id, most].to_vec();
    args.extend(more);
    let narrowed = narrow.sql(&mut args);
    tx.all(
        &format!(
            "select {LINE} from dossier where {column} = $1 and (filed_at, id) < ($2, $3) and {seen}{narrowed}
              order by filed_at desc, id desc limit $4"
        ),
        &args,
        line,
    )
}

/// How many files of a commune or a province the viewer may see.
pub fn seen_count(tx: &mut Tx, viewer: &Viewer, within: Place, narrow: &Narrow) -> Result<i64> {
    let column = if within.is_commune() { "commune" } else { "province" };
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 2);
    let mut args = args![within.0].to_vec();
    args.extend(more);
    let narrowed = narrow.sql(&mut args);
    tx.one(&format!("select count(*) from dossier where {column} = $1 and {seen}{narrowed}"), &args, |row| row.get(0))
}

/// One file as a list shows it, if the viewer may see it.
pub fn seen_line(tx: &mut Tx, viewer: &Viewer, commune: Place, id: Uuid) -> Result<Option<Line>> {
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 3);
    let mut args = args![commune.0, id].to_vec();
    args.extend(more);
    tx.opt(&format!("select {LINE} from dossier where commune = $1 and id = $2 and {seen}"), &args, line)
}

/// The files a person asked for or holds a mandate for, the latest first, a page at a time: `after` is the
/// last line of the page before.
pub fn mine_page(tx: &mut Tx, person: Uuid, after: Option<(i64, Uuid)>, most: i64) -> Result<Vec<Line>> {
    let (at, id) = after.unwrap_or((i64::MAX, Uuid::max()));
    let side = |whose: &str| {
        format!(
            "select * from (select {LINE} from dossier where {whose} = $1 and (filed_at, id) < ($2, $3)
                             order by filed_at desc, id desc limit $4) as {whose}_side"
        )
    };
    tx.all(
        &format!("{} union {} order by filed_at desc, id desc limit $4", side("applicant"), side("agent")),
        args![person, at, id, most],
        line,
    )
}

/// Whether a person asked for a file of the commune or holds a mandate for one.
pub fn concerns(tx: &mut Tx, commune: Place, person: Uuid) -> Result<bool> {
    let found = tx.opt(
        "select 1 from dossier where commune = $1 and id in
                (select id from dossier where applicant = $2 union select id from dossier where agent = $2) limit 1",
        args![commune.0, person],
        |row| row.get::<i64>(0),
    )?;
    Ok(found.is_some())
}

/// The files of a person in a commune that the viewer may see, the latest first.
pub fn of_person(tx: &mut Tx, viewer: &Viewer, commune: Place, person: Uuid, most: i64) -> Result<Vec<Line>> {
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 4);
    let mut args = args![commune.0, person, most].to_vec();
    args.extend(more);
    tx.all(
        &format!(
            "select {LINE} from dossier where commune = $1 and {seen}
                and id in (select id from dossier where applicant = $2 union select id from dossier where agent = $2)
              order by filed_at desc, id desc limit $3"
        ),
        &args,
        line,
    )
}

/// Files of a province at one of the steps named, that the viewer may see, the first due first.
pub fn at_steps(tx: &mut Tx, viewer: &Viewer, province: Place, steps: &[&str], most: i64) -> Result<Vec<Line>> {
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 3);
    let mut args = args![province.0, most].to_vec();
    args.extend(more);
    let named: Vec<String> = steps.iter().enumerate().map(|(i, _)| format!("${}", args.len() + 1 + i)).collect();
    args.extend(steps.iter().map(|s| Value::from(*s)));
    tx.all(
        &format!(
            "select {LINE} from dossier where province = $1 and step in ({}) and {seen}
              order by due nulls last, id limit $2",
            named.join(", ")
        ),
        &args,
        line,
    )
}

/// Open files of a province whose clock ends between two days, that the viewer may see.
pub fn falling_due(
    tx: &mut Tx,
    viewer: &Viewer,
    province: Place,
    from: Date,
    to: Date,
    most: i64,
) -> Result<Vec<Line>> {
    let (seen, more) = sight::predicate(viewer, &sight::DOSSIER, 5);
    let mut args = args![province.0, from, to, most].to_vec();
    args.extend(more);
    tx.all(
        &format!(
            "select {LINE} from dossier
              where province = $1 and $2 <= due and due <= $3 and answered is null and paused = 0 and {seen}
              order by due nulls last, id limit $4"
        ),
        &args,
        line,
    )
}

/// Files whose day has passed: time itself may now act on them. For the reconciler.
pub fn awake(tx: &mut Tx, today: Date, most: i64) -> Result<Vec<(Place, Uuid)>> {
    tx.all(
        "select commune, id from dossier where wakes < $1 order by wakes, commune, id limit $2",
        args![today, most],
        |row| Ok((Place(row.get(0)?), row.get(1)?)),
    )
}

/// Every file, a page at a time, by commune and identifier. For `verify`, `export` and recounts.
pub fn page(tx: &mut Tx, after: (Place, Uuid), most: i64) -> Result<Vec<(Place, Uuid)>> {
    tx.all(
        "select commune, id from dossier where (commune, id) > ($1, $2) order by commune, id limit $3",
        args![after.0.0, after.1, most],
        |row| Ok((Place(row.get(0)?), row.get(1)?)),
    )
}

/// Open files, a page at a time: those whose dates follow the calendar and the law.
pub fn open_page(tx: &mut Tx, after: (Place, Uuid), most: i64) -> Result<Vec<(Place, Uuid)>> {
    tx.all(
        "select commune, id from dossier where (commune, id) > ($1, $2) and wakes is not null order by commune, id limit $3",
        args![after.0.0, after.1, most],
        |row| Ok((Place(row.get(0)?), row.get(1)?)),
    )
}
