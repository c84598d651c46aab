"""The styles part of a DOCX, parsed style by style, only those that the document uses.

A styles part is often larger than the document (350 KB in files written with python-docx's
template, nearly all of it table styles that nothing uses): parsing all of it would cost more time
than reading the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex
from lxml import etree

from pipeline.readers import docx_names as w
from pipeline.readers.docx_package import parse_xml

_ROOT: Final = regex.compile(rb"<(\w++:)?styles\b[^>]*+>")
_STYLE_ID: Final = regex.compile(rb"""styleId\s*=\s*["']([^"']*+)["']""")
_DEFAULT: Final = regex.compile(rb"""\bdefault\s*=\s*["'](?:1|true|on)["']""")
_PARAGRAPH: Final = regex.compile(rb"""\btype\s*=\s*["']paragraph["']""")
_OTHER_ENCODING: Final = regex.compile(rb"""<\?xml[^>]*?encoding=["'](?!utf-8)""", regex.IGNORECASE)


class StyleSheet:
    """The style elements by id; a damaged or absent part has none."""

    def __init__(self, blob: bytes) -> None:
        self.default_paragraph: str | None = None
        self._parsed: dict[str, etree._Element | None] = {}
        self._starts: dict[str, int] = {}
        self._blob = blob
        self._open, self._close, self._prefix = b"", b"", b""
        root = _ROOT.search(blob)
        if root is None:
            return
        self._prefix = root.group(1) or b""
        self._open, self._close = root.group(), b"</" + self._prefix + b"styles>"
        if b"<!" in blob or _OTHER_ENCODING.match(blob) is not None:
            self._blob = _plain(blob)
        self._index()

    def _index(self) -> None:
        for start, tag in self._style_tags():
            found = _STYLE_ID.search(tag)
            if found is None or tag.endswith(b"/"):
                continue
            style_id = found.group(1).decode("utf-8", "replace")
            self._starts[style_id] = start
            if _DEFAULT.search(tag) is not None and _PARAGRAPH.search(tag) is not None:
                self.default_paragraph = style_id

    def _style_tags(self) -> Iterator[tuple[int, bytes]]:
        """Yield where each style begins and the inside of its start tag."""
        needle = b"<" + self._prefix + b"style "
        start = self._blob.find(needle)
        while start >= 0:
            end = self._blob.find(b">", start)
            yield start, self._blob[start:end]
            start = self._blob.find(needle, max(end, start + 1))

    def style(self, style_id: str) -> etree._Element | None:
        """Return the element of a style, None where it is unknown or damaged."""
        if style_id not in self._parsed:
            start = self._starts.get(style_id)
            self._parsed[style_id] = None if start is None else self._parse(start, b"style")
        return self._parsed[style_id]

    def default_run_properties(self) -> Iterator[etree._Element]:
        """Yield the run properties that hold where no style says anything."""
        start = self._blob.find(b"<" + self._prefix + b"docDefaults>")
        defaults = None if start < 0 else self._parse(start, b"docDefaults")
        if defaults is not None:
            yield from defaults.iterfind(f"{w.RPR_DEFAULT}/{w.RPR}")

    def _parse(self, start: int, name: bytes) -> etree._Element | None:
        end_tag = b"</" + self._prefix + name + b">"
        end = self._blob.find(end_tag, start)
        if end < 0:
            return None
        try:
            root = parse_xml(self._open + self._blob[start : end + len(end_tag)] + self._close)
        except etree.XMLSyntaxError:
            return None
        return root[0] if len(root) else None


def _plain(blob: bytes) -> bytes:
    """Return the part in UTF-8 without comments and marked sections, which would hide or fake a tag."""
    try:
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    except etree.XMLSyntaxError:
        return b""
    return etree.tostring(root, encoding="utf-8")
