// What is chosen: filters, the open row and actor, kept in the address (#actor=…&type=…&row=…).
import { computed, signal } from "@preact/signals";

const LISTS = ["type", "group", "actor", "year", "country", "confidence", "told", "article"];
const SINGLE = ["q", "from", "to", "row", "pair", "sort"];

export const filters = signal({});
export const shown = signal(50);
export const focus = signal(0);
let unknown = [];

function read(hash) {
  const found = {};
  unknown = [];
  for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (LISTS.includes(key)) found[key] = value.split("|").filter(Boolean);
    else if (SINGLE.includes(key)) found[key] = value;
    else unknown.push([key, value]);
  }
  return found;
}

export function hashOf(chosen) {
  const pairs = new URLSearchParams();
  for (const key of LISTS) if (chosen[key]?.length) pairs.set(key, chosen[key].join("|"));
  for (const key of SINGLE) if (chosen[key]) pairs.set(key, chosen[key]);
  for (const [key, value] of unknown) pairs.append(key, value);
  const text = pairs.toString();
  return text ? `#${text}` : "";
}

export function startState() {
  filters.value = read(location.hash);
  addEventListener("hashchange", () => (filters.value = read(location.hash)));
  addEventListener("popstate", () => (filters.value = read(location.hash)));
}

// Change filters. While somebody types the address is replaced, so that one step back leads out of the search.
export function choose(change, { typing = false } = {}) {
  const next = { ...filters.value, ...change };
  filters.value = next;
  // To unfold a row leaves the list as it is.
  if (Object.keys(change).some((key) => key !== "row")) {
    shown.value = 50;
    focus.value = 0;
  }
  const address = location.pathname + location.search + hashOf(next);
  if (typing) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

export function toggle(key, value) {
  const before = filters.value[key] ?? [];
  choose({ [key]: before.includes(value) ? before.filter((one) => one !== value) : [...before, value] });
}

export function clear() {
  choose(Object.fromEntries([...LISTS, ...SINGLE].map((key) => [key, undefined])));
}

// Unfold a row wherever it is: filters that hide it are taken away.
export function reveal(event) {
  const hides = matching([event], active.value).length === 0;
  choose({ ...(hides ? Object.fromEntries([...LISTS, ...SINGLE].map((key) => [key, undefined])) : {}), row: event.id });
  setTimeout(() => document.querySelector(".ev-row.open")?.scrollIntoView({ block: "center" }));
}

const touches = (event, id) => [...event.who, ...event.whom].some((one) => one.actor?.id === id) || event.by?.id === id;
const side = (people, id) => (id === "" ? people.length === 0 : people.some((one) => one.actor?.id === id));

export const TESTS = {
  q: (event, text) => text.toLowerCase().split(/\s+/).filter(Boolean).every((word) => event.words.includes(word)),
  type: (event, list) => list.includes(event.type.code),
  group: (event, list) => list.includes(event.group.code),
  actor: (event, list) => list.some((id) => touches(event, id)),
  year: (event, list) => list.includes((event.from ?? "none").slice(0, 4)),
  country: (event, list) => list.includes(event.country ?? ""),
  confidence: (event, list) => list.includes(event.band),
  told: (event, list) => list.includes(event.told),
  article: (event, list) => list.includes(event.article.id),
  from: (event, month) => Boolean(event.month) && event.month >= month,
  to: (event, month) => Boolean(event.month) && event.month <= month,
  pair: (event, pair) => {
    const [who, whom] = pair.split("~");
    return side(event.who, who) && side(event.whom, whom);
  },
};

// The filters that are set, as [key, value]: the same list as long as they are the same, so that nothing is counted anew
// when a row unfolds.
let set = [];
export const active = computed(() => {
  const now = Object.entries(filters.value).filter(([key, value]) => TESTS[key] && (Array.isArray(value) ? value.length : value));
  if (JSON.stringify(now) !== JSON.stringify(set)) set = now;
  return set;
});

// AND between filters, OR within one; `without` leaves one out.
export function matching(events, chosen, without = null) {
  const tests = chosen.filter(([key]) => key !== without);
  return events.filter((event) => tests.every(([key, value]) => TESTS[key](event, value)));
}
