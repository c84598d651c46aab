"""The version, in one place: the package's metadata and every record read it from here."""

from __future__ import annotations

NAME = "vanban"
VERSION = "0.1.0"
