//! What bytes look like that are not text.

/// The first bytes of well-known kinds of file, and what to call them.
const MAGIC: [(&[u8], &str); 17] = [
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"\x89PNG\r\n\x1A\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (Word, Excel and OpenDocument files are such archives)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xD0\xCF\x11\xE0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\0", "a database"),
    (b"OggS", "a sound file"),
];

/// What the bytes are, if they are certainly not text.
#[must_use]
pub fn not_text(bytes: &[u8]) -> Option<&'static str> {
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic));
    known.map(|(_, name)| *name).or_else(|| {
        (!bytes.is_empty() && bytes.iter().all(|byte| *byte == 0))
            .then_some("a run of zero bytes, as a crash of the computer can leave behind")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart_from_text() {
        assert_eq!(not_text(b"\xFF\xD8\xFF\xE0JFIF"), Some("a JPEG picture"));
        assert_eq!(not_text(b"\0\0\0").map(|kind| &kind[..12]), Some("a run of zer"));
        assert_eq!(not_text("MZ Bank said".as_bytes()), None);
        assert_eq!(not_text(b""), None);
    }
}
