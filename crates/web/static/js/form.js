// A long form in a browser with scripts: questions appear when they are due, and what is typed is kept. The server decides both again.
"use strict";

for (const form of document.querySelectorAll("form[data-conditional]")) {
  const valueOf = (name) => {
    const found = form.elements[name];
    const first = found instanceof RadioNodeList ? found[0] : found;
    // A question that is not asked answers nothing.
    if (!first || first.closest("[data-when]")?.hidden) return "";
    return found instanceof RadioNodeList || found.type !== "checkbox" ? found.value : found.checked ? found.value : "";
  };
  const show = () => {
    for (const asked of form.querySelectorAll("[data-when]")) {
      asked.hidden = !asked.dataset.values.split(" ").includes(valueOf(asked.dataset.when));
    }
  };
  form.addEventListener("change", show);
  show();
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const place = document.querySelector("[data-saved]");
  const say = (state) => {
    if (!place) return;
    place.dataset.state = state;
    place.querySelector("span").textContent = place.dataset[state];
  };
  let waiting = 0;
  let sending = false;
  let again = false;
  const save = async () => {
    if (sending) { again = true; return; }
    sending = true;
    say("saving");
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { accept: "application/json" }, keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      const said = answer.status === 204 ? {} : await answer.json();
      // Questions that depend on more than one answer: the server says which are due.
      if (said.shown) {
        for (const asked of form.querySelectorAll("[data-name]:not([data-when])")) asked.hidden = !said.shown.includes(asked.dataset.name);
      }
      say("done");
      if (place && said.said) place.querySelector("span").textContent = said.said;
    } catch {
      say("failed");
    }
    sending = false;
    if (again) { again = false; save(); }
  };
  const soon = (delay) => { clearTimeout(waiting); waiting = setTimeout(save, delay); };
  form.addEventListener("input", () => soon(1500));
  form.addEventListener("change", () => soon(300));
  form.addEventListener("submit", () => clearTimeout(waiting));
  addEventListener("online", () => { if (place?.dataset.state === "failed") save(); });
}
