// The page of a release: the payload is decoded, then everything is drawn from it and from what is chosen.
import { computed } from "@preact/signals";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { decoded } from "./data.js";
import { Bar, sentence } from "./bar.js";
import { Events, sorted } from "./events.js";
import { Figures } from "./figures.js";
import { Timeline } from "./timeline.js";
import { Matrix } from "./matrix.js";
import { ActorPanel } from "./actor.js";
import { Checks, Header, KeyFigures, Quality, Quotes, Since, Trust } from "./sections.js";
import { active, choose, filters, focus, hashOf, matching, shown, startState } from "./state.js";
import { startShards } from "./shards.js";
import { copy } from "./parts.js";

const KEYS = [["/", "search"], ["j", "next row"], ["k", "row before"], ["Enter", "unfold"], ["f", "filters"], ["c", "copy link"], ["Esc", "close"], ["?", "this list"]];

function Keys({ close }) {
  return html`<div class="veil" onClick=${close}><div class="card pad keys-list" role="dialog" aria-modal="true" aria-label="Keys"><h2>Keys</h2>
    <dl class="facts">${KEYS.map(([key, says]) => html`<dt><kbd>${key}</kbd></dt><dd>${says}</dd>`)}</dl>
    <p><button type="button" class="btn sm" onClick=${close}>Close</button></p></div></div>`;
}

function useKeys(list, setHelp) {
  useEffect(() => {
    const press = (event) => {
      const inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "Escape") {
        setHelp(false);
        if (inField) event.target.blur();
        else if (filters.value.row) choose({ row: undefined });
        return;
      }
      if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        "/": () => document.getElementById("search").focus(),
        f: () => document.querySelector(".choices button")?.focus(),
        c: () => copy(location.href),
        "?": () => setHelp(true),
        j: () => (focus.value = Math.min(list.length - 1, focus.value + 1)),
        k: () => (focus.value = Math.max(0, focus.value - 1)),
        Enter: () => event.target.tagName !== "BUTTON" && event.target.tagName !== "A" && list[focus.value] && choose({ row: filters.value.row === list[focus.value].id ? undefined : list[focus.value].id }),
      }[event.key];
      if (!act) return;
      if (event.key !== "Enter") event.preventDefault();
      act();
      if (focus.value >= shown.value) shown.value = focus.value + 1;
      document.querySelector(`[data-row="${focus.value}"]`)?.scrollIntoView({ block: "nearest" });
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
}

function Page({ data, list }) {
  const [help, setHelp] = useState(false);
  const chosen = active.value;
  const rows = sorted(list.value, filters.value.sort);
  useKeys(rows, setHelp);
  const articles = new Set(rows.map((event) => event.article));
  const within = (all) => (chosen.length ? all.filter((one) => articles.has(one.article)) : all);
  const one = filters.value.actor?.length === 1 ? data.actors.find((actor) => actor.id === filters.value.actor[0]) : null;
  const told = sentence(data, chosen);
  const overview = html`<div class="grid2"><${Timeline} events=${rows} groups=${data.groups} types=${data.types} /><${Matrix} events=${rows} actors=${data.actors} /></div>`;
  const events = html`<${Events} list=${rows} data=${data} chosen=${chosen} />`;
  return html`<nav aria-label="Skip"><a class="skip" href="#events" onClick=${(e) => { e.preventDefault(); document.getElementById("events").scrollIntoView(); }}>To the events</a></nav>
    <div class="wrap"><${Header} data=${data} compact=${chosen.length > 0} />
    <main>${!chosen.length && html`<${KeyFigures} data=${data} /><${Trust} data=${data} />`}
    <${Bar} data=${data} chosen=${chosen} list=${rows} />
    ${told && html`<p class="told"><b>${rows.length}</b> of ${data.events.length} events: ${told}</p>`}
    ${!chosen.length && rows.length > 0 && overview}
      ${one ? html`<div class="split"><div>${events}</div><${ActorPanel} actor=${one} data=${data} /></div>` : events}
      ${chosen.length > 0 && rows.length > 0 && html`<div class="later">${overview}</div>`}
      <div class="grid2 even"><${Figures} figures=${within(data.figures)} name=${data.about.name} filtered=${chosen.length > 0} /><${Quotes} quotes=${within(data.quotes)} data=${data} /></div>
      <div class="grid2 even"><${Quality} data=${data} /><div class="stack"><${Checks} data=${data} /><${Since} data=${data} /></div></div></main>
    <footer><span>Opens without a network and sends nothing. Same input, same bytes.</span><span>Made with presspack ${data.about.presspack}</span></footer></div>
    ${help && html`<${Keys} close=${() => setHelp(false)} />`}`;
}

function start() {
  try {
    const theme = localStorage.getItem("presspack-theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // No storage from disk in some browsers: the system's theme it is.
  }
  const data = decoded(document.getElementById("payload").textContent);
  startShards(data.shard_size);
  startState();
  const list = computed(() => matching(data.events, active.value));
  const root = document.getElementById("app");
  root.replaceChildren();
  render(html`<${Page} data=${data} list=${list} />`, root);
  document.documentElement.dataset.ready = "yes";
}

start();
globalThis.presspackHash = hashOf;
