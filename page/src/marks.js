// A sentence with its marks: spans nest and overlap, so the text is cut at all borders and each piece knows its marks.
import { html } from "./html.js";

const WORD = { when: "when", who: "who", did: "did", whom: "to whom", num: "how many", by: "says" };
// The inner mark is the one that is named last.
const ORDER = ["by", "whom", "who", "when", "did", "num"];

export function marksOf(event) {
  const spans = [
    ...event.who.map((one) => ["who", one.start, one.end]),
    ...event.whom.map((one) => ["whom", one.start, one.end]),
    ["did", event.start, event.end],
    ...event.figures.map((figure) => ["num", figure.start, figure.end]),
    // A date that the tense of the verb tells has no words of its own.
    ...(event.when && !(event.when[0] >= event.start && event.when[1] <= event.end) ? [["when", ...event.when]] : []),
    ...(event.says ? [["by", ...event.says]] : []),
  ];
  return spans.map(([kind, start, end]) => ({ kind, start, end }));
}

// [{text, kinds, opens, over}]: pieces of the sentence in order, with the marks over each; `opens` are the kinds that begin there.
export function pieces(text, offset, marks) {
  const points = [...text];
  const inside = marks
    .map((mark) => ({ ...mark, start: mark.start - offset, end: mark.end - offset }))
    .filter((mark) => mark.start >= 0 && mark.end <= points.length && mark.start < mark.end);
  const borders = [...new Set([0, points.length, ...inside.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, number) => {
    const end = borders[number + 1];
    const over = inside.filter((mark) => mark.start <= start && mark.end >= end);
    const kinds = ORDER.filter((kind) => over.some((mark) => mark.kind === kind));
    const opens = ORDER.filter((kind) => over.some((mark) => mark.kind === kind && mark.start === start));
    return { text: points.slice(start, end).join(""), kinds, opens, over };
  });
}

export function nested(kinds, opens, text) {
  if (!kinds.length) return text;
  const [kind, ...rest] = kinds;
  return html`<span class=${`mk ${kind}`}>${opens.includes(kind) && html`<small>${WORD[kind]}</small>`}${nested(rest, opens, text)}</span>`;
}

export function Sentence({ text, offset, marks }) {
  return html`<p class="sent" dir="auto">${pieces(text, offset, marks).map((piece) => nested(piece.kinds, piece.opens, piece.text))}</p>`;
}

// The words that the package holds where the sentence may not be printed: who, did, to whom, with gaps between.
export function Withheld({ event }) {
  const words = [
    ...event.who.map((one) => ["who", one.start, one.text]),
    ["did", event.start, event.trigger],
    ...event.whom.map((one) => ["whom", one.start, one.text]),
  ].filter(([, , text]) => text).sort((a, b) => a[1] - b[1]);
  return html`<div class="hid">
    <b>No licence is known that lets us print this sentence.</b>${words.length ? " The row stands on:" : ` The row stands on characters ${event.start} to ${event.end} of the record.`}
    <p class="skel" dir="auto">${words.map(([kind, , text]) => html`<span class=${`mk ${kind}`}><small>${WORD[kind]}</small>${text}</span> <i class="gap" aria-hidden="true"></i> `)}</p>
  </div>`;
}
