// A proxy that lets nothing through and remembers what wanted out. Browsers reach localhost without it.
import { createServer } from 'node:http';

/** What Chromium itself asks for in spite of its switches. */
const BROWSERS_OWN = /(^|\.)(google\.com|googleapis\.com|gstatic\.com|gvt1\.com|googleusercontent\.com)(:|$)/;

export interface ProxyTrap {
  port: number;
  hosts: string[];
  close(): Promise<void>;
}

export const startProxyTrap = async (): Promise<ProxyTrap> => {
  const hosts: string[] = [];
  const note = (host: string): void => {
    if (!BROWSERS_OWN.test(host)) hosts.push(host);
  };
  const server = createServer((request, response) => {
    note(URL.canParse(request.url ?? '') ? new URL(request.url ?? '').host : String(request.url));
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    note(String(request.url));
    // The browser may hang up first.
    socket.on('error', () => {});
    socket.end('HTTP/1.1 502 Refused\r\n\r\n');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    port: address.port,
    hosts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
