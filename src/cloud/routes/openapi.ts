// The description of every call, as the build wrote it (openapi.ts), with this cloud's own address.
import { ApiError } from '../../model/errors.ts';
import { defineRoute, type Route } from '../route.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/openapi.json',
    summary: 'Read the description of every call of this cloud, as OpenAPI 3.1.',
    tag: 'Pocket',
    access: 'none',
    async handle({ core, base }) {
      const description = await core.ports.description?.();
      if (!description) throw new ApiError('not_found', 'The description cannot be read now. Load the site once while you are online.');
      return { ...description, servers: [{ url: base }] };
    },
  }),
];
