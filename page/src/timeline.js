// When: a row of bars a group, one scale for all. What has only a year or no date is counted apart, never put on a month.
import * as Plot from "@observablehq/plot";
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { Swatch } from "./parts.js";
import { choose, filters, toggle } from "./state.js";
import { plural } from "./format.js";

const MOST_BARS = 60;

function monthNumber(month) {
  const [year, number] = month.split("-").map(Number);
  return year * 12 + number - 1;
}

function monthText(number) {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;
}

// Months from the first to the last, several to a bar when they would be more than MOST_BARS.
function scaleOf(months) {
  const numbers = months.map(monthNumber);
  const first = Math.min(...numbers);
  const last = Math.max(...numbers);
  const step = [1, 3, 6, 12, 24, 60, 120].find((size) => (last - first + 1) / size <= MOST_BARS) ?? 240;
  const start = step > 1 ? first - (first % step) : first;
  return { start, step, bars: Math.floor((last - start) / step) + 1 };
}

function Bars({ rows, color, scale, highest, label, onPick }) {
  const holder = useRef(null);
  useEffect(() => {
    const months = rows.map(([bar, count]) => ({ bar, count }));
    const drawn = Plot.plot({
      width: 390, height: 38, margin: 0, marginBottom: 1, axis: null,
      x: { domain: [0, scale.bars] }, y: { domain: [0, highest] },
      marks: [
        Plot.ruleY([0], { stroke: "var(--line)" }),
        Plot.rectY(months, { x1: (d) => d.bar + 0.06, x2: (d) => d.bar + 0.94, y: "count", fill: `var(--${color})`, rx: 1 }),
      ],
    });
    drawn.setAttribute("aria-hidden", "true");
    drawn.removeAttribute("role");
    drawn.addEventListener("click", (event) => {
      const box = drawn.getBoundingClientRect();
      onPick(Math.floor(((event.clientX - box.left) / box.width) * scale.bars));
    });
    holder.current.replaceChildren(drawn);
  });
  return html`<div class="bars" ref=${holder} role="img" aria-label=${label}></div>`;
}

function Axis({ scale }) {
  const marks = [];
  for (let bar = 0; bar < scale.bars; bar += 1) {
    const from = scale.start + bar * scale.step;
    const year = Math.ceil(from / 12);
    if (bar === 0 || year * 12 < from + scale.step) marks.push([bar, String(bar === 0 ? Math.floor(from / 12) : year)]);
  }
  const every = Math.ceil(marks.length / 8);
  return html`<div class="axis" aria-hidden="true">${marks.filter((_, number) => number % every === 0).map(
    ([bar, text]) => html`<span style=${`left:${(100 * bar) / scale.bars}%`}>${text}</span>`)}</div>`;
}

export function Timeline({ events, groups, types }) {
  const dated = events.filter((event) => event.month).length;
  const [by, setBy] = useState(dated * 2 >= events.length ? "month" : "reportedMonth");
  const [open, setOpen] = useState(null);
  const monthOf = (event) => (by === "month" ? event.month : event.reported?.slice(0, 7) ?? null);
  const months = events.map(monthOf).filter(Boolean);
  const scale = months.length ? scaleOf(months) : null;
  const lines = [];
  for (const group of groups) {
    const inside = events.filter((event) => event.group.code === group.code);
    lines.push({ key: group.code, title: group.title, color: group.code, list: inside, group });
    if (open === group.code) {
      for (const type of types.filter((one) => one.group === group.code)) {
        const list = inside.filter((event) => event.type.code === type.code);
        if (list.length) lines.push({ key: type.code, title: type.title, color: group.code, list, type });
      }
    }
  }
  const counted = lines.map((line) => {
    const bars = new Map();
    for (const event of line.list) {
      const month = monthOf(event);
      if (month) {
        const bar = Math.floor((monthNumber(month) - scale.start) / scale.step);
        bars.set(bar, (bars.get(bar) ?? 0) + 1);
      }
    }
    const years = by === "month" ? line.list.filter((event) => event.from && !event.month).length : 0;
    const none = line.list.filter((event) => !monthOf(event)).length - years;
    return { ...line, bars: [...bars], years, none };
  });
  const highest = Math.max(1, ...counted.flatMap((line) => line.bars.map(([, count]) => count)));
  const pick = (bar) => {
    if (by !== "month") return;
    const from = scale.start + bar * scale.step;
    choose({ from: monthText(from), to: monthText(from + scale.step - 1) });
  };
  const unit = scale && scale.step > 1 ? `${scale.step} months` : "month";
  return html`<section class="card pad" aria-labelledby="when">
    <div class="head"><div><h2 id="when">When</h2><p class="sub">Events per ${unit}; ${dated} of ${events.length} have a month of their own</p></div>
      <div class="seg" role="group" aria-label="Date shown">${[["month", "happened"], ["reportedMonth", "reported"]].map(
        ([key, title]) => html`<button type="button" class=${by === key ? "on" : ""} aria-pressed=${by === key} onClick=${() => setBy(key)}>${title}</button>`)}</div></div>
    <div class="when"><div class="line heads" aria-hidden="true"><span></span><span></span>${by === "month" && html`<span>year only</span>`}<span>no date</span></div>
      ${counted.map((line) => html`<div class=${`line ${line.type ? "inner" : ""}`} key=${line.key}>
        <button type="button" class="row" aria-expanded=${line.type ? undefined : open === line.key} onClick=${() => (line.type ? toggle("type", line.key) : setOpen(open === line.key ? null : line.key))}>
          ${!line.type && html`<${Swatch} group=${line.group} />`}${line.title}</button>
        ${scale ? html`<${Bars} rows=${line.bars} color=${line.color} scale=${scale} highest=${highest} onPick=${pick}
          label=${`${line.title}: ${plural(line.list.length, "event")}, most in one ${unit} ${Math.max(0, ...line.bars.map(([, count]) => count))}`} />` : html`<span></span>`}
        ${by === "month" && html`<span class="nodate">${line.years || ""}</span>`}
        <span class="nodate">${line.none || ""}</span></div>`)}
      ${scale && html`<div class="line" aria-hidden="true"><span></span><${Axis} scale=${scale} /><span></span></div>`}
    </div>
    ${scale && html`<details class="table"><summary>The same as a table</summary><table><thead><tr><th>Group</th><th>With a month</th>${by === "month" && html`<th>Year only</th>`}<th>No date</th></tr></thead>
      <tbody>${counted.map((line) => html`<tr><th scope="row">${line.title}</th><td>${line.bars.reduce((sum, [, count]) => sum + count, 0)}</td>${by === "month" && html`<td>${line.years}</td>`}<td>${line.none}</td></tr>`)}</tbody></table></details>`}
    ${filters.value.from && html`<p class="note"><button type="button" class="link" onClick=${() => choose({ from: undefined, to: undefined })}>All months</button></p>`}
  </section>`;
}
