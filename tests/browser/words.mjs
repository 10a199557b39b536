// The sentences of the screens, by key, from the same files that the program reads. A journey presses
// «what this button says», so that a better word does not break it. Only plain sentences: what
// depends on a number is looked for by its other words.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sentences = { ar: new Map(), fr: new Map() };

for (const folder of ["crates/i18n/words", "crates/web/words", "services/permits/words"]) {
  for (const lang of Object.keys(sentences)) {
    for (const path of files(join(root, folder), lang)) {
      for (const line of readFileSync(path, "utf8").split("\n")) {
        const [, key, sentence] = /^([a-z][a-z0-9-]*) = (.+)$/.exec(line) ?? [];
        if (key && !sentence.includes("{")) sentences[lang].set(key, sentence);
      }
    }
  }
}

/** The sentence of this key; a key that nobody says is a fault of the journey. */
export function say(lang, key) {
  const sentence = sentences[lang].get(key);
  if (!sentence) throw new Error(`no plain sentence «${key}» in ${lang}`);
  return sentence;
}

function files(folder, lang) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name === `${lang}.ftl` || name.endsWith(`.${lang}.ftl`) || name.startsWith(`${lang}/`))
    .filter((name) => name.endsWith(".ftl"))
    .map((name) => join(folder, name));
}
