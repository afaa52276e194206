// The 16 functions of (i1, i2) by name, as on the command line (core/src/truth_table.rs), and tables made of two of them.

export const GATES = [
  ['and', '0001'], ['or', '0111'], ['xor', '0110'], ['nand', '1110'], ['nor', '1000'], ['xnor', '1001'],
  ['i1', '0011'], ['i2', '0101'], ['not-i1', '1100'], ['not-i2', '1010'],
  ['i1-and-not-i2', '0010'], ['i2-and-not-i1', '0100'], ['i1-or-not-i2', '1011'], ['i2-or-not-i1', '1101'],
  ['false', '0000'], ['true', '1111'],
];

/** The bits that are taught for each output, rows 00, 01, 10, 11; null unless all four rows are taught. */
export function taughtBits({ rows }) {
  if (rows.some(({ target }) => !target)) return null;
  return [0, 1].map((output) => rows.map(({ target }) => target[output]).join(''));
}
