"""What holds for every document, whatever its blocks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.document import BBox, Block, Cell, Line, Note, PlanDocument, Table
from tests.headers import read_header
from tests.page_sketch import structured

PHRASES = st.sampled_from(
    [
        "UBND TỈNH HÀ LÂM",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "UBND TỈNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/KH-SNV",
        "Số: /KH-SNV Hà Lâm, ngày tháng 3 năm 2024",
        "Hà Lâm, ngày 05 tháng 3 năm 2024",
        "V/v tuyên truyền cải cách",
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH:",
        "Tuyên truyền cải cách hành chính",
        "Kính gửi: Sở Tài chính",
        "Căn cứ Quyết định số 15/QĐ-UBND ngày 12/01/2024 của UBND tỉnh;",
        "I. MỤC ĐÍCH",
        "1. Rà soát thủ tục (có Phụ lục kèm theo).",
        "1.1. Công khai kết quả",
        "a) Sở Nội vụ chủ trì, phối hợp với Sở Lao động",
        "- Thương binh và Xã hội",
        "+ Cấp xã;",
        "Điều 1. Phạm vi",
        "Chương I",
        "PHỤ LỤC II",
        "Nơi nhận: KT. GIÁM ĐỐC",
        "- Lưu: VT. Nguyễn Văn Giả",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Văn Giả",
        "MẬT",
        "*",
        "2024",
        "TT",
        "Nhiệm vụ",
    ]
)
TEXTS = st.one_of(PHRASES, st.text(alphabet="aăâbcđeêghiklơưAĐƯ 0129.,;:/-()–•*+|", min_size=1, max_size=60))
FLAGS = st.booleans()


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Any printed line."""
    page = draw(st.sampled_from([None, 1, 2]))
    box = BBox(10.0, 20.0, 300.0, 34.0) if page is not None else None
    return Line(
        draw(TEXTS), page, box, whole=draw(FLAGS), gap=draw(FLAGS), bold=draw(FLAGS), centred=draw(FLAGS),
        full=draw(st.sampled_from([None, True, False])), indent=draw(st.sampled_from([None, 0.0, 30.0])),
    )  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table, its cells in their columns, some spanning."""
    width = draw(st.integers(1, 4))
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        columns = sorted(draw(st.sets(st.integers(0, width - 1))))
        rows.append(
            tuple(
                Cell(
                    tuple(draw(st.lists(lines(), max_size=2))),
                    column,
                    draw(st.integers(1, 2)),
                    draw(st.integers(1, width - column)),
                )
                for column in columns
            )
        )
    return Table(tuple(rows), width, ruled=draw(st.sampled_from([None, True, False])), continues=draw(FLAGS))


BLOCKS = st.lists(st.one_of(lines(), lines(), lines(), tables()), max_size=12)


def all_lines(blocks: list[Block]) -> list[Line]:
    """Return every line of the blocks."""
    found = [block for block in blocks if isinstance(block, Line)]
    for block in blocks:
        if isinstance(block, Table):
            found += [line for row in block.rows for cell in row for line in cell.lines]
    return found


def check_ranges(document: PlanDocument) -> None:
    """Check that all offsets are inside the text and that parts lie inside their wholes."""
    size = len(document.text)
    for table in document.tables:
        assert 0 <= table.start <= table.end <= size
        for row in table.rows:
            assert len(row) == table.column_count
            assert all(0 <= cell.start <= cell.end <= size for cell in row)
    for section in document.section_list:
        assert 0 <= section.start <= section.end <= size
        assert section.start <= section.title_start <= section.title_end <= size
        if section.parent is not None:
            parent = document.section_list[section.parent]
            assert parent.start <= section.start
            assert section.end <= parent.end
            assert parent.level < section.level


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_lines_tile_the_text(blocks: list[Block]) -> None:
    """The lines cover the text in order, with one line break between two of them and nothing else."""
    document = structured(*blocks)
    assert "\n".join(document.text[line.start : line.end] for line in document.lines) == document.text
    at = 0
    for line in document.lines:
        assert line.start == at
        assert line.start <= line.content <= line.end
        at = line.end + 1


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_ranges_are_inside_the_text(blocks: list[Block]) -> None:
    """Tables, cells, sections and pieces are ranges of the text; pieces are in order."""
    document = structured(*blocks)
    check_ranges(document)
    ends = [0]
    for piece in document.pieces:
        assert ends[-1] <= piece.start < piece.end <= len(document.text)
        ends.append(piece.end)


@settings(max_examples=150, deadline=None)
@given(BLOCKS, st.lists(lines(), max_size=2))
def test_no_word_is_lost(blocks: list[Block], note: list[Line]) -> None:
    """Every word of every line is in the text, as often as it was printed or more often."""
    notes = [Note("1", tuple(note))] if note else []
    text = structured(*blocks, notes=notes).text
    spanned = any(isinstance(block, Table) for block in blocks)
    printed = [word for line in all_lines(blocks) + note for word in line.text.split()]
    known = set(text.split())
    if not spanned:
        assert sorted([*printed, *["1"] * len(notes)]) == sorted(text.split())
    else:
        covered = {word for word in printed if word not in known}
        assert not covered or overlapping(blocks)


def overlapping(blocks: list[Block]) -> bool:
    """Tell whether some cell lies under another one's span, where no printed table has any."""
    for block in blocks:
        if not isinstance(block, Table):
            continue
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(block.rows):
            for cell in row:
                places = {(r + dr, cell.column + dc) for dr in range(cell.row_span) for dc in range(cell.column_span)}
                if places & taken:
                    return True
                taken |= places
    return False


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_evidence_quotes_the_text(blocks: list[Block]) -> None:
    """The evidence of a range is its own words, page by page, without white space at the ends."""
    document = structured(*blocks)
    for line in document.lines:
        if not document.text[line.start : line.end].strip():
            continue
        spans = document.evidence((line.start, line.end))
        assert all(document.text[span.start : span.end] == span.quote for span in spans)
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        covered = {offset for span in spans for offset in range(span.start, span.end)}
        printed = (offset for offset in range(line.start, line.end) if not document.text[offset].isspace())
        assert covered.issuperset(printed)  # a word cut at its hyphen by the page's end is in two spans


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_header_is_grounded(blocks: list[Block]) -> None:
    """Whatever the page, the header is read without error, and every value has its words in the text."""
    text = structured(*blocks).text
    header = read_header(blocks)
    items = [header.number, header.date, header.place, header.issuer, header.subject, header.signer]
    for item in [*items, *header.addressees, *header.recipients, *header.attachments]:
        if item is not None:
            assert item.evidence
            assert all(text[span.start : span.end] == span.quote for span in item.evidence)
