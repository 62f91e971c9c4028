import type { Context } from './context.ts';

/** How servers other than the org are reached. */
export const fetchOf = ({ fetch }: Pick<Context, 'fetch'>): typeof globalThis.fetch => fetch ?? globalThis.fetch;
