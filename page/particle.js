// The Korean particle that fits a word: by its last sound, as machine/src/language.rs has it, where the rules are explained.

const VOWEL = 'vowel';
const RIEUL = 'rieul';
const CONSONANT = 'consonant';

/** `pair` has the form after a consonant, `/`, and the form after a vowel. A word whose reading is unknown gets both. */
export function particle(word, pair) {
  const [afterConsonant, afterVowel] = pair.split('/');
  const sound = ending(word);
  if (sound === VOWEL || (sound === RIEUL && afterVowel.startsWith('로'))) return afterVowel;
  if (sound) return afterConsonant;
  const isLonger = afterConsonant.endsWith(afterVowel);
  return isLonger ? `(${afterConsonant.slice(0, -afterVowel.length)})${afterVowel}` : `${afterConsonant}(${afterVowel})`;
}

/** The last sound of a word, if it is known. */
function ending(text) {
  const word = text.replace(/[^\p{L}\p{N}%]+$/u, '');
  const last = word.at(-1) ?? '';
  const latin = word.match(/[A-Za-z]*$/)[0];
  const isSpelled = latin.length === 1 || /^[A-Z]+$/.test(latin);
  if (last >= '가' && last <= '힣') return { 0: VOWEL, 8: RIEUL }[(last.charCodeAt(0) - 0xac00) % 28] ?? CONSONANT;
  if ('036'.includes(last)) return last && CONSONANT;
  if ('178'.includes(last)) return RIEUL;
  if ('2459%αδμσ'.includes(last)) return VOWEL;
  if (['XOR', 'OR', 'NOR', 'XNOR', 'teach', 'status'].includes(latin)) return VOWEL;
  if (latin === 'forget') return CONSONANT;
  if (!isSpelled) return '';
  return 'LR'.includes(last) ? RIEUL : 'MN'.includes(last) ? CONSONANT : VOWEL;
}
