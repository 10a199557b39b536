//! Registers: numbers 1, 2, 3… without a gap, for each collectivity, series and year.
//!
//! The number is taken in the transaction of the act that bears it: undone, the number is free
//! again for the next one, who waited for it. That is what makes the register whole.

use crate::args;
use crate::db::Tx;
use crate::error::Result;

/// The next number of the register. Take it late in the transaction: others wait for it.
///
/// In plain steps, because `returning` makes SQLite build a table of its own for each statement:
/// a seventh of a filing's time. The update holds the row until the end, so what is read is ours.
pub fn take(tx: &mut Tx, commune: i64, series: &str, year: i64) -> Result<i64> {
    let next = "update register set last = last + 1 where commune = $1 and series = $2 and year = $3";
    if tx.exec(next, args![commune, series, year])? == 0 {
        let begin = "insert into register (commune, series, year, last) values ($1, $2, $3, 1) on conflict do nothing";
        if tx.exec(begin, args![commune, series, year])? == 1 {
            return Ok(1);
        }
        // Somebody began the register at this very moment, and is done with it.
        tx.exec(next, args![commune, series, year])?;
    }
    last(tx, commune, series, year)
}

/// The last number taken; 0 when the register is empty.
pub fn last(tx: &mut Tx, commune: i64, series: &str, year: i64) -> Result<i64> {
    let found = tx.opt(
        "select last from register where commune = $1 and series = $2 and year = $3",
        args![commune, series, year],
        |row| row.get(0),
    )?;
    Ok(found.unwrap_or(0))
}
