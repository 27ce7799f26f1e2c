// One demo on a page: controls, picture, words. The kernel draws. The page asks for one frame at a time, always
// for the newest setting: a hand that moves fast gets fewer frames, never late ones, and the last one always.

const QUIET = 600;      // milliseconds after the last change until the numbers are read aloud
const PATIENCE = 4000;  // then a question counts as lost, and the next may be asked
const JOURNEY = 8000;   // of a slider that plays, from end to end
const STRIDE = 40;      // at least, between two steps of it
const LEAPS = 6;        // with reduced motion: still pictures, one every
const STILL = 1500;

let views = 0;

function element(kind, look, attributes = {}) {
  const made = document.createElement(kind);
  if (look) made.className = look;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Each row: {name, node, read(), write(value)}, and what the reader does calls moved(name, value).
function sliderRow(spec, id, moved) {
  const steps = Math.floor((spec.max - spec.min) / spec.step + 1e-9);
  const label = element("label", "course-demo-name", {for: id});
  label.textContent = spec.label;
  const input = element("input", "", {
    type: "range", id, min: 0, max: steps, step: 1, "data-lm-suppress-shortcuts": "true"});
  const value = element("span", "course-demo-value", {"aria-hidden": "true"});
  const at = step => Number((spec.min + step * spec.step).toFixed(spec.decimals));
  const say = number => {
    value.textContent = number.toFixed(spec.decimals);
    input.setAttribute("aria-valuetext", value.textContent);
  };
  const write = number => {
    input.value = Math.round((number - spec.min) / spec.step);
    say(at(Number(input.value)));
  };
  input.addEventListener("input", () => {
    say(at(Number(input.value)));
    moved(spec.name, at(Number(input.value)));
  });
  const row = element("div", "course-demo-row");
  row.append(label, input, value);
  const step = to => { input.value = to; say(at(to)); moved(spec.name, at(to)) };
  return {row, write, step, steps, now: () => Number(input.value)};
}

function choiceRow(spec, id, moved) {
  const row = element("div", "course-demo-row");
  const name = element("span", "course-demo-name", {id});
  name.textContent = spec.label;
  if (spec.options.length > 4) {
    const select = element("select", "", {"aria-labelledby": id, "data-lm-suppress-shortcuts": "true"});
    spec.options.forEach(([, text], i) => select.append(new Option(text, i)));
    select.addEventListener("input", () => moved(spec.name, spec.options[select.value][0]));
    row.append(name, select);
    return {row, write: value => { select.value = spec.options.findIndex(([option]) => option === value) }};
  }
  const group = element("div", "course-demo-options", {role: "radiogroup", "aria-labelledby": id});
  const radios = spec.options.map(([option, text]) => {
    const radio = element("input", "", {type: "radio", name: id, "data-lm-suppress-shortcuts": "true"});
    radio.addEventListener("input", () => moved(spec.name, option));
    const label = element("label");
    label.append(radio, text);
    group.append(label);
    return radio;
  });
  row.append(name, group);
  return {row, write: value => radios.forEach((radio, i) => { radio.checked = spec.options[i][0] === value })};
}

function toggleRow(spec, id, moved) {
  const row = element("div", "course-demo-row");
  const label = element("label", "course-demo-name", {for: id});
  label.textContent = spec.label;
  const input = element("input", "", {type: "checkbox", id, "data-lm-suppress-shortcuts": "true"});
  input.addEventListener("input", () => moved(spec.name, input.checked));
  row.append(label, input);
  return {row, write: value => { input.checked = value }};
}

const ROWS = {slider: sliderRow, choice: choiceRow, toggle: toggleRow};

function button(text, does) {
  const made = element("button", "", {type: "button"});
  made.textContent = text;
  made.addEventListener("click", does);
  return made;
}

// Asks the kernel, one question at a time; what is wished meanwhile goes into the next.
function asker(send) {
  const me = Math.random().toString(36).slice(2);
  let wish = null, asked = null, count = 0, lost = 0;
  const next = () => {
    if (asked || !wish) return;
    asked = `${me}-${++count}`;
    send({id: asked, ratio: window.devicePixelRatio, ...wish});
    wish = null;
    lost = setTimeout(() => { asked = null; next() }, PATIENCE);
  };
  return {
    set(name, value) { wish = {...wish, set: {...wish?.set, [name]: value}}; next() },
    reset() { wish = {...wish, set: {}, reset: true}; next() },
    whole() { wish = {...wish, whole: true}; next() },
    answered(id) {
      if (id !== asked) return;
      clearTimeout(lost);
      asked = null;
      next();
    },
    busy: () => asked !== null,
    stop() { clearTimeout(lost); wish = null },
  };
}

// Paints frames in the order in which they were sent, each when it is decoded.
function painter(canvas, missed) {
  const pen = canvas.getContext("2d", {alpha: false});
  let shown = null, chain = Promise.resolve(), closed = false;
  async function paint(frame, png) {
    const image = png && await createImageBitmap(new Blob([png], {type: "image/png"}));
    if (closed) return;
    if (frame.after !== null && frame.after !== shown) return missed();
    const [width, height] = frame.pixels;
    if (canvas.width !== width || canvas.height !== height) {
      if (frame.after !== null) return missed();
      canvas.width = width;
      canvas.height = height;
    }
    shown = frame.frame;
    if (image) {
      pen.drawImage(image, ...frame.at);
      image.close();
    }
    canvas.dataset.frame = frame.frame;
  }
  return {
    add(frame, png, then) { chain = chain.then(() => paint(frame, png)).then(then).catch(console.error) },
    close() { closed = true },
  };
}

function player(slider, asking, label) {
  let timer = 0, playing = false, last = 0;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const toggle = button("Play", () => (playing ? stop() : start()));
  toggle.setAttribute("aria-label", `Play ${label}`);
  const face = () => {
    toggle.textContent = playing ? "Pause" : "Play";
    toggle.setAttribute("aria-label", `${toggle.textContent} ${label}`);
  };
  function start() {
    playing = true;
    face();
    if (slider.now() >= slider.steps) slider.step(0);
    last = performance.now();
    tick();
  }
  function stop() {
    playing = false;
    clearTimeout(timer);
    face();
  }
  function tick() {
    const pause = still.matches ? STILL : Math.max(STRIDE, JOURNEY / slider.steps);
    timer = setTimeout(() => {
      if (!toggle.isConnected) return stop();
      if (!asking.busy() && !document.hidden) {
        const waited = performance.now() - last;
        const stride = still.matches ? slider.steps / LEAPS : (slider.steps * Math.min(waited, 250)) / JOURNEY;
        last = performance.now();
        slider.step(Math.min(slider.steps, slider.now() + Math.max(1, Math.round(stride))));
        if (slider.now() >= slider.steps) return stop();
      }
      tick();
    }, pause);
  }
  return {toggle, stop};
}

function render({model, el}) {
  const spec = model.get("spec"), id = `course-demo-${++views}`;
  const root = element("div", "course-demo", {role: "group", "aria-label": spec.title});
  root.style.setProperty("--course-demo-width", spec.size[0]);
  const asking = asker(question => model.send(question));
  let touched = null;
  let playing = null;
  const moved = (name, value) => { touched = name; asking.set(name, value) };

  const controls = element("div", "course-demo-controls");
  const rows = new Map(spec.controls.map((control, i) => {
    const row = ROWS[control.kind](control, `${id}-${i}`, moved);
    controls.append(row.row);
    return [control.name, row];
  }));
  const buttons = element("div", "course-demo-buttons");
  if (spec.play) {
    const label = spec.controls.find(control => control.name === spec.play).label;
    playing = player(rows.get(spec.play), asking, label);
    buttons.append(playing.toggle);
  }
  buttons.append(button("Reset", () => { playing?.stop(); touched = null; asking.reset() }));
  // A hand on the slider takes over.
  controls.addEventListener("pointerdown", () => playing?.stop());
  controls.addEventListener("keydown", () => playing?.stop());
  const top = element("div", "course-demo-top");
  top.append(controls, buttons);
  const canvas = element("canvas", "course-demo-picture", {role: "img"});
  const line = element("p", "course-demo-line");
  const said = element("div", "course-demo-said", {role: "status", "aria-live": "polite"});
  root.append(top, canvas, line, said);
  el.append(root);

  let quiet = 0;
  const tell = (words, aloud) => {
    canvas.setAttribute("aria-label", words.alt);
    line.textContent = words.line;
    root.classList.toggle("course-demo-failed", words.failed);
    clearTimeout(quiet);
    if (aloud) quiet = setTimeout(() => { said.textContent = words.line }, QUIET);
  };
  const place = (values, mine) => {
    for (const [name, value] of Object.entries(values))
      if (!(mine && name === touched)) rows.get(name).write(value);
  };
  const painting = painter(canvas, () => asking.whole());
  const listen = (content, buffers) => {
    const mine = content.answers !== null;
    asking.answered(content.answers);
    if (!asking.busy()) place(content.values, mine);
    painting.add(content, buffers[0], () => tell(content, true));
  };
  model.on("msg:custom", listen);

  place(spec.shown.values, false);
  tell(spec.shown, false);
  painting.add({frame: 0, after: null, pixels: spec.shown.pixels, at: [0, 0]}, model.get("first"), () => {});
  asking.whole();  // sharp on this very screen, and up to date if the page was loaded anew

  // Another zoom or another screen needs other pixels.
  let screen = null;
  const watch = () => {
    screen?.removeEventListener("change", watch);
    if (screen) asking.whole();
    screen = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    screen.addEventListener("change", watch);
  };
  watch();
  return () => {
    model.off("msg:custom", listen);
    screen.removeEventListener("change", watch);
    playing?.stop();
    painting.close();
    asking.stop();
    clearTimeout(quiet);
  };
}

export default {render};
