// Pictures of every screen that links lead to, for each account of the demo, in both languages and
// both widths, into out/shots. `cargo xtask shots [ADDRESS]`; faults are told, and do not stop it.

import { ACCOUNTS } from "./accounts.mjs";
import { crawl } from "./crawl.mjs";
import { SCREENS, Town } from "./town.mjs";

const town = await Town.open();
const people = [null, ...ACCOUNTS];
for (const screen of Object.keys(SCREENS)) {
  const seen = new Set();
  for (const account of people) {
    const visitor = await town.visitor({ screen, name: account?.role ?? "stranger" });
    if (account) await visitor.signsIn(account);
    const looked = await crawl(visitor, { from: [account ? visitor.path : "/"], seen, prefix: account ? `${account.role}-` : "" });
    console.log(`${visitor.name}, ${screen}: ${looked} pages`);
  }
  for (const fault of await town.closing()) console.log(`  ${fault}`);
}
for (const fault of await town.close()) console.log(fault);
