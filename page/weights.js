// The weights and biases of the network by name.

/**
 * Where each weight comes from and goes to.
 * @type {Record<string, [string, string]>}
 */
export const WEIGHTS = {
  w1: ['i1', 'h1'], w2: ['i2', 'h1'], w3: ['i1', 'h2'], w4: ['i2', 'h2'],
  w5: ['h1', 'o1'], w6: ['h2', 'o1'], w7: ['h1', 'o2'], w8: ['h2', 'o2'],
};

/** The same for a weight or a bias, b_h1 … b_o2, which comes from nowhere: `['', 'h1']`. */
export const endsOf = (name) => WEIGHTS[name] ?? ['', name.slice('b_'.length)];

export const BIASES = ['b_h1', 'b_h2', 'b_o1', 'b_o2'];
