"""Mentions in their context: what they mean, and where they mean nothing certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.errors import UsageError
from pipeline.resolve import Resolver, context_of
from pipeline.resolve.expansion import members_of
from pipeline.resolve.overrides import Override, read_overrides

RESOLVER = Resolver()
DAK_NONG = context_of("SLDTBXH.P67", "", "2024-08")
LAM_DONG = context_of("UBND.N68", "", "2025-09-20")
TUYEN_QUANG = context_of("UBND.P08", "", "2024-01-16")
NOWHERE = context_of()


def id_of(mention, context):
    """Return the id that a mention gets."""
    return RESOLVER.resolve(mention, context).id


def candidates_of(mention, context):
    """Return the ids that a mention may mean."""
    return [each for each, _ in RESOLVER.resolve(mention, context).candidates]


def test_bare_words_are_the_issuers():
    """`Sở`, `Văn phòng Sở` and `Các phòng chuyên môn` are those of the department that issued the document."""
    found = [id_of(each, DAK_NONG) for each in ("Sở", "Văn phòng Sở", "Các phòng chuyên môn")]
    assert found == ["SLDTBXH.P67", "SLDTBXH.P67/U.VP", "SLDTBXH.P67/C.PHONG"]


def test_date_tells_the_provinces_of_one_name_apart():
    """Before 1 July 2025 `tỉnh Lâm Đồng` is the old province, from then on the new one."""
    mention = "Sở Nội vụ tỉnh Lâm Đồng"
    assert id_of(mention, context_of(date="2025-06-30")) == "SNV.P68"
    assert id_of(mention, context_of(date="2025-07-01")) == "SNV.N68"


def test_without_a_date_both_are_candidates():
    """Where nothing tells the two apart there is no id; the scores of the candidates make one."""
    found = RESOLVER.resolve("Sở Nội vụ tỉnh Lâm Đồng", NOWHERE)
    assert found.id is None
    assert dict(found.candidates) == {"SNV.P68": 0.5, "SNV.N68": 0.5}


def test_a_year_over_the_reform_tells_nothing():
    """A date known only to the year 2025 leaves both provinces possible."""
    assert set(candidates_of("UBND tỉnh Lâm Đồng", context_of(date="2025"))) == {"UBND.P68", "UBND.N68"}


def test_an_ended_department_is_still_named():
    """A document of the new province that names the old labour department means that one."""
    assert id_of("Sở Lao động - Thương binh và Xã hội tỉnh Đắk Nông", LAM_DONG) == "SLDTBXH.P67"


def test_an_ended_department_of_three_provinces_is_not_guessed():
    """`Sở LĐTBXH` without a province in a document of a merged province may be each of its predecessors'."""
    assert id_of("Sở LĐTBXH", LAM_DONG) is None
    assert set(candidates_of("Sở LĐTBXH", LAM_DONG)) == {"SLDTBXH.P60", "SLDTBXH.P67", "SLDTBXH.P68"}


def test_a_department_without_a_province_is_nobody():
    """A name that every province has means nothing in a document of the government."""
    found = RESOLVER.resolve("Sở Nội vụ", context_of("CP", "", "2024-05-05"))
    assert (found.id, found.candidates, found.means) == (None, (), "no_context")


@pytest.mark.parametrize("mention", ["các cơ quan, đơn vị liên quan", "các sở, ngành có liên quan", "doanh nghiệp"])
def test_open_words_mean_nobody(mention):
    """A modifier that leaves open who is meant gives no id, and says so."""
    found = RESOLVER.resolve(mention, TUYEN_QUANG)
    assert (found.id, found.means) == (None, "open")


def test_typing_errors_are_alike():
    """`Sở Sây dựng` is almost one name, and says that it was not found as written."""
    found = RESOLVER.resolve("Sở Sây dựng", TUYEN_QUANG)
    assert (found.id, found.means) == ("SXD.P08", "alike")


@pytest.mark.parametrize("mention", ["STX", "Sở Tài nguyên và Xây dựng", "Phòng Chiến lược tổng thể", "Sở ABC"])
def test_what_is_like_nothing_gets_no_id(mention):
    """A short code is like nothing but itself, and an unknown name is not bent to a known one."""
    assert id_of(mention, TUYEN_QUANG) is None


def test_roles_are_not_guessed():
    """One letter makes another office, so that a misspelt role has none."""
    assert id_of("Thử trưởng Bộ Y tế", NOWHERE) is None
    assert id_of("Thứ trưởng Bộ Y tế", NOWHERE) == "BYT/R.TTRG"


def test_factored_list_has_members():
    """What stands behind `Các sở:` are departments; names with commas stay whole."""
    found = RESOLVER.resolve("Các sở: Nội vụ; Văn hóa, Thể thao và Du lịch; Tư pháp", TUYEN_QUANG)
    assert [(each.raw, each.resolution.id) for each in found.members] == [
        ("Nội vụ", "SNV.P08"),
        ("Văn hóa, Thể thao và Du lịch", "SVHTTDL.P08"),
        ("Tư pháp", "STP.P08"),
    ]


def test_a_name_ends_with_its_last_and():
    """`Văn hóa và Thể thao, Du lịch` are two departments, not the one that has all three words."""
    found = RESOLVER.resolve("Các sở: Văn hóa và Thể thao, Du lịch", TUYEN_QUANG)
    assert [each.resolution.id for each in found.members] == ["SVHTT.P08", "SDL.P08"]


@pytest.mark.parametrize(
    ("mention", "ids"),
    [
        ("các Sở Nội vụ, Tài chính, Tư pháp", ["SNV.P08", "STC.P08", "STP.P08"]),
        ("Sở Nội vụ và Sở Tài chính", ["SNV.P08", "STC.P08"]),
        ("UBND các huyện Na Hang, Sơn Dương", ["UBND.P08:huyen-na-hang", "UBND.P08:huyen-son-duong"]),
    ],
)
def test_names_one_after_the_other_are_members(mention, ids):
    """Several names without a colon are members where all of them are known."""
    assert [each.resolution.id for each in RESOLVER.resolve(mention, TUYEN_QUANG).members] == ids


def test_a_series_with_an_unknown_name_is_none():
    """Where one of several names is not known, nothing is said of the others."""
    found = RESOLVER.resolve("Sở Nội vụ và Sở Trồng cây", TUYEN_QUANG)
    assert (found.id, found.members) == (None, ())


def test_former_organisations_are_those_before_the_reform():
    """`(cũ)` means the province before July 2025, whatever the document's date."""
    assert id_of("UBND tỉnh Lâm Đồng (cũ)", LAM_DONG) == "UBND.P68"
    assert id_of("Sở Nội vụ tỉnh Đắk Nông cũ", LAM_DONG) == "SNV.P67"


def test_a_name_of_two_times_is_the_one_of_the_document():
    """`Cục Thuế` was a province's until February 2025 and is the country's since March."""
    assert id_of("Cục Thuế", TUYEN_QUANG) == "CUCTHUE.P08"
    assert id_of("Cục Thuế", LAM_DONG) == "CTHUE"


def test_members_know_their_place_in_the_mention():
    """A member's offsets cut its words out of the mention."""
    mention = "UBND các huyện: Na Hang, Chiêm Hóa"
    found = RESOLVER.resolve(mention, TUYEN_QUANG)
    assert [mention[each.start : each.end] for each in found.members] == ["Na Hang", "Chiêm Hóa"]


def test_definite_collective_has_all_members_but_those_taken_out():
    """`các bộ` are known by date, and `trừ …` takes members out."""
    context = context_of("CP", "", "2025-09-01")
    every = members_of(RESOLVER.register, RESOLVER.resolve("các bộ", context), context)
    fewer = members_of(RESOLVER.register, RESOLVER.resolve("các bộ, trừ Bộ Công an", context), context)
    assert len(every) == 14
    assert set(every) - set(fewer) == {"BCA"}


def test_an_unknown_exception_leaves_the_rest_unknown():
    """Where it is not known who is taken out, nobody is said to remain."""
    context = context_of("CP", "", "2025-09-01")
    found = RESOLVER.resolve("các bộ, trừ Bộ Thời tiết", context)
    assert members_of(RESOLVER.register, found, context) == []


def test_indefinite_collective_stays_one():
    """Which departments a province has besides the uniform ones is not known, so that `các sở` has no members."""
    found = RESOLVER.resolve("các sở", TUYEN_QUANG)
    assert found.id == "UBND.P08/C.SO"
    assert members_of(RESOLVER.register, found, TUYEN_QUANG) == []


def test_sixty_three_and_thirty_four():
    """The committees of all provinces are those of the document's date."""
    mention = "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"
    counts = []
    for date in ("2024-05-05", "2025-08-08", "2025"):
        context = context_of("CP", "", date)
        counts.append(len(members_of(RESOLVER.register, RESOLVER.resolve(mention, context), context)))
    assert counts == [63, 34, 0]


def test_commune_of_the_old_division_needs_its_district():
    """Two districts may have a commune of one name, so that without the district there is no id."""
    assert id_of("UBND xã Nam Dong", DAK_NONG) is None
    assert id_of("UBND xã Nam Dong, huyện Cư Jút", DAK_NONG) == "UBND.P67:huyen-cu-jut:xa-nam-dong"
    assert id_of("UBND xã Nam Dong", LAM_DONG) == "UBND.N68:xa-nam-dong"


def test_cities_and_provinces_are_not_mixed_up():
    """`UBND thành phố` in a document of a province, and `UBND tỉnh` in one of a city, mean nothing certain."""
    assert id_of("UBND thành phố", TUYEN_QUANG) is None
    assert id_of("UBND tỉnh", context_of("STC.P01", "", "2023-01-01")) is None


def test_toneless_city_is_no_district():
    """`TP. Ho Chi Minh` without tones is the city, not a district of that name."""
    assert id_of("UBND TP. Ho Chi Minh", context_of(date="2024-01-01")) == "UBND.P79"


def test_team_that_issued_is_meant_by_its_general_name():
    """In a document of the steering committee for reform `Ban Chỉ đạo` is that one; elsewhere it is not known."""
    own = context_of("UBND.P83/U.BCDCCHC", "", "2024-01-01")
    assert id_of("Ban Chỉ đạo", own) == "UBND.P83/U.BCDCCHC"
    assert id_of("Ban Chỉ đạo", TUYEN_QUANG) is None


def test_same_question_has_the_same_answer():
    """What is remembered is what was found."""
    first, again = (RESOLVER.resolve("Sở TT&TT", TUYEN_QUANG) for _ in range(2))
    assert first is again


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    """No text breaks the resolver, and whatever is found is an id or candidates, never both."""
    found = RESOLVER.resolve(text, TUYEN_QUANG)
    assert not (found.id and found.candidates)
    assert all(0 < score <= 1 for _, score in found.candidates)


def test_own_register_comes_first(tmp_path):
    """A CSV file gives ids to mentions: kinds of the register, units of one's own, ids of one's own."""
    path = tmp_path / "my.csv"
    path.write_text(
        "mention,id,name,kind\nPhòng Chiến lược,/chien-luoc,Phòng Chiến lược,unit\n"
        "Sở ta,T.SNV,,\nTổ 47,X47,Tổ 47,other\nSở Tài chính,,,\n",
        encoding="utf-8",
    )
    resolver = Resolver(overrides=read_overrides(path))
    context = context_of("SNV.P67", "", "2024-01-01")
    mentions = ("phòng chiến lược", "Sở ta", "Tổ 47", "Sở Tài chính")
    assert [resolver.resolve(each, context).id for each in mentions] == [
        "SNV.P67/chien-luoc",
        "SNV.P67",
        "X47",
        "STC.P67",
    ]


def test_own_register_keeps_what_it_says(tmp_path):
    """Name and kind of the local register are those of the answer."""
    resolver = Resolver(overrides={"tổ47": Override("X47", "Tổ công tác 47", "other")})
    found = resolver.resolve("Tổ 47", NOWHERE)
    assert (found.name, found.kind, found.means) == ("Tổ công tác 47", "other", "override")


@pytest.mark.parametrize("text", ["name\nSở\n", "mention,id,kind\nSở,X,sở\n"])
def test_bad_register_is_refused(tmp_path, text):
    """A file without the columns, or with a kind that there is not, is an error that names it."""
    path = tmp_path / "my.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"my\.csv"):
        read_overrides(path)


def test_missing_register_is_refused(tmp_path):
    """A file that is not there is an error that names it."""
    with pytest.raises(UsageError, match=r"none\.csv"):
        read_overrides(tmp_path / "none.csv")
