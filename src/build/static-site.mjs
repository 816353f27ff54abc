// Serves a built folder as any static host would: no special headers, no rewriting. `npm start` and the site tests use it.
import { createServer } from 'node:http';
import sirv from 'sirv';

/**
 * @param {{ folder: string, bases?: string[], port?: number }} options `bases`: paths the folder is served under (`/`, `/docs/demo/`);
 *   port 0 takes a free one.
 * @returns {Promise<{ port: number, close(): Promise<void> }>}
 */
export const serveSite = async ({ folder, bases = ['/'], port = 0 }) => {
  const files = sirv(folder, { etag: true, dev: true });
  const byLength = [...bases].sort((a, b) => b.length - a.length);
  const server = createServer((request, response) => {
    const notFound = () => void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    const url = request.url ?? '/';
    const base = byLength.find((one) => url.startsWith(one));
    if (!base) return notFound();
    request.url = `/${url.slice(base.length)}`;
    files(request, response, notFound);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(undefined));
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
