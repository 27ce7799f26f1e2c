// Turns the slides of a lecture page: arrow keys, the buttons, and the address.

const slides = [...document.querySelectorAll("section.slide")];
const count = document.querySelector(".count");
const steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
const SMALLEST = 0.62; // of the letters' size, so that the last row still reads them
let shown = -1;

/** A slide that is too long for the window, or has lines too wide, gets smaller letters. */
function fit(slide) {
  slide.classList.remove("fitted", "wrapped");
  slide.style.fontSize = "";
  // Who has zoomed in scrolls; the picture of a demo fits by itself.
  if (innerWidth <= 900 || slide.querySelector("figure.demo")) return;
  const wide = () => [...slide.querySelectorAll("pre")].some((pre) => pre.scrollWidth > pre.clientWidth);
  const long = () => slide.scrollHeight > innerHeight;
  const shrink = (over) => {
    for (let size = 1; size >= SMALLEST && over(); size -= 0.02) {
      slide.classList.add("fitted"); // from margin to margin
      slide.style.fontSize = `${size}em`;
    }
  };
  shrink(() => long() || wide());
  if (!wide()) return;
  // A line that even the smallest letters do not hold is broken: then they need not be small.
  slide.classList.add("wrapped");
  slide.style.fontSize = "";
  shrink(long);
}

function show(wanted, focus = true) {
  const next = Math.min(Math.max(wanted, 0), slides.length - 1);
  if (next === shown) return;
  slides.forEach((slide, i) => (slide.hidden = i !== next));
  shown = next;
  fit(slides[shown]);
  count.textContent = `${next + 1} / ${slides.length}`;
  history.replaceState(null, "", `#${next + 1}`);
  scrollTo(0, 0);
  // A screen reader reads the slide, and Tab goes to its first control.
  if (focus) slides[next].focus({ preventScroll: true });
}

/** #12 is a slide by number, #The-base by its heading: links between notebooks are written like that. */
function fromAddress() {
  const name = decodeURIComponent(location.hash.slice(1));
  const named = slides.findIndex((slide) => slide.dataset.anchor === name);
  return named >= 0 ? named : (parseInt(name, 10) || 1) - 1;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const control = event.target.closest("input, select");
  if (control) {
    // In a control the arrows are the control's. Escape gives them back to the slides.
    if (event.key === "Escape") slides[shown].focus({ preventScroll: true });
    return;
  }
  if (event.key === " " && !event.target.closest("button, summary, a")) {
    event.preventDefault();
    show(shown + 1);
  } else if (event.key in steps && !(event.target.closest("pre") && event.key.startsWith("Arrow"))) {
    event.preventDefault();
    show(steps[event.key] === -Infinity ? 0 : Math.min(shown + steps[event.key], slides.length - 1));
  }
});
document.querySelector(".previous").addEventListener("click", () => show(shown - 1));
document.querySelector(".next").addEventListener("click", () => show(shown + 1));
addEventListener("resize", () => fit(slides[shown]));
addEventListener("hashchange", () => show(fromAddress()));
addEventListener("beforeprint", () => slides.forEach((slide) => (slide.hidden = false)));
addEventListener("afterprint", () => slides.forEach((slide, i) => (slide.hidden = i !== shown)));
show(fromAddress(), false);
