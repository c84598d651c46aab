"""Spellings that are one name."""

from __future__ import annotations

import pytest

from pipeline.resolve.places import Place, places_at_end
from pipeline.resolve.register import load_register
from pipeline.resolve.spelling import bare_key, key_of, spellings, words_of

REGISTER = load_register()


def key(text):
    """Return the key of a text."""
    return key_of(words_of(text))


@pytest.mark.parametrize(
    "other",
    [
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "Sở Lao động – Thương binh và Xã hội",
        "Sở Lao động, Thương binh & Xã hội",
        "Sở Lao động Thương binh Xã hội",
        "Sở  Lao động-Thương binh\u00a0và Xã hội",
    ],
)
def test_marks_and_case_make_no_difference(other):
    """Dashes, commas, `&`, `và`, blanks and capitals are not part of a name's key."""
    assert key(other) == key("Sở Lao động - Thương binh và Xã hội")


def test_tone_placement_makes_no_difference():
    """`hòa` and `hoà`, `ủy` and `uỷ` are the same."""
    assert key("Ủy ban nhân dân tỉnh Khánh Hòa") == key("Uỷ ban nhân dân tỉnh Khánh Hoà")


def test_usual_abbreviations_are_written_out():
    """`VP UBND` is the office of the committee, and `P.` at the beginning a room."""
    assert key("VP UBND tỉnh") == key("Văn phòng Ủy ban nhân dân tỉnh")
    assert key("P. KHTC") == key("Phòng KHTC")
    assert key("Sở TT&TT") == "sởtttt"


def test_names_are_shortened_segment_by_segment():
    """Every segment of a department's name may stand as its initials, and the whole as one word."""
    found = set(spellings("Sở Lao động - Thương binh và Xã hội"))
    assert {"sở lđ tb xh", "sở lao động tb xh", "slđtbxh"} <= found
    assert len(found) == 10


def test_a_name_without_a_shortened_head_stays_whole():
    """Of a committee there are no generated short forms."""
    assert list(spellings("Hội Nông dân tỉnh")) == ["Hội Nông dân tỉnh"]


def test_own_short_forms_come_before_generated_ones():
    """`SNV` is the code of Sở Nội vụ, though Sở Ngoại vụ has the same initials."""
    assert [entry.id for entry in REGISTER.find(words_of("SNV"))] == ["T.SNV"]


def test_words_without_tones_have_their_own_key():
    """A key without tones is found among those without."""
    assert bare_key(key("Sở Nội vụ")) == "sonoivu"
    assert [entry.id for entry in REGISTER.find(words_of("So Noi vu"), without_tones=True)] == ["T.SNV"]
    assert REGISTER.find(words_of("So Noi vu")) == ()


def places(text):
    """Return the places at the end of a text."""
    return [place for _, place in places_at_end(REGISTER, words_of(text))]


def test_province_at_the_end():
    """A name that two divisions have gives both provinces, old and new."""
    assert places("Sở Nội vụ tỉnh Lâm Đồng") == [Place(("P68", "N68"))]


def test_city_of_a_province_is_no_province():
    """`thành phố Tuyên Quang` is a city in the province of that name, `thành phố Đà Nẵng` is a province."""
    assert places("UBND thành phố Tuyên Quang") == [Place(path="thanh-pho-tuyen-quang")]
    assert places("UBND thành phố Đà Nẵng")[0].provinces == ("P48", "N48")


def test_districts_are_read_from_the_words():
    """A district or commune gets its place from level and name, without any list."""
    assert places("UBND huyện Cư Jút") == [Place(path="huyen-cu-jut")]
    assert places("UBND phường 12") == [Place(path="phuong-12")]


def test_bare_level_is_the_documents_own():
    """`tỉnh` at the end means the document's province; `cấp huyện` means all districts."""
    assert places("Công an tỉnh") == [Place(own="tinh")]
    assert places("UBND cấp huyện") == []
