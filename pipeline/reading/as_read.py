"""The record of a repaired reading, told in the words of the document: quotes and printed values as read.

Values that were made of the words (dates, numbers, codes, canonical names) stay; what the record gives
as printed (`raw`, names, titles, the text of a task) comes from the document, with the offsets that its
own text has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.core.document import PlanDocument
from pipeline.core.record import Model, Record, Section, Span
from pipeline.normalise.text import fold

PRINTED = frozenset({"raw", "text", "title", "label", "position", "on_behalf_of", "trigger"})
"""Fields of items whose value is words of the document."""

_BREAKS = str.maketrans("\n\t", "  ")


def tell_as_read(record: Record, document: PlanDocument) -> Record:
    """Return the record with text, quotes, offsets and printed values as the document has them.

    The record itself where the document was read as it stands.
    """
    if document.printed is None:
        return record
    teller = _Teller(document.text, document.printed)
    teller.tell(record, (0, len(document.text)))
    record.text = teller.as_read(0, len(document.text))
    return record


class _Teller:
    """Maps offsets of the reading to those of what was read, and words to words."""

    def __init__(self, reading: str, printed: Sequence[str]) -> None:
        self._reading = reading
        self._key = fold(reading).translate(_BREAKS)
        self._printed = printed
        self._offsets = list(accumulate(map(len, printed), initial=0))
        self._done: set[int] = set()

    def as_read(self, start: int, end: int) -> str:
        """Return what was read for a range of the reading."""
        return "".join(self._printed[start:end])

    def tell(self, item: Model, place: tuple[int, int]) -> None:
        """Change an item in place, and the items in it; `place` is the range around it."""
        if id(item) in self._done:
            return  # one organisation may stand in several tasks
        self._done.add(id(item))
        if isinstance(item, Span):
            self._tell_span(item)
            return
        here = _place_of(item) or place
        for name, value in item:
            if isinstance(value, str):
                if name in PRINTED or (name == "name" and "position" in type(item).model_fields):
                    setattr(item, name, self._told(value, here))
            elif name == "section" and isinstance(value, list):
                setattr(item, name, [self._told(title, (0, len(self._reading))) for title in value])
            else:
                for part in _parts(value):
                    self.tell(part, here)
        if isinstance(item, Section):
            item.start, item.end = self._offsets[item.start], self._offsets[item.end]

    def _tell_span(self, span: Span) -> None:
        span.quote = self.as_read(span.start, span.end)
        span.start, span.end = self._offsets[span.start], self._offsets[span.end]

    def _told(self, value: str, place: tuple[int, int]) -> str:
        """Return words as read: looked for in the item's own place, then in the whole text."""
        key = fold(value)
        for start, end in (place, (0, len(self._reading))):
            at = self._key.find(key, start, end) if key else -1
            if at >= 0:
                found = self._reading[at : at + len(key)].translate(_BREAKS)
                return _in_case_of(value, found, self._printed[at : at + len(key)]).translate(_BREAKS)
        return value


def _in_case_of(value: str, found: str, printed: Sequence[str]) -> str:
    """Return what was read, its letters in the case of the value (`PHÓ GIÁM ĐỐC` is told as `Phó Giám đốc`)."""
    if value == found:
        return "".join(printed)
    return "".join(
        read if want == have else read.upper() if want.isupper() else read.lower()
        for want, have, read in zip(value, found, printed, strict=True)
    )


def _parts(value: object) -> Iterator[Model]:
    values = value if isinstance(value, list) else [value]
    return (part for part in values if isinstance(part, Model))


def _place_of(item: Model) -> tuple[int, int] | None:
    """Return the range of an item's evidence; a section has its own."""
    if isinstance(item, Section):
        return item.start, item.end
    evidence = getattr(item, "evidence", None)
    return (min(span.start for span in evidence), max(span.end for span in evidence)) if evidence else None
