// One person before a screen. A journey speaks of what a person sees and does: words, labels and
// buttons, never the names of the program's parts. Each page that a visitor reaches is looked at:
// axe reads it in both languages, a picture is kept, and any complaint of the browser is a fault.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { say } from "./words.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA and below, and what axe calls best practice: headings, landmarks, one main. */
const AXE = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};

/** Told to the page before its own scripts: a refusal by the content security policy is said aloud. */
function sayRefusals() {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`);
  });
}

export class Visitor {
  constructor(town, page, { lang, screen, name, javaScript = true, address = town.address }) {
    Object.assign(this, { town, page, lang, screen, name, javaScript, address, faults: new Set(), proves: true });
    page.addInitScript(sayRefusals);
    page.on("pageerror", (error) => this.fault(`script: ${error.message}`));
    page.on("console", (message) => {
      // A page may answer 4xx to a person's mistake; the browser says so of every such answer.
      const answer = message.text().startsWith("Failed to load resource: the server responded with a status of 4");
      if (message.type() === "error" && !answer) this.fault(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      const request = response.request();
      // The browser's own viewer of PDF is part of the browser.
      const own = response.url().startsWith(address) || !response.url().startsWith("http");
      if (!own) this.fault(`outside: ${response.url()}`);
      if (response.status() >= 500) this.fault(`${response.status()} from ${request.method()} ${response.url()}`);
      if (response.status() === 404 && !request.isNavigationRequest()) this.fault(`missing: ${response.url()}`);
    });
  }

  fault(what) {
    this.faults.add(what);
  }

  /** Where this person is, without the host. */
  get path() {
    const address = new URL(this.page.url());
    return address.pathname + address.search;
  }

  /** Opens a page of the town, and expects it to answer 200 unless told otherwise. */
  async opens(path, { answer = 200 } = {}) {
    const response = await this.page.goto(path);
    if (response.status() !== answer) throw new Error(`${path} answered ${response.status()}, not ${answer}`);
    return this;
  }

  /** Presses a button or follows a link, by the words on it; then waits for what it opens. */
  async presses(words, { nth = 0, within = this.page } = {}) {
    const name = words instanceof RegExp ? words : new RegExp(escaped(words));
    const button = within.getByRole("button", { name });
    const link = within.getByRole("link", { name });
    await button.or(link).nth(nth).click();
    await this.settles();
    return this;
  }

  /** Presses the button or link whose words have this key. */
  async pressesKey(key, options) {
    return this.presses(say(this.lang, key), options);
  }

  /** Answers questions by their names in the procedure: a text, a choice, `yes` or `no`, a place `[lat, lon]`. */
  async answers(all) {
    for (const [name, value] of Object.entries(all)) await this.#answer(name, value);
    return this;
  }

  async #answer(name, value) {
    const { page } = this;
    if (Array.isArray(value)) {
      await page.locator(`[name="${name}-lat"]`).fill(String(value[0]));
      await page.locator(`[name="${name}-lon"]`).fill(String(value[1]));
      return;
    }
    const field = page.locator(`[name="${name}"]:visible, [name="${name}"][type=radio], [name="${name}"][type=checkbox]`);
    // Without scripts a question that depends on another is asked on the next round.
    if (!this.javaScript && (await field.count()) === 0) return;
    const kind = await field.first().evaluate((element) => element.type);
    if (kind === "radio") await page.locator(`[name="${name}"][value="${value}"]`).check({ force: true });
    else if (kind === "checkbox") await field.first().setChecked(Boolean(value), { force: true });
    else if (kind === "select-one") await field.first().selectOption(String(value));
    else await field.first().fill(String(value));
  }

  /** Signs in with an account of the demo, through the same form as everyone. */
  async signsIn({ identifier, password }) {
    await this.opens(`/sign-in?lang=${this.lang}`);
    await this.page.locator("#identifier").fill(identifier);
    await this.page.locator("#password").fill(password);
    await this.page.locator("form:has(#password) button[type=submit]").click();
    await this.settles();
    if (new URL(this.page.url()).pathname === "/sign-in") throw new Error(`${identifier} could not sign in`);
    return this;
  }

  /** Goes home: the browser is closed, its faults are kept. */
  async leaves() {
    await this.page.context().close();
    return this;
  }

  /** Expects these words on the page, and to be visible. */
  async sees(words) {
    await this.page.getByText(words).filter({ visible: true }).first().waitFor();
    return this;
  }

  async seesNot(words) {
    if (await this.page.getByText(words).first().isVisible()) throw new Error(`«${words}» is shown, and should not be`);
    return this;
  }

  async settles() {
    await this.page.waitForLoadState("load");
    if (this.proves) await this.#proves();
    return this;
  }

  /** Whoever is asked for a second factor gives it: by the code that the demo shows in place of a telephone. */
  async #proves() {
    const form = this.page.locator("#confirm");
    if (!(await form.count())) return;
    await this.looksHere("confirm");
    const code = /\d{6}/.exec(await form.locator(".ds-alert").first().innerText());
    if (!code) throw new Error("the demo shows no code to confirm with");
    await form.locator("#confirm-code").fill(code[0]);
    await form.locator("button[type=submit]").click();
    await this.page.waitForLoadState("load");
    if (await form.count()) throw new Error(`the code was refused: ${await form.innerText()}`);
  }

  /** Looks at the page in both languages: axe, direction, width, a picture of each. */
  async looks(name) {
    const here = this.page.url();
    await this.#look(name, this.lang);
    const other = this.lang === "ar" ? "fr" : "ar";
    // In a tab of its own, so that what was typed here stays.
    const tab = await this.page.context().newPage();
    const elsewhere = new Visitor(this.town, tab, { ...this, lang: other });
    await tab.goto(inLanguage(here, other));
    await elsewhere.#look(name, other);
    // The language is kept by the session: give this person theirs back.
    await tab.goto(inLanguage(here, this.lang));
    for (const fault of elsewhere.faults) this.fault(fault);
    await tab.close();
    return this;
  }

  /** Looks at an answer to what was just sent: it has no address of its own, so only in this language. */
  async looksHere(name) {
    await this.#look(name, this.lang);
    return this;
  }

  async #look(name, lang) {
    const { page } = this;
    const where = `${name} (${lang}, ${this.screen})`;
    const root = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      title: document.title,
    }));
    if (!root.lang.startsWith(lang)) this.fault(`${where}: the page says its language is «${root.lang}»`);
    if (root.dir !== (lang === "ar" ? "rtl" : "ltr")) this.fault(`${where}: the page reads ${root.dir}`);
    if (root.wider > 0) this.fault(`${where}: ${root.wider} pixels wider than the screen`);
    if (!root.title.trim()) this.fault(`${where}: the page has no title`);
    const untold = await page.getByText(/«[a-z]+(-[a-z0-9]+)+»/).count();
    if (untold) this.fault(`${where}: a sentence is missing, its key is shown`);
    await page.screenshot({ path: join(this.town.shots, `${name}-${lang}-${this.screen}.png`), fullPage: true });
    // Without scripts axe cannot run; it reads the same page where scripts are on.
    if (!this.javaScript || this.town.checked.has(where)) return;
    this.town.checked.add(where);
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate((options) => globalThis.axe.run(document, options), AXE);
    for (const { id, help, nodes } of violations) {
      const first = nodes[0].html.slice(0, 160);
      this.fault(`${where}: axe ${id}: ${help} (${nodes.length}×, first ${first})`);
    }
  }
}

/** The same page in another language. */
export function inLanguage(address, lang) {
  const other = new URL(address);
  other.searchParams.set("lang", lang);
  return other.href;
}

function escaped(words) {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
