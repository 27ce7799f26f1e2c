"""What notebook 05 says, computed again; its functions, its watch and its proofs; its demos at every stop."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch

from course_utils import figures
from course_utils.checking import Draw, Exercise, Status
from course_utils.checking.derivation import Derivation
from course_utils.derivation import StatementError, validate
from course_utils.lessons import digits, exercises_of
from course_utils.lessons import jacobian as ex
from course_utils.lessons.jacobian import bounds, curvature, demos, linear_work, matrix, questions, training
from course_utils.lessons.jacobian.by_hand import by_autograd
from course_utils.lessons.jacobian.watch import Watch, peak_bytes
from course_utils.live import Demo
from tests.answer_files import AnswerFile, files, our_answer

SOURCE = (Path(__file__).parents[2] / "solutions" / "05_jacobian.py").read_text(encoding="utf-8")
PROSE = re.sub(r"\s+", " ", re.sub(r"^# ?", "", SOURCE, flags=re.MULTILINE))
SCORES = torch.tensor(questions.RUNNING, dtype=torch.float64)
PROOFS = [e for e in exercises_of(ex) if isinstance(e.task, Derivation)]


def says(sentence: str) -> bool:
    """Whether the notebook says so, wherever its lines break."""
    return re.sub(r"\s+", " ", sentence) in PROSE


@cache
def ours(name: str) -> Any:
    """Our own answer to exercise 05.`name`."""
    return our_answer(f"05.{name}")


def random_scores(rows: int, classes: int, scale: float, seed: int = 0) -> torch.Tensor:
    """Float64 scores, (rows, classes)."""
    return Draw(seed).normal(rows, classes, scale=scale, dtype=torch.float64)


def largest_eigenvalues(z: torch.Tensor) -> torch.Tensor:
    """The largest eigenvalue of the Jacobian at each row of scores."""
    return torch.linalg.eigvalsh(ours("jacobian")(z))[..., -1]


# What the notebook says.


def test_the_runner_up_has_the_probability_that_the_bet_names() -> None:
    assert says(f"with score 4 and probability {float(torch.softmax(SCORES, -1)[4]):.4f}")
    assert ex.nudge_bet.task.outcome() == {"others": "all four", "total": "zero", "steepest": "near 1/2"}


def test_a_step_against_the_gradient_helps_if_it_is_short() -> None:
    assert ex.step_bet.task.outcome() == {"along": "rises", "against": "falls", "leap": "rises"}
    assert says(f"the loss is $\\log 10 = {math.log(10):.4f}$")


def test_the_jacobian_is_a_matrix_of_variances() -> None:
    z, v = random_scores(500, 6, 3.0), random_scores(500, 6, 1.0, seed=1)
    p, j = torch.softmax(z, -1), ours("jacobian")(z)
    quadratic = torch.einsum("ni,nij,nj->n", v, j, v)
    variance = (p * v**2).sum(-1) - (p * v).sum(-1) ** 2
    assert torch.allclose(quadratic, variance, atol=1e-13)
    assert torch.linalg.matrix_rank(ours("jacobian")(SCORES)) == 4
    assert float((j @ torch.ones(6, dtype=torch.float64)).abs().max()) < 1e-15


@pytest.mark.parametrize("classes", [2, 3, 10, 100])
def test_no_eigenvalue_is_above_one_half(classes: int) -> None:
    tops = torch.cat(
        [largest_eigenvalues(random_scores(500, classes, scale)) for scale in (0.1, 1.0, 5.0, 30.0)]
    )
    assert float(tops.max()) <= 0.5 + 1e-15


def test_softmax_halves_distances_or_more() -> None:
    for distance in (1e-3, 1.0, 30.0):
        a, step = random_scores(5000, 3, 3.0), random_scores(5000, 3, 1.0, seed=2)
        b = a + distance * torch.nn.functional.normalize(step, dim=-1)
        stretch = (torch.softmax(a, -1) - torch.softmax(b, -1)).norm(dim=-1) / distance
        assert float(stretch.max()) <= 0.5 + 1e-9


def test_temperature_multiplies_the_bound_by_its_inverse() -> None:
    assert says("<summary>Answer</summary>5, which is one half divided by 0.1.")
    z = torch.tensor([0.0, 0.0, -9.0], dtype=torch.float64)
    by_autograd = torch.func.jacrev(lambda s: torch.softmax(s / 0.1, -1))(z)
    assert float(torch.linalg.eigvalsh(by_autograd)[-1]) == pytest.approx(5.0)


def test_one_jacobian_of_a_language_model_takes_ten_gigabytes() -> None:
    assert says("chooses between 50,000 words. One J in float32 is 10 GB")
    assert 50_000**2 * 4 == 10e9


def test_a_probability_of_one_half_gains_a_quarter_of_the_nudge() -> None:
    assert says("By 0.01 times 0.5 times 0.5, so 0.0025.")
    assert float(torch.sigmoid(torch.tensor(0.01, dtype=torch.float64))) - 0.5 == pytest.approx(
        0.0025, rel=1e-4
    )


def test_every_step_below_the_bound_brings_what_is_promised() -> None:
    data = digits.load()
    x, y = data.x_train.double(), data.y_train
    with_one = torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype)], 1)
    bend = 0.5 * float(torch.linalg.eigvalsh(with_one.T @ with_one / len(x))[-1])

    def loss(w: torch.Tensor, b: torch.Tensor) -> float:
        return float(torch.nn.functional.cross_entropy(x @ w.T + b, y))

    w, b = torch.zeros(10, 64, dtype=x.dtype), torch.zeros(10, dtype=x.dtype)
    for _ in range(3):
        dw, db = ours("linear_gradients")(x, y, w, b)
        size, before = float(dw.square().sum() + db.square().sum()), loss(w, b)
        for eta in (0.1 / bend, 1 / bend, 1.9 / bend):
            after = loss(w - eta * dw, b - eta * db)
            assert after <= before - eta * (1 - bend * eta / 2) * size
        w, b = w - 2 * dw, b - 2 * db


def test_an_output_is_concave_from_one_half_on_and_bends_both_ways_below() -> None:
    assert says("From $p_i = \\tfrac12$ on, it is never positive.")
    for z in random_scores(300, 4, 2.0):
        p, tensor = torch.softmax(z, -1), ours("second_derivative")(z)
        for i in range(4):
            bends = torch.linalg.eigvalsh(tensor[i])
            if p[i] >= 0.5:
                assert float(bends[-1]) < 1e-12
            elif 0.01 < p[i] < 0.49:
                assert bends[0] < -1e-6 < 1e-6 < bends[-1]


def test_log_probabilities_are_concave_and_cross_entropy_is_convex() -> None:
    for z in random_scores(20, 5, 2.0):
        log_p = torch.func.hessian(lambda s: torch.log_softmax(s, -1)[0])(z)
        cross = torch.func.hessian(lambda s: torch.nn.functional.cross_entropy(s, torch.tensor(2)))(z)
        lse = torch.func.hessian(lambda s: torch.logsumexp(s, -1))(z)
        j = ours("jacobian")(z)
        assert torch.allclose(log_p, -j, atol=1e-14)
        assert torch.allclose(cross, j, atol=1e-14)
        assert torch.allclose(lse, j, atol=1e-14)


def test_the_second_softmax_leaves_a_floor() -> None:
    assert questions.floor(10) == pytest.approx(math.log(1 + 9 / math.e), abs=1e-12)
    assert f"{questions.floor(10):.3f}" == "1.461"
    assert "0.23" in ex.explain_double.task.model_answer
    assert f"{math.e / (math.e + 9):.2f}" == "0.23"


def test_the_second_softmax_leaves_only_a_narrow_scale() -> None:
    rows = torch.stack([torch.eye(10, dtype=torch.float64)[0], torch.full((10,), 0.1), torch.eye(10)[1]])
    perfect, clueless, worst = torch.nn.functional.cross_entropy(
        rows, torch.zeros(3, dtype=torch.int64), reduction="none"
    ).tolist()
    assert says(
        f"a perfect model has loss {perfect:.3f}, a clueless one {clueless:.3f}, and the worst {worst:.3f}."
    )
    random = torch.softmax(random_scores(1000, 10, 20.0), -1)
    losses = torch.nn.functional.cross_entropy(random, torch.zeros(1000, dtype=torch.int64), reduction="none")
    assert perfect <= float(losses.min()) < float(losses.max()) <= worst


def test_the_squared_error_is_at_most_two_when_sure_and_wrong() -> None:
    assert says("and 2, its largest, when the model is sure and wrong")
    p = torch.softmax(random_scores(1000, 5, 20.0), -1)
    truth = torch.eye(5, dtype=torch.float64)[0]
    squared = (p - truth).square().sum(-1)
    assert 1.99 < float(squared.max()) <= 2
    assert float((torch.eye(5, dtype=torch.float64)[1] - truth).square().sum()) == 2


def test_the_second_softmax_shrinks_the_slopes() -> None:
    z = torch.tensor([4.0, 0.0, 0.0], dtype=torch.float64, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(torch.softmax(z, -1)[None], torch.tensor([1]))
    (slopes,) = torch.autograd.grad(loss, z)
    assert [f"{s:.4f}" for s in slopes.tolist()] == ["0.0288", "-0.0232", "-0.0056"]


def test_the_hint_about_the_squared_error_tells_its_slope() -> None:
    g = 14.0
    p = torch.softmax(torch.tensor([0.0, g], dtype=torch.float64), -1)
    slope = 2 * ours("vjp")(p, p - torch.tensor([1.0, 0.0], dtype=torch.float64))
    assert float(slope[1]) == pytest.approx(4 * math.exp(-g), rel=1e-4)


# The functions.


def test_the_digits_train_to_autograds_weights_with_our_own_gradient() -> None:
    data = digits.load()
    w, b = ours("train")(data.x_train.double(), data.y_train, 300, 1.0)
    peer = digits.train_linear(data.x_train, data.y_train)
    assert float((w - peer.weight).abs().max()) < 1e-12
    assert float((b - peer.bias).abs().max()) < 1e-12
    right = int(((data.x_held_out.double() @ w.T + b).argmax(-1) == data.y_held_out).sum())
    assert right >= 0.95 * len(data.y_held_out)


def test_the_third_order_tensor_agrees_with_autograd() -> None:
    for z in random_scores(20, 6, 3.0):
        nested = torch.func.jacfwd(torch.func.jacrev(lambda s: torch.softmax(s, -1)))(z)
        assert float((ours("second_derivative")(z) - nested).abs().max()) < 1e-12
        assert float((curvature.tensor_by_autograd(z) - nested).abs().max()) < 1e-12


def test_derivatives_by_pytorch_are_seen_however_they_are_made() -> None:
    def loss(w: torch.Tensor, b: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.cross_entropy(x @ w.T + b, y)

    def by_backward(x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> Any:
        w, b = w.requires_grad_(), b.requires_grad_()
        loss(w, b, x, y).backward()
        return w.grad, b.grad

    def by_torch_func(x: torch.Tensor, y: torch.Tensor, w: torch.Tensor, b: torch.Tensor) -> Any:
        return torch.func.grad(loss, argnums=(0, 1))(w, b, x, y)

    case = ex.linear_gradients.task.function.cases(Draw(0))[0]
    assert by_autograd(by_backward, case)
    assert by_autograd(by_torch_func, case)
    assert not by_autograd(ours("linear_gradients"), case)


def test_the_function_may_keep_what_goes_out_but_no_copy_of_it() -> None:
    assert says("an intermediate result has no history")
    kept = next(f for f in files("right_answers") if f.name == "05.softmax_function/output_as_attribute")
    z = random_scores(3, 5, 2.0).requires_grad_()
    assert torch.autograd.gradgradcheck(kept.load(), z)


def test_the_counterexamples_of_the_small_models_are_written_in_quarters() -> None:
    for case in ex.linear_gradients.task.function.cases(Draw(3)):
        for tensor in case.args:
            assert bool((4 * tensor == (4 * tensor).round()).all())


def test_our_own_function_passes_both_of_pytorchs_examiners() -> None:
    z = random_scores(3, 5, 2.0).requires_grad_()
    assert torch.autograd.gradcheck(ours("softmax_function"), z)
    assert torch.autograd.gradgradcheck(ours("softmax_function"), z)


def test_the_reference_jacobian_is_that_of_torch_func() -> None:
    z = random_scores(4, 5, 2.0)
    peer = torch.func.vmap(torch.func.jacrev(lambda s: torch.softmax(s, -1)))(z)
    assert torch.allclose(matrix.by_autograd(z), peer, atol=1e-15)


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32])
def test_the_bounds_hold_for_our_functions_and_are_tight_enough_to_tell_a_sloppy_one(
    dtype: torch.dtype,
) -> None:
    for seed in range(20):
        case = matrix.Case((Draw(seed).normal(3, 6, scale=3.0, dtype=dtype),))
        exact = matrix.by_autograd(case.args[0].double())
        off = (ours("jacobian")(case.args[0]).double() - exact).abs()
        allowed = bounds.jacobian(case, exact, dtype)
        assert bool((off <= allowed).all())
        assert float(allowed.max()) < 100 * torch.finfo(dtype).eps


# Work in proportion to K.


def test_the_watch_counts_every_number_that_an_operation_returns() -> None:
    x = torch.ones(100)
    with Watch() as seen:
        y = x * 2
        z = y[:10] + 1
    assert seen.numbers == 100 + 10 + 10
    assert seen.largest == 100
    assert seen.peak_bytes == 400 + 40
    del y, z


def test_the_watch_forgets_what_is_gone() -> None:
    def one_after_the_other(x: torch.Tensor) -> torch.Tensor:
        for _ in range(5):
            x = x * 2
        return x

    assert peak_bytes(one_after_the_other, torch.ones(1000)) == 2 * 4000


def _wrong_vjp(slug: str) -> AnswerFile:
    return next(f for f in files("wrong_answers") if f.name == f"05.vjp/{slug}")


@pytest.mark.parametrize("slug", ["builds_j", "j_row_by_row", "j_in_blocks", "j_in_numpy"])
def test_an_answer_with_k_squared_work_never_meets_the_large_case(slug: str) -> None:
    answer, sizes = _wrong_vjp(slug).load(), []

    def noting(p: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
        sizes.append(p.shape[-1])
        return answer(p, v)  # type: ignore[operator]

    data = ex.vjp.task.collect(noting, 0)
    assert max(sizes) == linear_work.SIZES[-1]
    assert data["large"] is None


def test_the_growth_of_work_is_the_same_on_every_run() -> None:
    runs = [ex.vjp.task.collect(ours("vjp"), seed)["work"] for seed in range(3)]
    counts = [[(w["numbers"], w["largest"]) for w in run] for run in runs]
    assert counts[0] == counts[1] == counts[2]


_MEASURE = """
import pathlib, resource, sys, torch
sys.path.insert(0, {root!r})
from tests.answer_files import our_answer
vjp = our_answer("05.vjp")
p = torch.full((64, 50_000), 1 / 50_000)  # made in place: nothing is freed that a new array could take
v = torch.rand(64, 50_000)
vjp(p[:, :10], v[:, :10])  # what the first call loads is not counted
status = pathlib.Path("/proc/self/status")
def peak():
    # On Linux ru_maxrss starts from the parent's, which may be larger than all that happens here.
    if status.exists():
        return 1024 * int(status.read_text().split("VmHWM:")[1].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
out = vjp(p, v)
print(peak() - before)
"""


def test_the_product_at_batch_64_and_50_000_classes_takes_less_than_100_megabytes() -> None:
    root = str(Path(__file__).parents[2])
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE.format(root=root)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    extra = int(told.stdout)
    assert 64 * 50_000 * 4 <= extra < 100e6  # at least its own result, so something was measured
    p = torch.softmax(torch.randn(64, 50_000, generator=torch.Generator().manual_seed(0)), -1)
    assert peak_bytes(ours("vjp"), p, p) < 100e6


# The proofs.


@pytest.mark.parametrize("exercise", PROOFS, ids=lambda e: e.id)
def test_no_single_rule_or_lemma_takes_a_start_to_its_goal(exercise: Exercise) -> None:
    assert validate(exercise.task.statement)


def test_a_statement_that_its_own_lemma_proves_at_once_would_be_refused() -> None:
    goal = ex.with_delta.task.statement
    from course_utils.derivation import Statement
    from course_utils.lessons.jacobian.proofs import jacobian_of_softmax

    with pytest.raises(StatementError, match="Jacobian of softmax"):
        validate(
            Statement(
                goal.start,
                goal.goal,
                rules=("definition",),
                lemmas=(jacobian_of_softmax,),
                definitions=goal.definitions,
            )
        )


@pytest.mark.parametrize("exercise", PROOFS, ids=lambda e: e.id)
def test_every_proof_has_two_others_and_twelve_broken_ones_on_file(exercise: Exercise) -> None:
    assert len([f for f in files("right_answers") if f.exercise is exercise]) >= 2
    broken = [f for f in files("wrong_answers") if f.exercise is exercise]
    assert len(broken) >= 12
    # Each names the line that must be refused, or says what is wrong with the whole.
    at_a_line = [f for f in broken if any(re.match(r"Line ", s) for s in f.says)]
    assert len(at_a_line) >= 12


def test_a_proof_in_two_cases_reuses_the_two_proofs_before_it() -> None:
    assert ours("with_delta").equal is not None
    assert ex.with_delta.verdict(ours("with_delta")).status is Status.RIGHT


@pytest.mark.parametrize("exercise", PROOFS, ids=lambda e: e.id)
def test_the_table_of_rules_names_all_that_a_proof_may_cite(exercise: Exercise) -> None:
    shown = ex.rules(exercise)._repr_mimebundle_()
    for name in exercise.task.statement.rule_names():
        assert name in shown["text/plain"]
        assert name in shown["text/html"]


# The demos and figures.


@pytest.mark.parametrize("make", demos.DEMOS, ids=lambda f: f.__name__)
def test_every_demo_updates_at_every_stop(make: Callable[[], Demo]) -> None:
    demo = make()
    lines = [demo.set(**values) for values in demo.grid(stops=7)]
    assert all(lines)
    assert len(set(lines)) == len(lines)
    assert not any("nan" in line for line in lines)
    assert demo.frame().startswith(b"\x89PNG")
    assert figures.cut_off(demo.figure) == ()


def test_the_heat_map_says_what_the_matrix_is() -> None:
    line = demos.heat_map().set(T=1.0)
    assert "p = (0.0317, 0.0117, 0.0861, 0.6364, 0.2341)" in line
    assert "largest eigenvalue 0.3601" in line


def test_no_entry_of_the_heat_map_leaves_its_colours() -> None:
    demo = demos.heat_map()
    for step in range(2, 101):
        line = demo.set(T=step / 10)
        largest = float(re.search(r"largest entry ([\d.]+)", line)[1])  # type: ignore[index]
        assert largest <= 0.3


def test_the_arrows_point_along_a_column_of_the_jacobian() -> None:
    line = demos.simplex_arrows().set(z0=0.0, z1=0.0, push="class 1")
    assert "(-0.1111, 0.2222, -0.1111), column 1" in line


@pytest.mark.parametrize("draw", [demos.saturation, demos.two_losses], ids=lambda f: f.__name__)
def test_no_text_sticks_out_of_a_figure(draw: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[tuple[str, ...], str]] = []
    monkeypatch.setattr(figures, "show", lambda figure, *, alt: shown.append((figures.cut_off(figure), alt)))
    draw()
    ((sticking_out, alt),) = shown
    assert sticking_out == ()
    assert re.search(r"\d\.\d\d", alt)


# What holds for all its exercises.


def test_the_short_run_of_the_check_is_long_enough() -> None:
    data = digits.load()
    w, b = ours("train")(data.x_train, data.y_train, training.STEPS, training.STEP_SIZE)
    right = int(((data.x_held_out @ w.T + b).argmax(-1) == data.y_held_out).sum())
    assert right > training.ENOUGH * len(data.y_held_out)


def test_the_notebook_meets_its_exercises_in_the_order_of_the_lesson() -> None:
    checks = re.findall(r'exercise="05\.(\w+)" role="check"', SOURCE)
    assert checks == [e.id[3:] for e in exercises_of(ex)]
