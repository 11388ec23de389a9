//! Lines and columns of a text, counted from 1.

pub(crate) struct Lines<'s> {
    source: &'s str,
    /// Where each line starts.
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub(crate) fn new(source: &'s str) -> Self {
        let after_newlines = source.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i + 1);
        Self { source, starts: std::iter::once(0).chain(after_newlines).collect() }
    }

    /// The line of a byte offset.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// `line:column` of a byte offset on a character boundary, the column in characters.
    pub(crate) fn place(&self, offset: usize) -> String {
        let line = self.line(offset);
        let column = self.source[self.starts[line - 1]..offset].chars().count() + 1;
        format!("{line}:{column}")
    }
}
