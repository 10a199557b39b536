// What people send wrong: every mistake is told at once beside its field and nothing typed is lost; a
// file that is no PDF is named for what it is; a page that went stale changes nothing.

import { account } from "../accounts.mjs";
import { attaches, files, fillsIn } from "../filing.mjs";
import { door, officer, opensFile, sends } from "../offices.mjs";
import { notPdf } from "../pieces.mjs";

export const title = "mistakes told beside their fields, a false PDF, a page that went stale";

export default async function walk(town) {
  const person = await town.visitor({ lang: "fr", screen: "phone", name: "hasty" });
  await person.signsIn(account("citizen"));
  await fillsIn(person, { until: "surfaces" });
  await mistakes(person);
  await person.answers({ footprint: "95", "covered-area": "184", projections: "no" });
  await person.page.locator("button[name=go][value=next]").click();
  await person.settles();
  await person.answers({
    "design-by": "architect",
    "architect-name": "Salma Benaissa",
    "architect-number": "2100/2006",
    "engineer-name": "Driss Alaoui",
  });
  await person.page.locator("button[name=go][value=next]").click();
  await person.settles();

  await falsePdf(person);
  await attaches(person);
  await person.pressesKey("form-to-review");
  const number = await files(person);
  await stalePage(town, number);
}

/** Two answers wrong: both are told, each tied to its field, and what was typed is still there. */
async function mistakes(person) {
  const { page } = person;
  await person.answers({ footprint: "grande", "covered-area": "-4" });
  await page.locator("button[name=go][value=next]").click();
  await person.settles();
  await page.locator("#mistakes").waitFor();
  await person.looksHere("citizen-form-mistakes");
  for (const [name, typed] of [["footprint", "grande"], ["covered-area", "-4"]]) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.getAttribute("aria-invalid")) !== "true") throw new Error(`${name} is not marked as wrong`);
    const told = (await field.getAttribute("aria-describedby")) ?? "";
    if (!told.includes(`${name}-error`)) throw new Error(`the mistake of ${name} is not tied to it`);
    if ((await field.inputValue()) !== typed) throw new Error(`what was typed in ${name} is lost`);
    if (!(await page.locator(`#mistakes a[href="#${name}"]`).count())) throw new Error(`the summary leaves ${name} out`);
  }
}

async function falsePdf(person) {
  const { page } = person;
  await page.locator('[id="site-plan"] input[type=file]').setInputFiles(notPdf());
  await page.locator('[id="site-plan"][data-state=error]').waitFor();
}

/** Two windows on one file: the second one's act is refused, and nothing is done twice. */
async function stalePage(town, number) {
  const first = await officer(town, "clerk", "taroudannt");
  const second = await officer(town, "clerk", "taroudannt", { name: "the same clerk, in an old window" });
  await opensFile(second, number);
  await opensFile(first, number);
  await door(first, "accept");
  await sends(second, "accept");
  if (!(await second.page.locator("[role=alert], .ds-alert, .wrong").first().isVisible())) {
    throw new Error("the stale page was not told that it is stale");
  }
  await second.looksHere("clerk-file-stale");
}
