//! Bytes judged many at a time, as bits of a number.

/// How many bytes are judged at once: as many as the number has bits.
pub(crate) const CHUNK: usize = 64;

/// The bytes that `test` holds for, as bits from the lowest on.
///
/// `test` makes every comparison: without a branch a byte, the compiler can judge many bytes in one go.
pub(crate) fn mask(chunk: &[u8; CHUNK], test: impl Fn(u8) -> bool) -> u64 {
    gather(&chunk.map(|b| u8::from(test(b))))
}

/// The first bytes of a text that `test` holds for with the byte behind each; where the text ends, `filler` stands behind it.
pub(crate) fn mask_pairs(bytes: &[u8], filler: u8, test: impl Fn(u8, u8) -> bool) -> u64 {
    const PAIRS: usize = CHUNK + 1;
    let mut padded = [filler; PAIRS];
    let pairs: &[u8; PAIRS] = bytes.first_chunk().unwrap_or_else(|| {
        padded[..bytes.len()].copy_from_slice(bytes);
        &padded
    });
    let mut flags = [0; CHUNK];
    for (i, flag) in flags.iter_mut().enumerate() {
        *flag = u8::from(test(pairs[i], pairs[i + 1]));
    }
    // Often there is none.
    if flags.iter().fold(0, |any, flag| any | flag) == 0 { 0 } else { gather(&flags) }
}

/// Flags of one bit each, side by side.
fn gather(flags: &[u8; CHUNK]) -> u64 {
    // The product moves the lowest bit of each of eight bytes into the highest byte, side by side.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (eights, _) = flags.as_chunks();
    eights.iter().rev().fold(0, |mask, &eight| mask << 8 | u64::from_le_bytes(eight).wrapping_mul(GATHER) >> 56)
}

/// The first bytes of a text; where it is shorter, `filler` stands behind them.
pub(crate) fn first(bytes: &[u8], filler: u8) -> [u8; CHUNK] {
    bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut chunk = [filler; CHUNK];
        chunk[..bytes.len()].copy_from_slice(bytes);
        chunk
    })
}

/// The offsets of the bytes that `test` holds for.
pub(crate) fn offsets(bytes: &[u8], test: impl Fn(u8) -> bool) -> impl Iterator<Item = usize> {
    let chunks = (0..bytes.len()).step_by(CHUNK);
    chunks.flat_map(move |base| {
        let rest = &bytes[base..];
        let mut found = mask(&first(rest, 0), &test) & u64::MAX >> CHUNK.saturating_sub(rest.len());
        std::iter::from_fn(move || {
            let at = (found != 0).then(|| base + found.trailing_zeros() as usize);
            found &= found.wrapping_sub(1);
            at
        })
    })
}
