// Shows the page's English texts in another language, where a catalogue has them: in the page and in every element's shadow, now and
// whenever something is drawn. Elements know nothing of it, and English pays nothing.

/**
 * English to the other language. A key is what one element says, white space collapsed, from its first word to its last: `{}` stands
 * for an element between them, in the same order in both, `{1}` to `{9}` for text that is told only when it is drawn. `Step {} of`,
 * `There and back in {1}.`
 */
export type Catalogue = Readonly<Record<string, string>>;

/** What a visitor, a device or a program wrote is not ours to translate. */
const VERBATIM = 'code, pre, kbd, samp, script, style, textarea, [translate="no"], pocket-value';
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription'];
/** In place of a child element. */
const ELEMENT = '\uFFFC';
const MAX_REMEMBERED = 2000;
/** Longer texts are nobody's label. */
const MAX_TEXT = 1000;

interface Shown {
  source: string;
  shown: string;
}

const collapsed = (text: string): string => text.replace(/\s+/g, ' ');

const asPattern = (key: string): RegExp =>
  new RegExp(
    `^${key
      .split(/(\{\d?\})/)
      .map((part) =>
        part === '{}' ? ELEMENT : /^\{\d\}$/.test(part) ? `(?<v${part[1]}>[^${ELEMENT}]+?)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
      )
      .join('')}$`,
  );

/** Finds a text's translation; null where there is none. In what it answers, `ELEMENT` stands for elements. */
export function createLookup(catalogue: Catalogue): (text: string) => string | null {
  const exact = new Map<string, string>();
  const patterns: [RegExp, string][] = [];
  for (const [key, text] of Object.entries(catalogue)) {
    if (/\{\d\}/.test(key)) patterns.push([asPattern(key), text]);
    else exact.set(key.replaceAll('{}', ELEMENT), text.replaceAll('{}', ELEMENT));
  }
  const remembered = new Map<string, string | null>();
  const find = (text: string): string | null => {
    for (const [pattern, translation] of patterns) {
      const groups = pattern.exec(text)?.groups;
      if (groups)
        return translation.replace(/\{(\d?)\}/g, (_, number: string) => {
          const told = groups[`v${number}`];
          return told === undefined ? ELEMENT : (lookup(told) ?? told);
        });
    }
    return null;
  };
  const lookup = (text: string): string | null => {
    if (text === '' || text.length > MAX_TEXT) return null;
    const known = exact.get(text) ?? remembered.get(text);
    if (known !== undefined) return known;
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const found = find(text);
    remembered.set(text, found);
    return found;
  };
  return lookup;
}

/** Begins at once; `stop` puts the English back. */
export function translateTexts(root: Document, catalogue: Catalogue): { stop(): void } {
  const lookup = createLookup(catalogue);
  const texts = new WeakMap<Text, Shown>();
  const attributes = new WeakMap<Element, Map<string, Shown>>();
  const roots = new WeakSet<Node>();
  let stopped = false;

  const sourceOf = (node: Text): string => {
    const known = texts.get(node);
    return known?.shown === node.data ? known.source : node.data;
  };

  /** The texts between an element's child elements, each of one or several nodes. */
  const gapsOf = (element: Element): Text[][] => {
    const gaps: Text[][] = [[]];
    for (const child of element.childNodes) {
      if (child instanceof Element) gaps.push([]);
      else if (child instanceof Text) gaps.at(-1)!.push(child);
    }
    return gaps;
  };
  const write = (node: Text, shown: string): void => {
    texts.set(node, { source: sourceOf(node), shown });
    if (node.data !== shown) node.data = shown;
  };
  const drawTexts = (element: Element): void => {
    const gaps = gapsOf(element);
    const said = gaps.map((nodes) => collapsed(nodes.map(sourceOf).join('')));
    const first = said.findIndex((text) => text.trim() !== '');
    if (first < 0) return;
    const last = said.findLastIndex((text) => text.trim() !== '');
    const all = said.slice(first, last + 1).join(ELEMENT);
    const translated = lookup(all.trim())?.split(ELEMENT);
    const used = gaps.slice(first, last + 1);
    // A node is never added: the elements' own drawing counts them.
    const fits = translated?.length === used.length && translated.every((text, at) => text === '' || used[at]!.length > 0);
    for (const [at, nodes] of used.entries()) {
      const before = at === 0 && all.startsWith(' ') ? ' ' : '';
      const after = at === used.length - 1 && all.endsWith(' ') ? ' ' : '';
      for (const [place, node] of nodes.entries()) {
        if (fits) write(node, place === 0 ? before + translated[at]! + after : '');
        else if (texts.has(node)) write(node, sourceOf(node));
      }
    }
  };
  const drawAttributes = (element: Element): void => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value === null) continue;
      const known = attributes.get(element)?.get(name);
      const source = known?.shown === value ? known.source : value;
      const shown = lookup(collapsed(source).trim()) ?? source;
      if (shown === value) continue;
      if (!attributes.has(element)) attributes.set(element, new Map());
      attributes.get(element)!.set(name, { source, shown });
      element.setAttribute(name, shown);
    }
  };

  const draw = (element: Element): void => {
    if (element.closest(VERBATIM)) return;
    drawTexts(element);
    drawAttributes(element);
  };
  /** An element's shadow is there with its class; the class may come later. */
  const enterShadow = (element: Element): void => {
    if (element.shadowRoot) return enter(element.shadowRoot);
    if (!element.localName.includes('-') || element.matches(':defined')) return;
    void customElements.whenDefined(element.localName).then(() => {
      if (element.shadowRoot && !stopped) enter(element.shadowRoot);
    });
  };
  const drawAll = (within: Element): void => {
    draw(within);
    enterShadow(within);
    for (const element of within.querySelectorAll('*')) {
      draw(element);
      enterShadow(element);
    }
  };
  const heed = (changes: readonly MutationRecord[]): void => {
    const again = new Set<Element>();
    for (const { type, target, addedNodes } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      // Whoever writes a text writes English, even where it happens to be what is shown.
      if (type === 'characterData') texts.delete(target as Text);
      if (element) again.add(element);
      for (const node of addedNodes) if (node instanceof Element) drawAll(node);
    }
    for (const element of again) if (element.isConnected) draw(element);
  };
  let writing = false;
  /** What is written here is no news; what others wrote before it is. */
  const quietly = (changes: readonly MutationRecord[], work?: () => void): void => {
    const outermost = !writing;
    writing = true;
    if (outermost) heed([...changes, ...observer.takeRecords()]);
    work?.();
    if (!outermost) return;
    observer.takeRecords();
    writing = false;
  };
  const observer = new MutationObserver((changes) => quietly(changes));
  const enter = (node: Document | ShadowRoot): void => {
    if (roots.has(node)) return;
    roots.add(node);
    quietly([], () => {
      observer.observe(node, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
      for (const element of node instanceof Document ? [node.body] : node.children) drawAll(element);
    });
  };
  const putBack = (node: Document | ShadowRoot): void => {
    for (const element of node.querySelectorAll('*')) {
      for (const child of element.childNodes) if (child instanceof Text && texts.has(child)) child.data = sourceOf(child);
      for (const [name, { source, shown }] of attributes.get(element) ?? [])
        if (element.getAttribute(name) === shown) element.setAttribute(name, source);
      if (element.shadowRoot) putBack(element.shadowRoot);
    }
  };
  enter(root);
  return {
    stop() {
      stopped = true;
      observer.disconnect();
      putBack(root);
    },
  };
}
