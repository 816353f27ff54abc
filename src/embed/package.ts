// The entry of the npm package: the same element; its site is named by `PocketLesson.site` or by each tag's `site`.
import { PocketLesson } from './pocket-lesson.ts';

if (!customElements.get('pocket-lesson')) customElements.define('pocket-lesson', PocketLesson);

export { PocketLesson };
