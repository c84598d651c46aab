"""`vanban orgs`: what a name means, which mentions have no id, who carries on tasks today."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli_words import Command, printable
from pipeline.core.errors import UsageError
from pipeline.messages import Messages
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.core.record import Record
    from pipeline.resolve import Context, Resolution, Resolver
    from pipeline.resolve.history import Change, Heir
    from pipeline.resolve.periods import Period
    from pipeline.resolve.register import Entry, Province

COLUMNS = ("mention", "id", "name", "kind", "count", "issuer", "document", "candidates")


def build_command(say: Messages) -> Command:
    """Return the subcommand with its help in the language of `say`."""
    path = click.Path(path_type=Path)
    return Command(
        say,
        name="orgs",
        help=say("orgs.help"),
        callback=Orgs(say).run,
        params=[
            click.Argument(["name"], required=False, metavar="NAME"),
            click.Option(["--date"], metavar="DATE", help=say("orgs.date")),
            click.Option(["--issuer"], metavar="NAME", help=say("orgs.issuer")),
            click.Option(["--as-of"], metavar="DATE", help=say("orgs.as_of")),
            click.Option(["--unresolved"], type=path, metavar="OUT", help=say("orgs.unresolved")),
            click.Option(["--tasks"], type=path, metavar="OUT", help=say("orgs.tasks")),
            click.Option(["--document"], type=path, metavar="RECORD", help=say("orgs.document")),
            click.Option(["--register"], metavar="FILE", help=say("option.register")),
        ],
    )


class Orgs:
    """The subcommand in one language."""

    def __init__(self, say: Messages) -> None:
        self.say = say

    def run(
        self,
        name: str | None,
        unresolved: Path | None,
        tasks: Path | None,
        document: Path | None,
        register: str | None,
        **dates: str | None,
    ) -> None:
        """Do the one thing that was asked for.

        Raises:
            UsageError: where not exactly one was, or a file or date can't be read.
        """
        from pipeline.resolve.periods import ALWAYS, period_of
        from pipeline.resolve.records import build_identifier

        if sum(each is not None for each in (name, unresolved, tasks, document)) != 1:
            raise UsageError("Give one of NAME, --unresolved, --tasks and --document.", "one_of_orgs")
        as_of = dates["as_of"] or date.today().isoformat()
        if dates["date"] and period_of(dates["date"]) == ALWAYS:
            raise UsageError(f"{dates['date']!r} is no date; write it as 2025-07-01.", "bad_date", date=dates["date"])
        resolver = build_identifier(Settings(as_of=as_of, register=register or "")).resolver
        if name is not None:
            self.show(self.explained(name, resolver, dates, as_of))
        elif unresolved is not None:
            self.list_unresolved(unresolved, resolver)
        elif tasks is not None:
            self.show(self.given(tasks, resolver, as_of))
        elif document is not None:
            self.show(self.steps(document, resolver))

    def show(self, lines: Iterable[str]) -> None:
        """Print lines that may hold words of documents."""
        for line in lines:
            click.echo(printable(line))

    def explained(self, name: str, resolver: Resolver, dates: dict[str, str | None], as_of: str) -> Iterator[str]:
        """Yield what a name means and what became of it."""
        from pipeline.resolve import Context, context_of
        from pipeline.resolve.context import province_of

        bare = context_of("", "", dates["date"])
        issuer = resolver.resolve(dates["issuer"], bare).id if dates["issuer"] else None
        if dates["issuer"] and not issuer:
            raise UsageError(
                f"The issuer {dates['issuer']!r} is not in the register.", "no_issuer", name=dates["issuer"]
            )
        context = Context(issuer or "", province_of(issuer or ""), bare.period)
        found = resolver.resolve(name, context)
        yield name
        yield "  " + self.say(f"orgs.means.{found.means}")
        yield from self._answer(found, resolver, context, as_of)

    def _answer(self, found: Resolution, resolver: Resolver, context: Context, as_of: str) -> Iterator[str]:
        from pipeline.resolve.expansion import members_of

        for identifier in filter(None, [found.id]):
            yield from self._history(identifier, resolver, as_of)
        for identifier, score in found.candidates:
            yield f"  {score:.2f}  {self._titled(identifier, resolver)}"
        for member in found.members:
            yield f"  {member.raw}: {self._titled(member.resolution.id or '', resolver)}"
        for identifier in members_of(resolver.register, found, context):
            yield f"  - {self._titled(identifier, resolver)}"

    def _history(self, identifier: str, resolver: Resolver, as_of: str) -> Iterator[str]:
        from pipeline.resolve.context import province_of
        from pipeline.resolve.history import heirs_of

        yield "  " + self._titled(identifier, resolver)
        entry = resolver.register.entry_of(identifier)
        if entry is not None:
            yield self._fact(entry.name, self._period(entry.period), entry)
        province = resolver.register.provinces.get(province_of(identifier))
        if province is not None:
            codes = f"GSO {province.gso_code}"
            if province.h_code:
                codes += f", {province.h_code} ({self.say(f'orgs.{province.h_code_status}')})"
            period = f"{self._period(province.period)}; {codes}"
            yield self._fact(province.name, period, province)
        heirs = heirs_of(resolver.register, identifier, as_of)
        for change in dict.fromkeys(change for heir in heirs for change in heir.changes):
            yield self._change(change, resolver)
        key = "orgs.today" if len(heirs) == 1 else "orgs.shared" if heirs else "orgs.ended"
        yield "  " + self.say(key, date=as_of)
        yield from (f"  {self._heir(heir, resolver)}" for heir in heirs)

    def _fact(self, what: str, said: str, proof: Entry | Province | Change) -> str:
        """Return a fact with where it comes from and whether it is verified."""
        return f"  {what}: {said} [{proof.source}; {self.say(f'orgs.{proof.status}')}]"

    def _period(self, period: Period) -> str:
        if period.start > "0001" and period.end < "9999":
            return self.say("orgs.between", start=period.start, end=period.end)
        if period.start > "0001":
            return self.say("orgs.since", start=period.start)
        return self.say("orgs.until", end=period.end) if period.end < "9999" else self.say("orgs.always")

    def _change(self, change: Change, resolver: Resolver) -> str:
        before, after = (resolver.register.name_of_kind(each) for each in (change.before, change.after))
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        what = self.say(f"orgs.{change.relation}", before=before, after=f"{after}{fields}")
        return self._fact(change.date, what, change)

    def _heir(self, heir: Heir, resolver: Resolver) -> str:
        share = f"{heir.share:4.0%}  " if heir.share < 1 else ""
        return f"  {share}{self._titled(heir.id, resolver)}"

    def _titled(self, identifier: str, resolver: Resolver) -> str:
        from pipeline.resolve.naming import full_name_of

        name = full_name_of(resolver.register, identifier)
        return f"{identifier}  {name}" if name else identifier or "–"

    def list_unresolved(self, out: Path, resolver: Resolver) -> None:
        """Print the mentions without an id as the CSV file that `--register` reads, the ids still blank."""
        from pipeline.resolve.listing import unresolved_in

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each in unresolved_in(_records(out), resolver):
            candidates = ";".join(each.candidates)
            row = (each.mention, "", "", each.kind, each.count, each.issuer, each.document, candidates)
            writer.writerow([printable(value) if isinstance(value, str) else value for value in row])
        click.echo(text.getvalue(), nl=False)

    def given(self, out: Path, resolver: Resolver, as_of: str) -> Iterator[str]:
        """Yield who led how many tasks and who carries on."""
        from pipeline.resolve.listing import tasks_given

        for each in tasks_given(_records(out), resolver, as_of):
            then = self._titled(each.id, resolver) if each.id else self.say("orgs.no_id")
            yield f"{each.tasks:5d}  {then}"
            for count, heirs in each.heirs if each.id else ():
                yield f"       → {count} {self._carried(heirs, resolver)}"

    def _carried(self, heirs: tuple[Heir, ...], resolver: Resolver) -> str:
        if not heirs:
            return self.say("orgs.nobody")
        titles = [self._titled(heir.id, resolver) for heir in heirs]
        if len(heirs) == 1:
            return titles[0]
        return self.say(
            "orgs.one_of", names="; ".join(f"{each} {h.share:.0%}" for each, h in zip(titles, heirs, strict=True))
        )

    def steps(self, path: Path, resolver: Resolver) -> Iterator[str]:
        """Yield from which words a record's date, province and issuer were read."""
        from pipeline.exporters.records import read_record
        from pipeline.resolve.document import understand

        if not path.is_file():
            raise UsageError(f"There is no file {path}.", "no_file", path=path)
        for step in understand(read_record(path), resolver).steps:
            value = step.value if step.about == "date" else self._titled(step.value, resolver)
            yield self.say("orgs.step", about=self.say(f"orgs.about.{step.about}"), value=value)
            quotes = " … ".join(" ".join(span.quote.split()) for span in step.evidence)
            yield "  " + self.say("orgs.from", source=self.say(f"orgs.source.{step.source}"), quotes=quotes)


def _records(out: Path) -> Iterator[Record]:
    """Yield the records below an output folder.

    Raises:
        UsageError: where there are none.
    """
    from pipeline.exporters.records import FOLDER, read_record

    paths = sorted((out / FOLDER).rglob("*.json"))
    if not paths:
        raise UsageError(f"There are no records below {out}.", "no_records", out=out)
    return (read_record(path) for path in paths)
