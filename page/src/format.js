// Numbers and dates as text. Dates are strings (2021, 2021-07, 2021-07-15): no clock, no time zone, no browser locale.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SCALES = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];
const BEFORE = { approx: "about ", more_than: "over ", less_than: "under " };

function grouped(digits) {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

// 61000 -> "61,000"; 2400000 -> "2.4 million"; 0.1 + 0.2 is told as it was written: 0.3.
export function number(value) {
  const size = Math.abs(value);
  for (const [scale, name] of SCALES) {
    if (size >= scale) return `${plain(Number((value / scale).toPrecision(4)))} ${name}`;
  }
  return plain(Number(value.toPrecision(12)));
}

function plain(value) {
  const [whole, part] = String(value).split(".");
  return grouped(whole) + (part ? `.${part}` : "");
}

function unitAfter(unit) {
  return unit === "percent" ? " %" : unit ? ` ${unit}` : "";
}

// A figure with its modifier and unit: "about 4,000 members", "5 to 7 %".
export function amount(figure, unitOf = figure.unit) {
  const unit = unitAfter(unitOf);
  if (figure.high !== null && figure.high !== undefined) {
    const between = figure.change ? [figure.value, figure.high].map(number).join(" to ") : `${number(figure.value)}–${number(figure.high)}`;
    return between + unit;
  }
  return (BEFORE[figure.modifier] ?? "") + number(figure.value) + unit;
}

// "2021-07-15" -> "15 Jul 2021", "2021-07" -> "Jul 2021", "2021" -> "2021".
export function day(date) {
  const [year, month, one] = date.split("-");
  return [one ? String(Number(one)) : null, month ? MONTHS[Number(month) - 1] : null, year].filter(Boolean).join(" ");
}

// A period as short as it can be said: "9–12 Nov 2023", "Jun–Aug 2020".
export function period(from, to) {
  if (!to || to === from) return day(from);
  const [a, b] = [from.split("-"), to.split("-")];
  if (a.length !== b.length || a[0] !== b[0]) return `${day(from)} – ${day(to)}`;
  if (a.length === 3 && a[1] === b[1]) return `${Number(a[2])}–${day(to)}`;
  const [first] = [day(from).replace(` ${a[0]}`, "")];
  return a.length === 1 ? `${from}–${to}` : `${first}–${day(to)}`;
}

// When an event was: its date, or the day of the report that it cannot be after; what is planned can.
export function when(event) {
  if (event.from) return period(event.from, event.to);
  if (!event.reported) return "no date";
  return event.told === "planned" || event.told === "possible" ? `told ${day(event.reported)}` : `by ${day(event.reported)}`;
}

export function plural(count, one, many = `${one}s`) {
  return `${grouped(String(count))} ${count === 1 ? one : many}`;
}

// Wilson's interval for a share of right rows, in whole percent (Wilson 1927, z = 1.96).
export function wilson(right, of) {
  const z = 1.959964;
  const share = right / of;
  const centre = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const below = 1 + (z * z) / of;
  return [Math.round((100 * (centre - spread)) / below), Math.round((100 * (centre + spread)) / below)];
}

export function csvCell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  // A spreadsheet runs what begins so as a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(header, lines) {
  return [header, ...lines].map((cells) => cells.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

// Of fewer rows than this a share in a hundred would promise more than was seen.
export const FEW = 30;
