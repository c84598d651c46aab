"""Possible syllables, and what a document needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.noise import drop_tones, misread, shout
from pipeline.normalise.syllables import bare_syllables, syllables
from pipeline.normalise.text import fold
from pipeline.readers import read_document
from pipeline.reading.needs import Need, need_of
from pipeline.reading.reader import lines_of
from tests.samples import ARTICLE, PLAN

SAMPLES = sorted((Path(__file__).parent.parent.parent / "corpus" / "samples").iterdir())


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quýt",
        "giếng",
        "yêu",
        "hoà",
        "thuở",
        "khuỷu",
        "ngoằn",
        "oanh",
        "ưu",
        "quốc",
        "gì",
        "uỷ",
        "đắk",
        "kạn",
        "xoong",
        "huơ",
        "nguyễn",
        "tuyển",
        "quyết",
        "ăn",
        "ý",
    ],
)
def test_syllables_of_the_language(word):
    """Every shape of a syllable is possible: onset or none, glide, rime, tone, and names of places."""
    assert fold(word) in syllables()


@pytest.mark.parametrize(
    "word", ["hànb", "trnng", "quếe", "nghan", "kế1", "gkế", "ciếng", "viec̣", "tbường", "ngiệp", "càc", "ăk", "hoạeh"]
)
def test_no_syllables_of_the_language(word):
    """Misread words are impossible: wrong onset, rime, spelling, or tone before a stop."""
    assert fold(word) not in syllables()


def test_syllables_without_marks():
    """What is left of the syllables without their marks is plain, and far less."""
    assert {"nghiep", "duong", "uy"} <= bare_syllables()
    assert all(map(str.isascii, bare_syllables()))
    assert len(bare_syllables()) < len(syllables()) / 4


TEXT = PLAN * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, Need.NONE),
        (ARTICLE * 3, Need.NONE),
        (drop_tones(TEXT), Need.TONES),
        (misread(TEXT, 0.02, 1), Need.LETTERS),
        (misread(TEXT, 0.05, 2), Need.LETTERS),
        (shout(TEXT), Need.CASE),
        ("The data flows one way: a file becomes lines; lines become a document with one fixed text. " * 5, Need.NONE),
        ("Van phong So", Need.NONE),
        ("KẾ HOẠCH", Need.NONE),
        ("", Need.NONE),
    ],
)
def test_what_a_text_needs(text, expected):
    """Clean text needs nothing, nor does English or a line or two; each kind of noise is known by its words."""
    assert need_of(text.splitlines()) is expected


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_documents_need_nothing(path):
    """Clean documents are read as they stand, whatever their format."""
    assert need_of(line.text for line in lines_of(read_document(path, path.name))) is Need.NONE


def test_names_of_places_are_no_misreadings():
    """Syllables that only names of places have don't make a document suspect."""
    text = "Ủy ban nhân dân tỉnh Đắk Lắk gửi Sở Nội vụ tỉnh Bắc Kạn báo cáo về kết quả cải cách hành chính năm nay. "
    assert need_of([text] * 20) is Need.NONE
