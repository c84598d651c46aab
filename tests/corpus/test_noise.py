"""Noise for tests of robustness and for training."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from corpus.noise import break_lines, confusions, drop_tones, mark_up, misread, misreadings, shout, space_out

PROSE = (
    "1. Văn phòng Sở chủ trì, phối hợp với Phòng Kế hoạch - Tài chính rà soát quy chế làm việc, trình Giám đốc Sở "
    "trước ngày 30/4/2024; kết quả được tổng hợp trong báo cáo quý II gửi Ủy ban nhân dân tỉnh theo quy định."
)
TABLE = "TT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian hoàn thành theo kế hoạch đã được cấp có thẩm quyền phê duyệt"
TEXTS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấớựĐÂ IlO015SB,.:\n\t"), max_size=300)
SEEDS = st.integers(0, 5)


def test_tones_are_dropped_and_nothing_else():
    """Without marks the text is plain ASCII of the same length, đ included."""
    bare = drop_tones(PROSE + "Đắk")
    assert bare.isascii()
    assert len(bare) == len(PROSE) + 3
    assert bare.startswith("1. Van phong So chu tri, phoi hop") and bare.endswith("Dak")


@pytest.mark.parametrize("rate", [0.01, 0.03, 0.1])
def test_recognition_errs_at_its_rate(rate):
    """As many places differ as the rate says, most of them without a change of length."""
    text = (PROSE + "\n") * 40
    noisy = misread(text, rate, 1)
    edits = Levenshtein.editops(text, noisy)
    replaced = sum(edit.tag == "replace" for edit in edits)
    assert 0.85 * rate * len(text) <= len(edits) <= 1.3 * rate * len(text)
    assert replaced > 0.6 * len(edits)


def test_most_errors_are_marks_of_vowels():
    """More letters lose or change a mark than are taken for another letter."""
    text = (PROSE + "\n") * 40
    pairs = [
        (text[edit.src_pos], noisy[edit.dest_pos])
        for noisy in [misread(text, 0.03, 2)]
        for edit in Levenshtein.editops(text, noisy)
        if edit.tag == "replace"
    ]
    marks = sum(drop_tones(printed).lower() == drop_tones(read).lower() for printed, read in pairs)
    assert marks > len(pairs) / 2


@pytest.mark.parametrize(
    ("printed", "read"),
    [("ở", "ỡ"), ("Ở", "Ỡ"), ("ự", "ư"), ("đ", "d"), ("Đ", "D"), ("0", "O"), ("l", "1")],
)
def test_characters_are_taken_for_their_look_alikes(printed, read):
    """A letter is misread as one that differs in tone, mark or a stroke, in the same case."""
    assert misreadings(printed)[read] > 0


def test_every_confusion_is_one_and_says_why():
    """Each row of the table applies to some character or characters, and gives its reason."""
    assert all(confusion.why and confusion.weight > 0 for confusion in confusions())
    assert all(confusion.printed != confusion.read for confusion in confusions())
    vowels = "".join(map(chr, range(0xC0, 0x1EFA)))
    singles = {read for char in vowels for read in misreadings(char)}
    assert {"u", "Ơ", "ẽ"} <= singles


@given(TEXTS, SEEDS)
def test_misreading_keeps_lines_and_form(text, seed):
    """Lines and tabs stay, what comes out is NFC, and the same seed reads the same."""
    noisy = misread(text, 0.05, seed)
    assert re.findall(r"[\n\t]", noisy) == re.findall(r"[\n\t]", text)
    assert unicodedata.is_normalized("NFC", noisy)
    assert misread(text, 0.05, seed) == noisy


def test_another_seed_errs_elsewhere():
    """Two seeds give two texts; a rate of nothing changes nothing."""
    assert misread(PROSE, 0.05, 1) != misread(PROSE, 0.05, 2)
    assert misread(PROSE, 0.0, 1) == PROSE


def test_capitals_throughout():
    """All letters are capitals, marks kept."""
    assert shout("Sở Nội vụ, 5/QĐ") == "SỞ NỘI VỤ, 5/QĐ"


def test_running_lines_are_broken():
    """A paragraph comes on several lines of at most the width; joined again, all letters are there."""
    broken = break_lines("\n".join([PROSE] * 20), 3)
    lines = broken.split("\n")
    assert len(lines) > 40
    assert max(map(len, lines)) <= 80
    assert re.sub(r"\s", "", broken) == re.sub(r"\s", "", PROSE * 20)


def test_a_word_is_cut_now_and_then():
    """Some breaks fall inside a word, most between two."""
    broken = break_lines("\n".join([PROSE] * 60), 4)
    words = set(re.findall(r"\w+", PROSE))
    cut = [line for line in broken.split("\n") if re.findall(r"\w+", line)[-1] not in words]
    assert 0 < len(cut) < 0.2 * len(broken.split("\n"))


def test_rows_and_short_lines_are_not_broken():
    """Rows of a table and short lines stay whole."""
    assert break_lines(TABLE, 1) == TABLE
    assert break_lines("KẾ HOẠCH\nNơi nhận:", 1) == "KẾ HOẠCH\nNơi nhận:"


def test_marks_of_markdown_are_added():
    """Some lines get marks; without them the words are the same."""
    text = "\n".join([PROSE, "KẾ HOẠCH", TABLE] * 20)
    marked = mark_up(text, 5)
    assert marked != text
    assert re.sub(r"[*#>`]+ ?| +$", "", marked, flags=re.MULTILINE) == text


def test_legacy_spacing():
    """Headings are spaced letter by letter, tones split off; without blanks and in NFC all is as before."""
    text = "\n".join(["KẾ HOẠCH", PROSE] * 20)
    spaced = space_out(text, 6)
    assert "K Ế  H O Ạ C H" in spaced
    assert re.search("[a-zâêôăơư] [\u0300\u0301\u0303\u0309\u0323]", spaced)
    joined = unicodedata.normalize("NFC", spaced.replace(" ", ""))
    assert joined == text.replace(" ", "")
