import type { LitElement } from 'lit';
import type { ELEMENTS } from '../element/elements.js';
import type { SfuRoomEventDetails } from '../element/events.js';
import type { ELEMENTS as FULL_ELEMENTS } from '../element/full.js';
import type { SubscribeMode } from '../element/modes.js';
import type { ELEMENTS as MORE_ELEMENTS } from '../element/more.js';
import type { SfuRoom } from '../element/sfu-room.js';
import type { PartRequests } from '../parts/requests.js';

type Elements = typeof ELEMENTS & typeof FULL_ELEMENTS & typeof MORE_ELEMENTS;

/** Every tag, `sfu-room` and those of its parts. */
export type SfuTag = keyof Elements;

/** The element of a tag. */
export type SfuElement<Tag extends SfuTag> = InstanceType<Elements[Tag]>;

/** Told by functions written out at both sides: `extends` alone, or an alias of them, would not see `readonly`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- nobody is to know T
type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type IsWritable<E, K extends keyof E> = IsSame<Pick<E, K>, { -readonly [P in K]: E[P] }>;

type IsMethod<Value> = Value extends (...args: never[]) => unknown ? true : false;

/** What can be set on an element: its own properties, neither its methods nor what every element has. */
type SettableKey<E> = {
  [K in Exclude<keyof E, keyof LitElement>]: IsMethod<E[K]> extends true
    ? never
    : IsWritable<E, K> extends true
      ? K
      : never;
}[Exclude<keyof E, keyof LitElement>];

/** The mode is assigned under the attribute's name, which is also that of a method. */
type Attributes<E> = E extends SfuRoom ? { subscribe?: SubscribeMode | undefined } : unknown;

/** What a template may set on an element. */
export type SfuSettings<Tag extends SfuTag> = {
  [K in SettableKey<SfuElement<Tag>>]?: SfuElement<Tag>[K] | undefined;
} & Attributes<SfuElement<Tag>>;

/** What a template may listen to: the room's events, or what parts ask for, which bubbles up through all of them. */
export type SfuEvents<Tag extends SfuTag> = Tag extends 'sfu-room'
  ? { [K in keyof SfuRoomEventDetails]: CustomEvent<SfuRoomEventDetails[K]> }
  : { [K in keyof PartRequests]: CustomEvent<PartRequests[K]> };

/** Listeners under the names that a framework has for them. */
export type SfuListeners<Tag extends SfuTag, Prefix extends string> = {
  [K in keyof SfuEvents<Tag> & string as `${Prefix}${K}`]?: ((event: SfuEvents<Tag>[K]) => void) | undefined;
};

/** What the framework knows of every element, where the element itself does not know it better. */
export type WithOwn<Common, Own> = Omit<Common, keyof Own> & Own;
