//! The drawing: whole, mirrored, and without anything that a strict page would refuse.

use super::town::{LARGE, LARGE_PROJECT, SMALL, SMALL_PROJECT, random_hands, say};
use crate::Procedure;
use crate::draw::draw;

#[test]
fn every_step_and_act_is_in_the_picture() {
    for procedure in [&*SMALL_PROJECT, &*LARGE_PROJECT] {
        for (lang, rtl) in [("fr", false), ("ar", true)] {
            let svg = draw(procedure, rtl, &|key| say(lang, key));
            assert!(
                !svg.contains("[step-") && !svg.contains("[act-") && !svg.contains("[drawing-"),
                "a sentence is missing"
            );
            let words = texts(&svg).join(" ");
            for step in &procedure.steps {
                assert!(words.contains(&say(lang, &format!("step-{}", step.name))), "{} is not drawn", step.name);
            }
            for door in &procedure.doors {
                assert!(words.contains(&say(lang, &format!("act-{}", door.act))), "{} is not drawn", door.act);
            }
            assert_eq!(svg.contains(r#"direction="rtl""#), rtl);
        }
    }
}

#[test]
fn cards_stand_apart_and_inside() {
    for procedure in [&*SMALL_PROJECT, &*LARGE_PROJECT] {
        for (lang, rtl) in [("fr", false), ("ar", true)] {
            let svg = draw(procedure, rtl, &|key| say(lang, key));
            let cards = cards(&svg);
            assert_eq!(cards.len(), procedure.steps.len());
            for (at, (x, y, w, h)) in cards.iter().enumerate() {
                assert!(0.0 <= *x && x + w <= 1080.0, "a card leaves the page");
                for (ox, oy, ow, oh) in &cards[..at] {
                    let apart = x + w <= *ox || ox + ow <= *x || y + h <= *oy || oy + oh <= *y;
                    assert!(apart, "two cards lie on each other");
                }
            }
        }
    }
}

#[test]
fn a_strict_page_may_show_it() {
    let hostile = |key: &str| match key {
        "step-study" => r#"<script>alert("1")</script> & more"#.to_owned(),
        key => say("fr", key),
    };
    let svg = draw(&SMALL_PROJECT, false, &hostile);
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
    for banned in ["style=", "<style", " on", "href", "class=", "NaN", "inf"] {
        let inside: Vec<&str> =
            svg.split('<').filter_map(|tag| tag.split('>').next()).filter(|tag| tag.contains(banned)).collect();
        assert!(inside.is_empty(), "{banned}: {inside:?}");
    }
    assert_eq!(svg.matches("<svg").count(), 1);
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    assert!(svg.contains("<title>") && svg.contains("<desc>"));
}

/// Whatever a procedure has lost, it can still be drawn: the checker's word comes after.
#[test]
fn a_maimed_procedure_is_still_drawn() {
    let mut drawn = 0;
    random_hands(30, 256, |u| {
        let mut maimed = Procedure::read(u.choose(&[SMALL, LARGE])?).unwrap();
        for _ in 0..u.int_in_range(1..=12)? {
            match u.int_in_range(0..=3)? {
                0 if 1 < maimed.steps.len() => drop(maimed.steps.remove(u.choose_index(maimed.steps.len())?)),
                1 if 1 < maimed.doors.len() => drop(maimed.doors.remove(u.choose_index(maimed.doors.len())?)),
                2 => maimed.members.clear(),
                _ => {
                    let at = u.choose_index(maimed.steps.len())?;
                    let other = u.choose_index(maimed.steps.len())?;
                    maimed.steps[at].clock = maimed.steps[other].clock;
                    maimed.steps.swap(at, other);
                }
            }
        }
        let svg = draw(&resolved(maimed), u.arbitrary()?, &|key| key.to_owned());
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN"));
        drawn += 1;
        Ok(())
    });
    assert!(20 < drawn, "too few were tried: {drawn}");
}

/// The procedure with its doors leading where their names say, as `Procedure::read` leaves them.
fn resolved(mut procedure: Procedure) -> Procedure {
    let names: Vec<String> = procedure.steps.iter().map(|s| s.name.clone()).collect();
    let place = |name: &str| names.iter().position(|n| n == name).map(|at| at as u8);
    for door in &mut procedure.doors {
        door.from_steps = door.from.iter().filter_map(|from| place(from)).collect();
        door.to_step = door.to.as_deref().and_then(place);
    }
    procedure
}

fn texts(svg: &str) -> Vec<&str> {
    svg.split("<text").skip(1).filter_map(|t| t.split_once('>')?.1.split_once('<')).map(|t| t.0).collect()
}

/// Where each card lies: x, y, width, height.
fn cards(svg: &str) -> Vec<(f64, f64, f64, f64)> {
    let number = |tag: &str, name: &str| -> f64 {
        let from = tag.split_once(&format!("{name}=\"")).unwrap().1;
        from.split_once('"').unwrap().0.parse().unwrap()
    };
    svg.split("<rect ")
        .filter(|tag| tag.contains(r#"rx="12""#))
        .map(|tag| (number(tag, "x"), number(tag, "y"), number(tag, "width"), number(tag, "height")))
        .collect()
}
