// The review of a build: a queue, the article, the row. One decision, one key; the line is shown before it is written.
import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { wilson } from "./format.js";
import { switchTheme } from "./sections.js";

const token = location.hash.slice(1);
const data = signal(null);
const error = signal(null);
const queue = signal("random");
const at = signal(0);
const article = signal(null);
const row = signal(null);
const undo = signal([]);
const wrong = signal(false);
const why = signal(null);

const REASONS = ["wrong actor", "wrong words", "wrong date", "not what the article says"];
const TYPES = ["event_id", "article_id", "evidence_id", "start", "end", "statistic_id", "role_id", "mention_id", "quote_id", "event_cluster_id", "when_start", "when_end"];
// A score that is seen before the decision would decide it.
const SCORES = ["confidence", "link_score"];
const ICONS = { right: "✓", wrong: "✕", edited: "✎", skipped: "·" };

async function ask(path, said) {
  const answer = await fetch(path, { method: said ? "POST" : "GET", headers: { "X-Presspack-Token": token, ...(said ? { "Content-Type": "application/json" } : {}) }, body: said ? JSON.stringify(said) : undefined });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  error.value = null;
  return found;
}

// Acts run one after another: a key pressed while the last decision is being written waits for the row after it.
let last = Promise.resolve();
const queued = (act) => (...given) => {
  last = last.then(() => act(...given)).catch((problem) => (error.value = problem.message));
  return last;
};

const keyOf = (one) => `${one.table}\u0000${one.row_id ?? one.id}`;
const verdicts = () => new Map(data.value.verdicts.map((one) => [keyOf(one), one]));

function listed() {
  if (queue.value === "articles") return data.value.articles.map((one) => ({ ...one, table: "articles", words: one.title, article_id: one.id, title: one.status }));
  const rows = data.value[queue.value];
  const found = verdicts();
  const late = rows.filter((one) => found.get(keyOf(one))?.verdict === "skipped");
  return [...rows.filter((one) => !late.includes(one)), ...late];
}

// Why the machine made a row takes a moment to find out, for which no decision waits.
async function explain(one) {
  if (one.table === "articles") return;
  try {
    const { decisions } = await ask(`/why?table=${encodeURIComponent(one.table)}&id=${encodeURIComponent(one.id)}`);
    if (listed()[at.value]?.id === one.id) why.value = decisions;
  } catch (problem) {
    error.value = problem.message;
  }
}

async function shown(number) {
  const list = listed();
  at.value = Math.max(0, Math.min(list.length - 1, number));
  row.value = null;
  why.value = null;
  const one = list[at.value];
  if (!one) return;
  if (article.value?.id !== one.article_id) article.value = { ...(await ask(`/article?id=${encodeURIComponent(one.article_id)}`)), id: one.article_id };
  row.value = one.table === "articles" ? null : await ask(`/row?table=${encodeURIComponent(one.table)}&id=${encodeURIComponent(one.id)}`);
  explain(one);
  await new Promise((drawn) => setTimeout(drawn));
  document.querySelector(".rv-here")?.scrollIntoView({ block: "center" });
  document.querySelector(".rv-list .here")?.scrollIntoView({ block: "nearest" });
}
const show = queued(shown);
const step = queued((by) => shown(at.value + by));
const editFirst = queued(() => document.querySelector(".rv-value")?.click());

// `correction` names the cell of the correction that goes with the verdict: undo takes both back.
async function decided(verdict, { reason = "", value = "", correction } = {}) {
  const one = listed()[at.value];
  if (!one) return;
  data.value = await ask("/verdict", { table: one.table, row_id: one.id, verdict, reason, value, queue: queue.value });
  undo.value = [...undo.value, { one, at: at.value, queue: queue.value, correction }];
  if (verdict !== "missing") await shown(at.value + (verdict === "skipped" ? 0 : 1));
}
const decide = queued(decided);

const reject = queued(async (reason) => {
  const one = listed()[at.value];
  const column = { events: "event_id", statistics: "statistic_id", actor_roles: "role_id", mentions: "mention_id", quotes: "quote_id" }[one.table];
  const correction = { table: one.table, row_id: one.id, column };
  data.value = await ask("/correct", { ...correction, value: "", reason });
  await decided("wrong", { reason, correction });
});

const edit = queued(async (table, row_id, column, value, reason) => {
  const correction = { table, row_id, column };
  data.value = await ask("/correct", { ...correction, value, reason });
  await decided("edited", { reason, value: `${table}.${column}=${value}`, correction });
});

const back = queued(async () => {
  const done = undo.value[undo.value.length - 1];
  if (!done) return;
  if (done.correction) data.value = await ask("/withdraw", done.correction);
  data.value = await ask("/verdict", { table: done.one.table, row_id: done.one.id, verdict: "undone", queue: done.queue });
  undo.value = undo.value.slice(0, -1);
  queue.value = done.queue;
  await shown(done.at);
});

function Piece({ piece, here }) {
  if (!["title", "paragraph", "heading", "question", "answer", "lead", "caption", "list_item", "dateline"].includes(piece.kind) && piece.reason) {
    return html`<p class="rv-noise"><s>${piece.text.slice(0, 240)}</s><small>not read: ${piece.reason.replaceAll("_", " ")}</small></p>`;
  }
  const points = [...piece.text];
  const borders = [...new Set([0, points.length, ...piece.marks.flatMap((mark) => [mark.start, mark.end])])].filter((one) => one >= 0 && one <= points.length).sort((a, b) => a - b);
  const parts = borders.slice(0, -1).map((start, number) => {
    const end = borders[number + 1];
    const over = piece.marks.filter((mark) => mark.start <= start && mark.end >= end);
    const text = points.slice(start, end).join("");
    if (!over.length) return text;
    const now = over.some((mark) => mark.table === here?.table && mark.id === here?.id);
    const label = over.map((mark) => mark.table.replace("actor_roles", "post").replace(/s$/, "")).join(", ");
    return html`<span class=${`rv-mark ${now ? "rv-here" : ""}`} title=${label} style=${`--c:var(--${over[0].kind})`}>${text}</span>`;
  });
  return html`<p class=${piece.kind === "title" ? "rv-title" : "sent"} dir="auto">${parts}</p>`;
}

const reasonFor = (name) => (/actor|attributed|speaker|subject|organisation/.test(name) ? REASONS[0] : /^(text|trigger)$/.test(name) ? REASONS[1] : /date|period|reported/.test(name) ? REASONS[2] : REASONS[3]);

function Focused(props) {
  const field = useRef(null);
  useEffect(() => field.current.select(), []);
  return html`<input ref=${field} ...${props} />`;
}

function Field({ table, id, name, value }) {
  const [text, setText] = useState(null);
  const [reason, setReason] = useState(reasonFor(name));
  if (TYPES.includes(name) || (queue.value === "random" && SCORES.includes(name)) || name.endsWith("_sha256") || value === null && text === null && !["actor_id", "date_start", "modality_code", "place", "indicator"].includes(name)) return null;
  const line = [table, id, name, text ?? "", reason].map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
  return html`<dt>${name.replaceAll("_", " ")}</dt><dd>${text === null
    ? html`<button type="button" class="link plain rv-value" onClick=${() => setText(String(value ?? ""))}><bdi>${String(value ?? "–")}</bdi></button>`
    : html`<form onSubmit=${(event) => { event.preventDefault(); edit(table, id, name, text, reason); }}>
        <${Focused} class="part" value=${text} aria-label=${name} onInput=${(event) => setText(event.currentTarget.value)} />
        <input class="part" value=${reason} aria-label="reason" list="reasons" onInput=${(event) => setReason(event.currentTarget.value)} />
        <code class="rv-line">${line}</code><button class="btn sm pri" disabled=${!reason.trim()}>Save edit</button> <button type="button" class="btn sm" onClick=${() => setText(null)}>Cancel</button></form>`}</dd>`;
}

const MOST_WHY = 12;

function Why() {
  if (!why.value) return null;
  return html`<section class="rv-because" aria-label="Why the machine thinks so"><h3>Why the machine thinks so</h3>
    ${why.value.length > 0 ? html`<ul>${why.value.slice(0, MOST_WHY).map((one) => html`<li class=${one.decision}><b aria-label=${one.decision}>${one.decision === "taken" ? "+" : "−"}</b><span>“<bdi>${one.words}</bdi>” ${one.about}: ${one.reason || one.decision} <small>${one.by}</small></span></li>`)}</ul>` : html`<p class="dim">Nothing is recorded for these words.</p>`}
    ${why.value.length > MOST_WHY && html`<p class="dim">and ${why.value.length - MOST_WHY} more: presspack extract --explain</p>`}</section>`;
}

function RowPanel() {
  const one = listed()[at.value];
  useEffect(() => {
    const press = (event) => {
      if (/^(INPUT|TEXTAREA)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      if (wrong.value && /^[1-4]$/.test(event.key)) {
        (wrong.value = false);
        reject(REASONS[Number(event.key) - 1]);
        return;
      }
      const act = {
        j: () => step(1), k: () => step(-1), a: () => decide("right"), r: () => (wrong.value = true), s: () => decide("skipped"),
        u: back, m: () => decide("missing", { reason: "something is missing here" }), e: editFirst, Escape: () => (wrong.value = false),
      }[event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  if (!one) return html`<p class="dim">Nothing to look at.</p>`;
  if (one.table === "articles") {
    return html`<h2>${one.words}</h2><p class="sub">${one.title}${one.reason && `: ${one.reason}`}</p><p class="note">When you have looked at every row of this article and added what is missing, mark it as complete: it becomes gold for <code>presspack evaluate</code>: <code>presspack annotations gold --complete raw/reviews.csv</code>.</p>
      <p><button type="button" class="btn pri" onClick=${() => decide("complete")}>Everything here is looked at</button></p>`;
  }
  const found = row.value;
  return html`<div class="head"><h2>${one.title}</h2><code>${one.id}</code></div>
    ${found?.columns && html`<dl class="facts">${Object.entries(found.columns).map(([name, value]) => html`<${Field} key=${`${one.id}${name}`} table=${one.table} id=${one.id} name=${name} value=${value} />`)}
      ${found.parts.map((part) => html`<dt class="rv-part">${part.columns.role_code ?? part.table}</dt><dd></dd>${["text", "actor_id", "role_code"].map((name) => html`<${Field} key=${`${part.id}${name}`} table=${part.table} id=${part.id} name=${name} value=${part.columns[name]} />`)}`)}</dl>`}
    <p class="note">${queue.value === "random" ? "Score hidden until you have decided" : one.confidence !== undefined && one.confidence !== null && `Confidence ${one.confidence.toFixed(2)}`}</p>
    ${wrong.value ? html`<h3>Why is it wrong?</h3><p class="rv-why">${REASONS.map((reason, number) => html`<button type="button" class="btn sm" onClick=${() => { (wrong.value = false); reject(reason); }}><kbd>${number + 1}</kbd> ${reason}</button>`)}</p>
      <p class="note">The row is rejected: <code class="rv-line">${one.table},${one.id},…,,reason</code></p>` : html`<p class="rv-acts"><button type="button" class="btn" onClick=${() => decide("right")}><kbd>a</kbd> Right</button> <button type="button" class="btn" onClick=${() => (wrong.value = true)}><kbd>r</kbd> Wrong</button></p>
      <p class="note"><kbd>e</kbd> edit <kbd>s</kbd> skip <kbd>m</kbd> something missing <kbd>u</kbd> undo</p>`}
    <${Why} />`;
}

function Page() {
  const { name, accuracy: score, corrections } = data.value;
  const list = listed();
  const here = list[at.value];
  const found = verdicts();
  const about = data.value.articles.find((one) => one.id === article.value?.id);
  const [low, high] = score.decided ? wilson(score.right, score.decided) : [0, 100];
  const tabs = [["random", `Random sample ${score.decided}/${score.size}`], ["doubtful", `Most doubtful ${data.value.doubtful.length}`], ["articles", `By article ${data.value.articles.length}`]];
  return html`<div class="rv"><header class="rv-top"><b>Review: ${name}</b><div class="seg">${tabs.map(([key, title]) => html`<button type="button" class=${queue.value === key ? "on" : ""} aria-pressed=${queue.value === key} onClick=${() => { queue.value = key; show(0); }}>${title}</button>`)}</div>
      <span class="dim">Only on this computer; full texts stay here</span><span class="rv-right">corrections.csv: ${corrections} lines <button type="button" class="btn sm" onClick=${back} disabled=${!undo.value.length}>Undo <kbd>u</kbd></button> <button type="button" class="btn sm" onClick=${switchTheme} aria-label="Light or dark">◐</button></span></header>
    ${error.value && html`<p class="rv-error" role="alert">${error.value}</p>`}
    <nav class="rv-list" aria-label="Queue">${list.map((one, number) => {
      const verdict = found.get(keyOf(one));
      return html`<button type="button" class=${number === at.value ? "here" : ""} aria-current=${number === at.value} onClick=${() => show(number)}><i>${ICONS[verdict?.verdict] ?? ""}</i><span>${one.kind && html`<i class="sw" style=${`background:var(--${one.kind})`} aria-hidden="true"></i> `}<b>${one.title}</b> <bdi>${one.words}</bdi><small>${verdict ? verdict.reason || verdict.verdict : one.table.replaceAll("_", " ")}</small></span></button>`;
    })}</nav>
    <main class="rv-text">${about && html`<p class="eyebrow"><b><bdi>${about.outlet ?? ""}</bdi></b> ${about.published ?? ""}</p>`}${article.value?.pieces.map((piece) => html`<${Piece} piece=${piece} here=${here} />`)}${article.value && !article.value.pieces.length && html`<p class="dim">This record was left out; its text is not kept.</p>`}</main>
    <aside class="rv-row" key=${here && keyOf(here)}><${RowPanel} /></aside>
    <footer class="rv-foot"><progress max=${score.size || 1} value=${score.decided}></progress><b>${score.decided} of ${score.size}</b> looked at ${score.decided > 0 && html`<span aria-live="polite"><b>${score.right} right: ${Math.round((100 * score.right) / score.decided)} %, between ${low} and ${high} %</b> <span class="dim">(95 % interval, random sample only, before corrections)</span></span>`}</footer>
    <datalist id="reasons">${REASONS.map((reason) => html`<option value=${reason}></option>`)}</datalist></div>`;
}

async function start() {
  const root = document.getElementById("app");
  try {
    data.value = await ask("/queues");
  } catch (problem) {
    root.textContent = problem.message;
    return;
  }
  await show(0);
  render(html`<${Page} />`, root);
  document.documentElement.dataset.ready = "yes";
}

start();
