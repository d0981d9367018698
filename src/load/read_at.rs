//! Bytes that are read at any place, by several threads at once.

use std::fmt::Debug;
use std::fs::File;
use std::io;

/// Bytes with places from 0.
pub(super) trait ReadAt: Debug + Send + Sync {
    /// Fills `out` with the bytes from `at` on; fails where there are fewer.
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()>;
}

impl ReadAt for &[u8] {
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let bytes = start
            .checked_add(out.len())
            .and_then(|end| self.get(start..end));
        out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

#[cfg(unix)]
impl ReadAt for File {
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(self, out, at)
    }
}

#[cfg(windows)]
impl ReadAt for File {
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        let mut done = 0;
        while done < out.len() {
            let rest = out.get_mut(done..).unwrap_or_default();
            let place = at + u64::try_from(done).unwrap_or(u64::MAX);
            match std::os::windows::fs::FileExt::seek_read(self, rest, place) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(read) => done += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
