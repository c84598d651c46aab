"""Whether the learned model of this checkout is installed, for tests that load it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.annotate.model import PACKAGE

DATA = Path(__file__).parent.parent.parent / "models" / PACKAGE / PACKAGE


def is_installed() -> bool:
    """Whether what is imported as the package is that of this checkout."""
    spec = find_spec(PACKAGE)
    return spec is not None and spec.origin is not None and Path(spec.origin).resolve().parent == DATA.resolve()


needs_model = pytest.mark.skipif(not is_installed(), reason="the learned model of this checkout is not installed")
