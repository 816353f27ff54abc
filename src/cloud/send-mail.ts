// "Sends" a mail: it lands in the cloud's own mailbox, nothing leaves the browser.
import type { Mail } from '../model/user.ts';
import { MAX_MAILS } from '../model/storage-limits.ts';
import type { WriteTransaction } from './core.ts';

const FROM = 'pocket-cloud@example.com';

/** `link`: relative to the site, or null. Tables: mails. */
export async function sendMail(tx: WriteTransaction, mail: Pick<Mail, 'to' | 'subject' | 'text' | 'link'>): Promise<void> {
  await tx.put('mails', { ...mail, from: FROM, sent_at: tx.nowIso });
  const over = (await tx.count('mails')) - MAX_MAILS;
  if (over <= 0) return;
  for (const old of await tx.getAll('mails', { limit: over })) await tx.delete('mails', old.id);
}
