"""Files as short as a file of their kind can be."""

import struct
import zlib

OGG = b"OggS\x00\x02" + bytes(20) + b"\x01\x13" + b"OpusHead" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40)
PDF = b"%PDF-1.7\n%\xe2\xe3\n"
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(20)
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00" + bytes(20)
AMR = b"#!AMR\n" + bytes(20)
MP3 = b"\xff\xfb\x90\x64" + bytes(20)
TAGGED_MP3 = b"ID3\x04" + bytes(20)
AAC = b"\xff\xf1\x50\x80" + bytes(20)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8 " + bytes(20)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ" + bytes(60)


def png(width: int = 160, height: int = 120) -> bytes:
    """Draw a picture that a browser shows: a gradient."""
    rows = b"".join(
        b"\x00" + bytes(v for x in range(width) for v in (x % 256, y % 256, 120))
        for y in range(height)
    )

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def silence(frames: int = 120) -> bytes:
    """Make an MP3 that a browser plays: frames of 26 ms in which nothing is heard."""
    # 128 kbit/s at 44,100 Hz, one channel: a head, no side information, nothing to decode.
    return (b"\xff\xfb\x90\xc4" + bytes(413)) * frames
