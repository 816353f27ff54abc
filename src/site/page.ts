// Composition root of a page: session, elements, and what else a page needs, in this order. The cloud is on its way (main.ts).
import { ContextProvider } from '@lit/context';
import { createCloudClient } from '../client/cloud-client.ts';
import { isFramed } from '../elements/support/is-framed.ts';
import { createPageMemory } from '../elements/support/page-memory.ts';
import { deviceContext } from '../elements/support/device-source.ts';
import { sessionContext } from '../elements/support/session-context.ts';
import { Session } from '../elements/support/session.ts';
import { readEmbedParams } from '../embed/embed-params.ts';
import { autoload } from './autoload.ts';
import type { Connection } from './connect.ts';
import { lessonOfPage } from './lesson-of-page.ts';

/** Wakes the page. `base`: the site's address. `cloud`: the cloud's. `connection`: the way to it, which may still be on its way. */
export const openPage = (base: URL, cloud: string, connection: Promise<Connection>): void => {
  const embed = readEmbedParams(location.search);
  const session = new Session({
    lesson: lessonOfPage(document),
    // Sites at several paths of one origin keep their things apart.
    memory: createPageMemory(`pocket${embed?.cloud ? new URL(`${cloud}/`).pathname : base.pathname}`),
    cloud: (token) =>
      createCloudClient({
        base: cloud,
        token,
        // Whatever is asked before the cloud is there waits for it.
        fetch: async (input, init) => {
          const { fetch } = await connection;
          if (embed?.readonly) return (await import('./read-only.ts')).readOnlyFetch(fetch)(input, init);
          if (isFramed()) return (await import('./framed-fetch.ts')).framedFetch(fetch)(input, init);
          return fetch(input, init);
        },
      }),
  });
  new ContextProvider(document.documentElement, { context: sessionContext, initialValue: session });
  new ContextProvider(document.documentElement, {
    context: deviceContext,
    initialValue: async () => (await import('./devices.ts')).openDevices(session),
  });
  connection.then(
    ({ saved, reason }) => {
      if (!saved) session.beginsUnsaved(reason ?? '');
    },
    (cause: unknown) => {
      session.failed();
      reportError(cause);
    },
  );
  session.open();
  // Only other tabs' writes are told here.
  addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(`pocket${base.pathname}choice/`) || key === `pocket${base.pathname}account`)
      session.chosenElsewhere();
  });
  autoload(document, connection, (name) => session.memory.read(name) !== null);
  // Whoever never presses a key needs none of it.
  addEventListener('keydown', () => void import('./focus-in-sight.ts').then(({ keepFocusInSight }) => keepFocusInSight()), { once: true });
  if (location.hash.startsWith('#state=')) void import('./offer-state.ts');
  const languageAsked = () => location.search.includes('language=') || createPageMemory('pocket/').read('language') !== null;
  if (embed) void import('./embed-frame.ts').then(({ startFrame }) => startFrame(session, embed));
  else if (languageAsked() || document.querySelector('link[hreflang]'))
    void import('./follow-language.ts').then(({ followLanguage }) => followLanguage(session));
};
