"""`course_utils.device`: what it picks, what it says, and that a seed is a seed."""

from __future__ import annotations

import contextlib
import random
import subprocess
import sys

import numpy
import pytest
import torch

from course_utils import device

HAS = (torch.cuda.is_available(), torch.backends.mps.is_available())


def test_without_a_wish_the_gpu_is_picked_if_there_is_one_and_else_the_cpu(monkeypatch):
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    assert device.pick().type == ("cuda" if HAS[0] else "cpu")


@pytest.mark.parametrize("wish", ["cpu", " CPU "])
def test_course_device_has_the_last_word(monkeypatch, wish):
    monkeypatch.setenv("COURSE_DEVICE", wish)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert device.pick() == torch.device("cpu")


def test_every_gpu_can_be_asked_for_by_number(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setenv("COURSE_DEVICE", "cuda:1")
    assert device.pick() == torch.device("cuda", 1)
    monkeypatch.delenv("COURSE_DEVICE")
    assert device.pick().type == "cuda"


@pytest.mark.parametrize("wish", ["gpu", "cuda:7", "xpu", "cuda:-1"])
def test_a_device_that_is_not_there_is_answered_with_what_is(monkeypatch, wish):
    monkeypatch.setenv("COURSE_DEVICE", wish)
    with pytest.raises(ValueError, match=f"COURSE_DEVICE is '{wish}'.*this machine has only: cpu"):
        device.pick()


def test_describe_is_one_stable_sentence(monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    assert device.describe() == "running on the CPU"


def test_describe_names_the_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda chosen: "NVIDIA T4")
    monkeypatch.setenv("COURSE_DEVICE", "cuda")
    assert device.describe() == "running on NVIDIA T4"


def test_a_seed_starts_all_three_generators():
    def draws():
        return random.random(), numpy.random.rand(), torch.rand(()).item()

    device.seed(7)
    first = draws()
    device.seed(7)
    assert draws() == first
    device.seed(8)
    assert all(a != b for a, b in zip(draws(), first, strict=True))


def test_importing_device_loads_no_torch():
    code = "import sys, course_utils.device; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_one_thread_is_given_back_even_after_an_error() -> None:
    before = torch.get_num_threads()
    with contextlib.suppress(ValueError), device.one_thread():
        assert torch.get_num_threads() == 1
        raise ValueError("inside")
    assert torch.get_num_threads() == before
