// A town to walk through: the built program with a demo of its own, and the browser people use.
// It starts both, waits until they answer, and ends both cleanly. What people do is in visitor.mjs.

import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { Visitor } from "./visitor.mjs";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const READY_SECONDS_MOST = 240;

/** What a screen is: the two widths that every page is looked at in. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 900 } },
};

export class Town {
  /** Starts the program on a free port, unless DIWAN_ADDRESS names one that runs. */
  static async open({ shots = resolve("out/shots") } = {}) {
    const town = new Town();
    town.shots = shots;
    mkdirSync(shots, { recursive: true });
    town.checked = new Set();
    town.visitors = [];
    if (process.env.DIWAN_ADDRESS) {
      town.address = process.env.DIWAN_ADDRESS.replace(/\/$/, "");
    } else {
      await town.#start();
    }
    town.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path)),
      args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
    });
    return town;
  }

  async #start() {
    const { DIWAN_BINARY: binary, DIWAN_DATA: data } = process.env;
    if (!binary || !data) throw new Error("DIWAN_BINARY and DIWAN_DATA say what to run: use `cargo xtask journeys`");
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}`;
    this.program = spawn(binary, ["demo", "--data", data, "--port", String(port)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    this.said = "";
    const log = createWriteStream(join(this.shots, "..", "journeys.log"));
    for (const voice of [this.program.stdout, this.program.stderr]) {
      voice.on("data", (words) => {
        log.write(words);
        this.said = (this.said + words).slice(-64_000);
      });
    }
    this.ended = new Promise((end) => this.program.on("exit", (code, signal) => end(signal ?? code)));
    let early;
    this.ended.then((code) => (early = code));
    for (let waited = 0; waited < READY_SECONDS_MOST * 5; waited += 1) {
      if (early !== undefined) throw new Error(`the program ended with ${early} before it was ready:\n${this.said}`);
      if (await answers(`${this.address}/ready`)) return;
      await new Promise((next) => setTimeout(next, 200));
    }
    throw new Error(`the program was not ready in ${READY_SECONDS_MOST} s:\n${this.said}`);
  }

  /** Someone with a browser of their own: nothing is shared with the others, as between two people. */
  async visitor({ lang = "ar", screen = "phone", javaScript = true, name = "someone", address = this.address } = {}) {
    const context = await this.browser.newContext({
      ...SCREENS[screen],
      baseURL: address,
      javaScriptEnabled: javaScript,
      locale: lang === "ar" ? "ar-MA" : "fr-MA",
      timezoneId: "Africa/Casablanca",
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    const visitor = new Visitor(this, await context.newPage(), { lang, screen, name, javaScript, address });
    this.visitors.push(visitor);
    return visitor;
  }

  /** Everyone goes home; what went wrong in their browsers is told now. */
  async closing() {
    const faults = this.visitors.flatMap((visitor) => [...visitor.faults].map((fault) => `${visitor.name}: ${fault}`));
    for (const visitor of this.visitors) await visitor.page.context().close().catch(() => {});
    this.visitors = [];
    return faults;
  }

  /** Ends the browser and the program; a program that does not end cleanly is a fault. */
  async close() {
    await this.browser?.close();
    if (!this.program) return [];
    this.program.kill("SIGTERM");
    const hung = new Promise((end) => setTimeout(() => end("hung"), 20_000).unref());
    const end = await Promise.race([this.ended, hung]);
    if (end === "hung") this.program.kill("SIGKILL");
    return end === 0 ? [] : [`the program ended with ${end}, not cleanly`];
  }
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
