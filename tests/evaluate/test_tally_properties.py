"""What holds for every comparison."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.likeness import is_nearly_same, is_same, key_of
from pipeline.evaluate.tally import Figures, Found, Tally

VALUES = st.lists(st.sampled_from("abcde"), max_size=12)
TEXTS = st.text(max_size=60)


@given(VALUES, VALUES)
def test_nothing_is_counted_twice_or_lost(gold, found):
    """Right and missed are all of the gold; right and spurious are all that was found."""
    tally = Tally()
    tally.compare_many("reference", gold, [Found(value) for value in found])
    figures = dict(tally.figures()).get("reference", Figures(0, 0, 0))
    assert figures.right + figures.missed == len(gold)
    assert figures.right + figures.spurious == len(found)
    assert 0 <= figures.f1 <= 1


@given(VALUES)
def test_what_is_equal_is_right(values):
    """The same values in another order are all right."""
    tally = Tally()
    tally.compare_many("reference", values, [Found(value) for value in reversed(values)])
    assert sum(tally.right.values()) == len(values)
    assert tally.misses == []


@given(TEXTS, TEXTS)
def test_likeness_includes_sameness(one, other):
    """What is the same is nearly the same, whichever text comes first; blanks at the ends don't matter."""
    assert is_same(one, other) == is_same(other, one)
    assert not is_same(one, other) or is_nearly_same(one, other)
    assert is_same(one, f"  {one} ")


@given(st.text(st.sampled_from('aAòóa oO-–—.,;:()"“”đĐ12 \n'), max_size=40))
def test_keys_are_stable(text):
    """Folding what is folded changes nothing."""
    assert key_of(key_of(text)) == key_of(text)
