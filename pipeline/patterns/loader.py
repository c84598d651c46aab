"""Loads and validates the rule files.

A rule file is TOML with `[[rule]]` tables. Keys of a rule:

* `id`: unique over all files, `<field>.<what>` (`reference.number`);
* `label`: the label of the spans that it makes;
* `regex`: a literal string in the syntax of the `regex` module, compiled with `VERSION0`. It is
  searched line by line, so that no match crosses a line break, and must be linear in the line;
* `examples`: two or more texts that the rule matches whole;
* `counterexamples`: one or more texts in which it matches nothing;
* `note`: where seen, or the legal basis;
* `needs` (optional): literals, one of which every match's line holds after folding (case and tone
  placement make no difference). The rule is only tried on such lines;
* `anchored` (optional): true where every match begins with one of the `needs`. The rule is then only
  tried where they stand, which costs next to nothing;
* `on_demand` (optional): true where the annotation stage leaves the rule alone, and an extractor
  tries it itself on the few lines where it matters (the words around a figure).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import regex as engine

_REQUIRED = {"id", "label", "regex", "examples", "counterexamples", "note"}
_OPTIONAL = {"needs", "priority", "on_demand", "anchored"}


class RuleError(ValueError):
    """A rule file that breaks the rules of the loader."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern as reviewed data. `needs` is as written; `priority` breaks ties, higher first."""

    id: str
    label: str
    regex: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    note: str
    needs: tuple[str, ...] = ()
    priority: int = 0
    on_demand: bool = False
    anchored: bool = False

    @property
    def pattern(self) -> engine.Pattern[str]:
        """The compiled regular expression, compiled at the first use."""
        return _compile(self.regex)


@cache
def _compile(source: str) -> engine.Pattern[str]:
    return engine.compile(source, engine.VERSION0)


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return all rules of the package, in the order of file name and place in the file.

    Raises:
        RuleError: where a file has unknown or missing keys, a bad regex or an id used twice.
    """
    folder = resources.files("pipeline.patterns")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    rules = [rule for entry in files for rule in read_rules(entry.read_text(encoding="utf-8"), entry.name)]
    _refuse_duplicates(rules)
    return tuple(rules)


def read_rules(source: str, name: str = "<rules>") -> list[Rule]:
    """Return the rules of one file's text.

    Args:
        source: TOML text.
        name: What to call the file in errors.

    Raises:
        RuleError: where the text is no TOML, or a rule is not valid.
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}") from error
    if set(data) - {"rule"}:
        raise RuleError(f"{name}: unknown tables {sorted(set(data) - {'rule'})}")
    rules = [_build_rule(entry, name) for entry in data.get("rule", [])]
    _refuse_duplicates(rules)
    return rules


def _build_rule(entry: dict[str, Any], name: str) -> Rule:
    where = f"{name}: rule {entry.get('id', '?')}"
    keys = set(entry)
    if missing := _REQUIRED - keys:
        raise RuleError(f"{where} lacks {sorted(missing)}")
    if unknown := keys - _REQUIRED - _OPTIONAL:
        raise RuleError(f"{where} has unknown keys {sorted(unknown)}")
    if len(entry["examples"]) < 2 or not entry["counterexamples"]:
        raise RuleError(f"{where} needs two examples and a counterexample")
    try:
        engine.compile(entry["regex"], engine.VERSION0)
    except engine.error as error:
        raise RuleError(f"{where}: {error}") from error
    if entry.get("anchored") and not all(_begins_with(each, entry.get("needs", ())) for each in entry["examples"]):
        raise RuleError(f"{where} is anchored, but an example does not begin with one of its needs")
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return Rule(**fields)


def _begins_with(example: str, needs: Iterable[str]) -> bool:
    return example.casefold().startswith(tuple(need.casefold() for need in needs))


def _refuse_duplicates(rules: list[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError(f"rule id {rule.id} is used twice")
        seen.add(rule.id)
