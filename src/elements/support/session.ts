// What all elements of one page share: the cloud, who is asking, what was chosen, what is marked, what is busy.
import { ApiError } from '../../model/errors.ts';
import { readAccount, STARTER } from './account.ts';
import { choiceKey, nothingChosen, reachedKey, readChoice } from './choice.ts';
import { createPageMemory } from './page-memory.ts';
import { Tasks } from './tasks.ts';
import type { Account } from './account.ts';
import type { Choice } from './choice.ts';
import { CloudView } from './cloud-view.ts';
import { EventFeed } from './event-feed.ts';
import type { ErrorText } from './error-text.ts';
import type { PageMemory } from './page-memory.ts';
import type { CloudClient } from '../../client/cloud-client.ts';
import type { Change, CloudInfo } from '../../model/cloud-state.ts';
import type { Lesson } from '../../model/lesson.ts';
import type { VirtualTime } from '../../model/virtual-time.ts';

/** Nobody signed in: the page quietly uses the starter account. */
const nobody: Account = { username: STARTER.username, signedIn: false, token: null };

export interface SessionOptions {
  /** Makes the client; the session gives it its token. */
  cloud: (token: () => Promise<string>) => CloudClient;
  /** The page's lesson, null on other pages. */
  lesson: Lesson | null;
  memory?: PageMemory;
}

/**
 * Events: `change` (something to draw again, at most once a task), `select` (another journey is marked),
 * `cloud-change` (a `CustomEvent<Change>` for each line of the change feed), `start-over` (another cloud is there: what was read of
 * the last one is gone), `new-boards` (the cloud was reset: its virtual boards are as they came).
 */
export class Session extends EventTarget {
  readonly cloud: CloudClient;
  readonly lesson: Lesson | null;
  readonly memory: PageMemory;
  readonly view: CloudView;
  /** Every event of the cloud, newest first, live. */
  readonly feed: EventFeed;
  /** Null until the cloud said hello. */
  info: CloudInfo | null = null;
  /** `opening` until the first hello; `away` while the stream is lost and being opened again; `failed` when there is no cloud at all. */
  state: 'opening' | 'open' | 'away' | 'failed' = 'opening';
  /** Why nothing is saved, in a sentence; null where it is saved or not known yet. */
  notSaved: string | null = null;
  account: Account;
  choice: Choice;
  /** The journey that is marked everywhere, and the event of it that was picked. */
  selectedJourney: string | null = null;
  selectedEvent: number | null = null;
  /** What "do it for me" does, by step id. Elements register with `offer`. */
  readonly actions = new Map<string, () => Promise<void>>();

  readonly #tasks = new Tasks(() => this.changed());
  #grant: Promise<string> | null = null;
  #told = false;

  constructor({ cloud, lesson, memory = createPageMemory('pocket/') }: SessionOptions) {
    super();
    this.memory = memory;
    this.lesson = lesson;
    this.account = readAccount(memory);
    this.choice = this.#kept();
    this.cloud = cloud(() => this.ensureToken());
    this.view = new CloudView(this.#guardedReads(), () => this.changed());
    this.feed = new EventFeed(this.cloud);
  }

  /** What the account chose in this lesson before. */
  #kept(): Choice {
    return readChoice(this.memory, this.lesson, this.account.username);
  }

  /** Something to draw again. Several in one task become one `change`. */
  changed(): void {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      this.dispatchEvent(new Event('change'));
    });
  }

  /** Another tab chose something in this lesson: both are one visitor's. */
  chosenElsewhere(): void {
    const { username } = this.account;
    this.account = readAccount(this.memory);
    this.choice = this.#kept();
    this.view.refresh({ forget: this.account.username !== username });
    this.changed();
  }

  /** The cloud of this page is new and goes with it: what an earlier page remembered is about another cloud, and stays for that. */
  beginsUnsaved(reason: string): void {
    this.notSaved = reason;
    this.memory.leaveBrowser();
    this.#setAccount(nobody);
    this.startAgain();
  }

  /** Neither a worker nor the page could run the cloud. */
  failed(): void {
    this.state = 'failed';
    this.changed();
  }

  /** Holds the page's one change stream. Answers the function that lets it go. */
  open(): () => void {
    const stream = this.cloud.stream('/pocket/changes', {
      onEvent: ({ event, data }) => this.#hear(event, data),
      onClose: () => {
        if (this.state === 'open') this.state = 'away';
        this.changed();
      },
    });
    return () => stream.close();
  }

  #hear(event: string, data: string): void {
    const value = JSON.parse(data) as unknown;
    if (event === 'hello') {
      // After a loss anything may have changed meanwhile.
      if (this.state === 'away') {
        this.view.refresh();
        this.dispatchEvent(new Event('missed'));
      }
      this.info = value as CloudInfo;
      this.state = 'open';
    } else if (event === 'change') {
      // The whole table is told only when the cloud was reset or another one imported: nothing that is known holds any more.
      const { table, ids } = value as Change;
      if (table === 'settings' && ids.length === 0) this.#startOver();
      if (table === 'settings' && ids[0] === 'reset') this.#newBoards();
      this.view.changed(value as Change);
      this.dispatchEvent(new CustomEvent<Change>('cloud-change', { detail: value as Change }));
      return;
    } else if (event === 'time' && this.info) {
      this.info = { ...this.info, time: value as VirtualTime };
      this.view.changed({ table: 'clock', ids: [] });
    }
    this.changed();
  }

  #startOver(): void {
    // Its token went with the old cloud: a call with it could only be refused.
    this.#setAccount(nobody);
    this.memory.forget(reachedKey(this.lesson, STARTER.username));
    this.choice = this.#kept();
    this.selectedJourney = null;
    this.dispatchEvent(new Event('start-over'));
    this.selectJourney(null);
    this.view.refresh({ forget: true });
    void this.feed.restart();
  }

  /** Also where no page shows them. */
  #newBoards(): void {
    this.dispatchEvent(new Event('new-boards'));
    import('../../device/virtual/forget-devices.ts').then(({ forgetDevices }) => forgetDevices(this.cloud.base)).catch(() => {});
  }

  /** Reads of the view with one more try when the token was revoked (a reset cloud, an import). */
  #guardedReads(): CloudClient {
    return new Proxy(this.cloud, {
      get: (cloud, name: keyof CloudClient) => {
        const member = cloud[name] as unknown;
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => this.withToken(() => (member as (...rest: unknown[]) => Promise<unknown>)(...args));
      },
    });
  }

  // ── Who is asking ──

  /** The token of the account; asks quietly for one of the starter account when there is none. */
  ensureToken(): Promise<string> {
    if (this.account.token !== null) return Promise.resolve(this.account.token);
    this.#grant ??= this.cloud
      .grant(STARTER.username, STARTER.password)
      .then(({ access_token }) => {
        this.#setAccount({ ...nobody, token: access_token });
        return access_token;
      })
      .finally(() => (this.#grant = null));
    return this.#grant;
  }

  /** A token of the starter account, whoever is signed in: what works for every visitor works with it. */
  async starterToken(): Promise<string> {
    if (this.account.username === STARTER.username) return this.ensureToken();
    return (await this.cloud.grant(STARTER.username, STARTER.password)).access_token;
  }

  /** Runs `work`; when its token turns out to be unknown, asks for a new one and runs it once more. */
  async withToken<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'invalid_token')) throw error;
      // Only the starter comes back by itself. What somebody else was doing is never done again in another name.
      const starter = this.account.username === STARTER.username;
      this.#become(nobody);
      if (!starter) throw error;
      return work();
    }
  }

  /** Signs in with the ordinary password grant; without arguments as the starter. Throws `ApiError`. */
  async signIn(username: string = STARTER.username, password: string = STARTER.password, seconds?: number): Promise<void> {
    const { access_token } = await this.cloud.grant(username.trim().toLowerCase(), password, seconds);
    this.#become({ username: username.trim().toLowerCase(), signedIn: true, token: access_token });
  }

  /** Revokes the token, as the account page of a cloud does, and goes on as the starter. */
  async signOut(): Promise<void> {
    try {
      if (this.account.token !== null) await this.cloud.deleteCurrentToken();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    this.#become(nobody);
  }

  /** Goes on as `account`: another one has its own choices, and knows nothing of what the last one saw. */
  #become(account: Account): void {
    const other = account.username !== this.account.username;
    this.#setAccount(account);
    if (other) {
      this.choice = this.#kept();
      this.selectJourney(null);
    }
    this.view.refresh({ forget: other });
  }

  #setAccount(account: Account): void {
    this.account = account;
    if (account.token === null) this.memory.forget('account');
    else this.memory.write('account', account);
    this.changed();
  }

  // ── What was chosen, what is marked ──

  choose(change: Partial<Choice>): void {
    const { product } = change;
    // Another product is another round: what was reached with the last one is not undone.
    if (product != null && product !== this.choice.product) this.memory.forget(reachedKey(this.lesson, this.account.username));
    this.choice = { ...this.choice, ...change };
    this.memory.write(choiceKey(this.lesson, this.account.username), this.choice);
    this.changed();
  }

  /** Forgets what this account chose and reached in this lesson; what it made in the cloud stays there. */
  startAgain(): void {
    this.memory.forget(reachedKey(this.lesson, this.account.username));
    this.choose({ ...nothingChosen });
    this.selectJourney(null);
  }

  /** Marks a journey in every view; null clears it. */
  selectJourney(journey: string | null, event: number | null = null): void {
    this.selectedJourney = journey;
    this.selectedEvent = event;
    this.dispatchEvent(new Event('select'));
    this.changed();
  }

  // ── What is going on ──

  /** Runs `work` under a name, with one more try when its token turns out to be unknown (see `Tasks.run`). */
  run<T>(label: string, work: () => Promise<T>): Promise<T | undefined> {
    return this.#tasks.run(label, () => this.withToken(work));
  }

  busy(label: string): boolean {
    return this.#tasks.busy(label);
  }

  /** What to show beside the thing that failed. */
  problem(label: string): ErrorText | null {
    return this.#tasks.problem(label);
  }

  clearProblem(label: string): void {
    this.#tasks.clear(label);
  }

  /** Registers what "do it for me" does for a step. Answers the function that takes it back. */
  offer(step: string, action: () => Promise<void>): () => void {
    this.actions.set(step, action);
    this.changed();
    return () => {
      if (this.actions.get(step) === action) this.actions.delete(step);
      this.changed();
    };
  }
}
