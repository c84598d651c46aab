import pytest

from pipeline.checks.suspects import value_suspect
from pipeline.core.record import Header, Reference, Span
from tests.checks.records import dated, record


def cited(text, number, day, *, doc_type="QĐ", header=None):
    """Return what is reported about a text whose citation is `[…]`, brackets not part of it."""
    before, quote, after = text.replace("[", "\0").replace("]", "\0").split("\0")
    span = Span(start=len(before), end=len(before) + len(quote), quote=quote)
    item = Reference(
        doc_type=doc_type, number=number, date=day, issuer=None, title=None, relation="mention", evidence=[span]
    )
    whole = record(text=before + quote + after, references=[item], header=header or Header())
    return [finding.message for finding in value_suspect(whole)]


MONTH = dated("tháng 6 năm 2031", "2031-06", "month")
ISSUED = dated("ngày 10 tháng 6 năm 2031", "2031-06-10", "day")


def test_year_of_number_and_date_differ():
    """The year inside a normative number is that of its date."""
    text = "theo [Quyết định số 46/2012/QĐ-UBND ngày 12/9/2022] của UBND tỉnh"
    assert cited(text, "46/2012/QĐ-UBND", "2022-09-12") == [
        "Số “46/2012/QĐ-UBND” mang năm 2012 nhưng ngày ghi là 12/9/2022."
    ]


@pytest.mark.parametrize(
    ("text", "number", "day", "doc_type"),
    [
        ("[Quyết định số 46/2022/QĐ-UBND ngày 12/9/2022] của UBND", "46/2022/QĐ-UBND", "2022-09-12", "QĐ"),
        ("[Quyết định số 46/2012/QĐ-UBND năm 2022]", "46/2012/QĐ-UBND", "2022", "QĐ"),
        ("[Hợp đồng số 46/2021/HĐ-ABC ngày 12/9/2022]", "46/2021/HĐ-ABC", "2022-09-12", None),
        ("Theo [Nghị định số 8/2021/NĐ-CP, ngày 12/9/2022] Sở đã báo cáo", "8/2021/NĐ-CP", "2022-09-12", "NĐ"),
    ],
)
def test_dates_that_agree(text, number, day, doc_type):
    """Equal years, bare years, contracts and dates of another clause are no suspects."""
    assert cited(text, number, day, doc_type=doc_type) == []


def test_document_of_the_future():
    """A document can't cite one that is issued after it."""
    text = "Thực hiện [Công văn số 71/SNV-TH ngày 12/7/2031] của Sở Nội vụ"
    assert cited(text, "71/SNV-TH", "2031-07-12", doc_type="CV", header=ISSUED) == [
        "Văn bản ngày 10/6/2031 viện dẫn “71/SNV-TH” ghi ngày 12/7/2031, sau ngày ban hành."
    ]


@pytest.mark.parametrize(
    ("text", "day", "header"),
    [
        ("Thực hiện [Công văn số 71/SNV-TH ngày 10/6/2031]", "2031-06-10", ISSUED),
        ("được sửa đổi, bổ sung bởi [Công văn số 71/SNV-TH ngày 12/7/2031]", "2031-07-12", ISSUED),
        (
            "Thực hiện [Công văn số 71/SNV-TH ngày 12/7/2031]",
            "2031-07-12",
            dated("tháng 6 năm 2031", "2031-06", "month"),
        ),
        ("Thực hiện [Công văn số 71/SNV-TH ngày 12/7/2031]", "2031-07-12", Header(draft=True, date=ISSUED.date)),
    ],
)
def test_no_document_of_the_future(text, day, header):
    """The same day, later changes told by a publisher, partial dates and drafts are no suspects."""
    assert cited(text, "71/SNV-TH", day, doc_type="CV", header=header) == []
