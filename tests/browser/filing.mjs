// Filing a small building permit, as a person does it: section after section, then the pieces, then
// the review. Shared by the journeys that need a file of their own.

import { pdf } from "./pieces.mjs";

/** A house in Taroudannt; the answers by section, in the names of the procedure. */
export const HOUSE = {
  start: { search: "Taroudannt", commune: "095410113" },
  who: { "filing-as": "self" },
  land: {
    "land-status": "titled",
    "land-title": "12345/39",
    "land-right": "owner",
    "in-subdivision": "no",
    address: "حي لسطاح، زنقة 12، تارودانت",
    point: [30.4703, -8.877],
    "plot-area": "120",
  },
  works: {
    "work-kind": "new-building",
    use: "individual-housing",
    floors: "1",
    basement: "no",
    dwellings: "1",
    sanitation: "public-network",
  },
  surfaces: { footprint: "95", "covered-area": "184", projections: "no" },
  designers: {
    "design-by": "architect",
    "architect-name": "سلمى بنعيسى",
    "architect-number": "2100/2006",
    "engineer-name": "إدريس العلوي",
  },
};

/** From the service's page to the review of the whole form; looks at each page when asked to. */
export async function fillsIn(person, { looks = false, answers = HOUSE, pieces = true, until = "review" } = {}) {
  const { page } = person;
  await person.opens("/services/permit-building-small");
  if (looks) await person.looks("citizen-service");
  await person.pressesKey("service-start");
  if (looks) await person.looks("citizen-start");
  await page.locator("input[type=search]:visible").last().fill(answers.start.search);
  await page.locator("form:has(input[type=search]:visible) button[type=submit]").last().click();
  await page.locator(`button[name=commune][value="${answers.start.commune}"]`).last().click();
  await person.settles();
  let rounds = 0;
  for (let sections = 0; sections < 12 && !/\/(pieces|review)$/.test(page.url()); sections += 1) {
    const section = new URL(page.url()).pathname.split("/").pop();
    if (section === until) return person;
    await person.answers(answers[section] ?? {});
    if (looks) await person.looks(`citizen-form-${section}`);
    await page.locator("button[name=go][value=next]").click();
    await person.settles();
    const stayed = new URL(page.url()).pathname.split("/").pop() === section;
    rounds = stayed ? rounds + 1 : 0;
    // Without scripts the server asks in two rounds what a script would show at once.
    if (rounds > (person.javaScript ? 0 : 2)) {
      throw new Error(`${section} was not accepted: ${await page.locator("#mistakes").innerText()}`);
    }
  }
  if (until === "pieces") return person;
  if (pieces) await attaches(person);
  if (looks) await person.looks("citizen-form-pieces");
  await person.pressesKey("form-to-review");
  if (looks) await person.looks("citizen-form-review");
  return person;
}

/** Gives every piece that is asked for. */
export async function attaches(person) {
  const { page } = person;
  const wanted = await page.$$eval("li.piece:not([data-state=done]):not(:has(h3 .optional))", (all) => all.map((one) => one.id));
  for (const name of wanted) await attach(person, name, pdf(`Piece ${name}`, `${name}.pdf`));
}

export async function attach(person, name, file) {
  const { page } = person;
  await page.locator(`[id="${name}"] input[type=file]`).setInputFiles(file);
  if (!person.javaScript) await page.locator(`[id="${name}"] form.pick button[type=submit]`).click();
  await page.locator(`[id="${name}"][data-state=done] .files a`).first().waitFor();
  return person;
}

/** Declares on honour and files; gives the number of the file. */
export async function files(person) {
  const { page } = person;
  await page.locator("#declaration").check({ force: true });
  await person.pressesKey("review-go");
  const number = /PC-\d{9}-\d{4}-\d{6}/.exec(decodeURIComponent(page.url()) + (await page.content()))?.[0];
  if (!number) throw new Error(`no number after filing, at ${person.path}`);
  return number;
}
