//! Search: one box over files, people and numbers, exact the moment after a write.
//!
//! An entry carries all that decides who may see it, and the viewer's predicate is part of the
//! query: what may not be seen is not found, not counted and not guessed. How words are compared
//! is in `fold.rs`; this is one of the two places where the engines need a text of their own.

use crate::args;
use crate::db::{Row, Tx, Value};
use crate::error::Result;
use crate::fold::{Query, Words};
use uuid::Uuid;

/// Something that can be found.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub commune: i64,
    /// `dossier`, `person`…
    pub kind: &'a str,
    pub id: Uuid,
    /// The roles that may see it, one bit each.
    pub roles: i64,
    pub province: i64,
    /// The territory whose commission examines it.
    pub examiner: i64,
    /// Whose it is, and who acts for them.
    pub person_a: Option<Uuid>,
    pub person_b: Option<Uuid>,
    pub title: &'a str,
    pub detail: &'a str,
    pub at: i64,
    /// More words to find it by, which are not shown.
    pub words: Words,
    /// Numbers and addresses of persons, by column: found when they are typed whole, and kept nowhere.
    pub exact: &'a [(&'static str, &'a str)],
}

/// Where to look. Only makes the search fast in a country; who may see is said by `Find::seen`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Commune(i64),
    Province(i64),
    Person(Uuid),
}

pub struct Find<'a> {
    pub query: &'a Query,
    /// Any of these; none is everywhere.
    pub scope: &'a [Scope],
    /// The viewer's predicate over the columns of `search_entry`, with `$1`… for `args`.
    pub seen: &'a str,
    pub args: &'a [Value],
    /// The last hit of the page before.
    pub after: Option<(i64, Uuid)>,
    pub limit: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub commune: i64,
    pub kind: String,
    pub id: Uuid,
    pub title: String,
    pub detail: String,
    pub at: i64,
}

/// Adds an entry, or replaces it.
pub fn index(tx: &mut Tx, entry: &Entry<'_>) -> Result<()> {
    let exact = entry.exact.iter().map(|(column, value)| blind(tx, column, value)).collect::<Result<Vec<_>>>()?;
    tx.exec(
        "insert into search_entry
                (commune, kind, id, roles, province, examiner, person_a, person_b, title, detail, at, tokens)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             on conflict (commune, kind, id) do update
            set roles = excluded.roles, province = excluded.province, examiner = excluded.examiner,
                person_a = excluded.person_a, person_b = excluded.person_b, title = excluded.title,
                detail = excluded.detail, at = excluded.at, tokens = excluded.tokens",
        args![
            entry.commune,
            entry.kind,
            entry.id,
            entry.roles,
            entry.province,
            entry.examiner,
            entry.person_a,
            entry.person_b,
            entry.title,
            entry.detail,
            entry.at,
            tokens(entry, &exact)
        ],
    )?;
    Ok(())
}

pub fn remove(tx: &mut Tx, commune: i64, kind: &str, id: Uuid) -> Result<bool> {
    let gone =
        tx.exec("delete from search_entry where commune = $1 and kind = $2 and id = $3", args![commune, kind, id])?;
    Ok(gone == 1)
}

/// What the viewer may see of what they look for, the newest first.
pub fn find(tx: &mut Tx, find: &Find<'_>) -> Result<Vec<Hit>> {
    if find.query.is_empty() {
        return Ok(Vec::new());
    }
    let n = find.args.len();
    let is_sqlite = tx.is_sqlite();
    let blind = Blind::of(tx, find.query)?;
    let (text, matches) = if is_sqlite {
        let text = written(find, &blind, |word| format!("\"{word}\""), |word| format!("\"{word}\" *"), " OR ", " AND ");
        (text, format!("search_entry.row in (select rowid from search_text where search_text match ${})", n + 1))
    } else {
        let text = written(find, &blind, |word| format!("'{word}'"), |word| format!("'{word}':*"), " | ", " & ");
        (text, format!("words @@ cast(cast(${} as text) as tsquery)", n + 1))
    };
    let mut args = find.args.to_vec();
    args.extend([Value::from(text), Value::from(find.limit)]);
    let after = match find.after {
        Some((at, id)) => {
            args.extend([Value::from(at), Value::from(id)]);
            format!("and (at, id) < (${}, ${})", n + 3, n + 4)
        }
        None => String::new(),
    };
    let sql = format!(
        "select commune, kind, id, title, detail, at from search_entry
          where {matches} and ({seen}) {after}
          order by at desc, id desc limit ${limit}",
        seen = find.seen,
        limit = n + 2,
    );
    tx.all(&sql, &args, read)
}

/// The words looked for, in the language of the engine: each must be there, in one of its forms.
fn written(
    find: &Find<'_>,
    blind: &Blind,
    whole: impl Fn(&str) -> String,
    beginning: impl Fn(&str) -> String,
    or: &str,
    and: &str,
) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (word, exact) in find.query.words().iter().zip(&blind.words) {
        let mut forms: Vec<String> = word.whole.iter().chain(exact).map(|form| whole(form)).collect();
        forms.extend(word.beginning.iter().map(|form| beginning(form)));
        parts.push(format!("({})", forms.join(or)));
    }
    if !blind.whole.is_empty() {
        let exact: Vec<String> = blind.whole.iter().map(|form| whole(form)).collect();
        parts = vec![format!("(({}){or}{})", parts.join(and), exact.join(or))];
    }
    if !find.scope.is_empty() {
        let places: Vec<String> = find.scope.iter().map(|scope| whole(&scope.token())).collect();
        parts.push(format!("({})", places.join(or)));
    }
    parts.join(and)
}

/// What is looked for of persons' numbers, as they are kept: without them.
struct Blind {
    words: Vec<Vec<String>>,
    whole: Vec<String>,
}

impl Blind {
    fn of(tx: &mut Tx, query: &Query) -> Result<Blind> {
        let mut each = |exact: &[(&'static str, String)]| -> Result<Vec<String>> {
            exact.iter().map(|(column, value)| blind(tx, column, value)).collect()
        };
        let words = query.words().iter().map(|word| each(&word.exact)).collect::<Result<_>>()?;
        Ok(Blind { words, whole: each(query.exact())? })
    }
}

/// A word that stands for a person's number and tells nothing of it: half of its blind index. Persons are the
/// Kingdom's, so that one word finds them in every commune that the viewer may see.
fn blind(tx: &mut Tx, column: &str, value: &str) -> Result<String> {
    let index = tx.vault()?.index(0, column, value)?;
    let half = index.get(..16).unwrap_or(&index);
    Ok(format!("\u{E003}{}", data_encoding::HEXLOWER.encode(half)))
}

fn tokens(entry: &Entry<'_>, exact: &[String]) -> String {
    let mut words = entry.words.clone();
    words.add(entry.title);
    words.add(entry.detail);
    let mut tokens = words.joined();
    let mut places = vec![Scope::Commune(entry.commune), Scope::Province(entry.province)];
    places.extend([entry.person_a, entry.person_b].into_iter().flatten().map(Scope::Person));
    for more in places.into_iter().map(Scope::token).chain(exact.iter().cloned()) {
        if !tokens.is_empty() {
            tokens.push(' ');
        }
        tokens.push_str(&more);
    }
    tokens
}

impl Scope {
    /// A word that nobody can write: it begins with a letter of private use, which `fold` removes.
    fn token(self) -> String {
        match self {
            Scope::Commune(code) => format!("\u{E000}{code}"),
            Scope::Province(code) => format!("\u{E001}{code}"),
            Scope::Person(id) => format!("\u{E002}{}", id.simple()),
        }
    }
}

fn read(row: &Row<'_>) -> Result<Hit> {
    Ok(Hit {
        commune: row.get(0)?,
        kind: row.get(1)?,
        id: row.get(2)?,
        title: row.get(3)?,
        detail: row.get(4)?,
        at: row.get(5)?,
    })
}
