"""Which organisation a mention is, the same in every document.

`identify` is the one place that decides. A mention with an id of the register is that; one without
is its full name within the province of the document, a unit within the issuer. `Sở`, `tỉnh` and the
like are the document's own where that is plain, and stay what they are where it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.core.record import Org, Record
from pipeline.normalise.text import fold, squeeze
from pipeline.patterns import load_names, read_table

_PARTS = frozenset(("unit", "collective", "role"))
_NATIONAL = frozenset(("ministry", "other", "role"))
_PROVINCE_ID = re.compile(r"\b([PN]\d\d)(?![^./:])")
_OWN_PROVINCE = frozenset(("tỉnh", "toàn tỉnh", "cả tỉnh", "của tỉnh"))
_OWN_COMMITTEE = frozenset(("uỷ ban nhân dân tỉnh", "ubnd tỉnh"))
_OWN_OFFICE = frozenset(("sở", "ngành", "cơ quan", "đơn vị", "sở ta", "của sở"))


@dataclass(frozen=True, slots=True)
class Identity:
    """An organisation.

    Attributes:
        id: the same for every mention of it, other for any other.
        name: its name, for people.
        province: name of its province (`Bến Tre`), None where it has none or it is not known.
        level: which peers it is compared with, None where it has none.
    """

    id: str
    name: str
    province: str | None
    level: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """Whose a document is: what `Sở` and `tỉnh` mean in it."""

    issuer: Identity | None = None
    province: str | None = None


def own_of(record: Record) -> Own:
    """Return whose the document is, from its issuer, the body above it, and its place."""
    header = record.header
    above = [org for org in (header.issuer, header.parent, *header.co_issuers) if org is not None]
    texts = [text for org in above for text in (org.id, org.name, org.raw) if text]
    place = header.place.raw if header.place else ""
    province = next((found for text in texts if (found := province_in(text))), None) or province_named(place)
    located = Own(None, province)
    return Own(identify(header.issuer, located) if header.issuer else None, province)


def identify(org: Org, own: Own) -> Identity:
    """Return which organisation a mention in a document of `own` is."""
    raw = squeeze(org.raw)
    name = squeeze(org.name or raw)
    if org.id:
        province = _province_of_id(org.id) or own.province
        return Identity(org.id, name, province, None if "/" in org.id else level_of(name))
    return _own(fold(raw), own) or _named(name, org.kind, own)


def standing(identity: Identity) -> Identity:
    """Return whom a score or rank is of: that of a province's committee is the province's."""
    if identity.level != "province" or identity.province is None:
        return identity
    code = _PROVINCE_ID.search(identity.id)
    return Identity(code[1] if code else identity.province, _full(identity.province), identity.province, "province")


def _own(key: str, own: Own) -> Identity | None:
    """Return the document's own organisation where the words mean that, and it is plain which one."""
    if key in _OWN_PROVINCE and own.province:
        return _province(own.province)
    if key in _OWN_COMMITTEE and own.province:
        return Identity(f"UBND {own.province}", f"Ủy ban nhân dân {_full(own.province)}", own.province, "province")
    if key in _OWN_OFFICE and own.issuer and own.issuer.level == "department":
        return own.issuer
    return None


def _named(name: str, kind: str, own: Own) -> Identity:
    key = fold(name)
    if kind in _PARTS:
        whole = own.issuer.id if own.issuer else own.province or ""
        return Identity(f"{key} / {whole}", name, own.province, None)
    if kind in _NATIONAL and key in _national():
        return Identity(key, name, None, level_of(name))
    province = province_in(name) or own.province
    level = level_of(name)
    if level == "province" and province:
        return _body(key, name, province)
    bare = key.removesuffix(fold(f" {_full(province)}")) if province else key
    return Identity(f"{bare} @ {province or ''}", name, province, level)


def _body(key: str, name: str, province: str) -> Identity:
    """Return a body of a province: its committee, council, Party committee, or the province itself."""
    if key.startswith(("tỉnh uỷ", "hội đồng", "hđnd")):
        return Identity(f"{key.partition(' tỉnh ')[0]} @ {province}", name, province, "province")
    if key.startswith(("uỷ ban", "ubnd", "chủ tịch")):
        return Identity(f"UBND {province}", f"Ủy ban nhân dân {_full(province)}", province, "province")
    return _province(province)


def _province(name: str) -> Identity:
    return Identity(name, _full(name), name, "province")


@lru_cache(maxsize=4096)
def level_of(name: str) -> str | None:
    """Return which peers an organisation of that name is compared with, None where it has none."""
    key = fold(name)
    if key in _provinces():
        return "province"
    return next((level for level, pattern in _levels() if pattern.match(key)), None)


@lru_cache(maxsize=4096)
def province_in(text: str) -> str | None:
    """Return the province that a name or an id says (`UBND tỉnh Bến Tre`, `SNV.P83`), None where it says none."""
    if (found := _province_of_id(text)) is not None:
        return found
    key = f"{fold(text)} "
    for form, name in _provinces().items():
        if key.endswith(f"{form} ") and (form.startswith(("tỉnh ", "thành phố ", "tp")) or "tỉnh uỷ" in key):
            return name
    return None


@lru_cache(maxsize=4096)
def province_named(place: str) -> str | None:
    """Return the province of that very name (`Quảng Bình`, `TP. Hồ Chí Minh`), None where there is none."""
    return _provinces().get(fold(squeeze(place)))


def _province_of_id(identifier: str) -> str | None:
    match = _PROVINCE_ID.search(identifier)
    return _by_code().get(match[1]) if match else None


def _full(province: str | None) -> str:
    return next((full for full, short in _fulls().items() if short == province), province or "")


def _short(name: str) -> str:
    return re.sub(r"^(?:Tỉnh|Thành phố)\s", "", name)


@cache
def _provinces() -> dict[str, str]:
    """Return the short names of provinces by every folded form, the longest forms first."""
    names = [name for name in load_names() if name.label == "PROVINCE"]
    forms = {fold(form): _short(name.name) for name in names for form in name.forms}
    forms |= {fold(f"tỉnh {short}"): short for short in set(forms.values())}
    return dict(sorted(forms.items(), key=lambda form: -len(form[0])))


@cache
def _by_code() -> dict[str, str]:
    return {name.id: _short(name.name) for name in load_names() if name.label == "PROVINCE"}


@cache
def _fulls() -> dict[str, str]:
    """Return the short names by the full ones, as written within a sentence (`tỉnh Bến Tre`)."""
    names = [name.name for name in load_names() if name.label == "PROVINCE"]
    return {name[0].lower() + name[1:] if name.startswith("Tỉnh") else name: _short(name) for name in names}


@cache
def _national() -> frozenset[str]:
    names = (name for name in load_names() if name.label == "ORG" and not name.id.startswith(("T.", "U.", "C.", "R.")))
    return frozenset(fold(form) for name in names for form in name.forms)


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = read_table("organisation_levels.csv")
    return tuple((row["level"], re.compile(row["begins_with"])) for row in rows)
