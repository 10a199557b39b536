//! The pages that every service shares: the citizen's side, the offices' side, the public's.
//!
//! One file for each subject; the list of routes below is the whole of it, grouped by who comes.

mod account;
mod answering;
mod door;
mod dossier;
pub mod drafts;
mod figures;
mod files;
mod judge;
pub mod log;
mod maps;
mod notices;
pub mod office;
mod offline;
mod own_data;
pub(crate) mod papers;
mod pki;
pub(crate) mod privacy;
mod provider;
mod public;
mod readings;
mod recover;
mod search;
mod security;
mod start;
mod track;
mod turning;
pub mod uploads;

use crate::answer::{Answer, Oops};
use crate::confirm;
use crate::server::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, patch, post};

/// Every page route of the kit.
pub fn routes() -> Router<App> {
    anyone().merge(signed_in()).merge(drafts::routes()).merge(office::routes())
}

/// What anyone may open.
fn anyone() -> Router<App> {
    Router::new()
        .route("/", get(public::home))
        .route("/privacy", get(privacy::notice))
        .route("/services", get(public::catalogue))
        .route("/services/{procedure}", get(public::service))
        .route("/track", get(track::ask).post(track::track))
        .route("/verify", get(track::verify))
        .route("/v/{number}/{code}", get(track::public))
        .route("/verify/file", get(judge::ask).post(judge::judge).layer(DefaultBodyLimit::max(judge::FORM_BYTES_MOST)))
        .route("/pki/{name}", get(pki::file))
        .route("/pki/ocsp", post(pki::ocsp).layer(DefaultBodyLimit::max(pki::QUESTION_BYTES_MOST)))
        .route("/pki/ocsp/{*question}", get(pki::ocsp_in_address))
        .route("/pki/stamp", post(pki::stamp).layer(DefaultBodyLimit::max(pki::QUESTION_BYTES_MOST)))
        .route("/v/{number}/{code}/tlog-proof", get(log::proof_text))
        .route("/v/{number}/{code}/proof.json", get(log::proof_json))
        .route("/verify/offline", get(offline::show))
        .route("/verify/keys.json", get(offline::keys))
        .route("/log", get(log::show))
        .route("/log/checkpoint", get(log::checkpoint))
        .route("/log/consistency", get(log::consistency))
        .route("/log/tile/{*path}", get(log::tile))
        .route("/log/cosign", post(log::cosign))
        .route("/figures", get(figures::show))
        .route("/figures.csv", get(figures::csv))
        .route("/maps/{province}", get(maps::outline))
        .route("/papers/{number}", get(papers::show))
        .route("/sign-in", get(door::show).post(door::sign_in))
        .route("/sign-in/provider", get(provider::begin))
        .route("/sign-in/provider/back", get(provider::back))
        .route("/sign-in/second", get(door::second_page).post(door::second))
        .route("/recover/{secret}", get(recover::show).post(recover::open))
        .route("/sign-out", post(door::sign_out))
        .route("/register", get(door::register_page).post(door::register))
}

/// What belongs to whoever is signed in.
fn signed_in() -> Router<App> {
    let parts = Router::new()
        .route("/files/{number}/pieces", post(dossier::whole))
        .route("/files/{number}/uploads", post(dossier::begin))
        .route("/files/{number}/uploads/{upload}", patch(dossier::part))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/services/{procedure}/start", get(start::choose).post(start::begin))
        .route("/files", get(files::mine))
        .route("/files/{number}", get(dossier::show))
        .route("/files/{number}/acts/{act}", post(dossier::acts))
        .route("/files/{number}/evidence", get(papers::evidence))
        .route("/files/{number}/pieces/{upload}", get(dossier::read_upload))
        .route("/files/{number}/pieces/{upload}/remove", post(dossier::remove_upload))
        .route("/pieces/{number}/{sha256}", get(dossier::piece))
        .route("/notices", get(notices::show))
        .route("/notices/read", post(notices::read))
        .route("/search", get(search::show))
        .route("/account", get(account::show).post(account::change))
        .route("/account/privacy", get(privacy::show).post(privacy::ask))
        .route("/account/data", get(own_data::show))
        .route("/account/data.json", get(privacy::data))
        .route("/account/password", post(account::password))
        .route("/account/sign-out-everywhere", post(account::sign_out_everywhere))
        .route("/account/security", get(security::show))
        .route("/account/security/totp", get(security::back).post(security::begin_totp))
        .route("/account/security/totp/add", get(security::back).post(security::add_totp))
        .route("/account/security/passkeys", get(security::back).post(security::begin_passkey))
        .route("/account/security/passkeys/add", get(security::back).post(security::add_passkey))
        .route("/account/security/codes", get(security::back).post(security::codes))
        .route("/account/security/{id}/remove", get(security::back_from).post(security::remove))
        .route("/confirm", get(confirm::show).post(confirm::go_on))
        .route("/account/tokens", post(account::make_token))
        .route("/account/tokens/{id}/revoke", post(account::end_token))
        .merge(parts)
}

/// A page of ours to go on to; `otherwise` for anything that leads elsewhere.
pub(crate) fn local<'a>(next: &'a str, otherwise: &'a str) -> &'a str {
    let sound =
        next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.contains(char::is_control);
    if sound { next } else { otherwise }
}

/// What there is not.
pub async fn nowhere() -> Answer {
    Err(Oops::not_found())
}
