// Builds dist/hoanhap: one style sheet, one script, the fonts and pictures they name. Run by `npm run build`.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist", "hoanhap");
const FONTS = ["latin", "vietnamese"].flatMap((subset) => [400, 600].map((weight) => `${subset}-${weight}`));

rmSync(join(here, "dist"), { recursive: true, force: true });
mkdirSync(join(dist, "fonts"), { recursive: true });

for (const name of FONTS) {
  const file = `be-vietnam-pro-${name}-normal.woff2`;
  cpSync(join(here, "node_modules/@fontsource/be-vietnam-pro/files", file), join(dist, "fonts", file));
}
// The typeface of printed papers (foundation/documents/fonts.py) with its licence; no page loads it.
for (const style of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"]) {
  const file = `Tinos_${style}.ttf`;
  cpSync(join(here, "node_modules/@expo-google-fonts/tinos", style, file), join(here, "dist", "fonts", file));
}
cpSync(join(here, "node_modules/@expo-google-fonts/tinos/LICENSE_FONT"), join(here, "dist", "fonts", "Tinos-LICENSE.txt"));
cpSync(join(here, "images"), join(dist, "images"), { recursive: true });

const styles = sass.compile(join(here, "styles", "app.scss"), { loadPaths: [here], style: "compressed", quietDeps: true });
const minified = await esbuild.transform(styles.css, { loader: "css", minify: true, target: ["chrome80", "firefox78", "safari14.1"] });
refuse(minified.code, /data:/, "a data: address in the style sheet, which the content security policy forbids");
refuse(minified.code, /GDS Transport|crown/, "a protected font or crown in the style sheet");
write("app.css", minified.code);

const script = await esbuild.build({
  entryPoints: [join(here, "scripts", "app.js")],
  bundle: true,
  minify: true,
  format: "esm",
  legalComments: "none",
  target: ["chrome80", "firefox78", "safari14.1"],
  write: false,
});
write("app.js", script.outputFiles[0].text);
report();

function write(name, text) {
  // A manifest storage would look for a source map that is not served.
  writeFileSync(join(dist, name), text.replace(/\/[*/][#@] sourceMappingURL=.*?(\*\/)?$/gm, ""));
}

function refuse(text, pattern, what) {
  if (pattern.test(text)) throw new Error(`The build found ${what}.`);
}

function report() {
  const files = readdirSync(dist, { recursive: true }).map(String).filter((file) => statSync(join(dist, file)).isFile());
  let total = 0;
  for (const file of files.sort()) {
    const bytes = readFileSync(join(dist, file));
    const sent = /\.(css|js|svg)$/.test(file) ? gzipSync(bytes).length : bytes.length;
    total += sent;
    console.log(`${String(sent).padStart(8)} bytes sent  ${String(bytes.length).padStart(8)} on disk  ${file}`);
  }
  console.log(`${String(total).padStart(8)} bytes sent in a first load, beside the page itself`);
}
