"""The trained classifier: where its weights live, and that they are numbers and nothing else."""

import json
import multiprocessing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from bot.nlu import classifier as store
from bot.nlu.assets import AssetError, phrases
from bot.nlu.features import blocks
from bot.nlu.weights import ARRAYS, NAMES

PHRASINGS = """\
version: "3.1"
nlu:
- intent: complaint
  metadata: {category: PAY.MISSED}
  examples: |
    - លុយមិនចូល
    - luy min chol te
    - my money did not come
    - ប្រាក់មិនទាន់ចូលទេ
- intent: complaint
  metadata: {category: CARD.LOST}
  examples: |
    - ប័ណ្ណបាត់
    - kat bat hz
    - my card is lost
    - បាត់ប័ណ្ណក្រីក្រ
- intent: safety
  metadata: {category: SAFE.GBV}
  examples: |
    - ប្តីវាយខ្ញុំ
    - pdey veay knhom
    - my husband beats me
- intent: greeting
  examples: |
    - សួស្តី
    - hello
    - suosdey
"""


@pytest.fixture
def assets(tmp_path: Path, settings: Settings) -> Path:
    """A small folder of phrasings, and an empty folder for the weights."""
    settings.NLU_FOLDER = tmp_path / "kept"
    folder = tmp_path / "assets" / "a_style"
    folder.mkdir(parents=True)
    (folder / "all.yml").write_text(PHRASINGS, "utf-8")
    return tmp_path / "assets"


def kept(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.NLU_FOLDER).iterdir() if path.is_dir()]


def test_it_trains_once_and_reads_its_weights_afterwards(
    assets: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.trained((assets,))
    monkeypatch.setattr(store, "_learn", None)
    second = store.trained((assets,))
    assert len(kept(settings)) == 1
    seen = blocks("លុយខ្ញុំមិនទាន់ចូល")
    assert np.allclose(first.probabilities(seen), second.probabilities(seen), atol=1e-3)
    assert second.labels[int(second.probabilities(seen).argmax())] == ("complaint", "PAY.MISSED")


def test_what_is_kept_is_arrays_and_names_and_no_pickle(assets: Path, settings: Settings) -> None:
    store.trained((assets,))
    (folder,) = kept(settings)
    assert {path.name for path in folder.iterdir()} == {ARRAYS, NAMES}
    json.loads((folder / NAMES).read_text("utf-8"))
    with np.load(folder / ARRAYS, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind == "f" for name in arrays.files)


def test_a_new_phrasing_makes_new_weights(assets: Path) -> None:
    before = store.key((assets,))
    path = assets / "a_style" / "all.yml"
    path.write_text(path.read_text("utf-8") + "    - hi there\n", "utf-8")
    assert store.key((assets,)) != before


def test_two_processes_that_start_together_train_once(assets: Path, settings: Settings) -> None:
    folder = str(settings.NLU_FOLDER)
    apart = multiprocessing.get_context("spawn")
    told = apart.Queue()
    both = [apart.Process(target=_train, args=(folder, str(assets), told)) for _ in range(2)]
    for process in both:
        process.start()
    learned = sorted(told.get(timeout=120) for _ in both)
    for process in both:
        process.join(timeout=60)
    assert learned == [0, 1]


def _train(folder: str, assets: str, told: "multiprocessing.Queue[int]") -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.NLU_FOLDER = Path(folder)
    count = 0
    learn = store._learn

    def counted(found: tuple[Path, ...]) -> object:
        nonlocal count
        count += 1
        return learn(found)

    store._learn = counted  # type: ignore[assignment]
    store.trained((Path(assets),))
    told.put(count)


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(
    assets: Path, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("", "utf-8")
    settings.NLU_FOLDER = tmp_path / "a file" / "kept"
    assert store.trained((assets,)).labels


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nlu:\n- intent: weather\n  examples: |\n    - sun\n", "no intent is called weather"),
        ("nlu:\n- intent: complaint\n  examples: |\n    - x\n", "need a category"),
        ("nlu: [", "all.yml"),
    ],
)
def test_a_wrong_file_is_named(assets: Path, text: str, says: str) -> None:
    (assets / "a_style" / "all.yml").write_text(text, "utf-8")
    with pytest.raises(AssetError, match=says):
        phrases((assets,))


def test_no_phrasings_are_an_error_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match="no phrasings under"):
        store._learn((tmp_path,))


@hypothesis_settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_the_features(text: str) -> None:
    assert set(blocks(text)) == {"latin", "khmer", "words", "cues"}
