//! Urban-planning permits (رخص التعمير): somebody wants to build, and is answered in time.
//!
//! A permit is a dossier that follows `procedures/permit-building-*.toml`: form, pieces, opinions,
//! fees, doors and what silence means are read there, and who may act. This house holds only what a
//! permit has of its own: what its papers say, and the sessions of the commission.
//!
//! Law: 12-90, 2-18-577 (RGC), 55-19, 1839.23; values in `law/urban-planning.toml`.
//! Words: permis de construire, رخصة البناء.

mod api;
pub mod counter;
mod memory;
mod pages;
mod papers;
mod rules;

#[cfg(test)]
mod stories;

use desk::Service;
use desk::street::HousePaper;
use i18n::Lang;
use rust_embed::RustEmbed;
use web::House;

/// What this service brings to a commune that offers it.
pub const SERVICE: Service = Service {
    name: "permits",
    procedures: &[
        include_str!("../procedures/permit-building-small.toml"),
        include_str!("../procedures/permit-building-large.toml"),
    ],
    migrations: &[("permits/0001_sessions", include_str!("../migrations/0001_sessions.sql"))],
    words: &[
        (Lang::Ar, "permits/ar.ftl", include_str!("../words/ar.ftl")),
        (Lang::Ar, "permits/papers.ar.ftl", include_str!("../words/papers.ar.ftl")),
        (Lang::Fr, "permits/fr.ftl", include_str!("../words/fr.ftl")),
        (Lang::Fr, "permits/papers.fr.ftl", include_str!("../words/papers.fr.ftl")),
    ],
    papers: &[
        ("base.typ", include_str!("../procedures/papers/base.typ")),
        ("receipt.typ", include_str!("../procedures/papers/receipt.typ")),
        ("completion-request.typ", include_str!("../procedures/papers/completion-request.typ")),
        ("minutes.typ", include_str!("../procedures/papers/minutes.typ")),
        ("session-minutes.typ", include_str!("../procedures/papers/session-minutes.typ")),
        ("payment-receipt.typ", include_str!("../procedures/papers/payment-receipt.typ")),
        ("permit.typ", include_str!("../procedures/papers/permit.typ")),
        ("refusal.typ", include_str!("../procedures/papers/refusal.typ")),
        ("silence-attestation.typ", include_str!("../procedures/papers/silence-attestation.typ")),
    ],
    compose: papers::compose,
    house_papers: &[HousePaper {
        name: counter::MINUTES,
        template: "session-minutes.typ",
        series: "PVS",
        within: "minutes-signature",
        compose: papers::sessions::compose,
        sees: counter::sees_minutes,
        matter: counter::matter,
    }],
};

#[derive(RustEmbed)]
#[folder = "pages"]
struct Templates;

/// What this service brings to the web.
pub const HOUSE: House =
    House { name: "permits", templates, routes: pages::routes, api: api::operations, schemas: &[api::SCHEMAS] };

fn templates() -> Vec<(String, String)> {
    Templates::iter()
        .filter_map(|name| {
            Some((format!("permits/{name}"), String::from_utf8_lossy(&Templates::get(&name)?.data).into_owned()))
        })
        .collect()
}
