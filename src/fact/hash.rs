//! Digests of files and messages, as indicators are exchanged: MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4) in hex.

/// Reads a digest and writes it in lower case; nothing if neither length nor digits fit.
pub(crate) fn parse(text: &str) -> Option<String> {
    let fits = matches!(text.len(), 32 | 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then(|| text.to_ascii_lowercase())
}
