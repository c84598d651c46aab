"""The command line's words, in English and Vietnamese; the texts are in `messages.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.core.errors import DocumentError, VanbanError

CATALOGUE = Path(__file__).with_name("messages.toml")


@dataclass(frozen=True, slots=True)
class Messages:
    """Says what there is to say in one language."""

    language: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of that key with its blanks filled.

        Raises:
            KeyError: where there is no such text, or a blank has no value.
        """
        return read_catalogue()[key][self.language].format(**values)

    def sentence(self, error: VanbanError) -> str:
        """Return one line that tells the user what is wrong.

        Errors are written in English where they are raised; in another language the text of
        their key is used; a document's error without one has that of its category.
        """
        key = f"error.{error.key or (error.category if isinstance(error, DocumentError) else '')}"
        if self.language == "en" or key not in read_catalogue():
            return " ".join(str(error).split())
        if isinstance(error, DocumentError):
            return self(key, stage=error.stage, detail=getattr(error, "detail", ""), **error.values)
        return self(key, **error.values)


@cache
def read_catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return every text by its key and language."""
    with CATALOGUE.open("rb") as file:
        return tomllib.load(file)


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language of a command line: `--lang`, else the locale, else English.

    Help texts are built before the arguments are parsed, so the flag is looked for by hand.
    """
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return "vi" if arguments[position + 1] == "vi" else "en"
        if argument.startswith("--lang="):
            return "vi" if argument == "--lang=vi" else "en"
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "vi" if locale.split("_")[0].split(".")[0] == "vi" else "en"
