// One thing wrong with a result, made as somebody would who has no key: the figures are changed and every digest that hangs on them is made
// anew. Each change names the check that must fail in either program.
import { createHash } from "node:crypto";
import { load } from "./program.mjs";

const { Saylau } = load();
const { canonical, utf8 } = Saylau;
const digests = new WeakMap();
function sha256(bytes) {
  if (!digests.has(bytes)) digests.set(bytes, createHash("sha256").update(bytes).digest("hex"));
  return digests.get(bytes);
}
const text = bytes => new TextDecoder().decode(bytes);

/** A result that can be changed: its files, and its record as an object. */
export class Result {
  constructor(files) {
    this.files = new Map(files);
    this.record = JSON.parse(text(files.get("record.json")));
  }
  /** The lines of a CSV file without its header, changed by a function. */
  rows(name, change) {
    const [header, ...lines] = text(this.files.get(name)).slice(0, -1).split("\n");
    this.files.set(name, utf8(`${[header, ...change(lines, header.split(","))].join("\n")}\n`));
  }
  /** Makes every digest anew that the change has made wrong. */
  seal({ roots = true } = {}) {
    const { files, record } = this;
    for (const [member, name] of [["findings_csv", "findings.csv"], ["inputs_sha256", "inputs.sha256"], ["rejected_csv", "rejected.csv"], ["results_csv", "results.csv"]]) record.digests[member] = sha256(files.get(name));
    record.edition.sha256 = sha256(utf8(canonical(record.edition.parameters)));
    if (roots && record.roots) { try { record.roots = Saylau.rootsOf(files, record); } catch { /* Rows that no tree can be made of keep the old root. */ } }
    files.set("record.json", utf8(canonical(record)));
    return this.list();
  }
  list() {
    const names = [...this.files.keys()].filter(n => n !== "outputs.sha256" && !n.startsWith("signatures/")).sort();
    this.files.set("outputs.sha256", utf8(names.map(n => `${sha256(this.files.get(n))}  ${n}\n`).join("")));
    return this;
  }
}

const SIMPLE = /^[^",\n]*$/;
/** The first row of a station with plain cells that a change can be made in. */
function stationRow(result, want) {
  const [header, ...lines] = text(result.files.get("results.csv")).slice(0, -1).split("\n");
  const columns = header.split(",");
  if (header.includes('"')) return null;
  for (const [i, line] of lines.entries()) {
    if (line.includes('"')) continue;
    const cells = line.split(",");
    if (cells[1] !== "station" || cells[5] !== "1") continue;
    const contest = result.record.election.contests.find(c => c.id === cells[0]);
    const place = contest?.constituencies.find(k => k.id === cells[3]);
    if (!place || !place.options.every(o => SIMPLE.test(o.id) && columns.includes(o.id))) continue;
    const at = { i, cells, columns, contest, place, votes: place.options.map(o => columns.indexOf(o.id)) };
    if (!want || want(at)) return at;
  }
  return null;
}
const add = (cells, at, n) => { cells[at] = `${Number(cells[at]) + n}`; };
const setRow = (result, { i, cells }) => result.rows("results.csv", lines => lines.map((line, k) => (k === i ? cells.join(",") : line)));

/** Changes a figure of a station together with every sum that holds it, in the record and in results.csv. */
function changeEverywhere(result, { i, cells, contest, place, columns }, figures) {
  const { record } = result;
  const sums = record.sums.find(s => s.contest === contest.id);
  const region = cells[2];
  const counts = [sums.constituencies[place.id], ...(region ? [sums.regions[place.id][region]] : [])];
  for (const [at, n] of figures) {
    const option = place.options.findIndex(o => columns.indexOf(o.id) === at);
    for (const count of counts) if (option >= 0) count.votes[option] += n; else count.accounts[columns[at]].sum += n;
  }
  result.rows("results.csv", lines => lines.map((line, k) => {
    const row = line.split(",");
    const holds = k === i || (row[0] === contest.id && row[1] !== "station" && (row[1] === "nation" || (row[3] === place.id && (row[1] === "constituency" || row[2] === region))));
    if (holds) for (const [at, n] of figures) if (row[at] !== "") add(row, at, n);
    return row.join(",");
  }));
}

const decided = record => record.results.flatMap((r, i) => r.determinations.map((d, k) => ({ ...r, d, contest: record.election.contests[i], place: record.election.contests[i].constituencies[k] })));
const withStep = (record, want) => decided(record).flatMap(({ d }) => d.steps).find(want);

/** Whether every number fits a record. */
const small = value => (typeof value === "number" ? Number.isSafeInteger(value) : typeof value !== "object" || Object.values(value).every(small));

/** Every change: what it is called, how it is made (`false` where the result has nothing of the kind), and which check refuses it. */
export const CHANGES = [
  {
    name: "a vote moved in the row of a station", mine: "sums", reason: "sum", theirs: "sums",
    make: r => { const at = stationRow(r, a => a.votes.length > 1 && a.cells[a.votes[0]] > 0); if (!at) return false; add(at.cells, at.votes[0], -1); add(at.cells, at.votes[1], 1); setRow(r, at); return r.seal(); },
  },
  {
    name: "a vote moved in the row of a station and in every sum", mine: "law", reason: ["step", "comparison", "outcome", "law-decision-not-asked", "law-decision-about-others"], theirs: "outcomes",
    make: r => {
      const of = a => r.record.results.find(x => x.contest === a.contest.id).determinations.find(d => d.constituency === a.place.id);
      const leads = a => { const step = of(a).steps.find(s => s.values?.votes && (s.values.option || s.values.list)); return step && a.place.options.findIndex(o => o.id === (step.values.option ?? step.values.list).option); };
      const at = stationRow(r, a => a.votes.length > 1 && leads(a) >= 0 && Number(a.cells[a.votes[leads(a)]]) > 0);
      if (!at) return false;
      const from = leads(at), to = from === 0 ? 1 : 0;
      changeEverywhere(r, at, [[at.votes[from], -1], [at.votes[to], 1]]);
      return r.seal();
    },
  },
  {
    name: "votes added to a station, and all sums, steps and outcomes made anew", mine: "relations", reason: "relation", theirs: "relations",
    make: r => {
      const told = text(r.files.get("findings.csv"));
      const at = stationRow(r, a => ["in_boxes", "invalid"].every(n => a.columns.includes(n) && a.cells[a.columns.indexOf(n)] !== "") && !told.includes(a.cells[4]));
      if (!at || r.record.decisions.length) return false;
      changeEverywhere(r, at, [[at.votes[0], 3]]);
      try { r.record.results = Saylau.decideElection(r.record); } catch { return false; }
      return small(r.record) && r.seal();
    },
  },
  {
    name: "a station dropped", mine: "sums", reason: "sum", theirs: "sums",
    make: r => { const at = stationRow(r); if (!at) return false; r.rows("results.csv", lines => lines.filter((_, k) => k !== at.i)); return r.seal(); },
  },
  {
    name: "a station that stands twice", mine: "sums", reason: "row-twice", theirs: "sums",
    make: r => { const at = stationRow(r); if (!at) return false; r.rows("results.csv", lines => lines.flatMap((line, k) => (k === at.i ? [line, line] : [line]))); return r.seal(); },
  },
  {
    name: "two stations in the other order", mine: "sums", reason: "row-order", theirs: "sums", withRoots: true,
    make: r => {
      let done = false;
      r.rows("results.csv", lines => { const k = lines.findIndex((l, i) => i && l.split(",")[1] === "station" && lines[i - 1].split(",")[1] === "station" && l.split(",")[0] === lines[i - 1].split(",")[0]); if (k > 0) { [lines[k - 1], lines[k]] = [lines[k], lines[k - 1]]; done = true; } return lines; });
      return done && r.seal();
    },
  },
  {
    name: "the row of the nation altered", mine: "sums", reason: "row-sum", theirs: "sums",
    make: r => {
      let done = false;
      r.rows("results.csv", lines => lines.map(line => { const cells = line.split(","); if (done || cells[1] !== "nation" || line.includes('"')) return line; add(cells, 5, 1); done = true; return cells.join(","); }));
      return done && r.seal();
    },
  },
  {
    name: "a sum of the record altered", mine: "sums", reason: "sum", theirs: "sums",
    make: r => { const count = Object.values(r.record.sums[0].constituencies)[0]; if (!count) return false; count.votes[0] += 1; return r.seal(); },
  },
  {
    name: "a root altered", mine: "tree", reason: "root", theirs: "roots",
    make: r => { if (!r.record.roots) return false; r.record.roots[0].sha256 = sha256(utf8("another")); return r.seal({ roots: false }); },
  },
  {
    name: "a seat moved", mine: "law", reason: "outcome", theirs: "outcomes",
    make: r => {
      for (const { d } of decided(r.record)) {
        const seats = d.outcome.seats;
        const from = seats?.find(s => s.seats > 0 && !s.vacant), to = seats?.find(s => s !== from && !s.vacant);
        if (from && to) { from.seats -= 1; to.seats += 1; return r.seal(); }
      }
      return false;
    },
  },
  {
    name: "another one elected", mine: "law", reason: "outcome", theirs: "outcomes",
    make: r => {
      for (const { d, place } of decided(r.record)) {
        const list = d.outcome.elected ?? d.outcome.between;
        const other = list && place.options.find(o => o.role === "contender" && !list.includes(o.id));
        if (other) { list[0] = other.id; return r.seal(); }
      }
      return false;
    },
  },
  {
    name: "an outcome of another kind", mine: "law", reason: "outcome", theirs: "outcomes",
    make: r => { const d = decided(r.record)[0]?.d; if (!d) return false; d.outcome = { kind: d.outcome.kind === "not-valid" ? "not-adopted" : "not-valid" }; return r.seal(); },
  },
  {
    name: "a comparison turned round", mine: "law", reason: "comparison", theirs: "outcomes",
    make: r => { const step = withStep(r.record, s => s.comparison); if (!step) return false; step.comparison.met = !step.comparison.met; return r.seal(); },
  },
  {
    name: "a bar lowered in a step", mine: "law", reason: "comparison", theirs: "outcomes",
    make: r => { const step = withStep(r.record, s => s.comparison); if (!step) return false; step.comparison.bar = { not_less_than: "1/100" }; return r.seal(); },
  },
  {
    name: "a figure of a step altered", mine: "law", reason: "step", theirs: "outcomes",
    make: r => { const step = withStep(r.record, s => Object.values(s.values ?? {}).some(v => "number" in v)); if (!step) return false; Object.values(step.values).find(v => "number" in v).number += 1; return small(step) && r.seal(); },
  },
  {
    name: "a step that cites another article", mine: "law", reason: "step", theirs: "outcomes",
    make: r => { const step = withStep(r.record, s => s.citation.act !== "custom"); if (!step) return false; step.citation.article = "99(9)"; return r.seal(); },
  },
  {
    name: "a step left out", mine: "law", reason: "step", theirs: "outcomes",
    make: r => { const found = decided(r.record).find(({ d }) => d.steps.length > 1); if (!found) return false; found.d.steps.splice(1, 1); return r.seal(); },
  },
  {
    name: "a flag left out", mine: "law", reason: "flag", theirs: "outcomes",
    make: r => { const found = decided(r.record).find(({ d }) => d.flags.length); if (!found) return false; found.d.flags.pop(); return r.seal(); },
  },
  {
    name: "a parameter of the law altered", mine: "edition", reason: "parameter", theirs: "edition",
    make: r => { r.record.edition.parameters.find(p => p.key === "list-bar-percent").value = "3"; return r.seal(); },
  },
  {
    name: "the digest of the parameters altered", mine: "edition", reason: "edition-digest", theirs: "edition",
    make: r => { r.seal(); r.record.edition.sha256 = sha256(utf8("another")); r.files.set("record.json", utf8(canonical(r.record))); return r.list(); },
  },
  {
    name: "another edition named", mine: "edition", reason: ["parameter", "edition-day"], theirs: "edition",
    make: r => { r.record.edition.name = r.record.edition.name === "2004" ? "2007" : "2004"; return r.seal(); },
  },
  {
    name: "a recorded decision left out", mine: "law", reason: ["outcome", "step"], theirs: "outcomes",
    make: r => { if (!r.record.decisions.length) return false; r.record.decisions.pop(); return r.seal(); },
  },
  {
    name: "a recorded decision that chooses another", mine: "law", reason: ["outcome", "step", "law-second-ballot"], theirs: "outcomes",
    make: r => {
      const d = r.record.decisions[0], other = d?.among.find(id => !d.chosen.includes(id));
      if (!other) return false;
      d.chosen[0] = other;
      return r.seal();
    },
  },
  {
    name: "a correction left out", mine: "corrections", reason: ["correction-sums", "correction-effect", "correction-old"], theirs: "corrections", least: 1,
    make: r => { if (!r.record.corrections?.made.length) return false; r.record.corrections.made.pop(); return r.seal(); },
  },
  {
    name: "the figure of a correction altered", mine: "corrections", reason: ["correction-sums", "correction-old"], theirs: "corrections", least: 1,
    make: r => { const made = r.record.corrections?.made; if (!made?.length) return false; made[0].correction.new += 1; return r.seal(); },
  },
  {
    name: "what a correction changed left out", mine: "corrections", reason: "correction-effect", theirs: "corrections", least: 1,
    make: r => { const made = r.record.corrections?.made.find(m => m.changed.length); if (!made) return false; made.changed.pop(); return r.seal(); },
  },
  {
    name: "the result before the corrections altered", mine: "corrections", reason: "correction-before", theirs: "corrections", least: 1,
    make: r => { const seats = r.record.corrections?.before.results?.[0].determinations[0].outcome.seats; if (!seats) return false; seats[0].seats -= 1; seats[1].seats += 1; return r.seal(); },
  },
  {
    name: "a finding left out of findings.csv", mine: "findings", reason: "findings-count", theirs: "findings",
    make: r => { if (!r.record.findings.counts.length) return false; r.rows("findings.csv", lines => lines.slice(1)); return r.seal(); },
  },
  {
    name: "a finding marked as accepted", mine: "findings", reason: "accepted", theirs: "findings",
    make: r => { let done = false; r.rows("findings.csv", lines => lines.map(line => { if (done || !/^[a-z0-9-]+,blocking,no,/.test(line)) return line; done = true; return line.replace(",blocking,no,", ",blocking,yes,"); })); return done && r.seal(); },
  },
  {
    name: "an acceptance left out", mine: "findings", reason: "accepted", theirs: "findings",
    make: r => { if (!r.record.acceptances.length) return false; r.record.acceptances = []; return r.seal(); },
  },
  {
    name: "an open result called certified", mine: "certified", reason: ["blocking", "unresolved"], theirs: "certified",
    make: r => {
      const open = r.record.findings.counts.some(c => c.severity === "blocking" && c.accepted < c.found) || decided(r.record).some(({ d }) => d.outcome.kind === "unresolved");
      if (!r.record.provisional || !open) return false;
      r.record.provisional = false;
      return r.seal();
    },
  },
  {
    name: "rows of an input that are nowhere", mine: "rejected", reason: "rows", theirs: "rejected",
    make: r => { const source = r.record.sources.find(s => s.rows_counted > 0); if (!source) return false; source.rows_counted -= 1; return r.seal(); },
  },
  {
    name: "the digest of an input altered", mine: "digests", reason: "inputs-list", theirs: "inputs-list",
    make: r => { r.record.sources[0].sha256 = sha256(utf8("another")); return r.seal(); },
  },
  {
    name: "a digest in the record altered", mine: "digests", reason: "digest-in-record", theirs: "digests",
    make: r => { r.seal(); r.record.digests.results_csv = sha256(utf8("another")); r.files.set("record.json", utf8(canonical(r.record))); return r.list(); },
  },
  {
    name: "a digest in outputs.sha256 altered", mine: "folder", reason: "digest", theirs: "outputs",
    make: r => { r.files.set("outputs.sha256", utf8(text(r.files.get("outputs.sha256")).replace(/^./, c => (c === "0" ? "1" : "0")))); return r; },
  },
  {
    name: "a byte of report.html altered", mine: "folder", reason: "digest", theirs: "outputs",
    make: r => { const page = r.files.get("report.html").slice(); page[page.length - 5] ^= 1; r.files.set("report.html", page); return r; },
  },
  {
    name: "a space in the record", mine: "form", reason: "not-canonical", theirs: "record",
    make: r => { r.files.set("record.json", utf8(text(r.files.get("record.json")).replace(":", ": "))); return r.list(); },
  },
  {
    name: "a member of the record nobody knows", mine: "form", reason: "shape", theirs: "record",
    make: r => { r.record.nobody = 1; return r.seal(); },
  },
  {
    name: "a number as a text", mine: "form", reason: "shape", theirs: "record",
    make: r => { r.record.sources[0].bytes = `${r.record.sources[0].bytes}`; return r.seal(); },
  },
  {
    name: "a file too many", mine: "folder", reason: "file-unknown", theirs: "files",
    make: r => { r.files.set("more.txt", utf8("more")); return r; },
  },
  {
    name: "a file missing", mine: "folder", reason: "file-missing", theirs: "files",
    make: r => { r.files.delete("rejected.csv"); return r; },
  },
];
