"""The inline markup of a source: emphasis, footnote marks, tracked changes, page ends, gold marks.

`**bold**`, `__italic__`, `[^key]` footnote mark, `<br>` line end in a cell, `{PB}` page end (seen in
text formats only), `{ins|...}` and `{del|...}` tracked changes (a deletion is in the DOCX only),
`{KIND key=value ...|text}` a gold mark: KIND is a relation of a reference, `S` (score) or `K` (rank).
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace

_TOKEN = re.compile(r"\*\*|__|\[\^(\w+)\]|<br>|\{PB\}|\{([A-Za-z_]+)((?:\s[^|{}]*)?)\||\}")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. `kind`: `text`, `note` (text is its key), `break` (page end), `ins` or `del`."""

    text: str
    bold: bool = False
    italic: bool = False
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Mark:
    """A gold annotation: kind, attributes, the words it covers, the words of its paragraph before it."""

    kind: str
    attributes: tuple[tuple[str, str], ...]
    positional: tuple[str, ...]
    text: str
    before: str


@dataclass(slots=True)
class _State:
    runs: list[Run]
    marks: list[Mark]
    open: list[tuple[str, str, int]]
    look: Run

    def add(self, text: str, kind: str | None = None) -> None:
        if text:
            self.runs.append(replace(self.look, text=text, kind=kind or self.look.kind))

    def length(self) -> int:
        return len(plain(self.runs))


def plain(runs: list[Run] | tuple[Run, ...]) -> str:
    """What a reader sees of the runs, footnote marks left out."""
    return "".join(r.text for r in runs if r.kind in ("text", "ins"))


def parse_inline(text: str) -> tuple[tuple[Run, ...], tuple[Mark, ...]]:
    """Return the runs and the gold marks of one paragraph or cell; marks in the order of their starts."""
    state = _State([], [], [], Run(""))
    end = 0
    for match in _TOKEN.finditer(text):
        state.add(text[end : match.start()])
        end = match.end()
        _token(state, match)
    state.add(text[end:])
    if state.open:
        raise ValueError(f"open brace in {text[:80]!r}")
    return tuple(state.runs), tuple(state.marks)


def _token(state: _State, match: re.Match[str]) -> None:
    token = match.group()
    if token == "**":
        state.look = replace(state.look, bold=not state.look.bold)
    elif token == "__":
        state.look = replace(state.look, italic=not state.look.italic)
    elif token == "<br>":
        state.add("\n")
    elif token == "{PB}":
        state.add(" ", "break")
    elif token == "}":
        _close(state)
    elif match.group(1):
        state.add(match.group(1), "note")
    else:
        _open(state, match.group(2), match.group(3))


def _open(state: _State, kind: str, attributes: str) -> None:
    state.open.append((kind, attributes, state.length()))
    if kind in ("ins", "del"):
        state.look = replace(state.look, kind=kind)


def _close(state: _State) -> None:
    kind, attributes, start = state.open.pop()
    if kind in ("ins", "del"):
        state.look = replace(state.look, kind="text")
        return
    words = shlex.split(attributes)
    seen = plain(state.runs)
    pairs = tuple((k, v) for k, _, v in (w.partition("=") for w in words if "=" in w))
    positional = tuple(w for w in words if "=" not in w)
    state.marks.append(Mark(kind, pairs, positional, seen[start:], seen[:start]))
