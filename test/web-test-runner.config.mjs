// Runs the unit and journey tests in a real Chromium. One folder or file: `npx wtr --config test/web-test-runner.config.mjs --files 'test/cloud/*.test.ts'`.
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROMIUM_ARGS, findChromium } from './support/find-chromium.mjs';
import './support/typescript-loader.mjs';

const { bundledDependencies } = await import('./support/bundled-dependencies.ts');
const { totalsReporter } = await import('./support/totals-reporter.ts');
const { viteImports } = await import('./support/vite-imports.ts');

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const executablePath = await findChromium();
if (!executablePath) throw new Error('No Chromium found. Install Chromium or Google Chrome, or set CHROME_PATH to its program file.');

/** @type {import('@web/test-runner').TestRunnerConfig} */
const config = {
  rootDir: root,
  files: ['test/**/*.test.ts', '!test/**/*.{node,site}.test.ts'],
  nodeResolve: true,
  concurrency: 2,
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 90_000,
  testFramework: { config: { ui: 'bdd', timeout: 20_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath, args: CHROMIUM_ARGS },
      // Its own context: a worker at scope `/` and IndexedDB belong to one test page.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    }),
  ],
  plugins: [
    bundledDependencies(root),
    viteImports(root),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}/tsconfig.base.json` }),
  ],
  reporters: [defaultReporter({ reportTestProgress: process.stdout.isTTY ?? false }), totalsReporter()],
  middleware: [
    (context, next) => {
      // Lets a test register a worker from any folder at scope `/`.
      if (context.path.endsWith('.ts')) context.set('service-worker-allowed', '/');
      return next();
    },
  ],
};

export default config;
