//! stdin and stdout for what is secret.
//!
//! The standard library keeps what passes through its handles in buffers of its own until the process ends. So
//! a key, a code or a passphrase is read and written here: straight over the descriptor, from and into memory
//! that is wiped.

use std::fs::File;
use std::io::{self, ErrorKind, Read};

use zeroize::Zeroizing;

/// stdin, without a buffer.
///
/// # Errors
/// When there is no stdin.
pub(crate) fn input() -> io::Result<File> {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// stdout, without a buffer.
///
/// # Errors
/// When there is no stdout.
pub(crate) fn output() -> io::Result<File> {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// A descriptor that whoever started this process left open, as it is: of whatever kind, and from where it
/// stands. To be called before anything of this program's own is opened under that number.
///
/// # Errors
/// When it is not open, with EBADF.
#[cfg(unix)]
pub(crate) fn descriptor(number: u32) -> io::Result<File> {
    use std::os::fd::{BorrowedFd, RawFd};
    let number = RawFd::try_from(number).map_err(|_| ErrorKind::InvalidInput)?;
    #[expect(
        unsafe_code,
        reason = "only a number says which descriptor is meant; it is duplicated here and used for nothing else, \
                  which the system refuses where it is not open"
    )]
    let given = unsafe { BorrowedFd::borrow_raw(number) };
    Ok(File::from(given.try_clone_to_owned()?))
}

/// Other platforms hand no descriptors to a child by their number.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub(crate) fn descriptor(_number: u32) -> io::Result<File> {
    Err(ErrorKind::Unsupported.into())
}

/// Reads to the end, but at most one byte more than `limit`.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn read_all(source: &mut impl Read, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    // Made at once in its full size: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(vec![0; limit + 1]);
    let mut length = 0;
    while length < bytes.len() {
        match source.read(&mut bytes[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

/// Reads one line without its end, and nothing of what follows it; at most one byte more than `limit`.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn read_line(source: &mut impl Read, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(limit + 2));
    let mut byte = Zeroizing::new([0]);
    while line.len() <= limit + 1 {
        match source.read(&mut *byte) {
            Ok(0) => break,
            Ok(_) if byte[0] == b'\n' => break,
            Ok(_) => line.push(byte[0]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    line.truncate(limit + 1);
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_at_its_newline_and_leaves_the_rest() {
        let mut source = &b"first words\r\nsecond\n"[..];
        let line = read_line(&mut source, 64).expect("memory reads");
        assert_eq!(*line, b"first words");
        assert_eq!(source, b"second\n");
        assert_eq!(
            *read_line(&mut source, 64).expect("memory reads"),
            b"second"
        );
        assert_eq!(*read_line(&mut source, 64).expect("memory reads"), b"");
    }

    #[test]
    fn what_is_too_long_is_one_byte_longer_than_the_limit() {
        let line = read_line(&mut &b"12345678"[..], 4).expect("memory reads");
        assert_eq!(*line, b"12345");
        let line = read_line(&mut &b"1234\r\n"[..], 4).expect("memory reads");
        assert_eq!(*line, b"1234");
        let all = read_all(&mut &b"12345678"[..], 4).expect("memory reads");
        assert_eq!(*all, b"12345");
    }
}
