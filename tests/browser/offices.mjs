// What officers do before a file: they sign in, open it, and pass one of its doors.

import { account } from "./accounts.mjs";

/** An officer at a desk, signed in. */
export async function officer(town, role, place, options = {}) {
  const one = await town.visitor({ lang: "fr", screen: "desktop", name: role, ...options });
  return one.signsIn(account(role, place));
}

export async function opensFile(one, number) {
  return one.opens(`/office/files/${number}`);
}

/** Opens one door of the file, fills its form in, and sends it. */
export async function sends(one, act, fill = async () => {}) {
  const { page } = one;
  const box = page.locator(`#d-${act}, details.door:has([name=act][value=${act}])`).first();
  if (!(await box.evaluate((element) => element.open))) await box.locator("summary").click();
  const form = box.locator("form");
  await fill(form);
  await form.locator("button[type=submit]").last().click();
  return one.settles();
}

/** The same, and expects the door to open. */
export async function door(one, act, fill) {
  await sends(one, act, fill);
  const wrong = one.page.locator("details.door .wrong:visible");
  if (await wrong.count()) throw new Error(`${act} was refused: ${await wrong.first().innerText()}`);
  return one;
}
