"""Preparation: once, again when something changed, again after it broke off, and once for two starts together."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hoanhap.site import cli
from workshop import prepare, stamps, steps

pytestmark = pytest.mark.once("sqlite")


class Kitchen:
    """One step over a source file, which counts how often it worked."""

    def __init__(self, folder: Path) -> None:
        self.source, self.result, self.worked = folder / "source", folder / "result", 0
        self.source.write_text("one")
        self.fault: Callable[[], None] = lambda: None

    @property
    def step(self) -> steps.Step:
        return steps.Step("dish", "dish", lambda: stamps.digest([self.source]), self.result.exists, self._work)

    def _work(self) -> None:
        self.worked += 1
        self.fault()
        time.sleep(0.05)
        self.result.write_text(self.source.read_text())


@pytest.fixture
def kitchen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kitchen:
    monkeypatch.setattr(steps, "STAMPS", stamps.Stamps(tmp_path / "prepared"))
    return Kitchen(tmp_path)


def test_what_is_ready_is_not_done_again_and_what_changed_is(kitchen: Kitchen) -> None:
    prepare.ensure([kitchen.step])
    prepare.ensure([kitchen.step])
    assert kitchen.worked == 1
    kitchen.source.write_text("two")
    prepare.ensure([kitchen.step])
    assert (kitchen.worked, kitchen.result.read_text()) == (2, "two")


def test_a_stamp_without_its_result_is_not_believed(kitchen: Kitchen) -> None:
    prepare.ensure([kitchen.step])
    kitchen.result.unlink()
    prepare.ensure([kitchen.step])
    assert kitchen.worked == 2


def test_a_step_that_broke_off_is_not_stamped_and_goes_again(kitchen: Kitchen) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    kitchen.result.write_text("half")
    kitchen.fault = interrupt
    with pytest.raises(KeyboardInterrupt):
        prepare.ensure([kitchen.step])
    assert not kitchen.step.ready()
    kitchen.fault = lambda: None
    prepare.ensure([kitchen.step])
    assert (kitchen.step.ready(), kitchen.result.read_text()) == (True, "one")


def test_of_starts_at_the_same_time_one_works_and_the_others_wait(kitchen: Kitchen) -> None:
    starts = [threading.Thread(target=prepare.ensure, args=([kitchen.step],)) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert kitchen.worked == 1
    assert kitchen.step.ready()


def test_a_digest_sees_names_contents_and_where_one_file_ends(tmp_path: Path) -> None:
    def of(**contents: str) -> str:
        files = [tmp_path / name for name in contents]
        for file in files:
            file.write_text(contents[file.name])
        return stamps.digest(files)

    assert of(a="1", b="2") == of(b="2", a="1")
    assert len({of(a="1", b="2"), of(a="12", b=""), of(a="1", c="2"), of(a="2", b="1"), of(a="1")}) == 5
    assert stamps.digest([], "ab") != stamps.digest([], "a", "b")


def test_every_command_knows_what_it_needs() -> None:
    assert set(prepare.NEEDS) == set(cli.COMMANDS)
    assert set(prepare.WORKSHOP) == {command.name for command in cli.FOR_CHANGERS}
    assert all(needed[0] is steps.ENVIRONMENT for needed in prepare.NEEDS.values())


def test_a_step_that_cannot_be_done_says_why_and_leaves_no_traceback(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise steps.CannotPrepare("Máy không nối mạng.")

    kitchen.fault = refuse
    monkeypatch.setattr(prepare, "NEEDS", {"law": (kitchen.step,)})
    monkeypatch.setattr(prepare, "hand_over", lambda *_: pytest.fail("handed over an environment that is not ready"))
    assert prepare.main(["law"]) == 1
    said = capsys.readouterr().err
    assert "Máy không nối mạng." in said
    assert str(steps.log_of("dish")) in said
