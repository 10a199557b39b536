//! The drawing: a procedure as one picture (SVG) that a citizen, a jurist and a clerk can read.
//!
//! Each step is a card: its name, who holds it, what the clock does there, and a row for each act
//! with who may do it. Lines lead from the rows to the next cards, dashed where time acts alone.
//! Three lanes: the applicant's, the offices', and the answers. No style attribute is written, so
//! that a page with a strict policy may show it. Here cards are placed and lines get their tracks;
//! `draw/paint.rs` writes the picture. What is wrong in a procedure is for `check` to say.

mod paint;
mod tracks;

use crate::check::moves;
use crate::procedure::{Door, Procedure, Running};
use std::collections::BTreeMap;

/// Draws the procedure. `say` gives the words; `rtl` mirrors the picture for a script read from the right.
pub fn draw(procedure: &Procedure, rtl: bool, say: &dyn Fn(&str) -> String) -> String {
    let mut cards = cards(procedure, rtl, say);
    let lines = lines(procedure, &cards);
    place(&mut cards, &lines);
    let groups = tracks::lay(&cards, &lines);
    paint::picture(procedure, &cards, &groups, rtl, say)
}

/// The lanes, from the side where reading starts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Lane {
    /// The applicant's turn: the clock stands still.
    Applicant,
    /// The offices' turn: the clock runs.
    Offices,
    /// The answer is given.
    Answers,
}

impl Lane {
    /// Where its cards begin and how wide they are.
    fn span(self) -> (f64, f64) {
        match self {
            Lane::Applicant => (48.0, 240.0),
            Lane::Offices => (386.0, 306.0),
            Lane::Answers => (788.0, 236.0),
        }
    }
}

const WIDTH: f64 = 1080.0;
const TOP: f64 = 176.0;
const GAP: f64 = 34.0;
const PAD: f64 = 14.0;

/// A row of a card: an act that may be done there.
struct Row {
    act: Vec<String>,
    by: Vec<String>,
    once: bool,
    moves: bool,
    /// From the top of the card to the middle of the act's first line.
    port: f64,
}

struct Card {
    lane: Lane,
    /// Closing cards stand at the foot of their lane.
    foot: bool,
    clock: Running,
    name: Vec<String>,
    holder: Vec<String>,
    rows: BTreeMap<usize, Row>,
    head: f64,
    height: f64,
    y: f64,
}

impl Card {
    fn entry(&self, nth: usize, of: usize) -> f64 {
        self.y + self.head / 2.0 + (nth as f64 - (of as f64 - 1.0) / 2.0) * 15.0
    }
}

/// A line from a row of one card to another card.
struct Line {
    from: usize,
    to: usize,
    door: usize,
    by_time: bool,
}

const ROW_LINE: f64 = 17.0;
const BY_LINE: f64 = 15.0;

fn cards(procedure: &Procedure, rtl: bool, say: &dyn Fn(&str) -> String) -> Vec<Card> {
    let moves = moves(procedure);
    let lanes: Vec<Lane> = procedure
        .steps
        .iter()
        .map(|step| match step.clock {
            Running::Pauses => Lane::Applicant,
            Running::Runs => Lane::Offices,
            Running::Stopped => Lane::Answers,
        })
        .collect();
    let mut cards = Vec::new();
    for (at, step) in procedure.steps.iter().enumerate() {
        let sources: Vec<Lane> =
            moves.iter().filter(|m| usize::from(m.to) == at).map(|m| lanes[usize::from(m.from)]).collect();
        let from = |lane| sources.contains(&lane);
        // What closes a file from the applicant's side stands there; what closes it from both, between.
        let foot = lanes[at] == Lane::Answers && from(Lane::Applicant);
        let lane = match (foot, from(Lane::Offices)) {
            (true, false) => Lane::Applicant,
            (true, true) => Lane::Offices,
            _ => lanes[at],
        };
        let (_, width) = lane.span();
        let name = paint::wrapped(&say(&format!("step-{}", step.name)), 15.0, width - 2.0 * PAD - 26.0);
        let holder = match step.holder.as_str() {
            "nobody" => None,
            "members" => Some(
                procedure
                    .members
                    .iter()
                    .filter(|m| !m.occasional)
                    .map(|m| say(&format!("role-{}", m.role.as_str())))
                    .collect::<Vec<_>>()
                    .join(paint::comma(rtl)),
            ),
            role => Some(say(&format!("role-{role}"))),
        };
        let holder = paint::wrapped(&holder.unwrap_or_default(), 12.0, width - 2.0 * PAD);
        let head =
            18.0 + name.len() as f64 * 19.0 + holder.len() as f64 * 16.0 + if holder.is_empty() { 0.0 } else { 2.0 };
        let mut card =
            Card { lane, foot, clock: step.clock, name, holder, rows: BTreeMap::new(), head, height: head, y: 0.0 };
        for (door, shown) in procedure.doors.iter().enumerate().filter(|(_, d)| !everywhere(procedure, d)) {
            if shown.from_steps.contains(&(at as u8)) {
                let leads = moves.iter().any(|m| usize::from(m.from) == at && m.door.act == shown.act);
                card.add(door, shown, leads, rtl, say);
            }
        }
        if !card.rows.is_empty() {
            card.height += 8.0;
        }
        cards.push(card);
    }
    cards
}

impl Card {
    fn add(&mut self, door: usize, shown: &Door, moves: bool, rtl: bool, say: &dyn Fn(&str) -> String) {
        let (_, width) = self.lane.span();
        let room = width - 2.0 * PAD - if shown.once { 22.0 } else { 0.0 };
        let act = paint::wrapped(&say(&format!("act-{}", shown.act)), 13.0, room);
        let roles: Vec<String> = shown.by.iter().map(|role| say(&format!("role-{}", role.as_str()))).collect();
        let by = paint::wrapped(&roles.join(paint::comma(rtl)), 11.5, width - 2.0 * PAD);
        let port = self.height + 15.0;
        self.height += 10.0 + act.len() as f64 * ROW_LINE + by.len() as f64 * BY_LINE;
        self.rows.insert(door, Row { act, by, once: shown.once, moves, port });
    }
}

/// Doors open at every step that move nothing are said once, at the foot of the picture.
fn everywhere(procedure: &Procedure, door: &Door) -> bool {
    door.to.is_none() && door.from_steps.len() == procedure.steps.len()
}

fn lines(procedure: &Procedure, cards: &[Card]) -> Vec<Line> {
    let line = |m: &crate::check::Move| Line {
        from: usize::from(m.from),
        to: usize::from(m.to),
        door: procedure.doors.iter().position(|d| d.act == m.door.act).unwrap_or_default(),
        by_time: m.door.by == [crate::role::Role::System],
    };
    let drawn = |line: &Line| cards[line.from].rows.contains_key(&line.door);
    let mut lines: Vec<Line> = moves(procedure).iter().map(line).filter(drawn).collect();
    // A door that moves by itself and by the last opinion to the same card draws one line.
    lines.sort_by_key(|l| (l.from, l.door, l.to));
    lines.dedup_by_key(|l| (l.from, l.door, l.to));
    lines
}

/// Gives each card its height on the page: the offices from first to last, the others beside the
/// cards they speak with.
fn place(cards: &mut [Card], lines: &[Line]) {
    let rank = ranks(cards, lines);
    let mut offices = in_lane(cards, Lane::Offices);
    offices.sort_by_key(|at| (rank[*at], *at));
    let mut y = TOP;
    for at in offices {
        cards[at].y = y;
        y += cards[at].height + GAP;
    }
    for lane in [Lane::Applicant, Lane::Answers] {
        let mut wishes = wishes(cards, lines, lane);
        wishes.sort_by(|a, b| a.top.total_cmp(&b.top).then(rank[a.card].cmp(&rank[b.card])));
        stack(cards, &wishes);
        tracks::part(cards, lines, lane);
    }
    let bottom = |cards: &[Card], lane| {
        cards.iter().filter(|c| c.lane == lane && !c.foot).map(|c| c.y + c.height).fold(TOP, f64::max)
    };
    let foot = bottom(cards, Lane::Offices).max(bottom(cards, Lane::Applicant)) + GAP;
    for lane in [Lane::Applicant, Lane::Offices] {
        let mut y = foot;
        for card in cards.iter_mut().filter(|c| c.foot && c.lane == lane) {
            card.y = y;
            y += card.height + GAP;
        }
    }
}

fn in_lane(cards: &[Card], lane: Lane) -> Vec<usize> {
    (0..cards.len()).filter(|at| cards[*at].lane == lane && !cards[*at].foot).collect()
}

/// Where a card would like to begin, and how much it matters.
#[derive(Clone, Copy)]
struct Wish {
    card: usize,
    top: f64,
    weight: f64,
}

/// Where each card of a lane would like to begin: so that its lines run straight. Those that speak
/// with a placed card know it first, then those that speak with them.
fn wishes(cards: &[Card], lines: &[Line], lane: Lane) -> Vec<Wish> {
    let mine = in_lane(cards, lane);
    let mut tops: BTreeMap<usize, f64> =
        in_lane(cards, Lane::Offices).into_iter().map(|at| (at, cards[at].y)).collect();
    let port = |line: &Line| cards[line.from].rows.get(&line.door).map_or(0.0, |row| row.port);
    let entry = |at: usize| cards[at].head / 2.0;
    for _ in 0..mine.len() {
        for at in &mine {
            let mut near = Vec::new();
            for line in lines {
                if line.to == *at
                    && let Some(top) = tops.get(&line.from)
                {
                    near.push(top + port(line) - entry(*at));
                }
                if line.from == *at
                    && lane == Lane::Applicant
                    && let Some(top) = tops.get(&line.to)
                {
                    near.push(top + entry(line.to) - port(line));
                }
            }
            if !near.is_empty() && !tops.contains_key(at) {
                tops.insert(*at, near.iter().sum::<f64>() / near.len() as f64);
            }
        }
    }
    let beside = |at: usize| {
        let other = |l: &Line| if l.to == at { l.from } else { l.to };
        lines.iter().any(|l| (l.to == at || l.from == at) && cards[other(l)].lane == Lane::Offices)
    };
    let wish = |card: usize| Wish {
        card,
        top: tops.get(&card).copied().unwrap_or(TOP),
        weight: if beside(card) { 8.0 } else { 1.0 },
    };
    mine.into_iter().map(wish).collect()
}

/// Puts cards one under the other, each as near to its wish as its neighbours allow: those that
/// would lie on each other stand together, around the middle of what they wish.
fn stack(cards: &mut [Card], wishes: &[Wish]) {
    struct Block {
        wishes: Vec<Wish>,
        top: f64,
        length: f64,
    }
    let mut blocks: Vec<Block> = Vec::new();
    for wish in wishes {
        blocks.push(Block { wishes: vec![*wish], top: wish.top, length: cards[wish.card].height + GAP });
        while let [.., above, below] = blocks.as_mut_slice()
            && below.top < above.top + above.length
        {
            above.wishes.append(&mut below.wishes);
            above.length += below.length;
            let (mut offset, mut sum, mut weights) = (0.0, 0.0, 0.0);
            for wish in &above.wishes {
                sum += (wish.top - offset) * wish.weight;
                weights += wish.weight;
                offset += cards[wish.card].height + GAP;
            }
            above.top = sum / weights;
            blocks.pop();
        }
    }
    let mut y = TOP;
    for block in blocks {
        y = y.max(block.top);
        for wish in block.wishes {
            cards[wish.card].y = y;
            y += cards[wish.card].height + GAP;
        }
    }
}

/// How many doors lie between the first card and each other.
fn ranks(cards: &[Card], lines: &[Line]) -> Vec<usize> {
    let mut rank = vec![usize::MAX; cards.len()];
    rank[0] = 0;
    for _ in 0..cards.len() {
        for line in lines {
            if rank[line.from] != usize::MAX {
                rank[line.to] = rank[line.to].min(rank[line.from] + 1);
            }
        }
    }
    rank
}
