"""The training set: how it is split, made noisy and turned into documents of the model."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.generate import read_frames
from corpus.marked import Mark, Sentence, parse_line
from corpus.training_set import (
    HERE,
    NOISES,
    PARTS,
    blank,
    cut_at_marks,
    doc_of,
    flat_task,
    noisy_copy,
    part_of,
    sentences,
    split,
    training_sentences,
)

MARKER = re.compile(r"^[\W\d]*(?:\w\) )?")
ORDER = "+ Đề nghị {LEAD|{ORG|Sở Y tế}} {ACTION|rà soát {DOCREF|Kế hoạch 5/KH-SYT} {DEADLINE|trước ngày 01/6/2024}}."


@pytest.fixture(scope="module")
def found():
    """All sentences."""
    return sentences()


def sentence_of(line, family="family", source="written"):
    """Return the sentence of a marked line."""
    return parse_line(line, family, source)


def by_part(found, text_of):
    """Return what `text_of` makes of the sentences of each part."""
    return {part: {text_of(each) for each in found if part_of(each) == part} for part in PARTS}


def test_there_are_enough(found):
    """At least 6,000 sentences, 1,200 of them written, and both kinds in every part."""
    assert len(found) >= 6_000
    assert sum(sentence.source == "written" for sentence in found) >= 1_200
    assert {(part_of(each), each.source) for each in found} == {
        (part, source) for part in PARTS for source in ("written", "generated")
    }


def test_counts_of_the_data_card_are_true(found):
    """The data card says how many sentences, families, frames and orders there are."""
    card = (HERE / "README.md").read_text("utf-8")
    written = [each for each in found if each.source == "written"]
    clauses = [each for each in written if each.directive is not None]
    frames = read_frames()
    families = len({each.family for each in written})
    for count in (
        f"{len(written):,} sentences written by\nhand in {families} families",
        f"{len(found) - len(written):,} made from {sum(map(len, frames.values()))} frames in {len(frames)} families",
        f"({sum(each.directive for each in clauses):,} of {len(clauses):,} written sentences)",
    ):
        assert count in card


def test_families_that_are_held_out_exist(found):
    """Every family that the split names has sentences, and none is in two parts."""
    families = {sentence.family for sentence in found}
    assert split()["dev"] | split()["test"] <= families
    assert not split()["dev"] & split()["test"]


def test_no_line_stands_in_two_parts(found):
    """No text, written or filled, its marker aside, is both learnt from and measured on."""
    lines = by_part(found, lambda each: MARKER.sub("", each.text).casefold().rstrip(" .;"))
    assert not lines["train"] & lines["dev"]
    assert not lines["train"] & lines["test"]
    assert not lines["dev"] & lines["test"]


def test_no_frame_stands_in_two_parts():
    """No frame, its marker aside, is both learnt from and measured on."""
    frames = {part: set() for part in PARTS}
    for family, lines in read_frames().items():
        part = part_of(Sentence("", (), None, f"frames/{family}", "generated"))
        frames[part] |= {re.sub(r"\W+", " ", line.replace("<marker>", "")).strip().casefold() for line in lines}
    assert not frames["train"] & (frames["dev"] | frames["test"])
    assert not frames["dev"] & frames["test"]


def test_no_wording_stands_in_two_parts(found):
    """Sentences that differ in names and figures only are in one part, but for formulas of five words at most."""

    def wording(sentence):
        text = sentence.text
        for mark in sorted(sentence.entities, reverse=True):
            text = text[: mark.start] + "_" + text[mark.end :]
        return re.sub(r"\d+", "0", MARKER.sub("", text)).casefold()

    wordings = by_part(found, wording)
    both = (wordings["train"] & (wordings["dev"] | wordings["test"])) | (wordings["dev"] & wordings["test"])
    assert [text for text in both if len(re.findall(r"[^\W\d_]+", text)) > 5] == []


@given(
    st.lists(
        st.tuples(st.sampled_from(["ORG", "LEAD", "DEADLINE"]), st.text("aăĐở tý8.", min_size=1, max_size=9)),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(sorted(NOISES)),
    st.integers(0, 9),
)
def test_marks_stay_on_their_words(pieces, name, seed):
    """In a noisy copy every mark covers the noisy form of the words it covered, and the rest is noisy too."""
    line = "- Về" + "".join(f" {{{label}|{text}}} và" if text.strip() else f" {text}" for label, text in pieces)
    clean = sentence_of(line)
    noisy = noisy_copy(clean, NOISES[name], seed)
    assert (noisy.directive, noisy.family, noisy.source) == (clean.directive, clean.family, clean.source)
    assert [mark.label for mark in noisy.marks] == [mark.label for mark in clean.marks]
    for before, after in zip(clean.marks, noisy.marks, strict=True):
        words = clean.text[before.start : before.end]
        assert noisy.text[after.start : after.end] == NOISES[name](words, seed + before.start)
    around = "".join(noisy_of(clean, start, words, name, seed) for start, words in cut_at_marks(clean))
    assert noisy.text == around


def noisy_of(sentence, start, words, name, seed):
    """Return a piece between marks with noise, blanks as they are."""
    return NOISES[name](words, seed + start) if words.strip() else words


@pytest.mark.parametrize("name", sorted(NOISES))
def test_noise_of_the_training_set(found, name):
    """On the written sentences noise changes most texts, loses no mark, and keeps nested marks nested."""
    written = [each for each in found if each.source == "written" and each.marks][:400]
    changed = 0
    for clean in written:
        noisy = noisy_copy(clean, NOISES[name], 3)
        changed += noisy.text != clean.text
        assert unicodedata.is_normalized("NFC", noisy.text)
        assert [mark.label for mark in noisy.marks] == [mark.label for mark in clean.marks]
        assert nesting(noisy) == nesting(clean)
    assert changed > 0.5 * len(written)


def nesting(sentence):
    """Return which marks are inside which."""
    return [
        (outer, inner)
        for outer, one in enumerate(sentence.marks)
        for inner, other in enumerate(sentence.marks)
        if one.start <= other.start and other.end <= one.end
    ]


def test_pieces_between_marks():
    """A text is cut where a mark begins or ends, and the pieces together are the text."""
    clean = sentence_of("- Của {ORG|Sở Y tế}, năm 2024")
    assert list(cut_at_marks(clean)) == [(0, "Của "), (4, "Sở Y tế"), (11, ", năm 2024")]


def test_written_sentences_count_more():
    """Of the training part what was written comes twice and once noisy; of what was made about a third."""
    written = [sentence_of(f"- Việc số {number} đã làm.") for number in range(30)]
    made = [sentence_of(f"- Điều {number} đã đủ.", "frames/x", "generated") for number in range(300)]
    chosen = training_sentences([*written, *made], 5)
    assert all(chosen.count(sentence) >= 2 for sentence in written)
    assert sum(sentence.source == "written" for sentence in chosen) == 90
    assert 60 < sum(sentence.source == "generated" for sentence in chosen) < 140
    assert chosen == training_sentences([*written, *made], 5) != training_sentences([*written, *made], 6)


def test_entities_of_a_document():
    """The model of entities reads these, in token borders, and is not told whether a fragment is an order."""
    doc = doc_of(sentence_of(". Kính gửi: {ORG|Sở Y tế}; {PERSON|Lê Văn Mẫu}"), "entities")
    assert [(ent.label_, ent.text) for ent in doc.ents] == [("ORG", "Sở Y tế"), ("PERSON", "Lê Văn Mẫu")]
    assert doc.cats == {}


def test_task_of_a_document():
    """The model of tasks reads spans without overlap, and whether the sentence is an order."""
    doc = doc_of(sentence_of(ORDER), "task")
    assert [(ent.label_, ent.text) for ent in doc.ents] == [
        ("LEAD", "Sở Y tế"),
        ("ACTION", "rà soát Kế hoạch 5/KH-SYT"),
        ("DEADLINE", "trước ngày 01/6/2024"),
    ]
    assert doc.cats == {"directive": 1.0, "other": 0.0}
    assert doc_of(sentence_of("- Đã xong."), "task").cats == {"directive": 0.0, "other": 1.0}


def test_mark_inside_a_token_shrinks():
    """A mark that noise has put inside a token covers the whole tokens in it, or is left out."""
    sentence = Sentence("Giao Sở Y tế ngay", (Mark(5, 14, "LEAD"), Mark(14, 16, "DEADLINE")), True, "f", "written")
    assert [(ent.label_, ent.text) for ent in doc_of(sentence, "task").ents] == [("LEAD", "Sở Y tế")]


def test_action_ends_before_what_stands_inside_it():
    """An action that runs on over a deadline ends before it; a lead inside a deadline's range is no second one."""
    marks = (Mark(0, 20, "ACTION"), Mark(8, 12, "DEADLINE"), Mark(9, 11, "TARGET"))
    flat = flat_task(Sentence("x" * 20, marks, True, "f", "written"))
    assert flat == [Mark(0, 8, "ACTION"), Mark(8, 12, "DEADLINE")]


def test_actions_are_seldom_cut_to_nothing(found):
    """Of the written orders nearly all keep each part of their task when overlaps are taken out."""
    orders = [each for each in found if each.source == "written" and each.directive]
    lost = sum(len(each.task_spans) - len(flat_task(each)) for each in orders)
    assert lost < 0.03 * sum(len(each.task_spans) for each in orders)


def test_tokenizer_is_the_one_of_the_model():
    """Syllables, figures and signs are tokens, and a norm has neither tones nor case."""
    doc = blank()("Đường 5/KH")
    assert [token.text for token in doc] == ["Đường", "5", "/", "KH"]
    assert [token.norm_ for token in doc] == ["duong", "5", "/", "kh"]
