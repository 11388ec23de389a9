//! Which record given is which record of the truth: one to one, as many as possible.

/// How well a record given fits a record of the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is another record.
    Not,
    /// It is the record meant, with a wrong field.
    Identity,
    /// It is the record meant, and every judged field is right.
    Whole,
}

/// For every record of the truth the record given that it is paired with. `fits` holds a row for each record of the
/// truth and in it a column for each record given. Pairs that fit as a whole are made first; then as many more
/// as there can be.
pub(crate) fn pair(fits: &[Vec<Fit>]) -> Vec<Option<usize>> {
    let given = fits.first().map_or(0, Vec::len);
    let mut owner: Vec<Option<usize>> = vec![None; given];
    for least in [Fit::Whole, Fit::Identity] {
        for truth in 0..fits.len() {
            if !owner.contains(&Some(truth)) {
                place(truth, least, fits, &mut owner, &mut vec![false; given]);
            }
        }
    }
    (0..fits.len()).map(|truth| owner.iter().position(|&o| o == Some(truth))).collect()
}

/// Finds a place for a record of the truth, moving others that have another place to go to.
fn place(truth: usize, least: Fit, fits: &[Vec<Fit>], owner: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for given in 0..owner.len() {
        if fits[truth][given] < least || tried[given] {
            continue;
        }
        tried[given] = true;
        if owner[given].is_none_or(|other| place(other, least, fits, owner, tried)) {
            owner[given] = Some(truth);
            return true;
        }
    }
    false
}
