import type { PropertyDeclaration } from 'lit';

/** An attribute that takes one of a few words; anything else counts as the first. */
export function choice<T extends string>(...values: [T, ...T[]]): PropertyDeclaration {
  const [fallback] = values;
  return {
    converter: {
      fromAttribute: (value) => values.find((candidate) => candidate === value) ?? fallback,
      toAttribute: (value) => value,
    },
  };
}
