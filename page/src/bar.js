// The bar of filters: search, lists of values with counts, what is chosen, link and CSV of what is shown.
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
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
  const shown = options.filter((option) => picked.includes(option.value) || (option.title ?? "").toLowerCase().includes(part.toLowerCase())).slice(0, 60);
  const says = picked.length === 1 ? options.find((option) => option.value === picked[0])?.title ?? picked[0] : picked.length ? `${title}: ${picked.length}` : title;
  return html`<span class="drop"><button type="button" class=${`sel ${picked.length ? "on" : ""}`} aria-expanded=${open} aria-label=${picked.length ? `${title}: ${says}` : title} onClick=${() => setOpen(open ? null : name)}><bdi>${says}</bdi> <span class="dim" aria-hidden="true">▾</span></button>
    ${open && html`<div class="menu" role="group" aria-label=${title}>${options.length > 12 && html`<input type="search" class="part" placeholder=${`Find in ${title.toLowerCase()}`} aria-label=${`Find in ${title.toLowerCase()}`} value=${part} onInput=${(e) => setPart(e.currentTarget.value)} />`}
      ${shown.map((option) => html`<label class="option"><input type="checkbox" checked=${picked.includes(option.value)} onChange=${() => toggle(name, option.value)} /> <bdi dir="auto">${option.title}</bdi><b>${option.count}</b></label>`)}
      ${!shown.length && html`<p class="dim">Nothing by that name.</p>`}${picked.length > 0 && html`<button type="button" class="link" onClick=${() => choose({ [name]: undefined })}>Clear</button>`}</div>`}</span>`;
}

export function Bar({ data, chosen, list }) {
  const [open, setOpen] = useState(null);
  const holder = useRef(null);
  useEffect(() => {
    const outside = (event) => {
      if (!holder.current?.contains(event.target)) setOpen(null);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  return html`<div class="bar" ref=${holder} role="search">
    <label class="search"><svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true"><circle cx="7" cy="7" r="4.5"></circle><path d="m10.5 10.5 3.5 3.5"></path></svg>
      <span class="sr">Search</span><input id="search" type="search" placeholder="Search names, words, sentences" value=${filters.value.q ?? ""} onInput=${(e) => choose({ q: e.currentTarget.value || undefined }, { typing: true })} /><kbd aria-hidden="true">/</kbd></label>
    <span class="choices">${choices(data, chosen).filter(({ options }) => options.length).map(({ key, title, options }) => html`<${Choice} key=${key} key_=${key} title=${title} options=${options} open=${open === key} setOpen=${setOpen} />`)}</span>
    ${chosen.length > 0 && html`<button type="button" class="btn sm ghost" onClick=${clear}>Clear</button>`}
    <span class="count" aria-live="polite"><b>${list.length}</b> ${chosen.length ? `of ${plural(data.events.length, "event")}` : list.length === 1 ? "event" : "events"}</span>
    <button type="button" class="btn sm ghost" onClick=${(e) => copy(location.href, e.currentTarget)}>Copy link</button>
    <button type="button" class="btn sm" onClick=${() => saveEvents(list, data)}>CSV</button></div>`;
}

// What the filters say, as a sentence: it stands on top of a printed page.
export function sentence(data, chosen) {
  const titles = Object.fromEntries(choices(data, []).map(({ key, options }) => [key, new Map(options.map((option) => [option.value, option.title]))]));
  return chosen.map(([key, value]) => {
    if (key === "q") return `with “${value}”`;
    if (key === "pair") return value.split("~").map((id) => data.actors.find((actor) => actor.id === id)?.name ?? "no one named").join(" → ");
    if (key === "from") return `from ${value}`;
    if (key === "to") return `to ${value}`;
    return value.map((one) => titles[key]?.get(one) ?? one).join(" or ");
  }).join(", ");
}
