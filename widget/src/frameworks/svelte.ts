import type { HTMLAttributes } from 'svelte/elements';
import type { SfuElement, SfuListeners, SfuSettings, SfuTag, WithOwn } from './elements.js';

/** `import 'sfu-room/svelte'` tells Svelte's templates of the elements. */

type Own<Tag extends SfuTag> = SfuSettings<Tag> & SfuListeners<Tag, 'on'> & SfuListeners<Tag, 'on:'>;

type SvelteElements = {
  [Tag in SfuTag]: WithOwn<HTMLAttributes<SfuElement<Tag>>, Own<Tag>>;
};

declare module 'svelte/elements' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what it extends is all that it adds
  interface SvelteHTMLElements extends SvelteElements {}
}
