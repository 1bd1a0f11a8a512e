//! Reading a file that is not ours: looked at before it is opened wide, bounded, and never written.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::path::Path;

use zeroize::Zeroizing;

use super::ImportFault;

/// The largest file that is read.
const LIMIT: u64 = 1024 * 1024;

/// The text of a file; links are followed, and whatever is no ordinary file in the end is refused.
pub(crate) fn read(path: &Path) -> Result<Zeroizing<String>, ImportFault> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A pipe without a writer would wait for one.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => ImportFault::NotFound,
        _ => ImportFault::Unreadable,
    })?;
    let about = file.metadata().map_err(|_| ImportFault::Unreadable)?;
    if !about.is_file() {
        return Err(ImportFault::NotAFile);
    }
    if about.len() > LIMIT {
        return Err(ImportFault::TooLarge);
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(64 * 1024));
    file.take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| ImportFault::Unreadable)?;
    if bytes.len() as u64 > LIMIT {
        return Err(ImportFault::TooLarge);
    }
    // A text of two bytes a character is full of zeros, and no byte of a key is one.
    let text = std::str::from_utf8(&bytes).map_err(|_| ImportFault::NotText)?;
    if text.contains('\0') {
        return Err(ImportFault::NotText);
    }
    Ok(Zeroizing::new(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_no_small_text_is_refused_by_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("fine"), "A=1").expect("written");
        let utf16: Vec<u8> = "A=1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        fs::write(at("wide"), [&[0xff, 0xfe][..], &utf16].concat()).expect("written");
        fs::write(at("wide-unmarked"), utf16).expect("written");
        let large = fs::File::create(at("large")).expect("made");
        large
            .set_len(100 * 1024 * 1024)
            .expect("a hundred megabytes, all of them holes");
        let read = |name: &str| read(&at(name)).map(|text| text.to_string());
        assert_eq!(read("fine"), Ok("A=1".to_owned()));
        assert_eq!(read("none"), Err(ImportFault::NotFound));
        assert_eq!(read("."), Err(ImportFault::NotAFile));
        assert_eq!(read("wide"), Err(ImportFault::NotText));
        assert_eq!(read("wide-unmarked"), Err(ImportFault::NotText));
        assert_eq!(read("large"), Err(ImportFault::TooLarge));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_waited_for_and_a_circle_of_links_has_an_end() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.expect("mkfifo").success());
        symlink(at("two"), at("one")).expect("a link");
        symlink(at("one"), at("two")).expect("a link");
        assert_eq!(read(&at("pipe")).err(), Some(ImportFault::NotAFile));
        assert_eq!(read(&at("one")).err(), Some(ImportFault::Unreadable));
        fs::write(at("real"), "A=1").expect("written");
        symlink(at("real"), at("link")).expect("a link");
        assert!(read(&at("link")).is_ok());
    }
}
