// Sentences of a large corpus lie beside the page in page/s-NN.js, classic scripts that are loaded when a row is unfolded.
import { signal } from "@preact/signals";

const loaded = signal(new Map());
const asked = new Set();
let size = 0;

export function startShards(shardSize) {
  size = shardSize;
  globalThis.presspackSentences = (number, texts) => {
    loaded.value = new Map(loaded.value).set(number, texts);
  };
}

// Return the text of an evidence row: null if it may not be printed, undefined while it is being loaded.
export function sentenceOf(evidence) {
  if (!evidence) return null;
  if (!size) return evidence.text;
  const number = Math.floor(evidence.number / size);
  const texts = loaded.value.get(number);
  if (texts) return texts[evidence.number % size];
  if (!asked.has(number)) {
    asked.add(number);
    const script = document.createElement("script");
    script.src = `page/s-${String(number).padStart(2, "0")}.js`;
    document.head.append(script);
  }
  return undefined;
}
