// Turns a password into the digest that is stored: salted SHA-256, compared in constant time.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** 64 hex characters. Not `crypto.subtle`: the in-page cloud also runs on insecure hosts, where that is missing. */
export const hashPassword = (password: string, salt: string): string => bytesToHex(sha256(utf8ToBytes(`${salt}:${password}`)));

/** True when `password` gives `hash`. */
export function passwordMatches(password: string, salt: string, hash: string): boolean {
  const given = hashPassword(password, salt);
  let difference = given.length ^ hash.length;
  for (let at = 0; at < given.length; at++) difference |= given.charCodeAt(at) ^ hash.charCodeAt(at);
  return difference === 0;
}
