// Whether a webhook's request will leave: this cloud asks its own servers, and real hosts that the visitor allowed by name.
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Integration } from '../../model/integration.ts';
import { hostIn } from '../../model/integration-settings.ts';
import { pageLink } from './page-link.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';

/** The host of `url` that this cloud will not ask; null when it will, when the host is a template, or until that is known. */
export const unaskedHost = ({ view }: Session, url: string): string | null => {
  const host = hostIn(url);
  const { servers, settings } = view;
  if (host === null || host.includes('{{') || servers === null || settings === null) return null;
  return servers.some((one) => one.host === host) || settings.allowed_hosts.includes(host) ? null : host;
};

/** Of the webhooks that hear an event, the first whose host is not asked. */
export const unaskedOf = (session: Session, hooks: readonly Integration[], name: string): string | null => {
  for (const { event, url, disabled } of hooks) {
    const host = !disabled && name.startsWith(event) ? unaskedHost(session, url) : null;
    if (host !== null) return host;
  }
  return null;
};

/** What to do about it. */
export const unaskedText = (host: string): TemplateResult => {
  const here = document.querySelector('pocket-allowed-hosts, pocket-server-table');
  const allow = here ? pageLink(here.localName, 'Allow it by name') : html`<a href="${siteBase()}your-cloud/">Allow it by name</a>`;
  return html`<strong><code>${host}</code> is not called.</strong> It is no server of this cloud, and you have not allowed it. ${allow}, or
    use the address of a server in the table.`;
};
