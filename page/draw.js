// Helpers for all pictures.

/** A new SVG element. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

/** A new HTML element. */
export function html(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function fill(element, attributes, children) {
  set(element, attributes);
  element.append(...children);
  return element;
}

/** A new button that does this. */
export function button(id, act) {
  const it = html('button', { type: 'button', id });
  it.addEventListener('click', act);
  return it;
}

/** Sets attributes, but only those that change. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

/** Sets the text, if it changes. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A number with a real minus and this many decimals. */
export function number(value, digits = 3) {
  if (value !== 0 && Math.abs(value) >= 1e6) return value.toExponential(2).replace('-', '−');
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/** The same, but with an exponent if the number is too small for these decimals. */
export function small(value, digits) {
  if (value === 0 || Math.abs(value) >= 5 * 10 ** -digits) return number(value, digits);
  const [factor, exponent] = value.toExponential(1).split('e');
  const raised = exponent.replace(/[-0-9]/g, (it) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(it)]);
  return `${factor.replace('-', '−')}·10${raised}`;
}

/** Whole numbers with separated thousands. */
export function whole(value) {
  return value.toLocaleString('en');
}

const BLINK_MS = 500;

/** Whether an output's LED blinks because the network is uncertain: the LEDs show confidence. */
export const isUnsure = ({ show, tolerance }, out) => show === 'confidence' && out > tolerance && out < 1 - tolerance;

/** Whether the LED of output o1 or o2 is lit now; it blinks by this computer's own clock. */
export function isLit(status, name) {
  if (!(name in status.outs)) return status.leds[name];
  const out = status.outs[name];
  if (!isUnsure(status, out)) return status.answer[name === 'o1' ? 0 : 1] === 1;
  return performance.now() % BLINK_MS < out * BLINK_MS;
}
