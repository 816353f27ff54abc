// Which board a build goes to, and by which way: chosen once, for one element.
import { ContextConsumer } from '@lit/context';
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { WireDevice } from '../../client/cloud-answers.ts';
import { type BoardCrash, BoardFacts } from './board-facts.ts';
import type { DeviceDesk } from './device-desk.ts';
import { deviceContext } from './device-source.ts';
import type { DeviceDeskSource } from './device-source.ts';
import { FlashFailure, type FlashWay, VIRTUAL_PLATFORM } from './flash-run.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';

type Way = 'air' | 'usb';

export class FlashTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #devices: ContextConsumer<typeof deviceContext, ReactiveControllerHost & HTMLElement>;
  #facts: BoardFacts | null = null;
  #chosen: string | null = null;
  #way: Way = 'air';

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    this.#devices = new ContextConsumer(host, { context: deviceContext });
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#facts?.close();
    this.#facts = null;
  }

  /** What the boards of this page say of their firmware; null until `follow` brought them. */
  get facts(): BoardFacts | null {
    return this.#facts;
  }

  /** Listens to the boards of the page. Loads them: only where one is shown, or was flashed. */
  async follow(): Promise<DeviceDesk | null> {
    const desk = (await this.#devices.value?.()) ?? null;
    if (desk && this.#host.isConnected) this.#facts ??= new BoardFacts(desk, () => this.#host.requestUpdate());
    return desk;
  }

  crash(session: Session | null): BoardCrash | null {
    const board = this.#board(session);
    return board ? (this.#facts?.crashOf(board.id) ?? null) : null;
  }

  /** Boards that could run it: the lesson's first. */
  #boards(session: Session | null): WireDevice[] {
    const boards = session?.view.devices?.filter(({ platform_id }) => platform_id === VIRTUAL_PLATFORM) ?? [];
    return boards.toSorted((a, b) => Number(b.id === session?.choice.device) - Number(a.id === session?.choice.device));
  }

  #board(session: Session | null): WireDevice | null {
    const boards = this.#boards(session);
    return boards.find(({ id }) => id === this.#chosen) ?? boards[0] ?? null;
  }

  nameOf(session: Session | null): string {
    return this.#board(session)?.name ?? 'the virtual board';
  }

  /** Why nothing can be flashed now, as a sentence; null when it can. */
  blocked(session: Session | null): string | null {
    if (!session || session.state === 'opening' || session.view.devices === null) return 'Opening your cloud…';
    if (session.state === 'failed') return 'Your cloud did not open. Reload the page to flash.';
    return this.#board(session) ? null : 'You have no virtual board. Add one on the page of your cloud, or reset the cloud.';
  }

  /** Null when there is no board. Nothing is loaded before something is sent. */
  way(session: Session): FlashWay | null {
    const board = this.#board(session);
    if (!board) return null;
    const source: DeviceDeskSource | undefined = this.#devices.value;
    if (this.#way === 'usb' && source)
      return this.#later(async () => {
        const [desk, { flashOverUsb }] = await Promise.all([source(), import('./flash-over-usb.ts')]);
        void this.follow();
        return flashOverUsb(desk, board);
      });
    const wake = async (): Promise<void> => {
      const desk = await this.follow();
      desk?.rack.device(board.id, board.name);
    };
    return this.#later(async () => (await import('./flash-over-air.ts')).flashOverAir(session, board, wake));
  }

  #later(make: () => Promise<FlashWay>): FlashWay {
    let made: Promise<FlashWay> | null = null;
    const way = (): Promise<FlashWay> =>
      (made ??= make().catch((cause: unknown) => {
        throw new FlashFailure('A part of the page did not load. Check your connection and flash again.', { cause });
      }));
    return {
      send: async (module, tell, signal) => (await way()).send(module, tell, signal),
      restarted: async (module, signal) => (await way()).restarted(module, signal),
    };
  }

  /** What the build of the site made of the unedited project. Throws `FlashFailure`. */
  async builtImage(project: string): Promise<Uint8Array> {
    const answer = await fetch(new URL(`firmware/${encodeURIComponent(project)}.bin`, siteBase())).catch(() => null);
    if (!answer?.ok) throw new FlashFailure('The build of this project is not on the site. Edit it, and it is compiled here.');
    return new Uint8Array(await answer.arrayBuffer());
  }

  choice(session: Session, busy: boolean): TemplateResult | typeof nothing {
    const boards = this.#boards(session);
    const board = this.#board(session);
    if (!board || (boards.length < 2 && !this.#devices.value)) return nothing;
    const set = (change: () => void): void => {
      change();
      this.#host.requestUpdate();
    };
    const value = (event: Event): string => (event.target as HTMLSelectElement).value;
    return html`<div class="notice">
      ${
        boards.length > 1
          ? html`<label class="inline-field"
              >Flash to
              <select ?disabled=${busy} @change=${(event: Event) => set(() => (this.#chosen = value(event)))}>
                ${boards.map(
                  ({ id, name, online }) =>
                    html`<option value=${id} ?selected=${id === board.id}>${name}${online ? '' : ', offline'}</option>`,
                )}
              </select></label
            >`
          : nothing
      }
      <label class="inline-field"
        >Send it by
        <select ?disabled=${busy} @change=${(event: Event) => set(() => (this.#way = value(event) as Way))}>
          <option value="air" ?selected=${this.#way === 'air'}>the cloud, over the air</option>
          <option value="usb" ?selected=${this.#way === 'usb'}>its USB port, with YMODEM</option>
        </select></label
      >
    </div>`;
  }
}
