import type { JSX } from 'solid-js';
import type { SfuElement, SfuListeners, SfuSettings, SfuTag, WithOwn } from './elements.js';

/** `import 'sfu-room/solid'` tells Solid's JSX of the elements. */

/** As `prop:name`, for who wants to be sure that it is a property that is set. */
type Properties<Tag extends SfuTag> = {
  [K in keyof SfuSettings<Tag> & string as `prop:${K}`]?: SfuSettings<Tag>[K] | undefined;
};

type Own<Tag extends SfuTag> = SfuSettings<Tag> & Properties<Tag> & SfuListeners<Tag, 'on'> & SfuListeners<Tag, 'on:'>;

type SolidElements = {
  [Tag in SfuTag]: WithOwn<JSX.HTMLAttributes<SfuElement<Tag>>, Own<Tag>>;
};

declare module 'solid-js' {
  // eslint-disable-next-line @typescript-eslint/no-namespace, no-restricted-syntax -- it is Solid's
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what it extends is all that it adds
    interface IntrinsicElements extends SolidElements {}
  }
}
