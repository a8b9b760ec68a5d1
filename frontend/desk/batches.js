// The band over the histogram: two handles that are range inputs, so that keys, touch and screen readers work as anywhere, and a band
// that is drawn or carried with the pointer. The numbers in the form are what is sent; without script they are typed.

import { inDigits } from "./numbers.js";

const form = document.querySelector("form.band");
if (form) startBand();

function startBand() {
  const svg = form.querySelector(".histogram svg");
  const numbers = [form.elements.from, form.elements.to];
  const least = Number(form.dataset.low);
  const most = Number(form.dataset.high);
  const bins = [...svg.querySelectorAll(".bin")].map((bin) => Number(bin.dataset.count));
  const handles = numbers.map((number) => handle(number, least, most));
  svg.after(...handles);
  const said = form.querySelector('[data-said="about"]');
  said.hidden = false;

  const values = () => numbers.map((number) => clamp(Number(number.value)));
  const clamp = (value) => Math.min(most, Math.max(least, Math.round(value)));

  function set(low, high) {
    [low, high] = [clamp(Math.min(low, high)), clamp(Math.max(low, high))];
    numbers[0].value = handles[0].value = low;
    numbers[1].value = handles[1].value = high;
    show();
  }

  function show() {
    const [low, high] = values();
    const chosen = svg.querySelector(".chosen");
    const share = (value) => ((value - least) * 100) / (most - least);
    chosen.setAttribute("x", share(low));
    chosen.setAttribute("width", Math.max(0, share(high) - share(low)));
    const width = (most - least) / bins.length;
    let count = 0;
    for (const [n, bin] of svg.querySelectorAll(".bin").entries()) {
      const middle = least + (n + 0.5) * width;
      const within = middle >= low && middle <= high;
      bin.classList.toggle("within", within);
      if (within) count += bins[n];
    }
    said.querySelector('[data-slot="count"]').textContent = inDigits(count);
  }

  for (const [n, each] of handles.entries()) {
    // A handle stops at the other one.
    each.addEventListener("input", () => {
      const [low, high] = values();
      if (n === 0) set(Math.min(Number(each.value), high), high);
      else set(low, Math.max(Number(each.value), low));
    });
    numbers[n].addEventListener("input", () => {
      handles[n].value = numbers[n].value;
      show();
    });
  }

  // Drawn anew from where one presses; carried along if one presses within it.
  svg.addEventListener("pointerdown", (event) => {
    const at = (moved) => {
      const box = svg.getBoundingClientRect();
      const share = (moved.clientX - box.left) / box.width;
      return least + (getComputedStyle(svg).direction === "rtl" ? 1 - share : share) * (most - least);
    };
    const start = at(event);
    const [low, high] = values();
    const carried = start > low && start < high && high - low < most - least;
    const move = (moved) => {
      const now = at(moved);
      if (!carried) set(start, now);
      else {
        const by = Math.min(most - high, Math.max(least - low, Math.round(now - start)));
        set(low + by, high + by);
      }
    };
    svg.setPointerCapture(event.pointerId);
    svg.addEventListener("pointermove", move);
    svg.addEventListener("lostpointercapture", () => svg.removeEventListener("pointermove", move), { once: true });
  });
  set(...values());
}

function handle(number, least, most) {
  const range = document.createElement("input");
  Object.assign(range, { type: "range", min: least, max: most, step: 1, value: number.value, className: `handle ${number.name}` });
  range.setAttribute("aria-label", number.labels[0].textContent.trim());
  return range;
}
