"""Phrases that name several organisations: where they are split and where not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.organisation_lists import part_kind, split_organisations
from pipeline.normalise.text import fold

SPLITS = [
    ("Các phòng, đơn vị thuộc Sở", ["Các phòng, đơn vị thuộc Sở"]),
    ("các cơ quan, đơn vị và địa phương", ["các cơ quan, đơn vị và địa phương"]),
    ("các phòng nghiệp vụ và các trung tâm", ["các phòng nghiệp vụ", "các trung tâm"]),
    ("Các sở, ban, ngành, UBND các huyện, thị xã", ["Các sở, ban, ngành", "UBND các huyện, thị xã"]),
    ("UBND xã, phường", ["UBND xã, phường"]),
    ("Sở Y tế và cơ quan, đơn vị liên quan", ["Sở Y tế", "cơ quan, đơn vị liên quan"]),
    ("doanh nghiệp, viện nghiên cứu, trường đại học", ["doanh nghiệp", "viện nghiên cứu", "trường đại học"]),
    ("Hợp tác xã, sở, ban, ngành có liên quan", ["Hợp tác xã, sở, ban, ngành có liên quan"]),
    ("Phòng nghiệp vụ liên quan, đơn vị được kiểm tra", ["Phòng nghiệp vụ liên quan", "đơn vị được kiểm tra"]),
    ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
    ("Sở Lao động - Thương binh và Xã hội; Sở Nội vụ", ["Sở Lao động - Thương binh và Xã hội", "Sở Nội vụ"]),
    ("Văn phòng HĐND và UBND huyện, Phòng Y tế", ["Văn phòng HĐND và UBND huyện", "Phòng Y tế"]),
    ("Trưởng phòng, Thủ trưởng các đơn vị", ["Trưởng phòng", "Thủ trưởng các đơn vị"]),
    ("Người đứng đầu cơ quan, đơn vị", ["Người đứng đầu cơ quan, đơn vị"]),
    ("Giám đốc Sở Y tế và tổ chức, cá nhân có liên quan", ["Giám đốc Sở Y tế", "tổ chức, cá nhân có liên quan"]),
    ("Văn phòng Sở; Các trung tâm", ["Văn phòng Sở", "Các trung tâm"]),
    ("Phòng Phổ biến, giáo dục pháp luật và Thanh tra Sở", ["Phòng Phổ biến, giáo dục pháp luật", "Thanh tra Sở"]),
]


@pytest.mark.parametrize(("phrase", "mentions"), SPLITS)
def test_split(phrase, mentions):
    """A phrase is split where its parts share neither a determiner nor a closing modifier."""
    assert [phrase[part.start : part.end] for part in split_organisations(phrase)] == mentions


@pytest.mark.parametrize(
    ("phrase", "members"),
    [
        ("các sở: Tài chính, Tư pháp, Khoa học và Công nghệ", ["Tài chính", "Tư pháp", "Khoa học và Công nghệ"]),
        ("các Bộ: Quốc phòng, Công an", ["Quốc phòng", "Công an"]),
        ("các phòng, đơn vị", []),
    ],
)
def test_members(phrase, members):
    """What a mention enumerates behind a colon are its members, a name with `và` in it is one."""
    (mention,) = split_organisations(phrase)
    assert [phrase[start:end] for start, end in mention.members] == members


def test_enumeration_ends_at_semicolon():
    """An organisation of its own behind `;` ends an enumeration."""
    phrase = "Giám đốc các Sở: Tài chính, Tư pháp; Chủ tịch UBND các huyện"
    first, second = split_organisations(phrase)
    assert phrase[second.start : second.end] == "Chủ tịch UBND các huyện"
    assert len(first.members) == 2


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("các đơn vị", "determined"),
        ("Sở Xây dựng", "name"),
        ("sở, ngành", "common"),
        ("Giám đốc Sở", "role"),
        ("tỉnh", "common"),
        ("báo cáo kết quả", "other"),
    ],
)
def test_part_kind(phrase, kind):
    """A part is told by the word that it opens with."""
    found = part_kind(phrase, fold(phrase), 0)
    assert found == kind or (kind == "common" and found in ("common", "place"))


@given(st.text(alphabet="sởbanàgiđcUBND ,;:()và-\n", max_size=80))
def test_ranges_are_in_the_phrase(phrase):
    """Whatever the phrase, its mentions are in it, in order, and don't overlap."""
    found = split_organisations(phrase)
    assert all(0 <= part.start < part.end <= len(phrase) for part in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
