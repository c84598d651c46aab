"""The full name of what an id stands for."""

from __future__ import annotations

from pipeline.resolve.context import code_of, province_of
from pipeline.resolve.register import Entry, Register

_AREA = " tỉnh"
_PREFIXES = ("T.", "X.", "D.", "")


def name_of(register: Register, identifier: str) -> str | None:
    """Return the register's name of an organisation: of a unit its own, of a body with its province.

    None where the id is not of the register, or names a district, a commune or an officer of somebody, whose
    names only documents know.
    """
    body, _, part = identifier.partition("/")
    if part:
        entry = register.entries.get(part)
        return entry.name if entry and entry.kind != "role" else None
    province = register.provinces.get(province_of(body))
    if province is None or ":" in body:
        entry = register.entries.get(body)
        return entry.name if entry else None
    found = _entry(register, code_of(body))
    lower = province.name[0].lower() + province.name[1:]
    if found is None:
        return province.name if body == province.id else None
    if "Tỉnh ủy" in found.name:
        return f"{found.name.replace('Tỉnh', 'Thành') if province.is_city else found.name} {province.short}"
    if found.owners == ("P!",) and not found.name.endswith(_AREA):
        return f"{found.name} {province.short}"
    return f"{found.name.removesuffix(_AREA)} {lower}"


def full_name_of(register: Register, identifier: str) -> str:
    """Return the names of a unit or officer and of whose it is, one after the other (`Văn phòng Sở, Sở Nội vụ …`)."""
    body, *parts = identifier.split("/")
    names = [entry.name if (entry := register.entries.get(part)) else part for part in reversed(parts)]
    return ", ".join(filter(None, (*names, name_of(register, body))))


def _entry(register: Register, code: str) -> Entry | None:
    return next((found for prefix in _PREFIXES if (found := register.entries.get(prefix + code))), None)
