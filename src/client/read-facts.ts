// Reads from the cloud what one check asks for, now: for whoever cannot wait until a page's live view has caught up.
import type { Check } from '../model/check.ts';
import type { CloudFacts } from '../model/cloud-facts.ts';
import { DEMO_HOST } from '../model/demo-hook.ts';
import type { DemoState } from '../model/demo-server-state.ts';
import { fillNames, namesIn, type Names } from '../model/names.ts';
import { serverFacts } from '../model/server-facts.ts';
import type { CloudClient } from './cloud-client.ts';

interface Known {
  choice: CloudFacts['choice'];
  names: Names;
  predicted: readonly string[];
  signed_in: boolean;
}

const rows = (list: readonly object[]): CloudFacts['integrations'] => list as CloudFacts['integrations'];

/** Throws what the calls throw. */
export async function readFacts(cloud: CloudClient, check: Check, { choice, names, predicted, signed_in }: Known): Promise<CloudFacts> {
  const read = async <T>(keys: readonly string[], ask: (key: string) => Promise<T>): Promise<Map<string, T>> =>
    new Map(await Promise.all(keys.map(async (key) => [key, await ask(key)] as const)));
  const hosts = check.flatMap((clause) => (clause.kind === 'data' ? [clause.host] : []));
  const paths = check
    .flatMap((clause) => (clause.kind === 'answer' ? [fillNames(clause.path, names)] : []))
    .filter((path) => namesIn(path).length === 0);
  const products = await cloud.products();
  const product = products.some(({ id }) => id === choice.product) ? choice.product : null;
  const [data, answers, devices, product_devices, integrations, sandbox, servers, demo, { events, more }] = await Promise.all([
    read(hosts, (host) => cloud.serverData<unknown>(host)),
    read(paths, (path) => cloud.call<unknown>('GET', path)),
    cloud.devices(),
    product === null ? [] : cloud.productDevices(product),
    product === null ? [] : cloud.integrations(product),
    cloud.integrations(null),
    cloud.servers(),
    cloud.serverData<DemoState>(DEMO_HOST),
    cloud.events({ limit: 200 }),
  ]);
  return {
    signed_in,
    choice: { ...choice, product },
    devices,
    products,
    product_devices,
    integrations: rows(integrations),
    sandbox_integrations: rows(sandbox),
    servers: serverFacts(servers, demo),
    events,
    more_events: more,
    names,
    server_data: (host) => data.get(host),
    answer: (path) => answers.get(path),
    predicted,
  };
}
