"""Reading through noise: the rules see a repaired text, the record tells what was read."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.run
from corpus.noise import drop_tones, misread, shout
from models.train_reader import formulas
from pipeline.core.document import Line, Note, SourceDocument
from pipeline.evaluate.grounding import ungrounded
from pipeline.reading import load_reader
from pipeline.reading.reader import lines_of
from tests.page_sketch import sketch_lines, sketch_table, structured
from tests.reading.small import small_reader
from tests.samples import PLAN

READER = small_reader(PLAN, *formulas())
BODY = "2. Các phòng chuyên môn báo cáo kết quả thực hiện quy chế làm việc hằng quý."
LETTERS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàấớựỏĐÂ IlO015SB8,.:/-rn"), max_size=60)

SPOILERS = [drop_tones, shout, lambda text: misread(text, 0.05, 3)]


def source(text, notes=()):
    """Return a document of lines, long enough for its need to be measured."""
    lines = tuple(Line(line) for line in text.splitlines())
    return SourceDocument("t.txt", "0" * 64, "text/plain", len(text), lines, notes=notes)


def read(text):
    """Return the reading of the last line of a document whose other lines are a plan, equally spoilt."""
    *_, last = lines_of(READER.read(source(text)))
    return last


def extract(tmp_path, monkeypatch, text, **options):
    """Extract a text with the small reader."""
    monkeypatch.setattr(pipeline.run, "load_reader", lambda: READER)
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    return pipeline.run.extract(path, **options)


def test_lost_marks_are_put_back():
    """In text without marks every known word is read with its marks, abbreviations too."""
    line = read(drop_tones(PLAN * 2 + "Căn cứ Quyết định số 318/QĐ-UBND của Sở Nội vụ về cải cách hành chính"))
    assert line.text == "Căn cứ Quyết định số 318/QĐ-UBND của Sở Nội vụ về cải cách hành chính"
    assert "".join(line.printed) == drop_tones(line.text)


@pytest.mark.parametrize(
    ("misread_line", "reading"),
    [
        ("Các phòug chuyên môn báo cáo kếf quả", "Các phòng chuyên môn báo cáo kết quả"),
        ("Các phòng chuyên rnôn báo eáo", "Các phòng chuyên môn báo cáo"),
        ("Các phòngchuyên môn báo cáo", "Các phòng chuyên môn báo cáo"),
        ("Các phòng chuyên môn,, báo cáo", "Các phòng chuyên môn, báo cáo"),
        ("Cảc phòng cbuyên môn trước ngày 3O/4/2024", "Các phòng chuyên môn trước ngày 30/4/2024"),
        ("U8ND tỉnh đạt 98°/o", "UBND tỉnh đạt 98%"),
        ("THỰC HIỆN KẾ HOẠCb", "THỰC HIỆN KẾ HOẠCH"),
    ],
)
def test_misread_words_are_put_right(misread_line, reading):
    """Words that are none are read as the likeliest word that looks like them; what was read is kept beside."""
    line = read(misread(PLAN * 2, 0.04, 1) + misread_line)
    assert line.text == reading
    assert "".join(line.printed) == misread_line
    assert len(line.printed) == len(line.text)


@pytest.mark.parametrize("words", ["Ông Đàm Quỵnh", "mã 1B2-X9", "Zebra", "Kà Zum"])
def test_unknown_words_stay(words):
    """Names, codes and foreign words that look like no known word are never made into others."""
    assert read(misread(PLAN * 2, 0.04, 1) + words).text == words


def test_capitals_are_read_in_the_case_of_the_form():
    """Title and offices stay in capitals; items and names are read in their likeliest case."""
    lines = [line.text for line in lines_of(READER.read(source(shout(PLAN))))]
    assert "KẾ HOẠCH" in lines and "PHÓ GIÁM ĐỐC" in lines and "II. NHIỆM VỤ" in lines
    assert "1. Văn phòng Sở rà soát quy chế làm việc trước ngày 30/4/2024." in lines
    assert "Trần Văn Mẫu" in lines and "Độc lập - Tự do - Hạnh phúc" in lines


def test_clean_documents_are_read_as_they_stand():
    """A clean document is not even copied."""
    clean = source(PLAN)
    assert READER.read(clean) is clean


def test_notes_and_cells_are_read_too():
    """Footnotes and table cells are repaired like lines."""
    note = Note("1", (Line(drop_tones(BODY)),))
    table = sketch_table("| TT | Don vi |\n| 1 | Cac phong chuyen mon |")
    toneless = source(drop_tones(PLAN * 2))
    whole = SourceDocument("t.txt", "0" * 64, "text/plain", 1, (*toneless.blocks, table), notes=(note,))
    *_, cell, last = lines_of(READER.read(whole))
    assert cell.text == "Các phòng chuyên môn"
    assert last.text.startswith("2. Các phòng chuyên môn báo cáo kết quả")


def test_record_of_a_toneless_document(tmp_path, monkeypatch):
    """Numbers, dates and types are found; quotes, names and texts stand there as they were typed."""
    record = extract(tmp_path, monkeypatch, drop_tones(PLAN))
    header = record.header
    assert (header.number.value, header.date.value, header.doc_type.code) == ("57/KH-SNV", "2024-03-14", "KH")
    assert (header.signer.name, header.signer.position) == ("Tran Van Mau", "Pho Giam doc")
    assert record.text.isascii()
    assert header.issuer.raw == "SO NOI VU"
    assert [reference.number for reference in record.references] == ["318/QĐ-UBND"]
    assert record.tasks[0].text == "Van phong So ra soat quy che lam viec truoc ngay 30/4/2024."
    assert record.tasks[0].lead[0].raw == "Van phong So"
    assert [section.title for section in record.sections] == ["KET QUA", "NHIEM VU"]
    assert list(ungrounded(record.model_dump())) == []


def test_offsets_are_those_of_the_text_as_read(tmp_path, monkeypatch):
    """Where a blank was put back or two letters are one, spans and sections still fit the text."""
    text = (
        PLAN.replace("phòng chuyên", "phòngchuyên").replace("chuyên môn", "chuyên rnôn").replace("kết quả", "kếf quả")
    )
    text = text.replace("quy chế", "quy cbế").replace("Văn phòng Sở", "Văn phòug Sở")
    record = extract(tmp_path, monkeypatch, text)
    assert record.tasks[1].text == "Các phòngchuyên rnôn báo cáo kếf quả hằng quý."
    assert record.tasks[1].lead[0].raw == "Các phòngchuyên rnôn"
    assert list(ungrounded(record.model_dump())) == []
    assert [record.text[section.start :][:2] for section in record.sections] == ["I.", "II"]


def test_without_model_the_text_is_searched_as_it_stands(tmp_path, monkeypatch):
    """Repair can be switched off, and is off where no model is installed."""
    toneless = drop_tones(PLAN)
    record = extract(tmp_path, monkeypatch, toneless, use_model=False)
    assert record.header.date is None
    monkeypatch.setattr("pipeline.reading.PACKAGE", "no_such_package")
    load_reader.cache_clear()
    try:
        assert load_reader() is None
    finally:
        load_reader.cache_clear()


@given(st.lists(LETTERS, min_size=1, max_size=5), st.sampled_from(SPOILERS))
def test_what_was_read_is_never_lost(lines, spoil):
    """Every reading, of whatever line, is as long as its map, and the map holds all that was read."""
    spoilt = source(spoil(PLAN * 2) + "\n".join(lines))
    for before, after in zip(lines_of(spoilt), lines_of(READER.read(spoilt)), strict=True):
        assert (after.printed is None) == (after.text == before.text)
        if after.printed is not None:
            assert len(after.printed) == len(after.text)
            assert "".join(after.printed) == before.text


def test_canonical_text_carries_what_was_read():
    """Lines cut, joined and squeezed keep each character's source."""
    text = "Căn cứ  quyết định của Ủy ban nhân dân tỉnh về việc phân công nhiệm vụ"
    printed = tuple(drop_tones(text))
    line = Line(text, printed=printed)
    document = structured(line)
    assert "".join(document.printed) == drop_tones(document.text) == " ".join(drop_tones(text).split())
    part = line.part(7, 19, gap=False)
    assert (part.text, "".join(part.printed)) == ("quyết định", "quyet dinh")
    assert structured(*sketch_lines("Rà soát.")).printed is None


@pytest.mark.parametrize("hostile", ["1.", "l", "O", "a1", "…(", "1", "quý l", "ă", " -", "a\u0323", "O,", "/A-"])
@pytest.mark.parametrize("spoil", SPOILERS)
def test_long_lines_take_time_in_proportion(hostile, spoil):
    """A line of one repeated piece is read in a few seconds, whatever it is."""
    spoilt = source(spoil(PLAN * 2) + "\n" + spoil(hostile * (40_000 // len(hostile))))
    started = perf_counter()
    READER.read(spoilt)
    assert perf_counter() - started < 15
