"""Slider demos in a real JupyterLab: what a hand, a keyboard and a screen reader meet."""

from __future__ import annotations

import re
import statistics
from itertools import pairwise
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Desk, Lab

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.timeout(300)]

SERIOUS = ("serious", "critical")
DEMO = """
import gc, math
from course_utils import figures
from course_utils.live import choice, linked, live, own_or_reference, slider, toggle

def squash(x):
    if x > 9.5:
        raise ZeroDivisionError("no room above 9.5")
    return 1 / (1 + math.exp(-x))

mine = own_or_reference(squash, lambda x: 1 / (1 + math.exp(-x)), "squash")
figure, ax = figures.new("Two bars share one unit", 5, 2.4)
bars = figures.bars(ax, (0.0, 0.0), ("a", "b"))

def update(x, kind, dtype, bold):
    p = mine(x)
    bars.set((p, 1 - p))
    return f"x = {x:.2f}: {p:.4f} and {1 - p:.4f}, {kind}, {dtype}, {bold}, by {mine.label}"

live(figure, update, moving=bars.artists, title="Two bars share one unit", play="x",
     x=slider(-10, 10, value=0, step=0.02, label="score x"),
     twice=linked("x", slider(-20, 20, value=0, step=0.04, label="2x"), shown=lambda x: 2 * x,
                  meant=lambda y: y / 2),
     kind=choice(("plain", "fancy"), label="kind"),
     dtype=choice(("f16", "bf16", "f32", "f64", "f128"), label="dtype"),
     bold=toggle(label="bold"), drawn_with=mine)
"""
WEIGH = """
import gc, psutil
gc.collect()
print("resident", psutil.Process().memory_info().rss)
"""
# Notes every frame that is shown: when, and which x its words tell.
WATCH = """() => {
  const demo = document.querySelector('.course-demo'), canvas = demo.querySelector('canvas');
  window.frames_seen = [];
  window.observer?.disconnect();
  window.observer = new MutationObserver(() => frames_seen.push([
    performance.now(), Number(canvas.dataset.frame),
    Number(demo.querySelector('.course-demo-line').textContent.match(/x = ([-\\d.]+)/)[1])]));
  const line = demo.querySelector('.course-demo-line');
  window.observer.observe(line, {childList: true, characterData: true, subtree: true});
}"""
# Sixty events a second, from one end of the slider on, whatever the page makes of them.
DRAG = """async ([seconds, each]) => {
  const input = document.querySelector('.course-demo input[type=range]');
  const began = performance.now(), many = Math.round(seconds * 60);
  let last = 0;
  for (let sent = 1; sent <= many; sent++) {
    const wait = began + sent * 1000 / 60 - performance.now();
    if (wait > 0) await new Promise(done => setTimeout(done, wait));
    input.value = sent * each;
    last = performance.now();
    input.dispatchEvent(new Event('input', {bubbles: true}));
  }
  return last;
}"""
STEPS = """async updates => {
  const demo = document.querySelector('.course-demo');
  const input = demo.querySelector('input[type=range]'), canvas = demo.querySelector('canvas');
  const times = [];
  for (let i = 1; i <= updates; i++) {
    const there = new Promise(done => {
      const observer = new MutationObserver(() => { observer.disconnect(); done() });
      observer.observe(canvas, {attributes: true, attributeFilter: ['data-frame']});
    });
    const began = performance.now();
    input.value = i % 2 ? 100 + i % 700 : 800 - i % 700;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    await there;
    times.push(performance.now() - began);
  }
  return times;
}"""

TOO_FAR_OR_TOO_SMALL = """demo => {
  const room = demo.getBoundingClientRect(), over = [], small = [];
  for (const node of demo.querySelectorAll(':not(.course-demo-said)')) {
    const box = node.getBoundingClientRect();
    if (box.width && (box.right > room.right + 1 || box.left < room.left - 1)) over.push(node.outerHTML);
    const least = node.matches('[type=range], button, select') ? 24 : node.matches('input') ? 16 : 0;
    if (Math.min(box.width, box.height) < least) small.push(node.outerHTML);
  }
  return [over, small];
}"""


def open_demo(desk: Desk, name: str) -> None:
    """Open the demo above in a notebook of its own."""
    cells = [nbformat.v4.new_code_cell(code.strip()) for code in (DEMO, WEIGH)]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = desk.lab.desk / f"{name}.ipynb"
    nbformat.write(made, path)
    desk.open(str(path.relative_to(desk.lab.root)))


def show_demo(desk: Desk) -> Locator:
    """Run it, and wait for its first frame from the kernel."""
    shown = desk.run(0).locator(".course-demo")
    expect(shown.locator("canvas[data-frame]:not([data-frame='0'])")).to_be_visible(timeout=30_000)
    return shown


@pytest.fixture
def demo(desk: Desk) -> Locator:
    """The demo above, shown."""
    open_demo(desk, "demo")
    return show_demo(desk)


def weight(desk: Desk) -> int:
    return int(re.search(r"resident (\d+)", desk.run(1).inner_text()).group(1))


def heap(page: Page) -> int:
    client = page.context.new_cdp_session(page)
    for _ in range(3):
        client.send("HeapProfiler.collectGarbage")
    return client.send("Runtime.getHeapUsage")["usedSize"]


def serious(page: Page) -> list[str]:
    found: Any = Axe().run(page, context=".course-demo").response["violations"]
    return [
        f"{v['id']}: {node['html'][:200]}" for v in found if v["impact"] in SERIOUS for node in v["nodes"]
    ]


def test_every_control_has_a_name_and_works_by_keyboard_alone(desk: Desk, demo: Locator) -> None:
    keys, line = desk.page.keyboard, demo.locator(".course-demo-line")
    x = demo.get_by_role("slider", name="score x", exact=True)
    twice = demo.get_by_role("slider", name="2x", exact=True)
    picture = demo.get_by_role("img")
    assert serious(desk.page) == []
    cell = desk.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")

    x.focus()
    for key, told, double in (
        ("ArrowRight", "0.02", "0.04"),
        ("ArrowUp", "0.04", "0.08"),
        ("ArrowLeft", "0.02", "0.04"),
        ("ArrowDown", "0.00", "0.00"),
        ("Home", "-10.00", "-20.00"),
    ):
        keys.press(key)
        expect(line).to_contain_text(f"x = {told}: ")
        expect(x).to_have_attribute("aria-valuetext", told)
        expect(twice).to_have_attribute("aria-valuetext", double)
        expect(picture).to_have_attribute("aria-label", re.compile(f"^Two bars share one unit. x = {told}: "))
    assert cell == desk.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.activeCellIndex")

    keys.press("Tab")
    expect(twice).to_be_focused()
    keys.press("End")
    expect(line).to_contain_text("No picture for score x = 10.00")
    expect(line).to_contain_text("ZeroDivisionError: no room above 9.5")
    desk.shoot("live-failure")
    keys.press("Home")
    expect(line).to_contain_text("x = -10.00: ")

    keys.press("Tab")
    expect(demo.get_by_role("radio", name="plain")).to_be_focused()
    keys.press("ArrowRight")
    expect(line).to_contain_text("fancy, f16, False")
    keys.press("Tab")
    expect(demo.get_by_role("combobox", name="dtype")).to_be_focused()
    keys.press("ArrowDown")
    expect(line).to_contain_text("fancy, bf16, False")
    keys.press("Tab")
    expect(demo.get_by_role("checkbox", name="bold")).to_be_focused()
    keys.press("Space")
    expect(line).to_contain_text("fancy, bf16, True, by your squash")
    keys.press("Tab")
    expect(demo.get_by_role("radio", name="my squash")).to_be_focused()
    keys.press("ArrowRight")
    expect(line).to_contain_text("by the reference squash")
    assert serious(desk.page) == []

    keys.press("Tab")
    expect(demo.get_by_role("button", name="Play score x")).to_be_focused()
    keys.press("Enter")
    expect(demo.get_by_role("button", name="Pause score x")).to_be_focused()
    expect(line).not_to_contain_text("x = -10.00: ")
    keys.press("Enter")
    keys.press("Tab")
    expect(demo.get_by_role("button", name="Reset")).to_be_focused()
    keys.press("Enter")
    expect(line).to_contain_text("x = 0.00: 0.5000 and 0.5000, plain, f16, False, by your squash")
    expect(x).to_have_attribute("aria-valuetext", "0.00")


def test_numbers_are_read_aloud_once_when_the_hand_rests(desk: Desk, demo: Locator) -> None:
    desk.page.evaluate(
        """() => { window.said = []; const node = document.querySelector('.course-demo [role=status]');
        new MutationObserver(() => window.said.push(node.textContent)).observe(node, {childList: true}) }"""
    )
    status = demo.get_by_role("status").element_handle()
    desk.page.evaluate(DRAG, [0.5, 10])
    line = demo.locator(".course-demo-line")
    expect(line).to_contain_text("x = -4.00: ")
    expect(demo.get_by_role("status")).to_contain_text("x = -4.00: ")
    (said,) = desk.page.evaluate("() => window.said")
    assert said == line.inner_text()
    assert status.evaluate("node => node.isConnected"), "a new live region each time is not read"


def test_who_wants_less_motion_gets_a_few_still_pictures(desk: Desk, demo: Locator) -> None:
    desk.page.emulate_media(reduced_motion="reduce")
    desk.page.evaluate(WATCH)
    demo.get_by_role("slider", name="score x").focus()
    desk.page.keyboard.press("Home")
    expect(demo.locator(".course-demo-line")).to_contain_text("x = -10.00: ")
    demo.get_by_role("button", name="Play score x").click()
    expect(demo.get_by_role("button", name="Play score x")).to_be_visible(timeout=30_000)
    expect(demo.locator(".course-demo-line")).to_contain_text("x = 10.00", timeout=20_000)
    seen = desk.page.evaluate("() => frames_seen")
    assert [x for *_, x in seen] == [-10.0, -6.66, -3.32, 0.02, 3.36, 6.7, 10.0]
    pauses = [later[0] - sooner[0] for sooner, later in pairwise(seen[1:])]
    assert min(pauses) >= 1000, "not stills"


@pytest.mark.parametrize(("width", "zoom"), [(1280, 1), (640, 1), (1280, 2)])
def test_nothing_is_cut_off_on_a_narrow_page_or_at_200_percent(
    width: int, zoom: int, browser: Browser, lab: Lab
) -> None:
    # Zoom 2 of 1280 pixels is, for a page, 640 CSS pixels of two device pixels each.
    context = browser.new_context(viewport={"width": width // zoom, "height": 900}, device_scale_factor=zoom)
    desk = Desk(context.new_page(), lab)
    open_demo(desk, f"demo{width}{zoom}")
    desk.page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
    demo = show_demo(desk)
    desk.shoot(f"live-{width}-{zoom}")
    over, small = demo.evaluate(TOO_FAR_OR_TOO_SMALL)
    assert over == []
    assert small == [], "too small to hit"
    canvas = demo.locator("canvas")
    assert canvas.evaluate("node => node.width") == 480 * zoom, "pixels for another screen than this"
    context.close()


def test_a_fast_drag_ends_on_the_last_value_at_once_and_shows_no_frame_out_of_order(
    desk: Desk, demo: Locator
) -> None:
    """60 events a second for 10 s; the last value within 150 ms of the last event.

    On a machine with other work the best of three drags counts, against what a single step took just before
    where that alone is over 50 ms: nothing may queue up behind the hand.
    """
    line = demo.locator(".course-demo-line")
    single = statistics.median(desk.page.evaluate(STEPS, 20))
    waits = []
    for _ in range(3):
        demo.get_by_role("button", name="Reset").click()
        expect(line).to_contain_text("x = 0.00: ")
        desk.page.evaluate(WATCH)
        last_event = desk.page.evaluate(DRAG, [10, 1.5])
        expect(line).to_contain_text("x = 8.00: ")
        desk.page.wait_for_timeout(300)
        seen = desk.page.evaluate("() => frames_seen")
        frames, values = [frame for _, frame, _ in seen], [x for *_, x in seen]
        assert frames == sorted(set(frames))
        assert values == sorted(values), "the bars went back while the hand went on"
        assert len(seen) >= 30, "the picture stood still under a moving hand"
        waits.append(seen[-1][0] - last_event)
        if waits[-1] <= 150:
            break
    assert min(waits) <= max(150, 3 * single), (waits, single)


def test_eight_hundred_updates_leave_nothing_behind(desk: Desk, demo: Locator) -> None:
    """Ten kilobytes of each frame would be seen. benchmarks/slider_memory.py weighs an hour."""
    desk.page.set_default_timeout(250_000)
    desk.page.evaluate(STEPS, 200)
    kernel, page = weight(desk), heap(desk.page)
    desk.page.evaluate(STEPS, 800)
    assert weight(desk) - kernel <= 8e6
    assert heap(desk.page) - page <= 8e6
