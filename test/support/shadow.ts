// Reads and works controls from a site test: their insides are in shadow roots, named by a path of tags.
import type { Page } from 'puppeteer-core';
import { until } from './visit.ts';

/** `pocket-server-table pocket-server-detail`: each tag is looked up in the shadow root of the one before. */
type Path = string;

/** The text of a control as a person reads it: one space between words; empty while it is not there. */
export const words = (page: Page, path: Path, selector?: string): Promise<string> =>
  page.evaluate(
    (given, wanted) => {
      let scope: ParentNode = document;
      for (const tag of given.split(' ')) {
        const host = scope.querySelector(tag);
        if (!host) return '';
        scope = host.shadowRoot ?? host;
      }
      const found =
        wanted === undefined ? [...scope.children].filter(({ localName }) => localName !== 'style') : [...scope.querySelectorAll(wanted)];
      return found
        .map(({ textContent }) => textContent)
        .join(' ')
        .replace(/\s+/g, ' ')
        .trim();
    },
    path,
    selector,
  );

/** Waits until a control says `text`. */
export const says = (page: Page, path: Path, text: string | RegExp): Promise<string> =>
  until(
    () => words(page, path),
    (seen) => (typeof text === 'string' ? seen.includes(text) : text.test(seen)),
  );

/** Presses the button that begins with `label`, as soon as it is there and can act. */
export const press = async (page: Page, path: Path, label: string): Promise<void> => {
  await until(
    () =>
      page.evaluate(
        (given, wanted) => {
          let scope: ParentNode = document;
          for (const tag of given.split(' ')) {
            const host = scope.querySelector(tag);
            if (!host) return false;
            scope = host.shadowRoot ?? host;
          }
          const button = [...scope.querySelectorAll('button')].find(
            (one) => one.textContent.replace(/\s+/g, ' ').trim().startsWith(wanted) && one.getAttribute('aria-disabled') !== 'true',
          );
          button?.click();
          return button !== undefined;
        },
        path,
        label,
      ),
    Boolean,
  );
};

/** Gives a field or a select its value, as typing or choosing would. */
export const fill = async (page: Page, path: Path, selector: string, value: string): Promise<void> => {
  await until(
    () =>
      page.evaluate(
        (given, wanted, text) => {
          let scope: ParentNode = document;
          for (const tag of given.split(' ')) {
            const host = scope.querySelector(tag);
            if (!host) return false;
            scope = host.shadowRoot ?? host;
          }
          const field = scope.querySelector<HTMLInputElement>(wanted);
          if (!field || field.disabled) return false;
          field.value = text;
          field.dispatchEvent(new Event('input', { bubbles: true }));
          field.dispatchEvent(new Event('change', { bubbles: true }));
          return true;
        },
        path,
        selector,
        value,
      ),
    Boolean,
  );
};
