"""The component that finds the names of the gazetteers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.annotate.spans import Match, folded, write_spans
from pipeline.normalise.text import fold
from pipeline.patterns import Name, load_names

COMPONENT = "vanban_names"


@dataclass(frozen=True, slots=True)
class Finder:
    """The automaton of all forms, and what each form means: label and id."""

    automaton: ahocorasick_rs.AhoCorasick
    meanings: tuple[tuple[tuple[str, str], ...], ...]


@Language.component(COMPONENT)
def vanban_names(doc: Doc) -> Doc:
    """Set `doc.spans["names"]` to the names in the text, within one label the longest only."""
    write_spans(doc, "names", _without_nested(find_names(build_finder(), folded(doc))))
    return doc


@cache
def build_finder() -> Finder:
    """Return the finder of all gazetteers of the package, built at the first call."""
    return finder_of(load_names())


def finder_of(names: Iterable[Name]) -> Finder:
    """Return the finder of these names; entries of one label that share a form share its span."""
    meanings: dict[str, dict[str, list[str]]] = {}
    for name in names:
        for form in name.forms:
            for spelling in _spellings(fold(form)):
                ids = meanings.setdefault(spelling, {}).setdefault(name.label, [])
                if name.id not in ids:
                    ids.append(name.id)
    automaton = ahocorasick_rs.AhoCorasick(list(meanings))
    labelled = ((((label, "|".join(ids)) for label, ids in entry.items())) for entry in meanings.values())
    return Finder(automaton, tuple(tuple(entry) for entry in labelled))


def find_names(finder: Finder, key: str) -> Iterator[Match]:
    """Yield all names in a folded text that begin and end at word borders."""
    last = len(key)
    for form, start, end in finder.automaton.find_matches_as_indexes(key, overlapping=True):
        if (start and key[start - 1].isalnum()) or (end < last and key[end].isalnum()):
            continue
        for label, identifier in finder.meanings[form]:
            yield Match(start, end, label, identifier)


def _spellings(form: str) -> set[str]:
    """Return the form with the ways in which its dashes are printed: spaced, tight, lost."""
    if " - " not in form:
        return {form}
    return {form, form.replace(" - ", "-"), form.replace(" - ", " ")}


def _without_nested(matches: Iterator[Match]) -> Iterator[Match]:
    """Leave out matches inside a longer one of the same label."""
    reach: dict[str, int] = {}
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if match.end > reach.get(match.label, 0):
            reach[match.label] = match.end
            yield match
