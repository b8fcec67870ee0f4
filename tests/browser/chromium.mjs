// Chromium over its own pipe (--remote-debugging-pipe): no package and no open port.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--remote-debugging-pipe"];

/** A browser; `page()` opens a page in it. */
export async function open(program) {
  const profile = mkdtempSync(join(tmpdir(), "saylau-browser-"));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const failed = new Promise((_, reject) => {
    child.on("error", error => reject(new Error(`${program} does not start (${error.message}); name another with CHROMIUM=...`)));
    child.on("exit", code => reject(new Error(`${program} ended with ${code}`)));
  });
  failed.catch(() => {});
  const waiting = new Map();
  const listeners = new Set();
  let [number, rest] = [0, Buffer.alloc(0)];
  child.stdio[4].on("data", bytes => {
    rest = Buffer.concat([rest, bytes]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const message = JSON.parse(rest.subarray(0, end).toString());
      rest = rest.subarray(end + 1);
      if (message.id === undefined) {
        for (const listener of listeners) listener(message);
      } else {
        const { resolve, reject, method } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error) reject(new Error(`${method}: ${message.error.message}`));
        else resolve(message.result);
      }
    }
  });
  const send = (method, params = {}, sessionId = undefined) => Promise.race([failed, new Promise((resolve, reject) => {
    number += 1;
    waiting.set(number, { resolve, reject, method });
    child.stdio[3].write(`${JSON.stringify({ id: number, method, params, sessionId })}\0`);
  })]);

  const page = async () => {
    const { targetId } = await send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const ask = (method, params) => send(method, params, sessionId);
    /** What the page tells the console, what it throws, what its policy forbids, and the addresses it asks for. */
    const heard = { messages: [], requests: [] };
    listeners.add(({ method, params, sessionId: from }) => {
      if (from !== sessionId) return;
      if (method === "Runtime.exceptionThrown") heard.messages.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
      if (method === "Log.entryAdded") heard.messages.push(params.entry.text);
      if (method === "Runtime.consoleAPICalled") heard.messages.push(params.args.map(({ value }) => value).join(" "));
      if (method === "Network.requestWillBeSent") heard.requests.push(params.request.url);
    });
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await ask(`${domain}.enable`);
    const loaded = () => new Promise(resolve => {
      const listener = ({ method, sessionId: from }) => {
        if (from === sessionId && method === "Page.loadEventFired") { listeners.delete(listener); resolve(); }
      };
      listeners.add(listener);
    });
    return {
      heard,
      ask,
      async go(url) {
        const done = loaded();
        await ask("Page.navigate", { url: "about:blank" });
        await done;
        heard.messages.length = heard.requests.length = 0;
        const there = loaded();
        await ask("Page.navigate", { url });
        await there;
      },
      /** The value of an expression in the page; a promise is waited for. */
      async value(expression) {
        const { result, exceptionDetails } = await ask("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description ?? exceptionDetails.text} in ${expression.slice(0, 200)}`);
        return result.value;
      },
      size: (width, height) => ask("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false }),
      media: (media, features = {}) => ask("Emulation.setEmulatedMedia", { media, features: Object.entries(features).map(([name, value]) => ({ name, value })) }),
      scripts: on => ask("Emulation.setScriptExecutionDisabled", { value: !on }),
      async key(key, code = key, more = {}) {
        await ask("Input.dispatchKeyEvent", { type: "keyDown", key, code, ...more });
        await ask("Input.dispatchKeyEvent", { type: "keyUp", key, code, ...more });
      },
      async picture(options = {}) {
        return Buffer.from((await ask("Page.captureScreenshot", { format: "png", captureBeyondViewport: true, ...options })).data, "base64");
      },
    };
  };
  return {
    send,
    page,
    async close() {
      child.removeAllListeners("exit");
      const gone = new Promise(resolve => child.on("exit", resolve));
      child.kill("SIGKILL");
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
