//! Uploaded documents: their signed addresses, what they are by content, and where they lie.

use std::path::{Path, PathBuf};

use crate::clock::iso;
use crate::store::documents::LINK_SECONDS;
use crate::text::same_secret;
use crate::world::World;

/// The largest document: the published 10 MB.
pub const MAX_SIZE: usize = 10 * 1024 * 1024;

/// Purpose of the keyed hash.
const UPLOAD: &str = "upload";

/// The address at which one document can be put, until five minutes after its link was made.
pub fn url(world: &World, link_id: &str, created_at: i64) -> String {
    let expires = created_at + LINK_SECONDS;
    let signature = world.keyed.hash(UPLOAD, &signed(link_id, expires));
    format!("{}/uploads/{link_id}?expires={expires}&signature={signature}", world.addresses.upload)
}

/// Whether the signature is the sandbox's.
pub fn is_signed(world: &World, link_id: &str, expires: i64, signature: &str) -> bool {
    same_secret(&world.keyed.hash(UPLOAD, &signed(link_id, expires)), signature)
}

fn signed(link_id: &str, expires: i64) -> String {
    format!("PUT {link_id} {}", iso(expires))
}

/// The three formats that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Png,
    Jpeg,
}

impl Format {
    /// By its content; the name and the declared type don't count.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // PDF readers look for the mark in the first kilobyte.
        let head = &bytes[..bytes.len().min(1024)];
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if contains(head, b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// Its media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }
}

/// Whether the antivirus industry's harmless test file is in it. Its text is put together here so
/// that no scanner takes this program for it.
pub fn is_malware(bytes: &[u8]) -> bool {
    let eicar =
        [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*"].concat();
    contains(bytes, eicar.as_bytes())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Writes a document so that it is there whole or not at all.
pub async fn write(
    folder: &Path,
    link_id: &str,
    format: Format,
    bytes: &[u8],
) -> std::io::Result<()> {
    let partial = folder.join(format!("{link_id}.part"));
    tokio::fs::write(&partial, bytes).await?;
    tokio::fs::rename(partial, path(folder, link_id, format)).await
}

fn path(folder: &Path, link_id: &str, format: Format) -> PathBuf {
    folder.join(format!("{link_id}.{}", format.extension()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_content() {
        assert_eq!(Format::of(b"%PDF-1.7 ..."), Some(Format::Pdf));
        assert_eq!(Format::of(b"\xef\xbb\xbf\n%PDF-1.4"), Some(Format::Pdf));
        assert_eq!(Format::of(b"\x89PNG\r\n\x1a\n..."), Some(Format::Png));
        assert_eq!(Format::of(b"\xff\xd8\xff\xe0"), Some(Format::Jpeg));
        for other in [&b""[..], b"%PDF", b"GIF89a", b"<svg>", b"\x89PNG", b"MZ", &[0x20; 4096]] {
            assert_eq!(Format::of(other), None);
        }
        let late = [vec![b' '; 2000], b"%PDF-1.7".to_vec()].concat();
        assert_eq!(Format::of(&late), None);
    }
}
