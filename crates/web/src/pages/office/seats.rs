//! From which seat an officer works: the one that the address names, or the first that fits.

use crate::answer::Oops;
use crate::server::App;
use crate::visitor::Visitor;
use civic::{Place, Role, Seat};
use desk::Denial;
use minijinja::{Value, context};

/// The seats held that have one of these roles.
pub fn by_role(visitor: &Visitor, fits: impl Fn(Role) -> bool) -> Result<Vec<Seat>, Oops> {
    let who = visitor.who()?;
    Ok(who.viewer.seats.iter().copied().filter(|seat| fits(seat.role)).collect())
}

/// The seat named by a role and a place, or the first that fits; a denial when none does.
pub fn choose(
    visitor: &Visitor,
    role: Option<&str>,
    place: Option<&str>,
    fits: impl Fn(Role) -> bool,
) -> Result<Seat, Oops> {
    let held = by_role(visitor, fits)?;
    let (role, place) = (role.and_then(Role::parse), place.and_then(Place::parse));
    let named = held.iter().find(|s| role.is_none_or(|r| r == s.role) && place.is_none_or(|p| p == s.place));
    match named.or(held.first().filter(|_| role.is_none() && place.is_none())) {
        Some(seat) => Ok(*seat),
        None => Err(Denial::NotYours.into()),
    }
}

/// A place as templates want it: `{code, name}`.
pub fn place(app: &App, visitor: &Visitor, place: Place) -> Value {
    context! { code => place.to_string(), name => app.place(visitor, place) }
}

/// An address with its parameters, the empty ones left out.
pub fn link(base: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let mut any = false;
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
        any = true;
    }
    if any { format!("{base}?{}", query.finish()) } else { base.to_owned() }
}
