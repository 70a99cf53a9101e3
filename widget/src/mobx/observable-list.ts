import { observable, type IObservableArray } from 'mobx';

interface Item {
  readonly id: string;
}

/**
 * A list that is observable item by item: an item lives as long as its id is
 * in the list, and its fields change in place.
 */
export class ObservableList<T extends Item> {
  readonly items: IObservableArray<T> = observable.array<T>([], { deep: false });
  readonly #byId = new Map<string, T>();

  /** To be called in an action. */
  update(next: readonly T[]): void {
    const items = next.map((values) => this.#itemOf(values));
    // MobX would tell the observers of the list of a replacement by the same.
    const isSame = items.length === this.items.length && items.every((item, index) => item === this.items[index]);
    if (isSame) return;
    this.items.replace(items);
    const ids = new Set(next.map(({ id }) => id));
    for (const id of [...this.#byId.keys()]) if (!ids.has(id)) this.#byId.delete(id);
  }

  #itemOf(values: T): T {
    const known = this.#byId.get(values.id);
    // Fields hold references, so that only those are told of that are no longer the same.
    if (known) return Object.assign(known, values);
    // A copy: what was given belongs to an immutable state.
    const item = observable.object<T>({ ...values }, undefined, { deep: false });
    this.#byId.set(values.id, item);
    return item;
  }
}
