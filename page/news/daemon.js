// News of a daemon: the server's event stream. It can only be watched: only real switches control a daemon.

import { currentLanguage } from '../words.js';

/** A status comes at least every second; after this long without one, the connection counts as lost. */
const STALL_TIMEOUT_MS = 5000;
const RETRY_DELAY_MS = 2000;

/**
 * @param {import('./news.js').Listener} listener
 * @returns {import('./news.js').News}
 */
export function daemonNews(listener) {
  let stop = () => {};

  /**
   * Receives statuses while the page is visible. A browser opens at most six connections to a server, for all its
   * tabs together, so a hidden tab closes its own. The browser reconnects by itself; when it gives up, this tries again.
   */
  function listen() {
    stop();
    if (document.visibilityState === 'hidden') return listener.connection('connecting');
    const events = new EventSource('events');
    let timer = setTimeout(() => again('lost'), STALL_TIMEOUT_MS);
    const mine = () => {
      clearTimeout(timer);
      events.close();
    };
    stop = mine;
    const restartTimer = () => {
      clearTimeout(timer);
      timer = setTimeout(() => again('lost'), STALL_TIMEOUT_MS);
    };
    const again = (state, why = '') => {
      mine();
      listener.connection(state, why);
      if (state !== 'none') timer = setTimeout(listen, RETRY_DELAY_MS);
    };
    events.addEventListener('status', (event) => {
      restartTimer();
      listener.status(JSON.parse(event.data));
      listener.connection('live');
    });
    events.addEventListener('away', (event) => {
      restartTimer();
      listener.connection('away', JSON.parse(event.data));
    });
    events.addEventListener('error', async () => {
      if (events.readyState !== EventSource.CLOSED) return listener.connection('lost');
      // The server refused. An EventSource does not say why.
      clearTimeout(timer);
      const [state, why] = await refusal();
      if (stop === mine) again(state, why);
    });
  }

  return {
    isOwn: false,
    listen,
    stop: () => {
      stop();
      stop = () => {};
    },
    set: () => {},
    recording: async () => {
      const answer = await fetch('recording.txt', { headers: { 'Accept-Language': currentLanguage() } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(text);
      return text;
    },
    replay: async () => '',
  };
}

/** Why there are no statuses: the state of the connection, and the server's message, if any. */
async function refusal() {
  const enough = new AbortController();
  const timer = setTimeout(() => enough.abort(), STALL_TIMEOUT_MS);
  try {
    const answer = await fetch('events', { headers: { 'Accept-Language': currentLanguage() }, signal: enough.signal });
    if (answer.headers.get('Content-Type')?.startsWith('text/event-stream')) return ['lost', '']; // not any more
    if (answer.ok || answer.status === 404) return ['none', '']; // a server for files, or one without a daemon
    const why = await answer.text();
    return [answer.status === 503 ? 'full' : 'refused', why];
  } catch {
    return ['lost', ''];
  } finally {
    clearTimeout(timer);
    enough.abort();
  }
}
