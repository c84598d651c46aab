"""What a document says about the organisations that it does not name in full."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.resolve.periods import ALWAYS, Period, period_of


@dataclass(frozen=True, slots=True)
class Context:
    """Where and when a mention stands.

    Attributes:
        issuer: id of who issued the document, empty where that is not known.
        province: id of the province, empty where there is none or it is not known.
        period: the days that the document may be of.
        department: id of the department that the document is about, where the issuer is none itself.
        joint: ids of all issuers of a joint document.
    """

    issuer: str = ""
    province: str = ""
    period: Period = ALWAYS
    department: str = ""
    joint: tuple[str, ...] = ()

    def at(self, date: str | None) -> Context:
        """Return the context with another date; the same where that is None."""
        return replace(self, period=period_of(date)) if date else self


def context_of(issuer: str = "", province: str = "", date: str | None = None) -> Context:
    """Return the context of an issuer's id, a province's id and an ISO date, each as far as it is known.

    The province is that of the issuer where none is given.
    """
    return Context(issuer, province or province_of(issuer), period_of(date))


def province_of(identifier: str) -> str:
    """Return the id of the province that an organisation's id names (`SNV.P67/U.VP`), empty where it names none."""
    body = identifier.split("/", 1)[0]
    last = body.rpartition(".")[2].split(":", 1)[0]
    return last if last[:1] in ("P", "N") and last[1:].isdigit() else ""


def place_of(identifier: str) -> str:
    """Return province and path of the place that an id names (`P67:huyen-cu-jut`), empty where it names none."""
    body = identifier.split("/", 1)[0]
    return body.rpartition(".")[2] if province_of(identifier) else ""


def code_of(identifier: str) -> str:
    """Return what stands before the province in an id (`SNV` of `SNV.P67`)."""
    return identifier.split("/", 1)[0].partition(".")[0]
