//! From bytes to text, with the encoding checked.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diagnostic::{Code, Diagnostic};
use crate::error::DecodeError;

/// The text of the bytes, and a diagnostic where it is not simply UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Vec<Diagnostic>), DecodeError> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        return utf16(encoding, &bytes[bom..], bom);
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(text) => return no_binary(bytes, "UTF-8").map(|()| (Cow::Borrowed(text), Vec::new())),
        Err(error) => error.valid_up_to(),
    };
    // A byte order mark, or a letter written as UTF-8 (æ, ø and å begin with C3), promises UTF-8: a stray byte is then damage,
    // not another encoding.
    let letters_of_utf8 = || bytes[invalid..].windows(2).any(|pair| pair[0] == 0xc3 && (0x80..=0xbf).contains(&pair[1]));
    if bytes.starts_with(b"\xef\xbb\xbf") || !bytes[..invalid].is_ascii() || letters_of_utf8() {
        return Err(DecodeError { encoding: "UTF-8", offset: invalid });
    }
    no_binary(bytes, WINDOWS_1252.name())?;
    // Five bytes mean nothing in Windows-1252.
    if let Some(offset) = bytes.iter().position(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)) {
        return Err(DecodeError { encoding: WINDOWS_1252.name(), offset });
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok((text, vec![decoded(WINDOWS_1252)]))
}

fn utf16(encoding: &'static Encoding, bytes: &[u8], bom: usize) -> Result<(Cow<'static, str>, Vec<Diagnostic>), DecodeError> {
    let unit: fn([u8; 2]) -> u16 = if encoding == UTF_16LE { u16::from_le_bytes } else { u16::from_be_bytes };
    debug_assert!(encoding == UTF_16LE || encoding == UTF_16BE);
    let pairs = bytes.chunks_exact(2);
    let half = pairs.remainder().len();
    let mut text = String::with_capacity(bytes.len());
    let mut offset = bom;
    for c in char::decode_utf16(pairs.map(|p| unit([p[0], p[1]]))) {
        let c = c.map_err(|_| DecodeError { encoding: encoding.name(), offset })?;
        offset += 2 * c.len_utf16();
        text.push(c);
    }
    if half > 0 {
        return Err(DecodeError { encoding: encoding.name(), offset });
    }
    Ok((Cow::Owned(text), vec![decoded(encoding)]))
}

/// Text holds no control characters but white space and page breaks.
fn no_binary(bytes: &[u8], encoding: &'static str) -> Result<(), DecodeError> {
    match bytes.iter().position(|b| matches!(b, 0..=8 | 14..=31)) {
        Some(offset) => Err(DecodeError { encoding, offset }),
        None => Ok(()),
    }
}

fn decoded(encoding: &'static Encoding) -> Diagnostic {
    let code = Code::DecodedText;
    Diagnostic {
        code,
        severity: code.severity(),
        message: format!("decoded from {}; spans count bytes of the decoded UTF-8 text", encoding.name()),
        document: None,
        field: None,
        span: None,
        line: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(bytes: &[u8]) -> (&'static str, usize) {
        decode(bytes).map_or_else(|e| (e.encoding, e.offset), |(text, _)| panic!("decoded as {text:?}"))
    }

    #[test]
    fn the_four_encodings_are_read() {
        let words = "Frist: 1. mars – på";
        let utf16 = |to: fn(u16) -> [u8; 2], bom: [u8; 2]| -> Vec<u8> { bom.into_iter().chain(words.encode_utf16().flat_map(to)).collect() };
        let latin = b"Frist: 1. mars \x96 p\xe5".to_vec();
        for (bytes, noted) in
            [(words.as_bytes().to_vec(), 0), (utf16(u16::to_le_bytes, [0xff, 0xfe]), 1), (utf16(u16::to_be_bytes, [0xfe, 0xff]), 1), (latin, 1)]
        {
            let (text, diagnostics) = decode(&bytes).expect("it is text");
            assert_eq!(text, words);
            assert_eq!(diagnostics.len(), noted);
        }
    }

    #[test]
    fn a_byte_order_mark_stays_so_that_spans_fit_the_file() {
        let (text, _) = decode(b"\xef\xbb\xbfDato").expect("it is text");
        assert_eq!(text.len(), 7);
    }

    #[test]
    fn what_is_no_text_is_named_with_its_offset() {
        assert_eq!(error(b"PK\x03\x04"), ("UTF-8", 2));
        assert_eq!(error(b"\xef\xbb\xbfp\xe5"), ("UTF-8", 4));
        assert_eq!(error("på \u{e5}".as_bytes().iter().chain(b"\xe5").copied().collect::<Vec<_>>().as_slice()), ("UTF-8", 6));
        assert_eq!(error(b"p\xe5 \x81"), ("windows-1252", 3));
        assert_eq!(error(b"a \xff p\xc3\xa5"), ("UTF-8", 2));
        assert_eq!(error(b"\x1b[31m"), ("UTF-8", 0));
        assert_eq!(error(b"\xff\xfeA\x00B"), ("UTF-16LE", 4));
        assert_eq!(error(b"\xff\xfe\x00\xd8A\x00"), ("UTF-16LE", 2));
    }
}
