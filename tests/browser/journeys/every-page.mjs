// Every page within reach of a link, for strangers and for each account of the demo: axe finds
// nothing, in either language, on a phone and on a desk. A page of a kind is looked at once.

import { ACCOUNTS } from "../accounts.mjs";
import { crawl } from "../crawl.mjs";

export const title = "every page within reach, for every role, in both languages";
export const minutes = 15;

export default async function walk(town) {
  const people = [null, ...onePerRole(ACCOUNTS)];
  const seen = new Set();
  let pages = 0;
  for (const [index, account] of people.entries()) {
    // Alternately: each kind of page is met on one of the two screens, the busiest on both.
    for (const screen of index === 0 ? ["phone", "desktop"] : [index % 2 ? "phone" : "desktop"]) {
      const visitor = await town.visitor({ screen, name: `${account?.role ?? "stranger"}, ${screen}` });
      if (account) await visitor.signsIn(account);
      const prefix = account ? `${account.role}-` : "stranger-";
      const known = index === 0 ? new Set() : seen;
      pages += await crawl(visitor, { from: [account ? visitor.path : "/"], seen: known, prefix });
      for (const kind of known) seen.add(kind);
    }
  }
  if (pages < 15) throw new Error(`only ${pages} pages were within reach`);
}

function onePerRole(all) {
  return all.filter((one, index) => all.findIndex((other) => other.role === one.role) === index);
}
