// `npm run lesson:new <slug>`: writes a lesson that works, to be changed from there.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const page = (/** @type {string} */ slug, /** @type {string} */ title) => `---
title: ${title}
description: One sentence that says what comes of it.
group: Lessons
order: 50
minutes: 10
icon: file
teaches:
  - What one can do afterwards
names:
  event: { label: Name of your event, value: ${slug}, most: 40 }
steps:
  - id: create-webhook
    title: Create the webhook
    anchor: create-the-webhook
    check: 'integration "\${event}" where url contains "echo.example"'
    do:
      - POST /v1/integrations: { name: ${title}, event: '\${event}', url: 'https://echo.example/${slug}' }
        keep: { integration: id }
        says: Creates a webhook for your event
    wrong:
      - do:
          - POST /v1/integrations: { name: ${title}, event: '\${event}', url: 'https://my-server.example/hello' }
        found: '\`url\` is'
  - id: publish
    title: Publish an event
    anchor: publish-an-event
    needs: [create-webhook]
    check: 'reply to "\${event}" within 5 s'
    do:
      - POST /pocket/devices/\${device}/events: { name: '\${event}', data: '1' }
        says: Publishes as your board
---

# ${title}

Say in two sentences what happens on this page, and what comes of it.

{{> name id="event"}}

## Create the webhook

Say what the webhook hears and where it sends it.

{{> webhook-editor id="editor"}}

{{> step id="create-webhook"}}

## Publish an event

Say what to look for in the event log.

{{> publish event="\${event}" data="1"}}

{{> step id="publish"}}
`;

/** @param {string} root @param {string | undefined} slug @returns {string} the path of the new page. Throws with a sentence for a person. */
export function newLesson(root, slug) {
  if (slug === undefined || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    throw new Error('Give the lesson a name of lower-case letters, digits and single hyphens: npm run lesson:new door-bell');
  const folder = join(root, 'tutorials', slug);
  if (existsSync(folder)) throw new Error(`tutorials/${slug} is there already.`);
  mkdirSync(folder, { recursive: true });
  const title = slug.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  writeFileSync(join(folder, 'index.md'), page(slug, title));
  return `tutorials/${slug}/index.md`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const path = newLesson(fileURLToPath(new URL('../..', import.meta.url)), process.argv[2]);
    console.log(`Wrote ${path}. See it with \`npm run dev\`, prove it with \`npm run lessons\`. The guide is the lesson “Write a lesson”.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
