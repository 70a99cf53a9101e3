import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { SfuElement, SfuListeners, SfuSettings, SfuTag, WithOwn } from './elements.js';

/** `import 'sfu-room/react'` tells React 19's JSX of the elements. */

type Own<Tag extends SfuTag> = SfuSettings<Tag> & SfuListeners<Tag, 'on'>;

type ReactElements = {
  [Tag in SfuTag]: WithOwn<DetailedHTMLProps<HTMLAttributes<SfuElement<Tag>>, SfuElement<Tag>>, Own<Tag>>;
};

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace, no-restricted-syntax -- it is React's
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what it extends is all that it adds
    interface IntrinsicElements extends ReactElements {}
  }
}
