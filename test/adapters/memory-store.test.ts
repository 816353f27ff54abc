// The memory store keeps what every store keeps.
import { createMemoryStore } from '../../src/adapters/memory-store.ts';
import { storeConformance } from '../conformance/store.ts';

storeConformance('memory', async () => createMemoryStore());
