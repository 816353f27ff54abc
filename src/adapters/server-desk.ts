// The desk of one mocked server: its data as one row of the store, read and changed in transactions.
import { createBatch } from '../model/batch.ts';
import type { Clock, Store } from '../cloud/ports.ts';
import type { MockServer, ServerDesk } from '../model/server.ts';

export const createServerDesk = <State>(server: MockServer<unknown, State>, store: Store, clock: Clock): ServerDesk<State> => {
  /** Changes that come together are made in one transaction, each on the state that the one before left. */
  const change = createBatch((changes: readonly ((state: State) => unknown)[]) =>
    store.transaction(['server_state'], 'readwrite', async (tx) => {
      const row = await tx.get('server_state', server.host);
      const state = row ? (row.state as State) : server.initial(clock.now());
      const results = changes.map((one) => one(state));
      await tx.put('server_state', { id: server.host, state });
      return results;
    }),
  );
  return {
    now: () => clock.now(),
    read: () =>
      store.transaction(['server_state'], 'readonly', async (tx) => {
        const row = await tx.get('server_state', server.host);
        return row ? (row.state as State) : server.initial(clock.now());
      }),
    update: async <Result>(alter: (state: State) => Result) => (await change(alter)) as Result,
  };
};
