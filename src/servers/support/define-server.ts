// How a mocked server is written: one file, one default export. The folder is the list (src/README.md, "add a mock server").
import type { HttpHandler } from 'msw/http';
import type { MockServer } from '../../model/server.ts';

/**
 * Handlers match absolute URLs of their own host. A response header `x-pocket-took` (ms on the cloud's clock) makes an answer late;
 * it is removed before anyone sees it.
 */
export const defineServer = <State>(server: MockServer<HttpHandler, State>): MockServer<HttpHandler, State> => server;
