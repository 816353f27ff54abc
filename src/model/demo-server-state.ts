// What demo-server.example keeps, and what `GET /pocket/servers/demo-server.example/data` answers (spec/cloud-api.md §6.6).

/** One received webhook, as the original's `hook` and `hookResponse` events describe it. */
export interface ReceivedHook {
  hookId: string;
  session: string;
  received_at: string;
  method: string;
  originalUrl: string;
  query: Record<string, string>;
  /** Text lines, `name: value`. */
  headers: string;
  body: string;
  response: { statusCode: number; contentType: string; body: string };
}

export interface ForcedAnswer {
  statusCode: number;
  contentType: string;
  body: string;
  delayMs: number;
}

export interface DemoState {
  started: boolean;
  /** What requests must carry as `Authorization: Bearer …`; null: anything goes, or nobody started it yet. */
  authorization: string | null;
  forced: ForcedAnswer | null;
  /** Counts for ever, so that a cleared table does not reuse ids. */
  received: number;
  /** Newest last, at most 200. */
  hooks: ReceivedHook[];
}
