//! Whatever fits into memory and whatever does not, the order is the same.

use std::io::{Cursor, Error, Read, Result, Seek, SeekFrom, Write};

use super::{Aside, HELD, Numbered, Sorter};
use crate::base::digest::Digest;

#[track_caller]
fn check(count: usize, aside: Option<Box<dyn Aside>>) {
    let all = (0..count as u64).map(|number| (Digest::of(&(number % 70_000).to_be_bytes()), number));
    let mut expected: Vec<Numbered> = all.collect();
    let mut sorter = Sorter::new(aside);
    for one in &expected {
        sorter.push(*one);
    }
    expected.sort_unstable();
    let (mut rest, mut found) = (sorter.end().unwrap(), Vec::new());
    while let Some(one) = rest.next().unwrap() {
        found.push(one);
    }
    assert!(found == expected, "{count}");
}

#[test]
fn the_order_is_the_same_in_memory_and_aside() {
    for count in [0, 1, HELD - 1, HELD, HELD + 1, 3 * HELD + 700] {
        check(count, None);
        check(count, Some(Box::new(Cursor::new(Vec::new()))));
        check(count, Some(Box::new(SmallDisk(Cursor::new(Vec::new())))));
    }
}

/// Takes one run and no more.
struct SmallDisk(Cursor<Vec<u8>>);

impl Read for SmallDisk {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        self.0.read(into)
    }
}

impl Write for SmallDisk {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.0.position() > 1_400_000 { Err(Error::other("full")) } else { self.0.write(bytes) }
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Seek for SmallDisk {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.0.seek(to)
    }
}
