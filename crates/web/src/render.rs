//! Pages: templates, and the few functions they may call.
//!
//! A template sees what its handler gives it, `page` (the frame), `t(key, …)` for a sentence, and the
//! filters `date`, `moment`, `money`, `num`. Strict: an absent name is an error, found by the test that
//! renders every page from its samples in every language.

use crate::visitor::Visitor;
use civic::Place;
use desk::Desk;
use i18n::{Arg, Lang, Words, format};
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, context};
use std::sync::Arc;

/// What is wrong in a template, and where; never the values that it was given.
pub fn fault(template: &str, error: &Error) -> String {
    format!("{template}: {:?} in {}:{}", error.kind(), error.name().unwrap_or("?"), error.line().unwrap_or(0))
}

/// Every template, ready.
pub struct Pages {
    env: Environment<'static>,
}

impl Pages {
    /// Reads the shared templates and those of the houses; an error names the template and the line.
    pub fn new(words: Arc<Words>, more: Vec<(String, String)>) -> Result<Pages, Error> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
        env.add_function("t", move |state: &State, key: &str, args: Kwargs| -> Result<String, Error> {
            say(&words, state, key, args)
        });
        env.add_filter("date", |state: &State, day: Option<&str>| match day.and_then(|d| d.parse().ok()) {
            Some(day) => format::short_day(lang(state), day),
            None => String::new(),
        });
        env.add_filter("longdate", |state: &State, day: Option<&str>| match day.and_then(|d| d.parse().ok()) {
            Some(day) => format::day(lang(state), day),
            None => String::new(),
        });
        env.add_filter("moment", |state: &State, at: Option<i64>| {
            at.map(|at| format::moment(lang(state), at)).unwrap_or_default()
        });
        env.add_filter("money", |state: &State, centimes: i64| format::money(lang(state), centimes));
        env.add_filter("num", |state: &State, number: f64| match number.fract() == 0.0 {
            true => format::number(lang(state), number as i64),
            false => format::decimal(lang(state), number, 1),
        });
        for (name, source) in crate::assets::templates().into_iter().chain(more) {
            env.add_template_owned(name, source)?;
        }
        Ok(Pages { env })
    }

    /// The names of every template.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.env.templates().map(|(name, _)| name.to_owned()).collect();
        names.sort();
        names
    }

    /// A part of a page.
    pub fn render_part(&self, name: &str, context: Value) -> Result<String, crate::Oops> {
        self.render(name, context).map_err(|e| crate::Oops::setup(&fault(name, &e)))
    }

    pub fn render(&self, name: &str, context: Value) -> Result<String, Error> {
        self.env.get_template(name)?.render(context)
    }
}

fn lang(state: &State) -> Lang {
    let tag = state.lookup("page").and_then(|page| page.get_attr("lang").ok());
    tag.and_then(|tag| Lang::parse(tag.as_str()?)).unwrap_or_default()
}

fn say(words: &Words, state: &State, key: &str, args: Kwargs) -> Result<String, Error> {
    let mut given: Vec<(&str, Arg)> = Vec::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        let arg = match i64::try_from(value.clone()) {
            Ok(number) => Arg::from(number),
            Err(_) => Arg::from(value.to_string()),
        };
        given.push((name, arg));
    }
    if !words.has(lang(state), key) && cfg!(debug_assertions) {
        return Err(Error::new(ErrorKind::InvalidOperation, format!("no sentence `{key}`")));
    }
    Ok(words.say(lang(state), key, &given))
}

/// The frame of a page.
pub fn frame(desk: &Desk, visitor: &Visitor, title: &str) -> Value {
    let lang = visitor.lang;
    let user = visitor.who.as_ref().map(|who| {
        let name = who.account.name(lang == Lang::Ar);
        let initials: String = name.split_whitespace().take(2).filter_map(|word| word.chars().next()).map(String::from).collect::<Vec<_>>().join(" ");
        let roles: Vec<&str> = who.viewer.seats.iter().map(|s| s.role.as_str()).collect();
        let seats: Vec<Value> = who
            .viewer
            .seats
            .iter()
            .map(|s| context! { role => s.role.as_str(), place => s.place.to_string(), place_name => place_name(desk, lang, s.place) })
            .collect();
        context! { name, initials, unread => who.unread, office => who.viewer.is_officer(), roles, seats }
    });
    context! {
        lang => lang.tag(),
        dir => lang.dir(),
        other_lang => lang.other().tag(),
        title,
        path => visitor.path.as_str(),
        csrf => visitor.csrf.as_str(),
        user,
        flash => visitor.flash.as_ref().map(|(kind, text)| context! { kind, text }),
        demo => desk.options.demo,
        accounts => offered(desk, visitor),
    }
}

/// The accounts of the demo town, on its door alone: `{role, name, identifier, password}`.
fn offered(desk: &Desk, visitor: &Visitor) -> Vec<Value> {
    if !desk.options.demo || visitor.path != "/sign-in" {
        return Vec::new();
    }
    let own = |(ar, fr): &(String, String)| if visitor.arabic() { ar.clone() } else { fr.clone() };
    let said = |account: &desk::DemoAccount| {
        let key = match account.role.as_str() {
            kind @ ("citizen" | "company" | "professional") => format!("account-kind-{kind}"),
            role => format!("role-{role}"),
        };
        let (role, place) = (desk.words.say(visitor.lang, &key, &[]), own(&account.place));
        if place.is_empty() { role } else { format!("{role} · {place}") }
    };
    let accounts = desk.options.accounts.iter();
    accounts
        .map(|one| {
            context! {
                role => said(one),
                name => own(&one.name),
                identifier => one.identifier.as_str(),
                password => one.password.as_str(),
            }
        })
        .collect()
}

/// The name of a place in a language; its code when it is not known.
pub fn place_name(desk: &Desk, lang: Lang, place: Place) -> String {
    match desk.street.territory.get(place) {
        Some(known) => known.name(lang == Lang::Ar).to_owned(),
        None if place == Place::KINGDOM => desk.words.say(lang, "kingdom", &[]),
        None => place.to_string(),
    }
}
