// Checks a result or a proof on the command line with the program of verify.html:
//
//   node tests/second_program/verify.mjs RESULT [PROOF.json...] [--inputs FOLDER] [--root HEX] [--lang kk|ru|en] [--json]
//
// Exits with 0 where nothing differs, 1 where something does, 2 where there is nothing to check.
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { filesOf, load } from "./program.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { inputs: { type: "string" }, root: { type: "string" }, lang: { type: "string", default: "en" }, json: { type: "boolean" } },
});
const { Saylau, schema } = load();
const folders = positionals.filter(path => statSync(path).isDirectory());
const proofs = new Map(positionals.filter(path => !folders.includes(path)).map(path => [path, new Uint8Array(readFileSync(path))]));
if (folders.length > 1 || (!folders.length && !proofs.size) || !Saylau.LANGUAGES.includes(values.lang)) {
  console.error("usage: node tests/second_program/verify.mjs RESULT [PROOF.json...] [--inputs FOLDER] [--root HEX] [--lang kk|ru|en] [--json]");
  process.exit(2);
}
const files = folders.length ? filesOf(folders[0]) : null;
if (files && !files.has("record.json")) { console.error(`${folders[0]}: there is no record.json`); process.exit(2); }
const inputs = values.inputs ? filesOf(values.inputs) : new Map();

const checks = [];
const run = Saylau.check({ files, schema, inputs, proofs, root: values.root });
let step = run.next();
for (; !step.done; step = run.next()) checks.push(step.value);
const record = step.value;

if (values.json) {
  console.log(JSON.stringify(checks.map(({ id, name, state, difference }) => ({ id, name, state, ...(difference && { reason: difference.reason, where: difference.where, expected: difference.expected, found: difference.found }) }))));
} else {
  const words = Saylau.WORDS[values.lang];
  for (const check of checks) {
    const told = Saylau.tell(check, values.lang, record);
    console.log(`${{ held: "✓", failed: "✗", "not-made": "–" }[check.state]} ${told.title}: ${told.state}`);
    for (const line of told.lines) console.log(`    ${line}`);
    if (told.difference) {
      const { reason, where, expected, found } = told.difference;
      console.log(`    ${reason}`);
      for (const [word, text] of [[words.page.where, where], [words.page.must, expected], [words.page.found, found]]) if (text !== undefined) console.log(`    ${word}: ${text}`);
    }
  }
  const verdict = Saylau.verdictOf(checks, record, values.lang);
  console.log(`\n${[verdict.title, ...verdict.lines].join("\n")}`);
  if (files) console.log(`SHA-256 record.json  ${Saylau.sha256(files.get("record.json"))}`);
  console.log(`\n${words.page.never}:\n${Saylau.NEVER.map(id => `- ${words.never[id]}`).join("\n")}`);
}
process.exit(checks.some(c => c.state === "failed") ? 1 : 0);
