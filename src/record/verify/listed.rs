//! A list of findings that stays short: the first ones, and how many there are. Must not drop the count.

/// How many are kept.
const KEPT: usize = 20;

/// Findings of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed<T> {
    first: Vec<T>,
    count: u64,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { first: Vec::new(), count: 0 }
    }
}

impl<T> Listed<T> {
    /// Adds one.
    pub(crate) fn push(&mut self, found: T) {
        if self.first.len() < KEPT {
            self.first.push(found);
        }
        self.count += 1;
    }

    /// The first ones.
    pub(crate) fn first(&self) -> &[T] {
        &self.first
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }
}
