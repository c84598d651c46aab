"""Two annotations of the same documents."""

from __future__ import annotations

import json

import pytest

from corpus import agreement as module
from corpus.agreement import AgreementError, agreement, agreement_table, as_record, disagreements, main, of_samples
from corpus.build import HERE
from corpus.readme import rewritten
from pipeline.evaluate.tally import Figures

TEXT = "1. Văn phòng Sở rà soát quy chế làm việc trước ngày 30/4/2024. 2. Báo cáo kết quả kiểm tra."


def task(anchor, *leads, **more):
    """Return an annotated task."""
    return {"anchor": anchor, "lead": list(leads), **more}


@pytest.fixture
def folders(tmp_path):
    """A function that writes both annotations of one document and compares them."""

    def write(one, other):
        for name, tasks in (("first", one), ("second", other)):
            (tmp_path / name).mkdir(exist_ok=True)
            (tmp_path / name / "plan.json").write_text(json.dumps({"tasks": tasks, "indicators": []}))
        return agreement(tmp_path / "first", tmp_path / "second", {"plan": TEXT})

    return write


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Văn phòng Sở rà soát quy chế làm việc", "Văn phòng Sở rà soát"),
        ("Văn phòng Sở rà soát", "Văn phòng Sở rà soát quy chế làm việc"),
        ("rà soát quy chế", "Văn phòng Sở rà soát"),
    ],
)
def test_tasks_meet_whoever_wrote_more_of_them(folders, one, other):
    """Anchors of different lengths are of the same task, as the text from the anchor on decides."""
    assert folders([task(one)], [task(other)]).figures["task"] == Figures(1, 0, 0)


def test_other_task_is_no_agreement(folders):
    """Tasks that begin elsewhere in the document are two, one of each reader."""
    found = folders([task("Văn phòng Sở rà soát")], [task("Báo cáo kết quả")])
    assert found.figures["task"] == Figures(0, 1, 1)


def test_disagreements_name_the_reader(folders):
    """What the two see differently is told with document, task and reader."""
    found = folders([task("Báo cáo kết quả", "Thanh tra")], [task("Báo cáo kết quả", "Thanh tra Sở")])
    assert set(disagreements(found)) == {
        "plan: task.lead [Báo cáo kết quả]: first only 'thanh tra'",
        "plan: task.lead [Báo cáo kết quả]: second only 'thanh tra sở'",
    }


def test_table_keeps_the_readers_apart(folders):
    """What only the first and only the second has stands in columns of its own."""
    deadline = {"type": "DATE", "value": "2024-04-30"}
    one, other = task("Báo cáo", deadlines=[deadline]), task("Báo cáo", deadlines=[])
    assert "| `task.deadline` | 0 | 1 | 0 | 0.000 |" in agreement_table(folders([one], [other]))
    assert "| `task.deadline` | 0 | 0 | 1 | 0.000 |" in agreement_table(folders([other], [one]))


def test_anchor_that_is_not_printed_stands_for_itself():
    """Where the text does not have an anchor, the task's text is the anchor."""
    annotation = {"tasks": [task("Không in ở đây")]}
    assert as_record(annotation, annotation, TEXT)["tasks"][0]["text"] == "không in ở đây"


def test_second_annotation_without_a_first_is_refused(tmp_path):
    """Nothing to compare is an error, not an agreement."""
    with pytest.raises(AgreementError, match="no annotations"):
        agreement(tmp_path, tmp_path, {})
    (tmp_path / "second").mkdir()
    (tmp_path / "second/plan.json").write_text("{}")
    with pytest.raises(AgreementError, match="no first annotation"):
        agreement(tmp_path, tmp_path / "second", {})


def test_data_card_says_how_many_samples_have_two_annotations():
    """The data card says how many of the documents were read twice; agreement is the same in both directions."""
    found = of_samples()
    read_once = len(list((HERE / "annotation").glob("*.json")))
    said = f"{len(found.tallies)} of the {read_once} documents were annotated a second time"
    assert said in " ".join((HERE / "README.md").read_text("utf-8").split())
    turned = agreement_turned()
    for name, figures in found.figures.items():
        assert turned[name] == Figures(figures.right, figures.missed, figures.spurious), name


def agreement_turned():
    """Return the agreement with the second annotation in the place of the first, per field."""
    texts, total = module.printed_texts(), {}
    for path in sorted(module.SECOND.glob("*.json")):
        one, other = (
            json.loads(path.read_text("utf-8")),
            json.loads((HERE / "annotation" / path.name).read_text("utf-8")),
        )
        tally = module.compare_document(one, as_record(other, one, texts[path.stem]))
        for name, figures in tally.figures():
            for key in (name, f"all {name.split('.')[0]}"):
                total[key] = total.get(key, Figures(0, 0, 0)) + figures
    return total


def test_data_card_has_the_present_figures():
    """The tables of the data card are those that would be written now."""
    text = (HERE / "README.md").read_text("utf-8")
    assert rewritten(text) == text


def test_command_lists_disagreements_on_demand(capsys):
    """The table is always printed, what differs only when asked for."""
    assert main([]) == 0
    short = capsys.readouterr().out
    assert main(["--errors"]) == 0
    long = capsys.readouterr().out
    assert long.startswith(short)
    assert "only" in long[len(short) :]
