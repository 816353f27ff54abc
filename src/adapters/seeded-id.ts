// Ids that depend on a seed and a number only: the same cloud gives the same ids.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** At most 64 hex characters. */
export const seededId = (seed: string, sequence: number, length: number): string =>
  bytesToHex(sha256(utf8ToBytes(`${seed}/${sequence}`))).slice(0, length);
