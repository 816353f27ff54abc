// The one script of an embed: `<script async src="https://…/embed.js"></script>` makes `<pocket-lesson>` known.
import { PocketLesson } from './pocket-lesson.ts';

declare const EMBED_LESSONS: readonly string[] | undefined;

// A classic script: a module of another site would need a header from its host that static hosts do not all send.
const { src } = document.currentScript as HTMLScriptElement;
PocketLesson.site = new URL('.', src).href;
PocketLesson.lessons = typeof EMBED_LESSONS === 'undefined' ? null : EMBED_LESSONS;
if (!customElements.get('pocket-lesson')) customElements.define('pocket-lesson', PocketLesson);
