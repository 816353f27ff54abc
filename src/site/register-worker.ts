// Registers the site's worker, once a page: the script that blocks does it, so that the worker starts while the page still loads.

/** Built: one classic script, since only those may import a second one on demand. Development: Vite serves modules. */
const WORKER_TYPE: WorkerType = import.meta.env.DEV ? 'module' : 'classic';

interface ScriptUrlPolicies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Trusted Types refuse a plain string as a worker's address. */
const trusted = (url: string): string => {
  const types = (globalThis as { trustedTypes?: ScriptUrlPolicies }).trustedTypes;
  return types ? types.createPolicy('sw-url', { createScriptURL: (given) => given }).createScriptURL(url) : url;
};

/** Two bundles meet here: what the blocking script began, the page's module goes on with. */
const shared = globalThis as { pocketRegistering?: Promise<ServiceWorkerRegistration> };

/** `base`: absolute address of the site, with a trailing slash. Throws where the browser offers no service workers. */
export const registerWorker = (base: string): Promise<ServiceWorkerRegistration> =>
  (shared.pocketRegistering ??= navigator.serviceWorker.register(trusted(`${base}sw.js`), {
    type: WORKER_TYPE,
    scope: base,
    updateViaCache: 'none',
  }));
