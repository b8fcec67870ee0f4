// Holds the second program against the first: every election of fixtures/ is certified by saylau and checked by the program of
// verify.html; then one thing after another is made wrong in its result, and either program must refuse it for that reason.
//
//   SAYLAU=target/debug/saylau node tests/second_program/run.mjs [page|fixtures|changes|proofs|signatures]...
//
// With SECOND_PROGRAM_ALL=1 saylau is asked about every change of every fixture, and not about a share of them.
import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, sign as signWith } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CHANGES, Result } from "./changes.mjs";
import { ROOT, filesOf, load } from "./program.mjs";
import { sealed } from "./seal.mjs";

const { Saylau, schema, html } = load();
const SAYLAU = process.env.SAYLAU ?? join(ROOT, "target/debug/saylau");
const work = mkdtempSync(join(tmpdir(), "second-program-"));
const failures = [];
const expect = (good, what) => { if (!good) failures.push(what); };

const saylau = (...words) => spawnSync(SAYLAU, words, { encoding: "utf8", cwd: ROOT, maxBuffer: 1 << 28 });

/** What the second program says: the checks that failed, each with its reason. */
function mine(files, more = {}) {
  const checks = [...Saylau.check({ files, schema, ...more })];
  return { checks, failed: checks.filter(c => c.state === "failed").map(c => ({ id: c.id, reason: c.difference.reason, where: c.difference.where, expected: c.difference.expected, found: c.difference.found })) };
}

/** The titles of saylau's checks by their names, from its own words. */
const TITLES = Object.fromEntries([...readFileSync(join(ROOT, "crates/report/words/en/checks.ftl"), "utf8").matchAll(/^check-([a-z-]+) = (.*)$/gm)].map(m => [m[1], m[2]]));

/** What saylau says of the files: the names of the checks that failed. */
function theirs(files) {
  const folder = join(work, "changed");
  rmSync(folder, { recursive: true, force: true });
  for (const [name, bytes] of files) { mkdirSync(dirname(join(folder, name)), { recursive: true }); writeFileSync(join(folder, name), bytes); }
  const { status, stdout, stderr } = saylau("verify", folder);
  const failed = Object.keys(TITLES).filter(name => stdout.includes(`✗ ${TITLES[name]}`));
  return { status, failed, said: stdout + stderr };
}

/** Certifies a folder, provisionally where it cannot be certified; `null` where it is no election that can be decided. */
function certify(folder, out, ...more) {
  const expected = existsSync(`${folder}/expected.toml`) ? readFileSync(`${folder}/expected.toml`, "utf8") : "";
  const law = /^edition = "(.*)"$/m.exec(expected)?.[1];
  const words = ["certify", folder, "--out", out, ...(law ? ["--law", law] : []), ...more];
  let { status } = saylau(...words);
  if (status === 3) ({ status } = saylau(...words, "--provisional"));
  return status === 0 ? filesOf(out) : null;
}

function* elections() {
  for (const group of ["history", "oddities", "inputs"]) {
    for (const name of readdirSync(join(ROOT, "fixtures", group)).sort()) if (existsSync(join(ROOT, "fixtures", group, name, "election.toml"))) yield `${group}/${name}`;
  }
}
const results = new Map();
function resultOf(name) {
  if (!results.has(name)) results.set(name, certify(join("fixtures", name), join(work, name.replace("/", "-"))));
  return results.get(name);
}

const GROUPS = {
  page() {
    expect(sealed(html, readFileSync(join(ROOT, "docs/record.schema.json"), "utf8")) === html, "verify.html is not sealed: run node tests/second_program/seal.mjs");
    expect(!/https?:|@import|url\(|<link|<img|<iframe|fetch\(|XMLHttpRequest|innerHTML|insertAdjacentHTML|document\.write|eval\(/.test(html.replace(/"https:\/\/json-schema\.org[^"]*"/, "")), "verify.html reaches for the network or writes markup");
    const paths = (value, at) => (typeof value === "object" ? Object.keys(value).flatMap(key => paths(value[key], `${at}.${key}`)) : [at]);
    const [kk, ru, en] = Saylau.LANGUAGES.map(language => paths(Saylau.WORDS[language], "").sort().join("\n"));
    expect(kk === ru && ru === en, "a word is missing in one of the three languages");
    const reasons = [...html.matchAll(/fail\("([a-z0-9-]+)"/g)].map(m => m[1]);
    for (const reason of reasons) expect(Saylau.WORDS.en.reasons[reason], `the reason ${reason} has no words`);
    const said = new Set([...html.matchAll(/"([a-z0-9-]+)"/g)].map(m => m[1]));
    for (const reason of Object.keys(Saylau.WORDS.en.reasons)) expect(said.has(reason) || reason.startsWith("law-") || new RegExp(`[( ]"?${reason}"?`).test(html), `the reason ${reason} is never given`);
    const table = readFileSync(join(ROOT, "docs/law.md"), "utf8").split("## Parameters by date")[1].split("\n## ")[0];
    const rows = [...table.matchAll(/^\| `([a-z0-9-]+)` \| (\S+) \| (.*?) \| (.*) \|$/gm)].map(m => m.slice(1, 5).join(" | ")).sort();
    const held = Saylau.LAW.flatMap(([key, history]) => history.map(line => [key, ...line].join(" | "))).sort();
    expect(rows.length > 40 && rows.join("\n") === held.join("\n"), "the parameters in verify.html are not those of docs/law.md");
    for (const n of [0, 1, 55, 56, 63, 64, 111, 112, 119, 120, 127, 128, 1000]) {
      const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 131 + n) & 255);
      for (const kind of ["sha256", "sha512"]) expect(Saylau[kind](bytes) === createHash(kind).update(bytes).digest("hex"), `${kind} of ${n} bytes`);
    }
    for (const bad of [{ a: 1 }, null, [], "x", { format: "saylau-record-1" }]) {
      const files = new Map([["record.json", Saylau.utf8(Saylau.canonical(bad))]]);
      expect(mine(files).failed.some(f => f.id === "form" && (f.reason === "format" || f.reason === "shape")), `a record ${JSON.stringify(bad)} is not refused by its form`);
    }
    for (const bytes of [new Uint8Array(0), Uint8Array.of(0xff), Saylau.utf8("{"), Saylau.utf8('{"a":"\\ud800"}'), Saylau.utf8('{"a":1,"a":1}'), Saylau.utf8("\ufeff{}")]) {
      expect(mine(new Map([["record.json", bytes]])).failed.some(f => f.id === "form"), `a record of the bytes ${bytes} is not refused`);
    }
  },

  fixtures() {
    let checked = 0;
    for (const name of elections()) {
      const files = resultOf(name);
      if (!files) continue;
      const inputs = filesOf(join(ROOT, "fixtures", name));
      const { checks, failed } = mine(files, { inputs });
      expect(failed.length === 0, `${name}: ${JSON.stringify(failed)}`);
      for (const id of ["form", "folder", "digests", "sums", "edition", "law", "findings", "relations", "rejected", "certified", "inputs"]) expect(checks.find(c => c.id === id)?.state === "held", `${name}: ${id} was not made`);
      for (const language of Saylau.LANGUAGES) for (const check of checks) expect(!/undefined|\{|NaN/.test(Saylau.tell(check, language).lines.join()), `${name}: ${check.id} in ${language}`);
      checked += 1;
    }
    expect(checked > 190, `only ${checked} elections were checked`);
    console.log(`${checked} elections checked`);
  },

  changes() {
    const made = new Map(), asked = new Map();
    let turn = 0, nth = 0;
    for (const name of elections()) {
      // The odd files of inputs/ give results much like each other: a share of them is enough.
      if (name.startsWith("inputs/") && !process.env.SECOND_PROGRAM_ALL && nth++ % 6) continue;
      const files = resultOf(name);
      if (!files) continue;
      for (const change of CHANGES) {
        const result = new Result(files);
        const changed = change.make(result);
        if (!changed) continue;
        made.set(change.name, (made.get(change.name) ?? 0) + 1);
        const reasons = [change.reason].flat();
        const { failed } = mine(changed.files);
        const first = failed.find(f => f.id === change.mine);
        expect(first && reasons.includes(first.reason), `${name}, ${change.name}: verify.html says ${JSON.stringify(failed)}`);
        // A share of the changes is put before saylau as well: the first four of each, and every nineteenth after it.
        const before = asked.get(change.name) ?? 0;
        if (!process.env.SECOND_PROGRAM_ALL && before >= 4 && turn++ % 19) continue;
        asked.set(change.name, before + 1);
        const { status, failed: said, said: words } = theirs(changed.files);
        expect(status === 1 && said.includes(change.theirs), `${name}, ${change.name}: saylau exits with ${status} and refuses ${JSON.stringify(said)}, expected ${change.theirs}\n${said.length ? "" : words}`);
      }
    }
    for (const change of CHANGES) {
      const needed = change.mine === "tree" && !schema.properties.roots ? 0 : 3;
      expect((made.get(change.name) ?? 0) >= needed, `${change.name}: made ${made.get(change.name) ?? 0} times only`);
    }
    console.log(`${[...made.values()].reduce((a, b) => a + b, 0)} changed results refused, ${[...asked.values()].reduce((a, b) => a + b, 0)} of them by saylau too`);
  },
};

const groups = process.argv.slice(2);
try {
  for (const group of groups.length ? groups : Object.keys(GROUPS)) GROUPS[group]();
} finally {
  rmSync(work, { recursive: true, force: true });
}
for (const failure of failures.slice(0, 40)) console.error(`FAILED ${failure}`);
if (failures.length > 40) console.error(`and ${failures.length - 40} more`);
process.exit(failures.length ? 1 : 0);
