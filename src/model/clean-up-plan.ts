// What a clean-up may remove, and why not (spec/cloud-api.md §6.4).

export const CLEAN_UP_ORDER = ['webhooks', 'firmware', 'devices', 'product'] as const;
export type CleanUpPart = (typeof CLEAN_UP_ORDER)[number];

/** What there is to remove, from the cloud. `flashable`: devices online that run the demo's firmware. */
export interface CleanUpState {
  product: string | null;
  webhooks: number;
  flashable: number;
  devices: number;
}

export interface CleanUpRule {
  enabled: boolean;
  count: number;
  /** Why it cannot be ticked; null when it can. */
  reason: string | null;
}

/** Rule of every part, given what is ticked: a product can only go when nothing is left in it. */
export function cleanUpRules(state: CleanUpState, ticked: ReadonlySet<CleanUpPart>): Record<CleanUpPart, CleanUpRule> {
  const rule = (count: number, reason: string | null): CleanUpRule => ({ enabled: reason === null, count, reason });
  if (state.product === null) {
    const none = rule(0, 'Choose a product first.');
    return { webhooks: none, firmware: none, devices: none, product: none };
  }
  const hooksGone = state.webhooks === 0 || ticked.has('webhooks');
  const devicesGone = state.devices === 0 || ticked.has('devices');
  const blocked =
    !hooksGone && !devicesGone
      ? 'Remove its webhook and its devices first.'
      : !hooksGone
        ? 'Delete its webhook first.'
        : !devicesGone
          ? 'Remove its devices first.'
          : null;
  return {
    webhooks: rule(state.webhooks, state.webhooks > 0 ? null : 'This product has no webhook.'),
    firmware: rule(state.flashable, state.flashable > 0 ? null : 'No device that is online runs the demo firmware.'),
    devices: rule(state.devices, state.devices > 0 ? null : 'This product has no devices.'),
    product: rule(1, blocked),
  };
}

/** The ticked parts that may really go, in the order they must go. */
export const cleanUpPlan = (state: CleanUpState, ticked: ReadonlySet<CleanUpPart>): CleanUpPart[] => {
  const rules = cleanUpRules(state, ticked);
  return CLEAN_UP_ORDER.filter((part) => ticked.has(part) && rules[part].enabled);
};

/** Things a plan takes away: "Delete 3 things". */
export const cleanUpCount = (state: CleanUpState, ticked: ReadonlySet<CleanUpPart>): number => {
  const rules = cleanUpRules(state, ticked);
  return cleanUpPlan(state, ticked).reduce((sum, part) => sum + rules[part].count, 0);
};
