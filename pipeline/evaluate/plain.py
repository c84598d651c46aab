"""Records and annotations as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
LISTS = ("references", "scores", "rankings", "indicators", "tasks", "findings")
