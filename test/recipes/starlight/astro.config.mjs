import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  outDir: 'out',
  integrations: [
    starlight({
      title: 'Starlight',
      head: [{ tag: 'script', attrs: { async: true, src: `${process.env.POCKET_SITE}embed.js` } }],
    }),
  ],
});
