//! What goes into a statement and what comes out of a row, the same for both engines.
//!
//! The store knows five shapes: null, whole number, real number, text, bytes. Everything else is
//! one of them: a `bool` is 0 or 1, an id is 16 bytes, a day is ISO text, a moment is microseconds.

use crate::error::{Error, Result};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// One argument of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// The arguments of a statement, in the order of `$1`, `$2`…
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] as &[$crate::Value] };
}

/// One column of one row, as the engine gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// What a column can be read as.
pub trait Read: Sized {
    /// The value, or nothing when the column holds another shape.
    fn read(cell: Cell<'_>) -> Option<Self>;
}

/// One row of an answer.
pub struct Row<'a>(pub(super) Source<'a>);

pub(super) enum Source<'a> {
    Lite(&'a rusqlite::Row<'a>),
    Pg(&'a postgres::Row),
}

impl Row<'_> {
    /// The column at `i`, counted from 0.
    pub fn get<T: Read>(&self, i: usize) -> Result<T> {
        let cell = self.cell(i)?;
        T::read(cell).ok_or_else(|| {
            let shape = match cell {
                Cell::Null => "null",
                Cell::Int(_) => "a whole number",
                Cell::Real(_) => "a real number",
                Cell::Text(_) => "text",
                Cell::Bytes(_) => "bytes",
            };
            Error::Corrupt(format!("column {i} holds {shape}, not {}", std::any::type_name::<T>()))
        })
    }

    pub(crate) fn cell(&self, i: usize) -> Result<Cell<'_>> {
        match &self.0 {
            Source::Lite(row) => super::lite::cell(row, i),
            Source::Pg(row) => super::pg::cell(row, i),
        }
    }
}

macro_rules! value_from {
    ($($type:ty => |$v:ident| $value:expr;)*) => {
        $(impl From<$type> for Value { fn from($v: $type) -> Value { $value } })*
    };
}

value_from! {
    i64 => |v| Value::Int(v);
    i32 => |v| Value::Int(i64::from(v));
    u32 => |v| Value::Int(i64::from(v));
    i16 => |v| Value::Int(i64::from(v));
    u8 => |v| Value::Int(i64::from(v));
    usize => |v| Value::Int(i64::try_from(v).unwrap_or(i64::MAX));
    u64 => |v| Value::Int(i64::try_from(v).unwrap_or(i64::MAX));
    bool => |v| Value::Int(i64::from(v));
    f64 => |v| Value::Real(v);
    &str => |v| Value::Text(v.to_owned());
    String => |v| Value::Text(v);
    &String => |v| Value::Text(v.clone());
    Vec<u8> => |v| Value::Bytes(v);
    &Vec<u8> => |v| Value::Bytes(v.clone());
    &[u8] => |v| Value::Bytes(v.to_vec());
    [u8; 32] => |v| Value::Bytes(v.to_vec());
    &[u8; 32] => |v| Value::Bytes(v.to_vec());
    Uuid => |v| Value::Bytes(v.as_bytes().to_vec());
    &Uuid => |v| Value::Bytes(v.as_bytes().to_vec());
    Date => |v| Value::Text(v.to_string());
    Timestamp => |v| Value::Int(v.as_microsecond());
    &Value => |v| v.clone();
}

impl<T> From<Option<T>> for Value
where
    Value: From<T>,
{
    fn from(v: Option<T>) -> Value {
        v.map_or(Value::Null, Value::from)
    }
}

macro_rules! read_as {
    ($($type:ty => $($pattern:pat => $value:expr),+;)*) => {
        $(impl Read for $type {
            fn read(cell: Cell<'_>) -> Option<$type> {
                match cell { $($pattern => $value,)+ _ => None }
            }
        })*
    };
}

read_as! {
    i64 => Cell::Int(v) => Some(v);
    i32 => Cell::Int(v) => i32::try_from(v).ok();
    u32 => Cell::Int(v) => u32::try_from(v).ok();
    u64 => Cell::Int(v) => u64::try_from(v).ok();
    usize => Cell::Int(v) => usize::try_from(v).ok();
    f64 => Cell::Real(v) => Some(v), Cell::Int(v) => Some(v as f64);
    bool => Cell::Int(0) => Some(false), Cell::Int(1) => Some(true);
    String => Cell::Text(v) => Some(v.to_owned());
    Vec<u8> => Cell::Bytes(v) => Some(v.to_vec());
    [u8; 32] => Cell::Bytes(v) => v.try_into().ok();
    Uuid => Cell::Bytes(v) => Uuid::from_slice(v).ok();
    Date => Cell::Text(v) => v.parse().ok();
    Timestamp => Cell::Int(v) => Timestamp::from_microsecond(v).ok();
}

impl<T: Read> Read for Option<T> {
    fn read(cell: Cell<'_>) -> Option<Option<T>> {
        match cell {
            Cell::Null => Some(None),
            cell => T::read(cell).map(Some),
        }
    }
}
