// What a check may ask about: plain data read from the cloud's public API.
import type { Names } from './names.ts';

/** A collection that is null was not read, or could not be: nothing follows from it, least of all a wrong answer. */
export interface CloudFacts {
  /** Whether a person signed in; the starter account that a page uses quietly does not count. */
  signed_in: boolean | null;
  /** What the learner chose in this lesson. `without_device`: to go on without one, so that steps about it do not count. */
  choice: { device: string | null; product: number | null; integration?: string | null; without_device?: boolean };
  devices: readonly { id: string; name: string; online: boolean }[] | null;
  products: readonly { id: number; name: string }[] | null;
  /** Devices of the chosen product. */
  product_devices: readonly { id: string }[] | null;
  /** Integrations of the chosen product. */
  integrations: readonly Readonly<Record<string, unknown>>[] | null;
  /** Integrations outside any product. */
  sandbox_integrations: readonly Readonly<Record<string, unknown>>[] | null;
  servers: readonly ServerFact[] | null;
  /** True when the cloud has older events than these: what is not among them may have happened all the same. */
  more_events?: boolean;
  /** Newest first, as far back as the page knows. */
  events: readonly KnownEvent[] | null;
  /** What the learner, or a request of the lesson, called things: stands for `${name}` in checks. */
  names?: Names;
  /** What a mock server keeps; undefined while it is not known. */
  server_data?: (host: string) => unknown;
  /** What a GET of the API answers; undefined while it is not known. */
  answer?: (path: string) => unknown;
  /** Ids of the questions the learner answered before running them. */
  predicted?: readonly string[];
}

export interface ServerFact {
  host: string;
  running: boolean;
  requests: number;
  /** What the demo's server expects of a webhook; null before it was started. */
  secret?: string | null;
}

/** As much of `StoredEvent` as checks look at. */
export interface KnownEvent {
  name: string;
  data: string | null;
  origin: string;
  product_id: number | null;
  journey?: string;
  published_at?: string;
  hook?: string;
}
