"""What an hour of dragging leaves behind: 36,000 updates of one demo, as fast as they come.

    python benchmarks/slider_memory.py [--check] [--updates 36000]

A hand in the page of a real JupyterLab sets the slider, waits for the frame, and sets it again. Before and
after (a tenth of the updates warm up): the kernel's resident memory, the page's JavaScript heap after a
garbage collection, and the memory that the page's process has to itself (its unique set size, without the
pages of Chromium's own files, which come and go as they are read). It holds the pictures too. Nothing else
watches the page: under Playwright its process grows by what it keeps for the listener.

Bars: the kernel grows by at most 20 MB, the page (heap and process, each) by at most 50 MB.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sliders import devtools, lab
from sliders.contenders import CONTENDERS, OURS, SETUP

KERNEL_BAR = 20.0
PAGE_BAR = 50.0
MB = 1e6

DRAG = """async (from, updates) => {
  const demo = document.querySelector('.course-demo');
  const input = demo.querySelector('input[type=range]'), canvas = demo.querySelector('canvas');
  const last = Number(input.max);
  for (let i = from; i < from + updates; i++) {
    const there = new Promise(done => {
      const observer = new MutationObserver(() => { observer.disconnect(); done() });
      observer.observe(canvas, {attributes: true, attributeFilter: ['data-frame']});
    });
    const at = i % (2 * last);
    input.value = at <= last ? at : 2 * last - at;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await there;
  }
}"""


def holdings(line: devtools.Line, chromium: psutil.Process) -> dict[str, float]:
    """Megabytes held by kernel, heap and page, after a collection in the page."""
    for _ in range(3):
        line.ask("HeapProfiler.collectGarbage")
    time.sleep(1.5)
    pages = [p for p in chromium.children(recursive=True) if "--type=renderer" in p.cmdline()]
    below = psutil.Process().children(recursive=True)
    (kernel,) = [p for p in below if "ipykernel_launcher" in p.cmdline()]
    return {
        "kernel": kernel.memory_info().rss / MB,
        "heap": line.ask("Runtime.getHeapUsage")["usedSize"] / MB,
        "page": max(p.memory_full_info().uss for p in pages) / MB,
    }


def main() -> int:
    """Print the table and the JSON line; exit status 1 if a bar is missed and --check was given."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit 1 if a bar is missed")
    options.add_argument("--updates", type=int, default=36_000)
    chosen = options.parse_args()
    (ours,) = [contender.cell for contender in CONTENDERS if contender.name == OURS]
    warm = chosen.updates // 10
    with lab.unwatched([SETUP, ours]) as (line, chromium):
        line.evaluate(DRAG, 0, warm)
        before = holdings(line, chromium)
        began = time.monotonic()
        for begin in range(warm, warm + chosen.updates, 1000):
            line.evaluate(DRAG, begin, min(1000, warm + chosen.updates - begin))
        took = time.monotonic() - began
        after = holdings(line, chromium)
    grown = {name: after[name] - before[name] for name in before}
    print(f"{chosen.updates} updates in {took:.0f} s, {1000 * took / chosen.updates:.1f} ms each")
    for name in before:
        print(f"{name:8}{before[name]:9.1f} MB before {after[name]:9.1f} MB after {grown[name]:+9.1f} MB")
    met = grown["kernel"] <= KERNEL_BAR and max(grown["heap"], grown["page"]) <= PAGE_BAR
    said = {f"{name}_grew_mb": round(value, 1) for name, value in grown.items()}
    print(json.dumps({"updates": chosen.updates, "seconds": round(took), **said, "met": met}))
    return 0 if met or not chosen.check else 1


if __name__ == "__main__":
    sys.exit(main())
