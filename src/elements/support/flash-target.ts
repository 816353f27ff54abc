// Which board a build goes to, and by which way: chosen once, for one element.
import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';
import type { WireDevice } from '../../client/cloud-client.ts';
import { flashOverAir } from './flash-over-air.ts';
import { FlashFailure, type FlashWay, VIRTUAL_PLATFORM } from './flash-run.ts';
import type { Session } from './session.ts';
import { siteBase } from './site-base.ts';

export class FlashTarget implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #chosen: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

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

  way(session: Session): FlashWay | null {
    const board = this.#board(session);
    return board && flashOverAir(session, board);
  }

  /** What the build of the site made of the unedited project. Throws `FlashFailure`. */
  async builtImage(project: string): Promise<Uint8Array> {
    const answer = await fetch(new URL(`firmware/${encodeURIComponent(project)}.bin`, siteBase())).catch(() => null);
    if (!answer?.ok) throw new FlashFailure('The build of this project is not on the site. Edit it, and it is compiled here.');
    return new Uint8Array(await answer.arrayBuffer());
  }

  choice(session: Session): TemplateResult | typeof nothing {
    const boards = this.#boards(session);
    const board = this.#board(session);
    if (boards.length < 2) return nothing;
    return html`<p class="notice">
      <label class="inline-field"
        >Flash
        <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
          ${boards.map(({ id, name, online }) => html`<option value=${id} ?selected=${id === board?.id}>${name}${online ? '' : ', offline'}</option>`)}
        </select></label
      >
    </p>`;
  }

  #choose(id: string): void {
    this.#chosen = id;
    this.#host.requestUpdate();
  }
}
