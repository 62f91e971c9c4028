/** What a list asks for beyond its first view. */
export { LIST_QUERY } from './query';
