//! The offices' side: inboxes, files, the signing folder, the cash desk, the governor, administration.
//!
//! One file for each screen. Handlers read what was sent, call `desk`, and show what came back; who may
//! see a file is decided by the viewer that every read carries, who may act by the door of the procedure.

mod admin;
mod answer;
mod assist;
mod board;
mod bulk;
mod cashier;
pub mod doors;
mod file;
mod hands;
mod inbox;
mod outline;
mod people;
pub mod said;
pub mod seats;
pub mod shape;
mod sheet;
mod sign_ins;
mod signing;
mod silence;
mod speaking;
mod to_sign;

pub use bulk::{chosen, each};
pub use doors::conclusion;
use shape::code_label;
pub use sheet::{sheet, sheet_line};

use crate::server::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, patch, post};

pub fn routes() -> Router<App> {
    let parts = Router::new()
        .route("/office/files/{number}/pieces", post(answer::whole))
        .route("/office/files/{number}/uploads", post(answer::begin))
        .route("/office/files/{number}/uploads/{upload}", patch(answer::part))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/office", get(inbox::show))
        .route("/office/bulk", get(inbox::back).post(inbox::bulk))
        .route("/office/files/{number}", get(file::show))
        .route("/office/files/{number}/acts/{act}", post(file::act))
        .route("/office/files/{number}/pieces/{upload}", get(answer::read_upload))
        .route("/office/files/{number}/pieces/{upload}/remove", post(answer::remove_upload))
        .route("/office/files/{number}/since/{version}", get(file::since))
        .route("/office/files/{number}/evidence", get(crate::pages::papers::evidence))
        .route("/office/files/{number}/preview/{act}", get(to_sign::preview))
        .route("/office/signing", get(signing::show).post(signing::act))
        .route("/office/signing/review", get(signing::back).post(signing::review))
        .route("/office/signing/papers/{number}/{id}", get(signing::paper))
        .route("/office/hands", get(hands::show).post(hands::sign))
        .route("/office/hands/review", get(hands::back).post(hands::review))
        .route("/office/hands/say", get(hands::back).post(hands::say))
        .route("/office/hands/papers/{place}/{id}", get(hands::paper))
        .route("/office/cashier", get(cashier::show).post(cashier::record))
        .route("/office/cashier/journal.csv", get(cashier::csv))
        .route("/office/silence", get(silence::show).post(silence::act))
        .route("/office/silence/review", get(silence::back).post(silence::review))
        .route("/office/dashboard", get(board::show))
        .route("/office/dashboard.csv", get(board::csv))
        .route("/office/sign-ins", get(sign_ins::own))
        .route("/office/sign-ins/end", post(sign_ins::end_own))
        .route("/office/sign-ins/end-others", post(sign_ins::end_others))
        .merge(people::routes())
        .merge(assist::routes())
        .merge(admin::routes())
        .merge(parts)
}
