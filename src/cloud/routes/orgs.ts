// Organizations: this cloud has none, and says so in the shape clients read (spec/cloud-api.md §3.1).
import * as v from 'valibot';
import { defineRoute } from '../route.ts';

export const routes = ['/v1/orgs', '/v1/user/orgs'].map((path) =>
  defineRoute({
    method: 'GET',
    path,
    summary: 'List your organizations: always none in this cloud.',
    tag: 'Organizations',
    access: 'user',
    answer: v.object({ organizations: v.array(v.unknown()) }),
    handle: async () => ({ organizations: [] }),
  }),
);
