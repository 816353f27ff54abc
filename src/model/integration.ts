// Integrations and their health (spec/cloud-api.md §5). Wire names are the model.

export type RequestType = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Integration {
  /** 24 hex. */
  id: string;
  /** Exactly `Webhook` for webhooks: the official CLI filters on it. */
  integration_type: string;
  /** Case-sensitive prefix of event names. */
  event: string;
  name: string;
  url: string;
  requestType: RequestType;
  noDefaults: boolean;
  rejectUnauthorized: boolean;
  disabled: boolean;
  created_at: string;
  user_id: string;
  /** Null: sandbox scope. */
  product_id: number | null;
  deviceID?: string;
  headers?: Record<string, string> | string;
  auth?: { username: string; password: string };
  query?: Record<string, unknown>;
  form?: Record<string, unknown>;
  json?: Record<string, unknown> | unknown[] | string;
  body?: string;
  responseTemplate?: string | Record<string, unknown>;
  responseTopic?: string;
  errorResponseTopic?: string;
  unchunked?: boolean;
  dataUrlResponseEvent?: boolean;
  /** Keys we do not know: kept and returned. */
  extra?: Record<string, unknown>;
}

/** Health of one integration: kept apart, since it changes with every delivery. */
export interface IntegrationHealth {
  /** The integration's id. */
  id: string;
  consecutive_errors: number;
  /** Why it was disabled by the cloud, null when it was not. */
  disabled_reason: string | null;
  disabled_at: string | null;
  /** `current` rules: asleep until (ISO). */
  sleeping_until: string | null;
  /** One entry a day (UTC date), at most 30, newest first. */
  counters: { date: string; success: number; error: number; sleep: number }[];
}

/** What one attempt to call a server was, from template to answer. */
export interface Delivery {
  /** 24 hex. */
  id: string;
  /** Rising number for paging, newest last. */
  seq: number;
  integration_id: string;
  product_id: number | null;
  user_id: string;
  event_id: number;
  event_name: string;
  coreid: string;
  journey: string;
  /** Sent as `Idempotency-Key`; the same for every attempt of one delivery. */
  idempotency_key: string;
  attempt: number;
  state: 'waiting' | 'running' | 'success' | 'error' | 'skipped' | 'interrupted';
  /** ISO times on the cloud's clock. */
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  request: { method: string; url: string; headers: Record<string, string>; body: string | null } | null;
  response: { status: number; headers: Record<string, string>; body: string; truncated: boolean } | null;
  /** What went wrong, or why it was skipped: a sentence or the vendor's own error text. */
  error: string | null;
  /** While it waits: when its turn comes. */
  due_at?: string | null;
  /** `current` rules: how often it met a sleeping host and was put off. */
  put_off?: number;
  /** `replay` when a person sent it again. */
  cause: 'event' | 'replay' | 'test' | 'retry';
}
