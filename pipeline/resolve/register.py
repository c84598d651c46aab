"""The register: which organisations there are, since when and until when, and how they are written.

An entry without an owner is one organisation (`BNV`). An entry with one is a kind that many have: a
department is one per province (`T.SNV` of `P67` is `SNV.P67`), a unit one per department, a committee one
per district or commune. Those are made when they are asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar, cast

from pipeline.core.record import OrgKind
from pipeline.patterns import read_table
from pipeline.resolve.periods import ALWAYS, Period, period_between
from pipeline.resolve.spelling import Word, bare_key, key_of, spellings, words_of

NATION, PROVINCE, DISTRICT, UNIT = "nation", "province", "district", "unit"
_BODY_FILES = ("agencies.csv", "organisations.csv")
_MADE_FROM_KINDS = ("UBND.", "HDND.", "X.HDND")
_AREA = "tỉnh"
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register.

    `owners` says whose part it is: kinds (`T.SNV`), `T.*` any department, `P` a province, `P!` one that
    has to be named, `D` a district or commune, `H` a district, `B` a ministry, `*` anybody; none for an
    organisation that there is once. `forms` are the spellings.
    """

    id: str
    name: str
    kind: OrgKind
    forms: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    period: Period = ALWAYS
    source: str = ""
    status: str = ""

    @property
    def level(self) -> str:
        """`nation`, `province`, `district` or `unit`: what an instance of it hangs on."""
        if not self.owners:
            return NATION
        if self.owners[0] in ("P", "P!"):
            return PROVINCE
        return DISTRICT if self.owners[0] in ("D", "H") and not self.id.startswith(("U.", "R.")) else UNIT

    @property
    def code(self) -> str:
        """The entry's part of the ids of its instances (`SNV` of `T.SNV`)."""
        prefix, _, code = self.id.partition(".")
        return code if prefix in ("T", "X", "D") else self.id


@dataclass(frozen=True, slots=True)
class Province:
    """A province of one of the two divisions of the country; `short` is its bare name."""

    id: str
    name: str
    short: str
    forms: tuple[str, ...]
    period: Period
    successor: str
    gso_code: str
    h_code: str
    h_code_status: str
    source: str
    status: str

    @property
    def is_city(self) -> bool:
        """Whether it is a city under the central government."""
        return self.name.startswith("Thành phố")


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """Entries and provinces by id, and both by the key of their spellings."""

    entries: Mapping[str, Entry]
    provinces: Mapping[str, Province]
    by_key: Mapping[str, tuple[Entry, ...]]
    by_bare_key: Mapping[str, tuple[Entry, ...]]
    places: Mapping[str, tuple[str, ...]]
    bare_places: Mapping[str, tuple[str, ...]]
    longest_place: int = field(default=5)

    def find(self, words: Iterable[Word], *, without_tones: bool = False) -> tuple[Entry, ...]:
        """Return the entries that these words are a spelling of."""
        key = key_of(words)
        return self.by_bare_key.get(bare_key(key), ()) if without_tones else self.by_key.get(key, ())

    def find_provinces(self, words: Iterable[Word], *, without_tones: bool = False) -> tuple[str, ...]:
        """Return the ids of the provinces, old and new, that these words name."""
        key = key_of(words)
        return self.bare_places.get(bare_key(key), ()) if without_tones else self.places.get(key, ())

    def entry_of(self, identifier: str) -> Entry | None:
        """Return the entry that the body of an id is an instance of, None where there is none."""
        body = identifier.split("/", 1)[0]
        code = body.partition(".")[0]
        return next(
            (found for each in (body, f"T.{code}", f"X.{code}", code) if (found := self.entries.get(each))), None
        )

    def name_of_kind(self, identifier: str) -> str:
        """Return the name of an entry or of a province."""
        province = self.provinces.get(identifier)
        return province.name if province else self.entries[identifier].name

    def kind_of(self, identifier: str) -> OrgKind:
        """Return the kind of organisation that an id stands for."""
        last = identifier.rpartition("/")[2]
        code = last.partition(".")[0]
        found = (self.entries.get(each) for each in (last, code, f"T.{code}", f"X.{code}"))
        return next((entry.kind for entry in found if entry is not None), "other")

    def predecessors(self, province: str) -> tuple[str, ...]:
        """Return the provinces that a province was made of."""
        return tuple(each.id for each in self.provinces.values() if each.successor == province)


@cache
def load_register() -> Register:
    """Return the register of this package."""
    entries = {entry.id: entry for entry in _read_entries()}
    provinces = {province.id: province for province in map(_province, read_table("provinces.csv"))}
    by_key = _by_key(entries.values())
    places = _places(provinces.values())
    return Register(entries, provinces, by_key, _without_tones(by_key), places, _without_tones(places))


def _read_entries() -> Iterator[Entry]:
    more = {row["id"]: row["forms"] for row in read_table("organisation_forms.csv")}
    codes = _codes()
    for file in _BODY_FILES:
        for row in read_table(file):
            if not row["id"].startswith(_MADE_FROM_KINDS):
                yield build_entry(row, "|".join((more.get(row["id"], ""), *codes.get(_name_key(row["name"]), ()))))


def _codes() -> dict[str, list[str]]:
    """Return the codes that stand for an office in the symbols of documents, by the office's name."""
    codes: dict[str, list[str]] = {}
    for row in read_table("issuer_codes.csv"):
        codes.setdefault(_name_key(row["name"]), []).append(row["code"])
    return codes


def _name_key(name: str) -> str:
    return key_of(without_area(words_of(name)))


def without_area(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words of a name without `tỉnh` at their end, which says only that it is the province's."""
    return words[:-1] if len(words) > 1 and words[-1].text == _AREA else words


def build_entry(row: Mapping[str, str], more_forms: str = "") -> Entry:
    """Return the entry of a CSV row; `more_forms` are spellings besides its aliases, separated by `|`."""
    forms = [row["name"], *row["aliases"].split("|"), *more_forms.split("|")]
    return Entry(
        id=row["id"],
        name=row["name"],
        kind=cast(OrgKind, row["kind"]),
        forms=tuple(form for form in forms if form),
        owners=tuple(owner for owner in row["owner"].split("|") if owner),
        period=period_between(row["valid_from"], row["valid_to"]),
        source=row["source"],
        status=row["status"],
    )


def _province(row: Mapping[str, str]) -> Province:
    short = row["name"].removeprefix("Tỉnh ").removeprefix("Thành phố ")
    return Province(
        id=row["id"],
        name=row["name"],
        short=short,
        forms=(short, *(alias for alias in row["aliases"].split("|") if alias)),
        period=period_between(row["valid_from"], row["valid_to"]),
        successor=row["successor"],
        gso_code=row["gso_code"],
        h_code=row["h_code"],
        h_code_status=row["h_code_status"],
        source=row["source"],
        status=row["status"],
    )


def _by_key(entries: Collection[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Return the entries by key; a short form that is somebody's own is nobody else's generated one."""
    own: dict[str, dict[str, Entry]] = {}
    generated: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        for form in entry.forms:
            for spelling in _variants(form):
                own.setdefault(_form_key(entry, spelling), {})[entry.id] = entry
            for spelling in spellings(form) if entry.kind not in ("collective", "role") else ():
                generated.setdefault(_form_key(entry, spelling), {})[entry.id] = entry
    return {key: tuple(each.values()) for key, each in (generated | own).items() if key}


def _variants(form: str) -> Iterator[str]:
    yield form
    for upper, lower in (("Tỉnh ủy", "Thành ủy"), ("tỉnh ủy", "thành ủy")):
        if upper in form:
            yield form.replace(upper, lower)


def _form_key(entry: Entry, form: str) -> str:
    """Return the key of a spelling, that of a province's body or unit without `tỉnh`."""
    words = words_of(form)
    return key_of(without_area(words) if entry.owners else words)


def _places(provinces: Iterable[Province]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for province in provinces:
        for form in province.forms:
            ids = found.setdefault(key_of(words_of(f"{_AREA} {form}")[1:]), [])
            if province.id not in ids:
                ids.append(province.id)
    return {key: tuple(ids) for key, ids in found.items()}


def _without_tones(table: Mapping[str, tuple[Meaning, ...]]) -> dict[str, tuple[Meaning, ...]]:
    """Return the table by keys without tones; what several keys have becomes one."""
    found: dict[str, dict[str, Meaning]] = {}
    for key, values in table.items():
        found.setdefault(bare_key(key), {}).update({repr(value): value for value in values})
    return {key: tuple(each.values()) for key, each in found.items()}
