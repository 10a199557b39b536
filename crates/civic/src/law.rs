//! The law table: every value that a text fixes, dated, with its article.
//!
//! Nothing that a text can change is written in code. A value is looked up as it stood on a day,
//! first in what the commune itself decided (rates within the legal range), then in the Kingdom's.

use crate::calendar::{Delay, Unit};
use crate::territory::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A text of law, decree or order that values and doors cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub code: String,
    pub ar: String,
    pub fr: String,
}

/// One value, as a text fixes it from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    pub name: String,
    pub value: i64,
    /// `working-days`, `calendar-days`, `months`, `years`, `centimes`, `centimes-per-m2`, `people`, `percent`.
    pub unit: String,
    pub text: String,
    #[serde(default)]
    pub article: String,
    pub from: Date,
    #[serde(default)]
    pub to: Option<Date>,
    #[serde(default)]
    pub verified: bool,
    #[serde(default)]
    pub note: String,
    /// The least and the most that a commune may decide for itself; none: it may not.
    #[serde(default)]
    pub least: Option<i64>,
    #[serde(default)]
    pub most: Option<i64>,
    /// The commune that decided it; the Kingdom for what the law itself says.
    #[serde(default)]
    pub place: Place,
}

impl Value {
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The value as a length of time, when it is one.
    pub fn delay(&self) -> Option<Delay> {
        let unit = match self.unit.as_str() {
            "working-days" => Unit::WorkingDays,
            "calendar-days" => Unit::CalendarDays,
            "months" => Unit::Months,
            "years" => Unit::Years,
            _ => return None,
        };
        i32::try_from(self.value).ok().map(|count| Delay { count, unit })
    }
}

/// A file of the law table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(default)]
    text: Vec<Text>,
    #[serde(default)]
    value: Vec<Value>,
    #[serde(default)]
    holiday: Vec<toml::Value>,
}

/// Every text and value, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Law {
    texts: HashMap<String, Text>,
    values: HashMap<String, Vec<Value>>,
}

impl Law {
    /// Reads the files of `law/`; an error names the file's fault.
    pub fn read(pages: &[&str]) -> Result<Law, String> {
        let mut law = Law::default();
        for page in pages {
            let page: Page = toml::from_str(page).map_err(|e| e.to_string())?;
            let _ = page.holiday;
            for text in page.text {
                law.texts.insert(text.code.clone(), text);
            }
            for value in page.value {
                law.add(value);
            }
        }
        Ok(law)
    }

    /// Adds a value: a later one of the same name and place takes its turn from its own day on.
    pub fn add(&mut self, value: Value) {
        let line = self.values.entry(value.name.clone()).or_default();
        line.push(value);
        // The commune's own word first, then the latest.
        line.sort_by_key(|v| std::cmp::Reverse((v.place, v.from)));
    }

    /// The value named `name` in `commune` on `day`.
    pub fn value(&self, name: &str, commune: Place, day: Date) -> Option<&Value> {
        self.values.get(name)?.iter().find(|v| (v.place == commune || v.place == Place::KINGDOM) && v.in_force(day))
    }

    pub fn delay(&self, name: &str, commune: Place, day: Date) -> Option<Delay> {
        self.value(name, commune, day)?.delay()
    }

    pub fn text(&self, code: &str) -> Option<&Text> {
        self.texts.get(code)
    }

    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.texts.values()
    }

    /// Every value, by name, the commune's own before the Kingdom's, the latest first.
    pub fn values(&self) -> Vec<&Value> {
        let mut all: Vec<&Value> = self.values.values().flatten().collect();
        all.sort_by(|a, b| (&a.name, a.place, b.from).cmp(&(&b.name, b.place, a.from)));
        all
    }
}
