// Looks at an exported cloud before it is imported: whether it is one, and what it brings. The cloud checks every row again.

export interface CloudFileSummary {
  /** ISO moment on the clock of the cloud that wrote it. */
  exported_at: string;
  /** Tables a person knows, those with rows: `2 devices`. */
  brings: string[];
}

/** The largest file the cloud reads. */
export const CLOUD_FILE_BYTES = 64 * 1024 * 1024;

const NAMES: readonly (readonly [table: string, one: string, many: string])[] = [
  ['users', 'account', 'accounts'],
  ['devices', 'device', 'devices'],
  ['products', 'product', 'products'],
  ['integrations', 'integration', 'integrations'],
  ['customers', 'customer', 'customers'],
  ['events', 'event', 'events'],
  ['deliveries', 'delivery', 'deliveries'],
  ['tokens', 'token', 'tokens'],
  ['mails', 'mail', 'mails'],
];

/** Why `text` is no exported cloud, as a sentence, or what it brings. */
export function readCloudFile(text: string): { file: unknown; summary: CloudFileSummary } | { problem: string } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: 'This file is not JSON.' };
  }
  const { format, exported_at, tables } = (typeof file === 'object' && file !== null ? file : {}) as Record<string, unknown>;
  if (format !== 'pocket-cloud' || typeof tables !== 'object' || tables === null)
    return { problem: 'This is not a file that a Pocket Cloud exported.' };
  const rows = (table: string): number => {
    const found = (tables as Record<string, unknown>)[table];
    return Array.isArray(found) ? found.length : 0;
  };
  const brings = NAMES.flatMap(([table, one, many]) => {
    const count = rows(table);
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return { file, summary: { exported_at: typeof exported_at === 'string' ? exported_at : '', brings } };
}
