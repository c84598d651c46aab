"""Figures whose index, area or year only the headings above them name."""

from pipeline.annotate import annotate
from pipeline.extractors import rankings, scores
from pipeline.readers import read_bytes
from pipeline.structure import build_document

PLAN = """UBND TỈNH HOA LAM
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SNV
Hoa Lam, ngày 12 tháng 3 năm 2022

KẾ HOẠCH
Nâng cao Chỉ số cải cách hành chính năm 2022 của Sở Nội vụ

I. KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2021
Theo Quyết định số 15/QĐ-UBND ngày 02/01/2022 của UBND tỉnh, Sở Nội vụ đạt 81,25/100 điểm, xếp thứ 9/17 cơ quan.
1. Chỉ đạo, điều hành
Điểm tối đa: 10 điểm; điểm đạt được: 9,25 điểm (92,5%).
2. Cải cách thể chế
Đạt 7,5/9 điểm, mất 1,5 điểm do chậm rà soát.
3. Cải cách tổ chức bộ máy: 9/10 điểm.
- Kiểm tra, đánh giá tình hình tổ chức: 1,5/2 điểm.
II. CHỈ SỐ PCI NĂM 2021
Tỉnh Hoa Lam xếp thứ 45/63, đạt 64,75 điểm.
III. MỤC TIÊU NĂM 2023
Phấn đấu PCI tăng ít nhất 02 bậc.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Trần Văn An
"""

LOST = """
BIỂU CHI TIẾT TIÊU CHÍ MẤT ĐIỂM

(Kèm theo Kế hoạch số 12/KH-SNV ngày 12/3/2022 của Sở Nội vụ)

| TT | Tiêu chí | Mất (điểm) |
| --- | --- | --- |
| 1.2 | Sáng kiến | 0,75 |
"""


def found(extractor):
    """Return what an extractor finds in the plan."""
    document = build_document(read_bytes(PLAN.encode(), "plan.txt"))
    return [extraction.item for extraction in extractor.extract(document, annotate(document))]


def test_points_under_headings():
    """A heading gives its index or area to the points of its paragraphs and items."""
    assert [(s.index, s.year, s.scope, s.area, s.value, s.max) for s in found(scores)] == [
        ("PAR_INDEX", 2021, "overall", None, 81.25, 100),
        ("PAR_INDEX", 2021, "area", "steering", 9.25, 10),
        ("PAR_INDEX", 2021, "area", "institutions", 7.5, 9),
        ("PAR_INDEX", 2021, "area", "apparatus", 9, 10),
        ("PAR_INDEX", 2021, "criterion", "apparatus", 1.5, 2),
        ("PCI", 2021, "overall", None, 64.75, None),
    ]


def test_ranks_under_headings():
    """A rank is of the index of its heading; a target has the year of the heading of aims."""
    assert [(r.index, r.year, r.rank, r.of, r.change, r.kind) for r in found(rankings)] == [
        ("PAR_INDEX", 2021, 9, 17, None, "achieved"),
        ("PCI", 2021, 45, 63, None, "achieved"),
        ("PCI", 2023, None, None, 2, "target"),
    ]


def test_labels_from_headings():
    """The label of an area that a heading names is the name printed there."""
    labels = {s.area: s.label for s in found(scores) if s.scope == "area"}
    assert labels["steering"] == "Chỉ đạo, điều hành"
    assert labels["institutions"] == "Cải cách thể chế"


def test_factors_of_satisfaction_under_its_heading():
    """A list of factors under a heading of satisfaction gives a percentage of each."""
    factors = "Xét theo 05 yếu tố: tiếp cận dịch vụ 81,05%; công chức 87,4%."
    text = PLAN.replace("PCI NĂM 2021", "HÀI LÒNG (SIPAS) NĂM 2021")
    text = text.replace("Tỉnh Hoa Lam xếp thứ 45/63, đạt 64,75 điểm.", factors)
    document = build_document(read_bytes(text.encode(), "t.txt"))
    found = [extraction.item for extraction in scores.extract(document, annotate(document))]
    assert [(s.label, s.value, s.max, s.year) for s in found if s.index == "SIPAS" and s.scope == "criterion"] == [
        ("tiếp cận dịch vụ", 81.05, 100, 2021),
        ("công chức", 87.4, 100, 2021),
    ]


def test_table_of_an_appendix_is_under_no_item_of_the_body():
    """The last item before the signature is no heading of what an appendix holds behind it."""
    text = PLAN.replace("III. MỤC TIÊU NĂM 2023\nPhấn đấu PCI tăng ít nhất 02 bậc.", "III. KINH PHÍ NĂM 2023") + LOST
    document = build_document(read_bytes(text.encode(), "t.txt"))
    [lost] = [e.item for e in scores.extract(document, annotate(document)) if e.item.kind == "deducted"]
    assert (lost.value, lost.year) == (0.75, 2021)
