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
