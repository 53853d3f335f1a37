// The events: one table on a wide screen, cards on a narrow one; a row unfolds the sentence that it rests on.
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { FEW, amount, csv, day, period, plural, when } from "./format.js";
import { Sentence, Withheld, marksOf } from "./marks.js";
import { Confidence, Outside, People, Swatch, copy, hostOf, save } from "./parts.js";
import { choose, clear, filters, focus, hashOf, matching, reveal, shown } from "./state.js";
import { TITLES, wordsOf } from "./filter_words.js";
import { sentenceOf } from "./shards.js";

const CHIPS = { planned: "planned", denied: "denied", possible: "possible" };
const SOURCES = { stated: "stated in the article", relative: "worked out from the words", inherited: "of the happening it belongs to" };
const TOLD_AS = { happened: "something that happened", planned: "something planned", denied: "something that did not happen", possible: "something possible or asked for" };

const saysWho = (event) => (event.by ? html`<bdi dir="auto">${event.by.name}</bdi>` : "the article");
const plainPeople = (list) => list.map((one) => one.actor?.name ?? one.text ?? "").filter(Boolean).join("; ");
const figureOf = (event) => event.figures.map((figure) => amount(figure)).join("; ");

export function exported(events) {
  const header = ["event_id", "date", "date_precision", "reported_on", "type", "who", "to_whom", "how_many", "told_as", "place", "country", "says_who", "confidence", "outlet", "title", "url", "sentence"];
  return csv(header, events.map((event) => [
    event.id, event.from ? [event.from, event.to].filter(Boolean).join("/") : "", event.precision, event.reported, event.type.title, plainPeople(event.who), plainPeople(event.whom),
    figureOf(event), event.told, event.place, event.country, event.by?.name ?? "", event.confidence, event.article.outlet, event.article.title, event.article.url, event.evidence?.text ?? "",
  ]));
}

function Fact({ name, children, small }) {
  return html`<dt>${name}</dt><dd>${children}${small && html`<small>${small}</small>`}</dd>`;
}

function confidenceNote(event, bands) {
  const band = bands.find((one) => one.title === event.band);
  if (!band?.of) return "not checked by people yet";
  if (band.of < FEW) return `${band.right} of ${band.of} such rows read in other texts were right`;
  return `${Math.round((100 * band.right) / band.of)} of 100 such rows were right, of ${band.of} read in other texts`;
}

function Unfolded({ event, data }) {
  const { article } = event;
  const text = sentenceOf(event.evidence);
  const told = data.events.filter((other) => other.cluster && other.cluster === event.cluster && other !== event);
  const cite = `${data.about.title} ${data.about.version}, event ${event.id}: ${plainPeople(event.who) || "no one named"}, ${event.type.title.toLowerCase()}, ${when(event)}; from ${article.outlet ?? article.file}, “${article.title ?? ""}”.`;
  return html`<div class="two"><div>
      ${text === undefined ? html`<p class="dim">Loading the sentence …</p>` : text === null ? html`<${Withheld} event=${event} />` : html`<${Sentence} text=${text} offset=${event.evidence.start} marks=${marksOf(event)} />`}
      <p class="src"><b><bdi>${article.outlet ?? article.file}</bdi></b>${article.title && html`, “<bdi dir="auto">${article.title}</bdi>”`}${article.published && `, ${day(article.published)}`}${article.url && html` · <${Outside} url=${article.url}>${hostOf(article.url)}<//>`}</p>
      <p class="acts"><button type="button" class="link" onClick=${(e) => copy(location.href.split("#")[0] + hashOf({ ...filters.value, row: event.id }), e.currentTarget)}>Copy link to this row</button>
        <button type="button" class="link" onClick=${(e) => copy(cite, e.currentTarget)}>Cite this row</button>
        <button type="button" class="link" onClick=${() => choose({ article: [article.id], row: undefined })}>All rows of this article</button></p></div>
    <dl class="facts">
      <${Fact} name="When" small=${SOURCES[event.source]}>${event.from ? period(event.from, event.to) : "not told"}${event.reported && html`<small>reported ${day(event.reported)}</small>`}<//>
      ${(event.place || event.country) && html`<${Fact} name="Where"><bdi>${[event.place, data.countries.get(event.country)].filter((one, n, all) => one && all.indexOf(one) === n).join(", ")}</bdi><//>`}
      <${Fact} name="Says who">${saysWho(event)}<//>
      <${Fact} name="Told as">${TOLD_AS[event.told]}<//>
      <${Fact} name="Confidence" small=${confidenceNote(event, data.bands)}>${event.band} (${event.confidence.toFixed(2)})<//>
      ${told.length > 0 && html`<${Fact} name="Also told by">${plural(new Set(told.map((one) => one.article.id)).size, "article")}${told.map((one) => html`<small><button type="button" class="link" onClick=${() => reveal(one)}><bdi>${one.article.outlet ?? one.article.file}</bdi></button></small>`)}<//>`}
      <${Fact} name="Row"><code>${event.id}</code><//></dl></div>`;
}

function Row({ event, number, data }) {
  const open = filters.value.row === event.id;
  const flip = () => {
    focus.value = number;
    choose({ row: open ? undefined : event.id });
  };
  const many = figureOf(event);
  return html`<tr class=${`ev-row ${open ? "open" : ""} ${focus.value === number ? "cur" : ""}`} data-row=${number} onClick=${flip}>
      <td data-c="when"><button type="button" class="tw" aria-expanded=${open} aria-label=${`${open ? "Fold" : "Unfold"} the sentence`} onClick=${(e) => { e.stopPropagation(); flip(); }}>${open ? "▾" : "▸"}</button><span class=${event.from ? "" : "dim"}>${when(event)}</span></td>
      <td data-c="what"><span class="type"><${Swatch} group=${event.group} />${event.type.title}</span>${CHIPS[event.told] && html` <span class=${`chip ${event.told === "denied" ? "neg" : ""}`}>${CHIPS[event.told]}</span>`}</td>
      <td data-c="who"><${People} list=${event.who} /></td>
      <td data-c="whom"><${People} list=${event.whom} /></td>
      <td data-c="many">${many || html`<span class="dim">–</span>`}</td>
      <td data-c="says" class="q">${saysWho(event)}</td>
      <td data-c="conf"><${Confidence} band=${event.band} /></td></tr>
    ${open && html`<tr class="unf"><td colspan="7"><${Unfolded} event=${event} data=${data} /></td></tr>`}`;
}

const COLUMNS = [["when", "When"], ["what", "What"], ["who", "Who"], ["whom", "To whom"], ["many", "How many"], ["says", "Says who"], ["conf", "Confidence"]];
const SORTS = {
  what: (event) => event.type.title, who: (event) => plainPeople(event.who) || "\uffff", whom: (event) => plainPeople(event.whom) || "\uffff",
  many: (event) => -(event.figures[0]?.value ?? -1), says: (event) => event.by?.name ?? "\uffff", conf: (event) => -event.confidence, when: (event) => event.sort || "\uffff",
};

export function sorted(events, order) {
  if (!order || order === "-when") return events;
  const read = SORTS[order.replace(/^-/, "")];
  if (!read) return events;
  const sign = order.startsWith("-") ? -1 : 1;
  return events.map((event) => [read(event), event]).sort(([a], [b]) => (a < b ? -sign : a > b ? sign : 0)).map(([, event]) => event);
}

function Nothing({ data, chosen }) {
  return html`<div class="nothing"><h3>No event matches ${chosen.length > 1 ? `all ${chosen.length} filters` : "this filter"}</h3><p class="sub">Take one filter away:</p>
    <ul>${chosen.map(([key, value]) => html`<li><span>without <b>${TITLES[key]}: <bdi>${wordsOf(data, key, value)}</bdi></b></span>
      <button type="button" class="link" onClick=${() => choose({ [key]: undefined })}>${plural(matching(data.events, chosen, key).length, "event")}</button></li>`)}</ul>
    <button type="button" class="link" onClick=${clear}>Clear all</button></div>`;
}

// Why records were left out, the most frequent first: "12 duplicate, 2 empty".
function reasons(data) {
  const counted = new Map();
  for (const [, status] of data.left_out) counted.set(status, (counted.get(status) ?? 0) + 1);
  return [...counted].sort((a, b) => b[1] - a[1]).map(([status, count]) => `${count} ${status.replaceAll("_", " ")}`).join(", ");
}

export function Events({ list, data, chosen }) {
  const order = filters.value.sort ?? "-when";
  const rows = list.slice(0, shown.value);
  const open = filters.value.row;
  const hidden = open && !rows.some((event) => event.id === open) ? list.find((event) => event.id === open) : null;
  const [help, setHelp] = useState(false);
  useEffect(() => {
    if (filters.value.row) document.querySelector(".ev-row.open")?.scrollIntoView({ block: "center" });
  }, []);
  const sortBy = (key) => choose({ sort: order === key ? `-${key}` : order === `-${key}` ? key : key === "when" ? undefined : key });
  return html`<section class="card" id="events" tabindex="-1" aria-labelledby="events-h"><div class="pad" style="padding-bottom:8px"><h2 id="events-h">Events</h2>
      <p class="sub">${order === "-when" ? "Newest first. " : ""}What stands in serif letters is the article’s own wording.${data.withheld > 0 && ` Sentences of ${data.withheld} of ${plural(data.used, "article")} are not printed: no licence is known that allows it.`}</p></div>
    ${!list.length ? (data.events.length ? html`<${Nothing} data=${data} chosen=${chosen} />` : html`<p class="nothing">No events: ${plural(data.records, "record")}, ${data.used === 0 ? `all left out (${reasons(data)})` : "none tells of one"}.</p>`)
    : html`<table class="ev"><thead><tr>${COLUMNS.map(([key, title]) => html`<th scope="col" data-c=${key} title=${data.help[key] ?? ""} aria-sort=${order === key ? "ascending" : order === `-${key}` ? "descending" : "none"}><button type="button" onClick=${() => sortBy(key)}>${title}${order.endsWith(key) ? (order === key ? " ↑" : " ↓") : ""}</button></th>`)}</tr></thead>
      <tbody>${hidden && html`<${Row} key=${hidden.id} event=${hidden} number=${-1} data=${data} />`}${rows.map((event, number) => html`<${Row} key=${event.id} event=${event} number=${number} data=${data} />`)}</tbody></table>`}
    <div class="foot"><span>Rows ${rows.length ? `1–${rows.length}` : "0"} of ${list.length}</span>
      ${list.length > rows.length && html`<button type="button" class="btn sm" onClick=${() => (shown.value += 50)}>Show 50 more</button>`}
      <button type="button" class="link" aria-expanded=${help} onClick=${() => setHelp(!help)}>What the columns mean</button><span class="keyhint"><kbd>j</kbd> <kbd>k</kbd> move <kbd>Enter</kbd> unfold <kbd>?</kbd> all keys</span></div>
    ${help && html`<dl class="facts columns">${COLUMNS.map(([key, title]) => html`<dt>${title}</dt><dd>${data.help[key]}</dd>`)}</dl>`}</section>`;
}

export function saveEvents(list, data) {
  save(`${data.about.name}-events.csv`, exported(list));
}
