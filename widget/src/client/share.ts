/**
 * `after`, with each part that equals its counterpart in `before` replaced by
 * it, and `before` itself when all of it does: what did not change keeps its
 * identity. Looks into arrays and plain objects; anything else (tracks,
 * streams, errors) is the same only when it is the same object. Items of
 * arrays are matched by `id` or `label`, else by their place.
 */
export function share<T>(before: T, after: T): T {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) return shareItems(before, after) as T;
  if (isRecord(before) && isRecord(after)) return shareFields(before, after) as T;
  return after;
}

function shareItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const known = new Map(before.map((item, index) => [keyOf(item, index), item]));
  const shared = after.map((item, index) => share(known.get(keyOf(item, index)), item));
  return shared.length === before.length && shared.every((item, index) => item === before[index]) ? before : shared;
}

function shareFields(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(after);
  const shared = Object.fromEntries(names.map((name) => [name, share(before[name], after[name])]));
  const isKept = (name: string): boolean => Object.hasOwn(before, name) && shared[name] === before[name];
  return names.length === Object.keys(before).length && names.every(isKept) ? before : shared;
}

function keyOf(item: unknown, index: number): unknown {
  return isRecord(item) ? (item.id ?? item.label ?? index) : index;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
