// Budgets of the built site (issue 2, "Must show"): a failed budget fails `npm run check`.
import { pageScripts } from './src/build/page-scripts.mjs';

export default [
  {
    name: 'front page, all scripts of the first view',
    path: pageScripts('dist').map((path) => `dist/${path}`),
    limit: '30 kB',
    gzip: true,
  },
  { name: 'service worker', path: 'dist/sw.js', limit: '60 kB', gzip: true },
  { name: 'service worker, calls it reads when somebody first makes one', path: 'dist/sw-later-*.js', limit: '60 kB', gzip: true },
  { name: 'embed.js, what a host page pays', path: 'dist/embed.js', limit: '5 kB', gzip: true },
];
