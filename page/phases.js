// The phases of one training step, in order: what each is about. Only data; the numbers are the machine's own
// (core/src/nn/ledger.rs), which `backpropd explain --json` prints too.

import { endsOf, WEIGHTS } from './weights.js';

const HIDDEN = ['w1', 'w2', 'w3', 'w4'];
const OUTPUT = ['w5', 'w6', 'w7', 'w8'];

/**
 * `neurons` and `weights` are lit; along the weights numbers travel `forward` or `back`. `terms` are the cells of the ledger
 * that the phase works out for a weight of the output or the hidden layer.
 */
export const PHASES = [
  { name: 'input', neurons: ['i1', 'i2'], weights: [] },
  { name: 'net_h', neurons: ['h1', 'h2'], weights: HIDDEN, travel: 'forward' },
  { name: 'out_h', neurons: ['h1', 'h2'], weights: [] },
  { name: 'net_o', neurons: ['o1', 'o2'], weights: OUTPUT, travel: 'forward' },
  { name: 'out_o', neurons: ['o1', 'o2'], weights: [] },
  { name: 'loss', neurons: ['o1', 'o2'], weights: [] },
  { name: 'global_o', neurons: ['o1', 'o2'], weights: [], layer: 'o', terms: ['global'] },
  { name: 'delta_o', neurons: ['o1', 'o2'], weights: [], layer: 'o', terms: ['outer'] },
  { name: 'gradient_o', neurons: [], weights: OUTPUT, layer: 'o', terms: ['inner', 'product'] },
  { name: 'global_h', neurons: ['h1', 'h2'], weights: OUTPUT, travel: 'back', layer: 'h', terms: ['global'] },
  { name: 'delta_h', neurons: ['h1', 'h2'], weights: [], layer: 'h', terms: ['outer'] },
  { name: 'gradient_h', neurons: [], weights: HIDDEN, layer: 'h', terms: ['inner', 'product'] },
  { name: 'update', neurons: [], weights: Object.keys(WEIGHTS), layer: 'both', terms: ['update'] },
];

export const LAST = PHASES.length - 1;

const ORDER = Object.fromEntries(PHASES.map(({ name }, index) => [name, index]));

/** Whether this phase has come, or is past. */
export const reached = (phase, name) => phase >= ORDER[name];

/** Of a neuron, what has been worked out last: its symbol and its value; null while there is nothing. */
export function reading(step, name, phase) {
  const n = Number(name[1]) - 1;
  if (name[0] === 'i') return { symbol: name, value: step.x[n] };
  if (name[0] === 'h') {
    if (reached(phase, 'delta_h')) return { symbol: `δ${name}`, value: step.delta_h[n] };
    if (reached(phase, 'global_h')) return { symbol: `∂L/∂out`, value: step.global_h[n] };
    if (reached(phase, 'out_h')) return { symbol: 'out', value: step.out_h[n] };
    return reached(phase, 'net_h') ? { symbol: 'net', value: step.net_h[n] } : null;
  }
  if (reached(phase, 'delta_o')) return { symbol: `δ${name}`, value: step.delta_o[n] };
  if (reached(phase, 'global_o')) return { symbol: '∂L/∂out', value: step.chain[n === 0 ? 'w5' : 'w7'].global };
  if (reached(phase, 'loss')) return { symbol: `L_${name}`, value: step.loss_o[n] };
  if (reached(phase, 'out_o')) return { symbol: 'out', value: step.out_o[n] };
  return reached(phase, 'net_o') ? { symbol: 'net', value: step.net_o[n] } : null;
}

/** What travels along a weight in this phase, on its way to the end: a product. */
export function traveller(step, name, { name: phase }) {
  const [from, to] = WEIGHTS[name];
  if (phase === 'net_h') return step.weights_before[name] * step.x[Number(from[1]) - 1];
  if (phase === 'net_o') return step.weights_before[name] * step.out_h[Number(from[1]) - 1];
  return step.weights_before[name] * step.delta_o[Number(to[1]) - 1]; // back, through the old weight
}

/** What stands at a weight: its value, its gradient once that is known, the new value in the end. */
export function standing(step, name, phase) {
  if (reached(phase, 'update')) return { kind: 'update', before: step.weights_before[name], after: step.weights_after[name] };
  const isOutput = WEIGHTS[name][1][0] === 'o';
  if (reached(phase, isOutput ? 'gradient_o' : 'gradient_h')) return { kind: 'gradient', value: step.chain[name].product };
  return { kind: 'value', value: step.weights_before[name] };
}

/** Whether the path of this weight's or bias's gradient has something to do with a part: what the chosen weight lights. */
export function isOnPath(choice, part) {
  const [from, to] = endsOf(choice);
  if (part === choice || part === from || part === to) return true;
  // A hidden neuron's global gradient comes back from both outputs.
  return to[0] === 'h' && (part[0] === 'o' || WEIGHTS[part]?.[0] === to);
}
