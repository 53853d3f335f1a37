// Filters in the words of the page.
import { day } from "./format.js";

export const TITLES = { q: "Search", type: "Type", group: "Kind", actor: "Actor", year: "When", country: "Country", confidence: "Confidence", told: "Told as", article: "Article", pair: "Pair", from: "From", to: "To" };

// What a filter is set to, in words: a list has one text a value.
export function wordsOf(data, key, value) {
  const name = (id) => (id === "" ? "no one named" : data.actors.find((actor) => actor.id === id)?.name ?? id);
  const read = {
    type: (code) => data.types.find((type) => type.code === code)?.title,
    group: (code) => data.groups.find((group) => group.code === code)?.title,
    actor: name,
    year: (year) => (year === "none" ? "no date" : year),
    country: (code) => (code ? data.countries.get(code) : "no country"),
    article: (id) => data.articles.filter((one) => one.id === id).map((one) => one.title ?? one.file)[0],
    pair: (pair) => pair.split("~").map(name).join(" → "),
    from: day, to: day, q: (text) => `“${text}”`,
  }[key] ?? ((one) => one);
  return [value].flat().map((one) => read(one) ?? one).join(" or ");
}

// What the filters say, as a sentence: it stands on top of a printed page.
export function sentence(data, chosen) {
  return chosen.map(([key, value]) => `${TITLES[key].toLowerCase()} ${wordsOf(data, key, value)}`).join(", ");
}
