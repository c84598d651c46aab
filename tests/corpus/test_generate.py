"""Sentences made from frames."""

from __future__ import annotations

import re
from random import Random

import pytest

from corpus.generate import fill, fill_slot, generate, main, read_frames
from corpus.marked import parse_line

FRAMES = [(family, frame) for family, frames in read_frames().items() for frame in frames]


def test_same_seed_same_sentences():
    """The same seed makes the same sentences, another makes others."""
    assert generate(60, 7) == generate(60, 7)
    assert generate(60, 7) != generate(60, 8)


def test_no_sentence_is_made_twice():
    """All sentences differ, and every family has its share of them."""
    made = generate(400, 1)
    assert len({sentence.text for sentence in made}) == len(made) == 400
    families = [sentence.family for sentence in made]
    assert {f"frames/{family}" for family in read_frames()} == set(families)
    assert min(families.count(family) for family in set(families)) > 400 / len(read_frames()) / 3
    assert {sentence.source for sentence in made} == {"generated"}


@pytest.mark.parametrize(("family", "frame"), FRAMES, ids=lambda value: value[:40])
def test_every_frame_can_be_filled(family, frame):
    """Filled with several seeds, a frame is a sentence with the frame's marks and no slot left."""
    labels = sorted(re.findall(r"\{([A-Z]+)\|", frame))
    for seed in range(15):
        line = fill(frame, Random(seed))
        sentence = parse_line(line, family, "generated")
        assert "<" not in line and ">" not in line
        made_inside = ["PERSON"] * frame.count("<person_marked>")
        assert sorted(mark.label for mark in sentence.marks) == sorted(labels + made_inside)


def test_every_slot_can_be_filled():
    """Each slot that a frame names has fillers that differ; only a marker and an order's verb may be left out."""
    named = {slot for _, frame in FRAMES for slot in re.findall(r"<([a-z_]+?)(?:_upper)?>", frame)}
    for slot in named:
        fillers = {fill_slot(slot, Random(seed)) for seed in range(60)}
        assert len(fillers) > 2, slot
        assert not any("<" in filler for filler in fillers), slot
        assert slot in ("marker", "leads") or all(filler.strip() for filler in fillers), slot


def test_unknown_slot_is_refused():
    """A frame that names a slot nobody fills is a mistake of its writer."""
    with pytest.raises(KeyError):
        fill("- Thực hiện <nothing>.", Random(1))


def test_capitals():
    """A sentence begins with a capital, behind a marker too; a slot in capitals is filled in capitals."""
    assert fill("+ a) {ACTION|rà soát quy chế}.", Random(1)) == "+ a) {ACTION|Rà soát quy chế}."
    assert fill("- 3.1. đạt yêu cầu.", Random(1)) == "- 3.1. Đạt yêu cầu."
    upper = fill(". {ORG|<department_upper>}", Random(1))
    assert upper == ". {ORG|" + upper[7:-1].upper() + "}"


def test_empty_filler_leaves_no_gap():
    """Where a slot is filled with nothing, no double blank and no blank before a comma stays."""
    lines = [fill("+ {LEAD|{UNIT|<unit>}} <leads> {ACTION|<action>} , xong.", Random(seed)) for seed in range(40)]
    assert not any(re.search(r"\S  +\S| [,;.]", line) for line in lines)


def test_no_frame_belongs_to_two_families():
    """The frame of a sentence stands in one family only, so that a family that is held out is held out."""
    frames = [re.sub(r"\W+", " ", frame).casefold() for _, frame in FRAMES if frame[0] in "+-"]
    assert len(frames) == len(set(frames)) > 60


def test_some_can_be_looked_at():
    """The command shows sentences of every family with their marks."""
    shown = list(main(["26"]))
    assert {line.split(":")[0] for line in shown} == set(read_frames())
    assert any("{LEAD|" in line for line in shown)
