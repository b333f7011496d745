// Builds whitebeam/govuk/static/whitebeam from styles/ and scripts/, and copies what is vendored.
// Run `npm ci && npm run build` after changing either, and commit what it writes.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const root = join(here, "..", "..");
const out = join(root, "whitebeam", "govuk", "static", "whitebeam");
const axe = join(root, "tests", "journeys", "axe");

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text.endsWith("\n") ? text : `${text}\n`);
};
const copy = (from, to) => {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(modules, from), to);
};

const { css } = compile(join(here, "styles", "whitebeam.scss"), {
  loadPaths: [modules],
  style: "compressed",
  quietDeps: true,
});
if (/GDS Transport|crown/i.test(css)) throw new Error("The stylesheet names a font or crest we may not use");
write(join(out, "css", "whitebeam.css"), css);

buildSync({
  entryPoints: [join(here, "scripts", "start.js")],
  outfile: join(out, "js", "start.js"),
  bundle: true,
  format: "iife",
  minify: true,
  target: "es2019",
  legalComments: "none",
  banner: { js: "/* Whitebeam, with parts of GOV.UK Frontend (MIT): see NOTICE */" },
});

const atkinson = "@fontsource-variable/atkinson-hyperlegible-next";
for (const subset of ["latin", "latin-ext"]) {
  const file = `atkinson-hyperlegible-next-${subset}-wght-normal.woff2`;
  copy(`${atkinson}/files/${file}`, join(out, "fonts", file));
  const serif = `literata-${subset}-wght-normal.woff2`;
  copy(`@fontsource-variable/literata/files/${serif}`, join(out, "fonts", serif));
}
copy(`${atkinson}/LICENSE`, join(out, "fonts", "LICENSE-atkinson-hyperlegible-next.txt"));
copy("@fontsource-variable/literata/LICENSE", join(out, "fonts", "LICENSE-literata.txt"));

copy("axe-core/axe.min.js", join(axe, "axe.min.js"));
copy("axe-core/LICENSE", join(axe, "LICENSE"));

const bytes = (path) => `${Math.round(readFileSync(path).length / 1024)} KB`;
console.log(`css ${bytes(join(out, "css", "whitebeam.css"))}, js ${bytes(join(out, "js", "start.js"))}`);
