// A device as the cloud keeps it; the wire shape is cut from it (spec/cloud-api.md §2.2).

export type VariableType = 'int32' | 'double' | 'string' | 'bool';

export interface Device {
  /** 24 lower-case hex. */
  id: string;
  name: string;
  platform_id: number;
  /** Equal to `platform_id`: a sandbox device (spec §2.2). */
  product_id: number;
  owner_id: string | null;
  customer_id: string | null;
  serial_number: string;
  notes: string | null;
  online: boolean;
  status: 'normal';
  cellular: boolean;
  last_heard: string | null;
  last_handshake_at: string | null;
  last_ip_address: string | null;
  functions: string[];
  variables: Record<string, VariableType>;
  system_firmware_version: string | null;
  /** Product firmware number reported at the last handshake. */
  firmware_version: number | null;
  firmware_product_id: number | null;
  app_hash: string | null;
  desired_firmware_version: number | null;
  targeted_firmware_release_version: number | null;
  firmware_updates_enabled: boolean;
  firmware_updates_forced: boolean;
  development: boolean;
  quarantined: boolean;
  denied: boolean;
  groups: string[];
  signaling: boolean;
  /** Prefixes of the events it wants, from its last handshake. */
  subscriptions?: string[];
  /** True for devices that run in the page, false for boards that are plugged in. */
  virtual: boolean;
  created_at: string;
  /** Someone asked for it; its owner has not answered. The holder it would get. */
  transfer?: { id: string; owner_id: string | null; customer_id: string | null } | undefined;
  /** Rows of a device that no one has are kept so that it can be claimed again. */
  iccid?: string;
  imei?: string;
}
