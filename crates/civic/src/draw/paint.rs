//! Paint: the picture as SVG text, in presentation attributes alone.

use super::tracks::{End, Group};
use super::{BY_LINE, Card, PAD, ROW_LINE, TOP, WIDTH, everywhere};
use crate::procedure::{Procedure, Running};
use std::fmt::Write;

const INK: &str = "#1c2420";
const SOFT: &str = "#59655f";
const PAPER: &str = "#ffffff";
const EDGE: &str = "#d5dbd7";
const LEAVES: &str = "#a9b2ad";

struct Tone {
    line: &'static str,
    head: &'static str,
}

fn tone(clock: Running) -> Tone {
    match clock {
        Running::Runs => Tone { line: "#0f6b4d", head: "#e3f0ea" },
        Running::Pauses => Tone { line: "#b45d1f", head: "#faeee3" },
        Running::Stopped => Tone { line: "#556273", head: "#eceff3" },
    }
}

pub(super) fn comma(rtl: bool) -> &'static str {
    if rtl { "، " } else { ", " }
}

/// A picture being written: mirrors what it is given when the script is read from the right.
struct Canvas {
    svg: String,
    rtl: bool,
}

impl Canvas {
    fn x(&self, x: f64) -> f64 {
        if self.rtl { WIDTH - x } else { x }
    }

    fn put(&mut self, text: std::fmt::Arguments) {
        // Writing into a String cannot fail.
        let _ = self.svg.write_fmt(text);
        self.svg.push('\n');
    }

    fn rect(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), attributes: &str) {
        let x = if self.rtl { WIDTH - x - w } else { x };
        self.put(format_args!(r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" {attributes}/>"#));
    }

    fn text(&mut self, (x, y): (f64, f64), size: f64, attributes: &str, text: &str) {
        let x = self.x(x);
        self.put(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" {attributes}>{}</text>"#,
            escaped(text)
        ));
    }
}

pub(super) fn picture(
    procedure: &Procedure,
    cards: &[Card],
    groups: &[Group],
    rtl: bool,
    say: &dyn Fn(&str) -> String,
) -> String {
    let bottom = cards.iter().map(|c| c.y + c.height).fold(0.0, f64::max) + 30.0;
    let foot: Vec<String> = procedure
        .doors
        .iter()
        .filter(|door| everywhere(procedure, door))
        .map(|door| {
            let roles: Vec<String> = door.by.iter().map(|role| say(&format!("role-{}", role.as_str()))).collect();
            format!("{} · {}", say(&format!("act-{}", door.act)), roles.join(comma(rtl)))
        })
        .flat_map(|line| wrapped(&line, 12.0, WIDTH - 96.0))
        .collect();
    let height = bottom + foot.len() as f64 * 18.0 + 14.0;
    let title = say(&format!("procedure-{}", procedure.code));
    let mut canvas = Canvas { svg: String::new(), rtl };
    let direction = if rtl { "rtl" } else { "ltr" };
    canvas.put(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0}" width="{WIDTH}" height="{height:.0}" role="img" direction="{direction}" font-family="Plex, 'IBM Plex Sans Arabic', 'IBM Plex Sans', 'Noto Sans Arabic', 'Noto Sans', sans-serif" fill="{INK}">"#
    ));
    canvas.put(format_args!("<title>{}</title>", escaped(&title)));
    canvas.put(format_args!("<desc>{}</desc>", escaped(&told(procedure, rtl, say))));
    canvas.rect((0.0, 0.0), (WIDTH, height), &format!(r#"fill="{PAPER}""#));
    canvas.text((48.0, 48.0), 22.0, r#"font-weight="600""#, &title);
    legend(&mut canvas, say);
    birth(&mut canvas, procedure, cards, say);
    // What leaves lies under what leads on.
    let mut order: Vec<&Group> = groups.iter().collect();
    order.sort_by_key(|g| (!g.leaves, !g.by_time));
    order.iter().for_each(|group| lines(&mut canvas, cards, group));
    cards.iter().for_each(|c| card(&mut canvas, c));
    order.iter().for_each(|group| ends(&mut canvas, cards, group));
    for (at, line) in foot.iter().enumerate() {
        canvas.text((48.0, bottom + 12.0 + at as f64 * 18.0), 12.0, &format!(r#"fill="{SOFT}""#), line);
    }
    canvas.svg.push_str("</svg>\n");
    canvas.svg
}

/// The picture in words, for who cannot see it.
fn told(procedure: &Procedure, rtl: bool, say: &dyn Fn(&str) -> String) -> String {
    let step = |name: &str| say(&format!("step-{name}"));
    let mut told = String::new();
    for (at, stand) in procedure.steps.iter().enumerate() {
        let acts: Vec<String> = procedure
            .doors_from(at as u8)
            .filter(|door| !everywhere(procedure, door))
            .map(|door| {
                let act = say(&format!("act-{}", door.act));
                let to = door.to.as_deref().or(stand.then.as_deref()).map(step);
                to.map_or(act.clone(), |to| format!("{act} ({to})"))
            })
            .collect();
        let _ = writeln!(
            told,
            "{}: {}.",
            step(&stand.name),
            if acts.is_empty() { "—".into() } else { acts.join(comma(rtl)) }
        );
    }
    told
}

fn legend(canvas: &mut Canvas, say: &dyn Fn(&str) -> String) {
    let mut x = 48.0;
    for (clock, key) in
        [(Running::Runs, "drawing-runs"), (Running::Pauses, "drawing-pauses"), (Running::Stopped, "drawing-stopped")]
    {
        let words = say(key);
        mark(canvas, (x + 8.0, 78.0), clock);
        canvas.text((x + 24.0, 82.5), 12.5, &format!(r#"fill="{SOFT}""#), &words);
        x += 24.0 + width(&words, 12.5) + 30.0;
    }
    let (from, to) = (canvas.x(x), canvas.x(x + 30.0));
    let line = tone(Running::Stopped).line;
    canvas.put(format_args!(
        r#"<path d="M{from:.1} 78H{to:.1}" stroke="{line}" stroke-width="1.8" stroke-dasharray="5 4" fill="none"/>"#
    ));
    canvas.text((x + 40.0, 82.5), 12.5, &format!(r#"fill="{SOFT}""#), &say("drawing-by-time"));
}

/// How a file is born: the act that has no step to leave, above the first card.
fn birth(canvas: &mut Canvas, procedure: &Procedure, cards: &[Card], say: &dyn Fn(&str) -> String) {
    let Some(door) = procedure.doors.iter().find(|door| door.from.is_empty()) else { return };
    let (start, breadth) = cards[0].lane.span();
    let roles: Vec<String> = door.by.iter().map(|role| say(&format!("role-{}", role.as_str()))).collect();
    let words = say(&format!("act-{}", door.act));
    let by = roles.join(comma(canvas.rtl));
    let long = (width(&words, 13.5).max(width(&by, 11.5)) + 44.0).min(breadth);
    let x = start + (breadth - long) / 2.0;
    let line = tone(Running::Runs).line;
    canvas.rect((x, TOP - 72.0), (long, 46.0), &format!(r#"rx="23" fill="{line}""#));
    let centre = start + breadth / 2.0;
    canvas.text((centre, TOP - 52.0), 13.5, r##"text-anchor="middle" font-weight="600" fill="#ffffff""##, &words);
    canvas.text((centre, TOP - 36.0), 11.5, r##"text-anchor="middle" fill="#d8ebe2""##, &by);
    let centre = canvas.x(centre);
    let (from, to) = (TOP - 26.0, cards[0].y);
    canvas.put(format_args!(
        r#"<path d="M{centre:.1} {from:.1}V{:.1}" stroke="{line}" stroke-width="2" fill="none"/>"#,
        to - 6.0
    ));
    canvas.put(format_args!(
        r#"<path d="M{:.1} {:.1}L{centre:.1} {to:.1}L{:.1} {:.1}Z" fill="{line}"/>"#,
        centre - 5.0,
        to - 9.0,
        centre + 5.0,
        to - 9.0
    ));
}

/// A small clock face: a triangle while it runs, two bars while it is paused, a square once stopped.
fn mark(canvas: &mut Canvas, (x, y): (f64, f64), clock: Running) {
    let x = canvas.x(x);
    let line = tone(clock).line;
    canvas.put(format_args!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="9" fill="{line}"/>"#));
    let way = if canvas.rtl { -1.0 } else { 1.0 };
    let shape = match clock {
        Running::Runs => format!(
            "M{:.1} {:.1}L{:.1} {y:.1}L{:.1} {:.1}Z",
            x - 2.8 * way,
            y - 4.4,
            x + 4.6 * way,
            x - 2.8 * way,
            y + 4.4
        ),
        Running::Pauses => {
            format!("M{:.1} {:.1}h2.4v8h-2.4zM{:.1} {:.1}h2.4v8h-2.4z", x - 3.6, y - 4.0, x + 1.2, y - 4.0)
        }
        Running::Stopped => format!("M{:.1} {:.1}h6.8v6.8h-6.8z", x - 3.4, y - 3.4),
    };
    canvas.put(format_args!(r##"<path d="{shape}" fill="#ffffff"/>"##));
}

fn card(canvas: &mut Canvas, card: &Card) {
    let (x, wide) = card.lane.span();
    let Tone { line, head } = tone(card.clock);
    canvas.rect(
        (x, card.y),
        (wide, card.height),
        &format!(r#"rx="12" fill="{PAPER}" stroke="{EDGE}" stroke-width="1.2""#),
    );
    // The head: rounded above, straight below where rows follow.
    let (left, right) = if canvas.rtl { (WIDTH - x - wide, WIDTH - x) } else { (x, x + wide) };
    let (top, low) = (card.y, card.y + card.head);
    let foot = match card.rows.is_empty() {
        true => format!("V{:.1}a12 12 0 0 1 -12 12H{:.1}a12 12 0 0 1 -12 -12", low - 12.0, left + 12.0),
        false => format!("V{low:.1}H{left:.1}"),
    };
    canvas.put(format_args!(
        r#"<path d="M{left:.1} {:.1}a12 12 0 0 1 12 -12H{:.1}a12 12 0 0 1 12 12{foot}Z" fill="{head}"/>"#,
        top + 12.0,
        right - 12.0
    ));
    let edge = if canvas.rtl { right - 4.0 } else { left };
    canvas.put(format_args!(
        r#"<rect x="{edge:.1}" y="{:.1}" width="4" height="{:.1}" rx="2" fill="{line}"/>"#,
        top + 12.0,
        (card.height - 24.0).max(8.0)
    ));
    mark(canvas, (x + wide - PAD - 9.0, top + 18.5), card.clock);
    let mut y = top + 23.5;
    for name in &card.name {
        canvas.text((x + PAD, y), 15.0, r#"font-weight="600""#, name);
        y += 19.0;
    }
    for holder in &card.holder {
        canvas.text((x + PAD, y - 1.0), 12.0, &format!(r#"fill="{line}" font-weight="600""#), holder);
        y += 16.0;
    }
    for row in card.rows.values() {
        let mut y = top + row.port + 4.5;
        let ink = if row.moves { INK } else { SOFT };
        for act in &row.act {
            canvas.text((x + PAD, y), 13.0, &format!(r#"fill="{ink}""#), act);
            y += ROW_LINE;
        }
        y -= 1.5;
        for by in &row.by {
            canvas.text((x + PAD, y), 11.5, &format!(r#"fill="{SOFT}""#), by);
            y += BY_LINE;
        }
        if row.once {
            canvas.text(
                (x + wide - PAD, top + row.port + 4.5),
                11.5,
                &format!(r#"fill="{SOFT}" text-anchor="end""#),
                "1×",
            );
        }
    }
}

fn colour(cards: &[Card], group: &Group) -> &'static str {
    if group.leaves && !group.by_time { LEAVES } else { tone(cards[group.to].clock).line }
}

const TURN: f64 = 9.0;

/// The lines of a group: from each row to the track, along it, and into the card.
fn lines(canvas: &mut Canvas, cards: &[Card], group: &Group) {
    let colour = colour(cards, group);
    let dashes = if group.by_time { r#" stroke-dasharray="5 4""# } else { "" };
    let mut d = String::new();
    let entry = group.entry;
    for side in [-1.0, 1.0] {
        // The farthest line above, or below, goes the whole way; the others join it.
        let mut beside: Vec<&End> = group.starts.iter().filter(|s| 0.0 < (s.y - entry.y) * side).collect();
        beside.sort_by(|a, b| ((b.y - entry.y) * side).total_cmp(&((a.y - entry.y) * side)));
        for (at, start) in beside.iter().enumerate() {
            let turn = TURN.min((start.y - entry.y).abs() / 2.0);
            let bend = start.y - side * turn;
            let (x, track) = (canvas.x(start.x), canvas.x(group.track));
            let _ = write!(
                d,
                "M{x:.1} {:.1}H{:.1}Q{track:.1} {:.1} {track:.1} {bend:.1}",
                start.y,
                short(x, track, turn),
                start.y
            );
            if at == 0 {
                let end = canvas.x(entry.x);
                let _ = write!(
                    d,
                    "V{:.1}Q{track:.1} {:.1} {:.1} {:.1}H{:.1}",
                    entry.y + side * turn,
                    entry.y,
                    short(end, track, turn),
                    entry.y,
                    end + (track - end).signum() * 6.0
                );
            }
        }
    }
    for start in group.starts.iter().filter(|s| s.y == entry.y) {
        let _ = write!(d, "M{:.1} {:.1}H{:.1}", canvas.x(start.x), start.y, canvas.x(entry.x));
    }
    let wide = if group.leaves || group.by_time { 1.5 } else { 2.0 };
    canvas.put(format_args!(r#"<path d="{d}" fill="none" stroke="{colour}" stroke-width="{wide}"{dashes}/>"#));
}

/// A point before the track, where the line begins to turn.
fn short(x: f64, track: f64, turn: f64) -> f64 {
    track - (track - x).signum() * turn.min((track - x).abs())
}

/// Where lines leave, a dot; where they enter, an arrow.
fn ends(canvas: &mut Canvas, cards: &[Card], group: &Group) {
    let colour = colour(cards, group);
    for start in &group.starts {
        let x = canvas.x(start.x);
        canvas.put(format_args!(
            r#"<circle cx="{x:.1}" cy="{:.1}" r="3.6" fill="{PAPER}" stroke="{colour}" stroke-width="1.8"/>"#,
            start.y
        ));
    }
    let (tip, y) = (canvas.x(group.entry.x), group.entry.y);
    let back = tip + (canvas.x(group.track) - tip).signum() * 9.0;
    canvas.put(format_args!(
        r#"<path d="M{tip:.1} {y:.1}L{back:.1} {:.1}L{back:.1} {:.1}Z" fill="{colour}"/>"#,
        y - 5.0,
        y + 5.0
    ));
}

/// About how wide a text is: no font is at hand, so a little more than most letters need.
fn width(text: &str, size: f64) -> f64 {
    let letter = |c: char| match c {
        ' ' => 0.27,
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '\'' | '’' | '.' | ',' | ':' | '،' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.86,
        c if c.is_uppercase() => 0.68,
        '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}' => 0.0,
        '\u{0600}'..='\u{06ff}' => 0.53,
        _ => 0.56,
    };
    text.chars().map(letter).sum::<f64>() * size
}

/// The text in lines no wider than `room`.
pub(super) fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
