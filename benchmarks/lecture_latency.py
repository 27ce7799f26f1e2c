"""How soon a lecture page shows what a key moved: every demo, in headless Chromium, from file://, offline.

    python benchmarks/lecture_latency.py [--check] [--keys 200] [--pages build/lectures]

Without --pages it makes the pages first.

From the time at which the browser received the key (the event's own) to the first task after the frame in
which the page was laid out and painted. Two paces: a hand's, twenty keys a second, and a held key's, thirty
a second at no fixed place in the browser's frames. The peer of each is a key that moves nothing, pressed at
the same pace on the same slide: it still waits for the next frame of a 60 Hz clock, up to 16.7 ms. Bar: at a
hand's pace 95 of 100 keys are painted within 16.7 ms, on the best of three rounds.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from course_utils import lecture

ROOT = Path(__file__).resolve().parents[1]
FRAME = 16.7
ROUNDS = 3
PACES = {"hand": (0.05, 0.0), "held": (1 / 30, 1 / 60)}
"""Seconds from key to key, and the random part on top."""
WATCH = """() => { window.waits = [];
  addEventListener('keydown', event => event.key !== 'Tab' && requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = () => window.waits.push(performance.now() - event.timeStamp);
    after.port2.postMessage(0);
  }), {capture: true}); }"""
READY = """document.querySelectorAll('figure.demo').length
  === document.querySelectorAll('figure.demo[data-ready]').length"""
TURN = """name => { const slides = [...document.querySelectorAll('section.slide')];
  location.hash = 1 + slides.findIndex(slide => slide.querySelector(`[data-demo=${name}]`)); }"""
FOCUS = "document.querySelector('section:not([hidden]) .controls :is(input[type=range], select)').focus()"


def percentile(waits: list[float], share: float) -> float:
    return sorted(waits)[int(share * (len(waits) - 1))]


def waits_of(page: Page, keys: tuple[str, str], pace: tuple[float, float], count: int) -> list[float]:
    """Milliseconds from each key to its painted frame; the keys go there and back again."""
    page.evaluate("() => { window.waits = [] }")
    every, jitter = pace
    for step in range(count):
        page.keyboard.press(keys[step % 20 >= 10])
        time.sleep(every + jitter * random.random())
    page.wait_for_timeout(100)
    return page.evaluate("window.waits")


def measure(page: Page, count: int) -> dict[str, float]:
    """The 95th percentiles of the demo on the slide: the round in which it is best at a hand's pace."""
    rounds = []
    for _ in range(ROUNDS):
        found: dict[str, float] = {}
        for name, pace in PACES.items():
            for what, keys in (("", ("ArrowRight", "ArrowLeft")), ("_idle", ("Shift", "Shift"))):
                waits = waits_of(page, keys, pace, count)
                found[f"{name}{what}_p95"] = round(percentile(waits, 0.95), 1)
                found[f"{name}{what}_median"] = round(percentile(waits, 0.5), 1)
        rounds.append(found)
        if found["hand_p95"] <= FRAME:
            break
    return min(rounds, key=lambda each: each["hand_p95"])


def main() -> int:
    """Print the table and the JSON line; exit status 1 if the bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit 1 if the bar is missed")
    options.add_argument("--keys", type=int, default=200)
    options.add_argument("--pages", type=Path, help="what `softmax-course lecture all` made")
    chosen = options.parse_args()
    folder = chosen.pages or Path(tempfile.mkdtemp())
    if chosen.pages is None:
        for lesson in lecture.lessons(["all"]):
            lecture.write(ROOT, lesson, folder)
    paths = sorted(folder.glob("*.html"))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not paths or chromium is None:
        print(f"lecture_latency: no Chromium here, or no pages in {folder}.")
        return 2
    found: dict[str, dict[str, float]] = {}
    print(f"{'p95, ms':24} {'hand':>6} {'idle key':>9} {'held':>6} {'idle key':>9}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for path in paths:
            context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
            page = context.new_page()
            page.goto(path.resolve().as_uri())
            page.wait_for_function(READY)
            page.evaluate(WATCH)
            figures = "[...document.querySelectorAll('figure.demo')].map(figure => figure.dataset.demo)"
            for demo in dict.fromkeys(page.evaluate(figures)):
                page.evaluate(TURN, demo)
                page.evaluate(FOCUS)
                found[demo] = each = measure(page, chosen.keys)
                numbers = [each[f"{name}_p95"] for name in ("hand", "hand_idle", "held", "held_idle")]
                print(f"{demo:24} {numbers[0]:6} {numbers[1]:9} {numbers[2]:6} {numbers[3]:9}", flush=True)
            context.close()
        browser.close()
    worst = max(each["hand_p95"] for each in found.values())
    print(json.dumps({"demos": found, "worst_p95_ms": worst, "bar_ms": FRAME, "met": worst <= FRAME}))
    return 0 if worst <= FRAME or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
