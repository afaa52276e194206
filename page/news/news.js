// Where the page's statuses come from. There are two sources, a daemon (daemon.js) and a board in this browser (board.js);
// both are a `News`, and the rest of the page does not know which it has.

/**
 * Receives the news of a source.
 * @typedef {object} Listener
 * @property {(status: any) => void} status the current state: a daemon's status, with `summary` and `verdicts`
 * @property {(state: string, why?: string) => void} connection `live`, `connecting`, `lost`, `away`, `full`, `refused`, or
 *   `none`: there is no daemon here and will be none. `why` is in words, if there are any.
 */

/**
 * A source of statuses.
 * @typedef {object} News
 * @property {boolean} isOwn whether the board is this browser's: its switches can be flipped
 * @property {() => void} listen starts or continues the news, while the page is visible
 * @property {() => void} stop
 * @property {(name: string, active: boolean) => void} set turns a switch on or off, presses or releases a button
 * @property {() => Promise<string>} recording the run so far
 * @property {(text: string) => Promise<string>} replay replays a recording; returns what is wrong with it, or nothing
 */

/**
 * A board in this browser: what can be done to its machine beside its switches. What is wrong is given as words, or nothing.
 * @typedef {object} Controls
 * @property {Promise<void>} ready fulfilled when the machine is there
 * @property {(line: string) => string} control a line of a recording, before the next scan
 * @property {(name: string) => void} flip flips a switch
 * @property {() => void} step makes one step now
 * @property {(address: string) => string} open starts over as an address says
 * @property {() => string} undo goes back to before the last press
 * @property {(checkpoint: string, points: any[]) => Promise<string>} copy goes on from a daemon's checkpoint, paused
 * @property {() => string} address of the machine as it is
 * @property {(status: any, x: number[], target: number[]) => any} next the step that a network would make on a sample
 * @typedef {News & Controls} OwnBoard
 */

export {};
