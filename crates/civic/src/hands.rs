//! The hands under a paper that several sign: who is awaited, who may sign now, who is set aside and why.
//!
//! A commission's minutes bear the signature of each member, its chair's last. A member may refuse, and
//! says why. Nobody holds up the minutes for ever: once the time to sign is over, or when nobody holds the
//! seat any more, the chair says so with a reason and goes on without that hand. Who was set aside may
//! still sign until the chair has.

use crate::Refusal;
use crate::role::{Role, Seat};
use jiff::civil::Date;

/// What became of a hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Awaited,
    Signed,
    Refused,
    /// Excused, or set aside.
    Away,
}

impl State {
    pub const ALL: [State; 4] = [State::Awaited, State::Signed, State::Refused, State::Away];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Awaited => "awaited",
            State::Signed => "signed",
            State::Refused => "refused",
            State::Away => "away",
        }
    }

    pub fn parse(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// One hand under a paper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hand {
    pub role: Role,
    pub state: State,
    /// The one who signs last, and closes the paper.
    pub last: bool,
}

/// An office called upon to sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Called {
    pub seat: Seat,
    /// Why it does not sign, when that is known already: a reason of the register's own begins with `=`.
    pub away: Option<String>,
}

fn find(hands: &[Hand], role: Role) -> Result<&Hand, Refusal> {
    hands.iter().find(|hand| hand.role == role).ok_or(Refusal::NotAMember { role })
}

/// Whether the last hand was given: nothing is added any more.
pub fn closed(hands: &[Hand]) -> bool {
    hands.iter().any(|hand| hand.last && hand.state == State::Signed)
}

/// Those who are still waited for before the last hand.
pub fn awaited(hands: &[Hand]) -> Vec<Role> {
    hands.iter().filter(|hand| !hand.last && hand.state == State::Awaited).map(|hand| hand.role).collect()
}

/// Whether this hand may be given now.
pub fn may_sign(hands: &[Hand], role: Role) -> Result<(), Refusal> {
    let hand = find(hands, role)?;
    if matches!(hand.state, State::Signed | State::Refused) || closed(hands) {
        return Err(Refusal::HandGiven { role });
    }
    match awaited(hands) {
        others if hand.last && !others.is_empty() => Err(Refusal::OthersFirst { roles: others }),
        _ => Ok(()),
    }
}

/// Whether this hand may be refused now. Whoever closes a paper signs it: there is nobody left to say so.
pub fn may_refuse(hands: &[Hand], role: Role, reason: &str) -> Result<(), Refusal> {
    let hand = find(hands, role)?;
    if hand.last {
        return Err(Refusal::LastHand);
    }
    if hand.state != State::Awaited {
        return Err(Refusal::HandGiven { role });
    }
    sound(reason)
}

/// Whether the last hand may say today that it goes on without another. `due` is the last day to sign;
/// a seat that nobody holds is not waited for.
pub fn may_set_aside(
    hands: &[Hand],
    role: Role,
    reason: &str,
    due: Date,
    today: Date,
    vacant: bool,
) -> Result<(), Refusal> {
    let hand = find(hands, role)?;
    if hand.last {
        return Err(Refusal::LastHand);
    }
    if hand.state != State::Awaited {
        return Err(Refusal::HandGiven { role });
    }
    if today <= due && !vacant {
        return Err(Refusal::HandAwaited { until: due });
    }
    sound(reason)
}

/// A reason that may be written down.
fn sound(reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::MotiveMissing);
    }
    if crate::dossier::TEXT_MOST < reason.chars().count() {
        return Err(Refusal::TextTooLong { most: crate::dossier::TEXT_MOST });
    }
    if crate::identity::has_control(reason) {
        return Err(Refusal::ControlCharacters);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn hands(states: [State; 3]) -> [Hand; 3] {
        let roles = [Role::UrbanPlanning, Role::UrbanAgency, Role::CommissionChair];
        [0, 1, 2].map(|i| Hand { role: roles[i], state: states[i], last: i == 2 })
    }

    #[test]
    fn the_chair_signs_last_and_then_nothing_is_added() {
        use State::{Awaited, Away, Refused, Signed};
        let chair = Role::CommissionChair;
        let early = may_sign(&hands([Signed, Awaited, Awaited]), chair);
        assert_eq!(early, Err(Refusal::OthersFirst { roles: vec![Role::UrbanAgency] }));
        for others in [[Signed, Signed], [Signed, Refused], [Away, Refused]] {
            assert_eq!(may_sign(&hands([others[0], others[1], Awaited]), chair), Ok(()));
        }
        let late = may_sign(&hands([Away, Signed, Awaited]), Role::UrbanPlanning);
        assert_eq!(late, Ok(()), "who was set aside may still sign");
        let too_late = may_sign(&hands([Away, Signed, Signed]), Role::UrbanPlanning);
        assert_eq!(too_late, Err(Refusal::HandGiven { role: Role::UrbanPlanning }));
        let twice = may_sign(&hands([Signed, Awaited, Awaited]), Role::UrbanPlanning);
        assert_eq!(twice, Err(Refusal::HandGiven { role: Role::UrbanPlanning }));
        let stranger = may_sign(&hands([Signed, Awaited, Awaited]), Role::Cashier);
        assert_eq!(stranger, Err(Refusal::NotAMember { role: Role::Cashier }));
    }

    #[test]
    fn a_refusal_and_a_hand_set_aside_are_motivated_and_in_their_time() {
        let all = hands([State::Awaited, State::Signed, State::Awaited]);
        let (due, planning) = (date(2026, 9, 10), Role::UrbanPlanning);
        assert_eq!(may_refuse(&all, planning, " "), Err(Refusal::MotiveMissing));
        assert_eq!(may_refuse(&all, planning, "La hauteur n'est pas celle du plan"), Ok(()));
        assert_eq!(may_refuse(&all, Role::CommissionChair, "Non"), Err(Refusal::LastHand));
        let aside = |today, vacant| may_set_aside(&all, planning, "En congé", due, today, vacant);
        assert_eq!(aside(due, false), Err(Refusal::HandAwaited { until: due }));
        assert_eq!(aside(date(2026, 9, 11), false), Ok(()));
        assert_eq!(aside(date(2026, 9, 1), true), Ok(()), "nobody holds the seat any more");
        let given = may_set_aside(&all, Role::UrbanAgency, "En congé", due, date(2026, 9, 11), false);
        assert_eq!(given, Err(Refusal::HandGiven { role: Role::UrbanAgency }));
    }
}
