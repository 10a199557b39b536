// Pieces sent in parts: shows how far it is, and goes on from where a cut stopped it. Without scripts the same form sends the file whole.
//
// POST  <upload>            {piece, name, size}  ->  {place, offset}   the same file asked again gives the same place
// PATCH <place>             one part, Upload-Offset: n  ->  204 with the new Upload-Offset; 409 with the true one; 200 when whole; 422 {error}
"use strict";

const PART_BYTES = 2 * 1024 * 1024;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

for (const piece of document.querySelectorAll(".piece[data-upload]")) {
  const form = piece.querySelector("form.pick");
  const input = form?.querySelector("input[type=file]");
  if (!input) continue;
  const says = piece.querySelector("[data-says]");
  const bar = piece.querySelector("[data-progress]");
  const token = form.elements.csrf.value;

  // The browser's own "choose a file" speaks the browser's language: the label takes its place, dressed as the button.
  const label = form.querySelector(`label[for="${input.id}"]`);
  const button = form.querySelector("button");
  const face = document.createElement("span");
  face.className = "ds-button small";
  face.dataset.variant = "secondary";
  face.append(...button.childNodes);
  label.className = "";
  label.replaceChildren(face);
  button.remove();
  form.classList.add("ready");

  const tell = (text, share) => {
    says.hidden = false;
    says.textContent = text;
    bar.toggleAttribute("hidden", share === undefined);
    if (share !== undefined) bar.firstElementChild.setAttribute("width", String(Math.round(share * 100)));
  };
  const fail = (text) => { piece.dataset.state = "error"; tell(text); };

  const send = async (file) => {
    if (file.size > Number(input.dataset.most) * 1024 * 1024) return fail(says.dataset.tooBig);
    piece.dataset.state = "sending";
    let word = says.dataset.sending;
    let place = null;
    let offset = 0;
    let tries = 0;
    for (;;) {
      try {
        if (!place) {
          const opened = await fetch(piece.dataset.upload, {
            method: "POST",
            headers: { "content-type": "application/json", accept: "application/json", "x-csrf-token": token },
            body: JSON.stringify({ piece: form.elements.piece.value, name: file.name, size: file.size, stamp: file.lastModified }),
          });
          const answer = await opened.json();
          if (!opened.ok) { fail(answer.error ?? answer.detail ?? String(opened.status)); return; }
          place = answer.place;
          offset = answer.offset;
          if (offset > 0) word = says.dataset.resumed;
        }
        tell(`${word} ${file.name} — ${Math.floor((offset / file.size) * 100)}%`, offset / file.size);
        const part = file.slice(offset, offset + PART_BYTES);
        const sent = await fetch(place, {
          method: "PATCH",
          headers: { "content-type": "application/offset+octet-stream", "upload-offset": String(offset), accept: "application/json", "x-csrf-token": token },
          body: part,
        });
        if (sent.status === 204 || sent.status === 409) offset = Number(sent.headers.get("upload-offset"));
        else if (sent.ok) return true;
        else if (sent.status < 500) { fail((await sent.json()).error ?? String(sent.status)); return false; }
        else throw new Error(String(sent.status));
        tries = 0;
      } catch {
        // A cut. The server may hold more than we know, so the place is asked again.
        place = null;
        word = says.dataset.resumed;
        tell(says.dataset.cut, offset / file.size);
        tries += 1;
        await Promise.race([pause(Math.min(30000, 1000 * 2 ** tries)), new Promise((back) => addEventListener("online", back, { once: true }))]);
      }
    }
  };

  const sendAll = async (files) => {
    let whole = true;
    for (const file of files) whole = (await send(file)) && whole;
    if (whole) {
      tell(says.dataset.done, 1);
      // The server has the truth of what is joined: show the page again, at this piece.
      history.replaceState(null, "", `#${piece.id}`);
      location.reload();
    }
  };

  input.addEventListener("change", () => { if (input.files.length) sendAll([...input.files]); });
  form.addEventListener("submit", (event) => { if (input.files.length) { event.preventDefault(); sendAll([...input.files]); } });
  piece.addEventListener("dragover", (event) => { event.preventDefault(); piece.classList.add("drop"); });
  piece.addEventListener("dragleave", () => piece.classList.remove("drop"));
  piece.addEventListener("drop", (event) => {
    event.preventDefault();
    piece.classList.remove("drop");
    const files = [...event.dataTransfer.files];
    if (files.length) sendAll(input.multiple ? files : files.slice(0, 1));
  });
}
