//! The look of one commune: its name, its crest, its colours, read from a folder of data.
//!
//! Not code, and not templates: what a theme may change are the values below. A colour on which
//! white could not be read is refused when the program starts, with its contrast.

use crate::server::App;
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use minijinja::{Value, context};
use serde::Deserialize;
use std::fmt::Write;
use std::path::Path;

/// The least contrast of white letters on a colour (WCAG 2.2, 1.4.3).
const CONTRAST_LEAST: f64 = 4.5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: Name,
    crest: Option<Crest>,
    #[serde(default)]
    colours: Colours,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    ar: String,
    fr: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crest {
    file: String,
}

/// Each as `#rrggbb`; one left out stays as it ships.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Colours {
    base: Option<String>,
    base_hover: Option<String>,
    base_active: Option<String>,
    accent: Option<String>,
    band: Option<String>,
}

/// A theme, ready to be served.
pub struct Theme {
    name_ar: String,
    name_fr: String,
    crest: Option<Vec<u8>>,
    css: String,
}

impl Theme {
    /// Reads `theme.toml` and the crest of a folder; an error names the file and what to mend.
    pub fn read(folder: &Path) -> Result<Theme, String> {
        let path = folder.join("theme.toml");
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let file: File = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let crest = match &file.crest {
            Some(crest) => {
                let path = folder.join(&crest.file);
                Some(std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?)
            }
            None => None,
        };
        let css = sheet(&file.colours).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Theme { name_ar: file.name.ar, name_fr: file.name.fr, crest, css })
    }

    /// What the layout shows of it.
    pub fn shown(&self, visitor: &Visitor) -> Value {
        let name = if visitor.arabic() { &self.name_ar } else { &self.name_fr };
        context! { name, crest => self.crest.is_some() }
    }
}

/// Variables, each with the parts of a hundred that the colour has in it.
type Shades = &'static [(&'static str, u8)];

/// The variables of `css/theme.css` that a commune changes, for daylight; the dark keeps its own.
fn sheet(colours: &Colours) -> Result<String, String> {
    // What a colour gives: itself, or itself in so many parts of a hundred with white.
    let named: [(&str, &Option<String>, Shades); 5] = [
        (
            "base",
            &colours.base,
            &[
                ("accent-base-default", 100),
                ("accent-text-subtle", 100),
                ("accent-border-strong", 100),
                ("accent-border-subtle", 28),
                ("accent-surface-active", 22),
                ("accent-surface-hover", 14),
                ("accent-surface-tinted", 9),
            ],
        ),
        ("base-hover", &colours.base_hover, &[("accent-base-hover", 100)]),
        ("base-active", &colours.base_active, &[("accent-base-active", 100)]),
        ("accent", &colours.accent, &[("brand1-base-default", 100)]),
        ("band", &colours.band, &[("tile", 100), ("tile-line", 78)]),
    ];
    let mut css = String::from("@media (prefers-color-scheme: light) {\n  :root {\n");
    for (name, colour, variables) in named {
        let Some(colour) = colour else { continue };
        let contrast = contrast(colour).ok_or(format!("`{name}` is not a colour like #1d4e6b: {colour}"))?;
        if contrast < CONTRAST_LEAST {
            return Err(format!(
                "white cannot be read on `{name}` {colour}: {contrast:.1} to 1, at least {CONTRAST_LEAST} is needed"
            ));
        }
        for (variable, parts) in variables {
            let prefix = if name == "band" { "--" } else { "--ds-color-" };
            // Writing to a text does not fail.
            let _ = match parts {
                100 => writeln!(css, "    {prefix}{variable}: {colour};"),
                parts => writeln!(css, "    {prefix}{variable}: color-mix(in oklab, {colour} {parts}%, white);"),
            };
        }
    }
    css.push_str("  }\n}\n");
    Ok(css)
}

/// How well white is read on `#rrggbb`.
fn contrast(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(|v| linear(f64::from(v) / 255.0));
    let light = 0.2126 * part(0)? + 0.7152 * part(2)? + 0.0722 * part(4)?;
    Some(1.05 / (light + 0.05))
}

fn linear(value: f64) -> f64 {
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// `GET /theme.css`
pub async fn css(State(app): State<App>) -> Response {
    match &app.theme {
        Some(theme) => served("text/css; charset=utf-8", theme.css.clone().into_bytes()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `GET /theme/crest.svg`
pub async fn crest(State(app): State<App>) -> Response {
    match app.theme.as_ref().and_then(|theme| theme.crest.clone()) {
        Some(crest) => {
            let mut response = served("image/svg+xml", crest);
            let alone = HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'");
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, alone);
            response
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn served(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=3600")], bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_sound() {
        let theme =
            Theme::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes/example"))).expect("the example");
        assert!(theme.crest.is_some());
        assert!(theme.css.contains("--ds-color-accent-base-default: #1d4e6b;"));
    }

    #[test]
    fn a_colour_that_hides_its_words_is_refused() {
        let pale = Colours { base: Some("#f5d76e".into()), ..Colours::default() };
        assert_eq!(
            sheet(&pale).expect_err("too pale"),
            "white cannot be read on `base` #f5d76e: 1.4 to 1, at least 4.5 is needed"
        );
        let red = Colours { accent: Some("red".into()), ..Colours::default() };
        assert_eq!(sheet(&red).expect_err("a word"), "`accent` is not a colour like #1d4e6b: red");
    }
}
