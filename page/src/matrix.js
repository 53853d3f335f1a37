// Who did something to whom: agents down, targets across, a cell filters. On a phone the most frequent pairs.
import { useMemo, useState } from "preact/hooks";
import { html } from "./html.js";
import { choose, filters } from "./state.js";

const MOST = 7;
const OTHERS = "\u0000others";

function keys(list) {
  return list.length ? [...new Set(list.map((one) => (one.actor ? one.actor.id : OTHERS)))] : [""];
}

function pairsOf(events) {
  const pairs = new Map();
  for (const event of events) {
    for (const who of keys(event.who)) for (const whom of keys(event.whom)) {
      const key = `${who}~${whom}`;
      pairs.set(key, (pairs.get(key) ?? 0) + 1);
    }
  }
  return pairs;
}

export function Matrix({ events, actors }) {
  const [most, setMost] = useState(6);
  const names = new Map(actors.map((actor) => [actor.id, actor.name]));
  const pairs = useMemo(() => pairsOf(events), [events]);
  const rank = (side) => {
    const totals = new Map();
    for (const [key, count] of pairs) {
      const id = key.split("~")[side];
      if (id && id !== OTHERS) totals.set(id, (totals.get(id) ?? 0) + count);
    }
    return [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
  };
  const agents = rank(0);
  const targets = rank(1);
  const shownAgents = agents.slice(0, MOST);
  const shownTargets = targets.slice(0, MOST - 1);
  const place = (id, list) => (id === "" || list.includes(id) ? id : OTHERS);
  const cells = new Map();
  for (const [key, count] of pairs) {
    const [who, whom] = key.split("~");
    const cell = `${place(who, shownAgents)}~${place(whom, shownTargets)}`;
    cells.set(cell, (cells.get(cell) ?? 0) + count);
  }
  const rows = [...shownAgents, OTHERS, ""];
  const columns = [...shownTargets, OTHERS, ""].filter((id) => [...cells.keys()].some((key) => key.split("~")[1] === id));
  const title = (id, all) => (id === "" ? "no one named" : id === OTHERS ? (all > 0 ? `${all} others` : "others") : names.get(id));
  const hint = (id) => (id === OTHERS ? "actors named less often, and people told by a description" : id === "" ? "the sentence names nobody" : names.get(id));
  const highest = Math.max(1, ...cells.values());
  const level = (count) => Math.min(4, Math.floor((5 * count) / (highest + 1)));
  const chosen = filters.value.pair;
  const cell = (who, whom) => {
    const key = `${who}~${whom}`;
    const count = cells.get(key) ?? 0;
    if (!count) return html`<td class="z">·</td>`;
    const fixed = who !== OTHERS && whom !== OTHERS;
    const label = `${title(who, agents.length - shownAgents.length)} to ${title(whom, targets.length - shownTargets.length)}: ${count}`;
    return html`<td class=${`l${level(count)} ${chosen === key ? "pick" : ""}`}>${fixed
      ? html`<button type="button" aria-label=${label} aria-pressed=${chosen === key} onClick=${() => choose({ pair: chosen === key ? undefined : key })}>${count}</button>`
      : html`<i>${count}</i>`}</td>`;
  };
  const total = (key, side) => [...cells].reduce((sum, [pair, count]) => sum + (pair.split("~")[side] === key ? count : 0), 0);
  const ranked = [...pairs].filter(([key]) => !key.includes(OTHERS) && !key.endsWith("~") && !key.startsWith("~")).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return html`<section class="card pad" aria-labelledby="matrix"><h2 id="matrix">Who did something to whom</h2>
    <p class="sub">Events by agent (rows) and target (columns); choose a cell to filter</p>
    <table class="mx" style=${`max-width:${190 + 56 * (columns.length + 1)}px`}><thead><tr><td></td>${columns.map((id) => html`<th scope="col" title=${hint(id)}><span><bdi>${title(id, targets.length - shownTargets.length)}</bdi></span></th>`)}<th scope="col"><span>all</span></th></tr></thead>
      <tbody>${rows.filter((id) => total(id, 0)).map((who) => html`<tr><th scope="row" title=${hint(who)}><bdi>${title(who, agents.length - shownAgents.length)}</bdi></th>${columns.map((whom) => cell(who, whom))}<td class="tot">${total(who, 0)}</td></tr>`)}</tbody></table>
    <ul class="pairs">${ranked.slice(0, most).map(([key, count]) => {
      const [who, whom] = key.split("~");
      return html`<li><button type="button" onClick=${() => choose({ pair: key })}><span><bdi>${names.get(who)}</bdi> → <bdi>${names.get(whom)}</bdi></span><i style=${`width:${(64 * count) / ranked[0][1]}px`}></i><b>${count}</b></button></li>`;
    })}${ranked.length > most && html`<li><button type="button" class="link" onClick=${() => setMost(most + 20)}>Show more of ${ranked.length} pairs</button></li>`}${!ranked.length && html`<li class="dim">No event names both sides.</li>`}</ul></section>`;
}
