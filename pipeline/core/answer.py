"""What the learned model says about a clause that the rules left open."""

from __future__ import annotations

from typing import NamedTuple


class Clause(NamedTuple):
    """A range of a document's text."""

    start: int
    end: int


class Labelled(NamedTuple):
    """A labelled range of a document's text."""

    start: int
    end: int
    label: str


class Answer(NamedTuple):
    """The spans that the model found in a clause, and how likely it is that the clause tells somebody to act."""

    spans: tuple[Labelled, ...]
    directive: float
