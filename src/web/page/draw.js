// What all pictures are drawn with.

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

/** Sets attributes, but touches only those that change. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

/** Sets the text, if it changes. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A number as on paper: a true minus, so many digits behind the point. */
export function number(value, digits = 3) {
  if (value !== 0 && Math.abs(value) >= 1e6) return value.toExponential(2).replace('-', '−');
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

/** The same, but a number that would vanish behind these digits is written with its power of ten. */
export function small(value, digits) {
  if (value === 0 || Math.abs(value) >= 5 * 10 ** -digits) return number(value, digits);
  const [factor, exponent] = value.toExponential(1).split('e');
  const raised = exponent.replace(/[-0-9]/g, (it) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(it)]);
  return `${factor.replace('-', '−')}·10${raised}`;
}

/** Whole numbers with their thousands apart. */
export function whole(value) {
  return value.toLocaleString('en');
}

export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** What the network answers to (i1, i2): every net and out of it. */
export function forward({ weights: w, biases: b }, [i1, i2]) {
  const hidden = [sigmoid(w.w1 * i1 + w.w2 * i2 + b.b_h1), sigmoid(w.w3 * i1 + w.w4 * i2 + b.b_h2)];
  const out = [
    sigmoid(w.w5 * hidden[0] + w.w6 * hidden[1] + b.b_o1),
    sigmoid(w.w7 * hidden[0] + w.w8 * hidden[1] + b.b_o2),
  ];
  return { hidden, out };
}
