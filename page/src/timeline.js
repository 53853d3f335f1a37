// When: a row of bars a group, one scale for all. What has only a year or no date is counted apart, never put on a month.
import * as Plot from "@observablehq/plot";
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { Swatch } from "./parts.js";
import { choose, toggle } from "./state.js";
import { day, plural } from "./format.js";

const MOST_BARS = 60;
const LEAST_BARS = 12;
const MOST_BRACKETS = 5;
const HEADROOM = 1.3;

function monthNumber(month) {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function monthText(number) {
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

// Months from the first to the last, several to a bar when they would be more than MOST_BARS.
function scaleOf(months) {
  const numbers = months.map(monthNumber);
  const first = numbers.reduce((a, b) => Math.min(a, b));
  const last = numbers.reduce((a, b) => Math.max(a, b));
  const step = [1, 3, 6, 12, 24, 60, 120].find((size) => (last - first + 1) / size <= MOST_BARS) ?? Math.ceil((last - first + 1) / MOST_BARS);
  const bars = Math.floor((last - (first - (first % step))) / step) + 1;
  const spare = Math.max(0, LEAST_BARS - bars);
  const start = (step > 1 ? first - (first % step) : first) - Math.floor(spare / 2) * step;
  return { start, step, bars: bars + spare };
}

// The bars at which a year begins, with the year.
function yearsOf(scale) {
  return Array.from({ length: scale.bars }, (_, bar) => [bar, scale.start + bar * scale.step])
    .filter(([, from]) => Math.ceil(from / 12) * 12 < from + scale.step)
    .map(([bar, from]) => [bar, Math.ceil(from / 12)]);
}

function Bars({ rows, color, scale, highest, label, onPick }) {
  const holder = useRef(null);
  useEffect(() => {
    const drawn = Plot.plot({
      width: 390, height: 44, margin: 0, marginBottom: 1, axis: null,
      x: { domain: [0, scale.bars] }, y: { domain: [0, highest * HEADROOM] },
      marks: [
        Plot.ruleY([0], { stroke: "var(--line)" }),
        Plot.rectY(rows.map(([bar, count]) => ({ bar, count })), { x1: (d) => d.bar + 0.06, x2: (d) => d.bar + 0.94, y: "count", fill: `var(--${color})`, rx: 1 }),
      ],
    });
    drawn.setAttribute("aria-hidden", "true");
    drawn.setAttribute("preserveAspectRatio", "none");
    drawn.removeAttribute("role");
    if (onPick) {
      drawn.addEventListener("click", (event) => {
        const box = drawn.getBoundingClientRect();
        onPick(Math.floor(((event.clientX - box.left) / box.width) * scale.bars));
      });
    }
    holder.current.replaceChildren(drawn);
  });
  const peak = rows.find(([, count]) => count === highest);
  return html`<div class=${`bars ${onPick ? "" : "still"}`} role="img" aria-label=${label}><div ref=${holder}></div>
    ${yearsOf(scale).slice(scale.bars > 2 ? 0 : 1).map(([bar]) => bar > 0 && html`<i class="year" style=${`left:${(100 * bar) / scale.bars}%`}></i>`)}
    ${peak && html`<b aria-hidden="true" style=${`left:${(100 * (peak[0] + 0.5)) / scale.bars}%`}>${peak[1]}</b>`}</div>`;
}

function Axis({ scale, years }) {
  // A label at the right edge ends there instead of being cut.
  const at = (bar) => (bar / scale.bars > 0.88 ? "right:0" : `left:${(100 * bar) / scale.bars}%`);
  const begins = yearsOf(scale);
  const every = Math.ceil(begins.length / 8);
  const labels = begins.filter((_, number) => number % every === 0).map(([bar, year]) => html`<b style=${at(bar)}>${year}</b>`);
  if (!begins.length) labels.push(html`<b style=${at(0)}>${day(monthText(scale.start))}</b>`);
  else if (scale.step === 1 && begins[0][0] > 2) labels.push(html`<span style=${at(0)}>${day(monthText(scale.start)).slice(0, 3)}</span>`);
  if (scale.step === 1 && scale.bars <= 36) {
    for (let bar = 3; bar < scale.bars - 1; bar += 1) if ((scale.start + bar) % 12 === 6) labels.push(html`<span style=${at(bar)}>Jul</span>`);
  }
  const inside = years.filter(([year]) => year * 12 + 12 > scale.start && year * 12 < scale.start + scale.bars * scale.step);
  const few = inside.length <= MOST_BRACKETS && inside.length === years.length;
  return html`<div class="axis" aria-hidden="true">${labels}</div>
    ${few && inside.map(([year, count]) => {
      const from = Math.max(0, (year * 12 - scale.start) / scale.step);
      const to = Math.min(scale.bars, (year * 12 + 12 - scale.start) / scale.step);
      return html`<div class="bracket" style=${`margin-left:${(100 * from) / scale.bars}%;min-width:${(100 * (to - from)) / scale.bars}%`}><span>${year}, month not told: ${count}</span></div>`;
    })}
    ${!few && html`<div class="bracket" style="min-width:100%"><span>only the year told: ${years.reduce((sum, [, count]) => sum + count, 0)}</span></div>`}`;
}

// The lines of the chart: a group each, and the types of the one that is open.
function linesOf(events, groups, types, filtered, open) {
  const lines = [];
  for (const group of groups) {
    const list = events.filter((event) => event.group === group);
    if (filtered && !list.length) continue;
    lines.push({ key: group.code, title: group.title, color: group.code, list, group });
    if (open === group.code) {
      for (const type of types.filter((one) => one.group === group.code)) {
        const own = list.filter((event) => event.type === type);
        if (own.length) lines.push({ key: type.code, title: type.title, color: group.code, list: own, type });
      }
    }
  }
  return lines;
}

function says(events, dated, years, by, unit) {
  const none = events.length - dated - years;
  if (by !== "month") return `Events by the month of their report${unit === "month" ? "" : `, ${unit} a bar`}`;
  return `Events per ${unit}: ${dated} have a month or a day${years ? `, ${years} only a year` : ""}${none ? `, ${none} no date` : ""}`;
}

export function Timeline({ events, groups, types, filtered }) {
  const dated = events.filter((event) => event.month).length;
  const [by, setBy] = useState(dated * 2 >= events.length ? "month" : "reported");
  const [open, setOpen] = useState(null);
  const monthOf = (event) => (by === "month" ? event.month : event.reported?.length >= 7 ? event.reported.slice(0, 7) : null);
  const months = events.map(monthOf).filter(Boolean);
  const scale = months.length ? scaleOf(months) : null;
  const barOf = (event) => Math.floor((monthNumber(monthOf(event)) - scale.start) / scale.step);
  const isYearOnly = (event) => by === "month" && Boolean(event.from) && !event.month;
  const yearOnly = events.filter(isYearOnly);
  const years = new Map();
  for (const event of yearOnly) years.set(Number(event.from.slice(0, 4)), (years.get(Number(event.from.slice(0, 4))) ?? 0) + 1);
  const lines = linesOf(events, groups, types, filtered, open).map((line) => {
    const bars = new Map();
    for (const event of line.list) if (monthOf(event)) bars.set(barOf(event), (bars.get(barOf(event)) ?? 0) + 1);
    return { ...line, bars, none: line.list.filter((event) => !monthOf(event) && !isYearOnly(event)).length };
  });
  const highest = Math.max(1, ...lines.flatMap((line) => [...line.bars.values()]));
  const span = (bar) => [monthText(scale.start + bar * scale.step), monthText(scale.start + (bar + 1) * scale.step - 1)];
  const pick = (bar) => {
    const [from, to] = span(bar);
    choose({ from, to });
  };
  const unit = scale && scale.step > 1 ? `${scale.step} months` : "month";
  const without = lines.some((line) => line.none);
  return html`<section class="card pad" aria-labelledby="when">
    <div class="head"><div><h2 id="when">When</h2><p class="sub">${says(events, dated, yearOnly.length, by, unit)}</p></div>
      <div class="seg" role="group" aria-label="Date shown">${[["month", "happened"], ["reported", "reported"]].map(
        ([key, title]) => html`<button type="button" class=${by === key ? "on" : ""} aria-pressed=${by === key} onClick=${() => setBy(key)}>${title}</button>`)}</div></div>
    <div class=${`tl ${without ? "" : "dated"}`}>${without && html`<div class="line heads" aria-hidden="true"><span></span><span></span><span>no date</span></div>`}
      ${lines.map((line) => html`<div class=${`line ${line.type ? "inner" : ""}`} key=${line.key}>
        <button type="button" class="row" aria-expanded=${line.type ? undefined : open === line.key} onClick=${() => (line.type ? toggle("type", line.key) : setOpen(open === line.key ? null : line.key))}>
          ${!line.type && html`<${Swatch} group=${line.group} />`}<span>${line.title}</span><span class="total">${line.list.length}</span></button>
        ${scale ? html`<${Bars} rows=${[...line.bars]} color=${line.color} scale=${scale} highest=${highest} onPick=${by === "month" ? pick : null}
          label=${`${line.title}: ${plural(line.list.length, "event")}, most in one ${unit} ${Math.max(0, ...line.bars.values())}`} />` : html`<span></span>`}
        ${without && html`<span class=${line.none ? "nodate" : ""}>${line.none || ""}</span>`}</div>`)}
      ${(scale || years.size > 0) && html`<div class="line foot-line"><span></span><div>${scale ? html`<${Axis} scale=${scale} years=${[...years].sort((a, b) => a[0] - b[0])} />` : html`<p class="sub">only the year told: ${yearOnly.length}</p>`}</div>${without && html`<span></span>`}</div>`}
    </div>
    ${scale && html`<details class="table"><summary>The same as a table</summary><div class="scroll"><table><thead><tr><th scope="col">${unit === "month" ? "Month" : "From"}</th>${lines.map((line) => html`<th scope="col" class="r">${line.title}</th>`)}</tr></thead>
      <tbody>${Array.from({ length: scale.bars }, (_, bar) => bar).filter((bar) => lines.some((line) => line.bars.has(bar))).map((bar) => html`<tr><th scope="row">${by === "month" ? html`<button type="button" class="link" onClick=${() => pick(bar)}>${day(span(bar)[0])}</button>` : day(span(bar)[0])}</th>${lines.map((line) => html`<td class="r">${line.bars.get(bar) ?? ""}</td>`)}</tr>`)}
      ${by === "month" && years.size > 0 && html`<tr><th scope="row">only a year</th>${lines.map((line) => html`<td class="r">${line.list.filter(isYearOnly).length || ""}</td>`)}</tr>`}
      ${without && html`<tr><th scope="row">no date</th>${lines.map((line) => html`<td class="r">${line.none || ""}</td>`)}</tr>`}</tbody></table></div></details>`}
  </section>`;
}
