// A Worker that starts under our content security policy: trusted types want every script address blessed by a named policy.

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

let policy: ScriptPolicy | null = null;

/** One policy a page: a second one of the same name is refused. Named in `build/csp.ts`. */
const blessed = (url: string): string => {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return url;
  policy ??= types.createPolicy('worker-url', { createScriptURL: (given) => given });
  return policy.createScriptURL(url);
};

/**
 * Import it `as Worker` and write `new Worker(new URL('./x-worker.ts', import.meta.url), { type: 'module' })`: the bundler knows a
 * worker by exactly this text.
 */
export class TrustedWorker extends Worker {
  constructor(url: URL, options?: WorkerOptions) {
    if (url.origin !== location.origin) throw new TypeError('A worker of another origin is none of ours.');
    super(blessed(url.href), options);
  }
}
