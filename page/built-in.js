// The build (build.rs) replaces this file, which only has the types.

/**
 * The messages of the page, machine/data/messages/*.ftl, as templates: machine/src/messages.rs says which marks are in them.
 * @type {Record<string, Record<string, string>>}
 */
export const MESSAGES = {};

/** The machine, machine.wasm, compressed by gzip and in base64; not in the wall. */
export const MACHINE = '';

/** What draws and checks worksheets, worksheets.wasm, likewise. */
export const WORKSHEETS = '';
