// Runs the journeys one after another in one town, and closes with how many passed.
// `node run.mjs [NAME…]` keeps those whose file contains one of the names; started by `cargo xtask journeys`.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Town } from "./town.mjs";

const JOURNEY_MINUTES_MOST = 6;
const FAULTS_TOLD = 20;

const folder = new URL("./journeys/", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".mjs"))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)))
  .sort();

let passed = 0;
let failed = 0;
const town = await Town.open().catch((error) => {
  console.error(error.message);
  return null;
});

for (const file of town ? files : []) {
  const { title, minutes = JOURNEY_MINUTES_MOST, default: walk } = await import(new URL(file, folder));
  const started = performance.now();
  const faults = [];
  try {
    await within(minutes * 60, walk(town));
  } catch (error) {
    faults.push(error.stack ?? String(error));
    for (const [index, { page }] of town.visitors.entries()) {
      const picture = join(town.shots, `failed-${file.replace(".mjs", "")}-${index}.png`);
      await page.screenshot({ path: picture }).catch(() => {});
      faults.push(`was at ${page.url()}, picture in ${picture}`);
    }
  }
  faults.push(...(await town.closing()));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (faults.length === 0) passed += 1;
  else failed += 1;
  console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${title} (${seconds} s)`);
  for (const fault of faults.slice(0, FAULTS_TOLD)) console.log(`     ${fault.replaceAll("\n", "\n     ")}`);
  if (FAULTS_TOLD < faults.length) console.log(`     and ${faults.length - FAULTS_TOLD} more`);
}

const ending = town ? await town.close() : ["no town"];
for (const fault of ending) console.log(`FAIL ${fault}`);
failed += ending.length;
console.log(`journeys: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function within(seconds, work) {
  const late = new Promise((_, refuse) => {
    setTimeout(() => refuse(new Error(`not done after ${seconds} s`)), seconds * 1000).unref();
  });
  return Promise.race([work, late]);
}
