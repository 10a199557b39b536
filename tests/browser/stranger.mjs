// A stranger with the tools of others: reads the QR code of a paper from its PDF as a phone would, and judges
// what the register published with none of our code. `node stranger.mjs FOLDER`, which holds paper.pdf, keys.json,
// proof.txt, entry.txt, key.txt, offline.html; what was found is printed as one line of JSON.
//
// jose (npm) verifies the statement, @sigstore/verify (npm) the head and the proof of inclusion, and Chromium opens
// the offline page as a kept file, with the network off.

import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compactVerify, createLocalJWKSet } from "jose";
import jsQR from "jsqr";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";

const require = createRequire(import.meta.url);
const { verifyCheckpoint } = require("@sigstore/verify/dist/tlog/checkpoint.js");
const { verifyMerkleInclusion } = require("@sigstore/verify/dist/tlog/merkle.js");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
// As a phone sees an A4 sheet in one picture of eight megapixels.
const DOTS_PER_INCH = 200;

const folder = process.argv[2];
const file = (name) => readFileSync(join(folder, name), "utf8");

const address = scanned();
const [, statement] = address.split("#");
const jwks = createLocalJWKSet(JSON.parse(file("keys.json")));
const { payload } = await compactVerify(statement, jwks, { algorithms: ["ES256"] });
const forged = await compactVerify(`${statement.slice(0, -4)}AAAA`, jwks).then(() => "believed", () => "refused");
const said = JSON.parse(new TextDecoder().decode(payload));
console.log(JSON.stringify({ address: address.split("#")[0], said, forged, log: judgedByOthers(), offline: await offline() }));

/** The address in the QR code on the first page. */
function scanned() {
  const png = execFileSync("pdftoppm", ["-r", String(DOTS_PER_INCH), "-f", "1", "-l", "1", "-png", join(folder, "paper.pdf")], { maxBuffer: 64 << 20 });
  const { width, height, data } = PNG.sync.read(png);
  const code = jsQR(new Uint8ClampedArray(data), width, height);
  if (!code) throw new Error("no QR code was read on the paper");
  return code.data;
}

/** Whether sigstore's own verifier believes the head and the proof, and what it says of altered ones. */
function judgedByOthers() {
  const [name, id, key] = file("key.txt").trim().split(/\+(?=[0-9a-f]{8}\+)|(?<=\+[0-9a-f]{8})\+/);
  const raw = Buffer.from(key, "base64").subarray(1);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), raw]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  const tlog = { logID: Buffer.from(id, "hex"), baseURL: name, publicKey };
  const [head, ...rest] = file("proof.txt").split("\n\n");
  const lines = head.split("\n");
  const index = lines.find((line) => line.startsWith("index ")).slice(6);
  const hashes = lines.slice(lines.indexOf(`index ${index}`) + 1).map((line) => Buffer.from(line, "base64"));
  const judge = (entry, envelope) => {
    try {
      const asked = { canonicalizedBody: Buffer.from(entry), inclusionProof: { logIndex: index, hashes, checkpoint: { envelope } } };
      verifyMerkleInclusion(asked, verifyCheckpoint(asked, [tlog]));
      return "believed";
    } catch (error) {
      return error.message;
    }
  };
  const [entry, note] = [file("entry.txt"), rest.join("\n\n")];
  return [judge(entry, note), judge(`${entry}0`, note), judge(entry, note.replace(/\n(\d+)\n/, "\n1$1\n"))];
}

/** What the kept page says, in Chromium with the network off: by case, and by language. */
async function offline() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path)),
    args: ["--disable-gpu", "--no-first-run", "--disable-sync", "--no-sandbox"],
  });
  try {
    const context = await browser.newContext({ offline: true, locale: "fr-MA", viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("request", (request) => request.url().startsWith("file:") || faults.push(`asked for ${request.url()}`));
    await page.goto(pathToFileURL(join(folder, "offline.html")).href);
    const verdict = async (text) => {
      await page.locator("#text").fill(text);
      await page.locator("button.main").click();
      await page.locator("#said").waitFor();
      return page.locator("#said").innerText();
    };
    // The same paper, but a permit.
    const [front, , signature] = statement.split(".");
    const altered = `${front}.${Buffer.from(JSON.stringify({ ...said, g: "issued" })).toString("base64url")}.${signature}`;
    const cases = {
      forged: await verdict(`${address.split("#")[0]}#${altered}`),
      unreadable: await verdict("https://example.org/"),
      other: await verdict(`${address.split("#")[0].replace(/\/v\/[^/]+/, "/v/PER-1")}#${statement}`),
      good: await verdict(address),
    };
    await page.locator("#other").click();
    const other = await page.locator("#said").innerText();
    const dir = await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]);
    await page.evaluate(axeSource);
    const axe = await page.evaluate(() => globalThis.axe.run());
    await page.goto(`${pathToFileURL(join(folder, "offline.html")).href}#${statement}`);
    await page.reload();
    await page.locator("#said.good").waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    return { ...cases, other_language: other, dir, faults, axe: axe.violations.map((one) => one.id), wide };
  } finally {
    await browser.close();
  }
}
