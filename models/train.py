"""Train the learned model from the annotated sentences: `python -m models.train`, or `make train`.

`task` (who is told, who supports, by when; whether an item is an order) goes into the package
`models/vanban_vi`; `entities` (organisations, units, roles, persons …) is trained and measured beside it,
see `models/README.md` for why it does not ship. `--out DIR` writes what was trained there instead.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config

from corpus.marked import Sentence
from corpus.training_set import MODELS, SEED, doc_of, part_of, sentences, training_sentences
from models.measure import write_quality

HERE = Path(__file__).parent
CONFIG = HERE / "config.cfg"
PACKAGE = HERE / "vanban_vi" / "vanban_vi"
SHIPPED = ("task",)


def parts(found: Sequence[Sentence]) -> Mapping[str, list[Sentence]]:
    """Return the sentences by part; of the training part with its noisy copies."""
    by_part: dict[str, list[Sentence]] = {"train": [], "dev": [], "test": []}
    for sentence in found:
        by_part[part_of(sentence)].append(sentence)
    return {**by_part, "train": training_sentences(by_part["train"])}


def learnt_by(model: str, found: Sequence[Sentence]) -> list[Sentence]:
    """Return what a model learns from: entities from all sentences, the parts of a task from items."""
    return [sentence for sentence in found if model == "entities" or sentence.directive is not None]


def train(model: str, by_part: Mapping[str, Sequence[Sentence]], folder: Path, epochs: int | None = None) -> Language:
    """Train one model and return it in the state that did best on the part `dev`."""
    paths = {part: folder / f"{model}-{part}.spacy" for part in ("train", "dev")}
    for part, path in paths.items():
        DocBin(docs=[doc_of(sentence, model) for sentence in learnt_by(model, by_part[part])]).to_disk(path)
    config = load_config(CONFIG, overrides={f"paths.{part}": str(path) for part, path in paths.items()})
    if epochs is not None:
        config["training"]["max_epochs"] = epochs
    if model == "entities":
        config["nlp"]["pipeline"].remove("textcat")
        del config["components"]["textcat"]
    random.seed(SEED)
    np.random.seed(SEED)
    (folder / model).mkdir()
    run_training(init_nlp(config), folder / model, stdout=sys.stdout, stderr=sys.stderr)
    nlp = spacy.load(folder / model / "model-best")
    nlp.config["paths"].update(train=None, dev=None)  # of this machine, and gone when it is read again
    return nlp


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", choices=MODELS, action="append", help="only this one")
    parser.add_argument("--epochs", type=int, help="instead of the configuration's")
    parser.add_argument("--out", type=Path, help="where to write the models instead of the package")
    options = parser.parse_args(arguments)
    by_part = parts(sentences())
    trained: dict[str, Language] = {}
    with TemporaryDirectory() as folder:
        for model in options.model or MODELS:
            trained[model] = train(model, by_part, Path(folder), options.epochs)
    for model, nlp in trained.items():
        target = options.out / model if options.out else PACKAGE / model
        if options.out or model in SHIPPED:
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            nlp.to_disk(target)
    if not options.out and not options.model:
        write_quality(trained, by_part, HERE / "quality.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
