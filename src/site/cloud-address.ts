// Which cloud a page talks to: the visitor's own of this site, or, in an embed that asked for one, a cloud with a name.

/** Absolute, without a trailing slash. `base` ends with one. `name`: see `embedName`. */
export const cloudAddress = (base: string, name: string | undefined): string => `${base}${name ? `clouds/${name}` : 'cloud'}`;
