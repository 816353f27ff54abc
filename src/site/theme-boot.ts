// Before the first paint: says that scripts run (room is kept for what they bring), sets the theme a reader chose, and starts the worker. Built as a classic script of its own: a module would run too late.
import { readEmbedParams } from '../embed/embed-params.ts';
import { registerWorker } from './register-worker.ts';

document.documentElement.classList.add('scripted');
// Without a worker nothing is kept: the page must not promise it.
if (!isSecureContext) document.documentElement.classList.add('insecure');
const embed = readEmbedParams(location.search);
if (embed) {
  // `site/embed.css` shows the part that is asked for, when `site/embed-frame.ts` found it.
  document.documentElement.dataset['embed'] = 'asked';
  if (embed.theme !== 'auto') document.documentElement.dataset['theme'] = embed.theme;
}
try {
  const theme: unknown = JSON.parse(localStorage.getItem('pocket/theme') ?? 'null');
  if (embed) {
    // Its host decides.
  } else if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
} catch {
  // Storage is blocked: the system's theme is right.
}
try {
  const base = document.querySelector<HTMLMetaElement>('meta[name="pocket-base"]')?.content ?? './';
  // Whether and why it fails is told by connect.ts, which meets the same promise.
  registerWorker(new URL(base, document.baseURI).href).catch(() => {});
} catch {
  // No service workers here.
}
