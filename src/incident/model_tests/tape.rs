//! A tape of bytes from which everything random is read, so that a failing case shrinks to short tapes of small numbers.
//! Must not know what it is read for.

use std::cell::Cell;

/// A tape; beyond its end it reads zeros.
#[derive(Debug)]
pub(super) struct Tape<'a> {
    bytes: &'a [u8],
    at: Cell<usize>,
}

impl<'a> Tape<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: Cell::new(0) }
    }

    /// A number below `n`; the first is the plainest.
    pub(super) fn below(&self, n: usize) -> usize {
        let byte = self.bytes.get(self.at.get()).copied().unwrap_or(0);
        self.at.set(self.at.get() + 1);
        usize::from(byte) * n / 256
    }

    /// True in `part` of 100 cases, false beyond the end.
    pub(super) fn chance(&self, part: usize) -> bool {
        self.below(100) >= 100 - part
    }

    /// One of the choices.
    pub(super) fn one<T: Copy>(&self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// One of the choices, each as often as its weight says.
    pub(super) fn weighted<T: Copy>(&self, choices: &[(usize, T)]) -> T {
        let total = choices.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, choice) in choices {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        choices[0].1
    }
}
