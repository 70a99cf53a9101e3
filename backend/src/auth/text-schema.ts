import { z } from 'zod';

/**
 * Text of so many UTF-16 code units at most, as the limits count. zod's own `max` counts code points, and alone would let
 * twice as much pass; documents that are made of the schema know that one.
 */
export const textUpTo = (max: number): z.ZodString =>
  z
    .string()
    .refine(({ length }) => length <= max, `more than ${String(max)} characters`)
    .max(max);
