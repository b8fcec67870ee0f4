// Brings verify.html into agreement with itself and with the docs: the JSON Schema it holds is docs/record.schema.json, and its content
// security policy names the digests of its own scripts and styles. Run it after every change of the page or the schema:
//
//   node tests/second_program/seal.mjs [--check]
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { PAGE, PROGRAM, ROOT, SCHEMA, SCRIPT, block } from "./program.mjs";

const digest = text => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The page as it should be. */
export function sealed(html, schema) {
  const withSchema = html.replace(block(html, SCHEMA), () => `\n${schema}`);
  const scripts = [PROGRAM, SCRIPT].map(open => digest(block(withSchema, open))).join(" ");
  return withSchema.replace(/script-src [^;]*;/, () => `script-src ${scripts};`).replace(/style-src [^;]*;/, () => `style-src ${digest(block(withSchema, "<style>"))};`);
}

if (process.argv[1]?.endsWith("seal.mjs")) {
  const html = readFileSync(PAGE, "utf8");
  const right = sealed(html, readFileSync(`${ROOT}docs/record.schema.json`, "utf8"));
  if (process.argv.includes("--check")) process.exit(right === html ? 0 : 1);
  if (right !== html) writeFileSync(PAGE, right);
}
