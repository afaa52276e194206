// A picture that is drawn again only when something in it has changed, so that a selection in it stays.

import { currentLanguage } from '../words.js';

/** Replaces what is in `place` by what `draw` makes of the wall. */
export function only(place, draw) {
  let drawn = '';
  return (wall) => {
    const now = currentLanguage() + JSON.stringify(wall.pictures) + JSON.stringify(wall.goal);
    if (now === drawn) return;
    drawn = now;
    place.replaceChildren(...draw(wall));
  };
}
