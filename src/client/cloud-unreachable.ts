// The failure that is nobody's answer: the cloud could not be asked.

/** Thrown when a call got no answer of the cloud: no worker, a closed stream, or bytes that are not the cloud's. */
export class CloudUnreachable extends Error {
  override name = 'CloudUnreachable';
  constructor(
    readonly path: string,
    cause?: unknown,
  ) {
    super(`The cloud gave no answer to ${path}.`, { cause });
  }
}
