//! The paste cleaner: what it finds is a key that the vault takes, and stands where it says.

use keystow_providers::paste::{KeyFault, MAX_KEY_LENGTH, clean, suggest_provider};
use keystow_vault::ApiKey;

use crate::case::{Case, Field, Kind};
use crate::engine::{Finding, Target, class};

/// See the module.
pub(super) struct Pastes;

const WRAPPER: usize = 0;
const PASTED: usize = 1;

const FIELDS: &[Field] = &[
    Field::choice("wrapper"),
    Field::new("pasted", Kind::Text, 9000),
];

/// How keys are found in the wild; the key stands where `{}` stands.
const WRAPPERS: &[&str] = &[
    "{}",
    " \t {} \r\n",
    "\u{feff}{}\u{200b}",
    "\"{}\"",
    "'{}'",
    "`{}`",
    "“{}”",
    "GROQ_API_KEY={}",
    "export GROQ_API_KEY='{}';",
    "$env:GROQ = \"{}\"",
    "Authorization: Bearer {}",
    "x-api-key: {}",
    "{};",
];

const WORDS: &[&[u8]] = &[
    b"export ",
    b"set ",
    b"$env:",
    b"GROQ_API_KEY=",
    b"token = ",
    b"Authorization:",
    b"x-goog-api-key:",
    b"Bearer ",
    b"Token ",
    b"https://",
    b"HTTP://",
    b"=",
    b"==",
    b";",
    b"\"",
    b"'",
    b"\r\n",
    b"sk-",
    b"sk-proj-",
    b"T3BlbkFJ",
    b"gsk_fake",
    b"AIzaSyfake",
];

impl Target for Pastes {
    fn name(&self) -> &'static str {
        "paste"
    }

    fn fields(&self) -> &'static [Field] {
        FIELDS
    }

    fn seeds(&self) -> Vec<Case> {
        let key = "gsk_fakeFAKEfakeFAKEfakeFAKE";
        let seed = |(wrapper, _)| Case(vec![vec![wrapper], key.as_bytes().to_vec()]);
        let wrapped = (0_u8..).zip(WRAPPERS).map(seed);
        let others = [
            "",
            "gsk_fake\ngsk_fake",
            "https://console.groq.com/keys",
            "gsk_ü",
            "a b",
        ];
        let others = others.map(|text| Case(vec![vec![0], text.as_bytes().to_vec()]));
        wrapped.chain(others).collect()
    }

    fn words(&self) -> &[&'static [u8]] {
        WORDS
    }

    fn run(&self, case: &Case) -> Result<u64, Finding> {
        let wrapper = WRAPPERS[case.choice(WRAPPER, WRAPPERS.len())];
        let inner = case.text(PASTED);
        let text = wrapper.replace("{}", &inner);
        let answer = clean(&text);
        // A key of letters, digits, dashes and underscores comes out of every wrapper whole.
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let plain = !inner.is_empty() && inner.len() <= MAX_KEY_LENGTH && inner.chars().all(word);
        let found = match answer {
            Ok(found) => found,
            Err(fault) => {
                Finding::unless(!plain, "a plain key is found in every wrapper", || {
                    format!("{text:?} is refused: {fault}")
                })?;
                return refused(&text, &fault);
            }
        };
        let Some(key) = text.get(found.start..found.end) else {
            return Err(Finding {
                promise: "the key's ends are ends of characters",
                seen: format!("{}..{} of {text:?}", found.start, found.end),
            });
        };
        let seen = || format!("{key:?} was found in {text:?}");
        Finding::unless(
            key.bytes().all(|byte| byte.is_ascii_graphic()),
            "a key has no space, no control and no foreign character",
            seen,
        )?;
        Finding::unless(
            ApiKey::parse(key).is_ok(),
            "what was found can be stored",
            seen,
        )?;
        Finding::unless(
            !plain || key == inner,
            "a plain key is found in every wrapper",
            seen,
        )?;
        let mut kinds = found.removed.clone();
        kinds.dedup();
        Finding::unless(
            kinds.len() == found.removed.len() && (found.removed.is_empty() == (key == text)),
            "what was left out is named, once",
            seen,
        )?;
        let suggested = suggest_provider(key);
        Finding::unless(
            suggested.is_none_or(|provider| {
                !provider.public_prefix(key).is_empty() || key.contains("T3BlbkFJ")
            }),
            "a provider is suggested by its own mark",
            seen,
        )?;
        Ok(class(&(
            found.removed,
            suggested.map(|provider| provider.id),
            key.len().ilog2(),
        )))
    }
}

/// A fault names the place and the character that are really there.
fn refused(text: &str, fault: &KeyFault) -> Result<u64, Finding> {
    let at = |position: usize| position.checked_sub(1).and_then(|at| text.chars().nth(at));
    let true_word = match *fault {
        KeyFault::Empty => true,
        KeyFault::SeveralLines => text.contains(['\n', '\r']),
        KeyFault::InnerSpace { position } => matches!(at(position), Some(' ' | '\t')),
        KeyFault::Control { position } => at(position).is_some_and(|c| c.is_ascii_control()),
        KeyFault::NotAscii {
            character,
            position,
        } => at(position) == Some(character) && !character.is_ascii(),
        KeyFault::TooLong { length } => length > MAX_KEY_LENGTH && length <= text.len(),
        KeyFault::LooksLikeUrl => text.to_ascii_lowercase().contains("http"),
    };
    Finding::unless(true_word, "a fault is where it is said to be", || {
        format!("{fault:?} of {text:?}")
    })?;
    Ok(class(&std::mem::discriminant(fault)))
}
