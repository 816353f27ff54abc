// Why a page has no service worker, and what that means for the person in front of it.

/** Told apart by what the browser does (spec/service-worker.md §6). */
export type NoWorkerCode = 'sandboxed' | 'insecure' | 'unsupported' | 'site-data-blocked' | 'failed' | 'timed-out' | 'newer-cloud';

export const noWorkerReason: Readonly<Record<NoWorkerCode, string>> = {
  sandboxed: 'This page runs in a sandboxed frame, which may keep nothing. Open it in its own tab to keep what you do.',
  insecure: 'This page is embedded in, or served as, an insecure page (http). Open it through https to keep what you do.',
  unsupported:
    'This browser window offers no service workers; a private window can be the cause. Open a normal window to keep what you do.',
  'site-data-blocked': 'This browser blocks site data for this page. Allow it for this site to keep what you do.',
  failed: 'The service worker of this site does not start. Reload the page; if that does not help, clear the data of this site.',
  'newer-cloud':
    'A newer version of this site keeps your cloud in this browser. It is untouched: reload the page to get that version, and clear nothing.',
  'timed-out': 'The service worker of this site took too long to start. Reload the page to keep what you do.',
};
