"""What a file is, its first bytes say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.desk.evidence.views import ENDINGS
from channels_app.looking import type_of
from tests.channels_app import samples


@pytest.mark.parametrize(
    ("content", "told", "found"),
    [
        (samples.OGG, "voice", "audio/ogg"),
        (samples.MP3, "voice", "audio/mpeg"),
        (samples.TAGGED_MP3, "file", "audio/mpeg"),
        (samples.AAC, "voice", "audio/aac"),
        (samples.M4A, "voice", "audio/mp4"),
        (samples.MP4, "voice", "audio/mp4"),
        (samples.MP4, "video", "video/mp4"),
        (samples.AMR, "voice", "audio/amr"),
        (samples.JPEG, "voice", "image/jpeg"),
        (samples.png(), "photo", "image/png"),
        (samples.WEBP, "photo", "image/webp"),
        (samples.PDF, "file", "application/pdf"),
        (samples.SVG, "photo", ""),
        (samples.HTML, "file", ""),
        (samples.EXE, "file", ""),
        (b"OggS" + bytes(24) + b"\x80theora" + bytes(9), "video", ""),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "photo", ""),
        (b"", "file", ""),
        (b"\xff", "voice", ""),
    ],
)
def test_a_file_is_what_it_begins_with(content: bytes, told: str, found: str) -> None:
    assert type_of(content, told) == found


@given(st.binary(max_size=40))
def test_any_bytes_can_be_looked_at(content: bytes) -> None:
    assert type_of(content, "file") in {"", *ENDINGS}
