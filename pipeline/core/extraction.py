"""What an extractor yields: an item of the record and the field it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.record import Attachment, Item, Org


@dataclass(frozen=True, slots=True)
class Extraction:
    """One item for one field of the record.

    `field` is a dotted path: `header.number`, `header.addressees`, `references`, `scores`,
    `rankings`. Of a field that holds one value the first extraction counts; the others of the same
    field are dropped by `assemble`. The item carries its evidence and its maker.
    """

    field: str
    item: Item | Org | Attachment
