//! Registers: numbers 1, 2, 3… without a gap, for each collectivity, series and year.
//!
//! The number is taken in the transaction of the act that bears it: undone, the number is free
//! again for the next one, who waited for it. That is what makes the register whole.

use crate::args;
use crate::db::Tx;
use crate::error::Result;

/// The next number of the register. Take it late in the transaction: others wait for it.
pub fn take(tx: &mut Tx, commune: i64, series: &str, year: i64) -> Result<i64> {
    tx.one(
        "insert into register (commune, series, year, last) values ($1, $2, $3, 1)
             on conflict (commune, series, year) do update set last = register.last + 1
          returning last",
        args![commune, series, year],
        |row| row.get(0),
    )
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
