"""Whole records: context from the header, ids everywhere, evidence kept."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.core.record import (
    Header,
    Number,
    Org,
    PDate,
    Producer,
    Record,
    Reference,
    Signer,
    Source,
    Span,
    Task,
    Text,
)
from pipeline.resolve import Resolver
from pipeline.resolve.document import understand
from pipeline.resolve.listing import tasks_given, unresolved_in
from pipeline.resolve.records import Identifier, build_identifier
from pipeline.settings import Settings
from tests.samples import PLAN

IDENTIFIER = Identifier()


class Sketch:
    """A record that is written down mention by mention; every quote is a line of its own in the text."""

    def __init__(self):
        self.text = ""

    def span(self, quote):
        """Add a line to the text and return its place."""
        start = len(self.text)
        self.text += f"{quote}\n"
        return Span(start=start, end=start + len(quote), quote=quote)

    def org(self, raw, kind="other", **more):
        """Return a mention."""
        return Org(raw=raw, kind=kind, evidence=[self.span(raw)], **more)

    def item(self, kind, raw, **values):
        """Return a header item that stands for its words."""
        return kind(raw=raw, evidence=[self.span(raw)], **values)

    def date(self, value):
        """Return a date of issue."""
        return self.item(PDate, f"ngày {value}", value=value, precision="day")

    def number(self, symbol, year=None):
        """Return a number without a sequence."""
        return self.item(Number, f"Số: /{symbol}", sequence=None, symbol=symbol, value=None, year=year)

    def task(self, *lead):
        """Return a task with its leads."""
        empty = {"area": None, "product": None, "funding": None, "deadlines": [], "report_to": [], "section": []}
        return Task(text="x", lead=list(lead), support=[], origin="list", evidence=[self.span("x")], **empty)

    def reference(self, issuer, date=None, number=None):
        """Return a cited document."""
        return Reference(
            **{"doc_type": None, "number": number, "date": date, "issuer": issuer, "title": None},
            **{"relation": "mention", "evidence": [self.span("Kế hoạch")]},
        )

    def record(self, references=(), tasks=(), **header):
        """Return the record."""
        source = {"path": "a.txt", "sha256": "0" * 64, "media_type": "text/plain", "size_bytes": 1}
        return Record(
            **{"id": "0" * 64, "source": Source(**source, page_count=None, text_origin="digital")},
            **{"producer": Producer(name="vanban", version="0", model=None), "text": self.text},
            **{"header": Header(**header), "sections": [], "references": list(references), "scores": []},
            **{"rankings": [], "indicators": [], "tasks": list(tasks), "findings": []},
        )


@pytest.fixture
def sketch():
    """An empty record to write down."""
    return Sketch()


def test_province_comes_from_the_upper_line(sketch):
    """A department below `UBND TỈNH …` is that province's."""
    record = sketch.record(
        issuer=sketch.org("SỞ NỘI VỤ", "department"),
        parent=sketch.org("UBND TỈNH ĐẮK NÔNG", "province_committee"),
        date=sketch.date("2024-05-05"),
    )
    assert IDENTIFIER.identify(record).header.issuer.id == "SNV.P67"


def test_an_office_below_a_committee_is_its_office(sketch):
    """`VĂN PHÒNG` below the committee's name is the committee's office."""
    record = sketch.record(
        issuer=sketch.org("VĂN PHÒNG", "unit"),
        parent=sketch.org("UBND TỈNH KON TUM", "province_committee"),
        date=sketch.date("2024-05-05"),
    )
    assert IDENTIFIER.identify(record).header.issuer.id == "VPUBND.P62"


def test_issuer_without_its_block(sketch):
    """Symbol, place, signature and text say who issued the document, and each of them is its evidence."""
    number, place = sketch.number("KH-SLĐTBXH"), sketch.item(Text, "Ninh Thuận")
    signer = Signer(
        **{"name": None, "position": "Giám đốc", "authority": None, "on_behalf_of": None},
        evidence=[sketch.span("GIÁM ĐỐC")],
    )
    issuer = sketch.org("Sở Lao động Thương binh và Xã hội", "department", inferred=True)
    record = sketch.record(issuer=issuer, number=number, place=place, date=sketch.date("2021-12-12"), signer=signer)
    found = IDENTIFIER.identify(record).header.issuer
    assert found.id == "SLDTBXH.P58"
    assert [span.quote for span in found.evidence] == [
        "Sở Lao động Thương binh và Xã hội",
        "GIÁM ĐỐC",
        "Số: /KH-SLĐTBXH",
        "Ninh Thuận",
    ]
    steps = understand(record, IDENTIFIER.resolver).steps
    assert [(step.about, step.source) for step in steps] == [
        ("date", "date"),
        ("province", "place"),
        ("issuer", "symbol"),
        ("issuer", "body"),
        ("issuer", "signing"),
    ]


def test_signature_names_an_issuer_where_nothing_else_does(sketch):
    """`TM. ỦY BAN NHÂN DÂN` and the text's province make an issuer that says it is inferred."""
    signer = Signer(
        **{"name": None, "position": "Chủ tịch", "authority": "TM", "on_behalf_of": "ỦY BAN NHÂN DÂN TỈNH"},
        evidence=[sketch.span("TM. ỦY BAN NHÂN DÂN TỈNH")],
    )
    sketch.span("trên địa bàn tỉnh Bạc Liêu")
    record = sketch.record(date=sketch.date("2022-02-02"), signer=signer)
    found = IDENTIFIER.identify(record).header.issuer
    assert (found.id, found.inferred) == ("UBND.P95", True)
    assert "tỉnh Bạc Liêu" in [span.quote for span in found.evidence]


def test_text_with_two_provinces_tells_nothing(sketch):
    """Where the text names two provinces about as often, the issuer stays without an id."""
    sketch.span("tỉnh Bạc Liêu và tỉnh Cà Mau")
    record = sketch.record(issuer=sketch.org("Sở Nội vụ", "department"), date=sketch.date("2022-02-02"))
    assert IDENTIFIER.identify(record).header.issuer.id is None


def test_place_of_a_ministry_is_no_province(sketch):
    """A ministry writes from Hà Nội; `Sở Nội vụ` in it is not that city's."""
    record = sketch.record(
        issuer=sketch.org("BỘ NỘI VỤ", "ministry"),
        place=sketch.item(Text, "Hà Nội"),
        date=sketch.date("2024-05-05"),
        tasks=[sketch.task(sketch.org("Sở Nội vụ", "department"), sketch.org("Bộ", "ministry"))],
    )
    leads = IDENTIFIER.identify(record).tasks[0].lead
    assert [org.id for org in leads] == [None, "BNV"]


def test_letter_to_a_department_speaks_of_it(sketch):
    """In a committee's letter to one department `Văn phòng Sở` is that department's."""
    record = sketch.record(
        issuer=sketch.org("UBND TỈNH KIÊN GIANG", "province_committee"),
        date=sketch.date("2020-12-12"),
        addressees=[sketch.org("Giám đốc Sở Y tế", "role")],
        tasks=[sketch.task(sketch.org("Văn phòng Sở", "unit"))],
    )
    assert IDENTIFIER.identify(record).tasks[0].lead[0].id == "SYT.P91/U.VP"


def test_cited_documents_have_issuers_of_their_time(sketch):
    """A document of the new province that cites one of 2024 means the old province, by date or by number."""
    references = [
        sketch.reference(sketch.org("UBND tỉnh Lâm Đồng"), date="2024-03-03"),
        sketch.reference(sketch.org("UBND tỉnh Lâm Đồng"), number="15/2023/QĐ-UBND"),
        sketch.reference(sketch.org("UBND tỉnh Lâm Đồng"), date="2025-08-08"),
    ]
    record = sketch.record(
        issuer=sketch.org("UBND TỈNH LÂM ĐỒNG"), date=sketch.date("2025-09-09"), references=references
    )
    found = [each.issuer.id for each in IDENTIFIER.identify(record).references]
    assert found == ["UBND.P68", "UBND.P68", "UBND.N68"]


def test_document_without_a_date_is_not_older_than_what_it_cites(sketch):
    """Where the date is blank, the latest cited document tells which division of the country it is of."""
    issuer = sketch.org("UBND TỈNH LÂM ĐỒNG")
    references = [sketch.reference(None, date="2025-08-01")]
    assert IDENTIFIER.identify(sketch.record(issuer=issuer, references=references)).header.issuer.id == "UBND.N68"
    assert IDENTIFIER.identify(sketch.record(issuer=issuer)).header.issuer.id is None


def test_joint_document_has_two_departments(sketch):
    """`Hai Sở` are the issuers; `Sở` alone is neither."""
    record = sketch.record(
        issuer=sketch.org("SỞ Y TẾ", "department"),
        co_issuers=[sketch.org("SỞ TÀI CHÍNH", "department")],
        parent=sketch.org("UBND TỈNH TRÀ VINH"),
        date=sketch.date("2024-05-05"),
        tasks=[sketch.task(sketch.org("Hai Sở"), sketch.org("Sở", "department"))],
    )
    both, one = IDENTIFIER.identify(record).tasks[0].lead
    assert [member.id for member in both.members] == ["SYT.P84", "STC.P84"]
    assert all(member.inferred for member in both.members)
    assert one.id is None


def test_members_quote_their_own_words(sketch):
    """A member that the extraction did not cut out has its own span in the mention."""
    record = sketch.record(
        issuer=sketch.org("UBND TỈNH TRÀ VINH"),
        date=sketch.date("2024-05-05"),
        addressees=[sketch.org("Các sở: Nội vụ; Tài chính", "collective")],
    )
    found = IDENTIFIER.identify(record)
    members = found.header.addressees[0].members
    assert [(each.id, each.name) for each in members] == [
        ("SNV.P84", "Sở Nội vụ tỉnh Trà Vinh"),
        ("STC.P84", "Sở Tài chính tỉnh Trà Vinh"),
    ]
    for member in members:
        (span,) = member.evidence
        assert found.text[span.start : span.end] == span.quote == member.raw


def test_names_that_are_right_stay(sketch):
    """A name that the extraction gave stays, one of another organisation is replaced, a missing one is added."""
    record = sketch.record(
        issuer=sketch.org("SỞ Y TẾ TỈNH TRÀ VINH", name="Sở Y tế"),
        date=sketch.date("2024-05-05"),
        addressees=[sketch.org("Công an tỉnh"), sketch.org("Phòng Tổ chức cán bộ", name="Phòng Tổ chức - Hành chính")],
    )
    header = IDENTIFIER.identify(record).header
    names = [header.issuer.name, *(org.name for org in header.addressees)]
    assert names == ["Sở Y tế", "Công an tỉnh Trà Vinh", "Phòng Tổ chức cán bộ"]


def test_successors_are_asked_for(sketch):
    """Only with a date do organisations name who succeeds them: one, several with shares, or nobody."""
    record = sketch.record(
        issuer=sketch.org("SỞ TÀI CHÍNH TỈNH TRÀ VINH"),
        date=sketch.date("2024-05-05"),
        addressees=[sketch.org("Sở LĐTBXH"), sketch.org("UBND huyện Càng Long"), sketch.org("các cơ quan")],
    )
    header = Identifier(as_of="2026-01-01").identify(record).header
    assert (header.issuer.successor.id, header.issuer.successor.name) == ("STC.N86", "Sở Tài chính tỉnh Vĩnh Long")
    split, ended, nobody = header.addressees
    assert split.successor.id is None
    assert [each.id for each in split.successor.candidates][:2] == ["SNV.N86", "SYT.N86"]
    assert (ended.id, ended.successor.id, ended.successor.candidates) == ("UBND.P84:huyen-cang-long", None, [])
    assert nobody.successor is None
    assert "successor" not in IDENTIFIER.identify(record).header.issuer.model_dump()


def test_unresolved_are_counted(sketch):
    """Mentions without an id come by frequency; those that mean nobody in particular are left out."""
    record = sketch.record(
        issuer=sketch.org("SỞ TÀI CHÍNH TỈNH TRÀ VINH"),
        date=sketch.date("2024-05-05"),
        addressees=[
            *(sketch.org(raw) for raw in ("Tổ 47", "Tổ Mười", "tổ 47", "các cơ quan liên quan", "Sở Y tế")),
        ],
    )
    found = unresolved_in([IDENTIFIER.identify(record)], IDENTIFIER.resolver)
    assert [(each.mention, each.count, each.issuer) for each in found] == [
        ("Tổ 47", 2, "STC.P84"),
        ("Tổ Mười", 1, "STC.P84"),
    ]


def test_tasks_are_followed_to_today(sketch):
    """The tasks of a split department go to one heir where its unit's heir is known, else to one of several."""
    leads = [sketch.org(raw) for raw in ("Phòng Người có công", "Văn phòng Sở", "Các phòng chuyên môn", "Tổ 47")]
    record = sketch.record(
        issuer=sketch.org("SỞ LĐTBXH TỈNH TRÀ VINH"),
        date=sketch.date("2024-05-05"),
        tasks=[sketch.task(lead) for lead in leads],
    )
    first, last = tasks_given([IDENTIFIER.identify(record)], Resolver(), "2026-01-01")
    assert (first.id, first.tasks, last.id, last.tasks) == ("SLDTBXH.P84", 3, "", 1)
    assert [(count, [heir.id for heir in heirs][:2]) for count, heirs in first.heirs] == [
        (2, ["SNV.N86"]),
        (1, ["SNV.N86", "SYT.N86"]),
    ]


def test_extraction_identifies(tmp_path):
    """`extract` gives ids, and an identifier of a run's settings is used instead of the package's."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    mine = tmp_path / "my.csv"
    issuer = extract(path).header.issuer
    mine.write_text(f"mention,id\n{issuer.raw},MINE\n", encoding="utf-8")
    found = extract(path, identifier=build_identifier(Settings(register=str(mine), as_of="2026-01-01")))
    assert found.header.issuer.id == "MINE"
    assert found.header.issuer.successor.as_of == "2026-01-01"


def test_identifying_twice_changes_nothing(sketch):
    """A record that has its ids keeps them."""
    record = sketch.record(
        issuer=sketch.org("SỞ Y TẾ TỈNH TRÀ VINH"),
        date=sketch.date("2024-05-05"),
        addressees=[sketch.org("Các sở: Nội vụ; Tài chính"), sketch.org("Sở")],
    )
    once = IDENTIFIER.identify(record)
    assert IDENTIFIER.identify(once) == once
