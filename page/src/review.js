// The review of a build: a queue, the article, the row. One decision, one key; the line is shown before it is written.
import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { wilson } from "./format.js";
import { nested, pieces } from "./marks.js";
import { switchTheme } from "./sections.js";

const token = location.hash.slice(1);
const data = signal(null);
const error = signal(null);
const queue = signal("random");
const at = signal(0);
const article = signal(null);
const row = signal(null);
const picked = signal(null);
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

// The row that is looked at: one of the queue, or one that was chosen in its article.
const looked = () => picked.value ?? listed()[at.value];
const isOf = (mark, here) => mark.table === here?.table && mark.id === here?.id;

// Why the machine made a row takes a moment to find out, for which no decision waits.
async function explain(one) {
  if (one.table === "articles") return;
  try {
    const { decisions } = await ask(`/why?table=${encodeURIComponent(one.table)}&id=${encodeURIComponent(one.id)}`);
    if (looked()?.id === one.id) why.value = decisions;
  } catch (problem) {
    error.value = problem.message;
  }
}

// Look at a row: its article, its cells, and why the machine made it.
async function lookAt(one) {
  row.value = null;
  why.value = null;
  wrong.value = false;
  if (!one) return;
  if (article.value?.id !== one.article_id) article.value = { ...(await ask(`/article?id=${encodeURIComponent(one.article_id)}`)), id: one.article_id };
  row.value = one.table === "articles" ? null : await ask(`/row?table=${encodeURIComponent(one.table)}&id=${encodeURIComponent(one.id)}`);
  explain(one);
  await new Promise((drawn) => setTimeout(drawn));
  document.querySelector(".rv-here")?.scrollIntoView({ block: "center" });
}

async function shown(number) {
  const list = listed();
  at.value = Math.max(0, Math.min(list.length - 1, number));
  picked.value = null;
  await lookAt(list[at.value]);
  document.querySelector(".rv-list .here")?.scrollIntoView({ block: "nearest" });
}
const show = queued(shown);
const step = queued((by) => shown(at.value + by));
async function picking(mark) {
  picked.value = { table: mark.table, id: mark.id, title: mark.title, words: mark.words, confidence: mark.confidence, article_id: article.value.id };
  await lookAt(picked.value);
}
const pick = queued(picking);

// Look at the next row of the article that is shown, in the order of its words.
async function pickNext(by) {
  const rows = (article.value?.pieces ?? []).flatMap((piece) => piece.marks.filter((mark) => !mark.part).sort((one, other) => one.start - other.start));
  const found = rows.findIndex((mark) => isOf(mark, looked()));
  const next = rows[found < 0 ? 0 : found + by];
  if (next) await picking(next);
}
const pickBy = queued(pickNext);
const editFirst = queued(() => document.querySelector(".rv-value")?.click());

// `correction` names the cell of the correction that goes with the verdict: undo takes both back.
async function decided(verdict, { reason = "", value = "", correction } = {}) {
  const one = looked();
  if (!one) return;
  data.value = await ask("/verdict", { table: one.table, row_id: one.id, verdict, reason, value, queue: queue.value });
  undo.value = [...undo.value, { one, at: at.value, queue: queue.value, picked: picked.value, correction }];
  if (verdict === "missing") return;
  if (picked.value) await pickNext(1);
  else await shown(at.value + (verdict === "skipped" ? 0 : 1));
}
const decide = queued(decided);

const reject = queued(async (reason) => {
  const one = looked();
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
  if (done.picked) await picking(done.picked);
});

const OWN = { events: "did", statistics: "num" };

// Only events and links have a score of their own; what the queue sorts other rows by is none.
function scoreOf(one) {
  if (!["events", "mentions"].includes(one.table) || typeof one.confidence !== "number") return "confidence not estimated";
  return `confidence ${one.confidence.toFixed(2)}`;
}

function hint(mark) {
  return [`${mark.title}: ${mark.words ?? ""}`, queue.value !== "random" && scoreOf(mark)].filter(Boolean).join("; ");
}

// Rows that are not looked at are underlined, and a click looks at them; the one that is has its words marked by their part.
function Piece({ piece, here }) {
  if (!["title", "paragraph", "heading", "question", "answer", "lead", "caption", "list_item", "dateline"].includes(piece.kind) && piece.reason) {
    return html`<p class="rv-noise"><s>${piece.text.slice(0, 240)}</s><small>not read: ${piece.reason.replaceAll("_", " ")}</small></p>`;
  }
  const rows = piece.marks.filter((mark) => !mark.part);
  const own = rows.find((mark) => isOf(mark, here));
  const parts = piece.marks.filter((mark) => mark.part && isOf(mark, here) && !(own && mark.part === "when" && mark.start >= own.start && mark.end <= own.end));
  const marks = [...rows, ...parts].map((mark) => ({ ...mark, color: mark.kind, kind: mark.part ?? (mark === own ? OWN[mark.table] ?? "here" : "row") }));
  const inner = pieces(piece.text, 0, marks).map(({ text, kinds, opens, over }) => {
    const words = nested(kinds, opens, text);
    const others = over.filter((mark) => mark.kind === "row");
    if (own && over.some((mark) => !mark.part && isOf(mark, here))) return html`<span class=${`rv-here ${OWN[here.table] ? "" : "plain"}`} title=${hint(own)}>${words}</span>`;
    if (!others.length) return words;
    const [first] = others;
    return html`<span class="rv-mark" title=${others.map(hint).join("\n")} style=${`--c:var(--${first.color})`} onClick=${() => pick(first)}>${words}</span>`;
  });
  return html`<p class=${piece.kind === "title" ? "rv-title" : "sent"} dir="auto">${inner}</p>`;
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
  const one = looked();
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
        u: back, m: () => decide("missing", { reason: "something is missing here" }), e: editFirst,
        n: () => pickBy(1), p: () => pickBy(-1), Escape: () => (wrong.value ? (wrong.value = false) : show(at.value)),
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
    return html`<h2>${one.words}</h2><p class="sub">${one.title}${one.reason && `: ${one.reason}`}</p><p class="note">When you have looked at every row of this article and added what is missing, mark it as complete: it becomes gold for <code>presspack evaluate</code>: <code>presspack annotations gold --complete raw/reviews.csv</code>. <kbd>n</kbd> <kbd>p</kbd> or a click lead from row to row.</p>
      <p><button type="button" class="btn pri" onClick=${() => decide("complete")}>Everything here is looked at</button></p>`;
  }
  const found = row.value;
  return html`<div class="head"><h2>${one.title}</h2><code>${one.id}</code></div>
    ${found?.columns && html`<dl class="facts">${Object.entries(found.columns).map(([name, value]) => html`<${Field} key=${`${one.id}${name}`} table=${one.table} id=${one.id} name=${name} value=${value} />`)}
      ${found.parts.map((part) => html`<dt class="rv-part">${part.columns.role_code ?? part.table}</dt><dd></dd>${["text", "actor_id", "role_code"].map((name) => html`<${Field} key=${`${part.id}${name}`} table=${part.table} id=${part.id} name=${name} value=${part.columns[name]} />`)}`)}</dl>`}
    <p class="note">${queue.value === "random" ? "Score hidden until you have decided" : scoreOf(one)}</p>
    ${wrong.value ? html`<h3>Why is it wrong?</h3><p class="rv-why">${REASONS.map((reason, number) => html`<button type="button" class="btn sm" onClick=${() => { (wrong.value = false); reject(reason); }}><kbd>${number + 1}</kbd> ${reason}</button>`)}</p>
      <p class="note">The row is rejected: <code class="rv-line">${one.table},${one.id},…,,reason</code></p>` : html`<p class="rv-acts"><button type="button" class="btn" onClick=${() => decide("right")}><kbd>a</kbd> Right</button> <button type="button" class="btn" onClick=${() => (wrong.value = true)}><kbd>r</kbd> Wrong</button></p>
      <p class="note"><kbd>e</kbd> edit <kbd>s</kbd> skip <kbd>m</kbd> something missing <kbd>u</kbd> undo <kbd>n</kbd> <kbd>p</kbd> rows of this article</p>`}
    <${Why} />`;
}

function Page() {
  const { name, accuracy: score, corrections } = data.value;
  const list = listed();
  const here = looked();
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
