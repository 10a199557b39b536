// Passkeys: asks the browser for one and sends its answer with the form around the button. Without scripts,
// or where the browser knows no passkeys, the button stays hidden and a code does.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** What the server asks, with its texts made bytes where the browser wants bytes. */
function asked({ publicKey }) {
  const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const ready = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) ready.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) ready.excludeCredentials = named(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) ready.allowCredentials = named(publicKey.allowCredentials);
  return { publicKey: ready };
}

/** The browser's answer as JSON. */
function told(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    said.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  const extensions = credential.getClientExtensionResults();
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, extensions });
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  const form = place.closest("form");
  const wanted = place.dataset.passkey;
  if (!window.PublicKeyCredential || !navigator.credentials || /^[\d.]+$|^\[/.test(location.hostname)) continue;
  place.hidden = false;
  for (const not of form.querySelectorAll("[data-passkey-not]")) not.hidden = true;
  place.querySelector("button").addEventListener("click", async () => {
    if (!form.reportValidity()) return;
    const failed = place.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const answer = told(await navigator.credentials[wanted](asked(JSON.parse(place.dataset.options))));
      form.querySelector("[name=confirm-passkey], [name=passkey]").value = answer;
    } catch {
      // Cancelled, or no such passkey here. Nothing is sent, so nothing is counted as a wrong guess.
      failed.hidden = false;
      return;
    }
    form.requestSubmit();
  });
}
