// Reads the statement after the # of a paper's address and judges it with the published keys, inside this page
// alone. The sentences and the keys are in the data block; nothing is asked of any network.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const LETTERS_MOST = 4000;
const FIELDS = { n: "verify-number", k: "verify-kind", c: "verify-place", d: "verify-issued", f: "verify-file", g: "verify-step" };
let lang = document.documentElement.lang;
let last = null;

const say = (key) => data.words[lang][key] ?? key;

function speak() {
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === "ar" ? "rtl" : "ltr";
  document.title = say("offline-title");
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = say(one.dataset.t);
  $("other").textContent = lang === "ar" ? "Français" : "العربية";
  $("other").lang = lang === "ar" ? "fr" : "ar";
  if (last) show(last);
}

function bytes(part) {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) throw new Error("letters");
  const text = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

const json = (part) => JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes(part)));

/** What a text says: {code} of a refusal, or {code: "good", payload, address}. */
async function judge(text) {
  const tidy = text.slice(0, LETTERS_MOST).replace(/\s/g, "");
  const [address, fragment] = tidy.includes("#") ? tidy.split("#", 2) : ["", tidy];
  const parts = fragment.split(".");
  let header, payload, signature;
  try {
    if (parts.length !== 3) throw new Error("parts");
    [header, payload, signature] = [json(parts[0]), json(parts[1]), bytes(parts[2])];
  } catch {
    return { code: "unreadable" };
  }
  if (header.alg !== "ES256" || signature.length !== 64) return { code: "unreadable" };
  const jwk = data.keys.find((key) => key.kid === header.kid);
  if (!jwk) return { code: "unknown-key" };
  const kind = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, kind, false, ["verify"]);
  const message = new TextEncoder().encode(`${parts[0]}.${parts[1]}`);
  const good = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message);
  if (!good || Object.keys(FIELDS).some((name) => typeof payload[name] !== "string")) return { code: "forged" };
  // The address around the statement is not signed: it must be of the same paper.
  const named = address.match(/\/v\/([^/]+)\//);
  if (named && decodeURIComponent(named[1]) !== payload.n) return { code: "other-paper" };
  return { code: "good", payload };
}

function shown(name, value) {
  if (name === "k") return data.words[lang][`paper-${value}`] ?? value;
  if (name === "g") return data.words[lang][`step-${value}`] ?? value;
  if (name === "c") return data.places[value]?.[lang === "ar" ? 0 : 1] ?? value;
  if (name === "d") return new Date(`${value}T12:00:00Z`).toLocaleDateString(lang === "ar" ? "ar-MA" : "fr-MA", { dateStyle: "long", timeZone: "UTC" });
  return value;
}

function show(found) {
  last = found;
  const good = found.code === "good";
  $("said").hidden = false;
  $("said").className = good ? "good" : "bad";
  $("verdict").textContent = say(good ? "offline-good" : "offline-bad");
  $("reason").textContent = say(`offline-${found.code}-text`);
  $("limits").hidden = !good;
  $("facts").replaceChildren();
  for (const [name, label] of good ? Object.entries(FIELDS) : []) {
    const [dt, dd, text] = [document.createElement("dt"), document.createElement("dd"), document.createElement("bdi")];
    dt.textContent = say(label);
    text.textContent = shown(name, found.payload[name]);
    dd.append(text);
    $("facts").append(dt, dd);
  }
}

$("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  show(await judge($("text").value));
});

$("other").addEventListener("click", () => {
  lang = lang === "ar" ? "fr" : "ar";
  speak();
});

if ("BarcodeDetector" in window) {
  $("photo-of").hidden = false;
  $("photo").addEventListener("change", async () => {
    const [file] = $("photo").files;
    if (!file) return;
    try {
      const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
      if (codes.length === 0) return show({ code: "no-code" });
      $("text").value = codes[0].rawValue;
      show(await judge(codes[0].rawValue));
    } catch {
      show({ code: "no-code" });
    }
  });
}

for (const key of data.keys) {
  const [line, code] = [document.createElement("li"), document.createElement("code")];
  code.textContent = key.fingerprint;
  code.dir = "ltr";
  line.append(code);
  $("keys").append(line);
}

speak();
if (location.hash.length > 1) {
  $("text").value = location.hash.slice(1);
  judge(location.hash).then(show);
}
