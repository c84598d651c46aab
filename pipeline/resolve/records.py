"""Gives every organisation of a record its id: the one place where mentions meet the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.core.record import Candidate, Org, Record, Reference, Span, Successor, Task
from pipeline.normalise.symbols import parse_document_number
from pipeline.resolve.context import Context
from pipeline.resolve.document import understand
from pipeline.resolve.expansion import members_of
from pipeline.resolve.history import heirs_of
from pipeline.resolve.naming import name_of
from pipeline.resolve.overrides import read_overrides
from pipeline.resolve.resolver import Member, Resolution, Resolver
from pipeline.settings import Settings


def build_identifier(settings: Settings) -> Identifier:
    """Return the identifier of a run.

    Raises:
        UsageError: where the run's own register can't be read.
    """
    overrides = read_overrides(Path(settings.register)) if settings.register else {}
    return Identifier(Resolver(overrides=overrides), settings.as_of)


@dataclass(frozen=True, slots=True)
class Identifier:
    """Identifies the organisations of records, and their successors on the ISO date `as_of` if it is given."""

    resolver: Resolver = field(default_factory=Resolver)
    as_of: str = ""

    def identify(self, record: Record) -> Record:
        """Return the record with ids, candidates and members of its organisations."""
        understanding = understand(record, self.resolver)
        context = understanding.context
        header = record.header
        update = {
            "issuer": understanding.issuer and self.identified(understanding.issuer, understanding.named, context),
            "parent": self._one(header.parent, context),
            "co_issuers": self._all(header.co_issuers, replace(context, issuer="", joint=())),
            "addressees": self._all(header.addressees, context),
        }
        return record.model_copy(
            update={
                "header": header.model_copy(update=update),
                "references": [self._reference(each, context) for each in record.references],
                "scores": [each.model_copy(update={"org": self._one(each.org, context)}) for each in record.scores],
                "rankings": [each.model_copy(update={"org": self._one(each.org, context)}) for each in record.rankings],
                "tasks": [self._task(each, context) for each in record.tasks],
            }
        )

    def _reference(self, reference: Reference, context: Context) -> Reference:
        """A cited document's issuer is the one of that document's time."""
        if reference.issuer is None:
            return reference
        parsed = parse_document_number(reference.number) if reference.number else None
        date = reference.date or (str(parsed.year) if parsed is not None and parsed.year else None)
        return reference.model_copy(update={"issuer": self._one(reference.issuer, context.at(date))})

    def _task(self, task: Task, context: Context) -> Task:
        names = ("lead", "support", "report_to")
        return task.model_copy(update={name: self._all(getattr(task, name), context) for name in names})

    def _all(self, orgs: Iterable[Org], context: Context) -> list[Org]:
        return [self.org(org, context) for org in orgs]

    def _one(self, org: Org | None, context: Context) -> Org | None:
        return None if org is None else self.org(org, context)

    def org(self, org: Org, context: Context) -> Org:
        """Return a mention with what it means in a context."""
        return self.identified(org, self.resolver.resolve(org.raw, context), context)

    def identified(self, org: Org, found: Resolution, context: Context) -> Org:
        """Return a mention with what was found for it."""
        members = [self._member(org, each, context) for each in found.members] or self._expanded(org, found, context)
        update = {
            "id": found.id,
            "candidates": [Candidate(id=each, score=score) for each, score in found.candidates],
            "members": members or self._all(org.members, context),
            "name": self._name(org, found),
            "successor": self._successor(found.id),
        }
        return org.model_copy(update=update)

    def _name(self, org: Org, found: Resolution) -> str | None:
        """Return the register's name where the mention has none, or one of something else."""
        if found.id is None:
            return org.name
        if found.means == "override" and found.name is not None:
            return found.name
        if org.name is not None and self.resolver.is_name_of(org.name, found.id):
            return org.name
        return name_of(self.resolver.register, found.id) or org.name

    def _member(self, org: Org, member: Member, context: Context) -> Org:
        """Return a member; one that was read from the document keeps what was read."""
        found = member.resolution
        same = next((each for each in org.members if each.raw == member.raw), None)
        if same is not None:
            return self.identified(same, found, context)
        return Org(
            raw=member.raw,
            id=found.id,
            name=name_of(self.resolver.register, found.id) if found.id else None,
            kind=found.kind or "other",
            candidates=[Candidate(id=each, score=score) for each, score in found.candidates],
            inferred=org.inferred,
            evidence=_part(org, member),
            successor=self._successor(found.id),
        )

    def _expanded(self, org: Org, found: Resolution, context: Context) -> list[Org]:
        """Return the members of a collective that the register can name one by one."""
        register = self.resolver.register
        return [
            Org(
                raw=org.raw,
                id=each,
                name=name_of(register, each),
                kind=register.kind_of(each),
                inferred=True,
                evidence=org.evidence,
                successor=self._successor(each),
            )
            for each in members_of(register, found, context)
        ]

    def _successor(self, identifier: str | None) -> Successor | None:
        if identifier is None or not self.as_of:
            return None
        register = self.resolver.register
        heirs = heirs_of(register, identifier, self.as_of)
        one = heirs[0].id if len(heirs) == 1 else None
        candidates = [Candidate(id=each.id, score=round(each.share, 3)) for each in heirs] if len(heirs) > 1 else []
        name = name_of(register, one) if one else None
        return Successor(as_of=self.as_of, id=one, name=name, candidates=candidates)


def _part(org: Org, member: Member) -> list[Span]:
    """Return where a member stands: where its parts were read, else in the mention, else the whole mention."""
    parts = [each for each in org.members if each.raw in member.raw]
    if parts:
        return [span for each in parts for span in each.evidence]
    span = org.evidence[0]
    if len(org.evidence) != 1 or span.quote != org.raw:
        return org.evidence
    start = span.start + member.start
    return [Span(start=start, end=start + len(member.raw), quote=member.raw, page=span.page)]
