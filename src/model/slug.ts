// Makes the part of a name that may stand in an address.

/** Lower-case letters and digits with single hyphens between them; `fallback` when nothing of the name is left. */
export const slugOf = (name: string, fallback: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48) || fallback;
