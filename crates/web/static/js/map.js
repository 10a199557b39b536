// A point put on a map that asks nobody else for pictures: a grid of coordinates, the outline of the territory where we have it, one marker.
// The typed coordinates beside it are the truth; the map only writes and reads them.
"use strict";

// A grid drawn by the browser, in place of tiles.
const Grid = L.GridLayer.extend({
  createTile(at) {
    const size = this.getTileSize();
    const tile = document.createElement("canvas");
    tile.width = size.x;
    tile.height = size.y;
    const ink = tile.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    ink.lineWidth = 1;
    ink.strokeStyle = style.getPropertyValue("--ds-color-neutral-border-subtle");
    for (const step of [64, 128, 192]) {
      ink.strokeRect(step + 0.5, -1, size.x, size.y + 2);
      ink.strokeRect(-1, step + 0.5, size.x + 2, size.y);
    }
    ink.strokeStyle = style.getPropertyValue("--ds-color-neutral-border-default");
    ink.strokeRect(0.5, 0.5, size.x, size.y);
    const corner = this._map.unproject([at.x * size.x, at.y * size.y], at.z);
    ink.fillStyle = style.getPropertyValue("--ds-color-neutral-text-subtle");
    ink.font = "12px sans-serif";
    ink.direction = "ltr";
    ink.fillText(`${corner.lat.toFixed(4)}, ${corner.lng.toFixed(4)}`, 6, 16);
    return tile;
  },
});

for (const box of document.querySelectorAll("[data-map]")) {
  const name = box.dataset.for;
  const lat = document.getElementById(`${name}-lat`);
  const lon = document.getElementById(`${name}-lon`);
  const typed = () => {
    const point = [parseFloat(lat.value.replace(",", ".")), parseFloat(lon.value.replace(",", "."))];
    return point.every(Number.isFinite) && Math.abs(point[0]) <= 90 && Math.abs(point[1]) <= 180 ? point : null;
  };
  box.classList.add("ready");
  const map = L.map(box, { zoomControl: false, attributionControl: false, minZoom: 5, maxZoom: 19 });
  map.setView(typed() ?? [Number(box.dataset.lat), Number(box.dataset.lon)], typed() ? 15 : Number(box.dataset.zoom));
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  new Grid().addTo(map);
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", box.dataset.label);

  let marker = null;
  const put = (point, write) => {
    marker ??= L.marker(point, { draggable: true, keyboard: false, icon: L.divIcon({ className: "pin", iconSize: [28, 28], iconAnchor: [14, 28] }) })
      .addTo(map)
      .on("dragend", () => put(marker.getLatLng(), true));
    marker.setLatLng(point);
    if (!write) return;
    const at = marker.getLatLng();
    lat.value = at.lat.toFixed(6);
    lon.value = at.lng.toFixed(6);
    lat.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (typed()) put(typed(), false);
  map.on("click", (event) => put(event.latlng, true));
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); put(map.getCenter(), true); } });
  for (const field of [lat, lon]) field.addEventListener("change", () => { const point = typed(); if (point) { put(point, false); map.panTo(point); } });

  if (box.dataset.outline) {
    fetch(box.dataset.outline).then((answer) => (answer.ok ? answer.json() : Promise.reject())).then((outline) => {
      const shape = L.geoJSON(outline, { interactive: false, style: { className: "outline", fillOpacity: 0.06 } }).addTo(map);
      if (!typed() && Number(box.dataset.zoom) < 12) map.fitBounds(shape.getBounds());
    }).catch(() => {});
  }

  const here = document.querySelector(`[data-here="${name}"]`);
  if (here && navigator.geolocation) {
    here.hidden = false;
    const says = document.querySelector(`[data-here-says="${name}"]`);
    here.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      (found) => { says.textContent = ""; put([found.coords.latitude, found.coords.longitude], true); map.setView(marker.getLatLng(), 17); },
      () => { says.textContent = here.dataset.failed; },
      { enableHighAccuracy: true, timeout: 20000 },
    ));
  }
}
