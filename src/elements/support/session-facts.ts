// What the checks of a lesson may know, gathered from the page's live view of the cloud.
import { demoServer } from './demo-server.ts';
import { lessonNames, predictions } from './lesson-memory.ts';
import { isOwnEvent } from './own-event.ts';
import type { CloudFacts } from '../../model/cloud-facts.ts';
import { serverFacts } from '../../model/server-facts.ts';
import type { Session } from './session.ts';

const serversOf = (session: Session): CloudFacts['servers'] => {
  const { servers } = session.view;
  const demo = demoServer(session);
  return servers === null || demo === null ? null : serverFacts(servers, demo);
};

/** Reading is asking: whatever is not known yet is fetched, and the session's next `change` brings it. */
export const sessionFacts = (session: Session): CloudFacts => {
  const { view, choice, feed } = session;
  // Before the cloud said hello nothing may count as an answer.
  const open = session.state === 'open' || session.state === 'away';
  return {
    signed_in: open ? session.account.signedIn : null,
    choice,
    devices: view.devices,
    products: view.products,
    product_devices: choice.product === null ? null : view.productDevices(choice.product),
    integrations: choice.product === null ? null : (view.integrations(choice.product) as CloudFacts['integrations']),
    sandbox_integrations: view.integrations(null) as CloudFacts['integrations'],
    servers: serversOf(session),
    events: feed.state === 'idle' || feed.state === 'loading' ? null : feed.events.filter((event) => isOwnEvent(session, event)),
    more_events: feed.more,
    names: lessonNames(session),
    server_data: (host) => view.serverData(host) ?? undefined,
    answer: (path) => view.answer(path) ?? undefined,
    predicted: Object.keys(predictions(session)),
  };
};
