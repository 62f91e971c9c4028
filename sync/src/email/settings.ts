/** What a tenant has chosen for emails. */
import { z } from 'zod';
import { wordsOf } from './subject.ts';

const MOST = 1000;

const word = z
  .string()
  .trim()
  .max(80)
  .refine((text) => wordsOf(text).length > 0, {
    error: ({ input }) => `"${String(input)}" has no letter or digit: write the word itself, for example "perso"`,
  });

/** An address, or a domain with everything beneath it. Kept in lower case, without what people put around them. */
const blocked = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .transform((text) => text.replace(/^\*?[@.]+/, ''))
  .refine((text) => /^(?:[^\s@<>,;]+@)?(?:[^\s@.<>,;/]+\.)+[^\s@.<>,;/]{2,}$/u.test(text), {
    error: ({ input }) =>
      `"${String(input)}" is neither an address nor a domain: write "jane@acme.example" or "acme.example"`,
  });

export const EmailSettings = z.object({
  /** Off: no email is taken. */
  on: z.boolean().default(false),
  /** Words of a subject, whole, in any case and with or without accents, that mark an email as private. */
  neverSubjects: z.array(word).max(MOST).default(['perso', 'personnel', 'privé']),
  /** Addresses and domains: an email with one of them is never kept. */
  blocked: z.array(blocked).max(MOST).default([]),
});
export type EmailSettings = z.output<typeof EmailSettings>;
