"""From key press to picture: five ways to move the same chart with a slider, in one JupyterLab, in one run.

    python benchmarks/slider_latency.py [--check] [--steps 200] [--scale 1]

The contenders: `interact` with matplotlib's inline figures, ipympl, mpl-interactions, `course_utils.live`,
and as the floor a slider that drives a line of text and no figure at all. All five are cells of one
notebook (one server, one kernel, one page in Chromium) and take turns, twenty arrow keys at a time. A step
is timed in the page: from the key event's own time stamp until the new picture is decoded (image), drawn
(canvas) or the words are there (text), and then two animation frames more, so that it has been painted. The
next key follows when the step is done.

Bars: the median of ours at most twice the floor's, its 95th percentile at most 2.5 times the floor's.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Error, Locator, Page

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sliders import lab
from sliders.contenders import CONTENDERS, FLOOR, OURS, SETUP, Contender

MEDIAN_BAR = 2.0
P95_BAR = 2.5
ROUND = 20

WATCH = """() => {
  window.step = null;
  const painted = () => {
    const step = window.step;
    if (!step || !step.start || step.seen) return;
    step.seen = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => step.done(performance.now() - step.start)));
  };
  window.painted = painted;
  addEventListener('keydown', event => {
    if (window.step && !window.step.start) window.step.start = event.timeStamp;
  }, {capture: true});
  for (const name of ['drawImage', 'putImageData']) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      draw.apply(this, given);
      if (window.step?.sign === 'canvas' && window.step.cell.contains(this.canvas)) painted();
    };
  }
  window.arm = (cell, sign) => {
    const step = window.step = {cell, sign};
    step.waiting = new Promise((done, fail) => {
      step.done = done;
      setTimeout(() => fail(new Error(step.start ? 'no picture came' : 'no key came')), 10000);
    });
    const known = new Set([...cell.querySelectorAll('img')].map(img => img.src));
    const words = () => cell.querySelector('.widget-html-content')?.textContent;
    const said = words();
    if (sign === 'canvas') return;
    const observer = new MutationObserver(async () => {
      if (!step.start) return;
      if (sign === 'text') {
        if (words() === said) return;
      } else {
        const img = [...cell.querySelectorAll('img')].find(img => img.src && !known.has(img.src));
        if (!img) return;
        observer.disconnect();
        await img.decode().catch(() => {});
      }
      observer.disconnect();
      painted();
    });
    observer.observe(cell, {childList: true, subtree: true, characterData: true, attributes: true});
  };
}"""


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def walk(page: Page, cell: Locator, contender: Contender, key: str, steps: int) -> list[float]:
    """Milliseconds of `steps` presses of `key`, each awaited until its picture is painted."""
    cell.scroll_into_view_if_needed()
    cell.locator(contender.handle).first.focus()
    page.wait_for_timeout(300)
    times = []
    for _ in range(steps):
        cell.evaluate("(cell, sign) => window.arm(cell, sign)", contender.sign)
        page.keyboard.press(key)
        try:
            times.append(page.evaluate("() => window.step.waiting"))
        except Error as error:
            raise RuntimeError(f"{contender.name}: {error.message}") from None
        page.wait_for_timeout(15)  # what else a step set off has time to end
    return times


def measure(steps: int, scale: float) -> dict[str, list[float]]:
    """Milliseconds of each contender's steps, in rounds that take turns."""
    times: dict[str, list[float]] = {contender.name: [] for contender in CONTENDERS}
    with lab.notebook([SETUP, *(contender.cell for contender in CONTENDERS)], scale=scale) as page:
        page.set_default_timeout(20_000)
        page.evaluate(WATCH)
        cells = page.locator(".jp-CodeCell")
        outputs = [cells.nth(i + 1).locator(".jp-Cell-outputArea") for i in range(len(CONTENDERS))]
        for contender, cell in zip(CONTENDERS, outputs, strict=True):
            for key in ("ArrowRight", "ArrowLeft"):  # the first steps warm up
                walk(page, cell, contender, key, 5)
        for turn in range(-(-steps // ROUND)):
            for contender, cell in zip(CONTENDERS, outputs, strict=True):
                key = "ArrowLeft" if turn % 2 else "ArrowRight"
                times[contender.name] += walk(page, cell, contender, key, min(ROUND, steps - turn * ROUND))
        page.screenshot(path=str(lab.ROOT / "build" / "slider_latency.png"))
    return times


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit 1 if a bar is missed")
    options.add_argument("--steps", type=int, default=200, help="of each contender")
    options.add_argument("--scale", type=float, default=1, help="device pixels for each CSS pixel")
    chosen = options.parse_args()
    times = measure(chosen.steps, chosen.scale)
    table = {
        name: {"median_ms": statistics.median(each), "p95_ms": percentile(each, 0.95)}
        for name, each in times.items()
    }
    floor, ours = table[FLOOR], table[OURS]
    print(f"{chosen.steps} steps each, {chosen.scale:g} device pixels for each CSS pixel")
    print(f"{'':18}{'median ms':>10}{'/ floor':>9}{'p95 ms':>9}{'/ floor':>9}{'median / ours':>15}")
    for name, row in table.items():
        print(
            f"{name:18}{row['median_ms']:10.1f}{row['median_ms'] / floor['median_ms']:9.2f}"
            f"{row['p95_ms']:9.1f}{row['p95_ms'] / floor['p95_ms']:9.2f}"
            f"{row['median_ms'] / ours['median_ms']:15.2f}"
        )
    median_ratio = ours["median_ms"] / floor["median_ms"]
    p95_ratio = ours["p95_ms"] / floor["p95_ms"]
    met = median_ratio <= MEDIAN_BAR and p95_ratio <= P95_BAR
    said = {name: {key: round(value, 1) for key, value in row.items()} for name, row in table.items()}
    print(
        json.dumps(
            {
                "steps": chosen.steps,
                "scale": chosen.scale,
                **said,
                "median_ratio": round(median_ratio, 2),
                "p95_ratio": round(p95_ratio, 2),
                "met": met,
            }
        )
    )
    return 0 if met or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
