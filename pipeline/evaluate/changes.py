"""Two evaluations of the same documents: what was won, what was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.evaluate.evaluation import Evaluation
from pipeline.evaluate.misses import Miss
from pipeline.evaluate.report import whole_lines
from pipeline.evaluate.tally import Figures, Tally
from pipeline.evaluate.whole import NOTHING


@dataclass(frozen=True, slots=True)
class Change:
    """A miss that one of two evaluations has and the other has not."""

    document: str
    miss: Miss
    is_won: bool

    @property
    def line(self) -> str:
        """The change in one line: `+` for what was won, `-` for what was lost."""
        sign, when = ("+", "no longer") if self.is_won else ("-", "now")
        return f"{sign} {self.document}: {self.miss.told(f'{when} missed', f'{when} spurious')}"


def changes(before: Evaluation, after: Evaluation) -> Iterator[Change]:
    """Yield every miss that went and every one that came, document by document."""
    for document in dict.fromkeys((*before.tallies, *after.tallies)):
        first, second = before.tallies.get(document, Tally()), after.tallies.get(document, Tally())
        old, new = _sides(first), _sides(second)
        lost_tasks = {miss.missed for miss in new if miss.name == "task"}
        for miss in (old - new).elements():
            # The parts of a task that is no longer found are not compared any more: nothing was won there.
            if repr(miss.where) not in lost_tasks:
                yield Change(document, miss, is_won=True)
        yield from (Change(document, miss, is_won=False) for miss in (new - old).elements())


def changed_fields(before: Evaluation, after: Evaluation) -> Iterator[tuple[str, Figures, Figures]]:
    """Yield the fields, and groups of fields, whose counts differ, with both counts."""
    first, second = before.figures, after.figures
    for name in dict.fromkeys((*first, *second)):
        old, new = first.get(name, NOTHING), second.get(name, NOTHING)
        if old != new:
            yield name, old, new


def change_lines(before: Evaluation, after: Evaluation) -> Iterator[str]:
    """Yield the fields whose counts changed, then every item won and lost, then the whole-document scores."""
    rows = list(changed_fields(before, after))
    yield f"{'field':26}{'right':>14}{'spurious':>14}{'missed':>14}{'F1':>16}{'':>8}"
    yield from (_row(*row) for row in rows)
    yield f"fields without a change: {len({**before.figures, **after.figures}) - len(rows)}"
    found = list(changes(before, after))
    yield f"items won: {sum(change.is_won for change in found)}, lost: {sum(not change.is_won for change in found)}"
    lines = Counter(change.line for change in sorted(found, key=lambda change: not change.is_won))
    yield from (line if count == 1 else f"{line} ({count} times)" for line, count in lines.items())
    was = dict(_labelled(before))
    yield from (f"{label}: {score} (was {was.get(label, 'not scored')})" for label, score in _labelled(after))


def _sides(tally: Tally) -> Counter[Miss]:
    return Counter(side for miss in tally.misses for side in miss.sides)


def _row(name: str, old: Figures, new: Figures) -> str:
    pairs = ((old.right, new.right), (old.spurious, new.spurious), (old.missed, new.missed))
    counts = "".join(f"{f'{first} -> {second}':>14}" for first, second in pairs)
    return f"{name:26}{counts}{f'{old.f1:.3f} -> {new.f1:.3f}':>16}{new.f1 - old.f1:+8.3f}"


def _labelled(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """Yield the whole-document scores, what they are apart from how high they are."""
    for line in whole_lines(evaluation.whole):
        label, _, score = line.rpartition(": ")
        yield label, score
