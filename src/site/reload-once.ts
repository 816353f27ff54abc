// Repairs a page that fell between two versions of the site: a reload brings the new one.
const RELOADED = 'pocket-reloaded-at';

/** At most once in ten seconds: a page that cannot be repaired must not reload for ever. */
export function reloadOnce(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < 10_000) return false;
    sessionStorage.setItem(RELOADED, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}
