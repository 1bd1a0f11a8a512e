//! Which of the found keys are stored: as the options say, or as the owner answers.

use std::collections::BTreeSet;

use keystow::{FoundKeys, FoundState, ImportPick};

use crate::args::Import;
use crate::exit::{Code, Failure};
use crate::prompt;

/// The picked keys.
///
/// # Errors
/// Two different keys of one provider are picked, or the answer makes no sense.
pub(super) fn picks(
    found: &FoundKeys,
    args: &Import,
    ask: bool,
    wanted: &BTreeSet<&str>,
) -> Result<Vec<ImportPick>, Failure> {
    let can = |index: usize| {
        let state = found.keys.get(index).map(|key| key.state);
        state == Some(FoundState::New) || (args.replace && state == Some(FoundState::Other))
    };
    let all = 0..found.keys.len();
    let chosen: Vec<usize> = if args.all {
        all.filter(|&index| can(index)).collect()
    } else if !wanted.is_empty() {
        let missing = wanted
            .iter()
            .find(|id| !found.keys.iter().any(|key| key.provider.id == **id));
        if let Some(id) = missing {
            return Err(Failure::new(
                Code::NotFound,
                format!("no key of {id} was found there; nothing was stored"),
            ));
        }
        all.filter(|&index| found.keys[index].state != FoundState::Same)
            .filter(|&index| wanted.contains(found.keys[index].provider.id))
            .collect()
    } else if ask
        && prompt::person_is_there()
        && found.keys.iter().any(|key| key.state != FoundState::Same)
    {
        let answer = prompt::line("Store which? Numbers with commas, all, or nothing: ")?;
        read(&answer, found.keys.len(), &can)?
    } else {
        Vec::new()
    };
    let mut providers = BTreeSet::new();
    for &index in &chosen {
        let id = found.keys[index].provider.id;
        if !providers.insert(id) {
            return Err(Failure::usage(format!(
                "two different keys of {id} were found, and a profile holds one"
            ))
            .hint("pick one of them by its number, or store the other in another --profile"));
        }
    }
    if let Some(&index) = chosen
        .iter()
        .find(|&&index| found.keys[index].state == FoundState::Other && !args.replace)
    {
        let id = found.keys[index].provider.id;
        return Err(Failure::new(
            Code::Refused,
            format!("another key of {id} is stored; nothing was changed"),
        )
        .hint("say --replace, or store this one in another --profile"));
    }
    let picks = chosen.into_iter().map(|index| ImportPick {
        index,
        replace: args.replace,
    });
    Ok(picks.collect())
}

/// The numbers of an answer, counted from 1 as they were shown.
fn read(answer: &str, count: usize, can: &dyn Fn(usize) -> bool) -> Result<Vec<usize>, Failure> {
    match answer.trim() {
        "" | "nothing" | "none" => Ok(Vec::new()),
        "all" => Ok((0..count).filter(|&index| can(index)).collect()),
        numbers => {
            let unclear = || {
                Failure::usage("the answer is no list of numbers")
                    .hint("write it like 1,3; nothing was stored")
            };
            let mut chosen = BTreeSet::new();
            for number in numbers.split([',', ' ']).filter(|part| !part.is_empty()) {
                let number: usize = number.parse().map_err(|_| unclear())?;
                if number == 0 || number > count {
                    return Err(unclear());
                }
                chosen.insert(number - 1);
            }
            Ok(chosen.into_iter().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_all_and_nothing_are_understood() {
        let can = |index: usize| index != 1;
        let read = |answer| read(answer, 3, &can).map_err(|failure| failure.message);
        assert_eq!(read(""), Ok(vec![]));
        assert_eq!(read("nothing"), Ok(vec![]));
        assert_eq!(read("all"), Ok(vec![0, 2]));
        assert_eq!(read("3, 1"), Ok(vec![0, 2]));
        for odd in ["0", "4", "x", "1;2"] {
            assert!(read(odd).is_err(), "{odd}");
        }
    }
}
