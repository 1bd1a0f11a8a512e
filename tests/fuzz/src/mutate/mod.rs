//! Changes a case: one to a few small changes, each fit for the field it falls on.

mod bytes;
mod json;
mod text;

use crate::case::{Case, Kind};
use crate::chance::Chance;
use crate::engine::Target;

/// A new case from one that is known, sometimes with pieces of another.
pub(crate) fn any(target: &dyn Target, kept: &[Case], chance: &mut Chance) -> Case {
    let empty = Case(vec![Vec::new(); target.fields().len()]);
    let mut case = chance.pick(kept).unwrap_or(&empty).clone();
    let other = chance.pick(kept).unwrap_or(&empty).clone();
    let words = target.words();
    // One change half of the time, two a quarter of it, and so on.
    loop {
        // The longer of two: long fields have more to change, short ones keep their share.
        let pair = [(); 2].map(|()| chance.below(case.0.len()));
        let at = pair.into_iter().max_by_key(|at| case.bytes(*at).len());
        let at = at.unwrap_or_default();
        let (Some(field), Some(value)) = (target.fields().get(at), case.0.get_mut(at)) else {
            return case;
        };
        let donor = other.bytes(at);
        match field.kind {
            Kind::Choice => *value = vec![chance.byte()],
            Kind::Bytes => bytes::change(value, donor, words, chance),
            Kind::Text => text::change(value, donor, words, chance),
            Kind::Json if chance.once_in(3) => bytes::change(value, donor, words, chance),
            Kind::Json => json::change(value, donor, words, chance),
        }
        truncate(value, field.limit, field.kind);
        if chance.once_in(2) {
            return case;
        }
    }
}

/// Cuts at the limit, and text at the end of a character.
fn truncate(value: &mut Vec<u8>, limit: usize, kind: Kind) {
    value.truncate(limit);
    if kind == Kind::Text
        && let Err(error) = std::str::from_utf8(value)
    {
        value.truncate(error.valid_up_to());
    }
}
