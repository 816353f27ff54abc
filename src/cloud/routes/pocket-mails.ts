// The mailbox that shows every mail this cloud would have sent.
import * as v from 'valibot';
import { defineRoute, type Route } from '../route.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/mails',
    summary: 'List the mails that this cloud would have sent, newest first.',
    tag: 'Pocket',
    access: 'none',
    answer: v.object({ mails: v.array(v.looseObject({ id: v.number(), to: v.string(), subject: v.string(), text: v.string() })) }),
    handle: async ({ core }) => ({ mails: await core.read(['mails'], (tx) => tx.getAll('mails', { reverse: true, limit: 200 })) }),
  }),
];
