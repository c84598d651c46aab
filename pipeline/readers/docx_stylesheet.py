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
_IS_ON: Final = regex.compile(rb"""default=["'](?:1|true|on)["']""")
_PARAGRAPH: Final = regex.compile(rb"""\btype=["']paragraph["']""")
_STYLE_ID: Final = regex.compile(rb"""styleId=["']([^"']*+)["']""")
_OTHER_ENCODING: Final = regex.compile(rb"""<\?xml[^>]*?encoding=["'](?!utf-8)""", regex.IGNORECASE)


class StyleSheet:
    """The style elements by id; a damaged or absent part has none."""

    def __init__(self, blob: bytes) -> None:
        self._parsed: dict[str, etree._Element | None] = {}
        if b"<!" in blob or _OTHER_ENCODING.match(blob) is not None:
            blob = _plain(blob)
        root = _ROOT.search(blob)
        self._blob = b"" if root is None else blob
        self._prefix = b"" if root is None else root.group(1) or b""
        self._open = b"" if root is None else root.group()
        self.default_paragraph = self._find_default()

    def style(self, style_id: str) -> etree._Element | None:
        """Return the element of a style, None where it is unknown or damaged."""
        if style_id not in self._parsed:
            start = self._find_style(style_id)
            self._parsed[style_id] = None if start < 0 else self._parse(start, b"style")
        return self._parsed[style_id]

    def default_run_properties(self) -> Iterator[etree._Element]:
        """Yield the run properties that hold where no style says anything."""
        start = self._blob.find(b"<" + self._prefix + b"docDefaults>")
        defaults = None if start < 0 else self._parse(start, b"docDefaults")
        if defaults is not None:
            yield from defaults.iterfind(f"{w.RPR_DEFAULT}/{w.RPR}")

    def _find_default(self) -> str | None:
        """Return the id of the paragraph style of paragraphs without one."""
        for match in _IS_ON.finditer(self._blob):
            tag = self._tag_around(match.start())[1]
            found = _STYLE_ID.search(tag)
            if found is not None and _PARAGRAPH.search(tag) is not None:
                style_id: bytes = found.group(1)
                return style_id.decode("utf-8", "replace")
        return None

    def _find_style(self, style_id: str) -> int:
        """Return where a style begins, -1 where there is none of that id."""
        for quote in (b'"', b"'"):
            at = self._blob.find(b"styleId=" + quote + style_id.encode() + quote)
            if at >= 0:
                return self._tag_around(at)[0]
        return -1

    def _tag_around(self, at: int) -> tuple[int, bytes]:
        """Return where the tag around an offset begins, and the tag without its brackets."""
        start = self._blob.rfind(b"<", 0, at)
        return start, self._blob[start + 1 : self._blob.find(b">", at)]

    def _parse(self, start: int, name: bytes) -> etree._Element | None:
        """Parse one child of the root, put back under the root's own start tag for its namespaces."""
        end_tag = b"</" + self._prefix + name + b">"
        end = self._blob.find(end_tag, start)
        if end < 0:
            return None
        close = b"</" + self._prefix + b"styles>"
        try:
            root = parse_xml(self._open + self._blob[start : end + len(end_tag)] + close)
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
