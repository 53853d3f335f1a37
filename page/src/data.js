// The payload of the page as arrays of rows. Columns arrive as arrays; articles, actors and evidence are referred to by number.
function rows(columns) {
  const names = Object.keys(columns);
  const length = names.length ? columns[names[0]].length : 0;
  return Array.from({ length }, (_, number) => {
    const row = { number };
    for (const name of names) row[name] = columns[name][number];
    return row;
  });
}

export const TOLD = { actual: "happened", planned: "planned", negated: "denied", conditional: "possible" };
export const BANDS = ["High", "Fair", "Low"];

// Return everything the page shows. `text` is the JSON of the payload.
export function decoded(text) {
  const given = JSON.parse(text);
  const types = new Map(given.types.map((type) => [type.code, type]));
  const groups = new Map(given.groups.map((group) => [group.code, group]));
  const articles = rows(given.articles);
  const actors = rows(given.actors);
  const evidence = rows(given.evidence);
  const people = (list) => list.map(([text, actor, start, end]) => ({ text, actor: actors[actor] ?? null, start, end }));
  const bands = given.bands;
  const figures = rows(given.figures).map((figure) => ({
    ...figure,
    article: articles[figure.article],
    evidence: evidence[figure.evidence],
    subject: actors[figure.subject] ?? null,
    by: actors[figure.by] ?? null,
  }));
  const events = rows(given.events).map((event) => ({
    ...event,
    type: types.get(event.type),
    group: groups.get(types.get(event.type).group),
    article: articles[event.article],
    evidence: evidence[event.evidence],
    by: actors[event.by] ?? null,
    who: people(event.who),
    whom: people(event.whom),
    figures: event.figures.map((number) => figures[number]),
    told: TOLD[event.told],
    band: (bands.find((band) => event.confidence >= band.from) ?? bands[bands.length - 1]).title,
  }));
  for (const event of events) {
    event.month = event.from && event.precision !== "year" ? event.from.slice(0, 7) : null;
    event.sort = event.from || event.reported || "";
    event.words = [
      event.type.title, event.trigger, event.place, event.by?.name, event.evidence?.text, event.article?.title, event.article?.outlet,
      ...event.who.flatMap((one) => [one.text, one.actor?.name]), ...event.whom.flatMap((one) => [one.text, one.actor?.name]),
    ].filter(Boolean).join(" ").toLowerCase();
  }
  events.sort((a, b) => (a.sort < b.sort ? 1 : a.sort > b.sort ? -1 : a.number - b.number));
  const roles = rows(given.roles).map((role) => ({ ...role, actor: actors[role.actor], organisation: actors[role.organisation] ?? null }));
  const quotes = rows(given.quotes).map((quote) => ({ ...quote, article: articles[quote.article], speaker: actors[quote.speaker] ?? null }));
  return { ...given, types: given.types, articles, actors, evidence, figures, events, roles, quotes, countries: new Map(Object.entries(given.countries)) };
}
