// Settings of this cloud that a person may change: the rule set and the hosts of the real internet.
import * as v from 'valibot';
import { defineRoute, type Route } from '../route.ts';

const tag = 'Pocket';
const HOST = v.pipe(
  v.string('Each of allowed_hosts must be text.'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(253, 'A host name has at most 253 characters.'),
  v.regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'Each of allowed_hosts is a host name, without https:// and without a path.'),
);
const SETTINGS = v.looseObject({ rules: v.picklist(['2016', 'current']), allowed_hosts: v.array(v.string()) });

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/settings',
    summary: 'Read the rule set and the hosts that webhooks may really call.',
    tag,
    access: 'none',
    answer: SETTINGS,
    handle: async ({ core: { settings } }) => ({ rules: settings.rules, allowed_hosts: settings.allowed_hosts, schema: settings.schema }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/pocket/settings',
    summary: 'Change the rule set, or the hosts that webhooks may really call.',
    tag,
    access: 'none',
    body: v.object({
      rules: v.optional(v.picklist(['2016', 'current'], 'rules is 2016 or current.')),
      allowed_hosts: v.optional(
        v.pipe(v.array(HOST, 'allowed_hosts must be a list.'), v.maxLength(50, 'allowed_hosts has at most 50 entries.')),
      ),
    }),
    answer: SETTINGS,
    async handle({ core, body }) {
      const settings = await core.write([], async (tx) => {
        const changed = {
          ...tx.settings,
          rules: body.rules ?? tx.settings.rules,
          allowed_hosts: [...new Set(body.allowed_hosts ?? tx.settings.allowed_hosts)],
        };
        await tx.put('settings', changed);
        return changed;
      });
      core.changed({ table: 'settings', ids: ['settings'] });
      return { rules: settings.rules, allowed_hosts: settings.allowed_hosts, schema: settings.schema };
    },
  }),
];
