// What the cloud's page can know about a mock server.

/** How a server is broken on purpose. */
export type Fault =
  | { kind: 'status'; status: number }
  | { kind: 'slow'; delay_ms: number }
  | { kind: 'timeout' }
  | { kind: 'refused' }
  | { kind: 'tls' }
  | { kind: 'dns' }
  | { kind: 'redirect'; location: string }
  | { kind: 'bad-json' }
  | { kind: 'huge'; bytes: number }
  | { kind: 'flaky'; share: number; seed: number }
  | { kind: 'down' };

/** One row of the server table (`GET /pocket/servers`). */
export interface ServerInfo {
  host: string;
  title: string;
  purpose: string;
  /** An example webhook that works at once: a body for `POST /v1/integrations`. */
  example: Record<string, unknown>;
  fault: Fault | null;
  requests_last_minute: number;
  last_request_at: string | null;
  /** True for the server that the visitor defines. */
  custom?: boolean;
}

/** One request a mock server received (`GET /pocket/servers/:host/requests`). */
export interface ServerRequest {
  id: number;
  host: string;
  received_at: string;
  duration_ms: number;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Taken from the `X-Pocket-Journey` header, which is removed before the server sees it. */
  journey: string | null;
  response: { status: number; headers: Record<string, string>; body: string } | null;
  error: string | null;
}
