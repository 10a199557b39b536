// The president signs with a passkey, in Chromium's virtual authenticator; an authenticator application and
// recovery codes are added beside it. A passkey belongs to a name, so this town is met as `localhost`.

import { account } from "../accounts.mjs";
import { addsPasskey, authenticator, provesByPasskey } from "../passkeys.mjs";

export const title = "a permit signed with a passkey, and a second factor of every kind, in both languages";

export default async function walk(town) {
  const address = town.address.replace("127.0.0.1", "localhost");
  for (const lang of ["ar", "fr"]) {
    const president = await town.visitor({ lang, screen: "desktop", name: `president (${lang})`, address });
    await authenticator(president);
    await president.signsIn(account("president", "taroudannt"));
    await addsPasskey(president, lang);
    await signs(president);
    await president.opens("/account/security");
    await president.looks("security");
  }
  await codes(town);
}

/** Comes back another day: signing asks again, and the passkey answers. */
async function signs(president) {
  const { page } = president;
  await page.context().clearCookies({ name: "diwan" });
  await president.signsIn(account("president", "taroudannt"));
  await president.opens("/office/signing");
  const box = page.locator("input[type=checkbox][name=file]").first();
  const number = (await box.inputValue()).split(":")[0];
  await box.check({ force: true });
  await page.locator("button[name=act][value=sign]").click();
  await president.settles();
  for (const read of await page.locator("input[name=read], input[name^=read]").all()) await read.check({ force: true });
  president.proves = false;
  await page.locator("button[name=act][value=sign]").click();
  await president.settles();
  president.proves = true;
  await provesByPasskey(president, "/office/signing");
  const paper = page.locator("a[href^='/papers/PER-'], a[href^='/papers/REF-']").first();
  await paper.waitFor();
  const state = await page.request.get(`/office/files/${number}`);
  if (state.status() !== 200) throw new Error(`${number} answered ${state.status()}`);
}

/** Somebody without any factor: an application by its key, then recovery codes, then one is removed. */
async function codes(town) {
  const citizen = await town.visitor({ lang: "fr", screen: "phone", name: "citizen" });
  await citizen.signsIn(account("citizen"));
  const { page } = citizen;
  await citizen.opens("/account/security");
  await citizen.looks("security-none");
  await page.locator("form[action='/account/security/totp'] button").click();
  await citizen.settles();
  await citizen.looksHere("totp-new");
  const key = (await page.locator("#totp-secret").innerText()).replaceAll(" ", "");
  await page.locator("#code").fill("000000");
  await page.locator("form[action='/account/security/totp/add'] button[type=submit]").click();
  await citizen.settles();
  await page.locator("#code").fill(await shown(key));
  await page.locator("form[action='/account/security/totp/add'] button[type=submit]").click();
  await page.waitForURL("**/account/security");
  await page.locator("form[action='/account/security/codes'] button").click();
  await citizen.settles();
  await citizen.looksHere("security-codes");
  if ((await page.locator("code.number").count()) !== 10) throw new Error("there are not ten recovery codes");
  await page.locator("form[action$='/remove'] button").first().click();
  await page.waitForURL("**/account/security");
  await citizen.looks("security-removed");
}

/** What an authenticator application shows for a key (RFC 6238: SHA-1, thirty seconds, six digits). */
async function shown(key) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Uint8Array.from(bits.match(/.{8}/g), (byte) => Number.parseInt(byte, 2));
  const step = new DataView(new ArrayBuffer(8));
  step.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000)));
  const hmac = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const digest = new DataView(await crypto.subtle.sign("HMAC", hmac, step.buffer));
  const code = digest.getUint32(digest.getUint8(19) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, "0");
}
