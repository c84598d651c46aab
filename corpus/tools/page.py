"""The header and footer of a document as lines, shared by the three writers."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.tools.model import Source

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(frozen=True, slots=True)
class HeadLines:
    """What stands above the title: the two columns, the lines under the number, the addressees."""

    parent: list[str]
    issuer: list[str]
    motto: list[str]
    number: str
    place_date: str
    dispatch_subject: list[str]
    marks: list[str]
    party: bool


def head_lines(source: Source) -> HeadLines:
    """Lay out the header's lines; empty columns where the block is missing."""
    head = source.head
    party = head.get("style") == "party"
    missing = bool(head.get("omit_block"))
    motto = [PARTY] if party else [head.get("motto", MOTTO[0]), MOTTO[1]]
    subject = [f"V/v {head['subject']}"] if head.get("vv") else []
    return HeadLines(
        parent=[] if missing or not head.get("parent") else head["parent"].split("\n"),
        issuer=[] if missing else [*source.issuer_lines(), *(["*"] if party else [])],
        motto=[] if missing else motto,
        number=head["number"],
        place_date=", ".join(part for part in (head["place"], head["date"]) if part),
        dispatch_subject=subject,
        marks=[head[k] for k in ("draft", "secrecy", "urgency") if k in head],
        party=party,
    )


def wrap_subject(lines: list[str], width: int = 34) -> list[str]:
    """Break the short centred lines under the number as a narrow column does."""
    out: list[str] = []
    for line in lines:
        row = ""
        for word in line.split(" "):
            if row and len(row) + 1 + len(word) > width:
                out.append(row)
                row = word
            else:
                row = f"{row} {word}".strip()
        out.append(row)
    return out


def title_lines(source: Source) -> tuple[str, str]:
    """The type's name and the subject under it; empty for a dispatch."""
    head = source.head
    return (head.get("type", ""), "" if head.get("vv") else head["subject"])


def addressee_lines(source: Source) -> list[str]:
    """`Kính gửi:` and its list, as printed."""
    head = source.head
    label, names = head.get("addressee_label", "Kính gửi:"), head.get("addressees", [])
    if "addressee_print" in head:
        return list(head["addressee_print"])
    if not names:
        return []
    if len(names) == 1:
        return [f"{label} {names[0]}" + head.get("addressee_end", ".")]
    return [label, *(f"- {name};" for name in names[:-1]), f"- {names[-1]}."]


def recipient_lines(source: Source) -> list[str]:
    """The list under `Nơi nhận:` with markers and closing punctuation."""
    names = source.foot.get("recipients", [])
    return [f"- {name}{'.' if i == len(names) - 1 else ';'}" for i, name in enumerate(names)]


def sign_lines(source: Source) -> list[str]:
    """The capital lines above the signature."""
    return list(source.foot.get("sign", []))


def signer_name(source: Source) -> str:
    """The signer's name as printed, empty where nobody is named."""
    return str(source.foot.get("name_print", source.foot.get("signer", {}).get("name") or ""))


def second_signature(source: Source) -> list[str]:
    """The left signature of a joint document: capital lines, a gap, the name; empty elsewhere."""
    if "sign2" not in source.foot:
        return []
    return [*source.foot["sign2"], "", source.foot["name2"]]
