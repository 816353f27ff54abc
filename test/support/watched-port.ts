// A port whose every call is counted, so that a test can pull the cable at each of them.
import type { PortLike } from '../../src/device/serial/port-like.ts';
import type { SerialProvider } from '../../src/device/serial/serial-provider.ts';

type Step = (name: string) => void;

const watchReader = (stream: ReadableStream<Uint8Array>, step: Step): unknown => ({
  get locked() {
    return stream.locked;
  },
  getReader() {
    const reader = stream.getReader();
    return {
      read() {
        step('read');
        return reader.read();
      },
      cancel() {
        step('cancel');
        return reader.cancel();
      },
      releaseLock: () => reader.releaseLock(),
    };
  },
});

const watchWriter = (stream: WritableStream<Uint8Array>, step: Step): unknown => ({
  get locked() {
    return stream.locked;
  },
  getWriter() {
    const writer = stream.getWriter();
    return {
      write(bytes: Uint8Array) {
        step('write');
        return writer.write(bytes);
      },
      abort: (reason: unknown) => writer.abort(reason),
      releaseLock: () => writer.releaseLock(),
    };
  },
});

const watchPort = (port: PortLike, step: Step): PortLike =>
  new Proxy(port, {
    get(target, key) {
      const value = Reflect.get(target, key, target) as unknown;
      if (key === 'readable') return value && watchReader(value as ReadableStream<Uint8Array>, step);
      if (key === 'writable') return value && watchWriter(value as WritableStream<Uint8Array>, step);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (key === 'open' || key === 'close' || key === 'setSignals') step(key);
        return value.apply(target, given);
      };
    },
  });

/** Calls `step` before each call of any port of `provider` that could wait. */
export const watchProvider = (provider: SerialProvider, step: Step): SerialProvider => {
  const watched = new WeakMap<PortLike, PortLike>();
  const of = (port: PortLike): PortLike => {
    const known = watched.get(port) ?? watchPort(port, step);
    watched.set(port, known);
    return known;
  };
  const own = new EventTarget();
  for (const type of ['connect', 'disconnect'])
    provider.addEventListener(type, (event) =>
      own.dispatchEvent(new CustomEvent(type, { detail: { port: of((event as CustomEvent<{ port: PortLike }>).detail.port) } })),
    );
  return Object.assign(own, {
    kind: provider.kind,
    name: provider.name,
    availability: () => provider.availability(),
    requestPort: async () => null,
    async getPorts() {
      step('getPorts');
      return (await provider.getPorts()).map(of);
    },
  }) as SerialProvider;
};
