// Takes the program out of verify.html, so that Node runs the very text that browsers run.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const PAGE = `${ROOT}crates/report/verify/verify.html`;

/** The text of one block of the page, `<style>` or the script with an identifier. */
export function block(html, open) {
  const begin = html.indexOf(open);
  if (begin < 0) throw new Error(`verify.html has no ${open}`);
  const from = begin + open.length;
  return html.slice(from, html.indexOf(`</${/^<(\w+)/.exec(open)[1]}>`, from));
}
export const SCHEMA = '<script type="application/json" id="schema">';
export const PROGRAM = '<script id="program">';
export const SCRIPT = '<script id="page">';

/** The program, and the schema it checks a record by. */
export function load(page = PAGE) {
  const html = readFileSync(page, "utf8");
  vm.runInThisContext(block(html, PROGRAM), { filename: "verify.html" });
  return { Saylau: globalThis.Saylau, schema: JSON.parse(block(html, SCHEMA)), html };
}

/** All files of a folder by their path inside it. */
export function filesOf(folder, prefix = "") {
  const files = new Map();
  for (const entry of readdirSync(`${folder}/${prefix}`, { withFileTypes: true })) {
    if (entry.isDirectory()) for (const [path, bytes] of filesOf(folder, `${prefix}${entry.name}/`)) files.set(path, bytes);
    else files.set(prefix + entry.name, new Uint8Array(readFileSync(`${folder}/${prefix}${entry.name}`)));
  }
  return files;
}
