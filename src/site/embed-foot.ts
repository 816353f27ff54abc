// The line below an embed: what is kept where, and the way to the same lesson in a page of its own, with all that was done here.
import type { EmbedParams } from '../embed/embed-params.ts';
import { reachedKey } from '../elements/support/choice.ts';
import type { Session } from '../elements/support/session.ts';

const kept = (session: Session, { cloud, readonly }: EmbedParams): string => {
  if (readonly) return 'You can look around here; this page keeps everything as it is.';
  if (session.notSaved !== null) return `Not saved: ${session.notSaved}`;
  // Browsers keep what a frame stores apart for every site around it.
  const whose = parent === window ? 'in this browser' : 'for the page around it, apart from the site itself';
  return cloud === null ? `Your work here is kept ${whose}.` : `This cloud is called “${cloud}”; it is kept ${whose}.`;
};

const BLOCKED = 'The browser kept the new page from opening. Allow it here, or open the link in a new tab.';
const NOT_CARRIED = 'Too much was done here for a link: the page of its own begins anew.';

/** This cloud and the place in the lesson as a fragment; null where they are too large for one. */
const stateOf = async (session: Session): Promise<string | null> => {
  const { MOST_CHARACTERS, packState } = await import('../elements/support/state-link.ts');
  const { account, choice, lesson, memory } = session;
  const reached = memory.read(reachedKey(lesson, account.username));
  const fragment = await packState({ username: account.username, choice, reached, file: await session.cloud.exportCloud() });
  return fragment.length > MOST_CHARACTERS ? null : fragment;
};

/** Follows the session: where nothing is saved is known only when the cloud is there. */
export function embedFoot(session: Session, params: EmbedParams): HTMLElement {
  const foot = document.createElement('footer');
  foot.className = 'embed-foot';
  const line = document.createElement('p');
  const link = document.createElement('a');
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = 'Open in a page of its own, with this state';
  link.href = location.pathname;
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  const draw = (): void => {
    line.textContent = kept(session, params);
  };
  // The state is packed when somebody is about to go: a plain link is a link to copy, too.
  const pack = async (): Promise<void> => {
    const fragment = session.state === 'open' ? await stateOf(session) : null;
    said.textContent = fragment === null && session.state === 'open' ? NOT_CARRIED : '';
    const { language } = params;
    link.href = `${location.pathname}${language === null ? '' : `?language=${document.documentElement.lang}`}${fragment ?? ''}`;
  };
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // Now: after the packing the browser would not see the reader's click in it any more.
    const page = window.open('about:blank', '_blank');
    if (!page) {
      said.textContent = BLOCKED;
      return;
    }
    page.opener = null;
    void pack()
      .catch(reportError)
      .then(() => page.location.replace(link.href));
  });
  link.addEventListener('contextmenu', () => void pack().catch(reportError));
  session.addEventListener('change', draw);
  draw();
  foot.append(line, link, said);
  return foot;
}
