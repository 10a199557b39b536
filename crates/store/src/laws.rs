//! What administrators add to the law table, and the calendar of holidays.

use crate::db::Tx;
use crate::{Result, args};
use civic::Place;
use civic::law::Value;
use jiff::civil::Date;
use uuid::Uuid;

pub fn values(tx: &mut Tx) -> Result<Vec<Value>> {
    tx.all(
        "select collectivity, name, from_day, to_day, value, unit, text, article, verified, note from law_value order by collectivity, name, from_day",
        args![],
        |row| {
            Ok(Value {
                place: Place(row.get(0)?),
                name: row.get(1)?,
                from: row.get(2)?,
                to: row.get(3)?,
                value: row.get(4)?,
                unit: row.get(5)?,
                text: row.get(6)?,
                article: row.get(7)?,
                verified: row.get(8)?,
                note: row.get(9)?,
                least: None,
                most: None,
            })
        },
    )
}

/// Adds a value, or changes the one that begins on the same day.
pub fn set_value(tx: &mut Tx, v: &Value, at: i64, by: Uuid) -> Result<()> {
    tx.exec(
        "insert into law_value (collectivity, name, from_day, to_day, value, unit, text, article, verified, note, made_at, made_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (collectivity, name, from_day) do update
            set to_day = excluded.to_day, value = excluded.value, unit = excluded.unit, text = excluded.text, article = excluded.article,
                verified = excluded.verified, note = excluded.note, made_at = excluded.made_at, made_by = excluded.made_by",
        args![v.place.0, &v.name, v.from, v.to, v.value, &v.unit, &v.text, &v.article, v.verified, &v.note, at, by],
    )?;
    Ok(())
}

/// A day that is not worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    pub day: Date,
    pub name_ar: String,
    pub name_fr: String,
    /// Foreseen, not yet announced.
    pub provisional: bool,
}

pub fn holidays(tx: &mut Tx) -> Result<Vec<Holiday>> {
    tx.all(
        "select day, name_ar, name_fr, provisional from holiday where collectivity = 0 order by day",
        args![],
        |row| Ok(Holiday { day: row.get(0)?, name_ar: row.get(1)?, name_fr: row.get(2)?, provisional: row.get(3)? }),
    )
}

pub fn set_holiday(tx: &mut Tx, h: &Holiday) -> Result<()> {
    tx.exec(
        "insert into holiday (collectivity, day, name_ar, name_fr, provisional) values (0, $1, $2, $3, $4)
         on conflict (collectivity, day) do update set name_ar = excluded.name_ar, name_fr = excluded.name_fr, provisional = excluded.provisional",
        args![h.day, &h.name_ar, &h.name_fr, h.provisional],
    )?;
    Ok(())
}

pub fn remove_holiday(tx: &mut Tx, day: Date) -> Result<bool> {
    Ok(tx.exec("delete from holiday where collectivity = 0 and day = $1", args![day])? == 1)
}
