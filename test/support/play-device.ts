// A page that is also a device, as pages of lessons are: it answers calls, and keeps what was flashed onto it.
import type { Page } from 'puppeteer-core';

/** `led` gives its argument plus one, `temp` is 21.5. `page` is one level below the site's base. */
export const playDevice = (page: Page, id: string): Promise<void> =>
  page.evaluate(async (device) => {
    const cloud = new URL('../cloud/pocket/', location.href).href;
    const post = (path: string, body: unknown): Promise<Response> =>
      fetch(cloud + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await post(`devices/${device}/handshake`, { platform_id: 3, functions: ['led'], variables: { temp: 'double' } });
    const link = new EventSource(`${cloud}devices/${device}/link`);
    link.addEventListener('call', (event) => {
      const call = JSON.parse((event as MessageEvent<string>).data) as { id: string; type: string; arg?: string; bytes?: string };
      if (call.type === 'flash') Object.assign(globalThis, { flashed: call.bytes });
      const value = call.type === 'function' ? Number(call.arg) + 1 : call.type === 'variable' ? 21.5 : undefined;
      void post(`devices/${device}/link/${call.id}`, { ok: true, ...(value === undefined ? {} : { value }) });
    });
    await new Promise((resolve) => link.addEventListener('open', resolve));
  }, id);

/** The last thing that was flashed, or nothing. */
export const flashedOnto = async (page: Page): Promise<Uint8Array> =>
  new Uint8Array(Buffer.from(await page.evaluate(() => (globalThis as { flashed?: string }).flashed ?? ''), 'base64'));
