// What a firmware registers: its functions, variables and subscriptions, and the hello that tells the cloud of them.
import { VIRTUAL_PLATFORM, type Image } from './check-image.ts';
import type { DeviceDescription } from './cloud-link.ts';
import { OS_VERSION } from './device-modules.ts';

type Described = Pick<DeviceDescription, 'functions' | 'variables' | 'subscriptions'>;

export interface DeviceOffers {
  readonly functions: readonly string[];
  has(what: 'function' | 'variable', name: string): boolean;
  heard(described: Described): void;
  /** A run begins: it has registered nothing yet. */
  begin(): void;
  description(image: Image | null): DeviceDescription;
}

const nothing = (): Described => ({ functions: [], variables: {}, subscriptions: [] });

/** Firmware registers one thing after the other: `say` is called once for those that come together. */
export function createDeviceOffers(say: () => void): DeviceOffers {
  let described = nothing();
  let soon = false;
  return {
    get functions() {
      return described.functions;
    },
    has: (what, name) => (what === 'function' ? described.functions.includes(name) : Object.hasOwn(described.variables, name)),
    heard({ functions, variables, subscriptions }) {
      described = { functions, variables, subscriptions };
      if (soon) return;
      soon = true;
      queueMicrotask(() => {
        soon = false;
        say();
      });
    },
    begin() {
      described = nothing();
    },
    description: (image) => ({
      platform_id: VIRTUAL_PLATFORM,
      product_id: image?.module.product_id ?? null,
      firmware_version: image?.module.product_version ?? null,
      system_firmware_version: OS_VERSION,
      app_hash: image?.module.hash ?? null,
      ...described,
    }),
  };
}
