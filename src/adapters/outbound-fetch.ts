// An outbound request as `fetch` and MSW know requests.
import type { OutboundRequest } from '../cloud/ports.ts';

/** Throws TypeError for what no browser would send. */
export const fetchRequest = ({ method, url, headers, body }: OutboundRequest): Request =>
  // A browser refuses a body on GET and HEAD.
  new Request(url, { method, headers, body: /^(GET|HEAD)$/i.test(method) ? null : body, redirect: 'manual', cache: 'no-store' });
