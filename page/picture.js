// The network as a picture to take home, SVG or PNG. The styles of the page are not in such a file: what they say of each part is
// written into it.

import { save } from './files.js';

const STYLES = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'opacity', 'visibility', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'paint-order', 'stop-color', 'stop-opacity'];

/** Pixels for each unit of the drawing. */
const SCALE = 3;

/** The text of the SVG file that this drawing is on its own. */
export function asFile(drawing) {
  const copy = drawing.cloneNode(true);
  const [originals, copies] = [drawing, copy].map((it) => [it, ...it.querySelectorAll('*')]);
  for (const [index, original] of originals.entries()) {
    const styles = getComputedStyle(original);
    for (const name of STYLES) copies[index].setAttribute(name, styles.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'aria-pressed', 'style']) copies[index].removeAttribute(name);
  }
  const { width, height } = drawing.viewBox.baseVal;
  for (const [name, value] of Object.entries({ xmlns: 'http://www.w3.org/2000/svg', width, height })) copy.setAttribute(name, String(value));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width, height, fill: getComputedStyle(document.body).getPropertyValue('--card') })) ground.setAttribute(name, String(value));
  copy.prepend(ground);
  return `${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Hands it over as `network.svg`. */
export const saveSvg = (drawing) => save('network.svg', asFile(drawing));

/** Hands it over as `network.png`. */
export async function savePng(drawing) {
  const { width, height } = drawing.viewBox.baseVal;
  const image = new Image(SCALE * width, SCALE * height);
  image.src = `data:image/svg+xml,${encodeURIComponent(asFile(drawing))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext('2d').drawImage(image, 0, 0, image.width, image.height);
  save('network.png', await new Promise((done) => canvas.toBlob(done)));
}
