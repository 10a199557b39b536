//! The guided form: one page for each section of the procedure, who it is for before, the pieces and
//! the review after. Everything typed is kept at once; the same form goes on from another device.

pub mod fields;
pub mod pieces;
mod review;
mod section;
mod who;

use crate::answer::{Answer, Oops};
use crate::form::Posted;
use crate::server::App;
use crate::view::word;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use civic::form::{self, Typed};
use civic::{Answers, Mistake, Procedure, Role};
use desk::Who;
use desk::draft::Draft;
use minijinja::{Value, context};
use std::sync::Arc;
use store::drafts::Upload;
use uuid::Uuid;

pub fn routes() -> Router<App> {
    let parts = Router::new()
        .route("/drafts/{id}/pieces", get(pieces::show).post(pieces::whole))
        .route("/drafts/{id}/uploads", post(pieces::begin))
        .route("/drafts/{id}/uploads/{upload}", axum::routing::patch(pieces::part))
        .layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/drafts/{id}", get(resume))
        .route("/drafts/{id}/remove", post(remove))
        .route("/drafts/{id}/who", get(who::show).post(who::save))
        .route("/drafts/{id}/who/save", post(who::keep))
        .route("/drafts/{id}/pieces/next", post(pieces::next))
        .route("/drafts/{id}/pieces/{upload}", get(pieces::read))
        .route("/drafts/{id}/pieces/{upload}/remove", post(pieces::remove))
        .route("/drafts/{id}/review", get(review::show).post(review::file))
        .route("/drafts/{id}/{section}", get(section::show).post(section::save))
        .route("/drafts/{id}/{section}/save", post(section::keep))
        .merge(parts)
}

/// A draft with all that its pages need.
pub struct Open {
    pub draft: Draft,
    pub procedure: Arc<Procedure>,
    pub who: Who,
    /// Filed at the counter by a clerk, for the person present.
    pub assisted: bool,
    pub uploads: Vec<Upload>,
    /// What could be read of what was typed.
    pub answers: Answers,
}

pub async fn open(app: &App, visitor: &Visitor, id: Uuid) -> Result<Open, Oops> {
    let who = visitor.who()?.clone();
    let draft = desk::draft::get(&app.desk, &who, id).await?;
    let Some(procedure) = app.desk.street.latest(&draft.procedure) else { return Err(Oops::not_found()) };
    let uploads = desk::upload::of(&app.desk, &who, id).await?;
    let (answers, _) = form::read(&procedure, &draft.typed, None);
    let assisted = who.viewer.holds(Role::Clerk, draft.commune) && who.account.kind == "officer";
    Ok(Open { draft, procedure, who, assisted, uploads, answers })
}

/// The pages of a form, in order.
const BEFORE: &str = "who";
const PIECES: &str = "pieces";
const REVIEW: &str = "review";

impl Open {
    fn path(&self, page: &str) -> String {
        format!("/drafts/{}/{page}", self.draft.id)
    }

    fn pages(&self) -> Vec<String> {
        let sections = self.procedure.sections.iter().map(|s| s.name.clone());
        [BEFORE.to_owned()].into_iter().chain(sections).chain([PIECES.to_owned(), REVIEW.to_owned()]).collect()
    }

    /// The page after this one, or before it.
    fn beside(&self, page: &str, step: isize) -> Option<String> {
        let pages = self.pages();
        let at = pages.iter().position(|p| p == page)?;
        pages.get(at.checked_add_signed(step)?).map(|p| self.path(p))
    }

    /// Pieces that are whole, as an act would give them.
    fn given(&self) -> Vec<civic::dossier::Given> {
        self.uploads
            .iter()
            .filter_map(|u| {
                Some(civic::dossier::Given {
                    piece: u.piece.clone(),
                    name: u.name.clone(),
                    sha256: u.sha256.clone()?,
                    bytes: u.bytes,
                    media: u.media.clone()?,
                })
            })
            .collect()
    }

    /// Every mistake of one page.
    fn mistakes(&self, app: &App, page: &str) -> Vec<Mistake> {
        match page {
            BEFORE => who::judge(self),
            PIECES => desk::counter::judge_pieces(
                &self.procedure,
                &self.answers,
                &self.given(),
                app.desk.options.piece_bytes_most,
            ),
            REVIEW => Vec::new(),
            section => form::read(&self.procedure, &self.draft.typed, Some(section)).1,
        }
    }

    /// Whether the person has been on a page.
    fn begun(&self, page: &str) -> bool {
        match page {
            BEFORE => self.draft.for_whom.other || !self.draft.typed.is_empty(),
            PIECES => !self.uploads.is_empty(),
            section => self
                .procedure
                .fields
                .iter()
                .any(|f| f.section == section && self.draft.typed.get(&f.name).is_some_and(|t| !t.is_empty())),
        }
    }

    /// How many pages are complete, and of how many.
    pub fn progress(&self, app: &App) -> (usize, usize) {
        let pages = self.pages();
        let done = pages.iter().filter(|p| *p != REVIEW && self.begun(p) && self.mistakes(app, p).is_empty()).count();
        (done, pages.len() - 1)
    }

    /// The steps beside the form.
    fn steps(&self, app: &App, visitor: &Visitor, here: &str) -> Vec<Value> {
        self.pages()
            .iter()
            .map(|page| {
                let begun = page != REVIEW && self.begun(page);
                let state = match page.as_str() {
                    page if page == here => "here",
                    page if begun && self.mistakes(app, page).is_empty() => "done",
                    _ if begun => "wrong",
                    _ => "next",
                };
                context! { title => title(app, visitor, page), href => self.path(page), state }
            })
            .collect()
    }

    /// What every page of a form is given.
    fn frame(&self, app: &App, visitor: &Visitor, here: &str) -> Value {
        let pages = self.pages();
        let at = pages.iter().position(|p| p == here).map_or(1, |i| i + 1);
        context! {
            procedure => context! {
                title => word(app, visitor, &format!("procedure-{}", self.procedure.code)),
                href => format!("/services/{}", self.procedure.code),
            },
            draft => context! {
                id => self.draft.id.to_string(),
                action => self.path(here),
                autosave => format!("{}/save", self.path(here)),
                saved_at => self.draft.updated_at,
                counter => self.assisted,
                place => app.place(visitor, self.draft.commune),
            },
            sections => self.steps(app, visitor, here),
            section => context! { title => title(app, visitor, here), about => about(app, visitor, here), at, of => pages.len() },
            back => self.beside(here, -1),
        }
    }
}

pub(super) fn title(app: &App, visitor: &Visitor, page: &str) -> String {
    match page {
        BEFORE => word(app, visitor, "form-who"),
        PIECES => word(app, visitor, "form-pieces"),
        REVIEW => word(app, visitor, "review-title"),
        section => word(app, visitor, &format!("section-{section}")),
    }
}

fn about(app: &App, visitor: &Visitor, page: &str) -> String {
    match page {
        BEFORE => word(app, visitor, "form-who-about"),
        section => crate::view::if_said(app, visitor, &format!("section-{section}-about")),
    }
}

/// Goes on where the form was left: the first page that still wants something.
async fn resume(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>) -> Answer {
    let open = open(&app, &visitor, id).await?;
    let wanting =
        open.pages().into_iter().find(|p| p != REVIEW && !(open.begun(p) && open.mistakes(&app, p).is_empty()));
    Ok(Redirect::to(&open.path(wanting.as_deref().unwrap_or(REVIEW))).into_response())
}

async fn remove(State(app): State<App>, visitor: Visitor, Path(id): Path<Uuid>, _posted: Posted) -> Answer {
    desk::draft::remove(&app.desk, visitor.who()?, id).await?;
    app.go(&visitor, "/files", "info", "draft-removed")
}

/// Where a saved page leads: on, back, or out.
fn lead(app: &App, visitor: &Visitor, open: &Open, page: &str, go: &str) -> Answer {
    if go == "leave" {
        return app.go(visitor, if open.assisted { "/office/assist" } else { "/files" }, "success", "draft-kept");
    }
    let to = open.beside(page, if go == "back" { -1 } else { 1 });
    Ok(Redirect::to(&to.unwrap_or_else(|| open.path(page))).into_response())
}

/// What a browser that saves by itself is told.
fn kept(app: &App, visitor: &Visitor, open: &Open, page: &str) -> Response {
    let shown: Vec<&str> = open
        .procedure
        .fields
        .iter()
        .filter(|f| f.section == page && fields::asked(f, &open.answers))
        .map(|f| f.name.as_str())
        .collect();
    let said = app.desk.words.plain(
        visitor.lang,
        "form-saved-at",
        &[("at", i18n::Arg::from(i18n::format::moment(visitor.lang, open.draft.updated_at)))],
    );
    axum::Json(serde_json::json!({ "saved_at": open.draft.updated_at, "said": said, "shown": shown })).into_response()
}

/// Saves what was typed; gives the draft as it then is.
async fn save(
    app: &App,
    visitor: &Visitor,
    id: Uuid,
    typed: Typed,
    for_whom: Option<desk::draft::ForWhom>,
) -> Result<Open, Oops> {
    desk::draft::save(&app.desk, visitor.who()?, id, typed, for_whom, None).await?;
    open(app, visitor, id).await
}
