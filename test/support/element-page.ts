// A page for element tests: a real cloud with its mocked servers in the page, a session on it, the site's colours, and axe.
import axe from 'axe-core';
import { ContextProvider } from '@lit/context';
import { createHttp } from '../../src/adapters/http.ts';
import { createMemoryStore } from '../../src/adapters/memory-store.ts';
import { createMockedInternet } from '../../src/adapters/mocked-internet.ts';
import { createMockedServers } from '../../src/adapters/mocked-servers.ts';
import { createCloudClient } from '../../src/client/cloud-client.ts';
import type { PageMemory } from '../../src/elements/support/page-memory.ts';
import { Session } from '../../src/elements/support/session.ts';
import { sessionContext } from '../../src/elements/support/session-context.ts';
import type { Lesson } from '../../src/model/lesson.ts';
import { keptMemory } from './kept-memory.ts';
import { everyServer } from './open-internet.ts';
import { BASE, createTestCloud, type TestCloud } from './test-cloud.ts';

export interface ElementPage {
  test: TestCloud;
  session: Session;
  /** Where elements are put. */
  stage: HTMLElement;
  /** Puts HTML below a heading of level 2 and answers its first element once it drew the open cloud. */
  mount<T extends HTMLElement>(markup: string): Promise<T>;
  /** Waits, frame by frame, until `what` is true. Fails with `why` when it stays false. */
  until(what: () => unknown, why?: string): Promise<void>;
  /** Fails with every violation axe finds below the stage, in light and in dark. */
  expectAccessible(): Promise<void>;
  close(): void;
}

const FRAMES = 200;
/** One frame, or a task where the page has none (a background tab). */
export const frame = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, 50);
    requestAnimationFrame(() => setTimeout(done));
  });

/** Resolves when nothing that ends moves below `root`, in no shadow tree either. */
const still = async (root: Element | ShadowRoot): Promise<void> => {
  const moving = root instanceof ShadowRoot ? root.getAnimations() : document.getAnimations();
  const ending = moving.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map((animation) => animation.finished.catch(() => {})));
  for (const element of root.querySelectorAll('*')) if (element.shadowRoot) await still(element.shadowRoot);
};

const dress = (): void => {
  if (document.querySelector('link[href="/src/site/theme.css"]')) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = '/src/site/theme.css';
  document.head.append(link);
  document.documentElement.lang = 'en';
  document.title = 'Test';
};

export const openElementPage = async ({
  lesson = null,
  keep = keptMemory(),
}: { lesson?: Lesson | null; keep?: PageMemory } = {}): Promise<ElementPage> => {
  dress();
  const store = createMemoryStore();
  const test = createTestCloud({
    store,
    ports: {
      http: { request: (request) => http.request(request) },
      // What is due now runs at once, as in a page; what is due later waits for `advance`.
      wake: (due) => {
        if (due !== null && due <= test.clock.now()) queueMicrotask(() => void test.cloud.runDue());
      },
    },
  });
  const servers = createMockedServers(Object.values(everyServer), store, test.clock);
  test.ports.servers = servers;
  const http = createHttp({
    internet: createMockedInternet({ servers, store }),
    store,
    clock: test.clock,
    onRecorded: ({ id }) => test.cloud.changed({ table: 'server_requests', ids: [id] }),
  });
  const session = new Session({
    lesson,
    memory: keep,
    cloud: (token) =>
      createCloudClient({ base: BASE, token, fetch: (input, init) => test.cloud.fetch(new Request(input, init), 'test-page') }),
  });
  const stage = document.createElement('main');
  document.body.append(stage);
  new ContextProvider(stage, { context: sessionContext, initialValue: session });
  const leave = session.open();

  const until = async (what: () => unknown, why = 'what the test waits for'): Promise<void> => {
    for (let n = 0; n < FRAMES; n++) {
      if (what()) return;
      await frame();
    }
    throw new Error(
      `Did not happen: ${why}. The page says: ${stage.children[2]?.shadowRoot?.textContent?.replace(/\s+/g, ' ').replace(/^(.{400}).+(.{600})$/, '$1 … $2') ?? ''}`,
    );
  };
  await until(() => session.state === 'open', 'the cloud opens');
  return {
    test,
    session,
    stage,
    until,
    async mount<T extends HTMLElement>(markup: string): Promise<T> {
      stage.innerHTML = `<h1>Lesson</h1><h2 id="section">Section</h2>${markup}`;
      const element = stage.children[2] as T;
      await until(
        () =>
          !element.shadowRoot ||
          (element.shadowRoot.querySelector('.control') && !element.shadowRoot.querySelector('[data-state="loading"]')),
        'the element draws',
      );
      return element;
    },
    async expectAccessible() {
      for (const theme of ['light', 'dark']) {
        document.documentElement.dataset['theme'] = theme;
        await frame();
        // Colours are judged when they stand still: transitions of a theme switch would be caught half way.
        await still(stage);
        const { violations } = await axe.run(stage, { resultTypes: ['violations'] });
        delete document.documentElement.dataset['theme'];
        if (violations.length > 0)
          throw new Error(
            violations
              .map(
                ({ id, help, nodes }) =>
                  `${theme}: ${id} (${help}): ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('; ')}`,
              )
              .join('\n'),
          );
      }
    },
    close() {
      leave();
      stage.remove();
    },
  };
};

/** The first match below an element's shadow root. */
export const find = <T extends Element = HTMLElement>(element: Element, selector: string): T => {
  const found = element.shadowRoot?.querySelector<T>(selector);
  if (!found)
    throw new Error(`No ${selector} in <${element.localName}>: ${element.shadowRoot?.innerHTML.slice(0, 400) ?? 'no shadow root'}`);
  return found;
};

/** The button whose text begins with `label`; those of dialogs are found by their value. */
export const button = (element: Element, label: string): HTMLButtonElement => {
  const all = [...(element.shadowRoot?.querySelectorAll<HTMLButtonElement>('button:not(dialog button)') ?? [])];
  const found = all.find((one) => one.textContent?.trim().startsWith(label));
  if (!found)
    throw new Error(`No button "${label}" in <${element.localName}>, only: ${all.map((one) => one.textContent?.trim()).join(', ')}`);
  return found;
};

/** Text of an element as a person sees it: one space between words. */
export const textOf = (element: Element, selector = '.control'): string =>
  find(element, selector).textContent?.replace(/\s+/g, ' ').trim() ?? '';

/** Chooses an option as a person would. */
export const choose = (select: HTMLSelectElement, value: string): void => {
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};
