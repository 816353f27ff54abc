// Registers the raw worker, as early and as plainly as a page can.
void navigator.serviceWorker.register('sw.js', { type: 'module' });
