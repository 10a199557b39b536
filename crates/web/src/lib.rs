//! The kit for pages and JSON: the router, the visitor, templates, forms, errors; and the pages that
//! every service shares.
//!
//! Handlers are thin: they read what was sent, call `desk`, and show what came back. What a service
//! shows of its own is in its house. No SQL, no rule, no sentence here: rules are in `civic` and the
//! houses, sentences in `words/`.

pub mod answer;
pub mod api;
pub mod assets;
pub mod blob;
pub mod confirm;
pub mod explain;
pub mod form;
pub mod gauge;
pub mod judged;
pub mod limits;
pub mod pages;
pub mod render;
pub mod server;
pub mod theme;
pub mod view;
pub mod visitor;

pub use answer::{Answer, Oops};
pub use form::Posted;
pub use render::Pages;
pub use server::{App, House};
pub use visitor::Visitor;

use i18n::Lang;

/// The words of the shared screens.
pub const WORDS: &[(Lang, &str, &str)] = &[
    (Lang::Ar, "web/ar/common.ftl", include_str!("../words/ar/common.ftl")),
    (Lang::Ar, "web/ar/citizen.ftl", include_str!("../words/ar/citizen.ftl")),
    (Lang::Ar, "web/ar/identity.ftl", include_str!("../words/ar/identity.ftl")),
    (Lang::Ar, "web/ar/public.ftl", include_str!("../words/ar/public.ftl")),
    (Lang::Ar, "web/ar/office.ftl", include_str!("../words/ar/office.ftl")),
    (Lang::Ar, "web/ar/api.ftl", include_str!("../words/ar/api.ftl")),
    (Lang::Ar, "web/ar/privacy.ftl", include_str!("../words/ar/privacy.ftl")),
    (Lang::Fr, "web/fr/common.ftl", include_str!("../words/fr/common.ftl")),
    (Lang::Fr, "web/fr/citizen.ftl", include_str!("../words/fr/citizen.ftl")),
    (Lang::Fr, "web/fr/identity.ftl", include_str!("../words/fr/identity.ftl")),
    (Lang::Fr, "web/fr/public.ftl", include_str!("../words/fr/public.ftl")),
    (Lang::Fr, "web/fr/office.ftl", include_str!("../words/fr/office.ftl")),
    (Lang::Fr, "web/fr/api.ftl", include_str!("../words/fr/api.ftl")),
    (Lang::Fr, "web/fr/privacy.ftl", include_str!("../words/fr/privacy.ftl")),
];

#[cfg(test)]
mod tests;
