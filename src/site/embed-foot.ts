// The line below an embed: what is kept where, and the way to the same lesson in a page of its own.
import type { EmbedParams } from '../embed/embed-params.ts';
import type { Session } from '../elements/support/session.ts';

const kept = (session: Session, { cloud, readonly }: EmbedParams): string => {
  if (readonly) return 'You can look around here; this page keeps everything as it is.';
  if (session.notSaved !== null) return `Not saved: ${session.notSaved}`;
  // Browsers keep what a frame stores apart for every site around it.
  const whose = parent === window ? 'in this browser' : 'for the page around it, apart from the site itself';
  return cloud === null ? `Your work here is kept ${whose}.` : `This cloud is called “${cloud}”; it is kept ${whose}.`;
};

/** Follows the session: where nothing is saved is known only when the cloud is there. */
export function embedFoot(session: Session, params: EmbedParams): HTMLElement {
  const foot = document.createElement('footer');
  foot.className = 'embed-foot';
  const line = document.createElement('p');
  const link = document.createElement('a');
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = 'Open in a page of its own';
  link.href = location.pathname;
  const draw = (): void => {
    line.textContent = kept(session, params);
  };
  session.addEventListener('change', draw);
  draw();
  foot.append(line, link);
  return foot;
}
