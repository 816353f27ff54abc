// Work that happens later, as data: rows the timeline runs when they are due.
import type { StoredEvent } from './event.ts';

/** What a server said to a webhook, or why it said nothing. */
export type HookAnswer =
  | { ok: true; status: number; headers: Record<string, string>; body: string; truncated: boolean }
  | { ok: false; code: string; detail: string };

export interface JobKinds {
  /** Call the server of one integration for one event. */
  deliver: {
    delivery_id: string;
    /** Its turn at the host is already reserved in the host's window. */
    reserved?: true;
    /** The server answered already, but on the cloud's clock the answer arrives when this job is due. */
    answer?: HookAnswer;
  };
  /** Publish an event (a chunk of an answer). */
  publish: { event: Omit<StoredEvent, 'id' | 'published_at'> };
}

export type Job = {
  [K in keyof JobKinds]: {
    /** Rising number: ties on `due` run in the order they were made. */
    id: number;
    kind: K;
    /** Milliseconds on the cloud's clock. */
    due: number;
    /** Real milliseconds until which one runner owns it; 0 when free. */
    lease_until: number;
    /** How often running it broke: a bug of ours, not a server's. */
    breaks?: number;
    payload: JobKinds[K];
  };
}[keyof JobKinds];
