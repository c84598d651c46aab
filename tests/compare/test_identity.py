"""Which organisation a mention is."""

from __future__ import annotations

import pytest

from pipeline.compare.identity import Own, identify, level_of, own_of, province_in, province_named, standing
from pipeline.core.record import Org, Span
from tests.compare.paper import Paper

SPAN = [Span(start=0, end=1, quote="S")]


def own(issuer="Sở Nội vụ", province="Lào Cai", **parts):
    """Return whose a document of an issuer is."""
    return own_of(Paper(issuer=issuer, province=province, **parts).record())


def mention(raw, **parts):
    """Return a mention."""
    return Paper().org(raw, **parts)


@pytest.mark.parametrize(
    ("raw", "issuer", "name"),
    [
        ("Sở", "Sở Nội vụ", "Sở Nội vụ"),
        ("Sở TT&TT", "Sở Nội vụ", "Sở Thông tin và Truyền thông"),
        ("UBND tỉnh", "Sở Nội vụ", "Ủy ban nhân dân tỉnh Lào Cai"),
        ("tỉnh", "Sở Nội vụ", "tỉnh Lào Cai"),
        ("Sở", "UBND tỉnh Lào Cai", "Sở"),
        ("Huyện Bát Xát", "UBND tỉnh Lào Cai", "Huyện Bát Xát"),
    ],
)
def test_words_for_the_own_house_mean_the_issuer(raw, issuer, name):
    """`Sở` and `tỉnh` are the document's own where the issuer makes that plain, else they stay as printed."""
    bare = Org(raw=raw, name=None if raw == "Sở" else mention(raw).name, kind=mention(raw).kind, evidence=SPAN)
    assert identify(bare, own(issuer)).name == name


def test_one_name_in_two_provinces_is_two_organisations():
    """Departments of one name differ by province, spellings of one name do not."""
    here, there = own(province="Lào Cai"), own(province="Yên Bái")
    one = identify(mention("Sở Y tế"), here)
    assert one.id != identify(mention("Sở Y tế"), there).id
    assert one.id == identify(mention("SỞ Y TẾ"), here).id == identify(mention("Sở Y tế tỉnh Lào Cai"), there).id


def test_units_are_those_of_the_issuer():
    """`Văn phòng Sở` of two departments are two units."""
    office = mention("Văn phòng Sở")
    assert identify(office, own("Sở Nội vụ")).id != identify(office, own("Sở Y tế")).id
    assert identify(office, own()).level is None


def test_an_id_of_the_register_decides():
    """A mention with an id is that, whatever it is called and wherever it stands."""
    named = identify(mention("Sở", id="SYT.P10", name="Sở Y tế"), own("Sở Nội vụ", "Yên Bái"))
    assert (named.id, named.province, named.level) == ("SYT.P10", "Lào Cai", "department")
    assert identify(mention("Văn phòng Sở", id="SYT.P10/U.VP"), own()).level is None


def test_scores_of_a_committee_are_those_of_its_province():
    """Ranks of `tỉnh`, of its committee, and with ids of either, are one organisation's."""
    house = own("UBND tỉnh Lào Cai")
    words = [standing(identify(mention(raw), house)) for raw in ("tỉnh", "UBND tỉnh Lào Cai", "Tỉnh Lào Cai")]
    assert {each.id for each in words} == {"Lào Cai"}
    ids = [standing(identify(mention("tỉnh", id=code), house)) for code in ("P10", "UBND.P10")]
    assert {(each.id, each.level) for each in ids} == {("P10", "province")}
    assert standing(identify(mention("Sở Y tế"), house)).id == identify(mention("Sở Y tế"), house).id


def test_national_bodies_have_no_province():
    """A ministry is the same in the documents of every province."""
    one, other = (identify(mention("Bộ Nội vụ"), own(province=name)) for name in ("Lào Cai", "Yên Bái"))
    assert one == other
    assert (one.province, one.level) == (None, "ministry")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Sở Tài chính", "department"),
        ("Ban Quản lý các khu công nghiệp", "department"),
        ("Thành phố Hà Nội", "province"),
        ("Thành phố Lào Cai", "district"),
        ("UBND huyện Bảo Yên", "district"),
        ("Xã Nậm Chày", "commune"),
        ("Bộ Tư pháp", "ministry"),
        ("Hội Nông dân", None),
    ],
)
def test_peers(name, level):
    """An organisation is compared with others of its level, a city of a province with districts."""
    assert level_of(name) == level


@pytest.mark.parametrize(
    ("text", "province"),
    [("UBND TỈNH LÀO CAI", "Lào Cai"), ("SYT.P10", "Lào Cai"), ("Tỉnh ủy Yên Bái", "Yên Bái"), ("Sở Y tế", None)],
)
def test_provinces_in_names(text, province):
    """A province is read from the end of a name, or from an id."""
    assert province_in(text) == province


def test_place_of_issue_names_the_province_last():
    """The place before the date is a province only where it is its very name."""
    assert province_named("Lào Cai") == "Lào Cai"
    assert province_named("Sa Pa") is None
    assert own_of(Paper(province="Không Có").record()) == Own(own("Sở Nội vụ", "Không Có").issuer, None)
