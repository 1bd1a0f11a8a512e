//! Blots secrets out of words that come in pieces: a server may repeat what it was sent.

use crate::headers::ExtraHeader;
use crate::key::KeyText;

/// What stands in place of a secret.
const BLOT: &str = "[redacted]";

/// Hands words on without the secrets, however the secrets are cut.
pub(super) struct Blot<'b> {
    secrets: Vec<KeyText<'b>>,
    words: &'b mut (dyn FnMut(&str) + Send),
    /// What may be the beginning of a secret.
    held: String,
}

impl<'b> Blot<'b> {
    pub(super) fn new(
        key: Option<KeyText<'b>>,
        headers: &[ExtraHeader<'b>],
        words: &'b mut (dyn FnMut(&str) + Send),
    ) -> Self {
        let values = headers.iter().map(|header| header.value);
        Self {
            secrets: key.into_iter().chain(values).collect(),
            words,
            held: String::new(),
        }
    }

    pub(super) fn take(&mut self, text: &str) {
        self.held.push_str(text);
        for secret in &self.secrets {
            // EXPOSE: to the comparison with what came.
            if self.held.contains(secret.expose()) {
                self.held = self.held.replace(secret.expose(), BLOT);
            }
        }
        let kept = self.beginning();
        let told = self.held.len() - kept;
        if told > 0 {
            (self.words)(&self.held[..told]);
            self.held.drain(..told);
        }
    }

    /// How many bytes at the end may be the beginning of a secret.
    fn beginning(&self) -> usize {
        let fits = |secret: &KeyText<'_>| {
            let secret = secret.expose();
            let longest = self.held.len().min(secret.len().saturating_sub(1));
            let mut lengths = (1..=longest).rev();
            lengths.find(|&length| {
                let start = self.held.len() - length;
                self.held.as_bytes()[start..] == secret.as_bytes()[..length]
            })
        };
        self.secrets
            .iter()
            .filter_map(fits)
            .max()
            .unwrap_or_default()
    }

    /// Hands on what was held back: no secret came of it.
    pub(super) fn finish(self) {
        if !self.held.is_empty() {
            (self.words)(&self.held);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_blotted_out_however_it_was_cut() {
        let text = "before sk-fakeFAKE-fake, sk-fake and after sk-fakeFAKE-fak";
        for piece in 1..text.len() {
            let mut told = String::new();
            let mut keep = |words: &str| told.push_str(words);
            let mut blot = Blot::new(Some(KeyText::new("sk-fakeFAKE-fake")), &[], &mut keep);
            for part in text.as_bytes().chunks(piece) {
                blot.take(std::str::from_utf8(part).expect("plain"));
            }
            blot.finish();
            let expected = "before [redacted], sk-fake and after sk-fakeFAKE-fak";
            assert_eq!(told, expected, "{piece}");
        }
    }
}
