// A picture or a plan looked at on the page: larger, smaller, turned, moved by hand. PDFs are shown by the browser's own reader in an iframe.
"use strict";

for (const viewer of document.querySelectorAll("[data-viewer]")) {
  const board = viewer.querySelector(".board");
  const picture = board?.querySelector("img");
  if (!picture) continue;
  let scale = 1;
  let turn = 0;
  const draw = () => {
    picture.style.inlineSize = `${scale * 100}%`;
    picture.style.transform = `rotate(${turn}deg)`;
  };
  viewer.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-view]")?.dataset.view;
    if (asked === "in") scale = Math.min(8, scale * 1.4);
    else if (asked === "out") scale = Math.max(0.4, scale / 1.4);
    else if (asked === "turn") turn = (turn + 90) % 360;
    else if (asked === "whole") { scale = 1; turn = 0; }
    else return;
    draw();
  });
  board.tabIndex = 0;
  let held = null;
  board.addEventListener("pointerdown", (event) => { held = [event.clientX, event.clientY, board.scrollLeft, board.scrollTop]; board.setPointerCapture(event.pointerId); });
  board.addEventListener("pointermove", (event) => {
    if (!held) return;
    board.scrollLeft = held[2] - (event.clientX - held[0]);
    board.scrollTop = held[3] - (event.clientY - held[1]);
  });
  board.addEventListener("pointerup", () => { held = null; });
}
