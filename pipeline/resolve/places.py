"""Places at the end of a mention: a province, a district or commune, or the document's own (`tỉnh`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.normalise.text import strip_tones
from pipeline.resolve.fuzzy import is_like_city, provinces_alike
from pipeline.resolve.register import Register
from pipeline.resolve.spelling import Word

_PROVINCE_LEVELS = {("tỉnh",): "tỉnh", ("thành", "phố"): "thành phố", ("tp",): "thành phố", ("t",): "tỉnh"}
_LOCAL_LEVELS = {
    ("huyện",): "huyen",
    ("h",): "huyen",
    ("q",): "quan",
    ("tx",): "thi-xa",
    ("quận",): "quan",
    ("thị", "xã"): "thi-xa",
    ("thành", "phố"): "thanh-pho",
    ("tp",): "thanh-pho",
    ("xã",): "xa",
    ("phường",): "phuong",
    ("thị", "trấn"): "thi-tran",
    ("đặc", "khu"): "dac-khu",
}
COMMUNES = ("xa", "phuong", "thi-tran", "dac-khu")
_BEFORE = frozenset(("cấp", "của", "trong", "toàn", "tại", "ở", "thuộc"))
# Bodies whose name begins with their level: `Huyện ủy Cư Jút`.
_BODIES = {
    ("huyện", "uỷ"): "huyen",
    ("quận", "uỷ"): "quan",
    ("thị", "uỷ"): "thi-xa",
    ("huyện", "đoàn"): "huyen",
    ("quận", "đoàn"): "quan",
    ("thị", "đoàn"): "thi-xa",
}
_LAST_WORDS = frozenset(level[-1] for level in (*_PROVINCE_LEVELS, *_LOCAL_LEVELS, *_BODIES))
_MARKS = frozenset("(),;")
_TONED = {strip_tones(word): word for level in (*_PROVINCE_LEVELS, *_LOCAL_LEVELS) for word in level if len(word) > 1}
_CITY = "thanh-pho"
_MOST_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where an organisation is.

    Attributes:
        provinces: ids of the provinces that the words may name, none where they name none.
        path: a district or commune by level and name, the larger first (`huyen-cu-jut:xa-nam-dong`).
        own: the level of which the document's own place is meant (`tỉnh`, `huyện`), empty where one is named.
        city: the path that the words name before there was a province of that name (`thành phố Huế`).
    """

    provinces: tuple[str, ...] = ()
    path: str = ""
    own: str = ""
    city: str = ""

    def within(self, larger: Place) -> Place:
        """Return this place with what a larger one around it adds."""
        path = ":".join(part for part in (larger.path, self.path) if part)
        return Place(self.provinces or larger.provinces, path, "" if path else self.own)


def places_at_end(
    register: Register, words: Sequence[Word], *, without_tones: bool = False
) -> Iterator[tuple[int, Place]]:
    """Yield every place that stands at the end of the words, with where it begins, the longest first."""
    if without_tones:
        words = [replace(word, text=_TONED.get(word.text, word.text)) for word in words]
    found = {**_own(words), **_local(register, words), **_provinces(register, words, without_tones)}
    for start in sorted(found):
        yield _without_preposition(words, start), found[start]


def _provinces(register: Register, words: Sequence[Word], without_tones: bool) -> dict[int, Place]:
    found = {}
    for start in range(max(0, len(words) - register.longest_place), len(words)):
        ids = register.find_provinces(words[start:], without_tones=without_tones)
        if not ids and without_tones and any(_ends(words, start, level) for level in _PROVINCE_LEVELS):
            ids = provinces_alike(register, words[start:])
        if not ids or not words[start].capital:
            continue
        for level, name in _PROVINCE_LEVELS.items():
            if _ends(words, start, level):
                kept = _of_level(register, ids, name)
                if kept:
                    city = f"thanh-pho-{_slug(words[start:])}" if name == "thành phố" else ""
                    found[start - len(level)] = Place(kept, city=city)
                break
        else:
            found[start] = Place(ids)
    return found


def _of_level(register: Register, ids: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(each for each in ids if register.provinces[each].is_city == (name == "thành phố"))


def _own(words: Sequence[Word]) -> dict[int, Place]:
    """Return the bare level at the end (`UBND tỉnh`), which means the document's own place."""
    if words[-1].text not in _LAST_WORDS:
        return {}
    levels = {**_LOCAL_LEVELS, ("tỉnh",): "tinh"}
    return {
        len(words) - len(level): Place(own=name)
        for level, name in levels.items()
        if len(words) > len(level) and _ends(words, len(words), level) and not _is_rank(words, level)
    }


def _is_rank(words: Sequence[Word], level: tuple[str, ...]) -> bool:
    """Whether all of one level are meant (`UBND cấp huyện`), not the document's own."""
    return level != ("tỉnh",) and words[-len(level) - 1].text == "cấp"


def _local(register: Register, words: Sequence[Word]) -> dict[int, Place]:
    """Return the districts and communes named at the end (`huyện Cư Jút`)."""
    found = {}
    for length in range(1, _MOST_NAME_WORDS + 1):
        start = len(words) - length
        name = words[start:]
        if start < 0 or any(word.text in _MARKS for word in name):
            break
        if start == 0 or words[start - 1].text not in _LAST_WORDS:
            continue
        if not all(word.capital or word.text.isdigit() for word in name):
            continue
        level = next((level for level in _LOCAL_LEVELS if _ends(words, start, level)), None)
        body = next((body for body in _BODIES if _ends(words, start, body)), None)
        if level is not None and not (_LOCAL_LEVELS[level] == _CITY and is_like_city(register, name)):
            found[start - len(level)] = Place(path=f"{_LOCAL_LEVELS[level]}-{_slug(name)}")
        elif body is not None:
            found[start] = Place(path=f"{_BODIES[body]}-{_slug(name)}")
    return found


def _ends(words: Sequence[Word], end: int, level: tuple[str, ...]) -> bool:
    return end >= len(level) and tuple(word.text for word in words[end - len(level) : end]) == level


def _slug(words: Sequence[Word]) -> str:
    return "-".join(strip_tones(word.text) for word in words)


def _without_preposition(words: Sequence[Word], start: int) -> int:
    while start > 0 and (words[start - 1].text in _BEFORE or words[start - 1].text in _MARKS - {")"}):
        start -= 1
    return start
