// The same application on a browser without scripts: slower, and nothing is missing.

import { account } from "../accounts.mjs";
import { files, fillsIn } from "../filing.mjs";

export const title = "an application filed without any script";

export default async function walk(town) {
  const person = await town.visitor({ lang: "ar", screen: "phone", javaScript: false, name: "without scripts" });
  await person.signsIn(account("citizen"));
  await fillsIn(person);
  const number = await files(person);
  await person.opens(`/files/${number}`);
  await person.sees(number);
}
