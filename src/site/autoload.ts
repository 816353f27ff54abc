// Loads the code of an element when its tag comes near the viewport: a page pays only for what it shows.

const sources = import.meta.glob<unknown>('../elements/*.ts');

/** Half a screen ahead: the element is awake before it is read. */
const AHEAD = '400px';

const sourceOf = (tag: string): (() => Promise<unknown>) | undefined => sources[`../elements/${tag.slice('pocket-'.length)}.ts`];

const isPocket = (element: Element): boolean => element.localName.startsWith('pocket-');

/**
 * Loads tags outside `main` (the frame) when `cloud` has settled: they only show it, and until then the machine has a worker to
 * start. Those inside load when they come near. What cannot be loaded keeps its text; the next visit tries again.
 * A tag with `data-kept="<name>"` has something to show only when this site keeps something under that name (`keeps`).
 */
export const autoload = (root: Document, cloud: Promise<unknown>, keeps: (name: string) => boolean): void => {
  const settled = cloud.then(
    () => {},
    () => {},
  );
  const load = (element: Element): void => {
    const source = sourceOf(element.localName);
    if (source && !customElements.get(element.localName)) source().catch((cause: unknown) => reportError(cause));
  };
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        load(target);
      }
    },
    { rootMargin: AHEAD },
  );
  const meet = (element: Element): void => {
    if (element.matches(':defined')) return;
    const kept = element.getAttribute('data-kept');
    if (kept !== null && !keeps(kept)) return;
    if (element.closest('main')) near.observe(element);
    else void settled.then(() => load(element));
  };
  const meetAll = (within: Element): void => {
    if (isPocket(within)) meet(within);
    for (const element of within.querySelectorAll('*')) if (isPocket(element)) meet(element);
  };
  meetAll(root.body);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof Element) meetAll(node);
  }).observe(root.body, { childList: true, subtree: true });
};
