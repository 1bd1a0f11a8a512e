//! Makes a case that shows a fault as small as it gets.

use std::time::{Duration, Instant};

use crate::case::{Case, Field, Kind};

/// So much time is worth a smaller case.
const LONGEST: Duration = Duration::from_secs(20);

/// The smallest case that was found for which `shows` still holds.
pub(crate) fn smallest(case: &Case, fields: &[Field], shows: impl Fn(&Case) -> bool) -> Case {
    let mut best = case.clone();
    let began = Instant::now();
    loop {
        let size = best.size();
        for (at, field) in fields.iter().enumerate() {
            shrink_field(&mut best, at, field.kind, began, &shows);
        }
        if best.size() == size || began.elapsed() > LONGEST {
            return best;
        }
    }
}

/// Takes pieces out of one field, large ones first.
fn shrink_field(
    best: &mut Case,
    field: usize,
    kind: Kind,
    began: Instant,
    shows: &impl Fn(&Case) -> bool,
) {
    let mut piece = best.bytes(field).len();
    while piece > 0 {
        let mut at = 0;
        while at < best.bytes(field).len() && began.elapsed() < LONGEST {
            let mut smaller = best.clone();
            let Some(bytes) = smaller.0.get_mut(field) else {
                return;
            };
            bytes.drain(at..(at + piece).min(bytes.len()));
            let whole = kind != Kind::Text || std::str::from_utf8(bytes).is_ok();
            if whole && shows(&smaller) {
                *best = smaller;
            } else {
                at += piece;
            }
        }
        // Characters are one to four bytes long: each of these lengths gets its turn.
        piece = if piece > 4 { piece / 2 } else { piece - 1 };
    }
}
