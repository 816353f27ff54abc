// <pocket-add-device>: puts the chosen device into the chosen product (spec/cloud-api.md §6.2).
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { AddDevicesAnswer, WireDevice } from '../client/cloud-answers.ts';
import { ApiError } from '../model/errors.ts';
import { platformTitle } from '../model/platforms.ts';
import type { Product } from '../model/product.ts';
import { actionButton } from './support/action-button.ts';
import { chosenDevice, chosenProduct } from './support/chosen.ts';
import { ControlElement } from './support/control-element.ts';
import type { StateLine } from './support/control-frame.ts';
import { problemLine, stateBadge } from './support/control-frame.ts';
import { pageLink } from './support/page-link.ts';
import type { Session } from './support/session.ts';

const ADD = 'add-device';

/** The cloud answers 200 even when it took nothing: what it says about the id decides. */
const refusal = (answer: AddDevicesAnswer, id: string): string | null => {
  if (answer.updated > 0 || answer.updatedDeviceIds?.includes(id) || answer.existingDeviceIds?.includes(id)) return null;
  if (answer.invalidDeviceIds?.includes(id)) return 'The product does not accept this device: its platform is another one.';
  if (answer.nonmemberDeviceIds?.includes(id)) return 'The product does not accept this device: it belongs to another account or platform.';
  return 'The product did not take the device.';
};

export class AddDevice extends ControlElement {
  protected readonly controlTitle = 'Add the device to the product';
  protected override readonly offers = { 'add-device': (session: Session): Promise<void> => this.#add(session) };

  async #add(session: Session): Promise<void> {
    const { device, product } = session.choice;
    if (device === null || product === null) return;
    await session.run(ADD, async () => {
      const why = refusal(await session.cloud.addProductDevices(product, [device]), device);
      await Promise.all([session.view.fresh(`productDevices/${product}`), session.view.fresh('devices')]);
      if (why) throw new ApiError('validation', why);
    });
  }

  protected draw(session: Session): TemplateResult {
    const devices = chosenDevice(session);
    const products = chosenProduct(session);
    const device = devices.item;
    const product = products.item;
    const members = product ? session.view.productDevices(product.id) : [];
    if (!devices.known || !products.known || members === null)
      return this.pending(session, 'Reading your product…', 'devices', 'products', `productDevices/${product?.id ?? ''}`);
    const added = device !== null && members.some(({ id }) => id === device.id);
    const blocked = !device || !product || device.platform_id !== product.platform_id;
    return this.frame({
      state: added ? 'done' : blocked ? 'disabled' : 'ready',
      badge: this.stepBadge(session, 'add-device', added ? stateBadge('done') : blocked ? stateBadge('locked') : nothing),
      body: session.problem(ADD) ? html`<div class="control-body">${problemLine(session.problem(ADD))}</div>` : nothing,
      line: this.#line(session, device, product, added),
      actions: actionButton({
        label: 'Add device',
        icon: 'plus',
        blockedBy: blocked || added ? 'state' : null,
        busy: session.busy(ADD),
        onClick: () => void this.#add(session),
      }),
    });
  }

  #line(session: Session, device: WireDevice | null, product: Product | null, added: boolean): StateLine {
    const next = pageLink('pocket-start-demo', 'start the demo');
    if (!device && session.choice.without_device)
      return {
        tone: 'info',
        text: html`<strong>You go on without a device,</strong> so there is none to add. Next: ${next}.`,
      };
    if (!device)
      return {
        tone: 'locked',
        text: html`<strong>No device is chosen.</strong> ${pageLink('pocket-select-device', 'Choose a device')}, or go on without one:
          ${next}.`,
      };
    if (!product)
      return {
        tone: 'locked',
        text: html`<strong>No product is chosen.</strong> ${pageLink('pocket-select-product', 'Choose a product')} first.`,
      };
    if (added) return { tone: 'done', text: html`<strong>${device.name}</strong> belongs to <code>${product.name}</code>. Next: ${next}.` };
    if (device.platform_id !== product.platform_id)
      return {
        tone: 'warn',
        text: html`<strong>The platforms differ.</strong> ${device.name} is ${platformTitle(device.platform_id)},
          <code>${product.name}</code> is for ${platformTitle(product.platform_id)}.
          ${pageLink('pocket-select-product', 'Choose another product')}.`,
      };
    const other = device.product_id === device.platform_id ? null : session.view.products?.find(({ id }) => id === device.product_id);
    return {
      tone: 'info',
      text: html`<strong>${device.name} is not in <code>${product.name}</code> yet.</strong>
        ${other ? html`Adding it takes it out of <code>${other.name}</code>.` : 'Add it, so that its events reach the webhook.'}`,
    };
  }
}

customElements.define('pocket-add-device', AddDevice);
