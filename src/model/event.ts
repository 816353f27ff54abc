// An event: what a device, a person or the cloud says under a name.

/** Who made the event. Integrations never trigger on `integration` events (no chaining, spec §5.3). */
export type EventOrigin = 'api' | 'device' | 'integration' | 'system';

/** An event as it travels on a stream (spec/cloud-api.md §4.4). `ttl` is a string, as the official server sends it. */
export interface WireEvent {
  data: string | null;
  ttl: string;
  published_at: string;
  coreid: string;
  userid?: string;
  version?: number;
  public?: false;
  productID?: number;
}

/** An event as the cloud keeps it and as `GET /pocket/events` lists it. */
export interface StoredEvent {
  /** Rising number given at commit; also the resume point of a stream (`?after=`). */
  id: number;
  name: string;
  data: string | null;
  ttl: string;
  /** ISO 8601, UTC, milliseconds. */
  published_at: string;
  /** 24 hex device id, `api` for API publishes, `particle-internal` for hook events. */
  coreid: string;
  /** Owner of the stream(s) it is shown on. */
  user_id: string | null;
  product_id: number | null;
  /** Product firmware version of the device, when it has one. */
  version?: number;
  origin: EventOrigin;
  /** 24 hex; the same for every event and delivery that one publish caused. */
  journey: string;
  /** The integration and delivery that made it, for `integration` events. */
  integration_id?: string;
  delivery_id?: string;
  /** Role of an `integration` event in its journey. */
  hook?: 'sent' | 'response' | 'error' | 'disabled' | 'skipped';
  /** A plugged-in board published it through the page's bridge. */
  via?: 'usb';
}

/** The part of a stored event that goes on the wire. */
export function toWire(event: StoredEvent, scope: 'user' | 'product'): WireEvent {
  const wire: WireEvent = { data: event.data, ttl: event.ttl, published_at: event.published_at, coreid: event.coreid };
  if (scope === 'product' && event.product_id !== null) {
    if (event.user_id !== null) wire.userid = event.user_id;
    if (event.version !== undefined) wire.version = event.version;
    wire.public = false;
    wire.productID = event.product_id;
  }
  return wire;
}
