// How much of each kind a cloud keeps: it lives in a visitor's browser, and one mistake must not fill it.

export const MAX_USERS = 1000;
/** Tokens of one account or customer; the oldest makes room. */
export const MAX_TOKENS = 500;
export const MAX_CLIENTS = 100;
export const MAX_CUSTOMERS = 10_000;
/** Mails in the mailbox; the oldest makes room. */
export const MAX_MAILS = 200;
/** Codes of one account or customer that wait for their device. */
export const MAX_CLAIM_CODES = 100;
export const MAX_DEVICES = 20_000;
/** Devices named in one import or one change of groups. */
export const MAX_IMPORT = 10_000;
export const MAX_PRODUCTS = 200;
export const MAX_GROUPS = 500;
export const MAX_DEVICE_GROUPS = 50;
export const MAX_FIRMWARE = 100;
/** Bytes of one firmware module. */
export const MAX_MODULE_BYTES = 4 * 1024 * 1024;
/** Source files of one compilation. */
export const MAX_SOURCES = 1000;
/** Bytes of the sources of one compilation, all together. */
export const MAX_SOURCE_BYTES = 2 * 1024 * 1024;
/** Compilations that wait for the page that compiles. */
export const MAX_COMPILE_JOBS = 8;
/** Compiled binaries; the oldest makes room. */
export const MAX_BINARIES = 50;
/** Bytes of all requests that one call sends again. */
export const MAX_REPLAY_BYTES = 16 * 1024 * 1024;
export const MAX_TEAM = 100;
/** Bytes of a product's settings as JSON. */
export const MAX_SETTINGS_BYTES = 16 * 1024;
/** Characters of names and of notes. */
export const MAX_NAME = 64;
export const MAX_NOTES = 1000;
