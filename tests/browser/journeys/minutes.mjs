// Members of a commission sign its minutes, each with their own passkey: one in French, one in Arabic. A passkey
// belongs to a name, so this town is met as `localhost`.

import { account } from "../accounts.mjs";
import { addsPasskey, authenticator, provesByPasskey } from "../passkeys.mjs";

export const title = "minutes signed by two members, each with a passkey, in both languages";

export default async function walk(town) {
  const address = town.address.replace("127.0.0.1", "localhost");
  for (const [lang, role, place] of [
    ["fr", "urban-planning", "taroudannt"],
    ["ar", "urban-agency", "province"],
  ]) {
    const member = await town.visitor({ lang, screen: "desktop", name: `${role} (${lang})`, address });
    await authenticator(member);
    await member.signsIn(account(role, place));
    await addsPasskey(member, lang);
    await signs(member, account(role, place));
  }
}

/** Comes back another day: reads the minutes and the digest of the very bytes, and signs. */
async function signs(member, who) {
  const { page } = member;
  await page.context().clearCookies({ name: "diwan" });
  await member.signsIn(who);
  await member.opens("/office/hands");
  await member.looks("hands");
  // The last due: the demo itself gives the hands of long ago in its first minutes.
  const box = page.locator("input[type=checkbox][name=paper]:enabled").last();
  const paper = await box.inputValue();
  await box.check({ force: true });
  await page.locator("button[form=choose][name=act][value=sign]").click();
  await member.settles();
  await member.looksHere("hands-confirm");
  const digest = await page.locator("code.breaks").first().textContent();
  if (!/^[0-9a-f]{64}$/.test(digest.replaceAll(/\s/g, ""))) throw new Error(`no digest of what is signed: ${digest}`);
  const form = page.locator("form[action='/office/hands']");
  await form.locator("input[name=read]").check({ force: true });
  member.proves = false;
  await form.locator("button[name=act][value=sign]").click();
  await member.settles();
  member.proves = true;
  await provesByPasskey(member, "/office/hands");
  await member.looksHere("hands-signed");
  await member.opens("/office/hands");
  if (await page.locator(`input[name=paper][value="${paper}"]`).count()) throw new Error(`${paper} still waits`);
}
