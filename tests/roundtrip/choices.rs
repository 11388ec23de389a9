//! The choices that a letter is made by: a row of numbers, taken one after the other.
//!
//! A row that has run out gives zeros, and zero is always the plainest choice. So a letter is made simpler by making its numbers smaller or
//! its rows shorter, which is what the shrinking of a property test does.

/// A row of numbers, and how many of them are taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Choices {
    numbers: Vec<u16>,
    taken: usize,
}

impl Choices {
    pub(crate) fn new(numbers: Vec<u16>) -> Self {
        Self { numbers, taken: 0 }
    }

    /// A number below `n`; the numbers are spread evenly over it.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let number = self.numbers.get(self.taken).copied().unwrap_or(0);
        self.taken += 1;
        (usize::from(number) * n) >> 16
    }

    /// One of several.
    pub(crate) fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// Whether something is done that is done once in `n` times.
    pub(crate) fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == n - 1
    }
}
