//! Provinces and communes as one small picture: an outline, and where things lie in it.

use crate::pages::maps::{middle_of, shape};
use civic::Place;
use std::fmt::Write;

/// How wide the picture is, in its own units.
const WIDE: f64 = 1000.0;
const MARGIN: f64 = 20.0;

/// A province drawn from its outline: northern side up, degrees of longitude shortened by the latitude.
pub struct Picture {
    pub path: String,
    pub view: String,
    west: f64,
    north: f64,
    across: f64,
    down: f64,
}

impl Picture {
    /// None when the program has no outline of this province.
    pub fn of(province: Place) -> Option<Picture> {
        let rings = rings(&shape(province)?)?;
        let points = || rings.iter().flatten();
        let west = points().map(|p| p.0).fold(f64::INFINITY, f64::min);
        let east = points().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max);
        let south = points().map(|p| p.1).fold(f64::INFINITY, f64::min);
        let north = points().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
        if !(west < east && south < north) {
            return None;
        }
        let shorter = ((south + north) / 2.0).to_radians().cos();
        let scale = WIDE / ((east - west) * shorter);
        let mut picture =
            Picture { path: String::new(), view: String::new(), west, north, across: shorter * scale, down: scale };
        let tall = (north - south) * scale;
        picture.view = format!("{} {} {} {:.0}", -MARGIN, -MARGIN, WIDE + 2.0 * MARGIN, tall + 2.0 * MARGIN);
        for ring in &rings {
            for (i, (lon, lat)) in ring.iter().enumerate() {
                let (x, y) = picture.at(*lat, *lon);
                // Writing into a String does not fail.
                let _ = write!(picture.path, "{}{x} {y}", if i == 0 { "M" } else { " " });
            }
            picture.path.push('Z');
        }
        Some(picture)
    }

    /// Where a point lies in the picture, to a tenth.
    pub fn at(&self, lat: f64, lon: f64) -> (f64, f64) {
        let tenth = |v: f64| (v * 10.0).round() / 10.0;
        (tenth((lon - self.west) * self.across), tenth((self.north - lat) * self.down))
    }

    /// Where the middle of a commune lies, when it is known.
    pub fn middle(&self, commune: Place) -> Option<(f64, f64)> {
        let (lat, lon) = middle_of(commune)?;
        Some(self.at(lat, lon))
    }
}

/// The rings of a GeoJSON polygon or polygons, as (longitude, latitude).
fn rings(feature: &serde_json::Value) -> Option<Vec<Vec<(f64, f64)>>> {
    let coordinates = feature["geometry"]["coordinates"].as_array()?;
    let ring = |ring: &serde_json::Value| -> Option<Vec<(f64, f64)>> {
        ring.as_array()?.iter().map(|p| Some((p.get(0)?.as_f64()?, p.get(1)?.as_f64()?))).collect()
    };
    match feature["geometry"]["type"].as_str()? {
        "Polygon" => coordinates.iter().map(ring).collect(),
        "MultiPolygon" => coordinates.iter().filter_map(|p| p.as_array()).flatten().map(ring).collect(),
        _ => None,
    }
}
