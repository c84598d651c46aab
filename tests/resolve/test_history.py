"""What became of organisations: the reforms of 1 March and 1 July 2025."""

from __future__ import annotations

import pytest

from pipeline.resolve.history import heirs_of
from pipeline.resolve.naming import full_name_of, name_of
from pipeline.resolve.register import load_register

REGISTER = load_register()


def ids(identifier, date):
    """Return the heirs' ids."""
    return [heir.id for heir in heirs_of(REGISTER, identifier, date)]


@pytest.mark.parametrize(
    ("identifier", "date", "heir"),
    [
        ("SNV.P67", "2025-06-30", "SNV.P67"),
        ("SNV.P67", "2025-07-01", "SNV.N68"),
        ("SNV.P20", "2026-01-01", "SNV.P20"),
        ("SKHDT.P67", "2025-03-01", "STC.P67"),
        ("SKHDT.P67", "2025-07-01", "STC.N68"),
        ("STNMT.P46", "2026-01-01", "SNNMT.N46"),
        ("UBND.P46", "2025-01-01", "UBND.N46"),
        ("BKHDT", "2025-03-01", "BTC"),
        ("BKHDT", "2025-02-28", "BKHDT"),
        ("P58", "2025-07-01", "N56"),
        ("SGTVT.P79/U.VP", "2025-08-01", "SXD.N79/U.VP"),
    ],
)
def test_one_heir(identifier, date, heir):
    """A body that was merged or renamed goes on as one, first the department, then the province."""
    assert ids(identifier, date) == [heir]


def test_labour_department_was_split():
    """Đắk Nông's labour department goes on in five bodies of Lâm Đồng, the internal affairs department first."""
    heirs = heirs_of(REGISTER, "SLDTBXH.P67", "2026-01-01")
    assert [heir.id for heir in heirs] == ["SNV.N68", "SYT.N68", "SGDDT.N68", "SNNMT.N68", "CA.N68"]
    assert sum(heir.share for heir in heirs) == pytest.approx(1)
    assert heirs[0].share == pytest.approx(0.4)


def test_a_unit_goes_where_its_field_went():
    """The room for people with merit went to internal affairs, that for children to health."""
    assert ids("SLDTBXH.P67/U.NCC", "2026-01-01") == ["SNV.N68/U.NCC"]
    assert ids("SLDTBXH.P67/U.TEBDG", "2025-05-01") == ["SYT.P67/U.TEBDG"]


def test_heirs_tell_the_way():
    """Every heir names the changes that led to it, in order."""
    (heir,) = heirs_of(REGISTER, "SKHDT.P58", "2026-01-01")
    assert [(each.before, each.after, each.date) for each in heir.changes] == [
        ("T.SKHDT", "T.STC", "2025-03-01"),
        ("P58", "N56", "2025-07-01"),
    ]


@pytest.mark.parametrize(
    ("identifier", "date", "heirs"),
    [
        ("UBND.P67:huyen-cu-jut", "2025-06-30", ["UBND.P67:huyen-cu-jut"]),
        ("UBND.P67:huyen-cu-jut", "2025-07-01", []),
        ("UBND.P67:huyen-cu-jut:xa-nam-dong", "2025-07-01", []),
        ("UBND.N68:xa-nam-dong", "2026-01-01", ["UBND.N68:xa-nam-dong"]),
        ("BCSDUBND.P20", "2026-01-01", []),
    ],
)
def test_what_ended_without_heir(identifier, date, heirs):
    """Districts, and the communes that were cut anew, go on as nobody that the register knows."""
    assert ids(identifier, date) == heirs


def test_names_of_instances():
    """A body is named with its province; of a unit the body follows."""
    assert name_of(REGISTER, "SNV.N68") == "Sở Nội vụ tỉnh Lâm Đồng"
    assert name_of(REGISTER, "UBND.P01") == "Ủy ban nhân dân thành phố Hà Nội"
    assert name_of(REGISTER, "TU.P67") == "Tỉnh ủy Đắk Nông"
    assert name_of(REGISTER, "TU.P31") == "Thành ủy Hải Phòng"
    assert full_name_of(REGISTER, "SNV.N68/U.VP") == "Văn phòng Sở, Sở Nội vụ tỉnh Lâm Đồng"


def test_unknown_ids_have_no_name():
    """An id that is not the register's, and a district's, have no name."""
    assert name_of(REGISTER, "X47") is None
    assert name_of(REGISTER, "UBND.P67:huyen-cu-jut") is None
