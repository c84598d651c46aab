"""How sure each item of a record is: features of the item, a fitted table, one number."""

from pipeline.confidence.items import Place, items_of
from pipeline.confidence.scoring import default_threshold, with_confidences

__all__ = ["Place", "default_threshold", "items_of", "with_confidences"]
