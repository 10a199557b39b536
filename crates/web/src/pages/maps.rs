//! Where a map opens, and the outline that is drawn on it: from the territory that ships with the program.

use crate::answer::{Answer, Oops};
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use civic::Place;
use minijinja::{Value, context};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Outlines and centres: © OpenStreetMap contributors, ODbL (territory/geometry/README.md).
const PROVINCES: &str = include_str!("../../../../territory/geometry/provinces.json");
const CENTRES: &str = include_str!("../../../../territory/geometry/centroids.csv");
/// Where a map opens when nothing nearer is known.
const KINGDOM: (f64, f64) = (31.8, -7.1);

#[derive(Deserialize)]
struct Collection {
    features: Vec<serde_json::Value>,
}

/// An outline as it is sent, and the middle of its box.
type Outline = (String, (f64, f64));

/// Each province's outline.
static OUTLINES: LazyLock<HashMap<Place, Outline>> = LazyLock::new(|| {
    // Part of the program and proved by a test; a map without outlines is still a map.
    let read: Collection = serde_json::from_str(PROVINCES).unwrap_or(Collection { features: Vec::new() });
    read.features
        .iter()
        .filter_map(|feature| {
            let id = &feature["id"];
            let code = id.as_str().map(str::to_owned).unwrap_or_else(|| id.to_string());
            Some((Place::parse(&code)?, (feature.to_string(), middle(&feature["geometry"]["coordinates"])?)))
        })
        .collect()
});

static CENTRE: LazyLock<HashMap<Place, (f64, f64)>> = LazyLock::new(|| {
    CENTRES
        .lines()
        .filter_map(|line| {
            let mut cells = line.split(',');
            Some((Place::parse(cells.next()?)?, (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?)))
        })
        .collect()
});

/// The middle of the box around all points of an outline.
fn middle(coordinates: &serde_json::Value) -> Option<(f64, f64)> {
    let mut bounds: Option<(f64, f64, f64, f64)> = None;
    let mut waiting = vec![coordinates];
    while let Some(next) = waiting.pop() {
        match next.as_array().map(Vec::as_slice) {
            Some([lon, lat]) if lon.is_number() => {
                let (lon, lat) = (lon.as_f64()?, lat.as_f64()?);
                let (w, s, e, n) = bounds.unwrap_or((lon, lat, lon, lat));
                bounds = Some((w.min(lon), s.min(lat), e.max(lon), n.max(lat)));
            }
            Some(more) => waiting.extend(more),
            None => return None,
        }
    }
    bounds.map(|(w, s, e, n)| ((s + n) / 2.0, (w + e) / 2.0))
}

/// The outline of a province, for pictures made here.
pub fn shape(province: Place) -> Option<serde_json::Value> {
    serde_json::from_str(&OUTLINES.get(&province)?.0).ok()
}

/// The middle of a commune, as latitude and longitude, where it is known.
pub fn middle_of(commune: Place) -> Option<(f64, f64)> {
    CENTRE.get(&commune).copied()
}

/// Where the map of a commune opens: `{lat, lon, outline}`.
pub fn opening(commune: Place) -> Value {
    let province = commune.province();
    let outline = OUTLINES.get(&province);
    let (lat, lon) = CENTRE.get(&commune).copied().or(outline.map(|(_, middle)| *middle)).unwrap_or(KINGDOM);
    let near = CENTRE.contains_key(&commune);
    context! {
        lat => format!("{lat:.4}"),
        lon => format!("{lon:.4}"),
        outline => outline.map(|_| format!("/maps/{province}.json")).unwrap_or_default(),
        zoom => if near { 12 } else { 9 },
    }
}

/// `GET /maps/{province}.json`: its outline, as GeoJSON.
pub async fn outline(Path(file): Path<String>) -> Answer {
    let place = file.strip_suffix(".json").and_then(Place::parse).ok_or_else(Oops::not_found)?;
    let Some((outline, _)) = OUTLINES.get(&place) else { return Err(Oops::not_found()) };
    let head = [(header::CONTENT_TYPE, "application/geo+json"), (header::CACHE_CONTROL, "public, max-age=86400")];
    Ok((head, outline.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_has_an_outline_and_taroudannt_its_centre() {
        assert_eq!(OUTLINES.len(), 75);
        let (lat, lon) = CENTRE[&Place(95_410_113)];
        assert!((30.0..31.0).contains(&lat) && (-9.5..-8.0).contains(&lon));
    }
}
