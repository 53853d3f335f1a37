// Small parts that several sections share. Everything from the data is a text node; links are http or https only.
import { html } from "./html.js";
import { BANDS } from "./data.js";
import { choose } from "./state.js";

export function Swatch({ group }) {
  return html`<i class="sw" style=${`background:var(--${group.code})`} aria-hidden="true"></i>`;
}

export function Confidence({ band }) {
  const bars = BANDS.length - BANDS.indexOf(band);
  return html`<span class="conf"><u aria-hidden="true">${BANDS.map((_, number) => html`<i class=${number < bars ? "f" : ""}></i>`)}</u>${band}</span>`;
}

export function Outside({ url, children }) {
  if (!/^https?:\/\//i.test(url ?? "")) return html`<bdi>${children}</bdi>`;
  return html`<a href=${url} rel="noopener noreferrer" target="_blank"><bdi>${children}</bdi> ↗</a>`;
}

export function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

export function Actor({ one, quiet = false, after = "" }) {
  const actor = one.actor ?? null;
  const name = actor?.name ?? one.text ?? "words not published";
  if (!actor || quiet) return html`<bdi dir="auto">${name}</bdi>${after}`;
  const open = (event) => {
    event.stopPropagation();
    choose({ actor: [actor.id] });
  };
  return html`<button type="button" class="name" onClick=${open} title=${one.text && one.text !== name ? `“${one.text}” in the article` : "show only this actor"}><bdi dir="auto">${name}</bdi>${after}</button>`;
}

export function People({ list, quiet }) {
  if (!list.length) return html`<span class="dim">–</span>`;
  // The sign between two names goes with the first: a button that fills its line would push it to the next.
  return list.map((one, number) => html`<${Actor} one=${one} quiet=${quiet} after=${number < list.length - 1 ? ";" : ""} /> `);
}

export async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  if (button) {
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = before), 1200);
  }
}

export function save(name, text, type = "text/csv") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
