"""An organisation named at a range of the text, as an item of the record."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.core.document import PlanDocument
from pipeline.core.record import Org
from pipeline.normalise.organisations import canonical_name, classify_organisation
from pipeline.normalise.text import squeeze


def build_org(
    document: PlanDocument,
    start: int,
    end: int,
    *,
    raw: str | None = None,
    members: Sequence[Org] = (),
    inferred: bool = False,
) -> Org:
    """Return the organisation printed at a range: its words, canonical name, kind and evidence.

    Args:
        document: The document.
        start: Where the mention begins.
        end: Where it ends.
        raw: Its words where they are not just those of the range (marks left out, parts joined).
        members: The organisations that it is made of, where it names several as one.
        inferred: Whether the document says only elsewhere that this one is meant.

    Raises:
        ValueError: where the range is empty or outside the text.
    """
    words = squeeze(document.text[start:end]) if raw is None else raw
    return Org(
        raw=words,
        name=canonical_name(words),
        kind=classify_organisation(words),
        members=list(members),
        inferred=inferred,
        evidence=document.evidence((start, end)),
    )
