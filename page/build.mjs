// Bundle src/ into pipeline/presspack/release/page_assets/: bundle.js, its SHA-256, style.css and the licences of what is in it.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync, copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "pipeline", "presspack", "release", "page_assets");
mkdirSync(out, { recursive: true });

const result = await build({
  absWorkingDir: here,
  entryPoints: { bundle: "src/main.js", review: "src/review.js" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outdir: out,
});
copyFileSync(join(here, "src", "style.css"), join(out, "style.css"));

// Named by the packages whose files are in a bundle, sorted: the same on every machine.
const packages = new Set();
for (const path of Object.keys(result.metafile.inputs)) {
  const match = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (match) packages.add(match[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).sort().find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${about.license}`;
  return `${name} ${about.version} (${about.license})\n\n${text}\n`;
});
writeFileSync(join(out, "LICENCES.txt"), licences.join(`\n${"-".repeat(80)}\n\n`));

const sums = ["bundle.js", "review.js", "style.css"].filter((name) => existsSync(join(out, name))).map((name) => {
  const digest = createHash("sha256").update(readFileSync(join(out, name))).digest("hex");
  return `${digest}  ${name}\n`;
});
writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
