// `firmware/<project>.json` of the built site, beside `firmware/<project>.bin`: the image of a project as it is in the repository.

export interface FirmwareImage {
  project: string;
  /** File name of the module, beside this JSON. */
  file: string;
  /** Bytes of the module. */
  size: number;
  /** The module's own SHA-256: 64 hex, what a device that runs it reports. */
  hash: string;
  /** `sourcesHash` of the files that it was built from: 64 hex. */
  sources: string;
  product_id: number | null;
  product_version: number | null;
}
