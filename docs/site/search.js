// The search: every section that contains all words of the query, anywhere, also within a longer word. So 기울기 finds 기울기를
// and 기울기가, and no dictionary of Korean is needed. The sections are in the index (docs/site/build), a script, because a page
// from a disk may load no other file.

(() => {
  const MOST = 30;
  /** Letters of text before and after what was found. */
  const AROUND = 60;

  const [query, found, count] = ['query', 'found', 'count'].map((it) => document.getElementById(it));
  const plain = (text) => text.normalize('NFC').toLowerCase();
  const sections = SECTIONS.map(([address, title, text]) => ({ address, title, text, plainTitle: plain(title), plainText: plain(text) }));

  function search() {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    const hits = !words.length ? [] : sections
      .filter((it) => words.every((word) => it.plainTitle.includes(word) || it.plainText.includes(word)))
      .map((it) => ({ ...it, inTitle: words.filter((word) => it.plainTitle.includes(word)).length }))
      .sort((one, other) => other.inTitle - one.inTitle)
      .slice(0, MOST);
    found.replaceChildren(...hits.map((hit) => entry(hit, words)));
    count.textContent = words.length && !hits.length ? count.dataset.none : '';
  }

  function entry({ address, title, text, plainText }, words) {
    const link = document.createElement('a');
    link.href = path_to_root + address;
    const heading = document.createElement('strong');
    heading.textContent = title;
    link.append(heading, ...excerpt(text, plainText, words));
    const item = document.createElement('li');
    item.append(link);
    return item;
  }

  /** The text around the first word that is in it, marked. */
  function excerpt(text, plainText, words) {
    const word = words.find((it) => plainText.includes(it));
    if (!word) return [`${text.slice(0, 2 * AROUND)} …`];
    const at = plainText.indexOf(word);
    const mark = document.createElement('mark');
    mark.textContent = text.slice(at, at + word.length);
    return [`… ${text.slice(Math.max(0, at - AROUND), at)}`, mark, `${text.slice(at + word.length, at + word.length + AROUND)} …`];
  }

  query.addEventListener('input', search);
  addEventListener('keydown', (event) => {
    if (event.key === '/' && event.target !== query) {
      event.preventDefault();
      query.focus();
    } else if (event.key === 'Escape') {
      query.value = '';
      search();
    }
  });
  search(); // a browser may restore the query
})();
