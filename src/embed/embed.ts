// The one script of an embed: `<script type="module" src="https://…/embed.js"></script>` makes `<pocket-lesson>` known.
import { PocketLesson } from './pocket-lesson.ts';

PocketLesson.site = new URL('.', import.meta.url).href;
if (!customElements.get('pocket-lesson')) customElements.define('pocket-lesson', PocketLesson);
