import type { HTMLAttributes, PublicProps } from 'vue';
import type { SfuElement, SfuEvents, SfuSettings, SfuTag, WithOwn } from './elements.js';

/** `import 'sfu-room/vue'` tells Vue's templates of the elements. */

/** As Vue names a listener: `@peerjoined` is `onPeerjoined`, `@sfu-pin` is `onSfuPin`. */
type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type Listeners<Tag extends SfuTag> = {
  [K in keyof SfuEvents<Tag> & string as `on${Capitalize<CamelCase<K>>}`]?:
    ((event: SfuEvents<Tag>[K]) => void) | undefined;
};

type VueElements = {
  [Tag in SfuTag]: new () => SfuElement<Tag> & {
    $props: WithOwn<HTMLAttributes, SfuSettings<Tag> & Listeners<Tag>> & PublicProps;
  };
};

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- what it extends is all that it adds
  interface GlobalComponents extends VueElements {}
}
