// What every page gains when scripts run: menus that close, mistakes that are read first. Nothing here is needed.
"use strict";

// The menu of the account closes when one clicks elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.who[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.who[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The list of steps is folded on a phone and open beside the form on a wide screen.
for (const box of document.querySelectorAll("details[data-open-wide]")) {
  if (matchMedia("(min-width: 64rem)").matches) box.open = true;
}

// A refused form is read from its mistakes.
document.getElementById("mistakes")?.focus();

// A link to a group of answers goes to the first of them.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".ds-error-summary a[href^='#']");
  const place = link && document.getElementById(link.getAttribute("href").slice(1));
  const first = place && (place.matches("input, select, textarea") ? place : place.querySelector("input:not([type=hidden]), select, textarea, button"));
  if (first) { event.preventDefault(); first.focus(); }
});

// A table row with a link is a larger target.
for (const row of document.querySelectorAll("tr[data-href]")) {
  row.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, input, label, summary") && !String(getSelection())) location.href = row.dataset.href;
  });
}

// Ticks every row at once, and says how many are ticked.
for (const all of document.querySelectorAll("input[data-all]")) {
  const boxes = () => document.querySelectorAll(`input[type=checkbox][name="${all.dataset.all}"]`);
  const say = () => {
    const ticked = [...boxes()].filter((box) => box.checked).length;
    all.checked = 0 < ticked && ticked === boxes().length;
    all.indeterminate = 0 < ticked && !all.checked;
    for (const place of document.querySelectorAll(`[data-count="${all.dataset.all}"]`)) place.textContent = ticked;
  };
  all.addEventListener("change", () => { for (const box of boxes()) box.checked = all.checked; say(); });
  document.addEventListener("change", (event) => { if (event.target.name === all.dataset.all) say(); });
  say();
}
