// Looks at an exported cloud before it is imported: whether it is one, and what it brings. The cloud checks every row again.

export interface CloudFileSummary {
  /** ISO moment on the clock of the cloud that wrote it. */
  exported_at: string;
  /** Tables a person knows, those with rows: `2 devices`. */
  brings: string[];
  /** Hosts of the real internet that its webhooks may call. */
  hosts: string[];
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

const settingsIn = (tables: object): Record<string, unknown> | null => {
  const rows = (tables as Record<string, unknown>)['settings'];
  const row: unknown = Array.isArray(rows) ? rows[0] : null;
  return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : null;
};

function hostsIn(tables: object): string[] {
  const hosts = settingsIn(tables)?.['allowed_hosts'];
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}

/** `file` without hosts that are not in `allowed`: whoever sends a link does not decide where a visitor's requests go. */
export function withHosts(file: unknown, allowed: readonly string[]): unknown {
  const { tables } = file as { tables: object };
  const settings = settingsIn(tables);
  if (!settings) return file;
  const allowed_hosts = hostsIn(tables).filter((host) => allowed.includes(host));
  return { ...(file as object), tables: { ...tables, settings: [{ ...settings, allowed_hosts }] } };
}

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
  return { file, summary: { exported_at: typeof exported_at === 'string' ? exported_at : '', brings, hosts: hostsIn(tables) } };
}
