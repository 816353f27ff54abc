// Markdown passes HTML through; the layout loads the script.
import layouts from '@metalsmith/layouts';
import markdown from '@metalsmith/markdown';
import Metalsmith from 'metalsmith';

await Metalsmith(import.meta.dirname ?? process.cwd())
  .metadata({ site: process.env.POCKET_SITE })
  .source('src')
  .destination('out')
  .use(markdown())
  .use(layouts({ directory: 'layouts', transform: 'handlebars', pattern: '**/*.html' }))
  .build();
