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

/** False when the connection never came to be (refused, no such name, TLS): the server saw nothing of it. */
export const reachedServer = ({ response, error }: Pick<ServerRequest, 'response' | 'error'>): boolean =>
  response !== null || /^(ETIMEDOUT|ESOCKETTIMEDOUT|ECONNRESET)\b/.test(error ?? '');

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
  /** Of the event that caused it; the server itself does not learn it. */
  journey: string | null;
  response: { status: number; headers: Record<string, string>; body: string } | null;
  error: string | null;
}

/** What a mocked server is given to keep its data: one row that outlives the worker. */
export interface ServerDesk<State> {
  /** Milliseconds on the cloud's clock. */
  now(): number;
  read(): Promise<State>;
  /** Reads, changes and stores in one step. `change` alters the state in place and may not wait for anything. */
  update<Result>(change: (state: State) => Result): Promise<Result>;
}

/** One mocked server: what it tells about itself and how it answers. `Handler` is MSW's, named by the layers that know it. */
export interface MockServer<Handler, State> extends Pick<ServerInfo, 'host' | 'title' | 'purpose' | 'example' | 'custom'> {
  /** Its data before the first request; `now` in ms on the cloud's clock. */
  initial(now: number): State;
  /** Called once. Whatever the handlers keep goes through the desk: a variable would die with the worker. */
  handlers(desk: ServerDesk<State>): readonly Handler[];
  /** Whether it accepts connections. Left out: always. */
  listening?(state: State): boolean;
  /** What `GET /pocket/servers/:host/data` answers. Left out: the state. */
  data?(state: State): unknown;
  /** Empties the data in place. Left out: back to `initial`. */
  clear?(state: State): void;
  /** Operations of `POST /pocket/servers/:host/control`: by `op`, given the whole message; what they return goes into the answer. */
  operations?: Readonly<Record<string, (desk: ServerDesk<State>, message: Record<string, unknown>) => Promise<Record<string, unknown>>>>;
}
