//! Uploaded documents: their signed addresses, their formats by content, and their files.

use std::path::{Path, PathBuf};

use crate::clock::iso;
use crate::keyed::Keyed;
use crate::store::documents::LINK_SECONDS;
use crate::text::same_secret;

/// The size of the largest document: the published 10 MB.
pub const MAX_SIZE: usize = 10 * 1024 * 1024;

/// The purpose of the keyed hash.
const UPLOAD: &str = "upload";

/// Signs the addresses that documents are uploaded to.
#[derive(Clone)]
pub struct UploadAddresses {
    keyed: Keyed,
    origin: String,
}

impl UploadAddresses {
    /// Addresses of one upload origin.
    pub fn new(keyed: Keyed, origin: String) -> Self {
        Self { keyed, origin }
    }

    /// Returns the address for one document. It expires five minutes after its link was made.
    pub fn url(&self, link_id: &str, created_at: i64) -> String {
        let expires = created_at + LINK_SECONDS;
        let signature = self.signature(link_id, expires);
        format!("{}/uploads/{link_id}?expires={expires}&signature={signature}", self.origin)
    }

    /// Whether `signature` is the sandbox's for this link and time.
    pub fn is_signed(&self, link_id: &str, expires: i64, signature: &str) -> bool {
        same_secret(&self.signature(link_id, expires), signature)
    }

    fn signature(&self, link_id: &str, expires: i64) -> String {
        self.keyed.hash(UPLOAD, &format!("PUT {link_id} {}", iso(expires)))
    }
}

/// The three formats that are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Png,
    Jpeg,
}

impl Format {
    /// Recognizes a format by the content. The name and the declared type don't count.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // PDF readers look for `%PDF-` in the first kilobyte.
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

    /// The format's media type.
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

/// Whether the document contains EICAR, the harmless test file for virus scanners. The text is put
/// together here, so that no scanner takes this program for a virus.
pub fn is_malware(bytes: &[u8]) -> bool {
    let eicar =
        [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*"].concat();
    contains(bytes, eicar.as_bytes())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Writes a document under a temporary name first, so that a half-written file is never found.
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
