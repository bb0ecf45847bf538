"""What a file is, by its first bytes: what a provider or a name calls it proves nothing."""

from typing import Final

from channels_app.evidence import MediaKind

# Each begins as no other does. Pictures that hold programs, such as SVG, are not among them.
BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"#!AMR\n", "audio/amr"),
    (b"#!AMR-WB\n", "audio/amr-wb"),
    (b"ID3", "audio/mpeg"),
)
MATROSKA: Final = b"\x1a\x45\xdf\xa3"
OGG_CODECS: Final = (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
AUDIO_BRANDS: Final = (b"M4A ", b"M4B ", b"M4P ")
VIDEO_BRANDS: Final = (b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"dash", b"3gp", b"3g2", b"f4v")
FRAME_SYNC, LAYER_BITS, LAYER_3, ADTS_BITS, ADTS = 0xE0, 0x06, 0x02, 0xF6, 0xF0


def type_of(content: bytes, told: str) -> str:
    """Give the content type of a file, or "" for what we do not open.

    `told` is the MediaKind that came with it: a voice note in a film's container is a voice.
    """
    for beginning, found in BEGINNINGS:
        if content.startswith(beginning):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:4] == b"OggS" and content[28:].startswith(OGG_CODECS):
        return "audio/ogg"
    if content.startswith(MATROSKA):
        # What browsers record; a film in it is none that we open.
        return "audio/webm" if told == MediaKind.VOICE else ""
    if content[4:8] == b"ftyp":
        return _boxed(content[8:12], told)
    return _framed(content)


def _boxed(brand: bytes, told: str) -> str:
    if brand in AUDIO_BRANDS:
        return "audio/mp4"
    if not brand.startswith(VIDEO_BRANDS):
        return ""
    return "audio/mp4" if told == MediaKind.VOICE else "video/mp4"


def _framed(content: bytes) -> str:
    """Know MP3 and AAC by the head of their first frame, where they have no other beginning."""
    if len(content) < 2 or content[0] != 0xFF:  # noqa: PLR2004 - a head has two bytes
        return ""
    if content[1] & ADTS_BITS == ADTS:
        return "audio/aac"
    if content[1] & FRAME_SYNC == FRAME_SYNC and content[1] & LAYER_BITS == LAYER_3:
        return "audio/mpeg"
    return ""
