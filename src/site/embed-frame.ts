// A page inside somebody else's: shows what was asked for, tells its host how it goes, and obeys that host alone.
import { EMBED_VERSION, MAX_SNAPSHOT, parseHostMessage, type FrameMessage, type HostMessage } from '../model/embed-message.ts';
import type { EmbedParams } from '../embed/embed-params.ts';
import { applyTheme } from '../elements/support/page-theme.ts';
import type { Session } from '../elements/support/session.ts';
import { forgetMemory } from '../elements/support/lesson-memory.ts';
import { lessonState } from '../elements/support/lesson-state.ts';
import { askReader } from './ask-reader.ts';
import { embedFoot } from './embed-foot.ts';
import { found, prepareStep, WAKE } from './embed-prepare.ts';
import { showOnly } from './show-only.ts';

/** Starts the frame's side. `params` are those of the page's address. */
export function startFrame(session: Session, params: EmbedParams): void {
  const root = document.documentElement;
  const main = document.querySelector<HTMLElement>('main');
  const { lesson } = session;
  const own = params.cloud !== null;
  // Without a declared host there is nobody to talk to: a plain frame works by itself.
  const host = parent === window ? null : params.host;

  const say = (message: FrameMessage): void => {
    if (host !== null) parent.postMessage({ ...message, pocket: EMBED_VERSION }, host);
  };
  const height = (): number => Math.ceil(document.body.getBoundingClientRect().height);
  const states = new Map<string, string>();
  let complete = false;
  let preparing: ReturnType<typeof prepareStep> | null = null;
  let alone: string | null = null;
  const showStep = (id: string): void => {
    const step = lesson?.steps.find((one) => one.id === id);
    if (!lesson || !step || !main) return;
    alone = step.anchor;
    showOnly(main, alone);
    preparing?.end();
    preparing = params.readonly
      ? null
      : prepareStep({
          session,
          lesson,
          step,
          done: (one) => states.get(one) === 'done',
          show: (one) => {
            alone = one.anchor;
            showOnly(main, alone);
          },
        });
    if (preparing) main.prepend(preparing.offer);
  };
  /** A whole lesson stays whole; its frame scrolls. */
  const goTo = (id: string): void => {
    if (!lesson?.steps.some((one) => one.id === id)) return say({ type: 'error', message: 'There is no step of this name here.' });
    if (params.step !== null) return showStep(id);
    const anchor = lesson?.steps.find((one) => one.id === id)?.anchor;
    const target = anchor === undefined ? null : document.getElementById(anchor);
    // `scrollIntoView` would move the page around this one, too.
    if (target) scrollTo({ top: target.getBoundingClientRect().top + scrollY });
  };
  const speakNow = async (language: string | null): Promise<void> => {
    const { speak } = await import('./language.ts');
    await speak(session, language);
    // The text is another one: what stands alone is to be found in it again.
    if (main && alone !== null) showOnly(main, alone);
  };
  if (params.step !== null) showStep(params.step);
  main?.append(embedFoot(session, params));
  const shown = (): void => {
    root.dataset['embed'] = 'shown';
  };
  if (params.language === null) shown();
  else speakNow(params.language).catch(reportError).finally(shown);

  const tellSteps = (): void => {
    const progress = session.state === 'open' ? lessonState(session) : null;
    if (!lesson || !progress) return;
    for (const { id, state } of progress.states) {
      if (states.get(id) === state) continue;
      states.set(id, state);
      say({ type: 'step', id, state });
    }
    const now = progress.total > 0 && progress.done === progress.total;
    if (now && !complete) say({ type: 'complete', lesson: lesson.slug });
    complete = now;
    preparing?.draw();
  };

  let ready = false;
  const tellReady = (): void => say({ type: 'ready', title: document.title, saved: session.notSaved === null, height: height() });
  const follow = (): void => {
    if (!ready && (session.state === 'open' || session.state === 'failed')) {
      ready = true;
      tellReady();
      if (session.state === 'failed') say({ type: 'error', message: 'There is no cloud in this frame. The text can be read.' });
    }
    tellSteps();
  };
  session.addEventListener('change', follow);
  follow();
  new ResizeObserver(() => say({ type: 'resize', height: height(), by_reader: navigator.userActivation.isActive })).observe(document.body);

  let asking = false;
  /** Another site may not empty, copy or change what the visitor made elsewhere. One question at a time. */
  const allowed = async (what: string): Promise<boolean> => {
    if (own) return true;
    if (asking) return false;
    asking = true;
    return askReader(what, `${host ?? 'The page around this one'} asks for it.`).finally(() => (asking = false));
  };
  let mayRun: boolean | null = null;
  const obey: { [Type in HostMessage['type']]: (message: Extract<HostMessage, { type: Type }>) => unknown } = {
    hello: () => ready && tellReady(),
    theme: ({ theme }) => applyTheme(theme),
    language: ({ language }) => speakNow(language),
    go: ({ step }) => goTo(step),
    run: async ({ step }) => {
      mayRun ??= await allowed('Let the page around it do steps for you?');
      if (!mayRun) return;
      const due = step ?? [...states].find(([, state]) => state === 'now')?.[0];
      if (due === undefined || params.readonly) return;
      goTo(due);
      const act = await found(session, () => session.actions.get(due), WAKE);
      if (act) await act();
      else say({ type: 'error', message: `The step ${due.slice(0, 64)} cannot be done from outside now.` });
    },
    reset: async () => {
      if (params.readonly || !(await allowed('Empty this cloud and start over?'))) return;
      await session.cloud.reset();
      forgetMemory(session);
    },
    snapshot: async ({ request }) => {
      const copy = async (): Promise<string> => JSON.stringify(await session.cloud.exportCloud());
      const file = (await allowed('Hand a copy of this cloud to the page around it?')) ? await copy().catch(() => null) : null;
      say({ type: 'snapshot', request, file: file !== null && file.length <= MAX_SNAPSHOT ? file : null });
    },
  };
  addEventListener('message', ({ source, origin, data }: MessageEvent) => {
    if (host === null || source !== parent || origin !== host) return;
    const message = parseHostMessage(data);
    if (!message) return;
    const answer = obey[message.type] as (one: HostMessage) => unknown;
    Promise.resolve(answer(message)).catch(reportError);
  });
}
