// Plays the demos of a lecture page, with no kernel: Python has run each of them at every stop of its controls
// and has written down what moved (course_utils/lecture/recording.py, packing.py). Here it is looked up and drawn.

const SVG = "http://www.w3.org/2000/svg";
const POINTS = { M: 1, L: 1, Q: 2, C: 3, Z: 0 };
const FIRST_PIXEL = 0x100;

/** Base64 of deflated JSON, as `packed` in packing.py makes it. */
async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

/** Differences back to numbers, in place. */
function summed(steps) {
  for (let i = 1; i < steps.length; i++) steps[i] += steps[i - 1];
  return steps;
}

/** A table, and for each position the place in it. Controls it does not depend on are not among its axes. */
class Column {
  constructor({ axes, at, table }, counts) {
    this.axes = axes;
    this.counts = counts;
    this.at = Int32Array.from(summed(at));
    this.table = table;
    if (typeof table[0] === "object") {
      for (const block of table) block.numbers = block.numbers.map((n) => (typeof n === "number" ? n : summed(n)));
    }
  }

  place(position) {
    let place = 0;
    for (const axis of this.axes) place = place * this.counts[axis] + position[axis];
    return this.at[place];
  }

  words(position) {
    return this.table[this.place(position)];
  }

  /** The look of a mark and the numbers that go with it; look null where nothing is drawn. */
  shape(position) {
    let row = this.place(position);
    let block = 0;
    while (row >= this.table[block].rows) row -= this.table[block++].rows;
    const { look, numbers } = this.table[block];
    return { look, numbers: numbers.map((column) => (typeof column === "number" ? column : column[row])) };
  }
}

/** The path attribute of commands such as "MLLZ" and their points. */
function outline(commands, numbers) {
  let i = 0;
  let path = "";
  for (const letter of commands) {
    path += letter;
    for (let n = 2 * POINTS[letter]; n > 0; n--) path += `${numbers[i++]} `;
  }
  return path;
}

function element(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** One mark: an SVG path or text, or a canvas for an image. It touches the page only where something changed. */
class Mark {
  constructor(shape, words, stage) {
    this.columns = { shape, words };
    this.stage = stage;
    this.group = stage.svg.appendChild(element("g"));
    this.look = undefined;
    this.seen = [-1, -1];
  }

  draw(position) {
    const seen = [this.columns.shape.place(position), this.columns.words.place(position)];
    if (seen[0] === this.seen[0] && seen[1] === this.seen[1]) return;
    this.seen = seen;
    const { look, numbers } = this.columns.shape.shape(position);
    if (look !== this.look) this.dress(look);
    if (look) this.move(look, numbers, this.columns.words.words(position));
  }

  dress(look) {
    this.look = look;
    this.group.replaceChildren();
    if (!look) return;
    if (look.kind === "image") {
      this.picture ??= this.stage.picture(look);
      return;
    }
    this.node = this.group.appendChild(element(look.kind === "text" ? "text" : "path", look.svg));
    this.hatching = null;
    if (look.hatch) {
      const fill = `url(#${this.stage.hatch(look.hatch)})`;
      this.hatching = this.group.appendChild(element("path", { fill }));
    }
    if (look.clip) this.group.setAttribute("clip-path", `url(#${this.stage.clip(look.clip)})`);
    else this.group.removeAttribute("clip-path");
  }

  move(look, numbers, words) {
    if (look.kind === "image") {
      paint(this.picture, look, words);
    } else if (look.kind === "text") {
      this.node.setAttribute("x", numbers[0]);
      this.node.setAttribute("y", numbers[1]);
      if (look.turn) this.node.setAttribute("transform", `rotate(${look.turn} ${numbers[0]} ${numbers[1]})`);
      if (this.node.textContent !== words) this.node.textContent = words;
    } else {
      const path = look.kind === "path" ? outline(look.d, numbers) : scattered(look.marker, numbers);
      this.node.setAttribute("d", path);
      this.hatching?.setAttribute("d", path);
    }
  }
}

/** The marker's path, written relative to where it stands, at each of its places. */
function scattered(marker, numbers) {
  let path = "";
  for (let i = 0; i < numbers.length; i += 2) path += `M${numbers[i]} ${numbers[i + 1]}${marker}`;
  return path;
}

/** Pixels are kept as differences modulo 256, one character each; a palette gives them their colors. */
function paint(canvas, look, words) {
  const [rows, columns] = look.shape;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  const colors = canvas.palette;
  for (let i = 0, index = 0; i < words.length; i++) {
    index = (index + words.charCodeAt(i) - FIRST_PIXEL) & 255;
    image.data.set(colors.subarray(4 * index, 4 * index + 4), 4 * i);
  }
  context.putImageData(image, 0, 0);
}

/** Where a demo is drawn: what stands still, images that move, and above them all other marks. */
class Stage {
  constructor(box, size, id) {
    this.box = box;
    this.id = id;
    this.defined = new Map();
    this.svg = element("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, "aria-hidden": "true" });
    this.size = size;
    this.definitions = this.svg.appendChild(element("defs"));
    box.append(this.svg);
  }

  define(key, make) {
    if (!this.defined.has(key)) {
      const id = `${this.id}-${this.defined.size}`;
      this.definitions.append(make(id));
      this.defined.set(key, id);
    }
    return this.defined.get(key);
  }

  clip([x, y, width, height]) {
    return this.define(`clip ${x} ${y} ${width} ${height}`, (id) => {
      const path = element("clipPath", { id });
      path.append(element("rect", { x, y, width, height }));
      return path;
    });
  }

  hatch({ size, d, color, width }) {
    return this.define(`hatch ${d} ${color}`, (id) => {
      const place = { width: size, height: size, patternUnits: "userSpaceOnUse" };
      const pattern = element("pattern", { id, ...place });
      pattern.append(element("path", { d, fill: color, stroke: color, "stroke-width": width }));
      return pattern;
    });
  }

  picture({ box, shape, palette, smooth, clip }) {
    const canvas = document.createElement("canvas");
    [canvas.height, canvas.width] = shape;
    const share = (value, of) => `${(100 * value) / of}%`;
    const [left, top, width, height] = box;
    Object.assign(canvas.style, {
      left: share(left, this.size[0]),
      top: share(top, this.size[1]),
      width: share(width, this.size[0]),
      height: share(height, this.size[1]),
      imageRendering: smooth ? "auto" : "pixelated",
    });
    if (clip) {
      const corner = ([x, y]) => `${share(x - left, width)} ${share(y - top, height)}`;
      canvas.style.clipPath = `polygon(${clip.map(corner).join(", ")})`;
    }
    canvas.palette = new Uint8Array(4 * 256).fill(255);
    for (let i = 0; i < 256; i++) {
      for (let c = 0; c < 3; c++) canvas.palette[4 * i + c] = parseInt(palette.substr(6 * i + 2 * c, 2), 16);
    }
    this.svg.before(canvas);
    return canvas;
  }
}

/** A slider, a choice or a switch. `moved(stop)` is called with the number of the stop; `set(stop)` shows it. */
function control({ label, kind, stops, start }, id, moved) {
  const row = document.createElement(kind === "choice" && stops.length <= 4 ? "fieldset" : "div");
  row.className = `control ${kind}`;
  let set;
  if (kind === "slider") {
    row.innerHTML = `<label></label><input type="range" min="0" step="1"><output aria-hidden="true"></output>`;
    const [name, input, shown] = row.children;
    name.htmlFor = input.id = id;
    name.textContent = label;
    input.max = stops.length - 1;
    shown.style.width = `${Math.max(...stops.map((stop) => stop.length)) * 0.62}em`;
    set = (stop) => {
      if (input.valueAsNumber !== stop) input.value = stop; // the hand has set it already
      input.setAttribute("aria-valuetext", stops[stop]);
      shown.textContent = stops[stop];
    };
    input.addEventListener("input", () => moved(input.valueAsNumber));
  } else if (row.tagName === "FIELDSET") {
    row.append(Object.assign(document.createElement("legend"), { textContent: label }));
    const radios = stops.map((stop, i) => {
      const option = row.appendChild(document.createElement("label"));
      const radio = option.appendChild(document.createElement("input"));
      Object.assign(radio, { type: "radio", name: id });
      radio.addEventListener("input", () => moved(i));
      option.append(stop);
      return radio;
    });
    set = (stop) => (radios[stop].checked = true);
  } else {
    row.innerHTML = kind === "toggle" ? `<label></label><input type="checkbox">` : `<label></label><select></select>`;
    const [name, input] = row.children;
    name.htmlFor = input.id = id;
    name.textContent = label;
    if (kind === "choice") input.append(...stops.map((stop, i) => new Option(stop, i)));
    input.addEventListener("input", () => moved(kind === "toggle" ? Number(input.checked) : Number(input.value)));
    set = (stop) => (kind === "toggle" ? (input.checked = stop === 1) : (input.value = stop));
  }
  return { row, set };
}

/** Calls `say` when the hand has paused, so never more than twice a second. */
function pausing(say) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(say, 500);
  };
}

async function play(figure, id) {
  const data = await unpack(document.getElementById(`pack-${figure.dataset.demo}`).textContent);
  const counts = data.controls.map(({ stops }) => stops.length);
  const columns = data.columns.map((column) => new Column(column, counts));
  const box = figure.querySelector(".stage");
  const [written, said] = [figure.querySelector(".line"), figure.querySelector(".said")];
  const stage = new Stage(box, data.size, id);
  const marks = data.channels.map(({ shape, words }) => new Mark(columns[shape], columns[words], stage));
  const line = data.line.map((place) => columns[place]);
  const start = data.controls.map((each) => each.start);
  const describe = () => box.setAttribute("aria-label", `${data.title}${/[.?!]$/.test(data.title) ? "" : "."} ${text.data}`);
  const say = pausing(() => {
    said.textContent = text.data;
    describe();
  });
  const text = written.appendChild(document.createTextNode(""));
  let position = [...start];
  let drawn = start.map(() => -1);
  let framed = true;

  const draw = () => {
    if (drawn === position) return;
    controls.forEach(({ set }, i) => drawn[i] !== position[i] && set(position[i]));
    for (const mark of marks) mark.draw(position);
    text.data = line.map((part) => part.words(position)).join("");
    drawn = position;
  };
  // What comes first after a frame is drawn at once, while the browser waits for its next frame. However
  // many events follow before that, it shows the newest.
  const move = (next) => {
    position = next;
    if (framed) {
      framed = false;
      draw();
      requestAnimationFrame(() => {
        framed = true;
        draw();
      });
    }
    say();
  };
  const controls = data.controls.map((each, i) =>
    control(each, `${id}-${each.name}`, (stop) => move(position.with(i, stop))),
  );
  const reset = Object.assign(document.createElement("button"), { type: "button", textContent: "Reset" });
  reset.addEventListener("click", () => move([...start]));
  figure.querySelector(".controls").append(...controls.map(({ row }) => row), reset);
  draw();
  describe();
  figure.dataset.ready = "";
}

document.querySelectorAll("figure.demo").forEach((figure, i) => {
  play(figure, `demo${i}`).catch((error) => {
    figure.querySelector(".line").textContent = `This demo could not be read: ${error.message}`;
    throw error;
  });
});
