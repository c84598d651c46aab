"""What a change of the pipeline wins and loses: `python -m corpus.against REVISION`.

The pipeline of a git revision and the one that stands here extract the same samples; both outcomes
are compared with the same gold, the present one.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.core.errors import UsageError
from pipeline.evaluate.changes import change_lines
from pipeline.evaluate.evaluation import Evaluation, evaluate

HERE = Path(__file__).parent
ROOT = HERE.parent
ENDED = (0, 1)
"""Exit codes of `vanban extract` after which there are records: all done, or some documents failed."""
RUN = "import sys; from pipeline.cli import main; sys.exit(main())"
# A hook of git sets these for its own checkout; the worktree is another one.
_LOCAL_TO_A_CHECKOUT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


class AgainstError(Exception):
    """The comparison can't be made; the message is one sentence that says why."""


def git(folder: Path, *arguments: str) -> str:
    """Return what a git command prints.

    Raises:
        AgainstError: where there is no git, or it says no.
    """
    environment = {key: value for key, value in os.environ.items() if key not in _LOCAL_TO_A_CHECKOUT}
    # Hooks of the checkout have no business in a temporary one.
    command = ["git", "-c", f"core.hooksPath={os.devnull}", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise AgainstError("git is not installed.") from error
    if done.returncode != 0:
        raise AgainstError(f"git {arguments[0]}: {_last_line(done.stderr)}")
    return done.stdout.strip()


def commit_of(root: Path, revision: str) -> str:
    """Return the commit that a revision names; raise `AgainstError` where there is none."""
    try:
        top = git(root, "rev-parse", "--show-toplevel")
    except AgainstError as error:
        if "not installed" in str(error):
            raise
        raise AgainstError("This is not a git checkout, so there is no earlier revision to compare with.") from error
    if Path(top).resolve() != root.resolve():
        raise AgainstError("This is not a git checkout of its own, so there is no earlier revision to compare with.")
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except AgainstError as error:
        raise AgainstError(f"There is no revision {revision!r} here.") from error


@contextmanager
def worktree(root: Path, commit: str, folder: Path) -> Iterator[Path]:
    """Check out a commit into a new folder; it is gone afterwards, whatever happened."""
    try:
        git(root, "worktree", "add", "--detach", "--force", str(folder), commit)
        yield folder
    finally:
        with suppress(AgainstError):  # it must not hide the error that led here
            git(root, "worktree", "remove", "--force", str(folder))


def extract(project: Path, samples: Path, out: Path, name: str) -> None:
    """Run the `pipeline` package of a checkout with this interpreter.

    Raises:
        AgainstError: where there is none, or it makes no records.
    """
    if not (project / "pipeline" / "cli.py").is_file():
        raise AgainstError(f"{name} has no pipeline to run.")
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", RUN, "extract", str(samples), "-o", str(out)]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in ENDED or not any(out.rglob("*.json")):
        raise AgainstError(f"The pipeline of {name} can't be run here: {_last_line(done.stderr)}")


def compare(root: Path, revision: str, samples: Path, gold: Path) -> tuple[Evaluation, Evaluation]:
    """Return the evaluations of a revision and of what stands in `root`, over the same samples."""
    commit = commit_of(root, revision)
    with TemporaryDirectory(prefix="vanban-against-") as name:
        folder = Path(name)
        with worktree(root, commit, folder / "checkout") as project:
            extract(project, samples, folder / "before", f"revision {revision}")
        extract(root, samples, folder / "after", "this checkout")
        return evaluate(gold, folder / "before"), evaluate(gold, folder / "after")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m corpus.against", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("revision", help="what git calls the earlier state: a commit, a branch, a tag, HEAD~1")
    parser.add_argument("--samples", type=Path, default=HERE / "samples", help="documents to extract")
    parser.add_argument("--gold", type=Path, default=HERE / "gold", help="their annotations")
    options = parser.parse_args(arguments)
    try:
        before, after = compare(ROOT, options.revision, options.samples.resolve(), options.gold.resolve())
    except (AgainstError, UsageError) as error:
        sys.stderr.write(f"corpus.against: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("corpus.against: interrupted\n")
        return 130
    sys.stdout.writelines(f"{line}\n" for line in (*change_lines(before, after), *_troubles(before, after)))
    return 0


def _troubles(before: Evaluation, after: Evaluation) -> Iterator[str]:
    for name, evaluation in (("before", before), ("after", after)):
        yield from (f"{name}: {trouble}" for trouble in evaluation.troubles)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it said nothing."


if __name__ == "__main__":
    # As an interruption by the keyboard, so that the worktree is removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` has enough of it
    sys.exit(main())
