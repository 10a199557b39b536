//! Where a thing is: communes, provinces and regions by their HCP code.
//!
//! A code is read as one number of nine digits, `RR PPP CC NN`, and every higher level is a prefix
//! of it, so that "in the province of" is arithmetic and needs no table. The names and figures
//! come from `territory/*.csv` (source and licence in `territory/README.md`).

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A commune, a province, a region, or the Kingdom (0), by its HCP code without dots.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(pub i64);

impl Place {
    /// What belongs to no collectivity in particular: accounts of citizens, the law.
    pub const KINGDOM: Place = Place(0);

    /// The province or prefecture that this place lies in: `RR.PPP`.
    pub fn province(self) -> Place {
        Place(self.0 / 10_000 * 10_000)
    }

    /// The region that this place lies in: `RR`.
    pub fn region(self) -> Place {
        Place(self.0 / 10_000_000 * 10_000_000)
    }

    pub fn is_commune(self) -> bool {
        self.0 % 10_000 != 0
    }

    pub fn is_province(self) -> bool {
        !self.is_commune() && self.0 % 10_000_000 != 0
    }

    /// Reads `95410113`, `095410113` or `09.541.01.13`.
    pub fn parse(text: &str) -> Option<Place> {
        let digits: String = text.chars().filter(|c| *c != '.').collect();
        if digits.is_empty() || 9 < digits.len() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok().map(Place)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

/// What is known of one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    pub place: Place,
    pub name_ar: String,
    pub name_fr: String,
    /// Census of 2024; 0 where the level has none.
    pub people: i64,
}

impl Known {
    pub fn name(&self, arabic: bool) -> &str {
        if arabic { &self.name_ar } else { &self.name_fr }
    }
}

/// Every place of the Kingdom, by code.
#[derive(Clone, Debug, Default)]
pub struct Territory {
    known: BTreeMap<Place, Known>,
}

impl Territory {
    /// Reads the tables `regions`, `provinces` and `communes`. The first line names the columns;
    /// `code`, `name_ar`, `name_fr` are required, `population_2024` is not.
    pub fn read(tables: &[&str]) -> Result<Territory, String> {
        let mut known = BTreeMap::new();
        for table in tables {
            let mut lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
            let head: Vec<String> = lines.next().map(cells).unwrap_or_default();
            let at = |name: &str| head.iter().position(|h| h == name);
            let (Some(code), Some(ar), Some(fr)) = (at("code"), at("name_ar"), at("name_fr")) else {
                return Err(format!("a table of places lacks code, name_ar or name_fr: {head:?}"));
            };
            let people = at("population_2024");
            for line in lines {
                let cells = cells(line);
                let cell = |i: usize| cells.get(i).cloned().unwrap_or_default();
                let place = Place::parse(&cell(code)).ok_or_else(|| format!("not a code: {line}"))?;
                let people = people.map(cell).and_then(|p| p.parse().ok()).unwrap_or(0);
                known.insert(place, Known { place, name_ar: cell(ar), name_fr: cell(fr), people });
            }
        }
        Ok(Territory { known })
    }

    pub fn get(&self, place: Place) -> Option<&Known> {
        self.known.get(&place)
    }

    /// The communes of a province, or of the Kingdom for [`Place::KINGDOM`].
    pub fn communes(&self, within: Place) -> impl Iterator<Item = &Known> {
        self.known.values().filter(move |k| {
            k.place.is_commune()
                && (within == Place::KINGDOM || k.place.province() == within || k.place.region() == within)
        })
    }

    pub fn provinces(&self) -> impl Iterator<Item = &Known> {
        self.known.values().filter(|k| k.place.is_province())
    }

    /// The place whose commission examines the large files of `commune`: the commune itself above
    /// the threshold of people, else the provincial committee (facts §1, "Where examined").
    pub fn examiner(&self, commune: Place, people_above: i64) -> Place {
        match self.get(commune) {
            Some(known) if people_above < known.people => commune,
            _ => commune.province(),
        }
    }
}

/// One line of a comma-separated table; a cell may stand in double quotes.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.trim_end_matches('\r').chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            c => {
                if let Some(last) = cells.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    cells
}
