"""Tables without outer vertical rules: their sides are put where their horizontal rules end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.readers.pdf_rulings import Rule

_SNAP = 3.0  # points
_LEVELS = 3  # horizontal rules of one width that make a table
_INSIDE = 10.0  # points a vertical rule must be away from the side to count as one inside


def close_sides(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules with vertical ones added at the open sides of tables."""
    vertical = [rule for rule in rules if rule.is_vertical]
    added: list[Rule] = []
    for (x0, x1), levels in _by_width(_joined_levels(rules)).items():
        inside = [rule for rule in vertical if x0 + _INSIDE < rule.x0 < x1 - _INSIDE]
        for top, bottom in _runs(sorted(levels), inside):
            for x in (x0, x1):
                if not any(abs(rule.x0 - x) <= 2 * _SNAP and _spans(rule, top, top + _SNAP) for rule in vertical):
                    added.append(Rule(x, top, x, bottom))
    return [*rules, *added]


def _runs(levels: Sequence[float], inside: Sequence[Rule]) -> Iterator[tuple[float, float]]:
    """Yield the first and last of neighbouring levels that vertical rules inside tie together."""
    if len(levels) < _LEVELS or not inside:
        return
    start = 0
    for index in range(1, len(levels) + 1):
        if index < len(levels) and any(_spans(rule, levels[index - 1], levels[index]) for rule in inside):
            continue
        if index - start >= _LEVELS:
            yield levels[start], levels[index - 1]
        start = index


def _spans(rule: Rule, top: float, bottom: float) -> bool:
    return rule.top <= top + _SNAP and rule.bottom >= bottom - _SNAP


def _joined_levels(rules: Sequence[Rule]) -> list[Rule]:
    """Return the horizontal rules, pieces on one level joined where they touch."""
    levels: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        if not rule.is_vertical:
            levels[round(rule.top / _SNAP)].append(rule)
    joined: list[Rule] = []
    for pieces in levels.values():
        pieces.sort(key=lambda rule: rule.x0)
        run = pieces[0]
        for piece in pieces[1:]:
            if piece.x0 <= run.x1 + _SNAP:
                run = Rule(run.x0, run.top, max(run.x1, piece.x1), run.top)
            else:
                joined.append(run)
                run = piece
        joined.append(run)
    return joined


def _by_width(levels: Sequence[Rule]) -> dict[tuple[float, float], list[float]]:
    """Group levels by their ends; the keys are the ends of each group's first."""
    groups: dict[tuple[float, float], list[float]] = {}
    for rule in levels:
        for (x0, x1), tops in groups.items():
            if abs(rule.x0 - x0) <= _SNAP and abs(rule.x1 - x1) <= _SNAP:
                tops.append(rule.top)
                break
        else:
            groups[rule.x0, rule.x1] = [rule.top]
    return groups
