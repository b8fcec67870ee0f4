// Holds the second program against the first: every election of fixtures/ is certified by saylau and checked by the program of
// verify.html; then one thing after another is made wrong in its result, and either program must refuse it for that reason.
//
//   SAYLAU=target/debug/saylau node tests/second_program/run.mjs [page|fixtures|changes|proofs|signatures]...
//
// With SECOND_PROGRAM_ALL=1 saylau is asked about every change of every fixture, and not about a share of them.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CHANGES, Result } from "./changes.mjs";
import { ROOT, filesOf, load } from "./program.mjs";
import { sealed } from "./seal.mjs";
import { makeKey, makeSignature } from "./sshsig.mjs";

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
        // The order of rows matters to saylau since there is a tree over them.
        if (change.withRoots && !schema.properties.roots) continue;
        if (!process.env.SECOND_PROGRAM_ALL && before >= 4 && turn++ % 19) continue;
        asked.set(change.name, before + 1);
        const { status, failed: said, said: words } = theirs(changed.files);
        expect(status === 1 && said.includes(change.theirs), `${name}, ${change.name}: saylau exits with ${status} and refuses ${JSON.stringify(said)}, expected ${change.theirs}\n${said.length ? "" : words}`);
      }
    }
    for (const change of CHANGES) {
      const needed = change.mine === "tree" && !schema.properties.roots ? 0 : change.least ?? 3;
      expect((made.get(change.name) ?? 0) >= needed, `${change.name}: made ${made.get(change.name) ?? 0} times only`);
    }
    console.log(`${[...made.values()].reduce((a, b) => a + b, 0)} changed results refused, ${[...asked.values()].reduce((a, b) => a + b, 0)} of them by saylau too`);
  },
};

/** A result whose commission has seven members, six of them with keys of every type, and who of them signs. */
function commissioned() {
  const types = ["ssh-ed25519", "ssh-ed25519", "ecdsa-sha2-nistp256", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", "ecdsa-sha2-nistp256"];
  const keys = types.map(makeKey);
  const result = new Result(resultOf("history/majilis-2004-lists"));
  const name = text => ({ en: text, kk: text, ru: text });
  result.record.commission = {
    name: name("Commission"), must_sign: 4,
    members: ["chair", "deputy", "third", "fourth", "fifth", "sixth", "seventh"].map((id, i) => ({
      id, name: name(`Member ${id}`), role: ["chairperson", "deputy", "secretary"][i] ?? "member", ...(keys[i] && { key: keys[i].line }),
    })),
  };
  result.seal();
  return { keys, result, record: result.files.get("record.json") };
}

GROUPS.signatures = () => {
  const { keys, result, record } = commissioned();
  const [chair, deputy, third, fourth, fifth] = keys;
  const other = Saylau.utf8(new TextDecoder().decode(record).replace("2004", "2005"));
  const opinion = Saylau.utf8(`I do not agree with the record ${Saylau.sha256(record)}.\n`);
  const all = { "a.sig": makeSignature(chair, record), "b.sig": makeSignature(third, record, { hash: "sha256" }), "c.sig": makeSignature(fourth, record), "d.sig": makeSignature(fifth, record, { hash: "sha256" }) };
  const signers = keys.map((key, i) => `${result.record.commission.members[i].id} namespaces="saylau,saylau-dissent" ${key.line}\n`).join("");
  const dissent = (text, key = deputy, more = {}) => ({ "e.txt": text, "e.txt.sig": makeSignature(key, text, { namespace: "saylau-dissent", ...more }) });
  const stranger = makeKey("ssh-ed25519");
  const look = files => {
    const signed = new Map(result.files);
    for (const [name, bytes] of Object.entries(files)) signed.set(`signatures/${name}`, new Uint8Array(bytes));
    const { checks } = mine(signed);
    return { check: checks.find(c => c.id === "signatures"), theirs: () => theirs(signed) };
  };
  const good = {
    "four of seven": [all, f => f.enough && f.signed.join() === "chair,third,fourth,fifth" && f.missing.join() === "deputy,sixth,seventh"],
    nobody: [{}, f => !f.enough && !f.signed.length],
    "three of seven": [{ "a.sig": all["a.sig"], "b.sig": all["b.sig"], "c.sig": all["c.sig"] }, f => !f.enough && f.signed.length === 3],
    "a repeated one and a stranger's": [{ "a.sig": all["a.sig"], "b.sig": makeSignature(chair, record, { hash: "sha256" }), "c.sig": makeSignature(stranger, record) }, f => f.signed.join() === "chair" && f.repeated.join() === "b.sig" && f.foreign.join() === "c.sig"],
    "a dissenting opinion": [{ ...all, ...dissent(opinion) }, f => f.enough && f.dissents.length === 1 && f.dissents[0].member === "deputy"],
    "an opinion of a stranger": [dissent(opinion, stranger), f => f.dissents[0].member === undefined],
    "the list of signers": [{ ...all, allowed_signers: Saylau.utf8(signers) }, f => f.enough],
  };
  for (const [what, [files, holds]] of Object.entries(good)) {
    const { check, theirs: ask } = look(files);
    expect(check.state === "held" && holds(check.facts), `signatures, ${what}: ${JSON.stringify(check)}`);
    const said = ask();
    expect(!said.failed.includes("signatures"), `signatures, ${what}: saylau refuses them: ${said.said}`);
  }
  const bad = {
    "a signature of another record": [{ "a.sig": makeSignature(chair, other) }, "signature-wrong"],
    "a signature of another record by P-256": [{ "a.sig": makeSignature(third, other) }, "signature-wrong"],
    "a token's signature of another record": [{ "a.sig": makeSignature(fourth, other) }, "signature-wrong"],
    "a bit of a signature turned": [{ "a.sig": makeSignature(chair, record, { odd: { flip: true } }) }, "signature-wrong"],
    "a bit of a signature turned by P-256": [{ "a.sig": makeSignature(third, record, { odd: { flip: true } }) }, "signature-wrong"],
    "a signature in another namespace": [{ "a.sig": makeSignature(chair, record, { namespace: "file" }) }, "signature-namespace"],
    "a signature that says another namespace than it signed": [{ "a.sig": makeSignature(chair, record, { namespace: "file", odd: { space: "saylau" } }) }, "signature-wrong"],
    "another version": [{ "a.sig": makeSignature(chair, record, { odd: { version: 2 } }) }, "signature-form"],
    "a hash nobody uses": [{ "a.sig": makeSignature(chair, record, { hash: "sha1", odd: { digest: "sha1" } }) }, "signature-hash"],
    "something reserved": [{ "a.sig": makeSignature(chair, record, { odd: { reserved: Buffer.from("x") } }) }, "signature-form"],
    "bytes after the signature": [{ "a.sig": makeSignature(chair, record, { odd: { more: Buffer.from("x") } }) }, "signature-form"],
    "text after the armor": [{ "a.sig": makeSignature(chair, record, { odd: { after: "more\n" } }) }, "signature-form"],
    "the type of another key": [{ "a.sig": makeSignature(chair, record, { odd: { type: "ssh-rsa" } }) }, "signature-form"],
    "no signature at all": [{ "a.sig": Buffer.from("x") }, "signature-form"],
    "a file that is none of these": [{ ...all, "notes.md": Buffer.from("x") }, "signature-file"],
    "a hidden file": [{ ...all, ".x.sig": all["a.sig"] }, "signature-file"],
    "an opinion without a signature": [{ "e.txt": opinion }, "dissent-unsigned"],
    "a signature without its opinion": [{ "e.txt.sig": dissent(opinion)["e.txt.sig"] }, "dissent-missing"],
    "an opinion on another record": [dissent(Saylau.utf8("I do not agree.\n")), "dissent-other"],
    "an opinion changed after it was signed": [{ ...dissent(opinion), "e.txt": Saylau.utf8(`I agree with ${Saylau.sha256(record)}.\n`) }, "signature-wrong"],
    "an opinion signed as a record": [dissent(opinion, deputy, { namespace: "saylau" }), "signature-namespace"],
    "a list of other signers": [{ allowed_signers: Saylau.utf8(signers.replace("chair", "deputy")) }, "allowed-signers"],
  };
  for (const [what, [files, reason]] of Object.entries(bad)) {
    const { check, theirs: ask } = look(files);
    expect(check.state === "failed" && check.difference.reason === reason, `signatures, ${what}: ${check.state} ${check.difference?.reason}, expected ${reason}`);
    const said = ask();
    expect(said.failed.includes("signatures") || said.failed.includes("files"), `signatures, ${what}: saylau accepts them: ${said.said}`);
  }
  const keygen = spawnSync("ssh-keygen", ["-?"]);
  if (keygen.error) console.log("NOT TESTED: signatures of OpenSSH itself, for there is no ssh-keygen");
  else {
    const key = join(work, "key");
    spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
    result.record.commission.members[6].key = readFileSync(`${key}.pub`, "utf8").trim().split(" ").slice(0, 2).join(" ");
    result.seal();
    const { stdout } = spawnSync("ssh-keygen", ["-Y", "sign", "-n", "saylau", "-f", key], { input: result.files.get("record.json") });
    const { check, theirs: ask } = look({ "seventh.sig": stdout });
    expect(check.state === "held" && check.facts.signed.join() === "seventh", `the signature of OpenSSH: ${JSON.stringify(check)}`);
    expect(!ask().failed.includes("signatures"), "the signature of OpenSSH: saylau refuses it");
  }
  console.log(`${Object.keys(good).length} ways of signing accepted, ${Object.keys(bad).length} refused`);
};

/** Every way of changing one value inside a proof: a number, a text, a truth, an element left out or doubled, a member too many. */
function* mutations(value, put = v => v) {
  if (typeof value === "number") { yield put(value + 1); if (value > 0) yield put(value - 1); yield put(-value - 1); yield put(value + 0.5); yield put(`${value}`); }
  if (typeof value === "string") { yield put(/^[0-9a-f]{64}$/.test(value) ? value.replace(/^./, c => (c === "0" ? "1" : "0")) : `${value}x`); yield put(""); }
  if (typeof value === "string" && value.length > 50 && !/^[0-9a-f]{64}$/.test(value)) for (const at of [...value].keys()) yield put(`${value.slice(0, at)}${value[at] === "A" ? "B" : "A"}${value.slice(at + 1)}`);
  if (typeof value === "boolean") yield put(!value);
  if (Array.isArray(value)) {
    for (const [i, inside] of value.entries()) yield* mutations(inside, v => put(value.with(i, v)));
    if (value.length) { yield put(value.slice(1)); yield put(value.slice(0, -1)); yield put([...value, value.at(-1)]); }
  } else if (value !== null && typeof value === "object") {
    for (const [key, inside] of Object.entries(value)) {
      yield* mutations(inside, v => put({ ...value, [key]: v }));
      yield put(Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)));
    }
    yield put({ ...value, more: 1 });
  }
}

GROUPS.proofs = () => {
  if (!schema.properties.roots) { console.log("NOT TESTED: the records of this version have no roots"); return; }
  let proved = 0, refused = 0, asked = 0;
  const subjects = [
    ["history/parliament-2004", ["AKM/1", "--contest", "lists"]], ["history/parliament-2004", ["AKM/1", "--contest", "constituencies"]],
    ["history/parliament-2004", ["--contest", "lists", "--region", "AKM"]], ["history/parliament-2004", ["--contest", "constituencies", "--constituency", "17"]],
    ["oddities/referendum-majority-in-one-of-three-regions", ["R2"]], ["inputs/a-ballot-paper-a-constituency", ["2"]],
    ["inputs/an-account-not-reported", ["2"]], ["oddities/ballots-not-counted-reported-by-some-stations", ["2"]], ["history/majilis-2004-lists", ["nation"]],
  ];
  for (const [name, words] of subjects) {
    const files = resultOf(name);
    const folder = join(work, name.replace("/", "-")), path = join(work, "proof.json");
    const { status, stderr } = saylau("prove", folder, ...words, "--out", path);
    expect(status === 0, `${name} ${words}: saylau proves nothing: ${stderr}`);
    if (status !== 0) continue;
    const bytes = new Uint8Array(readFileSync(path)), proof = JSON.parse(new TextDecoder().decode(bytes));
    const record = JSON.parse(new TextDecoder().decode(files.get("record.json")));
    const trust = { record, recordSha256: Saylau.sha256(files.get("record.json")) };
    const reason = (proof_, trusted) => { try { Saylau.checkProof(Saylau.utf8(Saylau.canonical(proof_)), "proof", trusted); return null; } catch (error) { if (!(error instanceof Saylau.Difference)) throw error; return error.reason; } };
    expect(reason(proof, trust) === null && reason(proof, { root: proof.root }) === null, `${name} ${words}: the proof is refused: ${reason(proof, trust)}`);
    expect(reason(proof, { root: "0".repeat(64) }) === "proof-trusted", `${name} ${words}: a proof holds for any root`);
    const { checks, failed } = mine(files, { proofs: new Map([["proof.json", bytes]]) });
    expect(!failed.length && checks.at(-1).facts.trusted, `${name} ${words}: ${JSON.stringify(failed)}`);
    const page = Saylau.sortFiles(new Map([...files, ["proof.html", new Uint8Array(readFileSync(path.replace(/json$/, "html")))]]));
    expect(page.proofs.has("proof.html") && !mine(page.files, { proofs: page.proofs }).failed.length, `${name} ${words}: the page of the proof is refused`);
    proved += 1;
    let nth = 0;
    for (const changed of mutations(proof)) {
      if (Saylau.canonical(changed) === Saylau.canonical(proof)) continue;
      const why = reason(changed, trust);
      expect(why !== null, `${name} ${words}: a changed proof holds: ${JSON.stringify(changed).slice(0, 200)}`);
      refused += 1;
      if (nth++ % 97) continue;
      writeFileSync(path, Saylau.canonical(changed));
      const said = saylau("verify", path, "--record", folder);
      expect(said.status === 1 || said.status === 2, `${name} ${words}: saylau accepts a changed proof (${why}): ${said.stdout}`);
      asked += 1;
    }
  }
  const other = new Result(resultOf("history/majilis-2004-lists"));
  const { status } = saylau("prove", join(work, "history-parliament-2004"), "AKM/1", "--contest", "lists", "--out", join(work, "proof.json"));
  const bytes = new Uint8Array(readFileSync(join(work, "proof.json")));
  expect(status === 0 && mine(other.files, { proofs: new Map([["proof.json", bytes]]) }).failed[0]?.reason === "proof-record", "the proof of another record holds");
  console.log(`${proved} proofs hold, ${refused} changed ones are refused, ${asked} of them by saylau too`);
};

/** A folder with an election that looks for small stations, certified with and without merging them. */
GROUPS.secrecy = () => {
  if (!schema.properties.secrecy) { console.log("NOT TESTED: the records of this version have no member secrecy"); return; }
  let merged = 0, warned = 0;
  for (const [name, bound] of [["history/parliament-2004", 20000], ["history/senate-2014", 190], ["inputs/ballots-one-choice-a-row", 5], ["oddities/referendum-majority-in-one-of-three-regions", 1000]]) {
    const folder = join(work, "small");
    rmSync(folder, { recursive: true, force: true });
    for (const [path, bytes] of filesOf(join(ROOT, "fixtures", name))) { mkdirSync(dirname(join(folder, path)), { recursive: true }); writeFileSync(join(folder, path), bytes); }
    writeFileSync(join(folder, "election.toml"), `${readFileSync(join(folder, "election.toml"), "utf8")}\n[secrecy]\nmin_ballots = ${bound}\n`);
    for (const more of [[], ["--merge-small"]]) {
      const files = certify(folder, join(work, "small-result"), ...more);
      expect(files, `${name}: not certified ${more}`);
      const { checks, failed } = mine(files);
      expect(!failed.length && checks.find(c => c.id === "secrecy").state === "held", `${name} ${more}: ${JSON.stringify(failed)}`);
      const result = new Result(files), rows = result.record.secrecy.merged;
      if (!more.length) {
        // A warning left out, and all digests made anew.
        const lines = new TextDecoder().decode(files.get("findings.csv")).split("\n").filter(l => /^(few-ballots|one-choice),/.test(l)).length;
        warned += lines;
        if (!lines) continue;
        result.rows("findings.csv", all => all.filter(line => !/^(few-ballots|one-choice),/.test(line)));
        result.record.findings.counts = result.record.findings.counts.filter(c => !/^(few-ballots|one-choice)$/.test(c.code));
        result.record.findings.listed = result.record.findings.listed.filter(l => !/^(few-ballots|one-choice)$/.test(l.finding.code));
        result.seal();
        expect(mine(result.files).failed.some(f => f.id === "secrecy"), `${name}: a warning left out is not missed: ${JSON.stringify(mine(result.files).failed)}`);
        continue;
      }
      merged += rows.length;
      if (!rows.length) continue;
      const changes = {
        "a station of a merged row renamed": r => { r.record.secrecy.merged[0].stations[0] += "x"; },
        "a merged row that is not told": r => { r.record.secrecy.merged.shift(); },
        "a merged row with a station fewer": r => { r.record.secrecy.merged[0].stations.pop(); },
      };
      for (const [what, change] of Object.entries(changes)) {
        const altered = new Result(files);
        change(altered);
        const renamed = what.includes("renamed");
        altered.seal({ roots: !renamed });
        const { failed: said } = mine(altered.files);
        expect(said.some(f => ["form", "sums", "tree"].includes(f.id)), `${name}, ${what}: ${JSON.stringify(said)}`);
        const first = theirs(altered.files);
        expect(first.status === 1 && first.failed.some(id => id !== "page"), `${name}, ${what}: saylau says ${JSON.stringify(first.failed)}`);
      }
    }
  }
  expect(merged > 5 && warned > 5, `${merged} merged rows, ${warned} warnings`);
  console.log(`${merged} merged rows and ${warned} warnings agree`);
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
