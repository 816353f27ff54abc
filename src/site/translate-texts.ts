// Shows the page's English texts in another language, where a catalogue has them: in the page and in every element's shadow, now and
// whenever something is drawn. Elements know nothing of it, and English pays nothing.

import { createLookup, ELEMENT, saysNothing, type Catalogue } from './translation-lookup.ts';

/** What a visitor, a device, a server or a program wrote is not ours to translate. */
const VERBATIM = 'code, pre, kbd, samp, script, style, textarea, [translate="no"], pocket-value';
/** Parts of the sentence they stand in. */
const INLINE = 'a, abbr, b, bdi, bdo, cite, del, dfn, em, i, ins, mark, output, q, s, small, span, strong, sub, sup, tspan, u, var';
/** Those that hold text of one piece, even where it is all in its inline children. */
const PIECE = 'p, li, h1, h2, h3, h4, h5, h6, dt, dd, td, th, figcaption, caption, summary, label, legend';
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription'];

/** Also where a host of the element's shadow root is. */
const verbatim = (element: Element): boolean => {
  if (element.closest(VERBATIM)) return true;
  const root = element.getRootNode();
  return root instanceof ShadowRoot && verbatim(root.host);
};

interface Shown {
  source: string;
  shown: string;
}

const collapsed = (text: string): string => text.replace(/\s+/g, ' ');

const hasOwnText = (element: Element): boolean => [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '');

/** Links and buttons next to each other are a bar; within a text they are parts of it. */
const standsInText = (element: Element): boolean => {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (hasOwnText(around) || (element.localName === 'a' && around.matches(PIECE))) return true;
    if (!around.matches(INLINE)) return false;
  }
  return false;
};

/** Whether an element's text is a part of its parent's. */
const isInline = (element: Element): boolean =>
  element.parentElement !== null && (element.matches('a, button') ? standsInText(element) : element.matches(INLINE));

/** The element whose text is one piece: all of it is translated, or none. */
const blockOf = (element: Element): Element => {
  let block = element;
  while (isInline(block)) block = block.parentElement!;
  return block;
};

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
  interface Plan {
    used: Text[][];
    /** Null: stays as it is. */
    translated: string[] | null;
    before: string;
    after: string;
  }
  /** What one element says between its child elements; `whole` false: it has no translation, and needs one. */
  const planFor = (element: Element): { plan: Plan | null; whole: boolean } => {
    const gaps = gapsOf(element);
    const said = gaps.map((nodes) => collapsed(nodes.map(sourceOf).join('')));
    const first = said.findIndex((text) => text.trim() !== '');
    if (first < 0) return { plan: null, whole: true };
    const last = said.findLastIndex((text) => text.trim() !== '');
    const all = said.slice(first, last + 1).join(ELEMENT);
    const translated = lookup(all.trim())?.split(ELEMENT);
    const used = gaps.slice(first, last + 1);
    // A node is never added: the elements' own drawing counts them.
    const fits = translated?.length === used.length && translated.every((text, at) => text === '' || used[at]!.length > 0);
    const plan = {
      used,
      translated: fits ? translated : null,
      before: all.startsWith(' ') ? ' ' : '',
      after: all.endsWith(' ') ? ' ' : '',
    };
    return { plan, whole: fits || saysNothing(all) || element.localName === 'time' };
  };
  const carryOut = ({ used, translated, before, after }: Plan, whole: boolean): void => {
    for (const [at, nodes] of used.entries()) {
      for (const [place, node] of nodes.entries()) {
        if (whole && translated)
          write(node, place === 0 ? (at === 0 ? before : '') + translated[at]! + (at === used.length - 1 ? after : '') : '');
        else if (texts.has(node)) write(node, sourceOf(node));
      }
    }
  };
  /** An element and the elements within its text. */
  const membersOf = (element: Element): Element[] => [
    element,
    ...[...element.children].filter((child) => isInline(child) && !child.matches(VERBATIM)).flatMap(membersOf),
  ];
  /** Half a sentence in each language is worse than English. */
  const drawBlock = (block: Element): void => {
    const plans = membersOf(block).map(planFor);
    const whole = plans.every((one) => one.whole);
    for (const { plan } of plans) if (plan) carryOut(plan, whole);
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
    if (verbatim(element)) return;
    drawBlock(blockOf(element));
    drawAttributes(element);
  };
  /** An element's shadow is there with its class; the class may come later. */
  const enterShadow = (element: Element): void => {
    if (verbatim(element)) return;
    if (element.shadowRoot) return enter(element.shadowRoot);
    if (!element.localName.includes('-') || element.matches(':defined')) return;
    void customElements.whenDefined(element.localName).then(() => {
      if (element.shadowRoot && !stopped && !verbatim(element)) enter(element.shadowRoot);
    });
  };
  const drawAll = (within: Element): void => {
    if (verbatim(within)) return;
    draw(within);
    enterShadow(within);
    for (const element of within.querySelectorAll('*')) {
      if (element.closest(VERBATIM)) continue;
      // What stands in a text is drawn with it.
      if (!isInline(element)) drawBlock(element);
      drawAttributes(element);
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
