// The page of a release: the payload is decoded, then everything is drawn from it and from what is chosen.
import { computed } from "@preact/signals";
import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { decoded } from "./data.js";
import { Bar } from "./bar.js";
import { sentence } from "./filter_words.js";
import { Events, sorted } from "./events.js";
import { Figures } from "./figures.js";
import { Timeline } from "./timeline.js";
import { Matrix } from "./matrix.js";
import { ActorPanel } from "./actor.js";
import { Checks, Header, KeyFigures, Quality, Quotes, Since, Trust } from "./sections.js";
import { active, choose, filters, focus, matching, shown, startState } from "./state.js";
import { startShards } from "./shards.js";
import { copy } from "./parts.js";

const KEYS = [["/", "search"], ["j", "next row"], ["k", "row before"], ["Enter", "unfold"], ["f", "filters"], ["c", "copy link"], ["Esc", "close what is open"], ["?", "this list"]];

const KEYS_OFF = "presspack-keys-off";

// A page opened from disk may have no storage in some browsers: a choice then lasts until it is closed.
function stored(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    localStorage.setItem(key, value);
  } catch {
    return null;
  }
  return value;
}

function Keys({ close, off, setOff }) {
  const button = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    button.current.focus();
    return () => before?.focus?.();
  }, []);
  return html`<div class="veil" onClick=${close}><div class="card pad keys-list" role="dialog" aria-modal="true" aria-label="Keys" onClick=${(e) => e.stopPropagation()}><h2>Keys</h2>
    <dl class="facts">${KEYS.map(([key, says]) => html`<dt><kbd>${key}</kbd></dt><dd>${says}</dd>`)}</dl>
    <p><label class="option"><input type="checkbox" checked=${!off} onChange=${() => setOff(!off)} /> Single letters are keys</label></p>
    <p><button type="button" class="btn sm" ref=${button} onClick=${close}>Close</button></p></div></div>`;
}

function useKeys(list, setHelp, off) {
  useEffect(() => {
    const press = (event) => {
      const inField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === "Escape") {
        setHelp(false);
        if (inField) event.target.blur();
        else if (filters.value.row) choose({ row: undefined });
        else if (filters.value.actor?.length === 1) choose({ actor: undefined });
        return;
      }
      if (off || inField || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        "/": () => document.getElementById("search")?.focus(),
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
  const [off, setOff] = useState(stored(KEYS_OFF) === "yes");
  const chosen = active.value;
  const rows = useMemo(() => sorted(list.value, filters.value.sort), [list.value, filters.value.sort]);
  useKeys(rows, setHelp, off);
  const articles = useMemo(() => new Set(list.value.map((event) => event.article)), [list.value]);
  const within = (all) => useMemo(() => (chosen.length ? all.filter((one) => articles.has(one.article)) : all), [all, chosen]);
  const one = filters.value.actor?.length === 1 ? data.actors.find((actor) => actor.id === filters.value.actor[0]) : null;
  const told = useMemo(() => sentence(data, chosen), [chosen]);
  const any = rows.length > 0;
  // An element that is the same as before is not drawn again.
  const timeline = useMemo(() => any && html`<${Timeline} events=${rows} groups=${data.groups} types=${data.types} filtered=${chosen.length > 0} />`, [rows, chosen]);
  const matrix = useMemo(() => any && html`<${Matrix} events=${rows} actors=${data.actors} />`, [rows, filters.value.pair]);
  const events = html`<${Events} list=${rows} data=${data} chosen=${chosen} />`;
  const [figures, quotes] = [within(data.figures), within(data.quotes)];
  const rest = useMemo(() => html`<div class="grid2 even"><div class="stack"><${Figures} figures=${figures} name=${data.about.name} filtered=${chosen.length > 0} /><${Quality} data=${data} /></div>
        <div class="stack"><${Quotes} quotes=${quotes} data=${data} /><${Checks} data=${data} /><${Since} data=${data} /></div></div>`, [figures, quotes]);
  const wide = html`${any && html`<div class="grid2">${timeline}${matrix}</div>`}${events}`;
  return html`<nav aria-label="Skip"><a class="skip" href="#events" onClick=${(e) => { e.preventDefault(); document.getElementById("events").scrollIntoView(); document.getElementById("events").focus(); }}>To the events</a></nav>
    <div class="wrap"><${Header} data=${data} compact=${chosen.length > 0} />
    <main>${!chosen.length && html`<${KeyFigures} data=${data} /><${Trust} data=${data} />`}
    ${data.events.length > 0 && html`<${Bar} data=${data} chosen=${chosen} list=${rows} />`}
    ${told && html`<p class="told"><b>${rows.length}</b> of ${data.events.length} events: <bdi>${told}</bdi></p>`}
      ${one ? html`<div class="split"><div class="stack">${timeline}${events}</div><${ActorPanel} actor=${one} data=${data} /></div>` : wide}
      ${rest}</main>
    <footer><span>Opens without a network and sends nothing. Same input, same bytes.</span><span>Made with presspack ${data.about.presspack}</span></footer></div>
    ${help && html`<${Keys} close=${() => setHelp(false)} off=${off} setOff=${(next) => { stored(KEYS_OFF, next ? "yes" : "no"); setOff(next); }} />`}`;
}

async function start() {
  const theme = stored("presspack-theme");
  if (theme) document.documentElement.dataset.theme = theme;
  const data = await decoded(document.getElementById("payload").textContent);
  startShards(data.shard_size);
  startState();
  const list = computed(() => matching(data.events, active.value));
  const root = document.getElementById("app");
  root.replaceChildren();
  render(html`<${Page} data=${data} list=${list} />`, root);
  document.documentElement.dataset.ready = "yes";
}

start();
