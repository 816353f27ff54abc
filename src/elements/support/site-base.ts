// The address of the site's root, whatever folder a page lies in.

/** From `<meta name="pocket-base">`, absolute, with a trailing slash. */
export const siteBase = (): string => {
  const content = document.querySelector<HTMLMetaElement>('meta[name="pocket-base"]')?.content;
  return new URL(content || './', document.baseURI).href;
};
