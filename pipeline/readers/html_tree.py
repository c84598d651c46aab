"""The element tree of a web page: parsed, without what a browser does not show, and where the document stands in it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from pipeline.core.errors import UnreadableError
from pipeline.normalise.encodings import Encoding, decode_legacy, encoding_of_font
from pipeline.readers.decode import decode_bytes
from pipeline.readers.legacy_text import find_encoding, has_vietnamese, is_suspect, restore_line

Element: TypeAlias = etree._Element

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]{3,30})""", re.IGNORECASE)
_WESTERN = re.compile(r"(?:iso-?8859-?1|latin-?1|windows-?1252|us-ascii|ascii|x-user-defined)$", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "video", "audio", "canvas")
_CONTROLS = ("button", "input", "select", "textarea", "option", "datalist")
_FRAME = ("nav", "footer", "aside", "menu", "dialog")
_HIDDEN = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all", re.IGNORECASE
)
_MOTTO = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_LOOKS = re.compile(r"</?(?:font|span|b|i|u|strong|em|small|big|a|o:p)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_MOST = 0.6  # of the page's running text stands in the document
_FONT = re.compile(r"""(?:font-family\s{0,3}:\s{0,3}|face=)["']?((?:\.Vn|VNI-)[^"';,>]{0,40})""", re.IGNORECASE)


def parse_page(data: bytes, path: str) -> Element | None:
    """Return the body of a page without what is not shown, its text in Unicode; None where there is none.

    Raises:
        UnreadableError: where its elements are nested too deeply to be parsed.
    """
    text = decode_page(data)
    body, is_whole = _parse(text)
    if not is_whole:
        # Tags of looks that are never closed pile up; without them the page is as deep as it looks.
        body, is_whole = _parse(_LOOKS.sub("", text))
    if not is_whole:
        raise UnreadableError(f"{path} nests its elements too deeply; open it in a browser and save it as PDF.")
    if body is None:
        return None
    _drop_unseen(body)
    if _FONT.search(text):
        _read_fonts(body)
    _restore(body)
    return body


def _parse(text: str) -> tuple[Element | None, bool]:
    """Return the body, and whether the parser did not stop at elements nested too deeply."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, not _is_too_deep(parser)
    return (None if root is None else root.find("body")), not _is_too_deep(parser)


def _is_too_deep(parser: etree.HTMLParser) -> bool:
    return any("depth" in str(entry.message) for entry in parser.error_log)


def decode_page(data: bytes) -> str:
    """Return the source text of a page; what it says of its encoding counts where the bytes are not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:1024]:
        return decode_bytes(data)
    found = _CHARSET.search(data[:8192])
    name = found[1].decode("ascii") if found else ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        if name and not _WESTERN.match(name) and codecs.lookup(name).name != "utf-8":
            return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        pass
    return decode_bytes(data)


def find_document(body: Element) -> Element:
    """Return the element that holds the document: the innermost one with its motto and most of the running text.

    Text of links says nothing: a site's menus and lists are made of it. The parts of a page that are
    marked as its frame are left out of the count, and of the document where they lie in it.
    """
    whole = _weight(body)
    best = _motto(body)
    if best is None:
        return _heaviest(body, whole)
    while best is not body and _weight(best) < _MOST * whole:
        parent = best.getparent()
        if parent is None:
            break
        best = parent
    return best


def drop_frame_parts(element: Element) -> None:
    """Take menus, footers and the like out of an element, unless they hold a motto."""
    for part in list(element.iter(*_FRAME)):
        if part is not element and not _MOTTO.search(_text(part)):
            drop(part)


def drop(element: Element) -> None:
    """Take an element out of its parent; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _motto(body: Element) -> Element | None:
    """Return the innermost element that holds the page's first motto."""
    if not _MOTTO.search(_text(body)):
        return None
    element = body
    while (inner := next((child for child in element if _MOTTO.search(_text(child))), None)) is not None:
        element = inner
    return element


def _heaviest(body: Element, whole: int) -> Element:
    """Go down as long as one child holds nearly all of the text."""
    element = body
    while True:
        heavy = next((child for child in element if _weight(child) > 0.8 * whole), None)
        if heavy is None or heavy.tag in ("table", "tbody", "tr", "td", "p", "pre", "ol", "ul"):
            return element
        element = heavy


def _weight(element: Element) -> int:
    """Return how many characters of running text an element holds, those of links aside."""
    linked = sum(len(_text(link)) for link in element.iter("a"))
    return max(len(_text(element)) - linked, 0)


def _text(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _drop_unseen(body: Element) -> None:
    for element in list(body.iter(*_UNSEEN, *_CONTROLS)):
        drop(element)
    for element in list(body.iter()):
        is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        if is_hidden and element is not body and element.getparent() is not None:
            drop(element)


def _read_fonts(body: Element) -> None:
    """Read the text of elements whose font is not of Unicode; the font holds for what is inside, too."""
    fonts: dict[Element, Encoding | None] = {}
    for element in body.iter():
        parent = element.getparent()
        inherited = fonts.get(parent) if parent is not None else None
        encoding = fonts[element] = _font_of(element, inherited)
        if encoding and element.text and not has_vietnamese(element.text):
            element.text = decode_legacy(element.text, encoding)
        if inherited and element.tail and not has_vietnamese(element.tail):
            element.tail = decode_legacy(element.tail, inherited)


def _font_of(element: Element, inherited: Encoding | None) -> Encoding | None:
    style = element.get("style") or ""
    name = element.get("face") or (style.partition("font-family")[2].lstrip(" :\"'") if "font-family" in style else "")
    return encoding_of_font(re.split("[\"',;]", name)[0]) if name else inherited


def _restore(body: Element) -> None:
    """Read text in a legacy encoding that no font tells of."""
    suspects = [text for text in map(str, body.itertext()) if is_suspect(text)]
    encoding = find_encoding(suspects) if suspects else None
    if encoding is None:
        return
    for element, name in _texts(body):
        text = getattr(element, name)
        if is_suspect(text):
            setattr(element, name, restore_line(text, encoding))


def _texts(body: Element) -> Iterator[tuple[Element, str]]:
    for element in body.iter():
        if element.text:
            yield element, "text"
        if element.tail:
            yield element, "tail"
