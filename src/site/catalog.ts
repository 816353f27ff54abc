// What this cloud finds by its files: mocked servers and integration types. Its own module, because MSW needs the shim before it.
import '../adapters/local-storage-shim.ts';
import type { AnyServer } from '../adapters/mocked-servers.ts';
import type { IntegrationType } from '../cloud/define-integration.ts';

export const servers = Object.values(import.meta.glob<AnyServer>('../servers/*.ts', { eager: true, import: 'default' }));
export const integrations = Object.values(
  import.meta.glob<IntegrationType>('../cloud/integrations/*.ts', { eager: true, import: 'default' }),
);
