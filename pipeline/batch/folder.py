"""Many files, one after the other: each ends with an outcome, and the run with a report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from time import perf_counter

from pipeline.batch.inputs import InputFile, find_inputs
from pipeline.batch.limits import time_limit
from pipeline.batch.members import with_members
from pipeline.confidence import default_threshold
from pipeline.core.errors import DocumentError, UsageError, VanbanError, WriteFailedError
from pipeline.core.outcome import Outcome, RunReport, Status
from pipeline.core.record import Record
from pipeline.exporters.records import record_place, write_record
from pipeline.exporters.review import Doubtful, doubtful_items, write_review
from pipeline.exporters.run_json import write_run
from pipeline.exporters.tables import FOLDER, TableWriter
from pipeline.messages import Messages
from pipeline.readers import Office
from pipeline.resolve.records import Identifier, build_identifier
from pipeline.run import Draft, consult, finish, is_administrative, prepare
from pipeline.settings import Settings

LOG = logging.getLogger("vanban")
# The learned model reads the clauses of so many documents at once; their texts are held meanwhile.
_CHUNK = 16
Watcher = Callable[[Outcome, int], None]


def extract_folder(
    paths: Sequence[str | Path] | str | Path,
    out: str | Path,
    settings: Settings | None = None,
    watcher: Watcher | None = None,
) -> RunReport:
    """Extract every document of the files and folders and write what was found.

    Records go to `OUT/records`, tables to `OUT/tables`, what a person should look at to `OUT/review.csv`,
    the report to `OUT/run.json`. Records are written as they come and not kept. A document that fails does
    not stop the others.

    Args:
        paths: files and folders; folders are read with all that is below them.
        out: the output folder; made where it is not there.
        settings: of the run.
        watcher: is told every outcome and how many files there are.

    Raises:
        UsageError: where an input does not exist, the output folder can't be written to, or the local register
            can't be read.
        KeyboardInterrupt: where the user stops the run; the report is written before.
    """
    settings = settings or Settings()
    identifier = build_identifier(settings)
    inputs = find_inputs([Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)], Path(out))
    run = _Run(Path(out), settings, identifier)
    try:
        run.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise UsageError(
            f"The output folder {out} can't be made: {reason}.", "no_out", out=out, reason=reason
        ) from error
    try:
        run.process(inputs, watcher)
        if run.settings.tables:
            write_review(run.doubtful, run.out)
        report = run.report()
        write_run(report, run.out)
    except OSError as error:
        reason = error.strerror or error
        raise VanbanError(
            f"The output can't be written to {out}: {reason}.", "write", out=out, reason=reason
        ) from error
    if run.interrupted:
        raise KeyboardInterrupt
    return report


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A file after its first stages: its draft, or its outcome where it went no further; and the seconds so far."""

    file: InputFile
    result: Draft | Outcome
    seconds: float


@dataclass(slots=True)
class _Run:
    out: Path
    settings: Settings
    identifier: Identifier
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    outcomes: list[Outcome] = field(default_factory=list)
    interrupted: bool = False
    model: str | None = None
    office: Office | None = None
    doubtful: list[Doubtful] = field(default_factory=list)

    @property
    def threshold(self) -> float:
        """From which confidence on an item is accepted."""
        given = self.settings.min_confidence
        return default_threshold() if given is None else given

    def process(self, inputs: Sequence[InputFile], watcher: Watcher | None) -> None:
        with Office(file.path for file in inputs) as self.office:
            if not self.settings.tables:
                self.process_all(inputs, watcher, None)
                return
            with TableWriter(self.out / FOLDER, threshold=self.threshold) as tables:
                self.process_all(inputs, watcher, tables)

    def process_all(self, inputs: Sequence[InputFile], watcher: Watcher | None, tables: TableWriter | None) -> None:
        """Go through the files; when the user stops the run, what is done is kept and reported."""
        try:
            for chunk in _chunks(self.prepared(inputs)):
                for outcome in self.process_chunk(chunk, tables):
                    self.outcomes.append(outcome)
                    if watcher is not None:
                        watcher(outcome, max(len(inputs), len(self.outcomes)))
        except KeyboardInterrupt:
            self.interrupted = True

    def prepared(self, inputs: Sequence[InputFile]) -> Iterator[_Prepared]:
        """Yield all files after their first stages; what an archive holds is there only while it is gone through."""
        for file in with_members(inputs):
            yield self.prepare(file)

    def prepare(self, file: InputFile) -> _Prepared:
        """Read and annotate one file."""
        started = perf_counter()
        try:
            if file.error is not None:
                raise file.error
            with time_limit(self.settings.timeout):
                draft = prepare(file.path, file.relative, self.office, use_model=self.settings.model)
        except DocumentError as error:
            return _Prepared(file, self.failed(file, error, perf_counter() - started), 0.0)
        return _Prepared(file, draft, perf_counter() - started)

    def process_chunk(self, chunk: Sequence[_Prepared], tables: TableWriter | None) -> Iterator[Outcome]:
        """Yield the outcomes of some files, whose open clauses the learned model reads together."""
        self.consult([each.result for each in chunk if isinstance(each.result, Draft)])
        for each in chunk:
            if isinstance(each.result, Draft):
                yield self.finish(each.file, each.result, each.seconds, tables)
            else:
                yield each.result

    def consult(self, drafts: Sequence[Draft]) -> None:
        """Ask the learned model; a failure leaves the documents to the rules."""
        if not self.settings.model or not drafts:
            return
        try:
            self.model = consult(drafts)
        except DocumentError as error:
            LOG.warning("%s", error)
            self.model = None

    def finish(self, file: InputFile, draft: Draft, seconds: float, tables: TableWriter | None) -> Outcome:
        """Extract, check and write one document, which has taken some seconds already."""
        started = perf_counter() - seconds
        try:
            with time_limit(self.settings.timeout):
                record = finish(draft, self.model, self.identifier)
            self.write(record)
        except DocumentError as error:
            return self.failed(file, error, perf_counter() - started)
        if tables is not None:
            self.doubtful += doubtful_items(record, self.threshold)
            tables.add(record)
        return self.done(record, perf_counter() - started)

    def write(self, record: Record) -> None:
        try:
            write_record(record, self.out / record_place(record.source.path))
        except OSError as error:
            raise WriteFailedError(f"The record can't be written: {error.strerror or error}.") from error

    def done(self, record: Record, seconds: float) -> Outcome:
        """Return the outcome of a written record; findings are about the document, no warnings of the run."""
        is_document = is_administrative(record)
        message = self.remark(record, is_document=is_document)
        return Outcome(
            path=record.source.path,
            status=Status.DONE if message is None else Status.DONE_WITH_WARNINGS,
            sha256=record.source.sha256,
            category=None if is_document else "not_a_document",
            message=message,
            pages=record.source.page_count,
            seconds=round(seconds, 3),
            record=record_place(record.source.path).as_posix(),
        )

    def remark(self, record: Record, *, is_document: bool) -> str | None:
        """Return what the user is told of a record that was written, None where nothing."""
        say = Messages(self.settings.language)
        remarks = [say(f"notice.{notice}") for notice in record.source.notices]
        return " ".join(remarks if is_document else [say("error.not_a_document"), *remarks]) or None

    def failed(self, file: InputFile, error: DocumentError, seconds: float) -> Outcome:
        LOG.debug("%s: %s", file.relative, error, exc_info=error)
        return Outcome(
            path=file.relative,
            status=Status(error.status),
            sha256=_digest(file.path),
            category=error.category,
            stage=error.stage,
            message=Messages(self.settings.language).sentence(error),
            seconds=round(seconds, 3),
        )

    def report(self) -> RunReport:
        return RunReport(
            started=self.started,
            finished=datetime.now(UTC),
            outcomes=tuple(self.outcomes),
            settings={**self.settings.as_mapping(), "min_confidence": self.threshold},
            interrupted=self.interrupted,
        )


def _chunks(prepared: Iterator[_Prepared]) -> Iterator[list[_Prepared]]:
    while chunk := list(islice(prepared, _CHUNK)):
        yield chunk


def _digest(path: Path) -> str | None:
    """Return the hash of a file that could not be extracted, None where it can't even be opened."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
