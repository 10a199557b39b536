//! One operation of the interface, said once: the router, the gate before its handler and its place in
//! the document are all made from here.

use crate::answer::Oops;
use crate::server::App;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, MethodRouter, on};
use civic::Mistake;
use desk::{Denial, Who};
use std::sync::Arc;

/// Something a machine may ask.
pub struct Operation {
    pub method: Method,
    /// Below `/api`.
    pub path: &'static str,
    pub id: &'static str,
    pub summary: &'static str,
    pub group: &'static str,
    /// What its token must carry; none: anyone may ask, without a token.
    pub scope: Option<&'static str>,
    /// Its query parameters: others are refused.
    pub asks: &'static [&'static str],
    /// Its own headers.
    pub heads: &'static [&'static str],
    pub takes: Takes,
    pub gives: Gives,
    pub status: u16,
    /// The answer's own headers.
    pub tells: &'static [&'static str],
    route: MethodRouter<App>,
}

/// What is sent with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    Nothing,
    /// JSON of this schema.
    Json(&'static str),
    /// The bytes of a part, as they are.
    Bytes,
}

/// What is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    Nothing,
    /// JSON of this schema.
    Json(&'static str),
    /// A keyset page of things of this schema.
    Page(&'static str),
    /// A file of this media type.
    File(&'static str),
}

fn ask<H, T>(
    method: Method,
    filter: MethodFilter,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation
where
    H: Handler<T, App>,
    T: 'static,
{
    Operation {
        method,
        path,
        id,
        summary,
        group: "",
        scope: None,
        asks: &[],
        heads: &[],
        takes: Takes::Nothing,
        gives: Gives::Nothing,
        status: 204,
        tells: &[],
        route: on(filter, handler),
    }
}

pub fn get<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation {
    ask(Method::GET, MethodFilter::GET, path, id, summary, handler)
}

/// A write that is not done twice when it carries a key.
pub fn post<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation {
    Operation { heads: &["Idempotency-Key"], ..ask(Method::POST, MethodFilter::POST, path, id, summary, handler) }
}

pub fn put<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation {
    ask(Method::PUT, MethodFilter::PUT, path, id, summary, handler)
}

pub fn patch<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation {
    ask(Method::PATCH, MethodFilter::PATCH, path, id, summary, handler)
}

pub fn delete<H: Handler<T, App>, T: 'static>(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    handler: H,
) -> Operation {
    ask(Method::DELETE, MethodFilter::DELETE, path, id, summary, handler)
}

impl Operation {
    pub fn scope(self, scope: &'static str) -> Operation {
        Operation { scope: Some(scope), ..self }
    }

    pub fn asks(self, asks: &'static [&'static str]) -> Operation {
        Operation { asks, ..self }
    }

    pub fn heads(self, heads: &'static [&'static str]) -> Operation {
        Operation { heads, ..self }
    }

    pub fn takes(self, schema: &'static str) -> Operation {
        Operation { takes: Takes::Json(schema), ..self }
    }

    pub fn takes_bytes(self) -> Operation {
        Operation { takes: Takes::Bytes, ..self }
    }

    pub fn gives(self, schema: &'static str) -> Operation {
        Operation { gives: Gives::Json(schema), status: 200, ..self }
    }

    /// Makes something new, which the header `Location` names.
    pub fn makes(self, schema: &'static str) -> Operation {
        Operation { gives: Gives::Json(schema), status: 201, tells: &["Location"], ..self }
    }

    pub fn gives_page(self, schema: &'static str) -> Operation {
        Operation { gives: Gives::Page(schema), status: 200, ..self }
    }

    pub fn gives_file(self, media: &'static str) -> Operation {
        Operation { gives: Gives::File(media), status: 200, ..self }
    }

    pub fn tells(self, tells: &'static [&'static str]) -> Operation {
        Operation { tells, ..self }
    }

    pub fn in_group(self, group: &'static str) -> Operation {
        Operation { group, ..self }
    }

    /// The path and its handler behind its gate.
    pub fn routed(self) -> (&'static str, MethodRouter<App>) {
        let gate = Arc::new(Gate { scope: self.scope, asks: self.asks });
        let route = self.route.route_layer(middleware::from_fn(move |request: Request, next: Next| {
            let gate = gate.clone();
            async move {
                match gate.lets_in(&request) {
                    Ok(()) => next.run(request).await,
                    Err(oops) => oops.into_response(),
                }
            }
        }));
        (self.path, route)
    }

    /// The names between braces in the path.
    pub fn path_names(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// What stands before a handler.
struct Gate {
    scope: Option<&'static str>,
    asks: &'static [&'static str],
}

impl Gate {
    fn lets_in(&self, request: &Request) -> Result<(), Oops> {
        if let Some(scope) = self.scope {
            let who = request.extensions().get::<Who>().ok_or(Denial::SignedOut)?;
            who.may(scope)?;
        }
        let query = request.uri().query().unwrap_or_default();
        let unknown: Vec<Mistake> = form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| !self.asks.contains(&name.as_ref()))
            .map(|(name, _)| Mistake::new(&name, "unknown-field"))
            .collect();
        if unknown.is_empty() { Ok(()) } else { Err(desk::Error::Mistakes(unknown).into()) }
    }
}
