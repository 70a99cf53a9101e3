import type { ClassAttributes, HTMLAttributes } from 'preact';
import type { SfuElement, SfuListeners, SfuSettings, SfuTag, WithOwn } from './elements.js';

/** `import 'sfu-room/preact'` tells Preact's JSX of the elements. */

type Own<Tag extends SfuTag> = SfuSettings<Tag> & SfuListeners<Tag, 'on'>;

type PreactElements = {
  [Tag in SfuTag]: WithOwn<HTMLAttributes<SfuElement<Tag>> & ClassAttributes<SfuElement<Tag>>, Own<Tag>>;
};

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace, no-restricted-syntax -- it is Preact's
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what it extends is all that it adds
    interface IntrinsicElements extends PreactElements {}
  }
}
