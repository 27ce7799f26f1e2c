"""Whole notebooks through the run stage: what one cell does costs its own exercise and no other."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.grading import run, sandbox
from course_utils.grading.notebook_run import Cell, NotebookRun
from course_utils.grading.plugin import exercise_seed
from tests.grading.running import SEED, SHARES, added, grade, half, job, needs_sandbox, shares, why

pytestmark = needs_sandbox
WRONG = "def shares(z, dim=-1):\n    return z"


def test_right_wrong_untouched_and_text_are_told_apart():
    found = grade(
        *shares(), *half("half = 7"), *why("why = '''" + "because it divides by nothing. " * 4 + "'''")
    )
    assert (found["00.shares"].status, found["00.shares"].points) == ("right", found["00.shares"].possible)
    assert (found["00.half_of_it"].status, found["00.half_of_it"].points) == ("wrong", 0)
    text = found["00.why_not_shares"]
    assert (text.status, text.points, text.needs_person) == ("recorded", 0, True)
    assert text.answer.startswith("because it divides")
    untouched = grade(*shares("def shares(z, dim=-1):\n    raise NotImplementedError"), *half("half = ..."))
    assert {e.status for e in untouched.values()} == {"not attempted"}
    missing = grade(("check", "00.half_of_it", "ex.half_of_it.check(half)"))
    assert missing["00.half_of_it"].status == "not attempted"


def test_a_cell_with_an_error_is_told_with_it_and_the_rest_goes_on():
    found = grade(*shares("def shares(z) return z"), added("1 / 0"), *half())
    assert found["00.shares"].status == "could not run"
    assert "SyntaxError" in found["00.shares"].why
    assert found["00.half_of_it"].status == "right"


@pytest.mark.parametrize(
    "fatal",
    [
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "while True: print('flood' * 1000)",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    ],
)
def test_a_fatal_answer_loses_its_own_exercise_only(fatal: str):
    before = "helper = 10.0"
    found = grade(added(before), *shares(fatal), *half("half = helper"), cell_seconds=2)
    assert found["00.shares"].points == 0
    assert found["00.shares"].why
    assert found["00.half_of_it"].status == "right"  # and `helper` was there again, replayed


def test_a_function_that_kills_when_it_is_probed_loses_its_own_exercise_only():
    deadly = "def shares(z, dim=-1):\n    import os; os._exit(1)"
    found = grade(*shares(deadly), *half())
    assert found["00.shares"].why == "ended its kernel (exit 1)"
    assert found["00.half_of_it"].status == "right"


@pytest.mark.full
@pytest.mark.parametrize(
    "poison",
    [
        "import course_utils.checking.collect as c\nc.collect = None",
        "ex.half_of_it.task.collect = None",
        "object.__setattr__(ex.half_of_it.task, 'expected', 7)",
        "import sys\nsys.modules['course_utils.checking'] = None",
        "get_ipython().kernel.shell_handlers.clear()",
        "k = get_ipython().kernel\nk.shell_handlers['softmax_probe_request'] = lambda *a: None",
        "get_ipython().input_transformers_cleanup.append(lambda lines: [])",
        "get_ipython().user_ns.clear()",
        "import threading, os\nthreading.Timer(0.05, os._exit, (0,)).start()",
        "import torch\ntorch.Tensor.__truediv__ = None\ntorch.tensor = None",
        "import json\njson.dumps = None\njson.JSONEncoder.encode = None",
        "import builtins\nbuiltins.isinstance = lambda *a: False",
        "import gc\nfor o in gc.get_objects():\n    if type(o).__name__ == 'Probe': o._exercises.clear()",
    ],
)
def test_a_poisoned_kernel_does_not_cost_the_next_honest_exercise(poison: str):
    found = grade(added(poison), *shares(), *half(), cell_seconds=4)
    assert {name: e.status for name, e in found.items()} == {"00.shares": "right", "00.half_of_it": "right"}


FORGED = """
class Forged: pass
import json, types
def answer(request, namespace):
    evidence = {"exercise": request["exercise"], "status": "ran", "data": EVIDENCE}
    return json.dumps({"evidence": json.dumps(evidence), "changed": False})
kernel = get_ipython().kernel
def handle(stream, ident, parent):
    for _ in range(TIMES):
        data = {"application/vnd.softmax-course.evidence+json": answer(parent["content"], None)}
        content = {"status": "ok", "data": data}
        kernel.session.send(stream, "softmax_probe_reply", content, parent=parent, ident=ident)
kernel.shell_handlers["softmax_probe_request"] = handle
"""


@pytest.mark.parametrize(
    ("evidence", "times"), [('{"runs": [], "used": []}', 1), ('{"runs": []}', 2), ("None", 1)]
)
def test_forged_evidence_earns_nothing_and_costs_nothing(evidence: str, times: int):
    forged = FORGED.replace("EVIDENCE", evidence).replace("TIMES", str(times))
    found = grade(added(forged), *shares(WRONG), *half())
    assert found["00.shares"].points == 0
    assert found["00.half_of_it"].status == "right"


def test_nothing_of_nbvals_can_be_switched_off_by_a_cell():
    found = grade(*shares("# NBVAL_SKIP\n" + SHARES), *half("# NBVAL_RAISES_EXCEPTION\nhalf = 10.0"))
    assert {e.status for e in found.values()} == {"right"}


def test_neighbours_in_one_session_do_not_touch_each_other_and_results_come_in_order():
    jobs = [
        job(added("import torch, os\ntorch.softmax = None\nos._exit(0)"), *shares(WRONG), student="eve"),
        job(*shares(), *half(), student="ada"),
        job(added("open('/home/student/left', 'w').write('10.0')"), *half("half = 1"), student="bob"),
        job(*half("half = float(open('/home/student/left').read())"), student="cy"),
    ]
    heard = []
    results = list(run.run_notebooks(jobs, seed=SEED, landed=heard.append))
    assert [r.student for r in results] == ["eve", "ada", "bob", "cy"]
    assert [[e.status == "right" for e in r.exercises] for r in results] == [
        [False],
        [True, True],
        [False],
        [False],
    ]
    assert heard == results
    assert all(r.sandboxed for r in results)


def test_one_file_run_by_pytest_gives_the_same_verdicts(tmp_path: Path):
    one = job(*shares(), *half("half = 7"))
    path = tmp_path / "one.ipynb"
    path.write_text(one.notebook)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "course_utils.grading.plugin",
        "--softmax-grade",
        str(path),
    ]
    command += ["--softmax-seed", SEED.hex(), "-v", "-p", "no:cacheprovider", "--nbval"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=os.environ | {"COLUMNS": "200"}
    )
    assert "shares) PASSED" in done.stdout
    assert "(check 00::half_of_it) FAILED" in done.stdout
    assert "1 failed, 4 passed" in done.stdout  # nbval, though asked for, does not collect it again
    (result,) = run.run_notebooks([one], seed=SEED)
    assert [e.status for e in result.exercises] == ["right", "wrong"]


def test_without_a_sandbox_the_verdicts_are_the_same_and_the_result_says_so():
    one = job(*shares(), added("import os; os._exit(1)"), *half())
    (inside,) = run.run_notebooks([one], seed=SEED)
    (outside,) = run.run_notebooks([one], seed=SEED, sandbox=False)
    assert [e.status for e in inside.exercises] == ["right", "right"]
    assert inside.exercises == outside.exercises
    assert not outside.sandboxed


def test_the_seed_of_an_exercise_is_the_classs_and_no_other_exercises():
    seeds = {exercise_seed(s, e) for s in (b"a", b"b") for e in ("00.shares", "00.half_of_it")}
    assert len(seeds) == 4
    assert exercise_seed(b"a", "00.shares") == exercise_seed(b"a", "00.shares")
    assert all(0 <= seed < 2**56 for seed in seeds)


def test_a_notebook_that_was_not_transplanted_is_the_graders_failure_not_the_students():
    from dataclasses import replace

    text = job(*half()).notebook.replace('"grading"', '"something else"')
    foreign = replace(job(*half()), notebook=text)
    with pytest.raises(run.RunFailed, match="no role in grading"):
        list(run.run_notebooks([foreign], seed=SEED))


def test_a_notebook_that_takes_for_ever_is_ended_and_says_so():
    slow = [added("import time\ntime.sleep(1.5)") for _ in range(3)]
    found = grade(*shares(), *slow, *half(), cell_seconds=5, notebook_seconds=3)
    assert found["00.shares"].status == "right"
    assert found["00.half_of_it"].status == "right"  # in a kernel of its own, which has no slow cells


def test_an_answer_that_takes_for_ever_is_ended_and_says_so():
    found = grade(*half("import time\ntime.sleep(5)\nhalf = 10.0"), cell_seconds=1.5)
    assert found["00.half_of_it"].why == "went over 1.5 s"
    assert found["00.half_of_it"].points == 0


def test_a_warm_server_that_dies_in_the_middle_costs_nobody_anything(monkeypatch: pytest.MonkeyPatch):
    killed = []

    def kill_once(self: NotebookRun, cell: Cell, began: Callable[..., str] = NotebookRun._run_in_main) -> str:
        if cell.exercise == "00.half_of_it" and not killed:
            killed.append(sandbox.current().pid)
            os.kill(killed[0], 9)
        return began(self, cell)

    monkeypatch.setattr(NotebookRun, "_run_in_main", kill_once)
    found = grade(*shares(), *half("import time; time.sleep(0.3); half = 10.0"))
    assert killed
    assert killed[0] != sandbox.current().pid
    assert {e.status for e in found.values()} == {"right"}
