// A person without a mouse: presses Tab until the wanted thing has focus, and must see where the focus is at every stop.
import assert from 'node:assert/strict';
import type { KeyInput, Page } from 'puppeteer-core';

interface Stop {
  /** Counts the elements that had focus: two that read alike are still two. */
  number: number;
  /** What has focus, in words for a failure; empty when nothing has. */
  what: string;
  /** Tag of the element whose shadow tree it is in. */
  host: string;
  text: string;
  id: string;
  disabled: boolean;
  /** Why a person could not see the focus; empty when it is plain. */
  unseen: string;
}

/** Where the focus is at this moment, through shadow trees. */
const readFocus = (page: Page): Promise<Stop> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body || element === document.documentElement)
      return { number: 0, what: '', host: '', text: '', id: '', disabled: false, unseen: '' };
    const here = window as unknown as { stops?: Element[] };
    const stops = (here.stops ??= []);
    if (!stops.includes(element)) stops.push(element);
    const root = element.getRootNode();
    const host = root instanceof ShadowRoot ? root.host.localName : (element.closest('[class],main,body')?.localName ?? '');
    const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    const marked = (one: Element): boolean => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    // A radio or a box that is drawn by its label shows the focus there; a field of a group by the group.
    const drawnBy = [element, element.closest('label'), element.nextElementSibling, element.parentElement];
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const inView =
      bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && (right - left > 0 || element.closest('label') !== null);
    const unseen = !inView
      ? `out of view at ${Math.round(left)},${Math.round(top)}`
      : drawnBy.some((one) => one && marked(one))
        ? ''
        : 'no outline';
    return {
      number: stops.indexOf(element) + 1,
      what: `${host} <${element.localName} ${element.id}> ${text.slice(0, 40)}`,
      host,
      text,
      id: element.id,
      disabled: element.getAttribute('aria-disabled') === 'true',
      unseen,
    };
  });

/** Where the focus is, as a person sees it: what grew since the last picture is put right before the next is shown. */
const focused = async (page: Page): Promise<Stop> => {
  const stop = await readFocus(page);
  if (stop.unseen === '') return stop;
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  return readFocus(page);
};

export interface Wanted {
  host: string;
  /** How the text of the element begins. */
  text?: string;
  id?: string;
}

const fits = (stop: Stop, { host, text, id }: Wanted): boolean =>
  stop.host === host && !stop.disabled && (text === undefined || stop.text.startsWith(text)) && (id === undefined || stop.id === id);

/** Presses Tab until the wanted element has focus. Fails when a stop cannot be seen, or when it is not reached. */
export const tabTo = async (page: Page, wanted: Wanted, most = 250): Promise<void> => {
  const seen: string[] = [];
  for (let presses = 0; presses < most; presses++) {
    const stop = await focused(page);
    if (stop.what !== '') {
      assert.equal(stop.unseen, '', `${stop.what}: ${stop.unseen}`);
      seen.push(stop.what);
      if (fits(stop, wanted)) return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${JSON.stringify(wanted)}. The last stops: ${seen.slice(-30).join(' | ')}`);
};

export const press = async (page: Page, wanted: Wanted, key: KeyInput = 'Enter'): Promise<void> => {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
};

/** Every stop of one round through the page: from where the focus is until it comes back to its first stop or leaves the page. */
export const tabRound = async (page: Page, direction: 'forward' | 'backward', most = 400): Promise<Map<number, string>> => {
  const stops = new Map<number, string>();
  let first = 0;
  let last = '';
  if (direction === 'backward') await page.keyboard.down('Shift');
  try {
    for (let presses = 0; presses < most; presses++) {
      await page.keyboard.press('Tab');
      const stop = await focused(page);
      if (stop.number === 0 ? stops.size > 0 : stop.number === first) return stops;
      if (stop.number === 0) continue;
      assert.equal(stop.unseen, '', `${stop.what}: ${stop.unseen}`);
      first ||= stop.number;
      last = stop.what;
      stops.set(stop.number, stop.what);
    }
  } finally {
    if (direction === 'backward') await page.keyboard.up('Shift');
  }
  throw new Error(`The focus does not leave the page; after ${most} stops it is at ${last}.`);
};
