// One actor: names, what it did and what was done to it, posts, figures, quotes.
import { useState } from "preact/hooks";
import { html } from "./html.js";
import { amount, day, period, plural } from "./format.js";
import { Outside } from "./parts.js";
import { choose, toggle } from "./state.js";

const postOf = (role, actor) => (role.organisation === actor ? [role.actor, role.role] : [role.organisation, role.role]);

function Posts({ posts, actor }) {
  const seen = new Map();
  for (const role of posts) {
    const [other, post] = postOf(role, actor);
    const key = `${other?.id ?? ""}\u0000${post}\u0000${role.former}`;
    if (!seen.has(key)) seen.set(key, { other, post, role });
  }
  const listed = [...seen.values()];
  return html`<h3>${posts.some((role) => role.organisation === actor) ? "People and posts" : "Posts"}</h3>
    ${listed.slice(0, 12).map(({ other, post, role }) => html`<p class="kv"><span>${other && html`<button type="button" class="name" onClick=${() => choose({ actor: [other.id] })}><bdi dir="auto">${other.name}</bdi></button>, `}<bdi dir="auto">${post}</bdi></span><span>${role.former ? "former" : role.acting ? "acting" : ""}</span></p>`)}
    ${listed.length > 12 && html`<p class="note">and ${listed.length - 12} more, in the table actor_roles</p>`}`;
}

export function ActorPanel({ actor, data }) {
  const [most, setMost] = useState(3);
  const involves = (people) => people.some((one) => one.actor === actor);
  const part = data.events.map((event) => [event, involves(event.who), involves(event.whom)]).filter(([, a, b]) => a || b);
  const counts = data.groups.map((group) => {
    const inside = part.filter(([event]) => event.group === group);
    return [group, inside.filter(([, a]) => a).length, inside.filter(([, , b]) => b).length];
  });
  const highest = Math.max(1, ...counts.flatMap(([, a, b]) => [a, b]));
  const posts = data.roles.filter((role) => role.actor === actor || role.organisation === actor);
  const figures = data.figures.filter((figure) => figure.subject === actor);
  const quotes = data.quotes.filter((quote) => quote.speaker === actor);
  const names = actor.names.filter((name) => name !== actor.name);
  return html`<aside class="card pad actor" aria-labelledby="actor-h"><div class="head"><div><p class="sub">${actor.type}${actor.country && ` · ${data.countries.get(actor.country) ?? actor.country}`}</p><h2 id="actor-h"><bdi dir="auto">${actor.name}</bdi></h2></div>
      <button type="button" class="btn sm" onClick=${() => choose({ actor: undefined })} aria-label="Close the actor">✕</button></div>
    ${actor.description && html`<p class="note">${actor.description}</p>`}
    ${names.length > 0 && html`<div class="names">${names.map((name) => html`<span><bdi dir="auto">${name}</bdi></span>`)}</div>`}
    <p class="note">${plural(actor.mentions, "mention")} in ${plural(actor.articles, "article")}</p>
    ${part.length > 0 && html`<h3>Part in ${plural(part.length, "event")}</h3><div class="bf"><span class="c">did</span><span></span><span class="c">done to it</span>
      ${counts.map(([group, a, b]) => html`<span class="L">${a}<i style=${`width:${Math.round((70 * a) / highest)}px;background:var(--${group.code})`}></i></span><button type="button" class="c link plain" onClick=${() => toggle("group", group.code)}>${group.title}</button><span class="R"><i style=${`width:${Math.round((70 * b) / highest)}px;background:var(--${group.code})`}></i>${b}</span>`)}</div>`}
    ${posts.length > 0 && html`<${Posts} posts=${posts} actor=${actor} />`}
    ${figures.length > 0 && html`<h3>Figures about it</h3>${figures.slice(0, 12).map((figure) => html`<p class="kv"><span><b>${amount(figure)}</b>${figure.indicator && html` <bdi dir="auto">${figure.indicator}</bdi>`}</span><span>${figure.from ? period(figure.from, figure.to) : figure.reported && `by ${day(figure.reported)}`}</span></p>`)}
      ${figures.length > 12 && html`<p class="note">and ${figures.length - 12} more, in the table figure_list</p>`}`}
    ${quotes.length > 0 && html`<h3>Quoted ${quotes.length === 1 ? "once" : `${quotes.length} times`}</h3>${quotes.slice(0, most).map((quote) => html`<div class="quote"><blockquote dir="auto">${quote.text ? (quote.direct ? `“${quote.text}”` : quote.text) : "Words not published."}</blockquote><p>${quote.reported && `${day(quote.reported)} · `}<${Outside} url=${quote.article.url}>${quote.article.outlet ?? quote.article.file}<//></p></div>`)}
      ${quotes.length > most && html`<p class="note"><button type="button" class="link" onClick=${() => setMost(most + 10)}>${quotes.length - most} more</button></p>`}`}
    ${part.length + posts.length + figures.length + quotes.length === 0 && html`<p class="note">Named in the articles, but in no event, post, figure or quote.</p>`}</aside>`;
}
