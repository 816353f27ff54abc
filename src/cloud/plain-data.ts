// Refuses data from outside that could reach a prototype or the stack's end, and names the field.
import { ApiError } from '../model/errors.ts';

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 32;

export function refuseUnsafeKey(key: string): void {
  if (UNSAFE.has(key)) throw new ApiError('validation', `The field name ${key} is not allowed.`);
}

/** Walks parsed JSON once. Throws `validation` (400) with the offending field's name. */
export function refuseUnsafeData(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) throw new ApiError('validation', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(value)) {
    for (const item of value) refuseUnsafeData(item, depth + 1);
    return;
  }
  for (const key of Object.keys(value)) {
    refuseUnsafeKey(key);
    refuseUnsafeData((value as Record<string, unknown>)[key], depth + 1);
  }
}
