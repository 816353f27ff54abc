// How the site is built: a plain folder of files that works below any path.
import { defineConfig } from 'vite';
import { appLibrary } from './src/build/app-library.ts';
import { apiDescription } from './src/build/api-description.ts';
import { embedCatalog } from './src/build/embed-catalog.ts';
import { embedScript } from './src/build/embed-script.ts';
import { firmware } from './src/build/firmware.ts';
import { lessons } from './src/build/lessons.ts';
import { serviceWorker } from './src/build/service-worker.ts';
import { tightStyles } from './src/build/tight-styles.ts';
import { translations } from './src/build/translations.ts';

export default defineConfig({
  // Relative addresses: the folder works wherever it is put.
  base: './',
  // Several pages, each with its address: an unknown one is not found, in development too.
  appType: 'mpa',
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // Browsers that run this site load modules ahead by themselves; the polyfill would be one script more.
    modulePreload: {
      polyfill: false,
      // The one button is worth its parts' addresses in the first script; a list for every element is a tenth of the page's budget.
      resolveDependencies: (file, needed, { hostType }) => (hostType === 'html' || file.includes('first-event') ? needed : []),
    },
    // A slow machine is no warning.
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // What every element imports is one file: a dozen small ones cost the first view a kilobyte.
          groups: [
            {
              name: 'element',
              test: /context-consumer|elements\/support\/(?:pocket-element|site-base|heading-level|control-heading|moment-text|page-theme|icon|base-styles|frame-styles|published-event|journey-watch)\.ts$/,
            },
          ],
        },
      },
    },
  },
  plugins: [
    tightStyles(),
    lessons(),
    translations(),
    firmware(),
    apiDescription(),
    appLibrary(),
    embedCatalog(),
    embedScript(),
    serviceWorker(),
  ],
});
