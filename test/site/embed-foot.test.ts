// The way out of an embed: a page of its own, opened by the reader's click itself.
import { expect } from '@esm-bundle/chai';
import type { Session } from '../../src/elements/support/session.ts';
import { embedFoot } from '../../src/site/embed-foot.ts';

const session = Object.assign(new EventTarget(), { state: 'opening', notSaved: null }) as unknown as Session;
const PARAMS = { step: null, theme: 'auto', language: null, cloud: null, readonly: false, host: null } as const;

const { open } = window;
let foot: HTMLElement;
const link = (): HTMLAnchorElement => foot.querySelector('a')!;
const click = (how: MouseEventInit = {}): MouseEvent => {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...how });
  link().dispatchEvent(event);
  return event;
};
beforeEach(() => {
  foot = embedFoot(session, PARAMS);
});
afterEach(() => {
  window.open = open;
});

it('the page opens with the click, and goes where the link leads when the state is packed', async () => {
  const went: string[] = [];
  const page = { opener: window as unknown, location: { replace: (address: string) => went.push(address) } };
  const asked: unknown[] = [];
  window.open = (...words: unknown[]) => {
    asked.push(words);
    return page as unknown as Window;
  };
  expect(click().defaultPrevented).to.equal(true);
  expect(asked).to.deep.equal([['about:blank', '_blank']]);
  expect(page.opener).to.equal(null);
  await new Promise((resolve) => setTimeout(resolve));
  expect(went).to.deep.equal([new URL(location.pathname, location.href).href]);
});

it('a page that the browser kept from opening is told of', () => {
  window.open = () => null;
  click();
  expect(foot.querySelector('[role=status]')!.textContent).to.match(/kept the new page from opening/);
});

it('a click with a key is the browser’s own', () => {
  let opened = false;
  window.open = () => {
    opened = true;
    return null;
  };
  foot.addEventListener('click', (event) => {
    // Else the test's browser would open it.
    if (!event.defaultPrevented) event.preventDefault();
    else opened = true;
  });
  click({ ctrlKey: true });
  expect(opened).to.equal(false);
});
