// The page for a visitor's own web app (`/pocket/app`): opened in a frame of a lesson.
import { appFrame } from '../app-frame.ts';
import { defineRoute, type Route } from '../route.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'GET',
    path: '/pocket/app',
    produces: 'text/html',
    summary: 'Open the sandboxed page in which a web app of your own runs.',
    tag: 'Pocket',
    access: 'none',
    handle: () => Promise.resolve(appFrame()),
  }),
];
