// Shows a piece (PDF or image) inside the page of the file: pages, zoom, rotation, full screen.
// Without this script the same links open the document in the browser. It never changes anything.
// PDF.js 5.6.205 (legacy build, Apache-2.0) lies beside and is fetched only when a first PDF is opened.

const PIXELS_MOST = 16e6; // what a phone's canvas bears; beyond it the picture is stretched
const ZOOM_LEAST = 0.25, ZOOM_MOST = 8;

let pdfjs; // one load for all viewers
const loadPdfjs = () => (pdfjs ??= import("./pdf.min.mjs").then((lib) => {
  lib.GlobalWorkerOptions.workerSrc = new URL("./pdf.worker.min.mjs", import.meta.url).href;
  return lib;
}));

class Viewer {
  constructor(root) {
    this.root = root;
    this.board = root.querySelector("[data-board]");
    this.links = [...document.querySelectorAll(`[data-view][data-viewer="${root.id}"]`)];
    this.part = (name) => root.querySelector(`[data-part="${name}"]`);
    this.links.forEach((link) => link.addEventListener("click", (event) => this.clicked(event, link)));
    root.addEventListener("click", (event) => this.pressed(event));
    this.part("page").addEventListener("change", () => this.goTo(Number(this.part("page").value)));
    root.addEventListener("keydown", (event) => this.typed(event));
    this.board.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    this.board.addEventListener("pointerdown", (event) => this.grabbed(event));
    addEventListener("resize", () => { clearTimeout(this.later); this.later = setTimeout(() => this.draw(), 200); });
  }

  clicked(event, link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open(link);
  }

  async open(link) {
    this.leave();
    const ticket = (this.ticket = {});
    this.link = link;
    this.root.hidden = false;
    this.links.forEach((other) => other.toggleAttribute("data-open", other === link));
    this.links.forEach((other) => (other === link ? other.setAttribute("aria-current", "true") : other.removeAttribute("aria-current")));
    this.part("title").textContent = link.dataset.title || link.textContent.trim();
    this.part("download").href = link.dataset.download || link.href;
    this.part("outside").href = link.href;
    Object.assign(this, { zoom: 1, turn: 0, page: 1, pages: 1, document: null, image: null });
    this.say("waiting");
    this.root.scrollIntoView({ block: "nearest" });
    this.board.focus({ preventScroll: true });
    try {
      if (link.dataset.view === "pdf") await this.openPdf(link.href, ticket);
      else await this.openImage(link.href, ticket);
    } catch (error) {
      if (ticket === this.ticket) { this.say("broken"); console.warn(error); }
      return;
    }
    if (ticket !== this.ticket) return;
    this.say(null);
    this.draw();
  }

  async openPdf(url, ticket) {
    const lib = await loadPdfjs();
    const here = new URL("./", import.meta.url).href;
    const document = await lib.getDocument({ url, wasmUrl: here, isEvalSupported: false, enableXfa: false, disableAutoFetch: true, rangeChunkSize: 262144 }).promise;
    if (ticket !== this.ticket) return document.destroy();
    this.document = document;
    this.pages = document.numPages;
  }

  async openImage(url) {
    const image = new Image();
    image.alt = this.part("title").textContent;
    image.draggable = false;
    image.src = url;
    await image.decode();
    this.image = image;
  }

  leave() {
    this.ticket = null;
    this.rendering?.cancel();
    this.document?.destroy();
    this.board.querySelectorAll("[data-sheet]").forEach((sheet) => sheet.remove());
  }

  close() {
    this.leave();
    this.root.hidden = true;
    this.links.forEach((link) => link.removeAttribute("aria-current"));
    this.link?.focus();
  }

  say(state) {
    for (const name of ["waiting", "broken"]) this.part(name).hidden = name !== state;
  }

  pressed(event) {
    const tool = event.target.closest("[data-do]")?.dataset.do;
    if (!tool) return;
    const acts = {
      in: () => this.zoomTo(this.zoom * 1.25), out: () => this.zoomTo(this.zoom / 1.25), fit: () => this.zoomTo(1),
      turn: () => { this.turn = (this.turn + 90) % 360; this.draw(); },
      next: () => this.goTo(this.page + 1), previous: () => this.goTo(this.page - 1),
      after: () => this.step(1), before: () => this.step(-1),
      whole: () => (document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen()),
      close: () => this.close(),
    };
    acts[tool]?.();
  }

  typed(event) {
    if (event.target.closest("input")) return;
    const acts = { "+": "in", "=": "in", "-": "out", 0: "fit", r: "turn", PageDown: "next", PageUp: "previous", Escape: "close" };
    const tool = acts[event.key];
    if (!tool || (tool === "close" && document.fullscreenElement)) return;
    event.preventDefault();
    this.root.querySelector(`[data-do="${tool}"]`).click();
  }

  wheeled(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.zoomTo(this.zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  }

  // Drag the sheet under the hand, as one does with a plan.
  grabbed(event) {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest(".textLayer span")) return;
    const from = { x: event.clientX + this.board.scrollLeft, y: event.clientY + this.board.scrollTop };
    const move = (now) => { this.board.scrollLeft = from.x - now.clientX; this.board.scrollTop = from.y - now.clientY; };
    const drop = () => { removeEventListener("pointermove", move); this.board.removeAttribute("data-held"); };
    this.board.setAttribute("data-held", "");
    addEventListener("pointermove", move);
    addEventListener("pointerup", drop, { once: true });
    event.preventDefault();
    this.board.focus({ preventScroll: true });
  }

  zoomTo(zoom) {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.board;
    const next = Math.min(ZOOM_MOST, Math.max(ZOOM_LEAST, zoom));
    const grow = next / this.zoom;
    this.zoom = next;
    this.draw().then(() => {
      this.board.scrollLeft = (scrollLeft + clientWidth / 2) * grow - clientWidth / 2;
      this.board.scrollTop = (scrollTop + clientHeight / 2) * grow - clientHeight / 2;
    });
  }

  goTo(page) {
    this.page = Math.min(this.pages, Math.max(1, page || 1));
    this.board.scrollTop = 0;
    this.draw();
  }

  // The piece before or after, in the order of the list.
  step(by) {
    const next = this.links[this.links.indexOf(this.link) + by];
    if (next) this.open(next);
  }

  async draw() {
    if (this.root.hidden || (!this.document && !this.image)) return;
    const at = this.links.indexOf(this.link);
    this.part("page").value = this.page;
    this.part("page").max = this.pages;
    this.part("pages").textContent = this.pages;
    this.part("paging").hidden = this.pages < 2;
    this.part("zoom").textContent = `${Math.round(this.zoom * 100)}%`;
    this.root.querySelector('[data-do="previous"]').disabled = this.page <= 1;
    this.root.querySelector('[data-do="next"]').disabled = this.page >= this.pages;
    this.root.querySelector('[data-do="before"]').disabled = at <= 0;
    this.root.querySelector('[data-do="after"]').disabled = at >= this.links.length - 1;
    if (this.document) await this.drawPage();
    else this.drawImage();
  }

  async drawPage() {
    const ticket = this.ticket;
    this.rendering?.cancel();
    const lib = await loadPdfjs();
    const page = await this.document.getPage(this.page);
    if (ticket !== this.ticket) return;
    const plain = page.getViewport({ scale: 1, rotation: (page.rotate + this.turn) % 360 });
    const scale = ((this.board.clientWidth - 16) / plain.width) * this.zoom;
    const view = page.getViewport({ scale, rotation: (page.rotate + this.turn) % 360 });
    const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(PIXELS_MOST / (view.width * view.height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(view.width * sharp);
    canvas.height = Math.floor(view.height * sharp);
    canvas.style.inlineSize = `${Math.floor(view.width)}px`;
    canvas.style.blockSize = `${Math.floor(view.height)}px`;
    this.rendering = page.render({ canvas, viewport: view, transform: sharp === 1 ? null : [sharp, 0, 0, sharp, 0, 0] });
    try { await this.rendering.promise; } catch (error) { if (error?.name === "RenderingCancelledException") return; throw error; }
    if (ticket !== this.ticket) return;
    const sheet = this.sheet(canvas);
    sheet.style.setProperty("--total-scale-factor", view.scale);
    const text = document.createElement("div");
    text.className = "textLayer";
    text.dir = "ltr";
    sheet.append(text);
    await new lib.TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport: view }).render().catch(() => {});
  }

  drawImage() {
    const sideways = this.turn % 180 !== 0;
    const { naturalWidth: width, naturalHeight: height } = this.image;
    const shown = (this.board.clientWidth - 16) * this.zoom;
    const scale = shown / (sideways ? height : width);
    const sheet = this.sheet(this.image);
    sheet.style.inlineSize = `${shown}px`;
    sheet.style.blockSize = `${(sideways ? width : height) * scale}px`;
    Object.assign(this.image.style, { inlineSize: `${width * scale}px`, blockSize: `${height * scale}px`, rotate: `${this.turn}deg` });
  }

  sheet(content) {
    const sheet = document.createElement("div");
    sheet.className = "leaf";
    sheet.dataset.sheet = "";
    sheet.append(content);
    this.board.querySelectorAll("[data-sheet]").forEach((old) => old.remove());
    this.board.append(sheet);
    return sheet;
  }
}

document.querySelectorAll("[data-viewer-root]").forEach((root) => new Viewer(root));
