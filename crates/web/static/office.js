// The offices' screens, a little easier: choosing many, parts that follow a choice, and the news that a file moved meanwhile.
// Every page works without this script; nothing here decides anything.

const WATCH_SECONDS = 45;

// Choosing several files: one box for all, and how many are chosen.
for (const form of document.querySelectorAll("[data-bulk]")) {
  // Boxes may stand outside their form, where each line has forms of its own.
  const chosen = (box) => box.type === "checkbox" && ["file", "paper"].includes(box.name) && !box.disabled;
  const boxes = [...form.elements].filter(chosen);
  const bar = form.querySelector("[data-bar]") ?? document.querySelector(`[data-bar="${form.id}"]`) ?? form;
  const every = bar.querySelector("[data-every]") ?? form.querySelector("[data-every]");
  const all = every?.querySelector("input");
  const says = bar.querySelector("[data-chosen]") ?? form.querySelector("[data-chosen]");
  const hint = says?.textContent;
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    if (says) says.textContent = count ? `${says.dataset.chosen} ${count}` : hint;
    if (all) { all.checked = count === boxes.length; all.indeterminate = count > 0 && count < boxes.length; }
  };
  if (all && boxes.length > 1) {
    every.hidden = false;
    all.addEventListener("change", () => { boxes.forEach((box) => { box.checked = all.checked; }); tell(); });
  }
  boxes.forEach((box) => box.addEventListener("change", tell));
  form.addEventListener("submit", (event) => {
    if (boxes.some((box) => box.checked)) return;
    event.preventDefault();
    boxes[0]?.focus();
  });
  tell();
}

// data-toggles="part:value part:value": a part is shown while the radio button of that value is chosen.
for (const group of document.querySelectorAll("[data-toggles]")) {
  const pairs = group.dataset.toggles.split(" ").map((pair) => pair.split(":"));
  const tell = () => {
    const chosen = group.querySelector("input:checked")?.value;
    for (const [part, value] of pairs) document.querySelectorAll(`[data-part="${part}"]`).forEach((it) => { it.hidden = chosen !== value; });
  };
  group.addEventListener("change", tell);
  tell();
}

// A box opens the field that says why.
for (const box of document.querySelectorAll("[data-opens]")) {
  const part = document.getElementById(box.dataset.opens)?.closest(".reason");
  const tell = () => { if (part) part.hidden = !box.checked; };
  box.addEventListener("change", tell);
  tell();
}

// Did the file move since it was opened? 204: no; otherwise the answer is the list of what happened.
for (const banner of document.querySelectorAll("[data-watch]")) {
  const look = async () => {
    if (document.hidden || !banner.hidden) return;
    const answer = await fetch(banner.dataset.watch, { headers: { accept: "text/html" } }).catch(() => null);
    if (answer?.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    banner.querySelector("[data-moved]").replaceChildren(...page.body.childNodes);
    banner.hidden = false;
  };
  setInterval(look, WATCH_SECONDS * 1000);
  document.addEventListener("visibilitychange", look);
}

// A page that is printed and signed by hand.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// A link to a door opens it; what was typed is not lost by leaving in a hurry.
const door = location.hash.startsWith("#d-") && document.getElementById(location.hash.slice(1));
if (door) door.open = true;
let typed = false;
document.addEventListener("input", (event) => { if (event.target.closest(".door textarea")) typed = true; });
document.addEventListener("submit", () => { typed = false; });
addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
