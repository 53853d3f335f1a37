// Header, key figures, quotes, quality, checks, what changed.
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { FEW, day, plural, wilson } from "./format.js";
import { Outside, copy } from "./parts.js";
import { choose } from "./state.js";

export function Header({ data, compact }) {
  const { about } = data;
  const [open, setOpen] = useState(null);
  const flip = (name) => setOpen(open === name ? null : name);
  const eyebrow = html`<p class="eyebrow">${!compact && html`<span>Data package</span><span class="sep">·</span>`}<b>version ${about.version}</b>${about.created && html`<span class="sep">·</span><span>${day(about.created)}</span>`}
    <span class="sep">·</span>${about.licence.path ? html`<${Outside} url=${about.licence.path}>${about.licence.title}<//>` : html`<span>${about.licence.title}</span>`}${about.makers.length > 0 && html`<span class="sep">·</span><bdi>${about.makers.join(", ")}</bdi>`}</p>`;
  return html`<header class=${compact ? "mini" : "top"}><div>${eyebrow}<h1><bdi dir="auto">${about.title}</bdi></h1>
      ${!compact && html`<p class="lede">Who did what to whom, how many, and who says so. Read by machine from ${plural(data.used, "news article")}; every row opens on the sentence it rests on.</p>`}</div>
    <div class="actions"><button type="button" class="btn theme" onClick=${switchTheme} aria-label="Light or dark">◐</button>
      <span class="drop"><button type="button" class="btn" aria-expanded=${open === "cite"} onClick=${() => flip("cite")}>Cite</button>
        ${open === "cite" && html`<div class="menu"><p>${data.citation}</p><button type="button" class="link" onClick=${(e) => copy(data.citation, e.currentTarget)}>Copy</button></div>`}</span>
      <span class="drop"><button type="button" class="btn pri" aria-expanded=${open === "get"} onClick=${() => flip("get")}>Download ▾</button>
        ${open === "get" && html`<div class="menu"><p>Beside this page in the folder of the package:</p><ul>${data.files.map(([path, says]) => html`<li><a href=${path}>${path}</a><br /><span class="dim">${says}</span></li>`)}</ul></div>`}</span></div></header>`;
}

export function switchTheme() {
  const now = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("presspack-theme", document.documentElement.dataset.theme);
  } catch {
    // A page opened from disk may have no storage: the choice lasts until it is closed.
  }
}

export function KeyFigures({ data }) {
  return html`<section class="keys" aria-label="Key figures">${data.keys.map(([count, name, note]) => html`<div><b>${count}</b><span>${name}</span><small>${note}</small></div>`)}</section>`;
}

// A share of few rows is told as what it is: "6 of 6" promises less than "100 in 100".
const share = ({ right, of }) => (of < FEW ? `${right} of the ${of} checked` : `${Math.round((100 * right) / of)} in 100`);

export function Trust({ data }) {
  const shares = data.bands.filter((band) => band.of);
  const text = shares.map((band, number) => `${number ? "of those" : "Of rows"} marked ${band.title}, ${share(band)}${number ? "" : " were right"}`).join("; ");
  return html`<p class="trust"><span>Machine-read. <b>${text ? `${text}.` : "Nobody has checked rows of this kind yet."}</b> Read the sentence before you build on a row. <a href="#how-good" onClick=${(e) => { e.preventDefault(); document.getElementById("how-good")?.scrollIntoView(); }}>How good is it?</a></span></p>`;
}

export function Quotes({ quotes, data }) {
  const [most, setMost] = useState(5);
  if (!quotes.length) return null;
  // Those that may be printed first.
  const listed = [...quotes.filter((quote) => quote.text), ...quotes.filter((quote) => !quote.text)];
  return html`<section class="card pad" aria-labelledby="quotes"><h2 id="quotes">Quotes</h2><p class="sub">Words between quotation marks are the article’s</p>
    ${listed.slice(0, most).map((quote) => html`<div class="quote"><blockquote dir="auto">${quote.text ? (quote.direct ? `“${quote.text}”` : quote.text) : "Words not published."}</blockquote>
      <p><b><bdi>${quote.speaker?.name ?? quote.words ?? "not named"}</bdi></b>${quote.reported && ` · ${day(quote.reported)}`} · <${Outside} url=${quote.article.url}>${quote.article.outlet ?? quote.article.file}<//></p></div>`)}
    ${quotes.length > most && html`<p class="note"><button type="button" class="link" onClick=${() => setMost(most + 10)}>Show more of ${quotes.length} quotes</button></p>`}</section>`;
}

function Interval({ right, of }) {
  const [low, high] = wilson(right, of);
  const share = Math.round((100 * right) / of);
  const at = (percent) => 6 + 1.88 * percent;
  return html`<svg viewBox="0 0 200 20" preserveAspectRatio="xMidYMid meet" role="img" aria-label=${`${share}, between ${low} and ${high}`}>
      <line x1="6" x2="194" y1="10" y2="10" stroke="var(--line)"></line><line x1=${at(low)} x2=${at(high)} y1="10" y2="10" stroke="var(--ink2)" stroke-width="3"></line><circle cx=${at(share)} cy="10" r="5" fill="var(--ink)"></circle></svg>`;
}

export function Quality({ data }) {
  const rows = data.calibration.filter((row) => row.of);
  return html`<section class="card pad" id="how-good" aria-labelledby="quality"><h2 id="quality">How good is it?</h2>
    ${rows.length ? html`<table class="qual"><thead><tr><th scope="col" class="dim">Right, of 100 rows</th><th scope="col"><span class="sr">Interval</span></th><th scope="col"><span class="sr">Share</span></th></tr></thead><tbody>
      ${rows.map((row) => html`<tr><td>${row.what}</td><td class="interval"><${Interval} ...${row} /></td><td class="share"><b>${row.of < FEW ? `${row.right} of ${row.of}` : Math.round((100 * row.right) / row.of)}</b> <span class="dim">${wilson(row.right, row.of).join("–")}</span></td></tr>`)}</tbody></table>
      <p class="note">${[...new Set(rows.map((row) => row.measured_on))].join(" ")} An event is right if its type, agent and target are. Bars are 95 % intervals. Figures, actors and quotes are not estimated. That no row tells of something is no evidence that it did not happen.</p>`
    : html`<p class="note">Nobody has checked rows of this kind yet. Figures and actors are not estimated.</p>`}</section>`;
}

const SIGNS = { "+": "came", "−": "went", "~": "corrected" };
const ICONS = { error: ["×", "var(--warn)"], warning: ["!", "var(--warn)"], info: ["i", "var(--ink2)"] };

export function Checks({ data }) {
  const [open, setOpen] = useState(null);
  const flip = (key) => setOpen(open === key ? null : key);
  return html`<section class="card pad" aria-labelledby="checks"><h2 id="checks">Checks and what was left out</h2><ul class="ticks">
    ${data.passed > 0 && html`<li><span class="ic" style="color:var(--ok)">✓</span><span>${plural(data.passed, "check")} passed</span></li>`}
    ${data.checks.map((check) => html`<li><span class="ic" style=${`color:${ICONS[check.severity][1]}`}>${ICONS[check.severity][0]}</span><span>${check.says}: ${check.count > 1 ? `not so in ${check.count} rows` : "not so in 1 row"} <button type="button" class="link" aria-expanded=${open === check.says} onClick=${() => flip(check.says)}>show</button>
      ${open === check.says && html`<small class="block">${check.rows.map((row) => html`<span class="block"><bdi>${row}</bdi></span>`)}</small>`}</span></li>`)}
    ${data.left_out.length > 0 && html`<li><span class="ic">–</span><span>${data.records - data.used} of ${plural(data.records, "record")} left out <button type="button" class="link" aria-expanded=${open === "left"} onClick=${() => flip("left")}>show</button>
      ${open === "left" && html`<small class="block">${data.left_out.map(([file, status, reason]) => html`<span class="block"><bdi>${file}</bdi>: ${status.replaceAll("_", " ")}${reason && `, ${reason.replaceAll("_", " ")}`}</span>`)}${data.left_out.length < data.records - data.used && html`<span class="block">… the first ${data.left_out.length}; all stand in the table articles</span>`}</small>`}</span></li>`}</ul></section>`;
}

// Of what came or went the first rows are named; those that are still there lead to their place.
export function Since({ data }) {
  const [open, setOpen] = useState(null);
  if (!data.since) return null;
  const here = new Set(data.events.map((event) => event.id));
  return html`<section class="card pad" aria-labelledby="since"><h2 id="since">Since version ${data.since.version}</h2><ul class="ticks">
    ${data.since.lines.map(([sign, text, ids]) => html`<li><span class="ic" aria-label=${SIGNS[sign]}>${sign}</span><span>${text} ${ids.length > 0 && html`<button type="button" class="link" aria-expanded=${open === sign + text} onClick=${() => setOpen(open === sign + text ? null : sign + text)}>show</button>`}
      ${open === sign + text && html`<small class="block">${ids.map((id) => html`<span class="block">${here.has(id) ? html`<button type="button" class="link" onClick=${() => choose({ row: id })}><code>${id}</code></button>` : html`<code>${id}</code>`}</span>`)}${!text.startsWith(`${ids.length} `) && html`<span class="block">… the first ${ids.length}; all: presspack diff</span>`}</small>`}</span></li>`)}
    ${!data.since.lines.length && html`<li>Nothing changed.</li>`}</ul></section>`;
}
