//! Foreign text made safe to show: no control characters, nothing that turns or hides text.

/// Whether a character could move the cursor, turn the reading direction or hide.
///
/// Unicode's `Cc`, the bidi controls, zero-width characters, soft hyphen, the line and paragraph
/// separators, tags and interlinear marks.
pub(crate) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// Foreign text on one line: unsafe characters dropped, white space runs folded into one space,
/// cut at `limit` characters (the last one then is an ellipsis).
pub(crate) fn plain(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut left = limit;
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{85}' {
            gap = !out.is_empty();
            continue;
        }
        if is_unsafe(c) {
            continue;
        }
        let needed = if gap { 2 } else { 1 };
        if needed > left {
            out.pop();
            out.push('…');
            return out;
        }
        if std::mem::take(&mut gap) {
            out.push(' ');
        }
        out.push(c);
        left -= needed;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_bidi_characters_go_and_white_space_folds() {
        assert_eq!(
            plain(" a\u{1b}[31m\r\n\tb\u{202e}c\u{200b}d\u{feff} ", 99),
            "a[31m bcd"
        );
        assert_eq!(plain("\u{7}\u{0}", 99), "");
        assert_eq!(plain("grüß 😀", 99), "grüß 😀");
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis() {
        assert_eq!(plain("abcdef", 6), "abcdef");
        assert_eq!(plain("abcdefg", 6), "abcde…");
        assert_eq!(plain("abcde fg", 6), "abcd…");
        assert_eq!(plain("ab", 0), "…");
    }
}
