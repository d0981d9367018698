//! Bytes that are read at any place, by several threads at once.

use std::fmt::Debug;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::Progress;

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

/// Bytes of an input that is not read from the first to the last.
#[derive(Clone, Debug)]
pub(super) enum Anywhere<'a> {
    File(Arc<File>),
    Memory(&'a [u8]),
}

impl ReadAt for Anywhere<'_> {
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<()> {
        match self {
            Self::File(file) => file.as_ref().read_at(at, out),
            Self::Memory(bytes) => bytes.read_at(at, out),
        }
    }
}

/// A part of what can be read at any place, one byte after the other.
pub(super) struct Section<'a, S> {
    pub(super) source: S,
    pub(super) at: u64,
    pub(super) end: u64,
    pub(super) progress: &'a Progress,
}

impl<S: ReadAt> Read for Section<'_, S> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.progress.go_on()?;
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let length = left.min(out.len());
        let out = out.get_mut(..length).unwrap_or_default();
        self.source.read_at(self.at, out)?;
        self.at += u64::try_from(length).unwrap_or(0);
        self.progress.add_bytes(length);
        Ok(length)
    }
}

impl<S> Seek for Section<'_, S> {
    /// Places count from the source's first byte.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(more) => self.end.checked_add_signed(more),
            SeekFrom::Current(more) => self.at.checked_add_signed(more),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
