"""A fast drag, 60 events a second for 10 seconds: how late the last picture is, ours and `interact`'s.

    python benchmarks/slider_drag.py [--check] [--seconds 10]

The mouse drags the slider's handle back and forth in a real JupyterLab, and waits for nobody: each move is
sent to Chromium at its time, on a line of its own, however late the page is with the last. From the page:
when the last mouse event came, when the last new picture was drawn (or decoded), how many pictures there
were, and the order of ours (each carries its number).

Bars, for ours: the last picture within 150 ms of the last event, and never one out of order.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from playwright.sync_api import Locator, Page

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sliders import devtools, lab
from sliders.contenders import CONTENDERS, OURS, SETUP, Contender

BAR_MS = 150.0
QUIET_MS = 2000
"""After the drag: when no picture has come for so long, none will."""

WATCH = """cell => {
  const seen = window.seen = {event: 0, last: 0, pictures: 0, frames: []};
  const canvas = cell.querySelector('canvas[data-frame]');
  const hand = event => { if (event.buttons) seen.event = event.timeStamp };
  addEventListener('mousemove', hand, {capture: true});
  let known = cell.querySelector('img')?.src;
  new MutationObserver(async () => {
    if (canvas) {
      const frame = Number(canvas.dataset.frame);
      if (frame === seen.frames.at(-1)) return;
      seen.frames.push(frame);
    } else {
      const img = cell.querySelector('img');
      if (!img || img.src === known) return;
      known = img.src;
      await img.decode().catch(() => {});
    }
    seen.last = performance.now();
    seen.pictures += 1;
  }).observe(cell, {childList: true, subtree: true, attributeFilter: ['src', 'data-frame']});
}"""


def drag(
    page: Page, cell: Locator, contender: Contender, port: int, seconds: float
) -> dict[str, float | bool]:
    """Drag a contender's handle from end to end and back for some seconds, and see what came of it."""
    cell.scroll_into_view_if_needed()
    handle = cell.locator(contender.handle).first
    rail = handle if contender.name == OURS else cell.locator(".noUi-base").first
    box = rail.bounding_box()
    assert box is not None
    middle, reach, y = box["x"] + box["width"] / 2, 0.45 * box["width"], box["y"] + box["height"] / 2
    cell.evaluate(WATCH)
    page.mouse.move(middle, y)
    page.mouse.down()
    with devtools.line(port) as line:
        began, events = time.monotonic(), round(60 * seconds)
        for event in range(1, events + 1):
            time.sleep(max(0.0, began + event / 60 - time.monotonic()))
            turn = event / 60 % 2  # there and back in two seconds
            x = middle + reach * (1 - 2 * abs(1 - turn))
            line.tell("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y, button="left", buttons=1)
        took = time.monotonic() - began
        page.wait_for_timeout(QUIET_MS)
    while page.evaluate("() => performance.now() - window.seen.last") < QUIET_MS:
        page.wait_for_timeout(200)
    page.mouse.up()
    seen = page.evaluate("() => window.seen")
    return {
        "late_ms": round(max(0.0, seen["last"] - seen["event"]), 1),
        "pictures_a_second": round(seen["pictures"] / took, 1),
        "in_order": seen["frames"] == sorted(set(seen["frames"])),
        "events_a_second": round(events / took, 1),
    }


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit 1 if a bar is missed")
    options.add_argument("--seconds", type=float, default=10)
    chosen = options.parse_args()
    two = [contender for contender in CONTENDERS if contender.name in ("interact", OURS)]
    port = lab.free_port()
    with lab.notebook([SETUP, *(contender.cell for contender in two)], debugging=port) as page:
        cells = [page.locator(".jp-CodeCell").nth(i).locator(".jp-Cell-outputArea") for i in (1, 2)]
        found = {
            contender.name: drag(page, cell, contender, port, chosen.seconds)
            for contender, cell in zip(two, cells, strict=True)
        }
    for name, row in found.items():
        print(
            f"{name:10}{row['events_a_second']:.0f} events a second, {row['pictures_a_second']:.1f} pictures "
            f"a second, the last {row['late_ms']:.1f} ms after the last event"
        )
    met = bool(found[OURS]["late_ms"] <= BAR_MS and found[OURS]["in_order"])
    print(json.dumps({"seconds": chosen.seconds, **found, "met": met}))
    return 0 if met or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
