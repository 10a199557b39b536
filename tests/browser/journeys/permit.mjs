// The whole way of a small permit, through eight people's browsers, from a phone to a QR code that
// anyone can open. Each page is looked at in both languages.

import { account } from "../accounts.mjs";
import { attach, files, fillsIn } from "../filing.mjs";
import { door, officer, opensFile } from "../offices.mjs";
import { pdf } from "../pieces.mjs";

export const title = "a permit, from an application on a phone to a paper that anyone can check";

export default async function walk(town) {
  const citizen = await town.visitor({ lang: "ar", screen: "phone", name: "citizen" });
  await citizen.signsIn(account("citizen"));
  await fillsIn(citizen, { looks: true });
  const number = await files(citizen);
  await citizen.opens(`/files/${number}`);
  await citizen.looks("citizen-file-received");

  // The clerk finds a plan unreadable: everything is asked at once, and the clock stops.
  const clerk = await officer(town, "clerk", "taroudannt");
  await clerk.opens("/office");
  await clerk.looks("clerk-inbox");
  await opensFile(clerk, number);
  await clerk.looks("clerk-file");
  await door(clerk, "request-completion", async (form) => {
    await form.locator("input[name=piece][value=elevations]").check({ force: true });
    await form.locator("[name='why-elevations']").fill("La façade sur rue n’est pas cotée.");
    await form.locator("[name=motive]").fill("Le plan des façades est à compléter.");
  });
  await citizen.opens(`/files/${number}`);
  await citizen.looks("citizen-file-completion");
  await attach(citizen, "elevations", pdf("Elevations, with dimensions", "elevations-2.pdf"));
  await citizen.pressesKey("todo-complete-go");
  await citizen.opens(`/files/${number}`);
  await citizen.looks("citizen-file-completed");
  await opensFile(clerk, number);
  await door(clerk, "accept");

  // Three members answer, each in their own time.
  for (const [role, place, opinion] of [
    ["urban-planning", "taroudannt", "favourable"],
    ["urban-agency", "province", "favourable-with-reserves"],
    ["province", "province", "favourable"],
  ]) {
    const member = await officer(town, role, place);
    await opensFile(member, number);
    await door(member, "give-opinion", async (form) => {
      await form.locator(`input[name=opinion][value=${opinion}]`).check({ force: true });
      await form.locator("[name=motive]").fill("Le projet respecte le plan d’aménagement.");
      if (opinion.endsWith("reserves")) await form.locator("[name=reserves]").fill("Porter la hauteur de l’acrotère au plan.");
    });
    await member.looks(`${role}-file`);
  }

  const chair = await officer(town, "commission-chair", "taroudannt");
  await opensFile(chair, number);
  await chair.looks("chair-file");
  await door(chair, "conclude-favourable", async (form) => {
    await form.locator("input[name=act][value=conclude-favourable]").check({ force: true });
    await form.locator("[name=motive]").fill("Avis favorables des trois membres.");
  });
  await citizen.opens(`/files/${number}`);
  await citizen.looks("citizen-file-paying");

  const cashier = await officer(town, "cashier", "taroudannt");
  await cashier.opens("/office/cashier");
  await cashier.looks("cashier-desk");
  await opensFile(cashier, number);
  await door(cashier, "record-payment", async (form) => {
    const due = await form.locator(".due-amount strong").innerText();
    const centimes = due.replace(/[^\d,.]/g, "");
    await form.locator("[name=receipt]").fill("2026/1187");
    await form.locator("[name=amount]").fill(centimes);
    await form.locator("input[name=method]").first().check({ force: true });
  });

  const president = await officer(town, "president", "taroudannt");
  await president.opens("/office/signing");
  await president.looks("president-signing");
  await opensFile(president, number);
  await door(president, "sign", async (form) => {
    const read = form.locator("input[name=read]");
    if (await read.count()) await read.check({ force: true });
  });

  // The permit is a true PDF, and its QR code leads anyone to what the register says of it.
  await citizen.opens(`/files/${number}`);
  await citizen.looks("citizen-file-issued");
  const check = await citizen.page.locator("a[href*='/v/']").last().getAttribute("href");
  const paper = await citizen.page.locator("a[href^='/papers/']").first().getAttribute("href");
  const answer = await citizen.page.request.get(paper);
  const bytes = await answer.body();
  if (answer.status() !== 200 || !bytes.subarray(0, 5).equals(Buffer.from("%PDF-"))) throw new Error(`${paper} is not a PDF`);
  const anyone = await town.visitor({ lang: "ar", screen: "phone", name: "anyone" });
  await anyone.opens(new URL(check, town.address).pathname);
  await anyone.sees(number);
  await anyone.looks("anyone-verify");
}
