// The name the demo lesson suggests for a new product (spec/cloud-api.md §6.2).
import { platformById } from './platforms.ts';

export const DEMO_PREFIX = 'webhook-demo-';

/** `webhook-demo-<platform>-<number>`; `draw` is a number from 0 up to, not including, 1. */
export const suggestedProductName = (platform_id: number, draw: number): string => {
  const name = platform_id === 3 ? 'virtual' : (platformById(platform_id)?.name ?? String(platform_id));
  return `${DEMO_PREFIX}${name}-${Math.floor(draw * 999_999)}`;
};
