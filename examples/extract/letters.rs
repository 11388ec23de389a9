//! Reading many files on all cores, in their order.

use std::slice::Chunks;
use std::vec;

use anyhow::Result;
use rayon::prelude::*;
use styringsdokument::Extraction;

use crate::input::Input;
use crate::report::{Report, Tally};

/// So many files are read at a time: enough to keep the cores busy, few enough to be held in memory.
const AT_A_TIME: usize = 64;

/// Reads the inputs and gives what `make` makes of each; both are done on all cores. Says what is wrong with those that
/// cannot be read, and goes on.
pub(crate) struct Letters<'a, T> {
    inputs: Chunks<'a, Input>,
    ready: vec::IntoIter<(&'a Input, Result<(Tally, T)>)>,
    year: Option<i16>,
    make: fn(Extraction, &[u8]) -> T,
    report: &'a mut Report,
}

impl<'a, T> Letters<'a, T> {
    pub(crate) fn new(inputs: &'a [Input], year: Option<i16>, report: &'a mut Report, make: fn(Extraction, &[u8]) -> T) -> Self {
        Self { inputs: inputs.chunks(AT_A_TIME), ready: Vec::new().into_iter(), year, make, report }
    }
}

impl<T: Send> Iterator for Letters<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            for (input, read) in self.ready.by_ref() {
                match read {
                    Ok((tally, made)) => {
                        self.report.read(&input.name(), tally);
                        return Some(made);
                    }
                    Err(error) => self.report.failed(&format!("{}: {error:#}", input.name())),
                }
            }
            let (year, make, progress) = (self.year, self.make, self.report.progress());
            let read = self.inputs.next()?.par_iter().map(|input| {
                let read = input.extract(year).map(|(extraction, bytes)| (Tally::new(&extraction), make(extraction, &bytes)));
                progress.inc(1);
                (input, read)
            });
            self.ready = read.collect::<Vec<_>>().into_iter();
        }
    }
}
