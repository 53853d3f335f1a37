// One actor: names, what it did and what was done to it, posts, figures, quotes.
import { html } from "./html.js";
import { amount, plural } from "./format.js";
import { Outside, Swatch } from "./parts.js";
import { choose } from "./state.js";

export function ActorPanel({ actor, data }) {
  const involves = (people) => people.some((one) => one.actor?.id === actor.id);
  const did = data.events.filter((event) => involves(event.who));
  const done = data.events.filter((event) => involves(event.whom));
  const counts = data.types.map((type) => [type, did.filter((event) => event.type === type).length, done.filter((event) => event.type === type).length]).filter(([, a, b]) => a + b);
  const highest = Math.max(1, ...counts.flatMap(([, a, b]) => [a, b]));
  const posts = data.roles.filter((role) => role.actor === actor || role.organisation === actor);
  const figures = data.figures.filter((figure) => figure.subject === actor);
  const quotes = data.quotes.filter((quote) => quote.speaker === actor);
  const group = (type) => data.groups.find((one) => one.code === type.group);
  return html`<aside class="card pad actor" aria-labelledby="actor-h"><div class="head"><h2 id="actor-h"><bdi dir="auto">${actor.name}</bdi></h2>
      <button type="button" class="btn sm" onClick=${() => choose({ actor: undefined })} aria-label="Close the actor">✕</button></div>
    <p class="sub">${actor.type}${actor.country && `, ${data.countries.get(actor.country) ?? actor.country}`} · ${plural(actor.mentions, "mention")} in ${plural(actor.articles, "article")}</p>
    ${actor.description && html`<p class="note">${actor.description}</p>`}
    ${actor.names.length > 1 && html`<div class="names">${actor.names.map((name) => html`<span><bdi dir="auto">${name}</bdi></span>`)}</div>`}
    ${counts.length > 0 && html`<h3>Did and was done to</h3><div class="bf"><span class="c">did</span><span></span><span class="c">was done to</span>
      ${counts.map(([type, a, b]) => html`<span class="L">${a || ""}<i style=${`width:${(80 * a) / highest}px;background:var(--${type.group})`}></i></span><button type="button" class="c link plain" onClick=${() => choose({ type: [type.code] })}>${type.title}</button><span class="R"><i style=${`width:${(80 * b) / highest}px;background:var(--${type.group})`}></i>${b || ""}</span>`)}</div>`}
    ${posts.length > 0 && html`<h3>Posts</h3>${posts.slice(0, 12).map((role) => html`<p class="kv"><span><bdi>${role.organisation === actor ? role.actor.name : role.role}</bdi></span><span>${role.organisation === actor ? role.role : role.organisation && html`<bdi>${role.organisation.name}</bdi>`}${role.former ? " (former)" : role.acting ? " (acting)" : ""}</span></p>`)}`}
    ${figures.length > 0 && html`<h3>Figures</h3>${figures.slice(0, 12).map((figure) => html`<p class="kv"><span><bdi>${figure.indicator ?? figure.text}</bdi></span><span>${amount(figure)}</span></p>`)}`}
    ${quotes.length > 0 && html`<h3>Quotes</h3>${quotes.slice(0, 6).map((quote) => html`<div class="quote"><blockquote dir="auto">${quote.text ?? "Words not published."}</blockquote><p><${Outside} url=${quote.article.url}>${quote.article.outlet ?? quote.article.file}<//></p></div>`)}`}
    ${counts.length + posts.length + figures.length + quotes.length === 0 && html`<p class="note">Mentioned only.</p>`}</aside>`;
}
