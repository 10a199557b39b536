// Passkeys in Chromium's virtual authenticator: added to an account, and given when a page asks for a second factor.

/** A device in the browser that verifies its owner, as a telephone does with a finger. */
export async function authenticator({ page }) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** The first proof is the code of the demo: a factor is added under one that is there. */
export async function addsPasskey(one, lang) {
  const { page } = one;
  await one.opens("/account/security");
  await page.locator("form[action='/account/security/passkeys'] button").click();
  await one.settles();
  await one.looksHere("passkey-new");
  await page.locator("#name").fill(`Chromium ${lang}`);
  await page.locator("[data-passkey=create] button").click();
  await page.waitForURL("**/account/security");
  await one.sees(`Chromium ${lang}`);
}

/** Gives the passkey that the page asks for; `to` is where the form that waited for it goes. */
export async function provesByPasskey(one, to) {
  const { page } = one;
  const passkey = page.locator("[data-passkey=get] button");
  await passkey.waitFor();
  await one.looksHere("confirm-passkey");
  const sent = (answer) => answer.request().method() === "POST" && answer.url().endsWith(to);
  await Promise.all([page.waitForResponse(sent), passkey.click()]);
  await page.locator("#confirm").waitFor({ state: "detached" });
}
