// What the cloud answers and takes, as the typed client hands it on.
import type { Device } from '../model/device.ts';
import type { StoredEvent } from '../model/event.ts';
import type { Delivery, Integration, IntegrationHealth } from '../model/integration.ts';
import type { Product } from '../model/product.ts';
import type { ServerRequest } from '../model/server.ts';
import type { VirtualTime } from '../model/virtual-time.ts';

/** A device as lists and answers carry it (spec/cloud-api.md §2.2): the row, cut, plus two names of its own. */
export type WireDevice = Pick<Device, 'id' | 'name' | 'platform_id' | 'product_id' | 'online'> &
  Partial<Omit<Device, 'owner_id'>> & { connected: boolean; owner?: string | null };

/** A product as lists carry it. */
export type OwnedProduct = Product & {
  /** Username of the account that made it; others may be in its team. */
  user: string;
};

export interface TokenAnswer {
  token_type: 'bearer';
  access_token: string;
  /** Seconds; 0 or absent for never. */
  expires_in?: number;
  refresh_token?: string;
}

export interface UserAnswer {
  username: string;
  account_info: Record<string, unknown>;
}

/** `GET …/integrations/:id`: the integration with its last attempts and its health. */
export type IntegrationDetail = Integration & {
  logs: IntegrationRun[];
  errors: IntegrationRun[];
  counters: IntegrationHealth['counters'];
  health: Pick<IntegrationHealth, 'consecutive_errors' | 'disabled_reason' | 'disabled_at' | 'sleeping_until'> & {
    /** Null where errors in a row disable nothing. */
    errors_until_disabled: number | null;
  };
};

/** One settled attempt, as `logs` and `errors` show it. */
export interface IntegrationRun {
  type: Delivery['state'];
  time: string;
  event: { name: string; data: string | null; published_at: string; coreid: string };
  request: Delivery['request'];
  response: { status: number; headers: Record<string, string>; body: string } | null;
  error: string | null;
  delivery_id: string;
  journey: string;
}

/** What a person sends to make a webhook: everything but what the cloud adds. */
export type IntegrationDraft = Partial<Omit<Integration, 'id' | 'created_at' | 'user_id' | 'product_id'>> & {
  event: string;
  url: string;
};

export interface AddDevicesAnswer {
  updated: number;
  updatedDeviceIds: string[];
  existingDeviceIds: string[];
  nonmemberDeviceIds: string[];
  invalidDeviceIds: string[];
}

export interface EventQuery {
  before?: number;
  after?: number;
  /** At most 200, 50 when left out. */
  limit?: number;
  prefix?: string;
  device?: string;
  text?: string;
  origin?: string;
  product?: number;
  journey?: string;
}

export interface PreviewAnswer {
  /** Whole sentences: why the cloud would not take these settings. */
  errors: string[];
  /** Whether this event triggers the webhook. */
  triggers: boolean;
  request: Delivery['request'];
  /** Why no request can be made of this event; null when one can. */
  error: string | null;
  topics: { response: string; error: string; sent: string };
}

export interface JourneyRow {
  id: string;
  event: StoredEvent;
  state: 'waiting' | 'done' | 'error';
  hooks: number;
}

export interface JourneyAnswer {
  id: string;
  events: StoredEvent[];
  deliveries: Delivery[];
  requests: ServerRequest[];
}

export interface SettingsAnswer {
  rules: '2016' | 'current';
  /** Hosts of the real internet that webhooks may call. */
  allowed_hosts: string[];
}

export interface ClockAnswer {
  time: VirtualTime;
  /** ISO, on the cloud's clock. */
  now: string;
  next: { due: string; kind: string; label: string } | null;
}
