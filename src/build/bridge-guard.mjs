// Who may speak to the bridge, and which addresses it relays: every program on this machine, but no web page of another site.
import { timingSafeEqual } from 'node:crypto';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const CLOUD_PATH = /^(?:\/cloud)?(\/(?:v1|oauth|pocket)(?:\/.*)?)$/;

/**
 * The path below the cloud, with its query, or null: not for the cloud. `/v1/devices` and `/cloud/v1/devices` are the same.
 * @param {URL} url
 */
export const cloudPath = (url) => {
  const path = url.pathname === '/cloud/openapi.json' ? '/openapi.json' : CLOUD_PATH.exec(url.pathname)?.[1];
  return path === undefined ? null : path + url.search;
};

/**
 * Why a request is refused, in a sentence; null when it is welcome. A name that only resolves to this machine (DNS rebinding)
 * shows in Host; a page of another site shows in Origin or Sec-Fetch-Site, which no page can forge.
 * @param {IncomingMessage} request
 */
export const refusal = ({ headers }) => {
  if (!LOOPBACK.test(headers.host ?? '')) return 'The bridge answers to localhost only.';
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`)
    return 'The bridge does not answer pages of other sites.';
  if (/^(cross-site|same-site)$/.test(headers['sec-fetch-site'] ?? '')) return 'The bridge does not answer pages of other sites.';
  return null;
};

/** @param {string} given @param {string} expected */
export const sameSecret = (given, expected) =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
