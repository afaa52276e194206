// The keys: those of the panel in the terminal (src/cli/panel/keys.rs), and ← → for the phases of a step. A Korean keyboard in
// Hangul mode means the same ones.

const KEYS = {
  '1': ['flip', 'i1'], '2': ['flip', 'i2'], '3': ['flip', 't1'], '4': ['flip', 't2'],
  t: ['press', 'teach'], 'ㅅ': ['press', 'teach'], f: ['press', 'forget'], 'ㄹ': ['press', 'forget'], F: ['forget_all'],
  '+': ['more', 'pace'], '=': ['more', 'pace'], '-': ['less', 'pace'], _: ['less', 'pace'],
  ']': ['more', 'alpha'], '}': ['more', 'alpha'], '[': ['less', 'alpha'], '{': ['less', 'alpha'],
  '>': ['more', 'momentum'], '.': ['more', 'momentum'], '<': ['less', 'momentum'], ',': ['less', 'momentum'],
  l: ['language'], 'ㅣ': ['language'], p: ['play'], 'ㅔ': ['play'], r: ['restart'], 'ㄱ': ['restart'],
  s: ['save'], 'ㄴ': ['save'], u: ['undo'], 'ㅕ': ['undo'], n: ['step'], 'ㅜ': ['step'], b: ['big'], 'ㅠ': ['big'],
  ArrowLeft: ['back'], ArrowRight: ['next'],
};

const isField = (target) => target instanceof Element && target.matches('input, select, textarea');

/** Calls `asked(what, name)` for each key that means something. */
export function listenToKeys(asked) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    const meant = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    if (!meant || (event.repeat && !event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    asked(...meant);
  });
}
