// Figures: an indicator a row, every value told as a dot; filled as stated, open about, over or under.
import * as Plot from "@observablehq/plot";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { amount, csv, day, period } from "./format.js";
import { save } from "./parts.js";
import { sentenceOf } from "./shards.js";
import { Sentence } from "./marks.js";

function groupsOf(figures) {
  const groups = new Map();
  for (const figure of figures) {
    if (!figure.indicator) continue;
    const key = [figure.indicator.toLowerCase(), figure.subject?.id ?? "", figure.unit].join("\u0000");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(figure);
  }
  const latest = (list) => list.reduce((best, one) => ((one.from ?? one.reported ?? "") > (best.from ?? best.reported ?? "") ? one : best));
  return [...groups.values()].map((list) => ({ list, latest: latest(list) })).sort((a, b) => b.list.length - a.list.length || (a.latest.indicator < b.latest.indicator ? -1 : 1));
}

const WIDTH = 190;
const MOST_SAID = 12;

// The values that can be told apart on the line: of those that would cover each other one is drawn.
function apart(list, low, high) {
  const places = new Map();
  for (const figure of list) {
    if (figure.value === null || figure.value === undefined) continue;
    const place = high > low ? Math.round(((figure.value - low) / (high - low)) * WIDTH) : 0;
    const filled = figure.modifier === "exact";
    places.set(`${place}${filled}`, { value: figure.value, filled });
  }
  return [...places.values()];
}

function Dots({ list }) {
  const holder = useRef(null);
  let [low, high] = [Infinity, -Infinity];
  for (const figure of list) {
    for (const value of [figure.value, figure.high]) if (value !== null && value !== undefined) [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  useEffect(() => {
    const room = (high - low || Math.abs(high) || 1) * 0.12;
    const drawn = Plot.plot({
      width: WIDTH, height: 20, margin: 0, marginLeft: 8, marginRight: 8, axis: null, x: { domain: [low - room, high + room] }, y: { domain: [0, 1] },
      marks: [
        Plot.ruleY([0.5], { stroke: "var(--line)", strokeWidth: 2 }),
        Plot.dot(apart(list, low, high), { x: "value", y: 0.5, r: 4.5, strokeWidth: 2, stroke: "var(--posts)", fill: (one) => (one.filled ? "var(--posts)" : "var(--surface)") }),
      ],
    });
    drawn.setAttribute("aria-hidden", "true");
    holder.current.replaceChildren(drawn);
  });
  const told = [...new Set(list.map((figure) => amount(figure)))];
  const more = told.length > MOST_SAID ? ` and ${told.length - MOST_SAID} more` : "";
  const ends = [list.find((figure) => figure.value === low), list.find((figure) => figure.value === high)].filter(Boolean);
  return html`<div role="img" aria-label=${`values told: ${told.slice(0, MOST_SAID).join(", ")}${more}`}><div ref=${holder}></div>
    ${told.length > 1 && html`<div class="ends" aria-hidden="true">${ends.map((figure) => html`<span>${amount(figure, "")}</span>`)}</div>`}</div>`;
}

function differ(list) {
  const first = new Map();
  return list.some((figure) => {
    const [at, value] = [figure.from ?? "", `${figure.value}/${figure.high}`];
    if (!first.has(at)) first.set(at, value);
    return first.get(at) !== value;
  });
}

export function exportedFigures(figures) {
  const header = ["statistic_id", "indicator", "value", "value_high", "modifier", "unit", "change", "subject", "period", "place", "says_who", "outlet", "title", "url", "text"];
  return csv(header, figures.map((figure) => [
    figure.id, figure.indicator, figure.value, figure.high, figure.modifier, figure.unit, figure.change, figure.subject?.name, [figure.from, figure.to].filter(Boolean).join("/"),
    figure.place, figure.by?.name, figure.article.outlet, figure.article.title, figure.article.url, figure.text,
  ]));
}

export function Figures({ figures, name, filtered }) {
  const [most, setMost] = useState(8);
  const [open, setOpen] = useState(null);
  const groups = useMemo(() => groupsOf(figures), [figures]);
  if (!figures.length) return null;
  return html`<section class="card pad" id="figures" aria-labelledby="figures-h"><div class="head"><div><h2 id="figures-h">Figures</h2><p class="sub">Filled: as stated. Open: about, over or under.${filtered ? " Of the articles of the events chosen." : ""}</p></div>
      <button type="button" class="btn sm" onClick=${() => save(`${name}-figures.csv`, exportedFigures(figures))}>CSV</button></div>
    <table class="fig"><thead><tr><th scope="col">What is counted</th><th scope="col" class="dots">Every value told</th><th scope="col" class="r">Latest</th></tr></thead><tbody>
    ${groups.slice(0, most).map(({ list, latest }) => html`<tr onClick=${() => setOpen(open === latest.id ? null : latest.id)} class="pick-row">
        <td><button type="button" class="link plain" aria-expanded=${open === latest.id}><b><bdi dir="auto">${latest.indicator}</bdi></b></button>${latest.subject && html`<br /><span class="dim">of <bdi>${latest.subject.name}</bdi></span>`}</td>
        <td class="dots"><${Dots} list=${list} /></td>
        <td class="r"><b>${amount(latest)}</b><br /><span class="dim">${differ(list) ? "tellings differ" : latest.from ? period(latest.from, latest.to) : latest.reported ? `by ${day(latest.reported)}` : "no date"}</span></td></tr>
      ${open === latest.id && list.map((figure) => {
        const text = sentenceOf(figure.evidence);
        return html`<tr class="unf"><td colspan="3">${text ? html`<${Sentence} text=${text} offset=${figure.evidence.start} marks=${[{ kind: "num", start: figure.start, end: figure.end }]} />` : html`<p class="hid">${figure.text ?? "words not published"} · characters ${figure.start} to ${figure.end}</p>`}
          <p class="src"><b><bdi>${figure.article.outlet ?? figure.article.file}</bdi></b>${figure.by && html` · says <bdi>${figure.by.name}</bdi>`} · <code>${figure.id}</code></p></td></tr>`;
      })}`)}</tbody></table>
    ${groups.length > most && html`<p class="note"><button type="button" class="link" onClick=${() => setMost(most + 24)}>Show more of ${groups.length} indicators</button></p>`}</section>`;
}
