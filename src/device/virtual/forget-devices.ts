// What virtual boards keep belongs to one cloud: a cloud that starts over has new ones, also where no page shows them.

/** Name of the database of the boards of the cloud at `base`: several sites, and embeds with clouds of their own, share an origin. */
export const devicesDatabase = (base: string): string => `pocket-devices:${new URL(base).pathname}`;

export const forgetDevices = (base: string): void => void indexedDB.deleteDatabase(devicesDatabase(base));
