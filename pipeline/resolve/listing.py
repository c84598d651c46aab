"""What many records say about organisations: mentions without an id, and who was given tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.core.record import Org, Record
from pipeline.resolve.context import Context
from pipeline.resolve.history import Heir, heirs_of
from pipeline.resolve.resolver import Resolver
from pipeline.resolve.spelling import key_of, words_of


@dataclass(slots=True)
class Unresolved:
    """A mention without an id: as first written, how often it is there, where first, what it may mean."""

    mention: str
    kind: str
    issuer: str
    document: str
    count: int = 0
    candidates: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Given:
    """How many tasks an organisation and its units lead, its id (empty for all without one), and who carries on.

    `heirs` are organisations with the number of tasks that go to them: to one, where that is known of the
    unit that leads, else to one of several. It is empty for tasks that nobody carries on.
    """

    tasks: int
    id: str
    heirs: tuple[tuple[int, tuple[Heir, ...]], ...]


def organisations_in(record: Record) -> Iterator[Org]:
    """Yield the organisations of a record, those of its items and the members of each."""
    header = record.header
    singles = [header.issuer, header.parent, *(each.issuer for each in record.references)]
    singles += [*(each.org for each in record.scores), *(each.org for each in record.rankings)]
    lists = [header.co_issuers, header.addressees]
    for task in record.tasks:
        lists += [task.lead, task.support, task.report_to]
    for org in (*(each for each in singles if each), *(each for orgs in lists for each in orgs)):
        yield org
        yield from org.members


def unresolved_in(records: Iterable[Record], resolver: Resolver) -> list[Unresolved]:
    """Return the mentions without an id, the most frequent first.

    Left out is what means nobody in particular (`các cơ quan liên quan`) and what enumerates others.
    """
    found: dict[str, Unresolved] = {}
    for record in records:
        issuer = record.header.issuer
        for org in organisations_in(record):
            if org.id is None and not org.members and resolver.resolve(org.raw, Context()).means != "open":
                issued = (issuer.id or issuer.raw) if issuer else ""
                row = Unresolved(org.raw, org.kind, issued, record.source.path)
                known = found.setdefault(key_of(words_of(org.raw)), row)
                known.count += 1
                known.candidates = known.candidates or [each.id for each in org.candidates]
    return sorted(found.values(), key=lambda each: (-each.count, each.mention))


def tasks_given(records: Iterable[Record], resolver: Resolver, date: str) -> list[Given]:
    """Return who leads how many tasks, and who carries on on an ISO date, the most tasks first.

    A task with several leads counts for each of them.
    """
    counts: dict[str, Counter[tuple[Heir, ...]]] = {}
    for identifier, count in _leads(records).items():
        heirs = heirs_of(resolver.register, identifier, date) if identifier else []
        bodies = tuple(Heir(_body(heir.id), heir.share) for heir in heirs)
        counts.setdefault(_body(identifier), Counter())[bodies] += count
    given = [Given(each.total(), body, tuple((n, to) for to, n in each.most_common())) for body, each in counts.items()]
    return sorted(given, key=lambda each: (not each.id, -each.tasks, each.id))


def _leads(records: Iterable[Record]) -> Counter[str]:
    return Counter(org.id or "" for record in records for task in record.tasks for org in task.lead)


def _body(identifier: str) -> str:
    return identifier.split("/", 1)[0]
