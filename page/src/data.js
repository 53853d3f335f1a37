// The payload of the page as arrays of rows. Columns arrive as arrays; articles, actors and evidence are referred to by
// number. A row is a view of its columns: a large corpus has hundreds of thousands, most of which nobody looks at.

// Return the JSON of the payload, which is gzip in base64 where it is large.
async function unpacked(text) {
  if (text.startsWith("{")) return text;
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n += 1) bytes[n] = letters.charCodeAt(n);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}

// A column is a list, or {of: values, at: the number of each row's value}, -1 for none.
function reader(column) {
  if (Array.isArray(column)) return (number) => column[number];
  const { of, at } = column;
  return (number) => (at[number] < 0 ? null : of[at[number]]);
}

// Return the rows of a table. `made` says how columns become more than they are: {name: (value, row) => what it is}.
function table(columns, made = {}) {
  const names = Object.keys(columns);
  const first = columns[names[0]] ?? [];
  const { length } = Array.isArray(first) ? first : first.at;
  class Row {
    constructor(number) {
      this.number = number;
    }
  }
  for (const name of new Set([...names, ...Object.keys(made)])) {
    const read = name in columns ? reader(columns[name]) : () => undefined;
    const make = made[name];
    const get = make ? function () { return make(read(this.number), this); } : function () { return read(this.number); };
    Object.defineProperty(Row.prototype, name, { get });
  }
  return Array.from({ length }, (_, number) => new Row(number));
}

// What is worked out once a row and then kept.
function kept(make) {
  const known = [];
  return (value, row) => (known[row.number] ??= make(value, row));
}

export const TOLD = { actual: "happened", planned: "planned", negated: "denied", conditional: "possible" };
export const BANDS = ["High", "Fair", "Low"];

function wordsOf(event) {
  return [
    event.type.title, event.trigger, event.place, event.by?.name, event.evidence?.text, event.article?.title, event.article?.outlet,
    ...event.who.flatMap((one) => [one.text, one.actor?.name]), ...event.whom.flatMap((one) => [one.text, one.actor?.name]),
  ].filter(Boolean).join(" ").toLowerCase();
}

// Return everything the page shows. `text` is the payload.
export async function decoded(text) {
  const given = JSON.parse(await unpacked(text));
  const types = new Map(given.types.map((type) => [type.code, type]));
  const groups = new Map(given.groups.map((group) => [group.code, group]));
  const { bands } = given;
  const articles = table(given.articles);
  const actors = table(given.actors);
  const evidence = table(given.evidence);
  const actor = (number) => actors[number] ?? null;
  const people = kept((list) => list.map(([words, number, start, end]) => ({ text: words, actor: actor(number), start, end })));
  const others = kept((list) => list.map(([words, number, start, end]) => ({ text: words, actor: actor(number), start, end })));
  const common = { article: (number) => articles[number], evidence: (number) => evidence[number], by: actor };
  const figures = table(given.figures, { ...common, subject: actor });
  const events = table(given.events, {
    ...common,
    type: (code) => types.get(code),
    group: (_, event) => groups.get(event.type.group),
    who: people,
    whom: others,
    figures: kept((list) => list.map((number) => figures[number])),
    told: (code) => TOLD[code],
    band: (_, event) => (bands.find((band) => event.confidence >= band.from) ?? bands[bands.length - 1]).title,
    month: (_, event) => (event.from && event.precision !== "year" ? event.from.slice(0, 7) : null),
    sort: (_, event) => event.from || event.reported || "",
    words: kept((_, event) => wordsOf(event)),
  });
  const order = events.map((event) => event.sort);
  events.sort((a, b) => (order[a.number] < order[b.number] ? 1 : order[a.number] > order[b.number] ? -1 : a.number - b.number));
  const roles = table(given.roles, { actor, organisation: actor });
  const quotes = table(given.quotes, { article: common.article, speaker: actor });
  return { ...given, articles, actors, evidence, figures, events, roles, quotes, countries: new Map(Object.entries(given.countries)) };
}
