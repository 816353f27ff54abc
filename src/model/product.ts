// Products, their device groups and firmware (spec/cloud-api.md §3).

export interface Product {
  id: number;
  platform_id: number;
  name: string;
  /** Kebab name, `-v` and three digits. */
  slug: string;
  description: string;
  user_id: string;
  settings: Record<string, unknown>;
  requires_activation_codes: false;
  created_at: string;
}

export interface DeviceGroup {
  /** `<product id>/<name>`. */
  id: string;
  product_id: number;
  name: string;
  description: string;
  color: string;
}

export interface ProductFirmware {
  /** 24 hex, `_id` on the wire. */
  id: string;
  product_id: number;
  version: number;
  title: string;
  description: string;
  name: string;
  size: number;
  product_default: boolean;
  groups: string[];
  intelligent: boolean;
  mandatory: boolean;
  uploaded_on: string;
  uploaded_by: string;
  /** Where its bytes are: a row of `binaries`. */
  binary_id: string;
}

/** Bytes kept apart from the rows that name them, so that listing never reads them. */
export interface Binary {
  id: string;
  bytes: Uint8Array;
  platform_id: number | null;
  /** Who compiled it; product firmware has none. */
  user_id?: string | undefined;
  created_at: string;
  expires_at: string | null;
}
