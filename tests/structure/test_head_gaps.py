"""White space between the lines of a header cell parts nothing."""

from __future__ import annotations

from pipeline.core.document import Cell, Line, Part, Table
from pipeline.structure.head import find_head
from pipeline.structure.strips import build_strips


def test_spaced_lines_of_one_name_are_one_name():
    """A word processor that spaces the lines of the issuer's name does not make two issuers of it."""
    left = ("UBND TỈNH MẪU", "SỞ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG", "Số: 12/KH-SNNMT")
    right = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mẫu, ngày 02 tháng 6 năm 2025")
    cells = tuple(
        Cell(tuple(Line(text, gap=True) for text in side), column) for column, side in enumerate((left, right))
    )
    title = (Line("KẾ HOẠCH", gap=True), Line("Phòng, chống thiên tai năm 2025"))
    paragraphs, _ = find_head(build_strips((Table((cells,), 2, ruled=False), *title)))
    names = [paragraph.text for paragraph in paragraphs if paragraph.part is Part.AGENCY]
    assert names == ["UBND TỈNH MẪU", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"]
