"""Training sentences made from frames, gazetteers and noise.

A frame is a marked sentence (`corpus.marked`) with slots `<slot>`. Fillers come from
`frames/slots.toml`, from the gazetteers of `pipeline.patterns`, and from here where they are figures
or persons, all made up. A family of frames never shares a frame with another, so that families can be
held out.

    python -m corpus.generate 20        some sentences, to look at
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from corpus.marked import Sentence, lines_of, parse_line
from pipeline.patterns import load_names

FRAMES = Path(__file__).parent / "frames"
SOURCE = "generated"
_SLOT = re.compile(r"<([a-z_]+)>")
_UPPER = "_upper"
_DEPTH = 4

_SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Lò",
    "Hà",
    "Y",
    "Giàng",
    "Vi",
    "Huỳnh",
)
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thanh", "Quốc", "Hữu", "Ngọc", "Xuân", "A", "Thị Kim", "Thị Hồng", "Công", "")
_GIVEN = (
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hạnh",
    "Khoa",
    "Lâm",
    "Nga",
    "Phúc",
    "Quyên",
    "Sơn",
    "Tuấn",
    "Vinh",
    "Yến",
    "Páo",
)
_SYMBOLS = (
    "KH-SNV",
    "KH-UBND",
    "QĐ-UBND",
    "BC-SNV",
    "TB-VP",
    "CT-UBND",
    "SYT-TCCB",
    "UBND-NC",
    "NQ-HĐND",
    "QĐ-STC",
    "HD-SNV",
    "TTr-SXD",
)


def generate(count: int, seed: int) -> list[Sentence]:
    """Return `count` different sentences, each family with its share; the same for the same seed."""
    rng = Random(seed)
    families = read_frames()
    names = sorted(families)
    made: dict[str, Sentence] = {}
    while len(made) < count:
        family = names[len(made) % len(names)] if rng.random() < 0.5 else rng.choice(names)
        line = fill(rng.choice(families[family]), rng)
        made.setdefault(line, parse_line(line, f"frames/{family}", SOURCE))
    return list(made.values())


@cache
def read_frames() -> Mapping[str, tuple[str, ...]]:
    """Return the frames of each family."""
    return {path.stem: tuple(line for _, line in lines_of(path)) for path in sorted(FRAMES.glob("*.txt"))}


def fill(frame: str, rng: Random) -> str:
    """Return the frame with its slots filled, and the fillers' slots in turn.

    Raises:
        KeyError: where there is no such slot.
    """
    for _ in range(_DEPTH):
        frame = _SLOT.sub(lambda slot: _filler(slot[1], rng), frame)
    frame = re.sub(r"(?<=\S)[ ]{2,}(?=\S)|[ ](?=[,;.])", lambda gap: " " if len(gap[0]) > 1 else "", frame)
    return _capitalised(frame)


def _capitalised(line: str) -> str:
    """Return the line with its first letter as a capital, as most are printed."""
    first = re.match(r"[-+.] (?:[^\w{]*(?:\d+(?:\.\d+)*\.?|[a-zđ]|\(\w+\))[.)] )?(?:[-+*] )?(?:\{[A-Z]+\|)*", line)
    at = first.end() if first else 2
    return line[:at] + line[at : at + 1].upper() + line[at + 1 :]


def _filler(slot: str, rng: Random) -> str:
    if slot.endswith(_UPPER):
        return fill_slot(slot.removesuffix(_UPPER), rng).upper()
    return fill_slot(slot, rng)


def fill_slot(slot: str, rng: Random) -> str:
    """Return one filler of a slot.

    Raises:
        KeyError: where there is no such slot.
    """
    made = _MAKERS.get(slot)
    if made is not None:
        return made(rng)
    filler = rng.choice(_slots()[slot])
    for _ in range(_DEPTH):
        filler = _SLOT.sub(lambda inner: _filler(inner[1], rng), filler)
    return filler


@cache
def _slots() -> Mapping[str, Sequence[str]]:
    slots: dict[str, Sequence[str]] = tomllib.loads((FRAMES / "slots.toml").read_text("utf-8"))
    return slots


@cache
def _forms(label: str, prefix: str) -> tuple[tuple[str, ...], ...]:
    """Return the forms of the names of a label that begin so, by entry."""
    entries = (name.forms for name in load_names() if name.label == label)
    return tuple(kept for forms in entries if (kept := tuple(form for form in forms if form.startswith(prefix))))


def _department(rng: Random) -> str:
    forms = rng.choice(_forms("ORG", "Sở "))
    form = forms[0] if rng.random() < 0.6 else rng.choice(forms)
    return f"{form} {_province(rng)}" if rng.random() < 0.25 else form


def _province(rng: Random) -> str:
    name = rng.choice(_forms("PROVINCE", "T"))[0]
    return name[0].lower() + name[1:]


def _province_short(rng: Random) -> str:
    return re.sub(r"^(?:tỉnh|thành phố) ", "", _province(rng))


def _date(rng: Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), _year(rng)
    form = rng.choice(
        (
            "{d:02}/{m:02}/{y}",
            "{d}/{m}/{y}",
            "{d} tháng {m} năm {y}",
            "{d:02} tháng {m:02} năm {y}",
            "{d:02}-{m:02}-{y}",
        )
    )
    return form.format(d=day, m=month, y=year)


def _year(rng: Random) -> str:
    return str(rng.randint(2018, 2027))


def _person(rng: Random) -> str:
    return " ".join(f"{rng.choice(_SURNAMES)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}".split())


def _docref(rng: Random) -> str:
    kind, number = fill_slot("doc_type", rng), rng.randint(1, 2900)
    if rng.random() < 0.3:
        year = _year(rng)
        kind, symbol = rng.choice(
            (("Nghị định", "NĐ-CP"), ("Thông tư", "TT-BNV"), ("Nghị quyết", "NQ-HĐND"), ("Quyết định", "QĐ-TTg"))
        )
        middle = f"{number % 200 + 1}/{year}/{symbol}"
    else:
        middle = f"{number}/{rng.choice(_SYMBOLS)}"
    tail = f" ngày {_date(rng)}" if rng.random() < 0.75 else ""
    return f"{kind} số {middle}{tail}" if rng.random() < 0.85 else f"{kind} {middle}{tail}"


_MAKERS: Mapping[str, Callable[[Random], str]] = {
    "department": _department,
    "province": _province,
    "province_short": _province_short,
    "date": _date,
    "year": _year,
    "person": _person,
    "person_marked": lambda rng: f"{{PERSON|{_person(rng)}}}",
    "docref": _docref,
    "symbol": lambda rng: rng.choice(_SYMBOLS),
    "number": lambda rng: str(rng.randint(1, 2900)),
    "day": lambda rng: f"{rng.randint(1, 28):02}",
    "month": lambda rng: rng.choice((str(rng.randint(1, 12)), f"{rng.randint(1, 12):02}")),
    "quarter": lambda rng: rng.choice(("I", "II", "III", "IV")),
    "percent": lambda rng: rng.choice(("80", "85", "90", "95", "70", "98,5", "99", "60")),
    "small": lambda rng: rng.choice(("5", "10", "02", "15", "20")),
    "score": lambda rng: f"{rng.randint(55, 97)},{rng.randint(0, 99):02}",
    "rank": lambda rng: str(rng.randint(1, 40)),
    "count": lambda rng: f"{rng.randint(1, 40)}.{rng.randint(0, 999):03}",
    "ward_name": lambda rng: re.sub(r"^(?:xã|phường|thị trấn|thôn) ", "", rng.choice(_slots()["ward"])),
}


def main(arguments: Sequence[str] | None = None) -> Iterator[str]:
    """Yield some sentences with their marks."""
    count = int((list(arguments or sys.argv[1:]) or ["20"])[0])
    rng = Random(1)
    for family, frames in read_frames().items():
        for _ in range(max(1, count // len(read_frames()))):
            yield f"{family}: {fill(rng.choice(frames), rng)}\n"


if __name__ == "__main__":
    sys.stdout.writelines(main())
