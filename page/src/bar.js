// The bar of filters: search, lists of values with counts, what is chosen, link and CSV of what is shown.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { TITLES, wordsOf } from "./filter_words.js";
import { plural } from "./format.js";
import { copy } from "./parts.js";
import { choose, clear, filters, matching, toggle } from "./state.js";
import { saveEvents } from "./events.js";

function countsOf(events, keysOf) {
  const counts = new Map();
  for (const event of events) for (const key of new Set(keysOf(event))) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

export function choices(data, chosen) {
  const of = (key) => matching(data.events, chosen, key);
  const byCount = (counts, title) => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([value, count]) => ({ value, count, title: title(value) }));
  const names = new Map(data.actors.map((actor) => [actor.id, actor.name]));
  const types = new Map(data.types.map((type) => [type.code, type.title]));
  return [
    { key: "type", title: "Type", options: byCount(countsOf(of("type"), (event) => [event.type.code]), (code) => types.get(code)) },
    { key: "actor", title: "Actor", options: byCount(countsOf(of("actor"), (event) => [...event.who, ...event.whom].map((one) => one.actor?.id).filter(Boolean)), (id) => names.get(id)) },
    { key: "year", title: "When", options: byCount(countsOf(of("year"), (event) => [(event.from ?? "none").slice(0, 4)]), (year) => (year === "none" ? "no date" : year)).sort((a, b) => (a.value < b.value ? 1 : -1)) },
    { key: "country", title: "Country", options: byCount(countsOf(of("country"), (event) => [event.country ?? ""]), (code) => (code ? data.countries.get(code) ?? code : "no country")) },
    { key: "confidence", title: "Confidence", options: byCount(countsOf(of("confidence"), (event) => [event.band]), (band) => band) },
    { key: "told", title: "Told as", options: byCount(countsOf(of("told"), (event) => [event.told]), (told) => told) },
  ];
}

function Choice({ key_: name, title, options, open, setOpen }) {
  const [part, setPart] = useState("");
  const picked = filters.value[name] ?? [];
  const found = options.filter((option) => picked.includes(option.value) || (option.title ?? "").toLowerCase().includes(part.toLowerCase())).slice(0, 60);
  const says = picked.length === 1 ? options.find((option) => option.value === picked[0])?.title ?? picked[0] : `${picked.length} chosen`;
  return html`<span class="drop"><span class=${`sel ${picked.length ? "on" : ""}`}><button type="button" class="open" aria-expanded=${open} onClick=${() => setOpen(open ? null : name)}><span class="of">${title}</span>${picked.length > 0 && html`<span class="of">: </span><bdi>${says}</bdi>`}${!picked.length && html` <span class="dim" aria-hidden="true">▾</span>`}</button>
      ${picked.length > 0 && html`<button type="button" class="x" aria-label=${`Clear ${title}`} onClick=${() => choose({ [name]: undefined })}>✕</button>`}</span>
    ${open && html`<div class="menu" role="group" aria-label=${title}>${options.length > 12 && html`<input type="search" class="part" placeholder=${`Find in ${title.toLowerCase()}`} aria-label=${`Find in ${title.toLowerCase()}`} value=${part} onInput=${(e) => setPart(e.currentTarget.value)} />`}
      ${found.map((option) => html`<label class="option"><input type="checkbox" checked=${picked.includes(option.value)} onChange=${() => toggle(name, option.value)} /> <bdi dir="auto">${option.title}</bdi><b>${option.count}</b></label>`)}
      ${!found.length && html`<p class="dim">Nothing by that name.</p>`}</div>`}</span>`;
}

const Lens = () => html`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><circle cx="7" cy="7" r="4.5"></circle><path d="m10.5 10.5 3.5 3.5"></path></svg>`;

// On a phone the bar is a sheet over a toolbar at the foot of the screen.
export function Bar({ data, chosen, list }) {
  const [open, setOpen] = useState(null);
  const [sheet, setSheet] = useState(false);
  const holder = useRef(null);
  useEffect(() => {
    const outside = (event) => {
      if (!holder.current?.contains(event.target)) setOpen(null);
    };
    const escape = (event) => {
      if (event.key !== "Escape") return;
      setOpen(null);
      setSheet(false);
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("keydown", escape);
    };
  }, []);
  const lists = useMemo(() => choices(data, chosen).filter(({ options }) => options.length), [data, chosen]);
  const others = chosen.filter(([key]) => key !== "q" && !lists.some((one) => one.key === key));
  const counted = plural(list.length, "event");
  const toEvents = () => {
    setSheet(false);
    document.getElementById("events").scrollIntoView();
  };
  return html`<div ref=${holder} class=${`barhold ${sheet ? "sheet" : ""}`}><div class="bar" role="search">
    <label class="search"><${Lens} /><span class="sr">Search</span><input id="search" type="search" placeholder="Search names, words, sentences" value=${filters.value.q ?? ""} onInput=${(e) => choose({ q: e.currentTarget.value || undefined }, { typing: true })} /><kbd aria-hidden="true">/</kbd></label>
    <span class="choices">${lists.map(({ key, title, options }) => html`<${Choice} key=${key} key_=${key} title=${title} options=${options} open=${open === key} setOpen=${setOpen} />`)}
      ${others.map(([key, value]) => html`<span class="sel on" key=${key}><span class="open"><span class="of">${TITLES[key]}: </span><bdi>${wordsOf(data, key, value)}</bdi></span><button type="button" class="x" aria-label=${`Clear ${TITLES[key]}`} onClick=${() => choose({ [key]: undefined })}>✕</button></span>`)}</span>
    <span class="rest"><span class="count" aria-live="polite"><b>${list.length}</b> ${chosen.length ? `of ${plural(data.events.length, "event")}` : list.length === 1 ? "event" : "events"}</span>
    ${chosen.length > 0 && html`<button type="button" class="btn sm ghost" onClick=${clear}>Clear</button>`}
    <button type="button" class="btn sm ghost" onClick=${(e) => copy(location.href, e.currentTarget)}>Copy link</button>
    <button type="button" class="btn sm" onClick=${() => saveEvents(list, data)}>CSV</button></span></div>
    <div class="phonebar"><button type="button" class="btn" onClick=${() => { setSheet(true); setTimeout(() => document.getElementById("search").focus()); }}><${Lens} /> Search</button>
      <button type="button" class="btn" aria-expanded=${sheet} onClick=${() => setSheet(!sheet)}>Filters${chosen.length > 0 && ` (${chosen.length})`}</button>
      <button type="button" class="btn pri" onClick=${toEvents}>${counted}</button></div></div>`;
}
