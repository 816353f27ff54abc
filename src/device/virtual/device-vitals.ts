// The vitals of a virtual board, in the shape of `spark/device/diagnostics/update` (spec/cloud-api.md §4.5).

interface VitalFacts {
  /** Virtual ms since it started. */
  uptime: number;
  /** Percent. */
  signal: number;
  /** Publishes that the cloud did not take. */
  refused: number;
  /** Bytes of its firmware. */
  wasm: number;
}

export const deviceVitals = ({ uptime, signal, refused, wasm }: VitalFacts): object => ({
  device: {
    network: { signal: { at: 'Wi-Fi', strength: signal } },
    cloud: { connection: { status: 'connected', error: 0 }, publish: { rate_limited: refused } },
    system: { uptime: Math.floor(uptime / 1000), memory: { used: wasm, total: 16_777_216 } },
  },
});
