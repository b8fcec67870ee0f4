// Holds report.html to what its readers need, in headless Chromium: outcome without scripts, the way from region to station, search,
// sort, permalinks, downloads, three languages, light and dark, no network, and no script but its own.
//
//   cargo build && node tests/browser/run.mjs [small|nation|names|accessible]...
//
// It needs Node 20 and Chromium, and no package. CHROMIUM names the browser and SAYLAU the program; PICTURES names a folder that gets
// pictures of the pages, to be looked at. With AXE=path/to/axe.min.js (npm install axe-core, anywhere) the pages are also held to
// WCAG 2.2 AA by axe-core.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { open } from "./chromium.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const SAYLAU = process.env.SAYLAU ?? join(ROOT, "target/debug/saylau");
const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(path => existsSync(path)) ?? "chromium";
const AXE = process.env.AXE;
const PICTURES = process.env.PICTURES;
const LANGUAGES = ["kk", "ru", "en"];
const work = mkdtempSync(join(tmpdir(), "saylau-pages-"));
const failures = [];
let made = 0;
const expect = (good, what) => { made += 1; if (!good) { failures.push(what); console.log(`  wrong: ${what}`); } };
const same = (found, expected, what) => expect(JSON.stringify(found) === JSON.stringify(expected), `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);

const saylau = (...words) => {
  const { status, stderr } = spawnSync(SAYLAU, words, { encoding: "utf8", cwd: ROOT, maxBuffer: 1 << 28 });
  if (status === null) throw new Error(`${SAYLAU} does not start: build it with cargo build, or name it with SAYLAU=...`);
  return { status, stderr };
};
/** Certifies a folder, provisionally where it cannot be certified, and gives the folder of the result. */
const certified = (folder, name) => {
  const out = join(work, name);
  for (const more of [[], ["--provisional"]]) {
    const { status, stderr } = saylau("certify", folder, "--out", out, ...more);
    if (status === 0) return out;
    if (more.length > 0) throw new Error(stderr);
  }
};
const address = (out, hash = "") => pathToFileURL(join(out, "report.html")).href + hash;
/** The rows of a results.csv without quoted cells. */
const resultsOf = out => {
  const [head, ...rows] = readFileSync(join(out, "results.csv"), "utf8").trim().split("\n").map(line => line.split(","));
  return rows.map(row => Object.fromEntries(head.map((name, column) => [name, row[column]])));
};
const picture = async (page, name, options) => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, `${name}.png`), await page.picture(options));
};
const VISIBLE = "[...document.querySelectorAll('article')].filter(a => getComputedStyle(a).display !== 'none')";
const NOW = `${VISIBLE}[0]`;
/** Waits until an expression is true in the page. */
const until = async (page, expression) => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.value(expression)) return true;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  return false;
};
const quiet = (page, what) => {
  same(page.heard.messages, [], `${what}: the console`);
  same(page.heard.requests.filter(url => !url.startsWith("file:") && !url.startsWith("blob:") && url !== "about:blank"), [], `${what}: the network`);
};

const browser = await open(CHROMIUM);
const page = await browser.page();

let nation;
const theNation = () => {
  if (!nation) {
    const folder = join(work, "nation");
    saylau("generate", "fixtures/history/majilis-2004-lists", "--stations", "10000", "--ballots", "none", "--out", folder);
    nation = certified(folder, "nation-result");
  }
  return nation;
};

const GROUPS = {
  async small() {
    const out = certified("fixtures/history/parliament-2004", "parliament");
    await page.size(1280, 900);
    // Without scripts the outcome, the sums and the regions are there, and nothing that needs a script.
    await page.scripts(false);
    for (const language of LANGUAGES) {
      await page.go(address(out, `#${language}`));
      same(await page.value(`${VISIBLE}.map(a => a.lang)`), [language], "the language without scripts");
      same(await page.value(`[!!${NOW}.querySelector('.verdict'), ${NOW}.querySelectorAll('.regions tbody tr').length, ${NOW}.querySelectorAll('.tiles li').length]`), [true, 16, 16], "outcome, regions and map without scripts");
      same(await page.value(`[getComputedStyle(${NOW}.querySelector('.without-script')).display, getComputedStyle(${NOW}.querySelector('.explorer')).display, ${NOW}.querySelectorAll('button').length]`), ["block", "none", 0], "nothing that needs a script without scripts");
    }
    await picture(page, "without-scripts");
    await page.scripts(true);
    // The languages, and one of them at a time.
    await page.go(address(out));
    same(await page.value(`${VISIBLE}.map(a => a.lang)`), ["kk"], "the language without an address");
    for (const language of LANGUAGES) {
      await page.go(address(out, `#${language}`));
      same(await page.value(`${VISIBLE}.map(a => a.lang)`), [language], "the language of the address");
      same(await page.value("[document.documentElement.lang, document.title === " + NOW + ".querySelector('h1').textContent]"), [language, true], "language and title of the document");
      quiet(page, language);
    }
    // From region to constituency to station, and back again.
    await page.go(address(out, "#en/stations/constituencies"));
    await page.value(`${NOW}.querySelector('.drill a').click()`);
    await until(page, "location.hash.includes('region')");
    const region = await page.value("location.hash");
    await page.value(`${NOW}.querySelector('.drill a').click()`);
    await until(page, "location.hash.includes('constituency')");
    expect(await page.value(`${NOW}.querySelectorAll('.trail a').length`) === 2, "a constituency says where it lies");
    await page.value(`${NOW}.querySelector('.station-rows tbody a').click()`);
    await until(page, "location.hash.includes('station/')");
    const heading = await page.value(`${NOW}.querySelector('.explorer h3').textContent`);
    expect(heading.startsWith("Station"), `a station has its own heading: ${heading}`);
    expect(await page.value(`document.activeElement === ${NOW}.querySelector('.explorer h3')`), "the heading of a new place has the focus");
    await page.value("history.go(-2)");
    expect(await until(page, `location.hash === ${JSON.stringify(region)} && ${NOW}.querySelector('.drill') !== null`), "the way back leads to the region");
    // Every contest of a station stands on its page.
    const { station } = resultsOf(out).find(row => row.level === "station" && row.contest === "lists");
    await page.go(address(out, `#station/${encodeURIComponent(station)}`));
    expect(await page.value(`${NOW}.querySelectorAll('.explorer h4').length`) >= 2, "a station shows all its contests");
    for (const wrong of ["#station/no-such-station", "#region/%E0%A4%A", "#constituency/a/b", "#stations/none"]) {
      await page.go(address(out, wrong));
      expect((await page.value(`${NOW}.querySelector('.explorer h3').textContent`)).length > 10, `${wrong} is answered`);
      quiet(page, wrong);
    }
  },

  async nation() {
    const out = theNation();
    const size = statSync(join(out, "report.html")).size;
    expect(size < 2_000_000, `the page of 10,000 stations has ${size} bytes`);
    await page.size(1280, 900);
    const began = Date.now();
    await page.go(address(out, "#en"));
    const loaded = Date.now() - began;
    const timing = await page.value("(() => { const [t] = performance.getEntriesByType('navigation'); return Math.round(t.domComplete); })()");
    console.log(`  ${size} bytes, complete after ${timing} ms (${loaded} ms as seen from outside)`);
    quiet(page, "the nation");
    const rows = resultsOf(out);
    const stations = rows.filter(row => row.level === "station");
    // The map: sixteen tiles of 2004, each with the turnout of the region's row.
    const tiles = await page.value(`[...${NOW}.querySelectorAll('.tiles li')].map(li => [li.querySelector('[data-region]').dataset.region, li.querySelector('.of-turnout').textContent])`);
    same(tiles.length, 16, "the tiles of 2004");
    const percent = (part, of) => { const h = (2n * 10_000n * BigInt(part) + BigInt(of)) / (2n * BigInt(of)); return `${h / 100n}.${String(h % 100n).padStart(2, "0")}%`; };
    const regions = rows.filter(row => row.level === "region");
    for (const [id, turnout] of tiles) {
      const row = regions.find(row => row.region === id);
      same(turnout, percent(row.issued, row.on_list), `the turnout of ${id}`);
    }
    // A region's sums are those of its row in results.csv, and so are its votes.
    const karaganda = regions.find(row => row.region === "KAR");
    await page.go(address(out, "#en/region/KAR"));
    const votes = await page.value(`[...${NOW}.querySelector('.explorer table').tBodies[0].rows].map(r => r.cells[1].textContent.replaceAll(',', ''))`);
    const options = Object.keys(karaganda).slice(Object.keys(karaganda).indexOf("valid") + 1);
    same(votes, options.map(option => karaganda[option]), "the votes of a region");
    // The bins of the histogram hold every station once.
    const bins = await page.value(`[...${NOW}.querySelectorAll('.histograms figure')].map(f => [...f.querySelectorAll('tbody tr')].map(r => Number(r.cells[1].textContent.replaceAll(',', ''))))`);
    const inRegion = stations.filter(row => row.region === "KAR");
    const expected = new Array(20).fill(0);
    for (const row of inRegion) expected[Math.min(19, Math.floor(Number(row.issued) * 20 / Number(row.on_list)))] += 1;
    same(bins[0], expected, "the bins of the turnout");
    same(bins[1].reduce((a, b) => a + b), inRegion.length, "the bins of the shares");
    // Search and sort over all stations, without a wait that anybody notices.
    await page.go(address(out, "#en/stations/lists"));
    const search = await page.value(`(async () => { const input = ${NOW}.querySelector('.find input'); const t = performance.now(); input.value = 'alm-00'; input.dispatchEvent(new Event('input')); const took = performance.now() - t; return [took, ${NOW}.querySelector('[role=status]').textContent, ${NOW}.querySelectorAll('.station-rows tbody tr').length]; })()`);
    same(search[1], `Stations found: ${stations.filter(row => row.station.startsWith("ALM-00")).length}. Shown: 50.`, "what a search finds");
    const sort = await page.value(`(() => { const input = ${NOW}.querySelector('.find input'); input.value = ''; input.dispatchEvent(new Event('input')); const t = performance.now(); ${NOW}.querySelectorAll('.station-rows thead button')[2].click(); const took = performance.now() - t; return [took, ${NOW}.querySelector('.station-rows tbody td.number').textContent, ${NOW}.querySelectorAll('.station-rows th')[2].getAttribute('aria-sort'), document.activeElement.closest('th') !== null]; })()`);
    const most = Math.max(...stations.map(row => Number(row.on_list)));
    same(sort.slice(1), [String(most).replace(/\B(?=(\d{3})+$)/g, ","), "descending", true], "the largest station first");
    console.log(`  search ${Math.round(search[0])} ms, sort ${Math.round(sort[0])} ms`);
    expect(search[0] < 1000 && sort[0] < 1000, "search and sort take less than a second");
    await page.value(`(() => { const b = [...${NOW}.querySelectorAll('.explorer button.plain')].find(b => b.textContent.startsWith('Show')); b.click(); })()`);
    same(await page.value(`${NOW}.querySelectorAll('.station-rows tbody tr').length`), 250, "more rows on demand");
    // A station's figures are those of its row.
    const station = stations[4321];
    await page.go(address(out, `#en/station/${station.station}`));
    const figures = await page.value(`[...${NOW}.querySelectorAll('.explorer table')].flatMap(t => [...t.tBodies[0].rows]).map(r => r.cells[1].textContent.replaceAll(',', ''))`);
    for (const name of [...options, "on_list", "received", "issued", "in_boxes", "invalid"]) expect(figures.includes(station[name]), `${name} of a station: ${station[name]} is shown`);
    // The table is handed out as a file, with every row and every figure.
    const downloads = join(work, "downloads");
    mkdirSync(downloads);
    await browser.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
    await page.go(address(out, "#en/region/KAR"));
    await page.value(`[...${NOW}.querySelectorAll('.all-rows .download button')].at(-1).click()`);
    let file;
    for (let tries = 0; tries < 200 && !file; tries += 1) {
      file = readdirSync(downloads).find(name => name.endsWith(".csv"));
      await new Promise(resolve => setTimeout(resolve, 25));
    }
    expect(file !== undefined, "a download arrives");
    if (file) {
      const lines = readFileSync(join(downloads, file), "utf8").trim().split("\n");
      same(lines.length, inRegion.length + 1, "a line a station");
      expect(lines[1].endsWith(options.map(option => inRegion[0][option]).join(",")), `the votes of the first station: ${lines[1]}`);
    }
    if (PICTURES) {
      for (const width of [1280, 800, 390]) {
        await page.size(width, 900);
        for (const language of LANGUAGES) {
          await page.go(address(out, `#${language}`));
          await picture(page, `nation-${language}-${width}`);
        }
        await page.go(address(out, "#en/region/KAR"));
        await picture(page, `region-${width}`);
        await page.go(address(out, `#ru/station/${station.station}`));
        await picture(page, `station-${width}`, { captureBeyondViewport: false });
      }
      await page.size(1280, 900);
      await page.media("screen", { "prefers-color-scheme": "dark" });
      await page.go(address(out, "#kk"));
      await picture(page, "nation-dark");
      await page.media("", {});
      for (const hash of ["#en", "#ru/region/KAR"]) {
        await page.go(address(out, hash));
        const { data } = await page.ask("Page.printToPDF", { preferCSSPageSize: true, printBackground: true });
        writeFileSync(join(PICTURES, `print-${hash.slice(1).replaceAll("/", "-")}.pdf`), Buffer.from(data, "base64"));
      }
    }
  },

  async names() {
    // Names that are markup, scripts and formulas are texts.
    const folder = join(work, "names");
    cpSync(join(ROOT, "fixtures/inputs/names-that-look-like-markup"), folder, { recursive: true });
    for (const file of ["election.toml"]) {
      const text = readFileSync(join(folder, file), "utf8");
      writeFileSync(join(folder, file), text.replace(/^title = .*$/m, `title = "</script><img src=x onerror=window.ran=1><script>window.ran=1</script>"`));
    }
    const out = certified(folder, "names-result");
    const stations = resultsOf(out).filter(row => row.level === "station");
    for (const hash of ["", "#en", "#en/stations/" , `#en/station/${encodeURIComponent("<script>window.ran=1</script>")}`, `#en/station/${encodeURIComponent(stations[0]?.station ?? "1")}`]) {
      await page.go(address(out, hash));
      expect(await page.value("window.ran === undefined && document.querySelectorAll('img').length === 0"), `nothing runs at ${hash}`);
      same(await page.value("[...document.scripts].filter(s => s.type !== 'application/json').length"), 2, "the page has its two scripts and no other");
    }
    // Even a script that got into the page would not run.
    const broken = join(work, "broken");
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, "report.html"), readFileSync(join(out, "report.html"), "utf8").replace("<main>", "<main><script>window.ran=1</script><img src=x onerror=window.ran=1><style>h1{display:none}</style>"));
    await page.go(address(broken, "#en"));
    expect(await page.value(`window.ran === undefined && getComputedStyle(${NOW}.querySelector('h1')).display !== 'none'`), "the policy stops what is not the page's own");
    expect(page.heard.messages.length >= 2, "the browser says what it stopped");
    same(await page.value("['=1+1', '+7', '-5', '@SUM(A1)', \"'\", '\\t=1', 'a=b'].map(tables.defuse)"), ["'=1+1", "'+7", "'-5", "'@SUM(A1)", "''", "'\t=1", "a=b"], "formulas are defused");
  },

  async accessible() {
    const results = [["nation", theNation(), ["", "region/KAR", "station/KAR-0001"]], ["parliament", certified("fixtures/history/parliament-2004", "parliament-axe"), ["", "stations/constituencies"]], ["president", certified("fixtures/history/president-2019", "president-axe"), [""]]];
    const axe = AXE && readFileSync(AXE, "utf8");
    if (!axe) console.log("  axe-core is left out: name it with AXE=");
    await page.size(1280, 900);
    for (const [name, out, places] of results) for (const scheme of ["light", "dark"]) for (const language of LANGUAGES) for (const place of places) {
      const what = `${name} #${[language, place].filter(Boolean).join("/")}, ${scheme}`;
      await page.media("screen", { "prefers-color-scheme": scheme });
      await page.go(address(out, `#${[language, place].filter(Boolean).join("/")}`));
      quiet(page, what);
      const nameless = await page.value(`[...${NOW}.querySelectorAll('button, a[href], input, select')].filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length)).length`);
      same(nameless, 0, `${what}: what can be pressed without a name`);
      same(await page.value(`[...${NOW}.querySelectorAll('table')].filter(t => !t.caption || [...t.querySelectorAll('th')].some(h => !h.scope)).length`), 0, `${what}: tables without caption or scope`);
      if (!axe) continue;
      await page.value(`${axe}; undefined`);
      const violations = await page.value(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(n => n.target.join(" ") + " " + n.html.slice(0, 160) + " " + (n.any[0]?.message ?? "")).join(" | ")))`);
      same(violations, [], `${what}: axe-core`);
    }
    await page.media("", {});
    // Tab reaches the map's tiles, the search and the headings that sort; Enter follows a tile.
    await page.go(address(theNation(), "#en"));
    await page.value(`${NOW}.querySelector('.modes input').focus()`);
    await page.key("ArrowRight", "ArrowRight", { windowsVirtualKeyCode: 39 });
    expect(await page.value(`${NOW}.querySelector('.modes input[value=leader]').checked && getComputedStyle(${NOW}.querySelector('.tiles .of-leader')).display !== 'none'`), "an arrow key colours the map by another figure");
    await page.key("Tab", "Tab", { windowsVirtualKeyCode: 9 });
    expect(await page.value("document.activeElement.closest('.tiles') !== null"), "the tab key leads into the map");
    await page.key("Enter", "Enter", { windowsVirtualKeyCode: 13, text: "\r" });
    expect(await until(page, "location.hash.startsWith('#en/region/')"), "enter follows a tile");
    // Nothing is wider than a small screen, but for what scrolls by itself.
    await page.size(320, 700);
    for (const place of ["en", "kk", "ru", "en/region/KAR"]) {
      await page.go(address(theNation(), `#${place}`));
      same(await page.value("document.documentElement.scrollWidth"), 320, `#${place} at 320 pixels`);
    }
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !Object.hasOwn(GROUPS, name));
if (unknown.length > 0) { console.log(`there is no group ${unknown.join(", ")}; there are ${Object.keys(GROUPS).join(", ")}`); process.exitCode = 2; }
try {
  for (const [name, group] of Object.entries(GROUPS)) {
    if (unknown.length > 0 || (asked.length > 0 && !asked.includes(name))) continue;
    console.log(name);
    await group();
  }
} catch (error) {
  failures.push(error.stack);
} finally {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${made} checks, ${failures.length} wrong`);
for (const failure of failures) console.log(`- ${failure}`);
if (failures.length > 0) process.exitCode = 1;
